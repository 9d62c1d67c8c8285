//! Decodes a [`Value`] into a typed message. Decoding is strict: an extra member is as wrong as a
//! missing one.
//!
//! It does not use serde, whose error sentences, the code that formats them and the code for each
//! type are a fifth of the wasm. An error here only names the page's wrong options by their paths.

use crate::appearance::{Appearance, Theme};
use crate::error::{FieldCode, FieldProblem};
use crate::field::FieldKind;
use crate::protocol::{FieldCommand, FieldOptions, GivenToken, ToVault};
use crate::token::Usage;
use crate::use_case::Operation;
use crate::value::Value;
use crate::words::check;

/// A refused message, with the page's own members that are wrong. The list is empty when the fault
/// is not in the page's options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(pub Vec<FieldProblem>);

/// The members of an object, each taken once. Problems are collected until the end, because a
/// message is refused as a whole and an early return after each member would be a third of the
/// code.
pub(crate) struct Members {
    /// Members that were not taken yet.
    pub(crate) left: Vec<(Box<str>, Value)>,
    /// The text before a member's name in its path.
    within: &'static str,
    wrong: Vec<FieldProblem>,
    /// Whether the message itself has another form than the loader gives it. This is no problem of
    /// an option.
    malformed: bool,
}

impl Members {
    pub(crate) fn of(value: Value, within: &'static str) -> Self {
        let (left, malformed) = match value {
            Value::Object(left) => (left, false),
            _ => (Vec::new(), true),
        };
        Self { left, within, wrong: Vec::new(), malformed }
    }

    #[inline(never)]
    fn is_wrong(&mut self, name: &str, code: FieldCode) {
        self.wrong.push(FieldProblem::of_option(self.within, name, code));
    }

    /// Takes a member, unless it is missing or null.
    #[inline(never)]
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.left.iter().position(|(key, _)| **key == *name)?;
        Some(self.left.swap_remove(at).1).filter(|value| !value.is_null())
    }

    #[inline(never)]
    fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::Text(mut text) => return Some(std::mem::take(&mut text)),
            _ => self.is_wrong(name, FieldCode::Invalid),
        }
        None
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, name: &str) -> Option<u32> {
        let number = self.take(name)?.as_int().and_then(|number| u32::try_from(number).ok());
        if number.is_none() {
            self.is_wrong(name, FieldCode::Invalid);
        }
        number
    }

    #[inline(never)]
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.take(name)? {
            Value::Bool(flag) => return Some(flag),
            _ => self.is_wrong(name, FieldCode::Invalid),
        }
        None
    }

    pub(crate) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        let member = self.take(name)?;
        let mut are_texts = matches!(member, Value::List(_));
        if let Value::List(items) = member {
            for item in items {
                match item {
                    Value::Text(mut text) => texts.push(std::mem::take(&mut *text)),
                    _ => are_texts = false,
                }
            }
        }
        if !are_texts {
            self.is_wrong(name, FieldCode::Invalid);
        }
        Some(texts)
    }

    fn named<T>(&mut self, name: &str, from_name: fn(&str) -> Option<T>) -> Option<T> {
        let named = from_name(&self.text(name)?);
        if named.is_none() {
            self.is_wrong(name, FieldCode::Unknown);
        }
        named
    }

    /// Takes the members of a member that is an object. Returns no members if it is missing.
    #[inline(never)]
    pub(crate) fn within(&mut self, name: &str, within: &'static str) -> Self {
        let mut members = Self::of(self.take(name).unwrap_or(Value::Object(Vec::new())), within);
        if std::mem::take(&mut members.malformed) {
            self.is_wrong(name, FieldCode::Invalid);
        }
        members
    }

    /// Takes a member that the message must have.
    fn needed<T: Default>(&mut self, member: Option<T>) -> T {
        self.malformed |= member.is_none();
        member.unwrap_or_default()
    }

    /// Adds the problems of a nested object, with its unknown members among them.
    fn end_of(&mut self, mut members: Self) {
        members.end();
        self.wrong.append(&mut members.wrong);
    }

    /// Returns whether every member was taken and no problem was found.
    pub(crate) fn is_well_read(&self) -> bool {
        self.left.is_empty() && self.wrong.is_empty() && !self.malformed
    }

    /// Reports the members that are left: they are unknown or were given twice.
    fn end(&mut self) {
        for (name, _) in std::mem::take(&mut self.left) {
            self.is_wrong(&name, FieldCode::Unknown);
        }
    }

    fn needed_text(&mut self, name: &str) -> String {
        let text = self.text(name);
        self.needed(text)
    }

    fn needed_number(&mut self, name: &str) -> u32 {
        let number = self.number(name);
        self.needed(number)
    }

    // Boxed, because moving its thirty words takes a load and a store for each. Clippy objects on
    // targets where a word has 32 bits.
    #[allow(clippy::unnecessary_box_returns)]
    fn field_options(&mut self) -> Box<FieldOptions> {
        let mut members = self.within("options", "");
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
            required: members.flag("required"),
            payment_card_id: members.text("paymentCardId"),
            direct_deposit_detail_id: members.text("directDepositDetailId"),
            external_bank_account_detail_id: members.text("externalBankAccountDetailId"),
        });
        members.wrong.append(&mut options.problems());
        self.end_of(members);
        options
    }

    fn appearance(&mut self) -> Appearance {
        let appearance = Appearance {
            theme: self.named("theme", Theme::from_name).unwrap_or_default(),
            variables: self.take("variables"),
        };
        self.wrong.append(&mut appearance.properties().1);
        appearance
    }
}

