//! Sordino's frame: only the deployed files, each with the headers of its deployment.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeFile;

use super::{with_access_log, with_faults};
use crate::addresses::RELEASE;
use crate::deployed::Deployed;
use crate::faults::{Injector, Target};
use crate::requests::RequestLog;

/// The frame's router. Without a deployed frame it answers that the frame must be built.
pub fn router(deployed: Option<Deployed>, faults: &Arc<Injector>, log: &Arc<RequestLog>) -> Router {
    let Some(deployed) = deployed else {
        let router = with_faults(Router::new().fallback(not_built), faults, Target::Frame);
        return with_access_log(router, log, "frame");
    };
    let router = deployed.files.keys().fold(Router::new(), |router, name| {
        let file =
            ServeFile::new(deployed.folder.join(name)).precompressed_br().precompressed_gzip();
        router.route_service(&path(name), file)
    });
    let router = router.fallback(async || StatusCode::NOT_FOUND);
    let router = with_faults(router, faults, Target::Frame);
    let router = router.layer(middleware::from_fn_with_state(Arc::new(deployed), set_headers));
    with_access_log(router, log, "frame")
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

/// Sets the headers of the deployment: those of a file if it was found, else those of other
/// answers.
async fn set_headers(
    State(deployed): State<Arc<Deployed>>,
    request: Request,
    next: Next,
) -> Response {
    let asked = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let is_there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let file = deployed.files.iter().find(|(name, _)| path(name) == asked);
    let own = if is_there { file.map(|(_, headers)| headers) } else { None };
    for (name, value) in own.unwrap_or(&deployed.otherwise) {
        response.headers_mut().insert(name, value.clone());
    }
    if own.is_some() {
        // `ServeFile` chooses the file by this header, but does not set `Vary`.
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}
