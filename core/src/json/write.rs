//! Writes JSON.

use zeroize::Zeroizing;

use crate::digits;
use crate::value::Value;

/// Writes `value` as JSON. The buffer is wiped when it is dropped, and never grows, so that no copy
/// of a secret is left behind.
pub fn write(value: &Value) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(capacity_for(value)));
    write_value(value, &mut out);
    out
}

/// Returns an upper bound of the length of `value` in JSON, in bytes. A character that must be
/// escaped counts as six bytes.
pub(super) fn capacity_for(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 5,
        Value::Int(_) => 20,
        Value::Number(text) => 4.max(text.len()),
        Value::Text(text) => capacity_for_text(text),
        Value::List(items) => 2 + items.iter().map(|item| 1 + capacity_for(item)).sum::<usize>(),
        Value::Object(members) => {
            2 + members
                .iter()
                .map(|(key, value)| 2 + capacity_for_text(key) + capacity_for(value))
                .sum::<usize>()
        }
    }
}

fn capacity_for_text(text: &str) -> usize {
    2 + text
        .bytes()
        .map(|byte| if byte < 0x20 || byte == b'"' || byte == b'\\' { 6 } else { 1 })
        .sum::<usize>()
}

fn write_value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Number(text) if text.is_empty() => out.extend_from_slice(b"null"),
        Value::Number(text) => out.extend_from_slice(text.as_bytes()),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Int(number) => {
            if *number < 0 {
                out.push(b'-');
            }
            out.extend_from_slice(digits::decimal(number.unsigned_abs(), 0).as_bytes());
        }
        Value::Text(text) => write_text(text, out),
        Value::List(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_value(item, out);
            }
            out.push(b']');
        }
        Value::Object(members) => {
            out.push(b'{');
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_text(key, out);
                out.push(b':');
                write_value(value, out);
            }
            out.push(b'}');
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    for &byte in text.as_bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..=0x1f => {
                out.extend_from_slice(&[
                    b'\\',
                    b'u',
                    b'0',
                    b'0',
                    b'0' + (byte >> 4),
                    HEX[usize::from(byte & 15)],
                ]);
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tests::{number, object};

    #[test]
    fn the_text_and_its_capacity_are_exact() {
        let object = object(&[("a\"", Value::Null), ("b", Value::Bool(false))]);
        for (value, text) in [
            (Value::Int(0), "0"),
            (Value::Int(i64::MIN), "-9223372036854775808"),
            (number("1.5e3"), "1.5e3"),
            // A number that came from the page has no decimal text.
            (Value::from_number(0.5), "null"),
            (Value::text(" a~é😀"), "\" a~é😀\""),
            (Value::text("\u{0}\n\u{f}\u{10}\u{1f}"), r#""\u0000\u000a\u000f\u0010\u001f""#),
            (Value::text("\\\""), r#""\\\"""#),
            (Value::List(vec![Value::Int(1), Value::Null]), "[1,null]"),
            (object, r#"{"a\"":null,"b":false}"#),
        ] {
            assert_eq!(String::from_utf8_lossy(&write(&value)), text);
        }
        // Only characters that must be escaped count as more than their bytes.
        for (text, capacity) in [("", 2), (" !~é", 7), ("\u{1f}", 8), ("\"\\", 14)] {
            assert_eq!(capacity_for_text(text), capacity, "{text:?}");
        }
        let list = |items: usize| Value::List(vec![Value::text(""); items]);
        assert_eq!([list(0), list(1), list(2)].map(|list| capacity_for(&list)), [2, 5, 8]);
        let object = |members: usize| Value::Object(vec![("ab".into(), Value::text("c")); members]);
        assert_eq!(
            [object(0), object(1), object(2)].map(|object| capacity_for(&object)),
            [2, 11, 20]
        );
    }
}
