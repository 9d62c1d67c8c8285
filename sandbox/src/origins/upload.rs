//! Where documents are put: a stand-in for the storage host behind `DocumentUploadLink.uploadUrl`.
//!
//! 1. The address is signed and good for five minutes. The verb is PUT, the body the document's
//!    bytes; neither is published, but PUT to a signed address was seen in an official demo.
//! 2. Errors are XML with a code, as that host answers.
//! 3. What is put is looked at by content. A wrong format or size is an error and the link
//!    `FAILED`; malware is taken without a word and found later, so the answer is 200 and the link
//!    `DENIED`.
//! 4. PUT is idempotent (RFC 9110, section 9.2.2): the same bytes again are taken as before, so
//!    that a client whose answer got lost may send them again. Others are not.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::put;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tower_http::cors::{Any, CorsLayer};

use super::{faulty, logged};
use crate::errors::StoreError;
use crate::faults::Target;
use crate::store::documents::{Change, Link, Uploaded};
use crate::text::hex;
use crate::uploads::{self, Format, MAX_SIZE};
use crate::world::Shared;

/// The upload origin's router.
pub fn router(world: &Shared) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::PUT])
        .allow_headers([header::CONTENT_TYPE])
        .max_age(Duration::from_mins(10));
    let router = Router::new()
        .route("/uploads/{link}", put(upload))
        .layer(DefaultBodyLimit::disable())
        .with_state(world.clone());
    logged(faulty(router, world, Target::Upload).layer(cors), world, "upload")
}

#[derive(Deserialize)]
struct Signed {
    expires: i64,
    signature: String,
}

/// Why a document is not taken.
enum Refused {
    Signature,
    Expired,
    State,
    TooLarge,
    Format,
    BrokenOff,
    Internal,
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        eprintln!("sordino-sandbox: {error}");
        Self::Internal
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::Signature => (
                StatusCode::FORBIDDEN,
                "SignatureDoesNotMatch",
                "The address is not signed by the sandbox.",
            ),
            Self::Expired => (StatusCode::BAD_REQUEST, "ExpiredToken", "The address has expired."),
            Self::State => (
                StatusCode::FORBIDDEN,
                "AccessDenied",
                "The link or its session takes no document now.",
            ),
            Self::TooLarge => {
                (StatusCode::BAD_REQUEST, "EntityTooLarge", "The document is larger than 10 MB.")
            }
            Self::Format => {
                (StatusCode::BAD_REQUEST, "InvalidArgument", "The document is no PDF, PNG or JPEG.")
            }
            Self::BrokenOff => {
                (StatusCode::BAD_REQUEST, "IncompleteBody", "The document did not arrive whole.")
            }
            Self::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, "InternalError", "The reason is on stderr.")
            }
        };
        let body = format!(
            "<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
        (status, [(header::CONTENT_TYPE, "application/xml; charset=UTF-8")], body).into_response()
    }
}

async fn upload(
    State(world): State<Shared>,
    Path(link): Path<String>,
    signed: Result<Query<Signed>, QueryRejection>,
    body: Body,
) -> Result<Response, Refused> {
    let Ok(Query(signed)) = signed else { return Err(Refused::Signature) };
    if !uploads::is_signed(&world, &link, signed.expires, &signed.signature) {
        return Err(Refused::Signature);
    }
    let now = world.clock.now_seconds();
    if now >= signed.expires {
        return Err(Refused::Expired);
    }
    let known = world.store.upload_link(&link).await?;
    if let Some(Link { sha256: Some(stored), .. }) = known.filter(|link| link.status == "COMPLETED")
    {
        let again = read(body).await?;
        return if hex(&Sha256::digest(&again)) == stored {
            Ok(StatusCode::OK.into_response())
        } else {
            Err(Refused::State)
        };
    }
    if !matches!(world.store.begin_upload(&link, now).await?, Change::Made(())) {
        return Err(Refused::State);
    }
    // A task of its own: if the client goes away, this handler is dropped, but the link must still
    // become FAILED.
    let receiving = tokio::spawn(receive(world, link, body));
    receiving.await.map_err(|_| Refused::Internal)?
}

async fn receive(world: Shared, link: String, body: Body) -> Result<Response, Refused> {
    let taken = take(&world, &link, body).await;
    let (uploaded, answer) = match taken {
        Ok(uploaded) => (uploaded, StatusCode::OK.into_response()),
        Err(refused) => {
            let failed =
                Uploaded { status: "FAILED", content_type: None, size: 0, sha256: String::new() };
            (failed, refused.into_response())
        }
    };
    match world.store.end_upload(&link, uploaded, world.clock.now_seconds()).await? {
        Change::Made(()) => Ok(answer),
        Change::NotFound | Change::Refused => Err(Refused::State),
    }
}

async fn read(body: Body) -> Result<Bytes, Refused> {
    axum::body::to_bytes(body, MAX_SIZE)
        .await
        .map_err(|error| if is_too_large(&error) { Refused::TooLarge } else { Refused::BrokenOff })
}

async fn take(world: &Shared, link: &str, body: Body) -> Result<Uploaded, Refused> {
    let bytes = read(body).await?;
    let format = Format::of(&bytes);
    let malware = uploads::is_malware(&bytes);
    if !malware {
        let format = format.ok_or(Refused::Format)?;
        if let Err(error) = uploads::write(&world.folders.files, link, format, &bytes).await {
            eprintln!("sordino-sandbox: {error}");
            return Err(Refused::Internal);
        }
    }
    Ok(Uploaded {
        status: if malware { "DENIED" } else { "COMPLETED" },
        content_type: format.map(Format::content_type),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: hex(&Sha256::digest(&bytes)),
    })
}

/// Whether reading ended at the limit, not because the client went away.
fn is_too_large(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}
