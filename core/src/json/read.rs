//! Reads JSON.

use zeroize::Zeroizing;

use crate::digits;
use crate::text::cut;
use crate::value::Value;

/// The deepest nesting that [`parse`] reads. The answers to Sordino's documents are far less deep.
pub const MAX_DEPTH: usize = 32;

/// The text is not JSON, or is nested deeper than [`MAX_DEPTH`]. The position is not reported
/// because no user could do anything with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotJson;

/// Reads the one JSON value that `bytes` consists of; only white space may surround it.
///
/// # Errors
///
/// [`NotJson`] for anything that RFC 8259 does not allow, and for nesting deeper than
/// [`MAX_DEPTH`].
pub fn parse(bytes: &[u8]) -> Result<Value, NotJson> {
    // One check of all bytes: every string between two quotes is then known to be UTF-8.
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

    /// Skips white space.
    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Skips the next byte if it is `byte`, and returns whether it was.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Skips `word`, which means `value`.
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
        // Finds the closing quote first. An unescaped text is never longer than its source, so a
        // buffer of the source's length never grows and leaves no unwiped copy behind.
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

    /// Skips decimal digits and returns their number.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }
}

/// Decodes the escape sequence at the start of `source`, which begins after the backslash. Returns
/// the character and the length of the sequence in bytes.
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

/// Reads four hexadecimal digits at byte `at`.
fn hex4(source: &str, at: usize) -> Result<u32, NotJson> {
    let digits = source.as_bytes().get(at..at + 4).ok_or(NotJson)?;
    digits
        .iter()
        .try_fold(0, |code, &digit| Ok(code * 16 + (digit as char).to_digit(16).ok_or(NotJson)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tests::{number, object};

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
        let objects = |depth: usize| format!("{}0{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert!(parse(objects(MAX_DEPTH).as_bytes()).is_ok());
        assert!(parse(objects(MAX_DEPTH + 1).as_bytes()).is_err());
    }
}
