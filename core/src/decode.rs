//! From a [`Value`] to a typed message, strictly: a member too many is as wrong as one too few.
//!
//! Why not serde: its errors are sentences, and what formats them, with the code it makes for each
//! type, is a fifth of the wasm. The error here has nothing to say but that the message is refused.

use crate::appearance::{Appearance, Theme};
use crate::field::FieldKind;
use crate::protocol::{FieldCommand, FieldOptions, GivenToken, ToVault};
use crate::token::Usage;
use crate::use_case::Operation;
use crate::value::Value;

/// A message that is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// The members of an object, each taken once. What is wrong with one of them is remembered until
/// the end: a message is refused as a whole, and a way out after each member would be a third of
/// the code.
pub(crate) struct Members {
    /// Those that nobody has taken yet.
    pub(crate) left: Vec<(Box<str>, Value)>,
    /// Whether one that was taken is not what it must be.
    pub(crate) malformed: bool,
}

impl Members {
    pub(crate) fn of(value: Value) -> Self {
        match value {
            Value::Object(left) => Self { left, malformed: false },
            _ => Self { left: Vec::new(), malformed: true },
        }
    }

    /// The member, if it is there and not null.
    #[inline(never)]
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.left.iter().position(|(key, _)| **key == *name)?;
        Some(self.left.swap_remove(at).1).filter(|value| !value.is_null())
    }

    #[inline(never)]
    fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::Text(mut text) => return Some(std::mem::take(&mut text)),
            _ => self.malformed = true,
        }
        None
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, name: &str) -> Option<u32> {
        let number = self.take(name)?.as_int().and_then(|number| u32::try_from(number).ok());
        self.malformed |= number.is_none();
        number
    }

    #[inline(never)]
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.take(name)? {
            Value::Bool(flag) => return Some(flag),
            _ => self.malformed = true,
        }
        None
    }

    pub(crate) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        match self.take(name)? {
            Value::List(items) => {
                for item in items {
                    match item {
                        Value::Text(mut text) => texts.push(std::mem::take(&mut *text)),
                        _ => self.malformed = true,
                    }
                }
            }
            _ => self.malformed = true,
        }
        Some(texts)
    }

    fn named<T>(&mut self, name: &str, from_name: fn(&str) -> Option<T>) -> Option<T> {
        let named = from_name(&self.text(name)?);
        self.malformed |= named.is_none();
        named
    }

    /// The members of a member; none, if it is not there.
    #[inline(never)]
    pub(crate) fn within(&mut self, name: &str) -> Self {
        Self::of(self.take(name).unwrap_or(Value::Object(Vec::new())))
    }

    /// What must be there.
    fn needed<T: Default>(&mut self, member: Option<T>) -> T {
        self.malformed |= member.is_none();
        member.unwrap_or_default()
    }

    fn end_of(&mut self, members: &Self) {
        self.malformed |= !members.is_well_read();
    }

    /// Nothing is left: no member came twice, and none that is not known.
    pub(crate) fn is_well_read(&self) -> bool {
        self.left.is_empty() && !self.malformed
    }

    fn needed_text(&mut self, name: &str) -> String {
        let text = self.text(name);
        self.needed(text)
    }

    fn needed_number(&mut self, name: &str) -> u32 {
        let number = self.number(name);
        self.needed(number)
    }

    // Moved as a pointer: its thirty words are a load and a store each. The lint minds where words
    // are of 32 bits.
    #[allow(clippy::unnecessary_box_returns)]
    fn field_options(&mut self) -> Box<FieldOptions> {
        let mut members = self.within("options");
        let options = Box::new(FieldOptions {
            label: members.text("label"),
            placeholder: members.text("placeholder"),
            path: members.text("path"),
            disabled: members.flag("disabled"),
            masked: members.flag("masked"),
            hide_after: members.number("hideAfter"),
            copy: members.flag("copy"),
            cardholder_name: members.text("cardholderName"),
            document_types: members.texts("documentTypes"),
        });
        self.end_of(&members);
        options
    }

    fn appearance(&mut self) -> Appearance {
        Appearance {
            theme: self.named("theme", Theme::from_name).unwrap_or_default(),
            variables: self.take("variables"),
        }
    }
}

