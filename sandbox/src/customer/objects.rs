//! `GET /objects.json`: the made-up customer's objects, as the customer's server knows them. It
//! contains no secrets.

use serde_json::{Value, json};

use crate::errors::StoreError;
use crate::store::Store;

/// Lists the objects, with only what a page may know.
pub async fn known(store: &Store, now: i64) -> Result<Value, StoreError> {
    let cards: Vec<Value> = store
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
    let direct = store.direct_deposit_details().await?;
    let external = store.external_bank_account_details().await?;
    let holders = store.account_holders().await?;
    let sessions = store.upload_sessions(now).await?;
    Ok(json!({
        "paymentCards": cards,
        "directDepositDetails": direct
            .iter()
            .map(|detail| json!({ "id": detail.id }))
            .collect::<Vec<_>>(),
        "externalBankAccountDetails": external
            .iter()
            .map(|detail| json!({ "id": detail.id, "last4": detail.last4() }))
            .collect::<Vec<_>>(),
        "accountHolders": holders
            .iter()
            .map(|holder| {
                json!({ "id": holder.id, "kind": holder.kind.name(), "name": holder.name })
            })
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
