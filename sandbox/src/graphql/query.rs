//! The queries.

use async_graphql::{Context, ID, Object};

use super::account_holders::{
    self, USBusinessAccountHolderConnection, USPersonAccountHolderConnection,
};
use super::connection::Paging;
use super::context::RequestContext as _;
use super::filters::account_holders::{
    BusinessAccountHolderFilterInput, PersonAccountHolderFilterInput,
};
use super::node::{self, Node};
use super::organization::{self, CardProductConnection};
use crate::errors::Internal;

/// All queries that can be performed.
pub struct Query;

#[Object]
impl Query {
    /// Simple query that returns a static value of `pong`
    async fn ping(&self) -> &'static str {
        "pong"
    }

    /// Query to fetch any type by its globally unique ID.
    ///
    /// A client token sees only the object that it was made for. Other objects are `null`, as if
    /// they did not exist.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>, Internal> {
        let caller = ctx.caller()?;
        let found = node::find(ctx.services()?, &id).await?;
        Ok(found.filter(|found| caller.may_see(&found.owner)).map(|found| found.node))
    }

    /// Find all person account holders for the organization.
    ///
    /// A client token gets `null`, because it is made for one object.
    async fn person_account_holders(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<PersonAccountHolderFilterInput>,
    ) -> async_graphql::Result<Option<USPersonAccountHolderConnection>> {
        if !ctx.caller()?.is_server() {
            return Ok(None);
        }
        let paging = Paging { first, after: after.as_deref() };
        account_holders::page(ctx.services()?, paging, filter_by.as_ref()).await.map(Some)
    }

    /// Find all business account holders for the organization.
    async fn business_account_holders(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(20)")] first: Option<i32>,
        after: Option<String>,
        filter_by: Option<BusinessAccountHolderFilterInput>,
    ) -> async_graphql::Result<Option<USBusinessAccountHolderConnection>> {
        if !ctx.caller()?.is_server() {
            return Ok(None);
        }
        let paging = Paging { first, after: after.as_deref() };
        account_holders::page(ctx.services()?, paging, filter_by.as_ref()).await.map(Some)
    }

    /// Find all card products for the organization.
    async fn card_products(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(10)")] first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Option<CardProductConnection>> {
        if !ctx.caller()?.is_server() {
            return Ok(None);
        }
        let paging = Paging { first, after: after.as_deref() };
        organization::card_products(ctx.store()?, paging).await
    }
}
