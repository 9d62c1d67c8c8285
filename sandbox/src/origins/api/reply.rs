//! The statuses and bodies of the API's answers.

use async_graphql::ServerError;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::errors::StoreError;
use crate::random;
use crate::rate_limit::Usage;

/// The length of the largest request body.
pub const MAX_BODY: usize = 256 * 1024;

/// The header with the request's id.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Why a body is no GraphQL request.
pub enum Unreadable {
    /// The body is longer than [`MAX_BODY`].
    TooLarge,
    /// The content type is not JSON.
    ContentType,
    /// The JSON is not the expected object.
    Json(String),
}

/// Makes the answer to one request.
pub struct Reply {
    request_id: String,
}

impl Reply {
    /// A reply with a new request id.
    pub fn new() -> Self {
        Self { request_id: random::uuid() }
    }

    /// Answers with what the schema returned.
    pub fn executed(&self, response: &async_graphql::Response, usage: &Usage) -> Response {
        // Errors of validation have no path. Errors of resolvers always have one.
        if response.is_err() && response.errors.iter().all(|error| error.path.is_empty()) {
            return self.invalid(&response.errors);
        }
        let mut body = serde_json::to_value(response).unwrap_or_else(|_| json!({ "data": null }));
        body["extensions"] =
            json!({ "requestId": self.request_id, "rateLimit": usage.extension() });
        self.send(StatusCode::OK, &body)
    }

    /// 400: the document can't run.
    pub fn invalid(&self, errors: &[ServerError]) -> Response {
        let errors: Vec<Value> = errors
            .iter()
            .map(|error| {
                json!({
                    "message": error.message,
                    "locations": error.locations,
                    "path": null,
                    "errorPath": null,
                })
            })
            .collect();
        self.refuse(StatusCode::BAD_REQUEST, &Value::Null, &errors.into())
    }

    /// 400 or 413: the body is no GraphQL request.
    pub fn unreadable(&self, unreadable: &Unreadable) -> Response {
        let (status, message) = match unreadable {
            Unreadable::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, format!("The body is larger than {MAX_BODY} bytes"))
            }
            Unreadable::ContentType => {
                (StatusCode::BAD_REQUEST, "The Content-Type must be application/json".to_owned())
            }
            Unreadable::Json(problem) => (StatusCode::BAD_REQUEST, problem.clone()),
        };
        let errors =
            json!([{ "message": message, "locations": null, "path": null, "errorPath": null }]);
        self.refuse(status, &Value::Null, &errors)
    }

    /// 401: the caller is unknown.
    pub fn unauthorized(&self) -> Response {
        self.refuse(StatusCode::UNAUTHORIZED, &Value::Null, &json!([{ "message": "Unauthorized" }]))
    }

    /// 429: the caller has asked too much.
    pub fn limited(&self, usage: &Usage, seconds: u64) -> Response {
        let message = format!("Usage limit exceeded. Try again in {seconds} seconds.");
        let body = json!({
            "data": {},
            "errors": [{ "message": message }],
            "extensions": { "requestId": self.request_id, "rateLimit": usage.extension() },
        });
        let mut response = self.send(StatusCode::TOO_MANY_REQUESTS, &body);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        response
    }

    /// 500: the store failed. The reason goes to stderr.
    pub fn failed(&self, error: &StoreError) -> Response {
        eprintln!("sordino-sandbox: {error}");
        let errors = json!([{ "message": "Internal server error" }]);
        self.refuse(StatusCode::INTERNAL_SERVER_ERROR, &Value::Null, &errors)
    }

    /// Answers with errors and without a result.
    pub fn refuse(&self, status: StatusCode, data: &Value, errors: &Value) -> Response {
        let extensions = json!({ "requestId": self.request_id });
        self.send(status, &json!({ "data": data, "errors": errors, "extensions": extensions }))
    }

    /// Adds the headers that all answers have.
    fn send(&self, status: StatusCode, body: &Value) -> Response {
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if let Ok(id) = HeaderValue::from_str(&self.request_id) {
            headers.insert(REQUEST_ID, id);
        }
        response
    }
}
