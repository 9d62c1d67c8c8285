//! The clock, faults, connectivity, the journal and the access log.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::json;

use super::controls::{Answer, Controls, Failure};
use crate::faults::connectivity::Reach;
use crate::faults::{Fault, Target};

pub async fn journal(State(controls): State<Arc<Controls>>) -> Answer {
    Ok(Json(controls.store.journal().await?).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SetClock {
    offset_seconds: i64,
}

pub async fn set_clock(
    State(controls): State<Arc<Controls>>,
    Json(request): Json<SetClock>,
) -> Response {
    controls.clock.set_offset(request.offset_seconds);
    Json(json!({ "now": controls.clock.now().to_string() })).into_response()
}

pub async fn add_fault(
    State(controls): State<Arc<Controls>>,
    Json(fault): Json<Fault>,
) -> Response {
    controls.faults.schedule(fault);
    StatusCode::NO_CONTENT.into_response()
}

pub async fn clear_faults(State(controls): State<Arc<Controls>>) -> Answer {
    controls.faults.clear();
    for target in [Target::Api, Target::Upload, Target::Frame] {
        let origin = controls.connectivity.of(target);
        if origin.reach() != Reach::Open && !origin.set(Reach::Open).await {
            return Err(Failure::Internal);
        }
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetConnectivity {
    #[serde(default)]
    target: Target,
    reach: Reach,
}

pub async fn set_connectivity(
    State(controls): State<Arc<Controls>>,
    Json(request): Json<SetConnectivity>,
) -> Answer {
    if !controls.connectivity.of(request.target).set(request.reach).await {
        return Err(Failure::Internal);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub async fn requests(State(controls): State<Arc<Controls>>) -> Response {
    Json(controls.log.all()).into_response()
}

pub async fn clear_requests(State(controls): State<Arc<Controls>>) -> Response {
    controls.log.clear();
    StatusCode::NO_CONTENT.into_response()
}

/// Restores the state at the start, except the signing key and the API key.
pub async fn reset(State(controls): State<Arc<Controls>>) -> Answer {
    controls.clock.set_offset(0);
    controls.store.seed(&controls.keyed, controls.clock.now()).await?;
    controls.tax_numbers.reset();
    controls.limits.clear();
    controls.faults.clear();
    controls.log.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}
