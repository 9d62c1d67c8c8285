//! Financial accounts: what leads from an account holder to the ids of cards and of account numbers.

use async_graphql::{ComplexObject, Context, Enum, ID, Interface, SimpleObject, Union};

use super::Ask as _;
use super::account_holders::{USBusinessAccountHolder, USPersonAccountHolder};
use super::application::{AccountHolderCardProductApplication, CardProductApplication};
use super::bank_accounts::DirectDepositDetail;
use super::connection::{Page, Paging, connection};
use super::filters::accounts::{
    AccountFacts, AccountHolderFinancialAccountsFilterInput,
    FinancialAccountPaymentCardsFilterInput,
};
use super::ledger::{Ledger, LedgerName};
use super::node::holder;
use super::organization::{CardProduct, Organization};
use super::payment_card::{PaymentCard, PaymentCardConnection};
use super::transfers::ScheduledTransferConnection;
use crate::clock::iso;
use crate::errors::Internal;
use crate::store::accounts::Account;
use crate::world::World;

/// What a financial account is used for.
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

/// The features of all accounts of the sandbox.
const FEATURES: [FinancialAccountFeatureType; 2] =
    [FinancialAccountFeatureType::DirectDeposit, FinancialAccountFeatureType::PrepaidPaymentCard];

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

/// What all features have.
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

/// Who owns an account.
#[derive(Union)]
pub enum FinancialAccountOwner {
    Organization(Organization),
    Person(USPersonAccountHolder),
    Business(USBusinessAccountHolder),
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
    stored: Account,
}

#[ComplexObject]
impl FinancialAccount {
    /// The owner of the account.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<FinancialAccountOwner>, Internal> {
        owner(&*ctx.world()?, &self.stored.holder_id).await
    }

    /// The account holder.
    async fn account_holder(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<FinancialAccountOwner>, Internal> {
        owner(&*ctx.world()?, &self.stored.holder_id).await
    }

    /// The card product of the account.
    async fn card_product(&self, ctx: &Context<'_>) -> Result<Option<CardProduct>, Internal> {
        let world = ctx.world()?;
        let Some(id) = card_product_id(&world, &self.stored).await? else { return Ok(None) };
        CardProduct::find(&world, &id).await
    }

    /// The application with which the account was opened.
    async fn card_product_application(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<CardProductApplication>, Internal> {
        let application = ctx.world()?.store.application(&self.stored.application_id).await?;
        Ok(application
            .map(|application| AccountHolderCardProductApplication::from(application).into()))
    }

    /// The ledgers of the account.
    async fn ledgers(&self, ledger_names: Option<Vec<LedgerName>>) -> Option<Vec<Ledger>> {
        let ledger = Ledger::of_account(&self.id, iso(self.stored.created_at));
        let wanted =
            ledger_names.is_none_or(|names| ledger.name.is_some_and(|name| names.contains(&name)));
        Some(wanted.then_some(ledger).into_iter().collect())
    }

    /// The account and routing number of the account.
    async fn direct_deposit_details(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<DirectDepositDetail>, Internal> {
        let id = &self.stored.direct_deposit_detail_id;
        Ok(ctx.world()?.store.direct_deposit_detail(id).await?.map(DirectDepositDetail::from))
    }

    /// The payment cards of the account.
    async fn payment_cards(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<FinancialAccountPaymentCardsFilterInput>,
    ) -> async_graphql::Result<Option<PaymentCardConnection>> {
        let mut cards = cards_of(&*ctx.world()?, &self.stored).await?;
        let holder = ID(self.stored.holder_id.clone());
        cards.retain(|card| {
            filter_by
                .as_ref()
                .is_none_or(|filter| filter.passes(card, Some(&holder), self.stored.created_at))
        });
        let paging = Paging { first, after: after.as_deref() };
        Ok(Some(Page::cut(cards, |card| &card.id, paging)?.into()))
    }

    /// Transfers into the account that are yet to come.
    async fn incoming_scheduled_transfers(
        &self,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<ScheduledTransferConnection>> {
        ScheduledTransferConnection::empty(Paging { first, after: after.as_deref() }).map(Some)
    }
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

/// The cards of an account.
pub async fn cards_of(world: &World, account: &Account) -> Result<Vec<PaymentCard>, Internal> {
    let cards = world.store.cards().await?.into_iter();
    Ok(cards
        .filter(|card| card.financial_account_id == account.id)
        .map(PaymentCard::from)
        .collect())
}

/// The card product of an account.
pub async fn card_product_id(world: &World, account: &Account) -> Result<Option<String>, Internal> {
    let application = world.store.application(&account.application_id).await?;
    Ok(application.map(|application| application.card_product_id))
}

/// The account holder of this id, as an owner.
pub async fn owner(world: &World, id: &str) -> Result<Option<FinancialAccountOwner>, Internal> {
    use super::node::Node;
    Ok(match holder(world, id).await? {
        Some(Node::USPersonAccountHolder(person)) => Some(person.into()),
        Some(Node::USBusinessAccountHolder(business)) => Some(business.into()),
        _ => None,
    })
}

connection!(
    /// Financial accounts.
    FinancialAccountConnection,
    FinancialAccountEdge,
    FinancialAccount
);

/// A page of those accounts that `keep` keeps and the filter lets pass.
pub async fn accounts_page(
    world: &World,
    keep: impl Fn(&Account, Option<&str>) -> bool,
    filter: Option<&AccountHolderFinancialAccountsFilterInput>,
    paging: Paging<'_>,
) -> async_graphql::Result<Option<FinancialAccountConnection>> {
    if filter.is_some_and(AccountHolderFinancialAccountsFilterInput::searches) {
        return Err("the sandbox can't search in the API's own language".into());
    }
    let mut kept = Vec::new();
    for account in world.store.financial_accounts().await.map_err(Internal::from)? {
        let card_product_id = card_product_id(world, &account).await?;
        if !keep(&account, card_product_id.as_deref()) {
            continue;
        }
        let facts = AccountFacts {
            created_at: account.created_at,
            features: &FEATURES,
            card_product_id,
            external_id: account.external_id.clone(),
        };
        if filter.is_none_or(|filter| filter.passes(&facts)) {
            kept.push(account);
        }
    }
    Ok(Some(Page::cut(kept, |account| &account.id, paging)?.into()))
}
