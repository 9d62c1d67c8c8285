//! The access log, which tests read. It contains no token, and unless requests are recorded it
//! contains nothing of a body except the operation's name.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;

use crate::faults::Unanswered;
use crate::text::sha256;

/// How many requests the log keeps: the newest ones.
const KEPT: usize = 10_000;

/// Headers whose value is a credential.
const SECRET_HEADERS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

/// One request.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The origin that received it.
    pub origin: &'static str,
    pub method: String,
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_name: Option<String>,
    /// By lower-case name. Credentials are replaced by their scheme and SHA-256.
    pub headers_seen: BTreeMap<String, String>,
    /// The GraphQL document, when requests are recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The variables, when requests are recorded. Every possible secret in them is hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variables: Option<Value>,
    /// When the request's head had arrived, in milliseconds since 1970 by this machine's clock, not
    /// the sandbox's.
    pub received_at: f64,
    /// The status of the answer. It is 0 before the answer, and stays 0 if a fault left the request
    /// unanswered.
    pub status: u16,
}

/// A handle on one entry, with which the handler that reads the body adds to it.
#[derive(Clone)]
pub struct Slot(Arc<Mutex<Entry>>);

impl Slot {
    /// Adds to the entry.
    pub fn update(&self, change: impl FnOnce(&mut Entry)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The access log.
pub struct RequestLog {
    entries: Mutex<VecDeque<Slot>>,
    /// Whether documents and variables are kept too.
    pub record: bool,
    /// Whether each request is also a line on stderr.
    pub print: bool,
}

impl RequestLog {
    /// An empty log.
    pub fn new(record: bool, print: bool) -> Self {
        Self { entries: Mutex::default(), record, print }
    }

    fn begin(&self, entry: Entry) -> Slot {
        let slot = Slot(Arc::new(Mutex::new(entry)));
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() == KEPT {
            entries.pop_front();
        }
        entries.push_back(slot.clone());
        slot
    }

    /// Returns all entries, oldest first.
    pub fn all(&self) -> Vec<Entry> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries
            .iter()
            .map(|slot| slot.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
            .collect()
    }

    /// Removes all entries.
    pub fn clear(&self) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The middleware that logs the requests of one origin.
pub async fn log_requests(
    State((log, origin)): State<(Arc<RequestLog>, &'static str)>,
    mut request: Request,
    next: Next,
) -> Response {
    let entry = Entry {
        origin,
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: query(request.uri()),
        operation_name: None,
        headers_seen: headers(request.headers()),
        document: None,
        variables: None,
        received_at: now_ms(),
        status: 0,
    };
    let slot = log.begin(entry);
    request.extensions_mut().insert(slot.clone());
    let response = next.run(request).await;
    let dropped = response.extensions().get::<Unanswered>().is_some();
    slot.update(|entry| {
        if !dropped {
            entry.status = response.status().as_u16();
        }
        if log.print {
            let operation = entry.operation_name.as_deref().unwrap_or_default();
            eprintln!(
                "{} {} {} {operation} {}",
                entry.origin, entry.method, entry.path, entry.status
            );
        }
    });
    response
}

fn now_ms() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}

fn headers(headers: &HeaderMap) -> BTreeMap<String, String> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = if SECRET_HEADERS.contains(&name.as_str()) {
            credential(&value)
        } else {
            value.into_owned()
        };
        seen.entry(name.as_str().to_owned())
            .and_modify(|all| *all = format!("{all}, {value}"))
            .or_insert(value);
    }
    seen
}

/// Replaces a credential: `Bearer sha256:…`. A test that has the token can recognize it.
fn credential(value: &str) -> String {
    match value.split_once(' ') {
        Some((scheme, secret)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            format!("{scheme} sha256:{}", sha256(secret))
        }
        _ => format!("sha256:{}", sha256(value)),
    }
}

/// Returns the query with signatures hashed, because a signed address is as good as a password.
fn query(uri: &Uri) -> Option<String> {
    let hidden = uri.query()?.split('&').map(|pair| match pair.split_once('=') {
        Some(("signature", value)) => format!("signature=sha256:{}", sha256(value)),
        _ => pair.to_owned(),
    });
    Some(hidden.collect::<Vec<_>>().join("&"))
}

/// Hashes every text in the variables, except ids and values of enums.
pub fn without_secrets(variables: &Value) -> Value {
    const HARMLESS: [&str; 18] = [
        "id",
        "paymentCardId",
        "directDepositDetailId",
        "externalBankAccountDetailId",
        "documentUploadSessionId",
        "accountHolderId",
        "permissions",
        "documentType",
        "countryCodeAlpha3",
        "currencyCode",
        "label",
        "businessType",
        "authorizingPersonTitle",
        "employmentStatus",
        "taxIdentificationNumberType",
        "type",
        "usage",
        "status",
    ];
    match variables {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let harmless = HARMLESS.contains(&name.as_str()) && !value.is_object();
                (name.clone(), if harmless { value.clone() } else { without_secrets(value) })
            })
            .collect(),
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        Value::String(text) => format!("sha256:{}", sha256(text)).into(),
        Value::Null | Value::Bool(_) | Value::Number(_) => variables.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn credentials_are_hashed() {
        assert_eq!(credential("Bearer abc"), format!("Bearer sha256:{}", sha256("abc")));
        assert_eq!(credential("abc"), format!("sha256:{}", sha256("abc")));
    }

    #[test]
    fn variables_keep_their_shape_and_lose_their_secrets() {
        let seen = without_secrets(&json!({ "input": {
                "paymentCardId": "cd_1",
                "newPin": "1234",
                "list": [{ "number": "1" }],
                "value": 3,
            } }));
        assert_eq!(seen["input"]["paymentCardId"], "cd_1");
        assert_eq!(seen["input"]["newPin"], format!("sha256:{}", sha256("1234")));
        assert_eq!(seen["input"]["list"][0]["number"], format!("sha256:{}", sha256("1")));
        assert_eq!(seen["input"]["value"], 3);
    }

    #[test]
    fn signatures_are_hashed() {
        let uri: Uri = "/uploads/1?expires=3&signature=abc".parse().unwrap_or_default();
        assert_eq!(query(&uri), Some(format!("expires=3&signature=sha256:{}", sha256("abc"))));
    }
}
