//! The lists that lead from an account holder to applications, accounts and cards.

use async_graphql::{ComplexObject, Context, ID, Object, OutputType as _};

use super::types::{USBusinessAccountHolder, USPersonAccountHolder};
use crate::errors::Internal;
use crate::graphql::application::{
    AccountHolderCardProductApplicationConnection, CardProductApplicationConnection,
};
use crate::graphql::connection::{Page, Paging};
use crate::graphql::context::RequestContext as _;
use crate::graphql::external_account::ExternalFinancialAccountConnection;
use crate::graphql::filters::accounts::{
    AccountHolderFinancialAccountsFilterInput, AccountHolderPaymentCardsFilterInput,
};
use crate::graphql::financial_account::{
    FinancialAccountConnection, accounts_page, card_product_id, cards_of,
};
use crate::graphql::payment_card::PaymentCardConnection;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::applications::Application;

/// The lists that persons and businesses have alike. Their fields become fields of both types.
struct AccountHolderLists {
    holder_id: ID,
}

#[Object]
impl AccountHolderLists {
    /// The account holder's payment cards.
    async fn payment_cards(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderPaymentCardsFilterInput>,
    ) -> async_graphql::Result<Option<PaymentCardConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        cards_page(ctx.store()?, &self.holder_id, filter_by.as_ref(), paging).await.map(Some)
    }

    /// The account holder's financial accounts.
    async fn financial_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderFinancialAccountsFilterInput>,
    ) -> async_graphql::Result<Option<FinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        let own = |account: &Account, _: Option<&str>| account.holder_id == self.holder_id.as_str();
        accounts_page(ctx.store()?, own, filter_by.as_ref(), paging).await
    }
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
        Ok(Some(applications_page(ctx.store()?, &self.id, paging).await?.into()))
    }

    /// The person's applications.
    async fn applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<CardProductApplicationConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        Ok(Some(applications_page(ctx.store()?, &self.id, paging).await?.into()))
    }

    #[graphql(flatten)]
    async fn lists(&self) -> AccountHolderLists {
        AccountHolderLists { holder_id: self.id.clone() }
    }

    /// The person's accounts at other banks.
    async fn external_financial_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<ExternalFinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        external_accounts_page(ctx.store()?, &self.id, None, paging).await.map(Some)
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
        Ok(Some(applications_page(ctx.store()?, &self.id, paging).await?.into()))
    }

    #[graphql(flatten)]
    async fn lists(&self) -> AccountHolderLists {
        AccountHolderLists { holder_id: self.id.clone() }
    }

    /// The business's accounts at other banks, or the account with the given id.
    async fn external_financial_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        external_financial_account_id: Option<ID>,
    ) -> async_graphql::Result<Option<ExternalFinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        let only = external_financial_account_id.as_ref();
        external_accounts_page(ctx.store()?, &self.id, only, paging).await.map(Some)
    }
}

/// Returns a page of the account holder's applications.
async fn applications_page(
    store: &Store,
    holder: &ID,
    paging: Paging<'_>,
) -> async_graphql::Result<Page<Application>> {
    let all = store.applications(holder).await.map_err(Internal::from)?;
    Page::cut(all, |application| &application.id, paging)
}

/// Returns a page of the account holder's accounts at other banks.
async fn external_accounts_page(
    store: &Store,
    holder: &ID,
    only: Option<&ID>,
    paging: Paging<'_>,
) -> async_graphql::Result<ExternalFinancialAccountConnection> {
    let mut all = store.external_bank_accounts(holder).await.map_err(Internal::from)?;
    all.retain(|account| only.is_none_or(|id| account.id == id.as_str()));
    Ok(Page::cut(all, |account| &account.id, paging)?.into())
}

/// Returns a page of the cards of all accounts of an account holder.
async fn cards_page(
    store: &Store,
    holder: &ID,
    filter: Option<&AccountHolderPaymentCardsFilterInput>,
    paging: Paging<'_>,
) -> async_graphql::Result<PaymentCardConnection> {
    let mut kept = Vec::new();
    for account in store.financial_accounts().await.map_err(Internal::from)? {
        if account.holder_id != holder.as_str() {
            continue;
        }
        let product = card_product_id(store, &account).await?.map(ID);
        let mut cards = cards_of(store, &account).await?;
        cards.retain(|card| {
            filter.is_none_or(|filter| filter.passes(card, product.as_ref(), account.created_at))
        });
        kept.append(&mut cards);
    }
    Ok(Page::cut(kept, |card| &card.id, paging)?.into())
}
