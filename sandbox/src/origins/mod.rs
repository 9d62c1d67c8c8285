//! The origins. Each has its own router and port.
//!
//! * [`app`] the customer's pages and the customer's server
//! * [`frame`] Sordino's static files with their real headers
//! * [`api`] the GraphQL endpoint
//! * [`upload`] the host that takes documents
//! * [`control`] the controls for tests, only with `--controls`

pub mod api;
pub mod app;
pub mod control;
pub mod frame;
pub mod upload;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use crate::faults::{Injector, RequestFacts, Target};
use crate::requests::{RequestLog, log_requests};

/// Logs the requests of an origin.
fn with_access_log(router: Router, log: &Arc<RequestLog>, origin: &'static str) -> Router {
    router.layer(middleware::from_fn_with_state((Arc::clone(log), origin), log_requests))
}

/// Injects faults into an origin whose faults do not depend on the body.
fn with_faults(router: Router, faults: &Arc<Injector>, target: Target) -> Router {
    router.layer(middleware::from_fn_with_state((Arc::clone(faults), target), inject_fault))
}

async fn inject_fault(
    State((faults, target)): State<(Arc<Injector>, Target)>,
    request: Request,
    next: Next,
) -> Response {
    // The browser sends preflights, not the client, so that they use up no fault.
    if request.method() == Method::OPTIONS {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    let facts = RequestFacts { target, path: &path, ..RequestFacts::default() };
    faults.inject(facts, None, next.run(request)).await.unwrap_or_else(|error| {
        eprintln!("sordino-sandbox: {error}");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}
