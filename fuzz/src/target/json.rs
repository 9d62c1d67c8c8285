//! Any bytes as JSON.
//!
//! 1. The reader accepts and refuses the same texts as `serde_json`, except for the documented
//!    limits, and reads the same values.
//! 2. A tree is not larger than its text, so the bytes of a message or an answer can't be made to
//!    take many times their size.
//! 3. A written value is read back unchanged.

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
            assert!(is_same(&value, &other), "the values differ");
            value
        }
        (Ok(value), Err(why)) => {
            // The range of `f64` is smaller than that of JSON's numbers. Sordino does not calculate
            // with a number that has an exponent.
            assert!(
                why.to_string().starts_with("number out of range"),
                "a text that is no JSON is accepted: {why}"
            );
            value
        }
        (Err(_), Ok(_)) => {
            assert!(nesting(input) > MAX_DEPTH, "JSON is refused");
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
        // A number that is not whole, or needs more than 64 bits, is kept as its text.
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
        // Of two members with one name, `serde_json` keeps the last, and Sordino keeps both.
        (Value::Object(one), Other::Object(other)) if one.len() != other.len() => {
            one.len() > other.len()
        }
        (Value::Object(one), Other::Object(other)) => one
            .iter()
            .all(|(name, value)| other.get(&**name).is_some_and(|other| is_same(value, other))),
        _ => false,
    }
}

/// Returns the nesting depth of a JSON text. `serde_json`'s tree can't tell it, because of two
/// members with one name it lacks the first.
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
