//! Any bytes as JSON.
//!
//! 1. What is read is what `serde_json` reads, and what is refused is what it refuses, but for the
//!    limits that are documented.
//! 2. A tree is no larger than its text: bytes of a message or an answer can't be made to take many
//!    times their size.
//! 3. What is written is read back as it was.

use std::sync::LazyLock;

use serde_json::Value as Other;
use sordino_core::json::{self, MAX_DEPTH};
use sordino_core::value::Value;

use super::tree;

pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    vec!["null", "true", "false", "-", "e", "\\u", "\\ud83d", "[[", "{\"", "\":", "1e5", "0.1"]
});

pub fn run(input: &[u8]) -> bool {
    let other = serde_json::from_slice::<Other>(input);
    let value = match (json::parse(input), other) {
        (Ok(value), Ok(other)) => {
            assert!(is_same(&value, &other), "it is read otherwise");
            value
        }
        (Ok(value), Err(why)) => {
            // `f64` ends before JSON's numbers do; what has an exponent is no number to Sordino
            // anyway.
            assert!(
                why.to_string().starts_with("number out of range"),
                "it is read, and no JSON: {why}"
            );
            value
        }
        (Err(_), Ok(_)) => {
            assert!(nesting(input) > MAX_DEPTH, "it is JSON, and refused");
            return false;
        }
        (Err(_), Err(_)) => return false,
    };
    let (values, bytes) = tree::size(&value);
    assert!(
        values <= input.len() && bytes <= input.len(),
        "{values} values with {bytes} bytes of {}",
        input.len()
    );
    assert!(tree::depth(&value) <= MAX_DEPTH);
    tree::check_round_trip(&value);
    true
}

fn is_same(value: &Value, other: &Other) -> bool {
    match (value, other) {
        // A number that is not whole, or needs more than 64 bits, is kept as it is written.
        (Value::Number(text), Other::Number(number)) => {
            number.as_i64().is_none() && (text.parse() == Ok(number.as_f64().unwrap_or(f64::NAN)))
        }
        (Value::Null, Other::Null) => true,
        (Value::Int(0), Other::Number(number)) => number.as_f64() == Some(0.0),
        (Value::Int(one), Other::Number(other)) => other.as_i64() == Some(*one),
        (Value::Bool(one), Other::Bool(other)) => one == other,
        (Value::Text(one), Other::String(other)) => **one == *other,
        (Value::List(one), Other::Array(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        // Of two members with one name, `serde_json` keeps the last and Sordino both.
        (Value::Object(one), Other::Object(other)) if one.len() != other.len() => {
            one.len() > other.len()
        }
        (Value::Object(one), Other::Object(other)) => one
            .iter()
            .all(|(name, value)| other.get(&**name).is_some_and(|other| is_same(value, other))),
        _ => false,
    }
}

/// How deep a JSON text is nested. Not by `serde_json`'s tree: of two members with one name, the
/// first is not in it.
fn nesting(text: &[u8]) -> usize {
    let (mut depth, mut deepest, mut is_text, mut is_escaped) = (0_usize, 0, false, false);
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_text = !is_text,
            b'[' | b'{' if !is_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
