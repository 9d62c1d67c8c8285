//! Payment cards and bank accounts.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use serde_json::json;

use super::controls::{Answer, Controls, Failure};
use crate::clock::iso;
use crate::store::cards::STATUSES;

pub async fn payment_card(State(controls): State<Arc<Controls>>, Path(id): Path<String>) -> Answer {
    let card = controls.store.card(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(json!({
        "id": card.id,
        "status": card.status,
        "pinSet": card.pin_is_set,
        "pinUpdates": card.pin_updates.len(),
    }))
    .into_response())
}

/// The numbers that the card's field must show and its page must not read.
pub async fn card_details(State(controls): State<Arc<Controls>>, Path(id): Path<String>) -> Answer {
    let card = controls.store.card(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(json!({
        "number": card.number,
        "cvv": card.cvv,
        "expirationDate": iso(card.expires_at),
        "expirationMonth": format!("{:02}", card.expiration_month),
        "expirationYear": card.expiration_year.to_string(),
    }))
    .into_response())
}

pub async fn direct_deposit_detail(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
) -> Answer {
    let detail = controls.store.direct_deposit_detail(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(json!({
        "number": detail.number,
        "routingNumber": detail.routing_number,
        "type": detail.r#type,
        "bankName": detail.bank,
    }))
    .into_response())
}

pub async fn external_bank_account_detail(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
) -> Answer {
    let detail =
        controls.store.external_bank_account_detail(&id).await?.ok_or(Failure::NotFound)?;
    let (number, routing_number) = (&detail.number, &detail.routing_number);
    Ok(Json(json!({ "number": number, "routingNumber": routing_number, "type": detail.r#type }))
        .into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyPin {
    pin: String,
}

pub async fn verify_pin(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
    Json(request): Json<VerifyPin>,
) -> Answer {
    let card = controls.store.card(&id).await?.ok_or(Failure::NotFound)?;
    let matches = match controls.store.pin_hash(&card.id).await? {
        Some(hash) => controls.pins.verify(request.pin, hash).await?,
        None => false,
    };
    Ok(Json(json!({ "matches": matches })).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetStatus {
    status: String,
}

pub async fn set_card_status(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
    Json(request): Json<SetStatus>,
) -> Answer {
    if !STATUSES.contains(&request.status.as_str()) {
        return Err(Failure::Invalid(format!("no status is named {}", request.status)));
    }
    if !controls.store.set_card_status(&id, request.status).await? {
        return Err(Failure::NotFound);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
