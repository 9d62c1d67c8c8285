//! Document upload sessions.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde_json::json;

use super::controls::{Answer, Controls, Failure};

pub async fn upload_session(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
) -> Answer {
    let session = controls
        .store
        .upload_session(&id, controls.clock.now_seconds())
        .await?
        .ok_or(Failure::NotFound)?;
    let links = controls.store.upload_links(&id).await?;
    Ok(Json(json!({
        "id": session.id,
        "accountHolderId": session.account_holder_id,
        "status": session.status,
        "requiredDocumentTypes": session.document_types.required,
        "links": links,
    }))
    .into_response())
}

pub async fn copy_upload_session(
    State(controls): State<Arc<Controls>>,
    Path(id): Path<String>,
) -> Answer {
    let new = controls
        .store
        .copy_upload_session(&id, controls.clock.now_seconds())
        .await?
        .ok_or(Failure::NotFound)?;
    Ok((StatusCode::CREATED, Json(json!({ "id": new }))).into_response())
}
