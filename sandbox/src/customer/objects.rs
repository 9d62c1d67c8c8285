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
    let direct = world.store.direct_deposit_details().await?;
    let external = world.store.external_bank_account_details().await?;
    let holders = world.store.account_holders().await?;
    let sessions = world.store.upload_sessions(world.clock.now_seconds()).await?;
    Ok(json!({
        "paymentCards": cards,
        "directDepositDetails": direct.iter().map(|detail| json!({ "id": detail.id })).collect::<Vec<_>>(),
        "externalBankAccountDetails": external
            .iter()
            .map(|detail| json!({ "id": detail.id, "last4": detail.last4() }))
            .collect::<Vec<_>>(),
        "accountHolders": holders
            .iter()
            .map(|holder| json!({ "id": holder.id, "kind": holder.kind.name(), "name": holder.name }))
            .collect::<Vec<_>>(),
        "documentUploadSessions": sessions
            .iter()
            .map(|session| {
                json!({
                    "id": session.id,
                    "status": session.status,
                    "requiredDocumentTypes": session.document_types.required,
                })
            })
            .collect::<Vec<_>>(),
    }))
}
