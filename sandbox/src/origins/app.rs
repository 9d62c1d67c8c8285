//! The customer's origin: the pages, the npm package below `/sordino/`, and the customer's server.

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use tower_http::services::ServeDir;

use super::logged;
use crate::addresses::RELEASE;
use crate::customer::{ApiClient, CustomerError, account_holders, client_tokens, objects};
use crate::world::Shared;

/// What the customer's server holds.
#[derive(Clone)]
struct Customer {
    world: Shared,
    api: ApiClient,
}

/// The app's router.
pub fn router(world: &Shared, api: ApiClient) -> Router {
    let customer = Customer { world: world.clone(), api };
    let router = Router::new()
        .route("/config.json", get(config))
        .route("/objects.json", get(known_objects))
        .route("/client-tokens", post(mint))
        .route("/account-holders", post(create))
        .nest_service("/sordino", ServeDir::new(&world.folders.package))
        .fallback_service(ServeDir::new(&world.folders.www))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .with_state(customer)
        .layer(middleware::from_fn(dress));
    logged(router, world, "app")
}

/// Pages under work must not be kept by a browser.
async fn dress(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn config(State(customer): State<Customer>) -> Response {
    Json(json!({ "frameUrl": customer.world.addresses.frame, "release": RELEASE })).into_response()
}

async fn known_objects(State(customer): State<Customer>) -> Response {
    match objects::known(&customer.world).await {
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
    wish: Result<Json<client_tokens::Wish>, JsonRejection>,
) -> Result<Response, CustomerError> {
    let wish = own_page(&customer, &headers, wish)?;
    let token = client_tokens::mint(&customer.api, wish).await?;
    Ok((StatusCode::CREATED, Json(token)).into_response())
}

async fn create(
    State(customer): State<Customer>,
    headers: HeaderMap,
    wish: Result<Json<account_holders::Wish>, JsonRejection>,
) -> Result<Response, CustomerError> {
    let wish = own_page(&customer, &headers, wish)?;
    let created = account_holders::create(&customer.api, wish).await?;
    Ok((StatusCode::CREATED, Json(created)).into_response())
}

/// The JSON of a request that a page of this origin sent: another site's page could only send it
/// without this `Origin`, or not as JSON.
fn own_page<T>(
    customer: &Customer,
    headers: &HeaderMap,
    body: Result<Json<T>, JsonRejection>,
) -> Result<T, CustomerError> {
    if headers.get(header::ORIGIN).is_some_and(|origin| *origin != *customer.world.addresses.app) {
        return Err(CustomerError::Refused("only pages of this origin may ask".to_owned()));
    }
    match body {
        Ok(Json(body)) => Ok(body),
        Err(rejection) => Err(CustomerError::Refused(rejection.body_text())),
    }
}