/// Reads a token. A value that is no token at all becomes an empty one, so that the page is told
/// that its token is malformed.
fn given_token(value: Value) -> GivenToken {
    let members = match value {
        Value::Object(_) => value,
        value => Value::Object(vec![("value".into(), value)]),
    };
    let mut members = Members::of(members, "");
    GivenToken {
        value: members.text("value").unwrap_or_default().into(),
        expiration_date: members.text("expirationDate"),
        usage: members.named("usage", Usage::from_name).unwrap_or_default(),
    }
}

impl ToVault {
    /// Decodes a message.
    pub fn decode(message: Value) -> Result<Self, Malformed> {
        let none = || Malformed(Vec::new());
        let Value::Object(mut message) = message else { return Err(none()) };
        let Some((name, content)) = message.pop().filter(|_| message.is_empty()) else {
            return Err(none());
        };
        let within = if &*name == "appearance" { APPEARANCE } else { "" };
        let mut members = Members::of(content, within);
        let read = match &*name {
            "start" => {
                let words = members.within("words", "");
                let mut looks = members.within("appearance", APPEARANCE);
                let appearance = looks.appearance();
                members.end_of(looks);
                members.wrong.append(&mut check(&words.left));
                ToVault::Start {
                    appearance,
                    locale: members.text("locale").unwrap_or_default(),
                    words: words.left,
                    timeout: members.needed_number("timeout"),
                }
            }
            "appearance" => ToVault::Appearance(members.appearance()),
            "addField" => {
                let id = members.text("id").ok_or_else(none)?;
                let kind = members.named("kind", FieldKind::from_name);
                let options = members.field_options();
                // An unknown kind is among the problems; a missing kind makes the message
                // malformed.
                members.malformed |= kind.is_none();
                ToVault::AddField { id, kind: kind.unwrap_or(FieldKind::Pin), options }
            }
            "removeField" => ToVault::RemoveField { id: members.needed_text("id") },
            "commandField" => ToVault::CommandField {
                id: members.needed_text("id"),
                command: members.named("command", FieldCommand::from_name).ok_or_else(none)?,
            },
            "call" => ToVault::Call {
                id: members.needed_number("id"),
                operation: members.named("operation", Operation::from_name).ok_or_else(none)?,
                input: members.take("input").unwrap_or(Value::Null),
            },
            "abort" => ToVault::Abort { id: members.needed_number("id") },
            "token" => ToVault::Token {
                request: members.needed_number("request"),
                // An empty text means that the page has no token, as a missing member does.
                token: members
                    .take("token")
                    .filter(|token| token.as_text() != Some(""))
                    .map(given_token),
                failed: members.flag("failed").unwrap_or_default(),
            },
            "hide" => ToVault::Hide {},
            "destroy" => ToVault::Destroy {},
            _ => return Err(none()),
        };
        members.end();
        if members.wrong.is_empty() && !members.malformed {
            return Ok(read);
        }
        // No member of the other messages is the page's own.
        let says_options = matches!(
            read,
            ToVault::Start { .. } | ToVault::Appearance(_) | ToVault::AddField { .. }
        );
        Err(Malformed(if says_options { members.wrong } else { Vec::new() }))
    }
}

