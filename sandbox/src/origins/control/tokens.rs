//! Client tokens.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use serde_json::json;

use super::controls::{Answer, Controls, Failure};
use crate::customer::client_tokens::Use;
use crate::token::claims::ORGANIZATION;
use crate::token::scope::{Grant, Permission};
use crate::token::{LIFETIME_SECONDS, Usage};

pub async fn all(State(controls): State<Arc<Controls>>) -> Answer {
    Ok(Json(controls.store.tokens().await?).into_response())
}

/// A token with properties that the API would not give it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CustomToken {
    r#for: Use,
    id: Option<String>,
    /// Permissions by the names of the schema, instead of the use's own.
    permissions: Option<Vec<String>>,
    /// May be negative.
    expires_in_seconds: Option<i64>,
    usage: Option<String>,
}

pub async fn mint(
    State(controls): State<Arc<Controls>>,
    Json(request): Json<CustomToken>,
) -> Answer {
    let usage = match request.usage.as_deref() {
        None | Some("UNTIL_EXPIRATION") => Usage::UntilExpiration,
        Some("SINGLE_USE") => Usage::SingleUse,
        Some(other) => return Err(Failure::Invalid(format!("no usage is named {other}"))),
    };
    let own = request.r#for.permission();
    let permissions = match request.permissions {
        None => vec![own],
        Some(names) => names
            .iter()
            .map(|name| {
                Permission::named(own.kind(), name).ok_or_else(|| {
                    Failure::Invalid(format!("no permission of this kind is named {name}"))
                })
            })
            .collect::<Result<_, _>>()?,
    };
    let resource = request.id.unwrap_or_else(|| ORGANIZATION.to_owned());
    let grants: Vec<Grant> = permissions
        .into_iter()
        .map(|permission| Grant { permission, resource: resource.clone() })
        .collect();
    let lifetime = request.expires_in_seconds.unwrap_or(LIFETIME_SECONDS);
    let minted = controls.tokens.mint(&grants, usage, lifetime).await?;
    let body = json!({
        "expirationDate": minted.expiration_date(),
        "usage": minted.usage.name(),
        "value": minted.value,
    });
    Ok((StatusCode::CREATED, Json(body)).into_response())
}
