//! The queries.

use async_graphql::{Context, ID, Object};

use super::Ask as _;
use super::node::{self, Node};
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
    /// A client token sees the object it was made for. Any other id is as unknown as one that does
    /// not exist.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>, Internal> {
        let world = ctx.world()?;
        let caller = ctx.caller()?;
        let found = node::find(&world, &id).await?;
        Ok(found.filter(|found| caller.may_see(&found.owner)).map(|found| found.node))
    }
}
