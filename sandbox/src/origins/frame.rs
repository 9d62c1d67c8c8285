//! Sordino's frame: the deployed files, each with the headers that its deployment says, and nothing
//! else.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeFile;

use super::{faulty, logged};
use crate::addresses::RELEASE;
use crate::deployed::Deployed;
use crate::faults::Target;
use crate::world::Shared;

/// The frame's router. Without a frame it answers with what to do about it.
pub fn router(world: &Shared, deployed: Option<Deployed>) -> Router {
    let Some(deployed) = deployed else {
        eprintln!(
            "sordino-sandbox: no frame in {}: run `cargo xtask build` first, or name the package with --package",
            world.folders.package.display()
        );
        return logged(
            faulty(Router::new().fallback(not_built), world, Target::Frame),
            world,
            "frame",
        );
    };
    let router = deployed.files.keys().fold(Router::new(), |router, name| {
        let file =
            ServeFile::new(deployed.folder.join(name)).precompressed_br().precompressed_gzip();
        router.route_service(&path(name), file)
    });
    let router = router.fallback(async || StatusCode::NOT_FOUND);
    let router = faulty(router, world, Target::Frame);
    logged(router.layer(middleware::from_fn_with_state(Arc::new(deployed), dress)), world, "frame")
}

fn path(name: &str) -> String {
    format!("/v{RELEASE}/{name}")
}

async fn not_built() -> Response {
    (
        StatusCode::NOT_FOUND,
        "The frame is not built: run `cargo xtask build`, then start the sandbox again.\n",
    )
        .into_response()
}

/// Puts the headers on: a file's when it is there, else those of everything else.
async fn dress(State(deployed): State<Arc<Deployed>>, request: Request, next: Next) -> Response {
    let asked = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let is_there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let file = deployed.files.iter().find(|(name, _)| path(name) == asked);
    let own = if is_there { file.map(|(_, headers)| headers) } else { None };
    for (name, value) in own.unwrap_or(&deployed.otherwise) {
        response.headers_mut().insert(name, value.clone());
    }
    if own.is_some() {
        // `ServeFile` chooses by it, and does not say so.
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}
