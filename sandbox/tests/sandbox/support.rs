//! A sandbox on free ports, and the requests of the tests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderMap};
use serde_json::{Value, json};
use sordino_sandbox::cli::Serve;
use sordino_sandbox::sandbox::Sandbox;

/// The first active card of the seed.
pub const CARD: &str = "cd_7c1f0a52b9e84d63a1d0c54e8f9b2a17";
/// Another active card of the seed.
pub const OTHER_CARD: &str = "cd_2e94d7b01c6a4f58b3e7902d6a1f8c45";
/// A card whose printed month is not the month of its expiry by UTC.
pub const ODD_EXPIRY_CARD: &str = "cd_5a1d83e6c94b4f7780e2f6b13d0c7a95";
pub const SUSPENDED_CARD: &str = "cd_96be1c48a07d4e35bf82d90c5e3f7a61";

pub const SET_PIN: &str = "mutation SetPin($input: SetPinForPaymentCardInput!) { setPinForPaymentCard(input: $input) { \
     __typename ... on PaymentCard { id last4 status pinDetails { isSet pinUpdateHistory { updatedAt } } } \
     ... on UserError { errors { code description path errorPath } } ... on AccessDeniedError { message } } }";

pub const VIEW_CARD: &str = "query View($id: ID!) { node(id: $id) { __typename id ... on PaymentCard { last4 status network \
     expirationDate restrictedDetails { __typename ... on PaymentCardRestrictedDetails { number cvv } } } } }";

/// An answer of the API or of a server.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self { status, headers, body }
    }

    /// The value of the only field of the request.
    pub fn field(&self) -> &Value {
        self.body["data"].as_object().and_then(|data| data.values().next()).unwrap_or(&Value::Null)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The error paths of a user error, each joined to one text.
    pub fn error_paths(&self) -> Vec<String> {
        assert_eq!(self.field()["__typename"], "UserError", "{:?}", self.body);
        let errors = self.field()["errors"].as_array().expect("errors");
        errors
            .iter()
            .map(|error| {
                let path = error["errorPath"].as_array().expect("a path");
                path.iter().map(|part| part.as_str().expect("text")).collect::<Vec<_>>().join(".")
            })
            .collect()
    }
}

/// A running sandbox with its controls on.
pub struct Bench {
    pub sandbox: Sandbox,
    pub http: reqwest::Client,
}

impl Bench {
    pub async fn new() -> Self {
        Self::with(Serve::default()).await
    }

    pub async fn with(options: Serve) -> Self {
        let sandbox = Sandbox::start(Serve { controls: true, ..options }).await.expect("starts");
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        Self { sandbox, http }
    }

    /// The Authorization header of the API key.
    pub fn key(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:", self.sandbox.api_key())))
    }

    pub async fn api(&self, authorization: &str, query: &str, variables: Value) -> Answer {
        let name = query
            .split_whitespace()
            .nth(1)
            .and_then(|word| word.split(['(', '{']).next())
            .filter(|name| !name.is_empty());
        let mut body = json!({ "query": query, "variables": variables });
        if query.starts_with(['m', 'q']) {
            body["operationName"] = json!(name);
        }
        let request = self
            .http
            .post(&self.sandbox.addresses().api)
            .header(AUTHORIZATION, authorization)
            .json(&body);
        Answer::of(request.send().await.expect("an answer")).await
    }

    /// Sends a request with the API key.
    pub async fn server(&self, query: &str, variables: Value) -> Answer {
        self.api(&self.key(), query, variables).await
    }

    pub fn control_url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.addresses().control.as_deref().expect("controls are on"))
    }

    pub async fn read(&self, path: &str) -> Value {
        let response = self.http.get(self.control_url(path)).send().await.expect("an answer");
        assert!(response.status().is_success(), "{path}: {}", response.status());
        response.json().await.expect("JSON")
    }

    pub async fn control(&self, path: &str, body: Value) -> Answer {
        let answer = Answer::of(
            self.http.post(self.control_url(path)).json(&body).send().await.expect("an answer"),
        )
        .await;
        assert!(answer.status < 300, "{path}: {answer:?}");
        answer
    }

    pub async fn clock(&self, offset_seconds: i64) {
        self.control("/clock", json!({ "offsetSeconds": offset_seconds })).await;
    }

    /// Mints a token with the controls, and returns its Authorization header.
    pub async fn custom_token(&self, request: Value) -> String {
        bearer(&self.control("/client-tokens", request).await.body["value"])
    }

    /// Mints a token with the API key, and returns its Authorization header.
    pub async fn card_token(&self, card: &str, permission: &str) -> String {
        let mint = "mutation Mint($input: GeneratePaymentCardClientTokenInput!) { generatePaymentCardClientToken(input: $input) \
                    { ... on ClientToken { value } } }";
        let answer = self
            .server(
                mint,
                json!({ "input": { "paymentCardId": card, "permissions": [permission] } }),
            )
            .await;
        bearer(&answer.field()["value"])
    }

    pub async fn pin_token(&self, card: &str) -> String {
        self.card_token(card, "SET_PAYMENT_CARD_PIN").await
    }

    pub async fn set_pin(&self, authorization: &str, card: &str, pin: &str) -> Answer {
        self.api(
            authorization,
            SET_PIN,
            json!({ "input": { "paymentCardId": card, "newPin": pin } }),
        )
        .await
    }

    pub async fn pin_is(&self, card: &str, pin: &str) -> bool {
        let path = format!("/state/payment-cards/{card}/verify-pin");
        self.control(&path, json!({ "pin": pin })).await.body["matches"] == true
    }
}

pub fn bearer(value: &Value) -> String {
    format!("Bearer {}", value.as_str().expect("a token"))
}
