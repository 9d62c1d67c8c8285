//! The GraphQL endpoint: HTTP around the schema, with the statuses and bodies of the documentation.
//!
//! 1. Who is it? Nobody: 401. From here on a single-use token is burned.
//! 2. Is it a GraphQL request that may run? No: 400 with `data: null` and `errors`.
//! 3. Has the caller asked too much? Yes: 429 with `data: {}`, `extensions.rateLimit` and
//!    `Retry-After`.
//! 4. Run it: 200, also with errors of its own.
//!
//! Every answer has `extensions.requestId`, and the same in `X-Request-Id`.

use std::time::Duration;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request as GraphqlRequest, ServerError, Variables};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Extension, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_http::cors::{Any, CorsLayer};

use super::logged;
use crate::caller::{Caller, identify};
use crate::clock::http_date;
use crate::faults::{Asked, Target};
use crate::graphql::guard;
use crate::random;
use crate::rate_limit::Usage;
use crate::requests::{Slot, without_secrets};
use crate::world::{Shared, World};

/// The largest request body.
const MAX_BODY: usize = 256 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The API's router.
pub fn router(world: &Shared) -> Router {
    // Any origin, without credentials: tokens travel in a header that scripts set themselves.
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
        .with_state(world.clone());
    logged(router, world, "api")
}

/// What a client sends.
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
    State(world): State<Shared>,
    Extension(slot): Extension<Slot>,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Response {
    let body = axum::body::to_bytes(body, MAX_BODY).await.ok();
    let posted = read(&headers, body.as_ref());
    if let Ok(posted) = &posted {
        note(&world, &slot, posted);
    }
    let operation = posted.as_ref().ok().and_then(|posted| posted.operation_name.clone());
    let variables =
        posted.as_ref().ok().and_then(|posted| posted.variables.clone()).map(Value::Object);
    let asked = Asked {
        target: Target::Api,
        path: "/graphql",
        operation: operation.as_deref(),
        variables: variables.as_ref(),
    };
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let answer = answer(&world, authorization, posted);
    let response = match world.faults.take(asked) {
        Some(fault) => match fault.befall(&world, authorization).await {
            Ok(()) => fault.hurt(&world, authorization, answer).await,
            Err(error) => Reply { request_id: random::uuid() }.failed(&error),
        },
        None => answer.await,
    };
    world.faults.answered(authorization.unwrap_or_default());
    dated(&world, response)
}

