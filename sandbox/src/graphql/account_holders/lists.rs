//! Persons and businesses as lists.

use super::types::{USBusinessAccountHolder, USPersonAccountHolder};
use crate::errors::Internal;
use crate::graphql::connection::{Page, Paging, connection};
use crate::graphql::context::Services;
use crate::graphql::filters::account_holders::AccountHolderFilter;
use crate::store::account_holders::Holder;

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

/// Returns a page of the account holders of the filter's kind, as that kind's connection.
pub async fn page<F: AccountHolderFilter, C: From<Page<Holder>>>(
    services: &Services,
    paging: Paging<'_>,
    filter: Option<&F>,
) -> async_graphql::Result<C> {
    let mut all = services.store.account_holders().await.map_err(Internal::from)?;
    all.retain(|holder| {
        holder.kind == F::KIND && filter.is_none_or(|filter| filter.passes(holder, &services.keyed))
    });
    Ok(Page::cut(all, |holder| &holder.id, paging)?.into())
}
