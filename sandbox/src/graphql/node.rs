//! Everything that has an id.

use async_graphql::{ID, Interface};

use super::payment_card::PaymentCard;
use crate::errors::StoreError;
use crate::world::World;

/// Anything that has a globally unique id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID", desc = "Globally unique ID to fetch a Node."))]
pub enum Node {
    PaymentCard(PaymentCard),
}

/// The object of this id, whatever its kind.
pub async fn find(world: &World, id: &str) -> Result<Option<Node>, StoreError> {
    if let Some(card) = world.store.card(id).await? {
        return Ok(Some(Node::PaymentCard(card.into())));
    }
    Ok(None)
}
