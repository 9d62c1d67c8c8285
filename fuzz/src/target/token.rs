//! A client token as a page gives it: `{"token": "…", "expirationDate": "…"}`, or `claims` instead
//! of `token`, from which a JWT is made. An input that is not JSON is the token itself.
//!
//! 1. An accepted token can be put into a header unchanged: RFC 6750's `b64token`, at most 8 KiB,
//!    no API key.
//! 2. The token is sent unchanged, and ends when its claims say so.
//! 3. The printed token and the printed refusal contain nothing of the token.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sordino_core::json;
use sordino_core::time::Seconds;
use sordino_core::token::{ClientToken, MAX_LENGTH, TokenError, Usage};
use sordino_core::value::Value;
use zeroize::Zeroizing;

use super::tree;

pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    vec![
        "token",
        "claims",
        "expirationDate",
        "exp",
        "iat",
        "aud",
        "sub",
        "scope",
        "2026-11-24T20:05:00Z",
        "2026-11-24T20:05:00.123+05:30",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:60Z",
        "sk_live_",
        "eyJhbGciOiJSUzI1NiJ9",
        ".e30.",
        "=",
        "==",
        "~",
        "+/",
    ]
});

/// 2026-11-24.
const NOW: Seconds = 1_795_550_400;

pub fn run(input: &[u8]) -> bool {
    let given = tree::of(input).unwrap_or_else(|| {
        Value::Object(vec![("token".into(), Value::text(&String::from_utf8_lossy(input)))])
    });
    let claims = given.get("claims");
    let value = match claims {
        Some(claims) => {
            let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            format!("{}.{}.c2ln", encode(br#"{"alg":"RS256"}"#), encode(&json::write(claims)))
        }
        None => tree::text(&given, "token").unwrap_or_default().to_owned(),
    };
    let date = tree::text(&given, "expirationDate");
    let token = match ClientToken::new(Zeroizing::new(value.clone()), date, Usage::default(), NOW) {
        Ok(token) => token,
        Err(error) => {
            let why = ["Empty", "TooLong", "ControlCharacter", "NotToken68", "ApiKey"];
            assert!(
                why.contains(&format!("{error:?}").as_str()),
                "the error prints more than its reason"
            );
            assert_eq!(error == TokenError::Empty, value.trim().is_empty());
            return false;
        }
    };
    assert!(
        is_header_safe(&value) && value.len() <= MAX_LENGTH && !value.starts_with("sk_"),
        "an unsafe token is accepted"
    );
    assert_eq!(token.expose(), value);
    assert_eq!(format!("{token:?}"), "ClientToken(_)");
    if let Some(end) = claims.and_then(|claims| claims.get("exp")?.as_int()) {
        assert_eq!(token.expires(), end);
    }
    assert!(
        token.is_expired(token.expires()) && !token.is_expired(token.expires().saturating_sub(1))
            || token.expires() == Seconds::MIN
    );
    true
}

/// Checks for `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`.
fn is_header_safe(value: &str) -> bool {
    let body = value.trim_end_matches('=');
    !body.is_empty() && body.chars().all(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c))
}
