//! What goes wrong on purpose: answers that are late, broken or missing, as networks and servers really fail.
//!
//! A fault waits until a request matches it, hurts that answer, and is used up after `times`. With `afterCommit` the
//! request is carried out and only the answer is hurt.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use futures_util::stream;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How an answer is hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The connection is closed without a byte.
    Drop,
    /// The answer comes `delayMs` late.
    Delay,
    /// `status`, with `Retry-After` if `retryAfterSeconds` is given.
    Status,
    /// 200 with JSON that ends in the middle.
    Malformed,
    /// The connection breaks in the middle of the body.
    Truncated,
    /// 307 to the customer's page, which would get whatever the client sends again.
    Redirect,
    /// 200 with an HTML page, as a captive portal answers.
    Html,
    /// 200 with 16 MB of JSON.
    Oversized,
    /// No answer, ever.
    Never,
    /// 200 with top-level GraphQL errors.
    GraphqlErrors,
    /// The right answer with fields in it that nobody asked for.
    ExtraFields,
}

/// Whose answer is hurt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Target {
    #[default]
    Api,
    Upload,
    Frame,
}

/// A fault that waits for its request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    pub kind: Kind,
    /// Of `status`: 500 if not given.
    pub status: Option<u16>,
    pub retry_after_seconds: Option<u64>,
    /// Of `delay`: 1000 if not given.
    pub delay_ms: Option<u64>,
    /// Only requests with this operation.
    pub operation_name: Option<String>,
    /// Only requests whose path ends so, for the frame's files.
    pub path: Option<String>,
    /// How many answers it hurts.
    #[serde(default = "once")]
    pub times: u32,
    #[serde(default)]
    pub target: Target,
    #[serde(default)]
    pub after_commit: bool,
}

fn once() -> u32 {
    1
}

/// The faults that wait.
#[derive(Default)]
pub struct Faults {
    waiting: Mutex<Vec<Fault>>,
}

impl Faults {
    /// Adds one, behind those that wait.
    pub fn add(&self, fault: Fault) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// Removes all.
    pub fn clear(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The first fault that matches a request; it is used up by one.
    pub fn take(&self, target: Target, path: &str, operation: Option<&str>) -> Option<Fault> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.iter().position(|fault| {
            fault.target == target
                && fault.times > 0
                && fault.operation_name.as_deref().is_none_or(|name| operation == Some(name))
                && fault.path.as_deref().is_none_or(|end| path.ends_with(end))
        })?;
        waiting[at].times -= 1;
        let fault = waiting[at].clone();
        waiting.retain(|fault| fault.times > 0);
        Some(fault)
    }
}

/// Stands in a response that must not be sent: see `listen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// Close the connection.
    Drop,
    /// Leave it open.
    Never,
}

/// Stands in the answer when there is no true one to break.
const PLAUSIBLE: &[u8] = br#"{"data":{"setPinForPaymentCard":{"__typename":"PaymentCard","id":"cd_0","last4":"0000","status":"ACTIVE"}},"extensions":{"requestId":"00000000-0000-4000-8000-000000000000"}}"#;

const OVERSIZED: usize = 16 * 1024 * 1024;

impl Fault {
    /// Answers as the fault wants it. `answer` is what would have been answered; not asking for it means that the
    /// request has no effect.
    pub async fn hurt(&self, app: &str, answer: impl Future<Output = Response>) -> Response {
        match self.kind {
            Kind::Delay => {
                let delay = Duration::from_millis(self.delay_ms.unwrap_or(1000));
                if self.after_commit {
                    let answer = answer.await;
                    tokio::time::sleep(delay).await;
                    answer
                } else {
                    tokio::time::sleep(delay).await;
                    answer.await
                }
            }
            Kind::ExtraFields => with_extra_fields(answer.await).await,
            Kind::Malformed | Kind::Truncated => {
                let body = if self.after_commit { collect(answer.await).await } else { Bytes::from_static(PLAUSIBLE) };
                let half = body.slice(..body.len() / 2);
                if self.kind == Kind::Malformed { json_response(half) } else { truncated(half, body.len()) }
            }
            Kind::Drop
            | Kind::Status
            | Kind::Redirect
            | Kind::Html
            | Kind::Oversized
            | Kind::Never
            | Kind::GraphqlErrors => {
                if self.after_commit {
                    // Only its effect is wanted.
                    drop(answer.await);
                }
                self.replacement(app)
            }
        }
    }

