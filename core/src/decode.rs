//! From a [`Value`] to a typed message, strictly: a member too many is as wrong as one too few.
//!
//! Why not serde: its errors are sentences, and what formats them, with the code it makes for each type, is a fifth of the
//! wasm. The error here has nothing to say but that the message is refused.

use crate::appearance::{Appearance, Theme};
use crate::field::FieldKind;
use crate::protocol::{FieldCommand, FieldOptions, GivenToken, ToVault};
use crate::token::Usage;
use crate::use_case::Operation;
use crate::value::Value;

/// A message that is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// The members of an object, each taken once.
struct Members(Vec<(Box<str>, Value)>);

impl Members {
    fn of(value: Value) -> Result<Self, Malformed> {
        if let Value::Object(members) = value { Ok(Self(members)) } else { Err(Malformed) }
    }

    /// The member, if it is there and not null.
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(key, _)| **key == *name)?;
        Some(self.0.swap_remove(at).1).filter(|value| *value != Value::Null)
    }

    fn optional<T>(&mut self, name: &str, read: impl Fn(Value) -> Option<T>) -> Result<Option<T>, Malformed> {
        self.take(name).map(|value| read(value).ok_or(Malformed)).transpose()
    }

    fn required<T>(&mut self, name: &str, read: impl Fn(Value) -> Option<T>) -> Result<T, Malformed> {
        self.take(name).and_then(read).ok_or(Malformed)
    }

    /// Nothing is left: no member came twice, and none that is not known.
    fn end<T>(self, read: T) -> Result<T, Malformed> {
        if self.0.is_empty() { Ok(read) } else { Err(Malformed) }
    }
}

fn text(value: Value) -> Option<String> {
    if let Value::Text(mut text) = value { Some(std::mem::take(&mut text)) } else { None }
}

#[expect(clippy::needless_pass_by_value, reason = "as the others")]
fn number(value: Value) -> Option<u32> {
    u32::try_from(value.as_int()?).ok()
}

#[expect(clippy::needless_pass_by_value, reason = "as the others")]
fn flag(value: Value) -> Option<bool> {
    if let Value::Bool(flag) = value { Some(flag) } else { None }
}

fn texts(value: Value) -> Option<Vec<String>> {
    let Value::List(items) = value else { return None };
    items.into_iter().map(text).collect()
}

fn named<T>(from_name: fn(&str) -> Option<T>) -> impl Fn(Value) -> Option<T> {
    move |value| from_name(value.as_text()?)
}

fn field_options(value: Value) -> Option<FieldOptions> {
    let mut members = Members::of(value).ok()?;
    let options = FieldOptions {
        label: members.optional("label", text).ok()?,
        placeholder: members.optional("placeholder", text).ok()?,
        path: members.optional("path", text).ok()?,
        disabled: members.optional("disabled", flag).ok()?,
        masked: members.optional("masked", flag).ok()?,
        hide_after: members.optional("hideAfter", number).ok()?,
        copy: members.optional("copy", flag).ok()?,
        document_types: members.optional("documentTypes", texts).ok()?,
    };
    members.end(options).ok()
}

fn appearance(value: Value) -> Option<Appearance> {
    let mut members = Members::of(value).ok()?;
    let appearance = Appearance {
        theme: members.optional("theme", named(Theme::from_name)).ok()?.unwrap_or_default(),
        variables: members.take("variables"),
    };
    members.end(appearance).ok()
}

/// What is no token at all is one that is empty: the page is told that it is malformed.
fn given_token(value: Value) -> GivenToken {
    let mut members = match value {
        Value::Object(members) => Members(members),
        value => Members(vec![("value".into(), value)]),
    };
    GivenToken {
        value: members.take("value").and_then(text).unwrap_or_default().into(),
        expiration_date: members.take("expirationDate").and_then(text),
        usage: members.take("usage").and_then(named(Usage::from_name)).unwrap_or_default(),
    }
}

