//! A message of the page, as the vault decodes it.
//!
//! 1. A decoded message that is encoded again equals the message without meaningless members (null
//!    or the default).
//! 2. Decoding the encoded message gives the same result.
//! 3. The printed form of a message with a token does not depend on the token.
//! 4. Each of a page's accepted texts is one visible line. A refusal has the beginning of a text's
//!    name, and not the text.

use std::sync::LazyLock;

use sordino_core::appearance::{Appearance, VARIABLES};
use sordino_core::field::FieldKind;
use sordino_core::protocol::{FieldOptions, GivenToken, ToVault};
use sordino_core::use_case::Operation;
use sordino_core::value::Value;
use sordino_core::words;

use super::tree;

pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words = vec![
        "start",
        "appearance",
        "addField",
        "updateField",
        "removeField",
        "commandField",
        "call",
        "abort",
        "token",
        "hide",
        "destroy",
        "theme",
        "variables",
        "locale",
        "words",
        "show",
        "pinRule",
        "\u{202e}",
        "timeout",
        "id",
        "kind",
        "options",
        "command",
        "operation",
        "input",
        "request",
        "value",
        "expirationDate",
        "usage",
        "label",
        "placeholder",
        "path",
        "disabled",
        "masked",
        "hideAfter",
        "copy",
        "cardholderName",
        "documentTypes",
        "required",
        "paymentCardId",
        "light",
        "dark",
        "system",
        "focus",
        "blur",
        "clear",
        "SINGLE_USE",
        "UNTIL_EXPIRATION",
    ];
    words.extend(FieldKind::ALL.iter().map(|kind| kind.name()));
    words.extend(Operation::ALL.iter().map(|operation| operation.name()));
    words.extend(VARIABLES.iter().map(|variable| variable.name));
    words
});

/// The length of `words.` and the beginning of a name.
const LONGEST_REFUSAL: usize = 6 + 50;

pub fn run(input: &[u8]) -> bool {
    let Some(message) = tree::of(input) else { return false };
    let Ok(decoded) = ToVault::decode(message.clone()) else { return false };
    if let ToVault::Token { token: Some(token), .. } = &decoded {
        let printed = format!("{token:?}");
        let mut other = GivenToken {
            value: "other".to_owned().into(),
            expiration_date: None,
            usage: token.usage,
        };
        other.expiration_date.clone_from(&token.expiration_date);
        assert_eq!(printed, format!("{other:?}"), "the printed form depends on the token");
    }
    if let ToVault::Start { words, .. } = &decoded {
        let problems = words::check_page_texts(words);
        if problems.is_empty() {
            assert!(
                words.iter().filter_map(|(_, text)| text.as_text()).all(is_a_line),
                "a text is not one visible line"
            );
        }
        assert!(
            problems.iter().all(|problem| problem.path.chars().count() <= LONGEST_REFUSAL),
            "a path is too long"
        );
    }
    let is_token = matches!(decoded, ToVault::Token { .. });
    let encoded = encode(decoded);
    // Other members and wrong types in a token are ignored, so only the second decoding is
    // compared.
    assert!(is_token || plain(&encoded) == plain(&message), "the encoded message differs");
    let again = ToVault::decode(encoded.clone()).map(encode);
    assert!(again == Ok(encoded), "the second decoding differs");
    true
}

fn is_a_line(text: &str) -> bool {
    let turns = [
        "\u{202a}", "\u{202b}", "\u{202c}", "\u{202d}", "\u{202e}", "\u{2066}", "\u{2067}",
        "\u{2068}", "\u{2069}",
    ];
    let breaks = ["\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\0", "\u{7f}"];
    (1..=words::LONGEST).contains(&text.chars().count())
        && !text.chars().all(char::is_whitespace)
        && !turns.iter().chain(&breaks).any(|refused| text.contains(refused))
}

