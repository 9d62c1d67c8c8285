//! The controls for tests: looks into the state, moves the clock, breaks answers, mints odd tokens.
//! Only with `--controls`, and never part of what is tested.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_http::cors::CorsLayer;

use crate::clock::iso;
use crate::customer::client_tokens::Use;
use crate::errors::{Internal, StoreError};
use crate::faults::line::Reach;
use crate::faults::{Fault, Target};
use crate::rules;
use crate::store::account_holders::Holder;
use crate::store::cards::STATUSES as CARD_STATUSES;
use crate::tax_numbers::{EIN, SSN};
use crate::token::scope::{Grant, Permission};
use crate::token::{self, LIFETIME_SECONDS, Usage};
use crate::world::Shared;

/// The controls' router.
pub fn router(world: &Shared) -> Router {
    Router::new()
        .route("/state/payment-cards/{id}", get(payment_card))
        .route("/state/payment-cards/{id}/restricted-details", get(card_details))
        .route("/state/payment-cards/{id}/verify-pin", post(verify_pin))
        .route("/state/payment-cards/{id}/status", post(set_card_status))
        .route("/state/direct-deposit-details/{id}", get(direct_deposit_detail))
        .route("/state/external-bank-account-details/{id}", get(external_bank_account_detail))
        .route("/state/account-holders", get(account_holders))
        .route("/state/account-holders/{id}", get(account_holder))
        .route("/state/account-holders/{id}/verify-tax-id", post(verify_tax_id))
        .route("/state/account-holder-tokens", get(drafts))
        .route("/state/document-upload-sessions/{id}", get(upload_session))
        .route("/state/document-upload-sessions/{id}/another", post(another_upload_session))
        .route("/state/journal", get(journal))
        .route("/state/tokens", get(tokens))
        .route("/tax-numbers", post(set_tax_numbers))
        .route("/clock", post(set_clock))
        .route("/faults", post(add_fault).delete(clear_faults))
        .route("/line", post(set_line))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/client-tokens", post(mint))
        .route("/reset", post(reset))
        .layer(CorsLayer::permissive())
        .with_state(world.clone())
}

/// What a control could not do.
enum Failure {
    NotFound,
    Internal,
    Invalid(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Internal::from(error).into()
    }
}

impl From<Internal> for Failure {
    fn from(_: Internal) -> Self {
        Self::Internal
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "nothing has this id".to_owned()),
            Self::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, "the reason is on stderr".to_owned())
            }
            Self::Invalid(message) => (StatusCode::BAD_REQUEST, message),
        };
        (status, Json(json!({ "error": message }))).into_response()
    }
}

type Answer = Result<Response, Failure>;

async fn payment_card(State(world): State<Shared>, Path(id): Path<String>) -> Answer {
    let card = world.store.card(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(json!({
        "id": card.id,
        "status": card.status,
        "pinSet": card.pin_is_set,
        "pinUpdates": card.pin_updates.len(),
    }))
    .into_response())
}

/// What a browser must show of the card, and its page must not have.
async fn card_details(State(world): State<Shared>, Path(id): Path<String>) -> Answer {
    let card = world.store.card(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(json!({
        "number": card.number,
        "cvv": card.cvv,
        "expirationDate": iso(card.expires_at),
        "expirationMonth": format!("{:02}", card.expiration_month),
        "expirationYear": card.expiration_year.to_string(),
    }))
    .into_response())
}

async fn direct_deposit_detail(State(world): State<Shared>, Path(id): Path<String>) -> Answer {
    let detail = world.store.direct_deposit_detail(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(json!({
        "number": detail.number,
        "routingNumber": detail.routing_number,
        "type": detail.r#type,
        "bankName": detail.bank,
    }))
    .into_response())
}

