//! A customer's server. It serves the page, its configuration and client tokens.
//!
//! ```text
//! CARD_API_URL=… CARD_API_KEY=… SORDINO_FRAME_URL=… PAYMENT_CARD_ID=… PORT=3000 sordino-example-server FOLDER [FOLDER]
//! ```
//!
//! For an API on https, give `reqwest` one of its TLS features.

use std::env;
use std::error::Error;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

const MINT: &str = "
  mutation Mint($input: GeneratePaymentCardClientTokenInput!) {
    generatePaymentCardClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }";

struct Customer {
    http: Client,
    api_url: String,
    /// The API key, which must stay on the server.
    api_key: String,
    frame_url: String,
    payment_card_id: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let customer = Customer {
        http: Client::builder().timeout(Duration::from_secs(10)).build()?,
        api_url: env::var("CARD_API_URL")?,
        api_key: env::var("CARD_API_KEY")?,
        frame_url: env::var("SORDINO_FRAME_URL")?,
        payment_card_id: env::var("PAYMENT_CARD_ID")?,
    };
    let mut folders = env::args().skip(1);
    let (first, second) =
        (folders.next().ok_or("name a folder to serve")?, folders.next().unwrap_or_default());
    let app = Router::new()
        .route("/config.json", get(config))
        .route("/client-tokens", post(client_token))
        .fallback_service(ServeDir::new(first).fallback(ServeDir::new(second)))
        .with_state(Arc::new(customer));
    let port = env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = TcpListener::bind(format!("localhost:{port}")).await?;
    writeln!(std::io::stdout(), "http://localhost:{port}/")?;
    Ok(axum::serve(listener, app).await?)
}

async fn config(State(customer): State<Arc<Customer>>) -> Json<Value> {
    Json(json!({ "frameUrl": customer.frame_url, "paymentCardId": customer.payment_card_id }))
}

async fn client_token(State(customer): State<Arc<Customer>>, headers: HeaderMap) -> Response {
    // Accepts only requests of this site's pages. A real server also checks that the person is
    // signed in and owns the card.
    if headers.get("sec-fetch-site").is_none_or(|site| site != "same-origin") {
        return StatusCode::FORBIDDEN.into_response();
    }
    match customer.mint("SET_PAYMENT_CARD_PIN").await {
        Ok(token) => (StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], Json(token))
            .into_response(),
        Err(error) => {
            eprintln!("{error}");
            StatusCode::BAD_GATEWAY.into_response()
        }
    }
}

impl Customer {
    /// Creates a client token for one card and one permission, which is valid for some minutes.
    async fn mint(&self, permission: &str) -> Result<Value, Box<dyn Error>> {
        let input = json!({ "paymentCardId": self.payment_card_id, "permissions": [permission] });
        let request = self.http.post(&self.api_url).basic_auth(&self.api_key, Some(""));
        let answer =
            request.json(&json!({ "query": MINT, "variables": { "input": input } })).send().await?;
        let mut body: Value = answer.json().await?;
        let token = body["data"]["generatePaymentCardClientToken"].take();
        if token["value"].is_string() {
            Ok(token)
        } else {
            Err("the card API minted no token".into())
        }
    }
}
