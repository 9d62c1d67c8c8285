//! A text that is typed into a field or shown by it: `{"kind": "pin", "text": "12 34"}`.
//!
//! 1. Tidying twice is the same as tidying once, and changes nothing of the sent value.
//! 2. The state of a field agrees with what happens when its content is sent.
//! 3. A sent value is bounded and has no control characters, and each check of it has the same
//!    result.

use std::sync::LazyLock;

use sordino_core::clean::clean;
use sordino_core::decimal::Decimal;
use sordino_core::field::{Context, FieldKind, Input, Role, Shown, spec};
use sordino_core::time::days_since_epoch;

use super::tree;

const CONTEXT: Context<'static> = Context::new(days_since_epoch(2026, 11, 24), Decimal::Point);

pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words = vec![
        "kind",
        "text",
        "1234",
        "12/31/1990",
        "1990-12-31",
        "123-45-6789",
        "12-3456789",
        "(415) 555-0132",
        "+1 415 555 0132",
        "+49 30 1234567",
        "15112345678",
        "09 / 13 / 1990",
        "5.000,00",
        "1'000.50",
        "New York",
        "\u{202a}12\u{2011}3456789\u{202c}",
        "94103-1234",
        "CA",
        "California",
        "USA",
        "United States",
        "$85,000.00",
        "85k",
        "40%",
        "100",
        "a@b.co",
        "https://a.example/",
        "O’Brien-Smith",
        "Jr.",
        "Apt #4",
        "P.O. Box 12",
        "4111111111111111",
        "2031-01-31T23:59:59Z",
        "021000021",
    ];
    words.extend(FieldKind::ALL.iter().map(|kind| kind.name()));
    words
});

pub fn run(input: &[u8]) -> bool {
    let Some(given) = tree::of(input) else { return false };
    let (Some(kind), Some(text)) = (tree::text(&given, "kind"), tree::text(&given, "text")) else {
        return false;
    };
    let Some(kind) = FieldKind::from_name(kind) else { return false };
    match spec(kind).role {
        Role::Input(rules) => typed(kind, rules, text),
        Role::Shown(rules) => shown(kind, rules, text),
        Role::Composite(_) | Role::Document => false,
    }
}

fn typed(kind: FieldKind, rules: &Input, text: &str) -> bool {
    let tidy = rules.tidy(text);
    assert_eq!(*rules.tidy(&tidy), *tidy, "{kind:?} is changed by tidying twice");
    let read = rules.read(text, &CONTEXT);
    // A separator alone is incomplete, and empty after tidying. So the error may differ, but not
    // the sent value.
    assert_eq!(
        rules.read(&tidy, &CONTEXT).ok(),
        read.as_ref().ok().cloned(),
        "{kind:?} sends another value when tidied"
    );
    let state = rules.state(text, &CONTEXT);
    assert_eq!(state.complete, read.is_ok(), "{kind:?}");
    assert_eq!(state.empty, clean(text).trim().is_empty(), "{kind:?}");
    assert!(state.empty || state.code == read.as_ref().err().copied(), "{kind:?}");
    let Ok(value) = read else { return false };
    assert!(
        !value.is_empty() && value.chars().count() <= 1_000,
        "{kind:?} sends {} bytes",
        value.len()
    );
    // The API's pattern of a description allows line breaks.
    let is_sent = |character| kind == FieldKind::BusinessDescription && character == '\n';
    assert!(
        !value.chars().any(|c| c.is_control() && !is_sent(c)),
        "{kind:?} sends a control character"
    );
    assert!(
        rules.choices.is_empty() || rules.choices.contains(&value.as_str()),
        "{kind:?} sends a value that is not among its choices"
    );
    true
}

fn shown(kind: FieldKind, rules: &Shown, text: &str) -> bool {
    if !(rules.allows)(text) {
        return false;
    }
    assert!(text.len() <= 40, "{kind:?} keeps {} bytes", text.len());
    let formatted = (rules.format)(text);
    assert!(
        !formatted.is_empty() && formatted.chars().all(|c| c.is_ascii_digit() || " /-".contains(c)),
        "{kind:?}"
    );
    true
}