    /// The answers that have nothing of the true one.
    fn replacement(&self, app: &str) -> Response {
        match self.kind {
            Kind::Never => unanswered(Unanswered::Never),
            Kind::Status => self.status_response(),
            Kind::Redirect => {
                (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{app}/redirected"))]).into_response()
            }
            Kind::Html => axum::response::Html("<!doctype html><title>Sign in</title><p>Sign in to the network").into_response(),
            Kind::Oversized => json_response(Bytes::from(format!(r#"{{"data":{{"filler":"{}"}}}}"#, "x".repeat(OVERSIZED)))),
            Kind::GraphqlErrors => json_response(Bytes::from_static(
                br#"{"data":null,"errors":[{"message":"Internal server error","path":["setPinForPaymentCard"]}],"extensions":{"requestId":"00000000-0000-4000-8000-000000000001"}}"#,
            )),
            Kind::Drop | Kind::Delay | Kind::Malformed | Kind::Truncated | Kind::ExtraFields => unanswered(Unanswered::Drop),
        }
    }

    fn status_response(&self) -> Response {
        let status = self.status.and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut extensions = json!({ "requestId": crate::random::uuid() });
        let mut message = status.canonical_reason().unwrap_or("Error").to_owned();
        let mut data = Value::Null;
        if status == StatusCode::TOO_MANY_REQUESTS {
            "Usage limit exceeded".clone_into(&mut message);
            data = json!({});
            if let Some(seconds) = self.retry_after_seconds {
                extensions["rateLimit"] = json!({ "retryAfter": seconds });
            }
        }
        let body = json!({ "data": data, "errors": [{ "message": message }], "extensions": extensions });
        let mut response = (status, axum::Json(body)).into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn unanswered(how: Unanswered) -> Response {
    let mut response = ().into_response();
    response.extensions_mut().insert(how);
    response
}

fn json_response(body: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Promises more bytes than it sends. The break comes a moment later, or it would take the first half with it.
fn truncated(half: Bytes, whole: usize) -> Response {
    let sent = stream::once(std::future::ready(Ok(Frame::data(half))));
    let broken = stream::once(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    let mut response = Response::new(Body::new(StreamBody::new(sent.chain(broken))));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(whole));
    response
}

async fn collect(response: Response) -> Bytes {
    // The bodies here are made in memory, which can't fail.
    response.into_body().collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default()
}

async fn with_extra_fields(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    add_extra_fields(&mut value);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

fn add_extra_fields(value: &mut Value) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(json: Value) -> Fault {
        serde_json::from_value(json).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_fault_waits_for_its_request_and_is_used_up() {
        let faults = Faults::default();
        faults.add(fault(json!({ "kind": "drop", "operationName": "SetPin", "times": 2 })));
        faults.add(fault(json!({ "kind": "html", "target": "frame", "path": "vault.html" })));
        assert!(faults.take(Target::Api, "/graphql", Some("Other")).is_none());
        assert!(faults.take(Target::Frame, "/v1/field.html", None).is_none());
        assert!(faults.take(Target::Frame, "/v1/vault.html", None).is_some());
        assert!(faults.take(Target::Api, "/graphql", Some("SetPin")).is_some());
        assert!(faults.take(Target::Api, "/graphql", Some("SetPin")).is_some());
        assert!(faults.take(Target::Api, "/graphql", Some("SetPin")).is_none());
    }

    #[test]
    fn unknown_properties_of_a_fault_are_refused() {
        assert!(serde_json::from_value::<Fault>(json!({ "kind": "drop", "time": 2 })).is_err());
    }
}
