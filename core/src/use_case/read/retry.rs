//! The time after which a request may be sent again.

use crate::digits::number;
use crate::text::{cut, is_digits};
use crate::value::Value;

/// Returns the seconds to wait that `extensions.rateLimit` names. Every response may have a
/// `rateLimit`; only one with a time to wait means a refusal. The longest of several times counts,
/// because the request has to fit into every limit.
pub fn limit_of(body: &Value) -> Option<u32> {
    let limit = body.at("extensions.rateLimit")?;
    let mut longest = None;
    for path in ["retryAfter", "count.retryAfter", "complexity.retryAfter"] {
        longest = longest.max(match limit.at(path) {
            Some(&Value::Int(seconds @ 0..)) => Some(u32::try_from(seconds).unwrap_or(u32::MAX)),
            Some(Value::Text(text) | Value::Number(text)) => seconds_of(text),
            _ => None,
        });
    }
    longest
}

/// Reads a number of seconds: the form of `Retry-After` in RFC 9110 (section 10.2.3), or a decimal
/// fraction, which some servers write. A fraction is rounded up; a number that is too large is
/// `u32::MAX`.
pub fn seconds_of(text: &str) -> Option<u32> {
    let (whole, fraction) = cut(text.trim_ascii(), b'.');
    if whole.is_empty() || !is_digits(whole) || fraction.is_some_and(|rest| !is_digits(rest)) {
        return None;
    }
    let is_more = fraction.is_some_and(|rest| rest.bytes().any(|digit| digit != b'0'));
    let seconds = number(whole.as_bytes()).and_then(|whole| u32::try_from(whole).ok());
    Some(seconds.unwrap_or(u32::MAX).saturating_add(is_more.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::use_case::read::tests::pin;

    #[test]
    fn when_to_try_again_comes_from_the_body_or_the_header() {
        let after = |body: &str| pin(429, body).err().and_then(|failure| failure.retry_after);
        assert_eq!(after(""), Some(7));
        assert_eq!(after(r#"{"extensions":{"rateLimit":{"retryAfter":3}}}"#), Some(3));
        assert_eq!(
            after(r#"{"extensions":{"rateLimit":{"count":{"retryAfter":2,"limit":20}}}}"#),
            Some(2)
        );
        assert_eq!(after(r#"{"extensions":{"rateLimit":{"retryAfter":-1}}}"#), Some(7));
        for (given, seconds) in [
            ("1.2", 2),
            ("2.0", 2),
            ("0.001", 1),
            ("\"3\"", 3),
            ("\"2.5\"", 3),
            ("0", 0),
            ("99999999999", u32::MAX),
            // The header counts because these are no numbers of seconds.
            ("\"soon\"", 7),
            ("null", 7),
            ("1e3", 7),
        ] {
            let body = format!(r#"{{"extensions":{{"rateLimit":{{"retryAfter":{given}}}}}}}"#);
            assert_eq!(after(&body), Some(seconds), "{given}");
        }
        let both = r#"{"extensions":{"rateLimit":{"count":{"retryAfter":2},"complexity":{"retryAfter":9}}}}"#;
        assert_eq!(after(both), Some(9), "each limit has to be waited for");
    }

    #[test]
    fn every_temporary_failure_says_when_to_try_again() {
        let after = |status| pin(status, "").err().and_then(|failure| failure.retry_after);
        for status in [408, 429, 500, 502, 503, 504] {
            assert_eq!(after(status), Some(7), "{status}");
        }
        for status in [400, 401, 403, 404, 204] {
            assert_eq!(after(status), None, "{status}");
        }
    }

    #[test]
    fn a_number_of_seconds_is_read_and_rounded_up() {
        for (text, seconds) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("1.5", Some(2)),
            ("1.0", Some(1)),
            ("1.", Some(1)),
            ("4294967295", Some(u32::MAX)),
            ("4294967295.5", Some(u32::MAX)),
            ("4294967296", Some(u32::MAX)),
            ("99999999999999999999999", Some(u32::MAX)),
            ("", None),
            (".5", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            ("1,5", None),
            ("1.5.5", None),
            ("1 2", None),
            ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ] {
            assert_eq!(seconds_of(text), seconds, "{text:?}");
        }
    }
}
