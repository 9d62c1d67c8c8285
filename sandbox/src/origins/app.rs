//! The customer's origin: the pages, the npm package below `/sordino/`, and the customer's server.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use tower_http::services::ServeDir;

use super::with_access_log;
use crate::addresses::{Addresses, RELEASE};
use crate::clock::Clock;
use crate::customer::{ApiClient, CustomerError, account_holders, client_tokens, objects};
use crate::requests::RequestLog;
use crate::store::Store;

/// The state of the customer's server.
#[derive(Clone)]
pub struct Customer {
    pub api: ApiClient,
    pub addresses: Addresses,
    pub store: Store,
    pub clock: Clock,
}

/// The folders that the app serves.
pub struct Folders {
    /// The customer's pages.
    pub www: PathBuf,
    /// The npm package.
    pub package: PathBuf,
}

/// The app's router.
pub fn router(customer: Customer, folders: &Folders, log: &Arc<RequestLog>) -> Router {
    let router = Router::new()
        .route("/config.json", get(config))
        .route("/objects.json", get(known_objects))
        .route("/client-tokens", post(mint))
        .route("/account-holders", post(create))
        .nest_service("/sordino", ServeDir::new(&folders.package))
        .fallback_service(ServeDir::new(&folders.www))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .with_state(customer)
        .layer(middleware::from_fn(set_headers));
    with_access_log(router, log, "app")
}

/// Forbids caching, because pages change while a developer works on them.
async fn set_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn config(State(customer): State<Customer>) -> Response {
    Json(json!({ "frameUrl": customer.addresses.frame, "release": RELEASE })).into_response()
}

async fn known_objects(State(customer): State<Customer>) -> Response {
    match objects::known(&customer.store, customer.clock.now_seconds()).await {
        Ok(objects) => Json(objects).into_response(),
        Err(error) => {
            eprintln!("sordino-sandbox: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn mint(
    State(customer): State<Customer>,
    headers: HeaderMap,
    body: Result<Json<client_tokens::MintRequest>, JsonRejection>,
) -> Result<Response, CustomerError> {
    let request = own_page(&customer, &headers, body)?;
    let token = client_tokens::mint(&customer.api, request).await?;
    Ok((StatusCode::CREATED, Json(token)).into_response())
}

async fn create(
    State(customer): State<Customer>,
    headers: HeaderMap,
    body: Result<Json<account_holders::CreateRequest>, JsonRejection>,
) -> Result<Response, CustomerError> {
    let request = own_page(&customer, &headers, body)?;
    let created = account_holders::create(&customer.api, request).await?;
    Ok((StatusCode::CREATED, Json(created)).into_response())
}

/// Reads the JSON of a request, and refuses it unless a page of this origin sent it. A page of
/// another site can't send this `Origin`, and without it can't send JSON.
fn own_page<T>(
    customer: &Customer,
    headers: &HeaderMap,
    body: Result<Json<T>, JsonRejection>,
) -> Result<T, CustomerError> {
    if headers.get(header::ORIGIN).is_some_and(|origin| *origin != *customer.addresses.app) {
        return Err(CustomerError::Refused("only pages of this origin may ask".to_owned()));
    }
    match body {
        Ok(Json(body)) => Ok(body),
        Err(rejection) => Err(CustomerError::Refused(rejection.body_text())),
    }
}
