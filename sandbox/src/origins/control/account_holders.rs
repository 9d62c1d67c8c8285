//! Persons, businesses and authorized users.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::controls::{Answer, Controls, Failure};
use crate::clock::iso;
use crate::rules;
use crate::store::account_holders::Holder;
use crate::tax_numbers::{EIN, SSN};

fn holder_json(holder: &Holder) -> Value {
    json!({
        "id": holder.id,
        "kind": holder.kind.name(),
        "name": holder.name,
        "externalId": holder.external_id,
        "accountHolderId": holder.account_holder_id,
        "createdAt": iso(holder.created_at),
        "details": holder.details,
    })
}

pub async fn account_holders(State(controls): State<Arc<Controls>>) -> Answer {
    let holders = controls.store.account_holders().await?;
    Ok(Json(holders.iter().map(holder_json).collect::<Vec<_>>()).into_response())
}

pub async fn account_holder(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
) -> Answer {
    let holder = controls.store.account_holder(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(holder_json(&holder)).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyTaxId {
    /// The number as a person types it: an SSN with or without hyphens, or an EIN with its hyphen.
    number: String,
    /// The place of the number in the details, as a JSON pointer. Without it the holder's own
    /// number is checked.
    pointer: Option<String>,
}

pub async fn verify_tax_id(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
    Json(request): Json<VerifyTaxId>,
) -> Answer {
    let holder = controls.store.account_holder(&id).await?.ok_or(Failure::NotFound)?;
    let stored = match &request.pointer {
        None => holder.tax_hash,
        Some(pointer) => {
            holder.details.pointer(pointer).and_then(|at| at["hash"].as_str()).map(str::to_owned)
        }
    };
    let ssn = rules::social_security_number(&request.number)
        .map(|digits| controls.keyed.hash(SSN, &digits));
    let ein = rules::employer_identification_number(&request.number)
        .map(|digits| controls.keyed.hash(EIN, &digits));
    let matches = stored.is_some() && (stored == ssn || stored == ein);
    Ok(Json(json!({ "matches": matches })).into_response())
}

pub async fn drafts(State(controls): State<Arc<Controls>>) -> Answer {
    Ok(Json(controls.store.drafts().await?).into_response())
}

/// Whether account holders must have unique tax numbers, until the next reset.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetTaxNumbers {
    unique: bool,
}

pub async fn set_tax_numbers(
    State(controls): State<Arc<Controls>>,
    Json(request): Json<SetTaxNumbers>,
) -> Response {
    controls.tax_numbers.set_unique(request.unique);
    StatusCode::NO_CONTENT.into_response()
}