/// `Date` by the sandbox's clock, by which clients tell how wrong their own is.
fn dated(world: &World, mut response: Response) -> Response {
    if let Some(date) =
        http_date(world.clock.now()).and_then(|date| HeaderValue::try_from(date).ok())
    {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

fn note(world: &Shared, slot: &Slot, posted: &Posted) {
    slot.update(|entry| {
        entry.operation_name.clone_from(&posted.operation_name);
        if world.requests.record {
            entry.document = Some(posted.query.clone());
            entry.variables =
                posted.variables.clone().map(|fields| without_secrets(&Value::Object(fields)));
        }
    });
}

async fn answer(
    world: &Shared,
    authorization: Option<&str>,
    posted: Result<Posted, Unreadable>,
) -> Response {
    let reply = Reply { request_id: random::uuid() };
    let caller = match identify(world, authorization).await {
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
    let limit = world.limits.complexity();
    let cost = match guard::inspect(&document, name, &variables, limit) {
        Ok(cost) => cost,
        Err(refused) => {
            return reply.invalid(&[ServerError::new(refused.to_string(), refused.position())]);
        }
    };
    let usage = world.limits.charge(&caller, cost.0, world.clock.now());
    if let Some(seconds) = usage.retry_after {
        return reply.limited(&usage, seconds);
    }
    reply
        .run(
            world,
            caller,
            request(posted.query, document, variables, posted.operation_name),
            &usage,
        )
        .await
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

/// Why a body is no GraphQL request.
enum Unreadable {
    TooLarge,
    ContentType,
    Json(String),
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
        // serde's message may quote the body; where it went wrong is enough.
        Unreadable::Json(format!(
            "the body is not a GraphQL request (line {}, column {})",
            error.line(),
            error.column()
        ))
    })
}

/// The answer to one request.
struct Reply {
    request_id: String,
}

impl Reply {
    async fn run(
        &self,
        world: &Shared,
        caller: Caller,
        request: GraphqlRequest,
        usage: &Usage,
    ) -> Response {
        let response = world.schema.execute(request.data(caller)).await;
        // Errors of validation have no path, those of resolvers always do.
        if response.is_err() && response.errors.iter().all(|error| error.path.is_empty()) {
            return self.invalid(&response.errors);
        }
        let mut body = serde_json::to_value(&response).unwrap_or_else(|_| json!({ "data": null }));
        body["extensions"] =
            json!({ "requestId": self.request_id, "rateLimit": usage.extension() });
        self.send(StatusCode::OK, &body)
    }

    fn invalid(&self, errors: &[ServerError]) -> Response {
        let errors: Vec<Value> = errors
            .iter()
            .map(|error| json!({ "message": error.message, "locations": error.locations, "path": null, "errorPath": null }))
            .collect();
        self.refuse(StatusCode::BAD_REQUEST, &Value::Null, &errors.into())
    }

    fn unreadable(&self, unreadable: &Unreadable) -> Response {
        let (status, message) = match unreadable {
            Unreadable::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, format!("The body is larger than {MAX_BODY} bytes"))
            }
            Unreadable::ContentType => {
                (StatusCode::BAD_REQUEST, "The Content-Type must be application/json".to_owned())
            }
            Unreadable::Json(problem) => (StatusCode::BAD_REQUEST, problem.clone()),
        };
        let errors =
            json!([{ "message": message, "locations": null, "path": null, "errorPath": null }]);
        self.refuse(status, &Value::Null, &errors)
    }

    fn unauthorized(&self) -> Response {
        self.refuse(StatusCode::UNAUTHORIZED, &Value::Null, &json!([{ "message": "Unauthorized" }]))
    }

    fn limited(&self, usage: &Usage, seconds: u64) -> Response {
        let body = json!({
            "data": {},
            "errors": [{ "message": format!("Usage limit exceeded. Try again in {seconds} seconds.") }],
            "extensions": { "requestId": self.request_id, "rateLimit": usage.extension() },
        });
        let mut response = self.send(StatusCode::TOO_MANY_REQUESTS, &body);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        response
    }

    fn failed(&self, error: &crate::errors::StoreError) -> Response {
        eprintln!("sordino-sandbox: {error}");
        let errors = json!([{ "message": "Internal server error" }]);
        self.refuse(StatusCode::INTERNAL_SERVER_ERROR, &Value::Null, &errors)
    }

    fn refuse(&self, status: StatusCode, data: &Value, errors: &Value) -> Response {
        self.send(status, &json!({ "data": data, "errors": errors, "extensions": { "requestId": self.request_id } }))
    }

    fn send(&self, status: StatusCode, body: &Value) -> Response {
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if let Ok(id) = HeaderValue::from_str(&self.request_id) {
            headers.insert(REQUEST_ID, id);
        }
        response
    }
}

async fn not_post() -> Response {
    let reply = Reply { request_id: random::uuid() };
    let errors = json!([{ "message": "GraphQL requests are sent with POST" }]);
    let mut response = reply.refuse(StatusCode::METHOD_NOT_ALLOWED, &Value::Null, &errors);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    response
}

async fn not_found() -> Response {
    let reply = Reply { request_id: random::uuid() };
    reply.refuse(
        StatusCode::NOT_FOUND,
        &Value::Null,
        &json!([{ "message": "The endpoint is /graphql" }]),
    )
}
