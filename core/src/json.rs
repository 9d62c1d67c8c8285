//! JSON in and out, over bytes that are wiped.
//!
//! Why not `JSON.parse` and `JSON.stringify` of the engine: they leave a card number or a PIN in
//! strings that nobody can wipe. Why not `serde_json`: 12 to 27 KB of wasm. What is here reads RFC
//! 8259, with two limits (depth and size), and keeps a number with a fraction or an exponent as it
//! is written.

use zeroize::Zeroizing;

use crate::digits;
use crate::text::cut;
use crate::value::Value;

/// The deepest nesting that is read; the documents that Sordino sends ask for far less.
pub const MAX_DEPTH: usize = 32;

/// A text that is not JSON, or is nested deeper than [`MAX_DEPTH`]. There is nothing to tell a user
/// about the where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotJson;

/// Reads one JSON value that fills `bytes`.
pub fn parse(bytes: &[u8]) -> Result<Value, NotJson> {
    // Checked once as a whole, so that a string's bytes between two quotes are known to be UTF-8.
    let text = std::str::from_utf8(bytes).map_err(|_| NotJson)?;
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    if reader.at == bytes.len() { Ok(value) } else { Err(NotJson) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, NotJson> {
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()))
        {
            self.at += word.len();
            Ok(value)
        } else {
            Err(NotJson)
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, NotJson> {
        if depth > MAX_DEPTH {
            return Err(NotJson);
        }
        self.space();
        match self.peek().ok_or(NotJson)? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Value::Text),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, NotJson> {
        self.at += 1;
        let mut members = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(NotJson);
            }
            let key = self.string()?;
            self.space();
            if !self.take(b':') {
                return Err(NotJson);
            }
            members.push((key.as_str().into(), self.value(depth + 1)?));
            self.space();
            if self.take(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.take(b',') {
                return Err(NotJson);
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, NotJson> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(Value::List(items));
            }
            if !self.take(b',') {
                return Err(NotJson);
            }
        }
    }

    fn string(&mut self) -> Result<Zeroizing<String>, NotJson> {
        self.at += 1;
        let start = self.at;
        // The end first: an unescaped text is never longer than its source, so one allocation of
        // that size means that no growing leaves an unwiped copy behind.
        let mut end = start;
        loop {
            match self.text.as_bytes().get(end).ok_or(NotJson)? {
                b'"' => break,
                b'\\' => end += 2,
                0..=0x1f => return Err(NotJson),
                _ => end += 1,
            }
        }
        let source = self.text.get(start..end).ok_or(NotJson)?;
        self.at = end + 1;
        let mut text = Zeroizing::new(String::with_capacity(source.len()));
        let mut rest = source;
        while let (plain, Some(escaped)) = cut(rest, b'\\') {
            text.push_str(plain);
            let (character, used) = unescape(escaped)?;
            text.push(character);
            rest = escaped.get(used..).ok_or(NotJson)?;
        }
        text.push_str(rest);
        Ok(text)
    }

    fn number(&mut self) -> Result<Value, NotJson> {
        let start = self.at;
        self.take(b'-');
        let whole = self.digits();
        if whole == 0 || (whole > 1 && self.text.as_bytes().get(self.at - whole) == Some(&b'0')) {
            return Err(NotJson);
        }
        let end_of_whole = self.at;
        if self.take(b'.') && self.digits() == 0 {
            return Err(NotJson);
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            if self.digits() == 0 {
                return Err(NotJson);
            }
        }
        let number = digits::number(&self.text.as_bytes()[end_of_whole - whole..end_of_whole])
            .filter(|_| self.at == end_of_whole);
        let is_negative = start + whole < end_of_whole;
        let number = number.and_then(|number| {
            if is_negative {
                0_i64.checked_sub_unsigned(number)
            } else {
                i64::try_from(number).ok()
            }
        });
        Ok(match number {
            Some(number) => Value::Int(number),
            None => Value::Number(Zeroizing::new(self.text[start..self.at].to_owned())),
        })
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }
}

/// The character that the escape at the start of `source` (behind its backslash) stands for, and
/// its length there.
fn unescape(source: &str) -> Result<(char, usize), NotJson> {
    Ok(match source.as_bytes().first().ok_or(NotJson)? {
        b'"' => ('"', 1),
        b'\\' => ('\\', 1),
        b'/' => ('/', 1),
        b'b' => ('\u{8}', 1),
        b'f' => ('\u{c}', 1),
        b'n' => ('\n', 1),
        b'r' => ('\r', 1),
        b't' => ('\t', 1),
        b'u' => {
            let high = hex4(source, 1)?;
            if (0xd800..0xdc00).contains(&high) {
                if source.as_bytes().get(5..7) != Some(b"\\u") {
                    return Err(NotJson);
                }
                let low = hex4(source, 7)?;
                if !(0xdc00..0xe000).contains(&low) {
                    return Err(NotJson);
                }
                let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                (char::from_u32(code).ok_or(NotJson)?, 11)
            } else {
                (char::from_u32(high).ok_or(NotJson)?, 5)
            }
        }
        _ => return Err(NotJson),
    })
}

fn hex4(source: &str, at: usize) -> Result<u32, NotJson> {
    let digits = source.as_bytes().get(at..at + 4).ok_or(NotJson)?;
    digits
        .iter()
        .try_fold(0, |code, &digit| Ok(code * 16 + (digit as char).to_digit(16).ok_or(NotJson)?))
}

