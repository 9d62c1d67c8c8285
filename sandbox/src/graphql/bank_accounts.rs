//! Account and routing numbers of the customer's own accounts and of accounts at other banks.

use async_graphql::{ComplexObject, Context, Enum, ID, SimpleObject, Union};

use super::account_holders::Address;
use super::context::RequestContext as _;
use super::problems::AccessDeniedError;
use crate::caller::Caller;
use crate::clock::iso;
use crate::errors::Internal;
use crate::store::bank_accounts::{DirectDeposit, ExternalAccount};
use crate::token::scope::Permission;

/// Type of bank accounts.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankAccountType {
    Checking,
    Savings,
}

/// The possible bank names.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankName {
    SuttonBank,
    CfsbBank,
    CrossRiverBank,
}

/// The details about the backing bank.
#[derive(SimpleObject)]
pub struct BankDetails {
    /// The name of the financial institution.
    name: Option<BankName>,
    /// The address of the financial institution.
    address: Option<Address>,
}

/// The numbers of a financial account that only its owner should see.
#[derive(SimpleObject)]
pub struct DirectDepositDetailRestrictedDetails {
    /// The primary account number for the financial account.
    number: Option<String>,
    /// The routing number for the financial account.
    routing_number: Option<String>,
    /// The details about the backing bank.
    bank: Option<BankDetails>,
    /// The details about the type of account.
    r#type: Option<BankAccountType>,
}

/// The restricted details, or a refusal.
#[derive(Union)]
pub enum DirectDepositDetailRestrictedDetailsResult {
    DirectDepositDetailRestrictedDetails(DirectDepositDetailRestrictedDetails),
    AccessDeniedError(AccessDeniedError),
}

/// The details that an employer needs to pay wages into a financial account.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct DirectDepositDetail {
    /// Global ID used to reference the direct deposit detail in operations.
    pub id: ID,
    created_at: Option<String>,
    updated_at: Option<String>,
    #[graphql(skip)]
    stored: DirectDeposit,
}

#[ComplexObject]
impl DirectDepositDetail {
    /// The decrypted account number for this direct deposit detail.
    async fn restricted_details(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<DirectDepositDetailRestrictedDetailsResult>, Internal> {
        if !may_read(ctx.caller()?, Permission::ReadDirectDepositDetail, &self.stored.id) {
            return Ok(Some(AccessDeniedError::new().into()));
        }
        let details = DirectDepositDetailRestrictedDetails {
            number: Some(self.stored.number.clone()),
            routing_number: Some(self.stored.routing_number.clone()),
            bank: Some(BankDetails {
                name: async_graphql::resolver_utils::parse_enum(self.stored.bank.as_str().into())
                    .ok(),
                address: Some(Address {
                    street_address: Some("1 Made Up Street".to_owned()),
                    extended_address: None,
                    postal_code: Some("44890".to_owned()),
                    region: Some("OH".to_owned()),
                    locality: Some("Nowhere".to_owned()),
                    country_code_alpha3: Some("USA".to_owned()),
                }),
            }),
            r#type: async_graphql::resolver_utils::parse_enum(self.stored.r#type.as_str().into())
                .ok(),
        };
        Ok(Some(details.into()))
    }
}

impl From<DirectDeposit> for DirectDepositDetail {
    fn from(stored: DirectDeposit) -> Self {
        let at = Some(iso(stored.created_at));
        Self { id: ID(stored.id.clone()), created_at: at.clone(), updated_at: at, stored }
    }
}

/// The numbers of an external account that only its owner should see.
#[derive(SimpleObject)]
pub struct NonVerifiedExternalUSFinancialBankAccountRestrictedDetails {
    /// The bank account number.
    number: Option<String>,
    /// The routing number for the bank account.
    routing_number: Option<String>,
}

/// The restricted details, or a refusal.
#[derive(Union)]
pub enum NonVerifiedExternalUSFinancialBankAccountDetailRestrictedDetailsResult {
    NonVerifiedExternalUSFinancialBankAccountRestrictedDetails(
        NonVerifiedExternalUSFinancialBankAccountRestrictedDetails,
    ),
    AccessDeniedError(AccessDeniedError),
}

/// An account at another bank, as its owner described it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct NonVerifiedExternalUSFinancialBankAccountDetail {
    /// Global ID used to reference the external bank account detail in operations.
    pub id: ID,
    /// The last four digits of bank account number.
    last4: Option<String>,
    /// The details about the type of bank account.
    r#type: Option<BankAccountType>,
    /// The routing number for the bank account.
    routing_number: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
    #[graphql(skip)]
    stored: ExternalAccount,
}

#[ComplexObject]
impl NonVerifiedExternalUSFinancialBankAccountDetail {
    /// The decrypted account number for this external bank account detail.
    async fn restricted_details(
        &self,
        ctx: &Context<'_>,
    ) -> Result<
        Option<NonVerifiedExternalUSFinancialBankAccountDetailRestrictedDetailsResult>,
        Internal,
    > {
        if !may_read(ctx.caller()?, Permission::ReadExternalBankAccountDetail, &self.stored.id) {
            return Ok(Some(AccessDeniedError::new().into()));
        }
        let details = NonVerifiedExternalUSFinancialBankAccountRestrictedDetails {
            number: Some(self.stored.number.clone()),
            routing_number: Some(self.stored.routing_number.clone()),
        };
        Ok(Some(details.into()))
    }
}

impl From<ExternalAccount> for NonVerifiedExternalUSFinancialBankAccountDetail {
    fn from(stored: ExternalAccount) -> Self {
        let at = Some(iso(stored.created_at));
        Self {
            id: ID(stored.id.clone()),
            last4: Some(stored.last4().to_owned()),
            r#type: async_graphql::resolver_utils::parse_enum(stored.r#type.as_str().into()).ok(),
            routing_number: Some(stored.routing_number.clone()),
            created_at: at.clone(),
            updated_at: at,
            stored,
        }
    }
}

/// Whether the caller may read the numbers. As for a card's number, a client token with the
/// permission may, and the organization's server may not.
fn may_read(caller: &Caller, permission: Permission, id: &str) -> bool {
    match caller {
        Caller::Server => false,
        Caller::Client(token) => token.allows(permission, id),
    }
}