/// Returns the message without meaningless members, with its members sorted by name.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> =
                members.iter().map(|(name, value)| (name.clone(), plain(value))).collect();
            members.retain(|(name, value)| match value {
                Value::Null => false,
                Value::Text(text) => {
                    !(&**name == "theme" && **text == "system"
                        || &**name == "locale" && text.is_empty())
                }
                Value::Object(members) => {
                    !members.is_empty() || matches!(&**name, "hide" | "destroy")
                }
                _ => true,
            });
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(members)
        }
        Value::List(items) => Value::List(items.iter().map(plain).collect()),
        other => other.clone(),
    }
}

/// Encodes a message as the loader would have sent it. The loader's encoder is TypeScript.
fn encode(message: ToVault) -> Value {
    let (name, content) = match message {
        ToVault::Start { appearance, locale, words, timeout } => {
            let (appearance, locale) = (encode_appearance(appearance), Value::text(&locale));
            let content =
                [("appearance", appearance), ("locale", locale), ("words", Value::Object(words))];
            ("start", content.into_iter().chain([("timeout", number(timeout))]).collect())
        }
        ToVault::Appearance(appearance) => {
            return object(vec![("appearance", encode_appearance(appearance))]);
        }
        ToVault::AddField { id, kind, options } => {
            let kind = Value::text(kind.name());
            (
                "addField",
                vec![
                    ("id", Value::text(&id)),
                    ("kind", kind),
                    ("options", field_options(*options)),
                ],
            )
        }
        ToVault::RemoveField { id } => ("removeField", vec![("id", Value::text(&id))]),
        ToVault::CommandField { id, command } => (
            "commandField",
            vec![("id", Value::text(&id)), ("command", Value::text(command.name()))],
        ),
        ToVault::Call { id, operation, input } => (
            "call",
            vec![
                ("id", number(id)),
                ("operation", Value::text(operation.name())),
                ("input", input),
            ],
        ),
        ToVault::Abort { id } => ("abort", vec![("id", number(id))]),
        ToVault::Token { request, token, failed } => {
            let token = token.map_or(Value::Null, given_token);
            (
                "token",
                vec![
                    ("request", number(request)),
                    ("token", token),
                    ("failed", Value::Bool(failed)),
                ],
            )
        }
        ToVault::Hide {} => ("hide", vec![]),
        ToVault::Destroy {} => ("destroy", vec![]),
    };
    object(vec![(name, object(content))])
}

fn given_token(token: GivenToken) -> Value {
    object(vec![
        ("value", Value::Text(token.value.into_inner())),
        ("expirationDate", optional(token.expiration_date)),
        ("usage", Value::text(token.usage.name())),
    ])
}

fn encode_appearance(appearance: Appearance) -> Value {
    let variables = appearance.variables.unwrap_or(Value::Null);
    object(vec![("theme", Value::text(appearance.theme.name())), ("variables", variables)])
}

fn field_options(options: FieldOptions) -> Value {
    let list =
        |texts: Vec<String>| Value::List(texts.iter().map(|text| Value::text(text)).collect());
    object(vec![
        ("label", optional(options.label)),
        ("placeholder", optional(options.placeholder)),
        ("path", optional(options.path)),
        ("disabled", options.disabled.map_or(Value::Null, Value::Bool)),
        ("masked", options.masked.map_or(Value::Null, Value::Bool)),
        ("hideAfter", options.hide_after.map_or(Value::Null, number)),
        ("copy", options.copy.map_or(Value::Null, Value::Bool)),
        ("cardholderName", optional(options.cardholder_name)),
        ("documentTypes", options.document_types.map_or(Value::Null, list)),
        ("required", options.required.map_or(Value::Null, Value::Bool)),
        ("paymentCardId", optional(options.payment_card_id)),
        ("directDepositDetailId", optional(options.direct_deposit_detail_id)),
        ("externalBankAccountDetailId", optional(options.external_bank_account_detail_id)),
    ])
}

fn object(members: Vec<(&str, Value)>) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn number(number: u32) -> Value {
    Value::Int(number.into())
}

fn optional(text: Option<String>) -> Value {
    text.map_or(Value::Null, |text| Value::text(&text))
}
