//! The GraphQL endpoint: HTTP around the schema, with the statuses and bodies of the documentation.
//!
//! 1. An unknown caller gets 401. A single-use token is used up by this step.
//! 2. A request that is not GraphQL or may not run gets 400 with `data: null` and `errors`.
//! 3. A caller that has asked too much gets 429 with `data: {}`, `extensions.rateLimit` and
//!    `Retry-After`.
//! 4. All others run and get 200, also if resolvers fail.
//!
//! Every answer has `extensions.requestId`, and the same id in `X-Request-Id`.

mod reply;

use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request as GraphqlRequest, ServerError, Variables};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Extension, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_http::cors::{Any, CorsLayer};

use super::with_access_log;
use crate::caller::Authenticator;
use crate::clock::{Clock, http_date};
use crate::faults::{Injector, RequestFacts, Target};
use crate::graphql::{ApiSchema, guard};
use crate::rate_limit::RateLimits;
use crate::requests::{RequestLog, Slot, without_secrets};
use reply::{MAX_BODY, REQUEST_ID, Reply, Unreadable};

/// The state of the API's origin.
pub struct Api {
    pub schema: ApiSchema,
    pub authenticator: Authenticator,
    pub limits: Arc<RateLimits>,
    pub clock: Clock,
    pub faults: Arc<Injector>,
    pub log: Arc<RequestLog>,
}

/// The API's router.
pub fn router(api: Api) -> Router {
    let log = Arc::clone(&api.log);
    // Any origin may call, without cookies: scripts put tokens into a header themselves.
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::POST])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers([header::DATE, REQUEST_ID, header::RETRY_AFTER])
        .max_age(Duration::from_mins(10));
    let router = Router::new()
        .route("/graphql", post(graphql).fallback(not_post))
        .fallback(not_found)
        .layer(DefaultBodyLimit::disable())
        .layer(cors)
        .with_state(Arc::new(api));
    with_access_log(router, &log, "api")
}

/// The body of a GraphQL request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Posted {
    query: String,
    #[serde(default)]
    variables: Option<serde_json::Map<String, Value>>,
    #[serde(default)]
    operation_name: Option<String>,
}

async fn graphql(
    State(api): State<Arc<Api>>,
    Extension(slot): Extension<Slot>,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Response {
    let body = axum::body::to_bytes(body, MAX_BODY).await.ok();
    let posted = read(&headers, body.as_ref());
    if let Ok(posted) = &posted {
        note(&api.log, &slot, posted);
    }
    let operation = posted.as_ref().ok().and_then(|posted| posted.operation_name.clone());
    let variables =
        posted.as_ref().ok().and_then(|posted| posted.variables.clone()).map(Value::Object);
    let facts = RequestFacts {
        target: Target::Api,
        path: "/graphql",
        operation: operation.as_deref(),
        variables: variables.as_ref(),
    };
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // On the heap, because it is a large future.
    let answer = Box::pin(answer(&api, authorization, posted));
    let response = match api.faults.inject(facts, authorization, answer).await {
        Ok(response) => response,
        Err(error) => Reply::new().failed(&error),
    };
    dated(&api.clock, response)
}

/// Sets the header `Date` by the sandbox's clock. Clients compare their own clock with it.
fn dated(clock: &Clock, mut response: Response) -> Response {
    if let Some(date) = http_date(clock.now()).and_then(|date| HeaderValue::try_from(date).ok()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

/// Adds the operation to the access log.
fn note(log: &RequestLog, slot: &Slot, posted: &Posted) {
    slot.update(|entry| {
        entry.operation_name.clone_from(&posted.operation_name);
        if log.record {
            entry.document = Some(posted.query.clone());
            entry.variables =
                posted.variables.clone().map(|fields| without_secrets(&Value::Object(fields)));
        }
    });
}

async fn answer(
    api: &Api,
    authorization: Option<&str>,
    posted: Result<Posted, Unreadable>,
) -> Response {
    let reply = Reply::new();
    let caller = match api.authenticator.identify(authorization).await {
        Ok(Some(caller)) => caller,
        Ok(None) => return reply.unauthorized(),
        Err(error) => return reply.failed(&error),
    };
    let posted = match posted {
        Ok(posted) => posted,
        Err(unreadable) => return reply.unreadable(&unreadable),
    };
    let variables = posted
        .variables
        .map(|fields| Variables::from_json(Value::Object(fields)))
        .unwrap_or_default();
    let document = match async_graphql::parser::parse_query(&posted.query) {
        Ok(document) => document,
        Err(error) => return reply.invalid(&[ServerError::from(error)]),
    };
    let name = posted.operation_name.as_deref();
    let limit = api.limits.complexity();
    let cost = match guard::inspect(&document, name, &variables, limit) {
        Ok(cost) => cost,
        Err(refused) => {
            return reply.invalid(&[ServerError::new(refused.to_string(), refused.position())]);
        }
    };
    let usage = api.limits.charge(&caller, cost.0, api.clock.now());
    if let Some(seconds) = usage.retry_after {
        return reply.limited(&usage, seconds);
    }
    let request = request(posted.query, document, variables, posted.operation_name);
    reply.executed(&api.schema.execute(request.data(caller)).await, &usage)
}

fn request(
    query: String,
    document: ExecutableDocument,
    variables: Variables,
    operation_name: Option<String>,
) -> GraphqlRequest {
    let mut request = GraphqlRequest::new(query).variables(variables);
    request.operation_name = operation_name;
    request.set_parsed_query(document);
    request
}

fn read(headers: &HeaderMap, body: Option<&Bytes>) -> Result<Posted, Unreadable> {
    let body = body.ok_or(Unreadable::TooLarge)?;
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Unreadable::ContentType);
    }
    serde_json::from_slice(body).map_err(|error| {
        // The message of serde may quote the body, so only the place of the error is told.
        Unreadable::Json(format!(
            "the body is not a GraphQL request (line {}, column {})",
            error.line(),
            error.column()
        ))
    })
}

async fn not_post() -> Response {
    let reply = Reply::new();
    let errors = json!([{ "message": "GraphQL requests are sent with POST" }]);
    let mut response = reply.refuse(StatusCode::METHOD_NOT_ALLOWED, &Value::Null, &errors);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    response
}

async fn not_found() -> Response {
    let reply = Reply::new();
    reply.refuse(
        StatusCode::NOT_FOUND,
        &Value::Null,
        &json!([{ "message": "The endpoint is /graphql" }]),
    )
}
