//! Accounts at other banks, which lead from an account holder to the ids of their details.

use async_graphql::{ComplexObject, Context, Enum, ID, SimpleObject, Union};

use super::bank_accounts::{BankAccountType, NonVerifiedExternalUSFinancialBankAccountDetail};
use super::connection::connection;
use super::context::RequestContext as _;
use super::financial_account::{FinancialAccountOwner, owner};
use crate::clock::iso;
use crate::errors::Internal;
use crate::store::accounts::ExternalBankAccount;

/// The status of an account at another bank.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalFinancialAccountStatus {
    Active,
    Closed,
}

/// An account at another bank, as its owner described it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct NonVerifiedExternalUSFinancialBankAccount {
    /// Global ID used to reference the account in operations.
    pub id: ID,
    name: Option<String>,
    account_status: Option<ExternalFinancialAccountStatus>,
    created_at: Option<String>,
    updated_at: Option<String>,
    #[graphql(skip)]
    stored: ExternalBankAccount,
}

#[ComplexObject]
impl NonVerifiedExternalUSFinancialBankAccount {
    /// The account and routing number of the account.
    async fn external_bank_account_details(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<NonVerifiedExternalUSFinancialBankAccountDetail>, Internal> {
        let detail = ctx.store()?.external_bank_account_detail(&self.stored.detail_id).await?;
        Ok(detail.map(NonVerifiedExternalUSFinancialBankAccountDetail::from))
    }

    /// The owner of the account.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<FinancialAccountOwner>, Internal> {
        owner(ctx.store()?, &self.stored.account_holder_id).await
    }
}

impl From<ExternalBankAccount> for NonVerifiedExternalUSFinancialBankAccount {
    fn from(stored: ExternalBankAccount) -> Self {
        let at = Some(iso(stored.created_at));
        Self {
            id: ID(stored.id.clone()),
            name: Some(stored.name.clone()),
            account_status: Some(ExternalFinancialAccountStatus::Active),
            created_at: at.clone(),
            updated_at: at,
            stored,
        }
    }
}

/// An account at another bank that a verification service has checked. The sandbox has no such
/// account.
#[derive(SimpleObject)]
pub struct ExternalFinancialBankAccount {
    id: ID,
    name: Option<String>,
    account_status: Option<ExternalFinancialAccountStatus>,
    external_bank_account_details: Option<ExternalBankAccountDetail>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

/// The details of an account that a verification service has checked.
#[derive(SimpleObject)]
pub struct ExternalBankAccountDetail {
    id: ID,
    last4: Option<String>,
    r#type: Option<BankAccountType>,
    routing_number: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

/// Any account at another bank.
#[derive(Union)]
pub enum ExternalFinancialAccount {
    Verified(ExternalFinancialBankAccount),
    NonVerified(NonVerifiedExternalUSFinancialBankAccount),
}

impl From<ExternalBankAccount> for ExternalFinancialAccount {
    fn from(stored: ExternalBankAccount) -> Self {
        NonVerifiedExternalUSFinancialBankAccount::from(stored).into()
    }
}

connection!(
    /// Accounts at other banks.
    ExternalFinancialAccountConnection,
    ExternalFinancialAccountEdge,
    ExternalFinancialAccount
);
