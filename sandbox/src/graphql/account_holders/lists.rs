//! Persons and businesses as lists, and the lists that lead on from one of them: applications,
//! accounts, cards.

use async_graphql::{ComplexObject, Context, ID};

use super::types::{USBusinessAccountHolder, USPersonAccountHolder};
use crate::errors::Internal;
use crate::graphql::Ask as _;
use crate::graphql::application::{
    AccountHolderCardProductApplicationConnection, CardProductApplicationConnection,
};
use crate::graphql::connection::{Page, Paging, connection};
use crate::graphql::external_account::ExternalFinancialAccountConnection;
use crate::graphql::filters::account_holders::{
    BusinessAccountHolderFilterInput, PersonAccountHolderFilterInput,
};
use crate::graphql::filters::accounts::{
    AccountHolderFinancialAccountsFilterInput, AccountHolderPaymentCardsFilterInput,
};
use crate::graphql::financial_account::{
    FinancialAccountConnection, accounts_page, card_product_id, cards_of,
};
use crate::graphql::payment_card::PaymentCardConnection;
use crate::store::account_holders::{Holder, Kind};
use crate::store::applications::Application;
use crate::world::World;

connection!(
    /// Persons who hold an account.
    USPersonAccountHolderConnection,
    USPersonAccountHolderEdge,
    USPersonAccountHolder
);
connection!(
    /// Businesses that hold an account.
    USBusinessAccountHolderConnection,
    USBusinessAccountHolderEdge,
    USBusinessAccountHolder
);

/// `personAccountHolders`.
pub async fn persons(
    world: &World,
    paging: Paging<'_>,
    filter: Option<&PersonAccountHolderFilterInput>,
) -> async_graphql::Result<USPersonAccountHolderConnection> {
    let passes = |holder: &Holder| filter.is_none_or(|filter| filter.passes(holder, &world.keyed));
    Ok(holders(world, Kind::Person, passes, paging).await?.into())
}

/// `businessAccountHolders`.
pub async fn businesses(
    world: &World,
    paging: Paging<'_>,
    filter: Option<&BusinessAccountHolderFilterInput>,
) -> async_graphql::Result<USBusinessAccountHolderConnection> {
    let passes = |holder: &Holder| filter.is_none_or(|filter| filter.passes(holder, &world.keyed));
    Ok(holders(world, Kind::Business, passes, paging).await?.into())
}

async fn holders(
    world: &World,
    kind: Kind,
    passes: impl Fn(&Holder) -> bool,
    paging: Paging<'_>,
) -> async_graphql::Result<Page<Holder>> {
    let mut all = world.store.account_holders().await.map_err(Internal::from)?;
    all.retain(|holder| holder.kind == kind && passes(holder));
    Page::cut(all, |holder| &holder.id, paging)
}

#[ComplexObject]
impl USPersonAccountHolder {
    /// The person's applications.
    #[graphql(deprecation = "Use applications instead.")]
    async fn card_product_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<AccountHolderCardProductApplicationConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        Ok(Some(applications(&*ctx.world()?, &self.id, paging).await?.into()))
    }

    /// The person's applications.
    async fn applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<CardProductApplicationConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        Ok(Some(applications(&*ctx.world()?, &self.id, paging).await?.into()))
    }

    /// The person's payment cards.
    async fn payment_cards(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderPaymentCardsFilterInput>,
    ) -> async_graphql::Result<Option<PaymentCardConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        cards(&*ctx.world()?, &self.id, filter_by.as_ref(), paging).await
    }

    /// The person's accounts at other banks.
    async fn external_financial_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<ExternalFinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        external_accounts(&*ctx.world()?, &self.id, None, paging).await
    }

    /// The person's financial accounts.
    async fn financial_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderFinancialAccountsFilterInput>,
    ) -> async_graphql::Result<Option<FinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        accounts(&*ctx.world()?, &self.id, filter_by.as_ref(), paging).await
    }
}

#[ComplexObject]
impl USBusinessAccountHolder {
    /// The business's applications.
    async fn card_product_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<AccountHolderCardProductApplicationConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        Ok(Some(applications(&*ctx.world()?, &self.id, paging).await?.into()))
    }

    /// The business's payment cards.
    async fn payment_cards(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderPaymentCardsFilterInput>,
    ) -> async_graphql::Result<Option<PaymentCardConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        cards(&*ctx.world()?, &self.id, filter_by.as_ref(), paging).await
    }

    /// The business's accounts at other banks, or the one of this id.
    async fn external_financial_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        external_financial_account_id: Option<ID>,
    ) -> async_graphql::Result<Option<ExternalFinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        let only = external_financial_account_id.as_ref();
        external_accounts(&*ctx.world()?, &self.id, only, paging).await
    }

    /// The business's financial accounts.
    async fn financial_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderFinancialAccountsFilterInput>,
    ) -> async_graphql::Result<Option<FinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        accounts(&*ctx.world()?, &self.id, filter_by.as_ref(), paging).await
    }
}

async fn applications(
    world: &World,
    holder: &ID,
    paging: Paging<'_>,
) -> async_graphql::Result<Page<Application>> {
    let all = world.store.applications(holder).await.map_err(Internal::from)?;
    Page::cut(all, |application| &application.id, paging)
}

async fn accounts(
    world: &World,
    holder: &ID,
    filter: Option<&AccountHolderFinancialAccountsFilterInput>,
    paging: Paging<'_>,
) -> async_graphql::Result<Option<FinancialAccountConnection>> {
    let own = |account: &crate::store::accounts::Account, _: Option<&str>| {
        account.holder_id == holder.as_str()
    };
    accounts_page(world, own, filter, paging).await
}

async fn external_accounts(
    world: &World,
    holder: &ID,
    only: Option<&ID>,
    paging: Paging<'_>,
) -> async_graphql::Result<Option<ExternalFinancialAccountConnection>> {
    let mut all = world.store.external_bank_accounts(holder).await.map_err(Internal::from)?;
    all.retain(|account| only.is_none_or(|id| account.id == id.as_str()));
    Ok(Some(Page::cut(all, |account| &account.id, paging)?.into()))
}

async fn cards(
    world: &World,
    holder: &ID,
    filter: Option<&AccountHolderPaymentCardsFilterInput>,
    paging: Paging<'_>,
) -> async_graphql::Result<Option<PaymentCardConnection>> {
    let mut kept = Vec::new();
    for account in world.store.financial_accounts().await.map_err(Internal::from)? {
        if account.holder_id != holder.as_str() {
            continue;
        }
        let product = card_product_id(world, &account).await?.map(ID);
        let mut cards = cards_of(world, &account).await?;
        cards.retain(|card| {
            filter.is_none_or(|filter| filter.passes(card, product.as_ref(), account.created_at))
        });
        kept.append(&mut cards);
    }
    Ok(Some(Page::cut(kept, |card| &card.id, paging)?.into()))
}
