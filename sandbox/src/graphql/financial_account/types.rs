//! Financial accounts as the API shows them.

use async_graphql::{Enum, ID, Interface, SimpleObject};

use crate::clock::iso;
use crate::graphql::connection::connection;
use crate::store::accounts::Account;

/// The uses of a financial account.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinancialAccountFeatureType {
    DirectDeposit,
    PrepaidPaymentCard,
    CreditPaymentCard,
    DebitPaymentCard,
    PayrollAdvance,
    PayrollEmployerAdvance,
    ProductFunding,
    NegativeBalanceReserve,
    ProductReserve,
    JustInTimeFunding,
    SecuredCreditPaymentCard,
    PointRewards,
    CardFundingAccount,
    IncomeAccount,
    OnDemandFunding,
    RepaymentAccount,
    PreprintedCard,
    SecuredDeposit,
    ProductSecuredDeposit,
    MerchantSettlement,
    AuthorizedUser,
    ResetBalance,
    Suspense,
}

/// The status of a financial account.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinancialAccountStatus {
    Unactivated,
    Active,
    Suspended,
    UnderReview,
    PendingClosure,
    Closed,
}

/// Makes a feature of an account.
macro_rules! feature {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            enabled: Option<bool>,
            created_at: Option<String>,
            updated_at: Option<String>,
        }

        impl $name {
            fn since(at: i64) -> Self {
                let at = Some(iso(at));
                Self { enabled: Some(true), created_at: at.clone(), updated_at: at }
            }
        }
    };
}

feature!(
    /// Wages may be paid into the account.
    DirectDepositFinancialAccountFeature
);
feature!(
    /// The account has prepaid cards.
    PrePaidPaymentCardFinancialAccountFeature
);

/// The fields of all features.
#[derive(Interface)]
#[graphql(
    field(name = "enabled", ty = "&Option<bool>"),
    field(name = "created_at", ty = "&Option<String>"),
    field(name = "updated_at", ty = "&Option<String>")
)]
pub enum FinancialAccountFeature {
    DirectDeposit(DirectDepositFinancialAccountFeature),
    PrepaidPaymentCard(PrePaidPaymentCardFinancialAccountFeature),
}

/// An account that holds an account holder's money.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct FinancialAccount {
    /// Global ID used to reference the Financial Account in operations.
    pub id: ID,
    external_id: Option<String>,
    name: Option<String>,
    account_status: Option<FinancialAccountStatus>,
    features: Option<Vec<FinancialAccountFeature>>,
    created_at: Option<String>,
    updated_at: Option<String>,
    #[graphql(skip)]
    pub(super) stored: Account,
}

impl From<Account> for FinancialAccount {
    fn from(stored: Account) -> Self {
        let at = stored.created_at;
        Self {
            id: ID(stored.id.clone()),
            external_id: Some(stored.external_id.clone()),
            name: Some(stored.name.clone()),
            account_status: Some(FinancialAccountStatus::Active),
            features: Some(vec![
                DirectDepositFinancialAccountFeature::since(at).into(),
                PrePaidPaymentCardFinancialAccountFeature::since(at).into(),
            ]),
            created_at: Some(iso(at)),
            updated_at: Some(iso(at)),
            stored,
        }
    }
}

connection!(
    /// Financial accounts.
    FinancialAccountConnection,
    FinancialAccountEdge,
    FinancialAccount
);
