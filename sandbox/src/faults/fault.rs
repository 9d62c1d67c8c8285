//! A fault: what goes wrong, and with which requests.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kind of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The connection is closed without a byte.
    Drop,
    /// The answer comes `delayMs` late.
    Delay,
    /// The answer comes when the faults are cleared.
    Hold,
    /// `status`, with `Retry-After` if `retryAfterSeconds` or `retryAfter` is given.
    Status,
    /// 200 with JSON that ends after `percent` of it.
    Malformed,
    /// The connection breaks after `percent` of the body.
    Truncated,
    /// 307 to the customer's page, which would receive the body if the client followed.
    Redirect,
    /// 200 with an HTML page, as a captive portal answers.
    Html,
    /// The right answer with the content type of HTML.
    ContentType,
    /// 200 with 16 MB of JSON.
    Oversized,
    /// No answer, ever.
    Never,
    /// The right answer, sent after the next answer to the same client token.
    Reorder,
    /// 200 with top-level GraphQL errors, with `data` beside them as `data` says.
    GraphqlErrors,
    /// 200 with null for each root field and no errors. The request is carried out.
    NullMember,
    /// The right answer with fields in it that nobody request for.
    ExtraFields,
    /// The client token of the request ends before it is checked.
    TokenEnded,
    /// The sandbox's clock jumps by `seconds` before the request is checked.
    ClockJump,
}

/// The origin whose answers are affected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Target {
    #[default]
    Api,
    Upload,
    Frame,
}

/// The value of `data` beside top-level GraphQL errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DataBeside {
    /// `null`.
    #[default]
    Null,
    /// No `data`. The request is not carried out.
    Absent,
    /// Null for each root field. The request is carried out.
    Member,
    /// The right answer. The request is carried out.
    Whole,
}

/// A fault that waits for a matching request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    pub kind: Kind,
    /// For `status`: the status code, 500 by default.
    pub status: Option<u16>,
    /// For `status`: the header `Retry-After`, in seconds.
    pub retry_after_seconds: Option<u64>,
    /// For `status`: the text of the header `Retry-After`, for example a date.
    pub retry_after: Option<String>,
    /// For `status`: answers with a gateway's HTML page instead of the API's JSON.
    #[serde(default)]
    pub page: bool,
    /// For `graphqlErrors`: the value of `data`.
    #[serde(default)]
    pub data: DataBeside,
    /// For `graphqlErrors`: the error's `extensions.code`.
    pub error_code: Option<String>,
    /// For `delay`: milliseconds, 1000 by default.
    pub delay_ms: Option<u64>,
    /// For `malformed` and `truncated`: how much of the body is sent, 50 by default.
    pub percent: Option<u8>,
    /// For `clockJump`: how far, backwards if negative.
    pub seconds: Option<i64>,
    /// Only requests with this operation.
    pub operation_name: Option<String>,
    /// Only requests with this text among their variables, usually the id of an object.
    pub variable: Option<String>,
    /// Only requests whose path ends with this text, for the frame's files.
    pub path: Option<String>,
    /// How many requests it affects, 1 by default.
    #[serde(default = "once")]
    pub times: u32,
    /// Only requests to this origin, the API by default.
    #[serde(default)]
    pub target: Target,
    /// Carries the request out and changes only the answer.
    #[serde(default)]
    pub after_commit: bool,
    /// How often the schedule had been cleared when a request took the fault.
    #[serde(skip)]
    pub(super) clearing: u64,
}

fn once() -> u32 {
    1
}

/// The properties of a request that faults match.
#[derive(Debug, Clone, Copy, Default)]
pub struct RequestFacts<'a> {
    pub target: Target,
    pub path: &'a str,
    pub operation: Option<&'a str>,
    pub variables: Option<&'a Value>,
}

impl Fault {
    /// Whether the fault is for this request.
    pub(super) fn matches(&self, request: RequestFacts<'_>) -> bool {
        self.target == request.target
            && self.operation_name.as_deref().is_none_or(|name| request.operation == Some(name))
            && self
                .variable
                .as_deref()
                .is_none_or(|text| request.variables.is_some_and(|all| holds(all, text)))
            && self.path.as_deref().is_none_or(|end| request.path.ends_with(end))
    }
}

/// Whether one of the texts in a value equals `text`.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(members) => members.values().any(|member| holds(member, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
