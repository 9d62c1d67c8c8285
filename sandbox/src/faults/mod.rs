//! What goes wrong on purpose, as networks, servers and clocks really fail.
//!
//! * here: a fault waits until a request matches it, and is used up after `times`
//! * [`line`](self::line): whether a connection to an origin comes about at all
//! * `befall`: what happens to the world before the request is carried out: its token ends, the
//!   clock jumps
//! * `hurt`: what becomes of the answer: late, broken, missing, overtaken. With `afterCommit` the
//!   request is carried out and only the answer is hurt.

mod befall;
mod hurt;
pub mod line;

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::{broadcast, watch};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The connection is closed without a byte.
    Drop,
    /// The answer comes `delayMs` late.
    Delay,
    /// The answer comes once the faults are cleared.
    Hold,
    /// `status`, with `Retry-After` if `retryAfterSeconds` or `retryAfter` is given.
    Status,
    /// 200 with JSON that ends after `percent` of it.
    Malformed,
    /// The connection breaks after `percent` of the body.
    Truncated,
    /// 307 to the customer's page, which would get whatever the client sends again.
    Redirect,
    /// 200 with an HTML page, as a captive portal answers.
    Html,
    /// The right answer, called HTML.
    ContentType,
    /// 200 with 16 MB of JSON.
    Oversized,
    /// No answer, ever.
    Never,
    /// The right answer, after the next one to the same client token.
    Reorder,
    /// 200 with top-level GraphQL errors, with `data` beside them as `data` says.
    GraphqlErrors,
    /// 200 with null for each root field and no errors. The request is carried out.
    NullMember,
    /// The right answer with fields in it that nobody asked for.
    ExtraFields,
    /// The client token of the request ends the moment before it is looked at.
    TokenEnded,
    /// The sandbox's clock jumps by `seconds` before the request is looked at.
    ClockJump,
}

/// Whose answer is hurt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Target {
    #[default]
    Api,
    Upload,
    Frame,
}

/// What stands in `data` beside top-level GraphQL errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DataBeside {
    /// `null`.
    #[default]
    Null,
    /// There is no `data`: nothing was carried out.
    Absent,
    /// Null for each root field. The request is carried out.
    Member,
    /// The right answer. The request is carried out.
    Whole,
}

/// A fault that waits for its request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    pub kind: Kind,
    /// Of `status`: 500 if not given.
    pub status: Option<u16>,
    pub retry_after_seconds: Option<u64>,
    /// Of `status`: `Retry-After` as it is given, such as a date.
    pub retry_after: Option<String>,
    /// Of `status`: a page of a gateway, and no answer of the API.
    #[serde(default)]
    pub page: bool,
    /// Of `graphqlErrors`.
    #[serde(default)]
    pub data: DataBeside,
    /// Of `graphqlErrors`: the error's `extensions.code`.
    pub error_code: Option<String>,
    /// Of `delay`: 1000 if not given.
    pub delay_ms: Option<u64>,
    /// Of `malformed` and `truncated`: how much of the body comes, 50 if not given.
    pub percent: Option<u8>,
    /// Of `clockJump`; backwards when negative.
    pub seconds: Option<i64>,
    /// Only requests with this operation.
    pub operation_name: Option<String>,
    /// Only requests with this text among their variables: the id of an object.
    pub variable: Option<String>,
    /// Only requests whose path ends so, for the frame's files.
    pub path: Option<String>,
    /// How many answers it hurts.
    #[serde(default = "once")]
    pub times: u32,
    #[serde(default)]
    pub target: Target,
    #[serde(default)]
    pub after_commit: bool,
    /// How often all had been cleared when a request took it.
    #[serde(skip)]
    clearing: u64,
}

fn once() -> u32 {
    1
}

/// A request, as far as faults choose by it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    pub target: Target,
    pub path: &'a str,
    pub operation: Option<&'a str>,
    pub variables: Option<&'a Value>,
}

