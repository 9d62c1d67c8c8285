//! The origins, each a router of its own on a port of its own.
//!
//! * [`app`] the customer's pages and the customer's server
//! * [`frame`] Sordino's static files with their real headers
//! * [`api`] the GraphQL endpoint
//! * [`upload`] where documents are put
//! * [`control`] the controls for tests, off unless asked for

pub mod api;
pub mod app;
pub mod control;
pub mod frame;
pub mod upload;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;

use crate::faults::{Asked, Target};
use crate::requests::log;
use crate::world::Shared;

/// Puts the access log around an origin.
fn logged(router: Router, world: &Shared, origin: &'static str) -> Router {
    router.layer(middleware::from_fn_with_state((world.clone(), origin), log))
}

/// Puts the fault switches around an origin whose faults do not depend on the body.
fn faulty(router: Router, world: &Shared, target: Target) -> Router {
    router.layer(middleware::from_fn_with_state((world.clone(), target), hurt))
}

async fn hurt(
    State((world, target)): State<(Shared, Target)>,
    request: Request,
    next: Next,
) -> Response {
    // A preflight is the browser's, not the client's: it uses up no fault.
    if request.method() == axum::http::Method::OPTIONS {
        return next.run(request).await;
    }
    let Some(fault) =
        world.faults.take(Asked { target, path: request.uri().path(), ..Asked::default() })
    else {
        return next.run(request).await;
    };
    if let Err(error) = fault.befall(&world, None).await {
        eprintln!("sordino-sandbox: {error}");
    }
    fault.hurt(&world, None, next.run(request)).await
}
