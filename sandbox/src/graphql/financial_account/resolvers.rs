//! The fields of a financial account that lead to other objects.

use async_graphql::{ComplexObject, Context, ID};

use super::lists::{card_product_id, cards_of};
use super::owner::{FinancialAccountOwner, owner};
use super::types::FinancialAccount;
use crate::clock::iso;
use crate::errors::Internal;
use crate::graphql::application::{AccountHolderCardProductApplication, CardProductApplication};
use crate::graphql::bank_accounts::DirectDepositDetail;
use crate::graphql::connection::{Page, Paging};
use crate::graphql::context::RequestContext as _;
use crate::graphql::filters::accounts::FinancialAccountPaymentCardsFilterInput;
use crate::graphql::ledger::{Ledger, LedgerName};
use crate::graphql::organization::CardProduct;
use crate::graphql::payment_card::PaymentCardConnection;
use crate::graphql::transfers::ScheduledTransferConnection;

#[ComplexObject]
impl FinancialAccount {
    /// The owner of the account.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<FinancialAccountOwner>, Internal> {
        owner(ctx.store()?, &self.stored.holder_id).await
    }

    /// The account holder.
    async fn account_holder(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<FinancialAccountOwner>, Internal> {
        owner(ctx.store()?, &self.stored.holder_id).await
    }

    /// The card product of the account.
    async fn card_product(&self, ctx: &Context<'_>) -> Result<Option<CardProduct>, Internal> {
        let store = ctx.store()?;
        let Some(id) = card_product_id(store, &self.stored).await? else { return Ok(None) };
        CardProduct::find(store, &id).await
    }

    /// The application that the account was opened for.
    async fn card_product_application(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<CardProductApplication>, Internal> {
        let application = ctx.store()?.application(&self.stored.application_id).await?;
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
        Ok(ctx.store()?.direct_deposit_detail(id).await?.map(DirectDepositDetail::from))
    }

    /// The payment cards of the account.
    async fn payment_cards(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<FinancialAccountPaymentCardsFilterInput>,
    ) -> async_graphql::Result<Option<PaymentCardConnection>> {
        let mut cards = cards_of(ctx.store()?, &self.stored).await?;
        let holder = ID(self.stored.holder_id.clone());
        cards.retain(|card| {
            filter_by
                .as_ref()
                .is_none_or(|filter| filter.passes(card, Some(&holder), self.stored.created_at))
        });
        let paging = Paging { first, after: after.as_deref() };
        Ok(Some(Page::cut(cards, |card| &card.id, paging)?.into()))
    }

    /// Scheduled transfers into the account.
    async fn incoming_scheduled_transfers(
        &self,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<ScheduledTransferConnection>> {
        ScheduledTransferConnection::empty(Paging { first, after: after.as_deref() }).map(Some)
    }
}