/// The faults that wait.
pub struct Faults {
    waiting: Mutex<Vec<Fault>>,
    /// The Authorization header of each request that was answered.
    answered: broadcast::Sender<String>,
    /// How often all were cleared.
    clearings: watch::Sender<u64>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            answered: broadcast::Sender::new(64),
            clearings: watch::Sender::default(),
        }
    }
}

impl Faults {
    /// Adds one, behind those that wait.
    pub fn add(&self, fault: Fault) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// Removes all, and lets go of the answers that are held.
    pub fn clear(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.clear();
        // Under the lock: a request that takes a fault before is let go, and none takes one after.
        self.clearings.send_modify(|count| *count += 1);
    }

    /// Ends when all are cleared after a fault was taken.
    async fn cleared_since(&self, fault: &Fault) {
        let mut clearings = self.clearings.subscribe();
        // The sender lives as long as `self`.
        let _ = clearings.wait_for(|count| *count > fault.clearing).await;
    }

    /// The first fault that matches a request; it is used up by one.
    pub fn take(&self, asked: Asked<'_>) -> Option<Fault> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.iter().position(|fault| fault.times > 0 && fault.matches(asked))?;
        waiting[at].times -= 1;
        let fault = Fault { clearing: *self.clearings.borrow(), ..waiting[at].clone() };
        waiting.retain(|fault| fault.times > 0);
        Some(fault)
    }

    /// Takes note that a request with this Authorization header was answered.
    pub fn answered(&self, authorization: &str) {
        // Nobody listens unless an answer is held back.
        let _ = self.answered.send(authorization.to_owned());
    }
}

impl Fault {
    fn matches(&self, asked: Asked<'_>) -> bool {
        self.target == asked.target
            && self.operation_name.as_deref().is_none_or(|name| asked.operation == Some(name))
            && self
                .variable
                .as_deref()
                .is_none_or(|text| asked.variables.is_some_and(|all| holds(all, text)))
            && self.path.as_deref().is_none_or(|end| asked.path.ends_with(end))
    }
}

/// Whether a text stands somewhere in a value, whole.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(members) => members.values().any(|member| holds(member, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Stands in a response that must not be sent: see `listen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// Close the connection.
    Drop,
    /// Leave it open.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fault(json: Value) -> Fault {
        serde_json::from_value(json).unwrap_or_else(|error| panic!("{error}"))
    }

    fn api(operation: &str) -> Asked<'_> {
        Asked { path: "/graphql", operation: Some(operation), ..Asked::default() }
    }

    fn frame(path: &str) -> Asked<'_> {
        Asked { target: Target::Frame, path, ..Asked::default() }
    }

    #[test]
    fn a_fault_waits_for_its_request_and_is_used_up() {
        let faults = Faults::default();
        faults.add(fault(json!({ "kind": "drop", "operationName": "SetPin", "times": 2 })));
        faults.add(fault(json!({ "kind": "html", "target": "frame", "path": "vault.html" })));
        assert!(faults.take(api("Other")).is_none());
        assert!(faults.take(frame("/v1/field.html")).is_none());
        assert!(faults.take(frame("/v1/vault.html")).is_some());
        assert!(faults.take(api("SetPin")).is_some());
        assert!(faults.take(api("SetPin")).is_some());
        assert!(faults.take(api("SetPin")).is_none());
    }

    #[test]
    fn a_fault_can_wait_for_one_object() {
        let faults = Faults::default();
        faults.add(fault(json!({ "kind": "drop", "variable": "cd_2" })));
        let [one, two] = ["cd_1", "cd_2"]
            .map(|id| json!({ "input": { "paymentCardId": id, "list": [1, null] } }));
        assert!(faults.take(api("SetPin")).is_none());
        assert!(faults.take(Asked { variables: Some(&one), ..api("SetPin") }).is_none());
        assert!(faults.take(Asked { variables: Some(&two), ..api("SetPin") }).is_some());
    }

    #[test]
    fn unknown_properties_of_a_fault_are_refused() {
        assert!(serde_json::from_value::<Fault>(json!({ "kind": "drop", "time": 2 })).is_err());
    }
}
