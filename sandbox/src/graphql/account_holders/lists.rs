//! Persons and businesses as lists.

use super::types::{USBusinessAccountHolder, USPersonAccountHolder};
use crate::errors::Internal;
use crate::graphql::connection::{Page, Paging, connection};
use crate::graphql::context::Services;
use crate::graphql::filters::account_holders::{
    BusinessAccountHolderFilterInput, PersonAccountHolderFilterInput,
};
use crate::store::Store;
use crate::store::account_holders::{Holder, Kind};

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
    services: &Services,
    paging: Paging<'_>,
    filter: Option<&PersonAccountHolderFilterInput>,
) -> async_graphql::Result<USPersonAccountHolderConnection> {
    let passes =
        |holder: &Holder| filter.is_none_or(|filter| filter.passes(holder, &services.keyed));
    Ok(holders(&services.store, Kind::Person, passes, paging).await?.into())
}

/// `businessAccountHolders`.
pub async fn businesses(
    services: &Services,
    paging: Paging<'_>,
    filter: Option<&BusinessAccountHolderFilterInput>,
) -> async_graphql::Result<USBusinessAccountHolderConnection> {
    let passes =
        |holder: &Holder| filter.is_none_or(|filter| filter.passes(holder, &services.keyed));
    Ok(holders(&services.store, Kind::Business, passes, paging).await?.into())
}

async fn holders(
    store: &Store,
    kind: Kind,
    passes: impl Fn(&Holder) -> bool,
    paging: Paging<'_>,
) -> async_graphql::Result<Page<Holder>> {
    let mut all = store.account_holders().await.map_err(Internal::from)?;
    all.retain(|holder| holder.kind == kind && passes(holder));
    Page::cut(all, |holder| &holder.id, paging)
}
