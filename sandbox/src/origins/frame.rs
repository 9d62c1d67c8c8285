//! Sordino's frame: static files with the headers that its claims rest on.
//!
//! 1. The endpoint, the upload origin and the allowed embedders are written into vault.html here, once; no page can
//!    choose them.
//! 2. Each document has a Content-Security-Policy of its own; field.html's names its one script by hash.
//! 3. Everything below the versioned path may be cached for ever, except that something is missing.

use std::path::Path;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tower_http::services::ServeDir;

use super::{faulty, logged};
use crate::addresses::{Addresses, RELEASE};
use crate::errors::StartError;
use crate::faults::Target;
use crate::text::escape_html;
use crate::world::Shared;

/// On everything the frame serves.
const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS_POLICY)),
    // `integrity` of scripts and of the wasm is only checked where the bytes may be read; there is nothing to hide.
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
];

/// Nothing but writing to the clipboard. Names that Chromium does not know would be complained about on the console.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), camera=(), \
     clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), \
     geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), \
     magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), \
     publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
     storage-access=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()";

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A document that is ready to be sent.
#[derive(Clone)]
struct Document {
    html: String,
    policy: HeaderValue,
}

/// The frame's router. A frame that was not built yet answers with what to do about it.
pub fn router(world: &Shared) -> Result<Router, StartError> {
    let folder = &world.folders.frame;
    let prefix = format!("/v{RELEASE}");
    let files = if folder.join("vault.html").is_file() {
        let vault = vault(folder, &world.addresses)?;
        let field = field(folder, &world.addresses)?;
        Router::new().route("/vault.html", document(vault)).route("/field.html", document(field)).fallback_service(
            ServeDir::new(folder).append_index_html_on_directories(false).precompressed_br().precompressed_gzip(),
        )
    } else {
        eprintln!(
            "sordino-sandbox: no frame in {}: run `cargo xtask build` first, or name the folder with --frame",
            folder.display()
        );
        Router::new().fallback(not_built)
    };
    let router = Router::new().nest(&prefix, files);
    let router = faulty(router, world, Target::Frame).layer(middleware::from_fn_with_state(world.clone(), dress));
    Ok(logged(router, world, "frame"))
}

async fn not_built() -> Response {
    (StatusCode::NOT_FOUND, "The frame is not built: run `cargo xtask build`, then start the sandbox again.\n")
        .into_response()
}

fn document(document: Document) -> MethodRouter {
    get(move || {
        let Document { html, policy } = document.clone();
        async move { ([(header::CONTENT_SECURITY_POLICY, policy)], axum::response::Html(html)) }
    })
}

/// Puts on the headers that all answers have.
async fn dress(State(_): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    headers.insert(header::CACHE_CONTROL, if found { IMMUTABLE } else { HeaderValue::from_static("no-store") });
    response
}

fn vault(folder: &Path, addresses: &Addresses) -> Result<Document, StartError> {
    let api_origin = addresses.api.trim_end_matches("/graphql");
    let html = read(folder, "vault.html")?
        .replace("{{api}}", &escape_html(&addresses.api))
        .replace("{{upload}}", &escape_html(&addresses.upload))
        .replace("{{embedders}}", &escape_html(&addresses.app));
    if let Some(at) = html.find("{{") {
        let rest: String = html[at..].chars().take(40).collect();
        return Err(problem(folder, format!("vault.html has an unknown placeholder: {rest}")));
    }
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' {api_origin} {}; \
         frame-ancestors {}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        addresses.upload, addresses.app
    );
    Ok(Document { html, policy: value(folder, &policy)? })
}

fn field(folder: &Path, addresses: &Addresses) -> Result<Document, StartError> {
    let html = read(folder, "field.html")?;
    let script = only_script(&html).ok_or_else(|| {
        problem(folder, "field.html must have exactly one inline <script>, without attributes".to_owned())
    })?;
    let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'sha256-{hash}'; frame-ancestors {}; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        addresses.app
    );
    Ok(Document { policy: value(folder, &policy)?, html })
}

/// The text of the one script of a document.
fn only_script(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("<script>")?;
    let (script, rest) = rest.split_once("</script>")?;
    (!rest.contains("<script")).then_some(script)
}

fn read(folder: &Path, name: &str) -> Result<String, StartError> {
    std::fs::read_to_string(folder.join(name)).map_err(|error| problem(folder, format!("{name}: {error}")))
}

fn value(folder: &Path, policy: &str) -> Result<HeaderValue, StartError> {
    HeaderValue::from_str(policy).map_err(|error| problem(folder, error.to_string()))
}

fn problem(folder: &Path, problem: String) -> StartError {
    StartError::Frame { folder: folder.to_owned(), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_the_text_between_its_tags() {
        assert_eq!(only_script("<p><script>a < b</script></p>"), Some("a < b"));
        assert_eq!(only_script("<script>a</script><script>b</script>"), None);
        assert_eq!(only_script("<script src=x></script>"), None);
        assert_eq!(only_script(""), None);
    }
}
