//! The state that the controls work on, and their answers.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use std::sync::Arc;

use crate::clock::Clock;
use crate::errors::{Internal, StoreError};
use crate::faults::Injector;
use crate::faults::connectivity::OriginConnectivity;
use crate::keyed::Keyed;
use crate::pin::Hasher;
use crate::rate_limit::RateLimits;
use crate::requests::RequestLog;
use crate::store::Store;
use crate::tax_number_policy::TaxNumberPolicy;
use crate::token::Tokens;

/// Everything in the sandbox that tests can read or change.
pub struct Controls {
    pub store: Store,
    pub clock: Clock,
    pub keyed: Keyed,
    pub pins: Hasher,
    pub tokens: Tokens,
    pub tax_numbers: TaxNumberPolicy,
    pub limits: Arc<RateLimits>,
    pub faults: Arc<Injector>,
    pub connectivity: OriginConnectivity,
    pub log: Arc<RequestLog>,
}

/// Why a control failed.
pub enum Failure {
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

/// The answer of a control.
pub type Answer = Result<Response, Failure>;