/// The text before the name of an appearance member in its path.
const APPEARANCE: &str = "appearance.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    fn message(text: &str) -> Result<ToVault, Malformed> {
        let none = Malformed(Vec::new());
        ToVault::decode(json::parse(text.as_bytes()).map_err(|_| none)?)
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
        let options = r#"{"label":"L","placeholder":"P","path":"a.b","disabled":true,"masked":false,"hideAfter":5,"copy":true,"cardholderName":"N","documentTypes":["W2"],"required":true,"paymentCardId":"cd_1","directDepositDetailId":"dd_1","externalBankAccountDetailId":"eb_1"}"#;
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
            required: Some(true),
            payment_card_id: Some("cd_1".into()),
            direct_deposit_detail_id: Some("dd_1".into()),
            external_bank_account_detail_id: Some("eb_1".into()),
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

    #[test]
    fn every_wrong_option_is_named() {
        use FieldCode::{Invalid, Unknown};
        let none: &[(&str, FieldCode)] = &[];
        for (text, wrong) in [
            (
                r#"{"start":{"timeout":1,"appearance":{"theme":"pink","css":"x"},"locale":5,"api":"x"}}"#,
                &[
                    ("appearance.theme", Unknown),
                    ("appearance.css", Unknown),
                    ("locale", Invalid),
                    ("api", Unknown),
                ][..],
            ),
            (
                r#"{"start":{"timeout":-1,"words":"x","appearance":[]}}"#,
                &[("words", Invalid), ("appearance", Invalid), ("timeout", Invalid)],
            ),
            (
                r#"{"appearance":{"theme":5,"words":{}}}"#,
                &[("appearance.theme", Invalid), ("appearance.words", Unknown)],
            ),
            (
                r#"{"addField":{"id":"a","kind":"nope","options":{"labell":"x","hideAfter":"5"}}}"#,
                &[("kind", Unknown), ("hideAfter", Invalid), ("labell", Unknown)],
            ),
            (
                r#"{"addField":{"id":"a","kind":"pin","options":{"documentTypes":["W2",5]}}}"#,
                &[("documentTypes", Invalid)],
            ),
            (r#"{"addField":{"id":"a","kind":"pin","options":"x"}}"#, &[("options", Invalid)]),
            // Wrong types and wrong values of the right type are reported together.
            (
                r#"{"start":{"timeout":1,"appearance":{"theme":"pink","variables":{"fontSize":"url(x)"}},"words":{"hide":"x"}}}"#,
                &[
                    ("appearance.theme", Unknown),
                    ("appearance.variables.fontSize", Invalid),
                    ("words.hide", Unknown),
                ],
            ),
            (
                r#"{"addField":{"id":"a","kind":"pin","options":{"label":5,"hideAfter":0}}}"#,
                &[("label", Invalid), ("hideAfter", Invalid)],
            ),
            // No member of these messages is the page's own.
            (r#"{"addField":["a","pin"]}"#, none),
            (r#"{"start":{}}"#, none),
            (r#"{"hide":{"x":1}}"#, none),
            (r#"{"call":{"id":"1","operation":"viewPaymentCard"}}"#, none),
        ] {
            let expected: Vec<_> =
                wrong.iter().map(|(path, code)| FieldProblem::new(*path, *code)).collect();
            assert_eq!(message(text).err(), Some(Malformed(expected)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_message_panics(text in r#"\{"(start|call|addField|token|hide)":[\[\]{}",:a-z0-9]{0,40}\}"#) {
            let _read = message(&text);
        }
    }
}
