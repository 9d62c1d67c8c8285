//! `GET /objects.json`: what a customer's server knows of its made-up customer. No secrets.

use serde_json::{Value, json};

use crate::errors::StoreError;
use crate::world::World;

/// The objects, without anything that is not for a page to know.
pub async fn known(world: &World) -> Result<Value, StoreError> {
    let cards: Vec<Value> = world
        .store
        .cards()
        .await?
        .iter()
        .map(|card| {
            json!({
                "id": card.id,
                "status": card.status,
                "last4": card.last4(),
                "network": card.network,
                "holderName": card.holder_name,
            })
        })
        .collect();
    Ok(json!({
        "paymentCards": cards,
        "directDepositDetails": [],
        "externalBankAccountDetails": [],
        "accountHolders": [],
        "documentUploadSessions": [],
    }))
}
