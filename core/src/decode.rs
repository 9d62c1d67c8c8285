//! Decodes a [`Value`] into a typed message. Decoding is strict: an extra member is as wrong as a
//! missing one.
//!
//! It does not use serde. Serde's error sentences, the code that formats them and the code for each
//! type would be a fifth of the wasm. An error here only names the page's wrong options by their paths.

use crate::appearance::{Appearance, Theme};
use crate::error::FieldProblem;
use crate::field::FieldKind;
use crate::members::Members;
use crate::protocol::{FieldCommand, FieldOptions, GivenToken, ToVault};
use crate::token::Usage;
use crate::use_case::Operation;
use crate::value::Value;
use crate::words::check_page_texts;

/// A refused message, with the page's own members that are wrong. The list is empty when the fault
/// is not in the page's options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(pub Vec<FieldProblem>);

/// Reads the options of a field.
// Boxed, because moving the thirty machine words of the options takes a load and a store for each
// word. Clippy objects on 32-bit targets only.
#[allow(clippy::unnecessary_box_returns)]
fn field_options(members: &mut Members) -> Box<FieldOptions> {
    let mut given = members.nested("options", "");
    let options = Box::new(FieldOptions {
        label: given.text("label"),
        placeholder: given.text("placeholder"),
        path: given.text("path"),
        disabled: given.flag("disabled"),
        masked: given.flag("masked"),
        hide_after: given.number("hideAfter"),
        copy: given.flag("copy"),
        cardholder_name: given.text("cardholderName"),
        document_types: given.texts("documentTypes"),
        required: given.flag("required"),
        payment_card_id: given.text("paymentCardId"),
        direct_deposit_detail_id: given.text("directDepositDetailId"),
        external_bank_account_detail_id: given.text("externalBankAccountDetailId"),
    });
    given.problems.append(&mut options.problems());
    members.merge(given);
    options
}

/// Reads an appearance.
fn appearance(members: &mut Members) -> Appearance {
    let appearance = Appearance {
        theme: members.named("theme", Theme::from_name).unwrap_or_default(),
        variables: members.take("variables"),
    };
    members.problems.append(&mut appearance.properties().1);
    appearance
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
    ///
    /// # Errors
    ///
    /// [`Malformed`], with the page's wrong options if the message has options.
    pub fn decode(message: Value) -> Result<Self, Malformed> {
        let malformed = || Malformed(Vec::new());
        let Value::Object(mut message) = message else { return Err(malformed()) };
        let Some((name, content)) = message.pop().filter(|_| message.is_empty()) else {
            return Err(malformed());
        };
        let within = if &*name == "appearance" { APPEARANCE } else { "" };
        let mut members = Members::of(content, within);
        let read = match &*name {
            "start" => {
                let words = members.nested("words", "");
                let mut given = members.nested("appearance", APPEARANCE);
                let appearance = appearance(&mut given);
                members.merge(given);
                members.problems.append(&mut check_page_texts(&words.rest));
                ToVault::Start {
                    appearance,
                    locale: members.text("locale").unwrap_or_default(),
                    words: words.rest,
                    timeout: members.require_number("timeout"),
                }
            }
            "appearance" => ToVault::Appearance(appearance(&mut members)),
            "addField" => {
                let id = members.text("id").ok_or_else(malformed)?;
                let kind = members.named("kind", FieldKind::from_name);
                let options = field_options(&mut members);
                // An unknown kind is among the problems; a missing kind makes the message
                // malformed.
                members.malformed |= kind.is_none();
                ToVault::AddField { id, kind: kind.unwrap_or(FieldKind::Pin), options }
            }
            "removeField" => ToVault::RemoveField { id: members.require_text("id") },
            "commandField" => ToVault::CommandField {
                id: members.require_text("id"),
                command: members.named("command", FieldCommand::from_name).ok_or_else(malformed)?,
            },
            "call" => ToVault::Call {
                id: members.require_number("id"),
                operation: members
                    .named("operation", Operation::from_name)
                    .ok_or_else(malformed)?,
                input: members.take("input").unwrap_or(Value::Null),
            },
            "abort" => ToVault::Abort { id: members.require_number("id") },
            "token" => ToVault::Token {
                request: members.require_number("request"),
                // An empty text means that the page has no token, as a missing member does.
                token: members
                    .take("token")
                    .filter(|token| token.as_text() != Some(""))
                    .map(given_token),
                failed: members.flag("failed").unwrap_or_default(),
            },
            "hide" => ToVault::Hide {},
            "destroy" => ToVault::Destroy {},
            _ => return Err(malformed()),
        };
        members.report_rest();
        if members.problems.is_empty() && !members.malformed {
            return Ok(read);
        }
        // No member of the other messages is the page's own.
        let has_options = matches!(
            read,
            ToVault::Start { .. } | ToVault::Appearance(_) | ToVault::AddField { .. }
        );
        Err(Malformed(if has_options { members.problems } else { Vec::new() }))
    }
}

/// The text before the name of an appearance member in its path.
const APPEARANCE: &str = "appearance.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::FieldCode;
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
    fn every_other_message_is_refused() {
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
