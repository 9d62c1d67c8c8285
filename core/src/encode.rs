//! Encodes the vault's typed messages as [`Value`] trees, which the vault hands to
//! serde-wasm-bindgen.

use crate::error::{Failure, FieldProblem};
use crate::protocol::{FieldEvent, FromVault, Hello};
use crate::value::Value;

/// An object that is filled member by member. One call per member compiles to far less code than a
/// list of all members.
#[derive(Default)]
struct Object(Vec<(Box<str>, Value)>);

impl Object {
    #[inline(never)]
    fn value(&mut self, name: &'static str, value: Value) {
        self.0.push((name.into(), value));
    }

    #[inline(never)]
    fn text(&mut self, name: &'static str, text: &str) {
        self.value(name, Value::text(text));
    }

    #[inline(never)]
    fn number(&mut self, name: &'static str, number: u32) {
        self.value(name, Value::Int(number.into()));
    }

    #[inline(never)]
    fn flag(&mut self, name: &'static str, flag: bool) {
        self.value(name, Value::Bool(flag));
    }

    #[inline(never)]
    fn object(&mut self, name: &'static str, object: Object) {
        self.value(name, Value::Object(object.0));
    }
}

impl Hello {
    /// Encodes the message for `postMessage`.
    pub fn encode(&self) -> Value {
        let mut hello = Object::default();
        hello.number("sordino", self.sordino);
        hello.text("release", &self.release);
        Value::Object(hello.0)
    }
}

impl FieldProblem {
    fn encode(&self) -> Value {
        let mut problem = Object::default();
        problem.text("path", &self.path);
        problem.text("code", self.code.name());
        if let Some(code) = &self.api_code {
            problem.text("apiCode", code);
        }
        Value::Object(problem.0)
    }
}

impl Failure {
    fn encode(&self) -> Object {
        let mut failure = Object::default();
        failure.text("code", self.code.name());
        failure.flag("retryable", self.retryable);
        if let Some(id) = &self.request_id {
            failure.text("requestId", id);
        }
        if let Some(seconds) = self.retry_after {
            failure.number("retryAfter", seconds);
        }
        if !self.fields.is_empty() {
            let mut fields = Vec::with_capacity(self.fields.len());
            for problem in &self.fields {
                fields.push(problem.encode());
            }
            failure.value("fields", Value::List(fields));
        }
        if let Some(outcome) = self.outcome {
            failure.text("outcome", outcome.name());
        }
        failure
    }
}

impl FieldEvent {
    fn encode(&self) -> Object {
        let mut detail = Object::default();
        let name = match self {
            FieldEvent::Ready { height, label } => {
                detail.number("height", *height);
                detail.text("label", label);
                "ready"
            }
            FieldEvent::Resize { height } => {
                detail.number("height", *height);
                "resize"
            }
            FieldEvent::Change { empty, complete, valid, code } => {
                detail.flag("empty", *empty);
                detail.flag("complete", *complete);
                detail.flag("valid", *valid);
                if let Some(code) = code {
                    detail.text("code", code.name());
                }
                "change"
            }
            FieldEvent::Focus {} => "focus",
            FieldEvent::Blur {} => "blur",
            FieldEvent::Reveal { kind } | FieldEvent::Hide { kind } | FieldEvent::Copy { kind } => {
                detail.text("kind", kind.name());
                match self {
                    FieldEvent::Reveal { .. } => "reveal",
                    FieldEvent::Hide { .. } => "hide",
                    _ => "copy",
                }
            }
            FieldEvent::Progress { file, percent, state } => {
                detail.number("file", *file);
                detail.number("percent", *percent);
                detail.text("state", state.name());
                "progress"
            }
            FieldEvent::Error { code, gesture } => {
                detail.text("code", code.name());
                if let Some(gesture) = gesture {
                    detail.text("gesture", gesture.name());
                }
                "error"
            }
        };
        let mut event = Object::default();
        event.text("type", name);
        event.object("detail", detail);
        event
    }
}

impl FromVault {
    /// Encodes the message for `postMessage`.
    pub fn encode(self) -> Value {
        let mut content = Object::default();
        let name = match self {
            FromVault::Ready {} => "ready",
            FromVault::NeedToken { request, reason } => {
                content.number("request", request);
                content.text("reason", reason.name());
                "needToken"
            }
            FromVault::Field { id, event } => {
                content.text("id", &id);
                content.object("event", event.encode());
                "field"
            }
            FromVault::Done { id, result } => {
                content.number("id", id);
                content.value("result", result);
                "done"
            }
            FromVault::TokenExpiring {} => "tokenexpiring",
            FromVault::TokenExpired {} => "tokenexpired",
            FromVault::Failed { id, error } => {
                content.number("id", id);
                content.object("error", error.encode());
                "failed"
            }
            FromVault::Error(error) => {
                content = error.encode();
                "error"
            }
            FromVault::Ended(error) => {
                content = error.encode();
                "ended"
            }
        };
        let mut message = Object::default();
        message.object(name, content);
        Value::Object(message.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Code, FieldCode, Outcome};
    use crate::json;
    use crate::protocol::Gesture;
    use crate::protocol::TokenReason;

    #[test]
    fn messages_are_what_the_generated_types_say() {
        let id = || "a".to_owned();
        let failure = Failure {
            request_id: Some("r-1".into()),
            retry_after: Some(3),
            outcome: Some(Outcome::Unknown),
            fields: vec![
                FieldProblem {
                    path: "pin".into(),
                    code: FieldCode::Rejected,
                    api_code: Some("X".into()),
                },
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
                FromVault::Field {
                    id: id(),
                    event: FieldEvent::Ready { height: 9, label: "L".into() },
                },
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
                FromVault::Field {
                    id: id(),
                    event: FieldEvent::Error { code: FieldCode::Missing, gesture: None },
                },
                r#"{"field":{"id":"a","event":{"type":"error","detail":{"code":"missing"}}}}"#,
            ),
            (
                FromVault::Field {
                    id: id(),
                    event: FieldEvent::Error {
                        code: FieldCode::Covered,
                        gesture: Some(Gesture::Copy),
                    },
                },
                r#"{"field":{"id":"a","event":{"type":"error","detail":{"code":"covered","gesture":"copy"}}}}"#,
            ),
            (FromVault::Done { id: 2, result: Value::Null }, r#"{"done":{"id":2,"result":null}}"#),
            (
                FromVault::Error(Code::Protocol.into()),
                r#"{"error":{"code":"protocol","retryable":false}}"#,
            ),
            (
                FromVault::Failed { id: 3, error: failure },
                r#"{"failed":{"id":3,"error":{"code":"user-error","retryable":false,"requestId":"r-1","retryAfter":3,"fields":[{"path":"pin","code":"rejected","apiCode":"X"},{"path":"y","code":"too-long"}],"outcome":"unknown"}}}"#,
            ),
        ] {
            assert_eq!(String::from_utf8_lossy(&json::write(&message.encode())), text);
        }
    }
}
