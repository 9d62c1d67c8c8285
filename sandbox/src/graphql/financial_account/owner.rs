//! The owner of an account.

use async_graphql::Union;

use crate::errors::Internal;
use crate::graphql::account_holders::{USBusinessAccountHolder, USPersonAccountHolder};
use crate::graphql::organization::Organization;
use crate::store::Store;
use crate::store::account_holders::Kind;

/// The owner of an account.
#[derive(Union)]
pub enum FinancialAccountOwner {
    Organization(Organization),
    Person(USPersonAccountHolder),
    Business(USBusinessAccountHolder),
}

/// Finds the person or business with this id.
pub async fn owner(store: &Store, id: &str) -> Result<Option<FinancialAccountOwner>, Internal> {
    Ok(store.account_holder(id).await?.and_then(|holder| match holder.kind {
        Kind::Person => Some(USPersonAccountHolder::from(holder).into()),
        Kind::Business => Some(USBusinessAccountHolder::from(holder).into()),
        Kind::AuthorizedUser => None,
    }))
}
