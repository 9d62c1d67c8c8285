//! Carries faults out.
//!
//! A fault acts before the request (its token ends, the clock jumps), on the answer (late, broken,
//! withheld), or instead of both. With `afterCommit` the request is carried out and only the answer
//! is affected.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;

use super::answer::{
    PLAUSIBLE, add_extra_fields, changed, collect, json_response, null_members, truncated,
};
use super::fault::{DataBeside, Fault, Kind, RequestFacts};
use super::schedule::Schedule;
use crate::clock::Clock;
use crate::errors::StoreError;
use crate::store::Store;
use crate::text::sha256;

/// How long `reorder` waits for another answer.
const LONGEST_REORDER: Duration = Duration::from_secs(10);

/// Carries the scheduled faults out.
pub struct Injector {
    schedule: Schedule,
    clock: Clock,
    store: Store,
    /// The origin of the customer's pages, where `redirect` leads.
    app: String,
}

impl Injector {
    /// An injector without faults.
    pub fn new(clock: Clock, store: Store, app: String) -> Self {
        Self { schedule: Schedule::default(), clock, store, app }
    }

    /// Adds a fault to the schedule.
    pub fn schedule(&self, fault: Fault) {
        self.schedule.add(fault);
    }

    /// Removes all faults and releases the answers that `hold` keeps back.
    pub fn clear(&self) {
        self.schedule.clear();
    }

    /// Answers a request, with the fault that matches it if there is one. `answer` is the right
    /// answer; the request takes effect only if it is awaited.
    pub async fn inject(
        &self,
        request: RequestFacts<'_>,
        authorization: Option<&str>,
        answer: impl Future<Output = Response>,
    ) -> Result<Response, StoreError> {
        let answered = self.answer(request, authorization, answer).await;
        if let Some(authorization) = authorization {
            self.schedule.note_answer(authorization);
        }
        answered
    }

    async fn answer(
        &self,
        request: RequestFacts<'_>,
        authorization: Option<&str>,
        answer: impl Future<Output = Response>,
    ) -> Result<Response, StoreError> {
        let Some(fault) = self.schedule.take(request) else { return Ok(answer.await) };
        self.act_before(&fault, authorization).await?;
        Ok(self.affect(&fault, authorization, answer).await)
    }

    /// Ends the request's token or moves the clock.
    async fn act_before(
        &self,
        fault: &Fault,
        authorization: Option<&str>,
    ) -> Result<(), StoreError> {
        match fault.kind {
            Kind::ClockJump => self.clock.jump(fault.seconds.unwrap_or_default()),
            Kind::TokenEnded => {
                let credential = authorization.and_then(|header| header.trim().split_once(' '));
                if let Some((_, token)) = credential {
                    let hash = sha256(token.trim());
                    self.store.end_token(hash, self.clock.now_seconds()).await?;
                }
            }
            Kind::Drop
            | Kind::Delay
            | Kind::Hold
            | Kind::Status
            | Kind::Malformed
            | Kind::Truncated
            | Kind::Redirect
            | Kind::Html
            | Kind::ContentType
            | Kind::Oversized
            | Kind::Never
            | Kind::Reorder
            | Kind::GraphqlErrors
            | Kind::NullMember
            | Kind::ExtraFields => {}
        }
        Ok(())
    }

    /// Delays, changes or replaces the answer.
    async fn affect(
        &self,
        fault: &Fault,
        authorization: Option<&str>,
        answer: impl Future<Output = Response>,
    ) -> Response {
        match fault.kind {
            Kind::TokenEnded | Kind::ClockJump => answer.await,
            Kind::Delay => {
                let delay = Duration::from_millis(fault.delay_ms.unwrap_or(1000));
                if fault.after_commit {
                    let answer = answer.await;
                    tokio::time::sleep(delay).await;
                    answer
                } else {
                    tokio::time::sleep(delay).await;
                    answer.await
                }
            }
            Kind::Hold => {
                if fault.after_commit {
                    let answer = answer.await;
                    self.schedule.cleared_since(fault).await;
                    answer
                } else {
                    self.schedule.cleared_since(fault).await;
                    answer.await
                }
            }
            Kind::Reorder => self.overtaken(authorization, answer).await,
            Kind::ExtraFields => changed(answer.await, add_extra_fields).await,
            Kind::NullMember => changed(answer.await, null_members).await,
            Kind::GraphqlErrors if fault.data == DataBeside::Member => {
                let with_errors = |body: &mut Value| {
                    null_members(body);
                    body["errors"] = fault.graphql_errors();
                };
                changed(answer.await, with_errors).await
            }
            Kind::GraphqlErrors if fault.data == DataBeside::Whole => {
                let with_errors = |body: &mut Value| body["errors"] = fault.graphql_errors();
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
                let body = if fault.after_commit {
                    collect(answer.await.into_body()).await
                } else {
                    Bytes::from_static(PLAUSIBLE)
                };
                let percent = usize::from(fault.percent.unwrap_or(50).min(99));
                let half = body.slice(..body.len() * percent / 100);
                if fault.kind == Kind::Malformed {
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
                if fault.after_commit {
                    // The request takes effect, and its answer is thrown away.
                    drop(answer.await);
                }
                fault.replacement(&self.app)
            }
        }
    }

    /// Carries the request out, and keeps its answer back until another request with the same token
    /// was answered.
    async fn overtaken(
        &self,
        authorization: Option<&str>,
        answer: impl Future<Output = Response>,
    ) -> Response {
        let mut answered = self.schedule.answered.subscribe();
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
        // Without another answer this one is only late.
        let _ = tokio::time::timeout(LONGEST_REORDER, other).await;
        answer
    }
}