impl ToVault {
    /// Reads a message.
    pub fn decode(message: Value) -> Result<Self, Malformed> {
        let Members(mut message) = Members::of(message)?;
        let Some((name, content)) = message.pop().filter(|_| message.is_empty()) else { return Err(Malformed) };
        if *name == *"appearance" {
            return appearance(content).map(ToVault::Appearance).ok_or(Malformed);
        }
        let mut members = Members::of(content)?;
        let read = match &*name {
            "start" => ToVault::Start {
                appearance: members.optional("appearance", appearance)?.unwrap_or_default(),
                locale: members.optional("locale", text)?.unwrap_or_default(),
                timeout: members.required("timeout", number)?,
            },
            "addField" => ToVault::AddField {
                id: members.required("id", text)?,
                kind: members.required("kind", named(FieldKind::from_name))?,
                options: members.optional("options", field_options)?.unwrap_or_default(),
            },
            "removeField" => ToVault::RemoveField { id: members.required("id", text)? },
            "commandField" => ToVault::CommandField {
                id: members.required("id", text)?,
                command: members.required("command", named(FieldCommand::from_name))?,
            },
            "call" => ToVault::Call {
                id: members.required("id", number)?,
                operation: members.required("operation", named(Operation::from_name))?,
                input: members.take("input").unwrap_or(Value::Null),
            },
            "abort" => ToVault::Abort { id: members.required("id", number)? },
            "token" => ToVault::Token {
                request: members.required("request", number)?,
                // Nothing is nothing, also as an empty text.
                token: members.take("token").filter(|token| token.as_text() != Some("")).map(given_token),
                failed: members.optional("failed", flag)?.unwrap_or_default(),
            },
            "hide" => ToVault::Hide {},
            "destroy" => ToVault::Destroy {},
            _ => return Err(Malformed),
        };
        members.end(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    fn message(text: &str) -> Result<ToVault, Malformed> {
        ToVault::decode(json::parse(text.as_bytes()).map_err(|_| Malformed)?)
    }

    #[test]
    fn every_message_of_the_loader_is_read() {
        for text in [
            r#"{"start":{"timeout":15000}}"#,
            r##"{"start":{"appearance":{"theme":"dark","variables":{"colorText":"#fff"}},"locale":"ar","timeout":1}}"##,
            r#"{"appearance":{"theme":"system"}}"#,
            r#"{"addField":{"id":"a","kind":"pin"}}"#,
            r#"{"addField":{"id":"a","kind":"cvv","options":{"label":"CVC","hideAfter":5,"masked":false,"copy":null}}}"#,
            r#"{"removeField":{"id":"a"}}"#,
            r#"{"commandField":{"id":"a","command":"focus"}}"#,
            r#"{"call":{"id":1,"operation":"setPaymentCardPin","input":{"paymentCardId":"cd_1"}}}"#,
            r#"{"call":{"id":1,"operation":"viewPaymentCard"}}"#,
            r#"{"abort":{"id":1}}"#,
            r#"{"token":{"request":1,"token":"t"}}"#,
            r#"{"token":{"request":1,"token":{"value":"t","expirationDate":"x","usage":"SINGLE_USE"}}}"#,
            r#"{"token":{"request":1}}"#,
            r#"{"hide":{}}"#,
            r#"{"destroy":{}}"#,
        ] {
            assert!(message(text).is_ok(), "{text}");
        }
        let options = r#"{"label":"L","placeholder":"P","path":"a.b","disabled":true,"masked":false,"hideAfter":5,"copy":true,"documentTypes":["W2"]}"#;
        let read = message(&format!(r#"{{"addField":{{"id":"a","kind":"pinConfirm","options":{options}}}}}"#));
        let Ok(ToVault::AddField { id, kind, options }) = read else { panic!("no field") };
        let expected = FieldOptions {
            label: Some("L".into()),
            placeholder: Some("P".into()),
            path: Some("a.b".into()),
            disabled: Some(true),
            masked: Some(false),
            hide_after: Some(5),
            copy: Some(true),
            document_types: Some(vec!["W2".into()]),
        };
        assert_eq!((id.as_str(), kind, options), ("a", FieldKind::PinConfirm, expected));
        let token = |text: &str| match message(&format!(r#"{{"token":{{"request":7,"token":{text}}}}}"#)) {
            Ok(ToVault::Token { request: 7, token, failed: false }) => {
                token.map(|token| (token.value.into_inner().to_string(), token.expiration_date, token.usage))
            }
            _ => panic!("no token"),
        };
        let full = r#"{"__typename":"ClientToken","usage":"SINGLE_USE","expirationDate":"x","value":"t"}"#;
        assert_eq!(token(full), Some(("t".into(), Some("x".into()), Usage::SingleUse)));
        assert_eq!(token(r#""t""#), Some(("t".into(), None, Usage::UntilExpiration)));
        assert_eq!(token("5"), Some((String::new(), None, Usage::UntilExpiration)));
        assert_eq!(token(r#"{"value":5,"usage":"ALWAYS"}"#), Some((String::new(), None, Usage::UntilExpiration)));
        assert_eq!(token("null"), None);
        assert_eq!(token(r#""""#), None);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "null",
            "1",
            "\"hide\"",
            "\"start\"",
            "[]",
            "{}",
            r#"{"hide":{},"destroy":{}}"#,
            r#"{"hide":null}"#,
            r#"{"hide":{"x":1}}"#,
            r#"{"unknown":{}}"#,
            r#"{"__proto__":{}}"#,
            r#"{"then":{}}"#,
            r#"{"constructor":{}}"#,
            r#"{"start":{}}"#,
            r#"{"start":{"timeout":-1}}"#,
            r#"{"start":{"timeout":1.5}}"#,
            r#"{"start":{"timeout":4294967296}}"#,
            r#"{"start":{"timeout":1,"api":"https://evil.test"}}"#,
            r#"{"start":{"timeout":1,"appearance":{"css":"x"}}}"#,
            r#"{"start":{"timeout":1,"appearance":{"theme":"pink"}}}"#,
            r#"{"addField":{"id":1,"kind":"pin"}}"#,
            r#"{"addField":{"id":"a","kind":"nope"}}"#,
            r#"{"addField":{"id":"a","kind":{"pin":{}}}}"#,
            r#"{"addField":["a","pin"]}"#,
            r#"{"addField":{"id":"a","kind":"pin","options":{"style":"x"}}}"#,
            r#"{"addField":{"id":"a","kind":"pin","options":{"label":5}}}"#,
            r#"{"call":{"id":1,"operation":"toString"}}"#,
            r#"{"call":{"id":"1","operation":"viewPaymentCard"}}"#,
            r#"{"token":{"token":"t"}}"#,
            r#"{"abort":{"id":1,"id":2}}"#,
        ] {
            assert!(message(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_message_panics(text in r#"\{"(start|call|addField|token|hide)":[\[\]{}",:a-z0-9]{0,40}\}"#) {
            let _read = message(&text);
        }
    }
}
