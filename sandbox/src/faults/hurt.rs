//! What becomes of an answer.

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
use tokio::sync::broadcast::error::RecvError;

use super::{DataBeside, Fault, Faults, Kind, Unanswered};
use crate::world::World;

/// Stands in the answer when there is no true one to break.
const PLAUSIBLE: &[u8] = br#"{"data":{"setPinForPaymentCard":{"__typename":"PaymentCard","id":"cd_0","last4":"0000","status":"ACTIVE"}},"extensions":{"requestId":"00000000-0000-4000-8000-000000000000"}}"#;

const OVERSIZED: usize = 16 * 1024 * 1024;

impl Fault {
    /// Answers as the fault wants it. `answer` is what would have been answered; not asking for it
    /// means that the request has no effect.
    pub async fn hurt(
        &self,
        world: &World,
        authorization: Option<&str>,
        answer: impl Future<Output = Response>,
    ) -> Response {
        match self.kind {
            Kind::TokenEnded | Kind::ClockJump => answer.await,
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
            Kind::Hold => {
                if self.after_commit {
                    let answer = answer.await;
                    world.faults.cleared_since(self).await;
                    answer
                } else {
                    world.faults.cleared_since(self).await;
                    answer.await
                }
            }
            Kind::Reorder => overtaken(&world.faults, authorization, answer).await,
            Kind::ExtraFields => changed(answer.await, add_extra_fields).await,
            Kind::NullMember => changed(answer.await, null_members).await,
            Kind::GraphqlErrors if self.data == DataBeside::Member => {
                let with_errors = |body: &mut Value| {
                    null_members(body);
                    body["errors"] = self.graphql_errors();
                };
                changed(answer.await, with_errors).await
            }
            Kind::GraphqlErrors if self.data == DataBeside::Whole => {
                let with_errors = |body: &mut Value| body["errors"] = self.graphql_errors();
                changed(answer.await, with_errors).await
            }
            Kind::ContentType => {
                let mut answer = answer.await;
                answer.headers_mut().insert(
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("text/html; charset=utf-8"),
                );
                answer
            }
            Kind::Malformed | Kind::Truncated => {
                let body = if self.after_commit {
                    collect(answer.await).await
                } else {
                    Bytes::from_static(PLAUSIBLE)
                };
                let percent = usize::from(self.percent.unwrap_or(50).min(99));
                let half = body.slice(..body.len() * percent / 100);
                if self.kind == Kind::Malformed {
                    json_response(half)
                } else {
                    truncated(half, body.len())
                }
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
                self.replacement(&world.addresses.app)
            }
        }
    }

    /// The answers that have nothing of the true one.
    fn replacement(&self, app: &str) -> Response {
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

    fn graphql_errors(&self) -> Value {
        let mut error = json!({ "message": "Internal server error" });
        if let Some(code) = &self.error_code {
            error["extensions"] = json!({ "code": code });
        }
        json!([error])
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

fn json_response(body: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Promises more bytes than it sends. The break comes a moment later, or it would take the first
/// half with it.
fn truncated(half: Bytes, whole: usize) -> Response {
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

/// How long an answer is held back for another that does not come.
const OVERTAKING: Duration = Duration::from_secs(10);

/// Carries the request out and holds its answer back until another request with the same token was
/// answered.
async fn overtaken(
    faults: &Faults,
    authorization: Option<&str>,
    answer: impl Future<Output = Response>,
) -> Response {
    let mut answered = faults.answered.subscribe();
    let answer = answer.await;
    let other = async {
        loop {
            match answered.recv().await {
                Ok(other) if Some(other.as_str()) == authorization => break,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            }
        }
    };
    // Without another it is only late.
    let _ = tokio::time::timeout(OVERTAKING, other).await;
    answer
}

async fn collect(response: Response) -> Bytes {
    // The bodies here are made in memory, which can't fail.
    response
        .into_body()
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default()
}

/// The answer with its JSON changed.
async fn changed(response: Response, change: impl FnOnce(&mut Value)) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    change(&mut value);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

/// Each root field is null.
fn null_members(body: &mut Value) {
    if let Some(data) = body.get_mut("data").and_then(Value::as_object_mut) {
        data.values_mut().for_each(|member| *member = Value::Null);
    }
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
