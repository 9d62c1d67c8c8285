//! The stand-in for the storage host behind `DocumentUploadLink.uploadUrl`.
//!
//! 1. The address is signed and valid for five minutes. The method is PUT, and the body is the
//!    document's bytes. The API's documentation does not say so, but an official demo sends PUT to
//!    a signed address.
//! 2. Errors are XML with a code, as that host answers.
//! 3. The content decides. A wrong format or size is an error, and the link becomes `FAILED`.
//!    Malware is accepted first and found later, so the answer is 200 and the link becomes
//!    `DENIED`.
//! 4. PUT is idempotent (RFC 9110, section 9.2.2): the same bytes are accepted again, so that a
//!    client whose answer got lost may send them again. Other bytes are refused.

use std::path::PathBuf;
use std::sync::Arc;
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

use super::{with_access_log, with_faults};
use crate::clock::Clock;
use crate::errors::StoreError;
use crate::faults::{Injector, Target};
use crate::requests::RequestLog;
use crate::store::Store;
use crate::store::documents::{Change, Link, Uploaded};
use crate::text::hex;
use crate::uploads::{self, Format, MAX_SIZE, UploadAddresses};

/// The state of the upload origin.
pub struct Uploads {
    pub addresses: UploadAddresses,
    pub store: Store,
    pub clock: Clock,
    /// The folder of uploaded documents.
    pub folder: PathBuf,
}

/// The upload origin's router.
pub fn router(uploads: Uploads, faults: &Arc<Injector>, log: &Arc<RequestLog>) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::PUT])
        .allow_headers([header::CONTENT_TYPE])
        .max_age(Duration::from_mins(10));
    let router = Router::new()
        .route("/uploads/{link}", put(upload))
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::new(uploads));
    with_access_log(with_faults(router, faults, Target::Upload).layer(cors), log, "upload")
}

#[derive(Deserialize)]
struct Signed {
    expires: i64,
    signature: String,
}

/// Why a document is refused.
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
            "<?xml version='1.0' encoding='UTF-8'?>\
             <Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
        (status, [(header::CONTENT_TYPE, "application/xml; charset=UTF-8")], body).into_response()
    }
}

async fn upload(
    State(origin): State<Arc<Uploads>>,
    Path(link): Path<String>,
    signed: Result<Query<Signed>, QueryRejection>,
    body: Body,
) -> Result<Response, Refused> {
    let Ok(Query(signed)) = signed else { return Err(Refused::Signature) };
    if !origin.addresses.is_signed(&link, signed.expires, &signed.signature) {
        return Err(Refused::Signature);
    }
    let now = origin.clock.now_seconds();
    if now >= signed.expires {
        return Err(Refused::Expired);
    }
    let known = origin.store.upload_link(&link).await?;
    if let Some(Link { sha256: Some(stored), .. }) = known.filter(|link| link.status == "COMPLETED")
    {
        let again = read(body).await?;
        return if hex(&Sha256::digest(&again)) == stored {
            Ok(StatusCode::OK.into_response())
        } else {
            Err(Refused::State)
        };
    }
    if !matches!(origin.store.begin_upload(&link, now).await?, Change::Made(())) {
        return Err(Refused::State);
    }
    // In a new task, because the link must become FAILED even if the client disconnects and this
    // handler is dropped.
    let receiving = tokio::spawn(receive(origin, link, body));
    receiving.await.map_err(|_| Refused::Internal)?
}

async fn receive(origin: Arc<Uploads>, link: String, body: Body) -> Result<Response, Refused> {
    let taken = take(&origin, &link, body).await;
    let (uploaded, answer) = match taken {
        Ok(uploaded) => (uploaded, StatusCode::OK.into_response()),
        Err(refused) => {
            let failed =
                Uploaded { status: "FAILED", content_type: None, size: 0, sha256: String::new() };
            (failed, refused.into_response())
        }
    };
    match origin.store.end_upload(&link, uploaded, origin.clock.now_seconds()).await? {
        Change::Made(()) => Ok(answer),
        Change::NotFound | Change::Refused => Err(Refused::State),
    }
}

async fn read(body: Body) -> Result<Bytes, Refused> {
    axum::body::to_bytes(body, MAX_SIZE)
        .await
        .map_err(|error| if is_too_large(&error) { Refused::TooLarge } else { Refused::BrokenOff })
}

async fn take(origin: &Uploads, link: &str, body: Body) -> Result<Uploaded, Refused> {
    let bytes = read(body).await?;
    let format = Format::of(&bytes);
    let malware = uploads::is_malware(&bytes);
    if !malware {
        let format = format.ok_or(Refused::Format)?;
        if let Err(error) = uploads::write(&origin.folder, link, format, &bytes).await {
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

/// Whether reading ended at the size limit, not because the client disconnected.
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