/// Writes `value` as JSON into a buffer that never grows, so that no copy of a secret is left
/// behind, and is wiped.
pub fn write(value: &Value) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(room_for(value)));
    write_value(value, &mut out);
    out
}

/// An upper bound of the bytes that `value` takes: six for a character that must be escaped.
fn room_for(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 5,
        Value::Int(_) => 20,
        Value::Number(text) => 4.max(text.len()),
        Value::Text(text) => room_for_text(text),
        Value::List(items) => 2 + items.iter().map(|item| 1 + room_for(item)).sum::<usize>(),
        Value::Object(members) => {
            2 + members
                .iter()
                .map(|(key, value)| 2 + room_for_text(key) + room_for(value))
                .sum::<usize>()
        }
    }
}

fn room_for_text(text: &str) -> usize {
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
    use proptest::prelude::*;

    fn object(members: &[(&str, Value)]) -> Value {
        Value::Object(members.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
    }

    fn number(text: &str) -> Value {
        Value::Number(Zeroizing::new(text.to_owned()))
    }

    #[test]
    fn reads_what_rfc_8259_allows() {
        for (text, value) in [
            ("null", Value::Null),
            (" true ", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("0", Value::Int(0)),
            ("-12", Value::Int(-12)),
            ("9223372036854775807", Value::Int(i64::MAX)),
            ("-9223372036854775808", Value::Int(i64::MIN)),
            ("9223372036854775808", number("9223372036854775808")),
            ("-9223372036854775809", number("-9223372036854775809")),
            ("1.5", number("1.5")),
            ("[-1.50]", Value::List(vec![number("-1.50")])),
            ("1e3", number("1e3")),
            ("1e999", number("1e999")),
            ("1E+9 ", number("1E+9")),
            ("\"\"", Value::text("")),
            (r#""a\"\\\/\b\f\n\r\tz""#, Value::text("a\"\\/\u{8}\u{c}\n\r\tz")),
            (r#""\u0041\ud83d\ude00é""#, Value::text("A😀é")),
            ("[]", Value::List(vec![])),
            ("[1, [2]]", Value::List(vec![Value::Int(1), Value::List(vec![Value::Int(2)])])),
            ("{}", object(&[])),
            ("{\"a\" : {\"b\":null}\n}", object(&[("a", object(&[("b", Value::Null)]))])),
        ] {
            assert!(parse(text.as_bytes()) == Ok(value), "{text}");
        }
    }

    #[test]
    fn refuses_what_rfc_8259_refuses() {
        for text in [
            "",
            " ",
            "nul",
            "tru",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "+1",
            "NaN",
            "'a'",
            "\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\u0041\"",
            "\"\\udc00\"",
            "\"\n\"",
            "[",
            "[1",
            "[1,]",
            "[,]",
            "{",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "1 2",
            "{}x",
            "<html>",
            "\u{feff}{}",
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(parse(b"\"\xff\"").is_err());
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        // The outermost value is at depth 0.
        assert!(parse(nested(MAX_DEPTH + 1).as_bytes()).is_ok());
        assert!(parse(nested(MAX_DEPTH + 2).as_bytes()).is_err());
        assert!(parse("[".repeat(1_000_000).as_bytes()).is_err());
    }

    #[test]
    fn what_is_written_is_exact_and_so_is_its_room() {
        let object = object(&[("a\"", Value::Null), ("b", Value::Bool(false))]);
        for (value, text) in [
            (Value::Int(0), "0"),
            (Value::Int(i64::MIN), "-9223372036854775808"),
            (number("1.5e3"), "1.5e3"),
            // A page's number, of which nobody knows how it is written.
            (Value::from_number(0.5), "null"),
            (Value::text(" a~é😀"), "\" a~é😀\""),
            (Value::text("\u{0}\n\u{f}\u{10}\u{1f}"), r#""\u0000\u000a\u000f\u0010\u001f""#),
            (Value::text("\\\""), r#""\\\"""#),
            (Value::List(vec![Value::Int(1), Value::Null]), "[1,null]"),
            (object, r#"{"a\"":null,"b":false}"#),
        ] {
            assert_eq!(String::from_utf8_lossy(&write(&value)), text);
        }
        // Only what must be escaped takes more room than it has bytes.
        for (text, room) in [("", 2), (" !~é", 7), ("\u{1f}", 8), ("\"\\", 14)] {
            assert_eq!(room_for_text(text), room, "{text:?}");
        }
        let list = |items: usize| Value::List(vec![Value::text(""); items]);
        assert_eq!([list(0), list(1), list(2)].map(|list| room_for(&list)), [2, 5, 8]);
        let object = |members: usize| Value::Object(vec![("".into(), Value::text("")); members]);
        assert_eq!([object(0), object(1), object(2)].map(|object| room_for(&object)), [2, 8, 14]);
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,9}|[eE][+-]?[0-9]{1,4})"
                .prop_map(|text| number(&text)),
            any::<String>().prop_map(|text| Value::text(&text)),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::List),
                prop::collection::vec(
                    (any::<String>().prop_map(String::into_boxed_str), inner),
                    0..8
                )
                .prop_map(Value::Object),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value in any_value()) {
            let bytes = write(&value);
            prop_assert!(bytes.capacity() == room_for(&value), "the buffer grew and left a copy behind");
            prop_assert!(parse(&bytes) == Ok(value));
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _result = parse(&bytes);
        }

        #[test]
        fn no_text_of_json_characters_panics(text in r#"[\[\]{}",:\\u0-9a-f.eE+\- ]{0,60}"#) {
            let _result = parse(text.as_bytes());
        }
    }
}
