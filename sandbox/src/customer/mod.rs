//! The customer's server: the part that a user of Sordino writes. It knows its customers' objects
//! by id, has the API key, and calls the API over HTTP.

pub mod account_holders;
mod api;
pub mod client_tokens;
pub mod objects;

pub use api::ApiClient;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use thiserror::Error;

/// Why the customer's server refuses or fails.
#[derive(Debug, Error)]
pub enum CustomerError {
    /// The page's request is not allowed or not valid.
    #[error("{0}")]
    Refused(String),
    /// The API answered, and refused.
    #[error("the API refused: {0}")]
    Denied(Value),
    /// The API did not answer as expected.
    #[error("the API {0}")]
    Api(String),
}

impl IntoResponse for CustomerError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Refused(_) => StatusCode::BAD_REQUEST,
            Self::Denied(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Api(_) => StatusCode::BAD_GATEWAY,
        };
        (status, axum::Json(json!({ "error": self.to_string() }))).into_response()
    }
}