async fn external_bank_account_detail(
    State(world): State<Shared>,
    Path(id): Path<String>,
) -> Answer {
    let detail = world.store.external_bank_account_detail(&id).await?.ok_or(Failure::NotFound)?;
    let (number, routing_number) = (&detail.number, &detail.routing_number);
    Ok(Json(json!({ "number": number, "routingNumber": routing_number, "type": detail.r#type }))
        .into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerifyPin {
    pin: String,
}

async fn verify_pin(
    State(world): State<Shared>,
    Path(id): Path<String>,
    Json(asked): Json<VerifyPin>,
) -> Answer {
    let card = world.store.card(&id).await?.ok_or(Failure::NotFound)?;
    let matches = match world.store.pin_hash(&card.id).await? {
        Some(hash) => world.pins.verify(asked.pin, hash).await?,
        None => false,
    };
    Ok(Json(json!({ "matches": matches })).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetStatus {
    status: String,
}

async fn set_card_status(
    State(world): State<Shared>,
    Path(id): Path<String>,
    Json(asked): Json<SetStatus>,
) -> Answer {
    if !CARD_STATUSES.contains(&asked.status.as_str()) {
        return Err(Failure::Invalid(format!("no status is named {}", asked.status)));
    }
    if !world.store.set_card_status(&id, asked.status).await? {
        return Err(Failure::NotFound);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

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

async fn account_holders(State(world): State<Shared>) -> Answer {
    let holders = world.store.account_holders().await?;
    Ok(Json(holders.iter().map(holder_json).collect::<Vec<_>>()).into_response())
}

async fn account_holder(State(world): State<Shared>, Path(id): Path<String>) -> Answer {
    let holder = world.store.account_holder(&id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(holder_json(&holder)).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerifyTaxId {
    /// As one types it: an SSN with or without hyphens, or an EIN with its own.
    number: String,
    /// Where in the details it is, from the outside inwards, as a JSON pointer; without it the
    /// holder's own.
    pointer: Option<String>,
}

async fn verify_tax_id(
    State(world): State<Shared>,
    Path(id): Path<String>,
    Json(asked): Json<VerifyTaxId>,
) -> Answer {
    let holder = world.store.account_holder(&id).await?.ok_or(Failure::NotFound)?;
    let stored = match &asked.pointer {
        None => holder.tax_hash,
        Some(pointer) => {
            holder.details.pointer(pointer).and_then(|at| at["hash"].as_str()).map(str::to_owned)
        }
    };
    let ssn =
        rules::social_security_number(&asked.number).map(|digits| world.keyed.hash(SSN, &digits));
    let ein = rules::employer_identification_number(&asked.number)
        .map(|digits| world.keyed.hash(EIN, &digits));
    let matches = stored.is_some() && (stored == ssn || stored == ein);
    Ok(Json(json!({ "matches": matches })).into_response())
}

async fn drafts(State(world): State<Shared>) -> Answer {
    Ok(Json(world.store.drafts().await?).into_response())
}

async fn upload_session(State(world): State<Shared>, Path(id): Path<String>) -> Answer {
    let session = world
        .store
        .upload_session(&id, world.clock.now_seconds())
        .await?
        .ok_or(Failure::NotFound)?;
    let links = world.store.upload_links(&id).await?;
    Ok(Json(json!({
        "id": session.id,
        "accountHolderId": session.account_holder_id,
        "status": session.status,
        "requiredDocumentTypes": session.document_types.required,
        "links": links,
    }))
    .into_response())
}

async fn another_upload_session(State(world): State<Shared>, Path(id): Path<String>) -> Answer {
    let new = world
        .store
        .another_upload_session(&id, world.clock.now_seconds())
        .await?
        .ok_or(Failure::NotFound)?;
    Ok((StatusCode::CREATED, Json(json!({ "id": new }))).into_response())
}

async fn journal(State(world): State<Shared>) -> Answer {
    Ok(Json(world.store.journal().await?).into_response())
}

async fn tokens(State(world): State<Shared>) -> Answer {
    Ok(Json(world.store.tokens().await?).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct SetClock {
    offset_seconds: i64,
}

async fn set_clock(State(world): State<Shared>, Json(asked): Json<SetClock>) -> Response {
    world.clock.set_offset(asked.offset_seconds);
    Json(json!({ "now": world.clock.now().to_string() })).into_response()
}

async fn add_fault(State(world): State<Shared>, Json(fault): Json<Fault>) -> Response {
    world.faults.add(fault);
    StatusCode::NO_CONTENT.into_response()
}

async fn clear_faults(State(world): State<Shared>) -> Answer {
    world.faults.clear();
    for target in [Target::Api, Target::Upload, Target::Frame] {
        let line = world.lines.of(target);
        if line.reach() != Reach::Open && !line.set(Reach::Open).await {
            return Err(Failure::Internal);
        }
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetLine {
    #[serde(default)]
    target: Target,
    reach: Reach,
}

async fn set_line(State(world): State<Shared>, Json(asked): Json<SetLine>) -> Answer {
    if !world.lines.of(asked.target).set(asked.reach).await {
        return Err(Failure::Internal);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn requests(State(world): State<Shared>) -> Response {
    Json(world.requests.all()).into_response()
}

async fn clear_requests(State(world): State<Shared>) -> Response {
    world.requests.clear();
    StatusCode::NO_CONTENT.into_response()
}

/// Whether account holders must have unique tax numbers, until the next reset.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetTaxNumbers {
    unique: bool,
}

async fn set_tax_numbers(
    State(world): State<Shared>,
    Json(asked): Json<SetTaxNumbers>,
) -> Response {
    world.unique_tax_numbers.store(asked.unique, std::sync::atomic::Ordering::Relaxed);
    StatusCode::NO_CONTENT.into_response()
}

async fn reset(State(world): State<Shared>) -> Answer {
    world.reset().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A token with properties that the API would not give it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct OddToken {
    r#for: Use,
    id: Option<String>,
    /// Permissions by the names of the schema, in place of the use's own.
    permissions: Option<Vec<String>>,
    /// May be negative.
    expires_in_seconds: Option<i64>,
    usage: Option<String>,
}

async fn mint(State(world): State<Shared>, Json(asked): Json<OddToken>) -> Answer {
    let usage = match asked.usage.as_deref() {
        None | Some("UNTIL_EXPIRATION") => Usage::UntilExpiration,
        Some("SINGLE_USE") => Usage::SingleUse,
        Some(other) => return Err(Failure::Invalid(format!("no usage is named {other}"))),
    };
    let own = asked.r#for.permission();
    let permissions = match asked.permissions {
        None => vec![own],
        Some(names) => names
            .iter()
            .map(|name| {
                Permission::named(own.kind(), name).ok_or_else(|| {
                    Failure::Invalid(format!("no permission of this kind is named {name}"))
                })
            })
            .collect::<Result<_, _>>()?,
    };
    let resource = asked.id.unwrap_or_else(|| token::claims::ORGANIZATION.to_owned());
    let grants: Vec<Grant> = permissions
        .into_iter()
        .map(|permission| Grant { permission, resource: resource.clone() })
        .collect();
    let lifetime = asked.expires_in_seconds.unwrap_or(LIFETIME_SECONDS);
    let minted = token::mint(&world, &grants, usage, lifetime).await?;
    let body = json!({ "expirationDate": minted.expiration_date(), "usage": minted.usage.name(), "value": minted.value });
    Ok((StatusCode::CREATED, Json(body)).into_response())
}
