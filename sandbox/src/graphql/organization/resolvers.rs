//! The accounts of the organization and of its card products.

use async_graphql::{ComplexObject, Context};

use super::types::{CardProduct, Organization};
use crate::graphql::connection::Paging;
use crate::graphql::context::RequestContext as _;
use crate::graphql::filters::accounts::AccountHolderFinancialAccountsFilterInput;
use crate::graphql::financial_account::{FinancialAccountConnection, accounts_page};
use crate::store::accounts::Account;

#[ComplexObject]
impl CardProduct {
    /// The financial accounts of the card product.
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderFinancialAccountsFilterInput>,
    ) -> async_graphql::Result<Option<FinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        let keep = |_: &_, product: Option<&str>| product == Some(self.id.as_str());
        accounts_page(ctx.store()?, keep, filter_by.as_ref(), paging).await
    }
}

#[ComplexObject]
impl Organization {
    /// The financial accounts of the organization.
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderFinancialAccountsFilterInput>,
    ) -> async_graphql::Result<Option<FinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        let keep = |account: &Account, _: Option<&str>| account.holder_id == self.id.as_str();
        accounts_page(ctx.store()?, keep, filter_by.as_ref(), paging).await
    }
}
