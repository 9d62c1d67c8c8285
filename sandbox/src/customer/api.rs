//! The customer's server's client of the API: `POST`, JSON, `Basic base64(key:)`.

use std::time::Duration;

use serde_json::{Value, json};

use super::CustomerError;

/// Calls the API with the API key.
#[derive(Clone)]
pub struct ApiClient {
    http: reqwest::Client,
    endpoint: String,
    api_key: String,
}

impl ApiClient {
    /// Creates a client of one endpoint.
    pub fn new(endpoint: String, api_key: String) -> Result<Self, reqwest::Error> {
        let http =
            reqwest::Client::builder().timeout(Duration::from_secs(10)).no_proxy().build()?;
        Ok(Self { http, endpoint, api_key })
    }

    /// Runs a GraphQL document with one field. Returns that field's value if its type is `wanted`.
    pub async fn call(
        &self,
        query: &str,
        variables: Value,
        wanted: &str,
    ) -> Result<Value, CustomerError> {
        let answer = self
            .http
            .post(&self.endpoint)
            .basic_auth(&self.api_key, Some(""))
            .json(&json!({ "query": query, "variables": variables }))
            .send()
            .await
            .map_err(|_| CustomerError::Api("can't be reached".to_owned()))?;
        let status = answer.status();
        let body: Value = answer
            .json()
            .await
            .map_err(|_| CustomerError::Api(format!("answered {status} without JSON")))?;
        if !status.is_success() || body.get("errors").is_some() {
            let first = body["errors"][0]["message"].as_str().unwrap_or("no reason").to_owned();
            return Err(CustomerError::Api(format!("answered {status}: {first}")));
        }
        let value = body["data"]
            .as_object()
            .and_then(|data| data.values().next())
            .cloned()
            .unwrap_or_default();
        if value["__typename"] == wanted { Ok(value) } else { Err(CustomerError::Denied(value)) }
    }
}