/// What is no token at all is one that is empty: the page is told that it is malformed.
fn given_token(value: Value) -> GivenToken {
    let mut members = match value {
        Value::Object(_) => Members::of(value),
        value => Members { left: vec![("value".into(), value)], malformed: false },
    };
    GivenToken {
        value: members.text("value").unwrap_or_default().into(),
        expiration_date: members.text("expirationDate"),
        usage: members.named("usage", Usage::from_name).unwrap_or_default(),
    }
}

impl ToVault {
    /// Reads a message.
    pub fn decode(message: Value) -> Result<Self, Malformed> {
        let Value::Object(mut message) = message else { return Err(Malformed) };
        let Some((name, content)) = message.pop().filter(|_| message.is_empty()) else {
            return Err(Malformed);
        };
        let mut members = Members::of(content);
        let read = match &*name {
            "start" => {
                let words = members.within("words");
                members.malformed |= words.malformed;
                let words = words.left;
                let mut looks = members.within("appearance");
                let appearance = looks.appearance();
                members.end_of(&looks);
                ToVault::Start {
                    appearance,
                    locale: members.text("locale").unwrap_or_default(),
                    words,
                    timeout: members.needed_number("timeout"),
                }
            }
            "appearance" => ToVault::Appearance(members.appearance()),
            "addField" => ToVault::AddField {
                id: members.needed_text("id"),
                kind: members.named("kind", FieldKind::from_name).ok_or(Malformed)?,
                options: members.field_options(),
            },
            "removeField" => ToVault::RemoveField { id: members.needed_text("id") },
            "commandField" => ToVault::CommandField {
                id: members.needed_text("id"),
                command: members.named("command", FieldCommand::from_name).ok_or(Malformed)?,
            },
            "call" => ToVault::Call {
                id: members.needed_number("id"),
                operation: members.named("operation", Operation::from_name).ok_or(Malformed)?,
                input: members.take("input").unwrap_or(Value::Null),
            },
            "abort" => ToVault::Abort { id: members.needed_number("id") },
            "token" => ToVault::Token {
                request: members.needed_number("request"),
                // Nothing is nothing, also as an empty text.
                token: members
                    .take("token")
                    .filter(|token| token.as_text() != Some(""))
                    .map(given_token),
                failed: members.flag("failed").unwrap_or_default(),
            },
            "hide" => ToVault::Hide {},
            "destroy" => ToVault::Destroy {},
            _ => return Err(Malformed),
        };
        if members.is_well_read() { Ok(read) } else { Err(Malformed) }
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
            r#"{"start":{"words":{"show":"Reveal"},"timeout":1}}"#,
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
        let options = r#"{"label":"L","placeholder":"P","path":"a.b","disabled":true,"masked":false,"hideAfter":5,"copy":true,"cardholderName":"N","documentTypes":["W2"]}"#;
        let read = message(&format!(
            r#"{{"addField":{{"id":"a","kind":"pinConfirm","options":{options}}}}}"#
        ));
        let Ok(ToVault::AddField { id, kind, options }) = read else { panic!("no field") };
        let expected = FieldOptions {
            label: Some("L".into()),
            placeholder: Some("P".into()),
            path: Some("a.b".into()),
            disabled: Some(true),
            masked: Some(false),
            hide_after: Some(5),
            copy: Some(true),
            cardholder_name: Some("N".into()),
            document_types: Some(vec!["W2".into()]),
        };
        assert_eq!((id.as_str(), kind, *options), ("a", FieldKind::PinConfirm, expected));
        let token =
            |text: &str| match message(&format!(r#"{{"token":{{"request":7,"token":{text}}}}}"#)) {
                Ok(ToVault::Token { request: 7, token, failed: false }) => token.map(|token| {
                    (token.value.into_inner().to_string(), token.expiration_date, token.usage)
                }),
                _ => panic!("no token"),
            };
        let full =
            r#"{"__typename":"ClientToken","usage":"SINGLE_USE","expirationDate":"x","value":"t"}"#;
        assert_eq!(token(full), Some(("t".into(), Some("x".into()), Usage::SingleUse)));
        assert_eq!(token(r#""t""#), Some(("t".into(), None, Usage::UntilExpiration)));
        assert_eq!(token("5"), Some((String::new(), None, Usage::UntilExpiration)));
        assert_eq!(
            token(r#"{"value":5,"usage":"ALWAYS"}"#),
            Some((String::new(), None, Usage::UntilExpiration))
        );
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
            r#"{"start":{"timeout":1,"word":{}}}"#,
            r#"{"appearance":{"words":{}}}"#,
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
