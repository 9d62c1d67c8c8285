//! Broken and made-up answers.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use futures_util::stream;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;
use serde_json::{Value, json};

use super::fault::{DataBeside, Fault, Kind};
use crate::random;

/// An extension of a response that must not be sent; `listen` looks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// Close the connection.
    Drop,
    /// Leave it open.
    Never,
}

/// The answer that is broken when the request was not carried out.
pub(super) const PLAUSIBLE: &[u8] = br#"{"data":{"setPinForPaymentCard":{"__typename":"PaymentCard","id":"cd_0","last4":"0000","status":"ACTIVE"}},"extensions":{"requestId":"00000000-0000-4000-8000-000000000000"}}"#;

/// The length of the filler in an oversized answer.
const OVERSIZED: usize = 16 * 1024 * 1024;

impl Fault {
    /// Makes the answer of a fault that replaces the right one. `app` is the origin of the
    /// customer's pages, where `redirect` leads.
    pub(super) fn replacement(&self, app: &str) -> Response {
        match self.kind {
            Kind::Never => unanswered(Unanswered::Never),
            Kind::Status => self.status_response(),
            Kind::Redirect => {
                (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{app}/redirected"))])
                    .into_response()
            }
            Kind::Html => axum::response::Html(
                "<!doctype html><title>Sign in</title><p>Sign in to the network",
            )
            .into_response(),
            Kind::Oversized => json_response(Bytes::from(format!(
                r#"{{"data":{{"filler":"{}"}}}}"#,
                "x".repeat(OVERSIZED)
            ))),
            Kind::GraphqlErrors => {
                let mut body = json!({
                    "errors": self.graphql_errors(),
                    "extensions": { "requestId": "00000000-0000-4000-8000-000000000001" },
                });
                if self.data != DataBeside::Absent {
                    body["data"] = Value::Null;
                }
                json_response(Bytes::from(body.to_string()))
            }
            Kind::Drop
            | Kind::Delay
            | Kind::Hold
            | Kind::Malformed
            | Kind::Truncated
            | Kind::ContentType
            | Kind::Reorder
            | Kind::ExtraFields
            | Kind::NullMember
            | Kind::TokenEnded
            | Kind::ClockJump => unanswered(Unanswered::Drop),
        }
    }

    /// The value of `errors`.
    pub(super) fn graphql_errors(&self) -> Value {
        let mut error = json!({ "message": "Internal server error" });
        if let Some(code) = &self.error_code {
            error["extensions"] = json!({ "code": code });
        }
        json!([error])
    }

    fn status_response(&self) -> Response {
        let status = self.status.and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut extensions = json!({ "requestId": random::uuid() });
        let mut message = status.canonical_reason().unwrap_or("Error").to_owned();
        let mut data = Value::Null;
        if status == StatusCode::TOO_MANY_REQUESTS {
            "Usage limit exceeded".clone_into(&mut message);
            data = json!({});
            if let Some(seconds) = self.retry_after_seconds {
                extensions["rateLimit"] = json!({ "retryAfter": seconds });
            }
        }
        let body =
            json!({ "data": data, "errors": [{ "message": message }], "extensions": extensions });
        let mut response = if self.page {
            let page = format!("<!doctype html><title>{message}</title><h1>{message}</h1>");
            (status, axum::response::Html(page)).into_response()
        } else {
            (status, axum::Json(body)).into_response()
        };
        let given = self.retry_after.as_deref().and_then(|given| HeaderValue::from_str(given).ok());
        if let Some(when) = given.or(self.retry_after_seconds.map(HeaderValue::from)) {
            response.headers_mut().insert(header::RETRY_AFTER, when);
        }
        response
    }
}

fn unanswered(how: Unanswered) -> Response {
    let mut response = ().into_response();
    response.extensions_mut().insert(how);
    response
}

/// An answer of JSON.
pub(super) fn json_response(body: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Announces more bytes than it sends. The connection breaks a moment later, because the first half
/// would get lost otherwise.
pub(super) fn truncated(half: Bytes, whole: usize) -> Response {
    let sent = stream::once(std::future::ready(Ok(Frame::data(half))));
    let broken = stream::once(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    let mut response = Response::new(Body::new(StreamBody::new(sent.chain(broken))));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(whole));
    response
}

/// Reads the whole body of an answer.
pub(super) async fn collect(body: Body) -> Bytes {
    // The bodies are in memory, so that reading them can't fail.
    body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default()
}

/// Changes the JSON of an answer.
pub(super) async fn changed(response: Response, change: impl FnOnce(&mut Value)) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = collect(body).await;
    let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    change(&mut value);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

/// Sets each root field to null.
pub(super) fn null_members(body: &mut Value) {
    if let Some(data) = body.get_mut("data").and_then(Value::as_object_mut) {
        data.values_mut().for_each(|member| *member = Value::Null);
    }
}

/// Adds a field to each object.
pub(super) fn add_extra_fields(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(add_extra_fields);
            fields.insert(
                "sordinoExtra".to_owned(),
                json!({ "nested": ["4111111111111111", { "pin": "1234" }, null, 1.5e300] }),
            );
        }
        Value::Array(items) => items.iter_mut().for_each(add_extra_fields),
        _ => {}
    }
}
