//! From a typed message of the vault to a [`Value`], which the vault hands to serde-wasm-bindgen.

use crate::error::{Failure, FieldProblem};
use crate::protocol::{FieldEvent, FromVault, Hello};
use crate::value::Value;

/// An object of the members that are there.
fn object<const N: usize>(members: [(&'static str, Option<Value>); N]) -> Value {
    Value::Object(members.into_iter().filter_map(|(name, value)| Some((name.into(), value?))).collect())
}

#[expect(clippy::unnecessary_wraps, reason = "what `object` takes, so that members read alike")]
fn text(text: &str) -> Option<Value> {
    Some(Value::text(text))
}

#[expect(clippy::unnecessary_wraps, reason = "what `object` takes, so that members read alike")]
fn number(number: u32) -> Option<Value> {
    Some(Value::Int(number.into()))
}

#[expect(clippy::unnecessary_wraps, reason = "what `object` takes, so that members read alike")]
fn flag(flag: bool) -> Option<Value> {
    Some(Value::Bool(flag))
}

impl Hello {
    /// As it is posted.
    pub fn encode(&self) -> Value {
        object([("sordino", number(self.sordino)), ("release", text(&self.release))])
    }
}

impl FieldProblem {
    fn encode(&self) -> Value {
        object([
            ("path", text(&self.path)),
            ("code", text(self.code.name())),
            ("apiCode", self.api_code.as_deref().and_then(text)),
        ])
    }
}

impl Failure {
    fn encode(&self) -> Value {
        let fields: Vec<_> = self.fields.iter().map(FieldProblem::encode).collect();
        object([
            ("code", text(self.code.name())),
            ("message", text(&self.message)),
            ("retryable", flag(self.retryable)),
            ("requestId", self.request_id.as_deref().and_then(text)),
            ("retryAfter", self.retry_after.and_then(number)),
            ("fields", (!fields.is_empty()).then_some(Value::List(fields))),
            ("outcome", self.outcome.and_then(|outcome| text(outcome.name()))),
        ])
    }
}

impl FieldEvent {
    fn encode(&self) -> Value {
        let (name, detail) = match self {
            FieldEvent::Missing {} => ("missing", object([])),
            FieldEvent::Ready { height, label } => {
                ("ready", object([("height", number(*height)), ("label", text(label))]))
            }
            FieldEvent::Resize { height } => ("resize", object([("height", number(*height))])),
            FieldEvent::Change { empty, complete, valid, code } => (
                "change",
                object([
                    ("empty", flag(*empty)),
                    ("complete", flag(*complete)),
                    ("valid", flag(*valid)),
                    ("code", code.and_then(|code| text(code.name()))),
                ]),
            ),
            FieldEvent::Focus {} => ("focus", object([])),
            FieldEvent::Blur {} => ("blur", object([])),
            FieldEvent::Reveal { kind } => ("reveal", object([("kind", text(kind.name()))])),
            FieldEvent::Hide { kind } => ("hide", object([("kind", text(kind.name()))])),
            FieldEvent::Copy { kind } => ("copy", object([("kind", text(kind.name()))])),
            FieldEvent::Progress { file, percent, state } => (
                "progress",
                object([("file", number(*file)), ("percent", number(*percent)), ("state", text(state.name()))]),
            ),
            FieldEvent::Error { code } => ("error", object([("code", text(code.name()))])),
        };
        object([("type", text(name)), ("detail", Some(detail))])
    }
}

impl FromVault {
    /// As it is posted.
    pub fn encode(self) -> Value {
        let (name, content) = match self {
            FromVault::Ready {} => ("ready", object([])),
            FromVault::NeedToken { request, reason } => {
                ("needToken", object([("request", number(request)), ("reason", text(reason.name()))]))
            }
            FromVault::TokenExpiring {} => ("tokenexpiring", object([])),
            FromVault::TokenExpired {} => ("tokenexpired", object([])),
            FromVault::Field { id, event } => ("field", object([("id", text(&id)), ("event", Some(event.encode()))])),
            FromVault::Done { id, result } => ("done", object([("id", number(id)), ("result", Some(result))])),
            FromVault::Failed { id, error } => {
                ("failed", object([("id", number(id)), ("error", Some(error.encode()))]))
            }
            FromVault::Error(error) => ("error", error.encode()),
            FromVault::Ended(error) => ("ended", error.encode()),
        };
        object([(name, Some(content))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Code, Outcome};
    use crate::field::FieldCode;
    use crate::json;
    use crate::protocol::TokenReason;

    #[test]
    fn messages_are_what_the_generated_types_say() {
        let id = || "a".to_owned();
        let failure = Failure {
            request_id: Some("r-1".into()),
            retry_after: Some(3),
            outcome: Some(Outcome::Unknown),
            fields: vec![
                FieldProblem { path: "pin".into(), code: FieldCode::Rejected, api_code: Some("X".into()) },
                FieldProblem::new("y", FieldCode::TooLong),
            ],
            ..Code::UserError.into()
        };
        for (message, text) in [
            (FromVault::Ready {}, r#"{"ready":{}}"#),
            (
                FromVault::NeedToken { request: 1, reason: TokenReason::Refused },
                r#"{"needToken":{"request":1,"reason":"refused"}}"#,
            ),
            (
                FromVault::Field { id: id(), event: FieldEvent::Ready { height: 9, label: "L".into() } },
                r#"{"field":{"id":"a","event":{"type":"ready","detail":{"height":9,"label":"L"}}}}"#,
            ),
            (
                FromVault::Field {
                    id: id(),
                    event: FieldEvent::Change {
                        empty: false,
                        complete: false,
                        valid: false,
                        code: Some(FieldCode::TooLong),
                    },
                },
                r#"{"field":{"id":"a","event":{"type":"change","detail":{"empty":false,"complete":false,"valid":false,"code":"too-long"}}}}"#,
            ),
            (
                FromVault::Field { id: id(), event: FieldEvent::Error { code: FieldCode::Missing } },
                r#"{"field":{"id":"a","event":{"type":"error","detail":{"code":"missing"}}}}"#,
            ),
            (FromVault::Done { id: 2, result: Value::Null }, r#"{"done":{"id":2,"result":null}}"#),
            (
                FromVault::Error(Code::Protocol.into()),
                r#"{"error":{"code":"protocol","message":"A message was malformed, or messages came too fast.","retryable":false}}"#,
            ),
            (
                FromVault::Failed { id: 3, error: failure },
                r#"{"failed":{"id":3,"error":{"code":"user-error","message":"The API refused the values.","retryable":false,"requestId":"r-1","retryAfter":3,"fields":[{"path":"pin","code":"rejected","apiCode":"X"},{"path":"y","code":"too-long"}],"outcome":"unknown"}}}"#,
            ),
        ] {
            assert_eq!(String::from_utf8_lossy(&json::write(&message.encode())), text);
        }
    }
}
