//! The client token. It is sent as the page gave it, and read only for its times.
//!
//! 1. The value is sent unchanged in `Authorization: Bearer <value>`. It must be a `b64token` (RFC
//!    6750, section 2.1), or it could break out of the header.
//! 2. The token is opaque. If it looks like a compact JWT (RFC 7519), its `exp` and `iat` are read,
//!    which only decide when to ask for another token. The API judges the token. A deployment
//!    can ask for other claims as well (see [`crate::policy`]).
//! 3. Without `exp`, the given `expirationDate` counts. Without both, the token ends in ten
//!    minutes, the life that the API's guides give for most client tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::json;
use crate::named::named;
use crate::text::{cut, has, is_made_of};
use crate::time::{Seconds, parse_date_time};
use crate::value::Value;

/// The longest accepted token, in bytes. Common servers refuse a header beyond 8 KiB.
pub const MAX_LENGTH: usize = 8 * 1024;

/// The life of a token without any date, in seconds.
pub const DEFAULT_LIFETIME: Seconds = 600;

named! {
    /// How often a token may be used (`ClientTokenUsage` of the schema).
    #[derive(Default)]
    pub enum Usage {
        /// Any number of times until the token ends.
        #[default]
        UntilExpiration = "UNTIL_EXPIRATION",
        /// Once. A failed request uses the token up too.
        SingleUse = "SINGLE_USE",
    }
}

/// Why a text is no client token. No variant says anything of the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// The text is empty or only white space.
    Empty,
    /// The text has more than [`MAX_LENGTH`] bytes.
    TooLong,
    /// The text has a control character, such as a line break, which could end the header.
    ControlCharacter,
    /// The text has another character that is not in RFC 6750's `b64token`: a space, a quote, or
    /// anything beyond ASCII.
    NotToken68,
    /// The text is an API key of the customer's server, which no page may have.
    ApiKey,
}

/// A client token, wiped when dropped.
pub struct ClientToken {
    value: SecretString,
    issued: Seconds,
    expires: Seconds,
    usage: Usage,
}

impl std::fmt::Debug for ClientToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientToken(_)")
    }
}

impl ClientToken {
    /// Checks a token and reads its times. `value` is `ClientToken.value`; `now` is the time at
    /// which the page gave it.
    ///
    /// # Errors
    ///
    /// A [`TokenError`] if `value` is no client token.
    ///
    /// # Examples
    ///
    /// ```
    /// use sordino_core::token::{ClientToken, TokenError, Usage};
    ///
    /// let token = |value: &str| {
    ///     ClientToken::new(value.to_owned().into(), None, Usage::UntilExpiration, 0)
    /// };
    /// assert!(token("opaque").is_ok());
    /// assert_eq!(token("a b").err(), Some(TokenError::NotToken68));
    /// ```
    #[expect(
        clippy::needless_pass_by_value,
        reason = "taken, so that the caller's copy is wiped here"
    )]
    pub fn new(
        value: Zeroizing<String>,
        expiration_date: Option<&str>,
        usage: Usage,
        now: Seconds,
    ) -> Result<Self, TokenError> {
        check_value(&value)?;
        let claims = parse_claims(&value);
        let claim = |name: &str| claims.as_ref().and_then(|claims| claims.get(name)?.as_int());
        let expires = claim("exp")
            .or_else(|| expiration_date.and_then(parse_date_time))
            .unwrap_or_else(|| now.saturating_add(DEFAULT_LIFETIME));
        let issued = claim("iat").unwrap_or(now);
        Ok(Self { value: SecretString::from(value.as_str()), issued, expires, usage })
    }

    /// Returns the value, for the one `Authorization` header that it is meant for.
    pub fn expose(&self) -> &str {
        self.value.expose_secret()
    }

    /// Returns when the token ends, by the issuer's clock.
    pub fn expires(&self) -> Seconds {
        self.expires
    }

    /// Returns when the token was issued, by the issuer's clock; if it does not say, when the page
    /// gave it.
    pub fn issued(&self) -> Seconds {
        self.issued
    }

    /// Returns how often the token may be used.
    pub fn usage(&self) -> Usage {
        self.usage
    }

    /// Returns whether the token is a JWT with each of the `wanted` claims exactly once. A `wanted`
    /// entry is a claim's name and its text. Numbers and booleans are compared as JSON writes them;
    /// lists and objects never equal a text. The signature is not checked: that is the API's task.
    pub fn has_claims(&self, wanted: &[(Box<str>, Value)]) -> bool {
        let Some(Value::Object(claims)) = parse_claims(self.expose()) else { return false };
        wanted.iter().all(|(name, value)| {
            // Readers of JSON differ about which of two claims with one name counts.
            let mut found = claims.iter().filter(|(claim, _)| claim == name);
            let (claim, another) = (found.next(), found.next());
            claim.is_some_and(|(_, claim)| is_text(claim, value)) && another.is_none()
        })
    }

    /// Returns whether the token has ended at `now`.
    pub fn is_expired(&self, now: Seconds) -> bool {
        self.expires <= now
    }
}

fn check_value(value: &str) -> Result<(), TokenError> {
    if value.chars().all(char::is_whitespace) {
        return Err(TokenError::Empty);
    }
    if value.starts_with("sk_") {
        return Err(TokenError::ApiKey);
    }
    if value.len() > MAX_LENGTH {
        return Err(TokenError::TooLong);
    }
    // b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
    let padding = value.bytes().rev().take_while(|byte| *byte == b'=').count();
    let body = &value[..value.len() - padding];
    if body.is_empty() || !is_made_of(body, "-._~+/") {
        // Looked for only here, because no allowed character is a control character.
        let is_control = value.chars().any(char::is_control);
        return Err(if is_control { TokenError::ControlCharacter } else { TokenError::NotToken68 });
    }
    Ok(())
}

/// Reads the claims of a compact JWT. Any other token has none, which is no error.
fn parse_claims(value: &str) -> Option<Value> {
    let (_header, rest) = cut(value, b'.');
    let (claims, signature) = cut(rest?, b'.');
    if has(signature?, b'.') {
        return None;
    }
    json::parse(&Zeroizing::new(URL_SAFE_NO_PAD.decode(claims).ok()?)).ok()
}

/// Returns whether a claim equals the text `wanted`.
fn is_text(claim: &Value, wanted: &Value) -> bool {
    let Some(wanted) = wanted.as_text() else { return false };
    match claim {
        Value::Text(text) => **text == *wanted,
        Value::Bool(_) | Value::Int(_) => **json::write(claim) == *wanted.as_bytes(),
        // A number that is not whole can be written in more than one way.
        Value::Null | Value::Number(_) | Value::List(_) | Value::Object(_) => false,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const NOW: Seconds = 1_795_550_400;

    fn token(value: &str) -> Result<ClientToken, TokenError> {
        ClientToken::new(Zeroizing::new(value.to_owned()), None, Usage::UntilExpiration, NOW)
    }

    /// Makes a compact JWT with these claims and a signature that nobody checks.
    pub(crate) fn jwt(claims: &str) -> String {
        format!(
            "{}.{}.c2ln",
            URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256"}"#),
            URL_SAFE_NO_PAD.encode(claims)
        )
    }

    #[test]
    fn every_reason_for_refusing_a_token_has_its_own_error() {
        for (value, error) in [
            ("", TokenError::Empty),
            (" \n\t ", TokenError::Empty),
            ("abc\r\nX-Evil: 1", TokenError::ControlCharacter),
            ("abc\u{0}", TokenError::ControlCharacter),
            ("abc\u{85}", TokenError::ControlCharacter),
            ("abc def", TokenError::NotToken68),
            (" abc", TokenError::NotToken68),
            ("Bearer abc", TokenError::NotToken68),
            ("\"abc\"", TokenError::NotToken68),
            ("abc,def", TokenError::NotToken68),
            ("abc=def", TokenError::NotToken68),
            ("====", TokenError::NotToken68),
            ("töken", TokenError::NotToken68),
            ("a{b}", TokenError::NotToken68),
            ("sk_live_abc", TokenError::ApiKey),
        ] {
            assert_eq!(token(value).err(), Some(error), "{value:?}");
        }
        assert_eq!(token(&"a".repeat(MAX_LENGTH + 1)).err(), Some(TokenError::TooLong));
        assert!(token(&"a".repeat(MAX_LENGTH)).is_ok());
    }

    #[test]
    fn opaque_tokens_are_taken_and_sent_as_they_came() {
        for value in
            ["abc", "a-._~+/z==", "a.b", "a.b.c.d", "...", "not.base64!.x".trim_end_matches("!.x")]
        {
            let taken = token(value);
            assert_eq!(taken.as_ref().map(ClientToken::expose), Ok(value));
            assert_eq!(taken.map(|token| token.expires()), Ok(NOW + DEFAULT_LIFETIME));
        }
    }

    #[test]
    fn a_jwt_tells_its_own_end() {
        let taken = token(&jwt(r#"{"aud":"x","exp":1795551000,"iat":1795550100}"#)).ok();
        assert_eq!(
            taken.as_ref().map(|t| (t.issued(), t.expires())),
            Some((1_795_550_100, 1_795_551_000))
        );
        assert_eq!(
            taken.map(|t| (t.is_expired(1_795_550_999), t.is_expired(1_795_551_000))),
            Some((false, true))
        );
    }

    #[test]
    fn without_a_claim_the_given_date_counts_and_then_ten_minutes() {
        let with_date = |value: &str, date: &str| {
            ClientToken::new(Zeroizing::new(value.to_owned()), Some(date), Usage::SingleUse, NOW)
                .map(|t| t.expires())
        };
        assert_eq!(with_date("opaque", "2026-11-24T20:05:00Z"), Ok(NOW + 300));
        assert_eq!(with_date("opaque", "tomorrow"), Ok(NOW + DEFAULT_LIFETIME));
        assert_eq!(with_date(&jwt(r#"{"exp":"soon"}"#), "2026-11-24T20:05:00Z"), Ok(NOW + 300));
        assert_eq!(with_date(&jwt(r#"{"exp":1795550401}"#), "2026-11-24T20:05:00Z"), Ok(NOW + 1));
        assert_eq!(with_date(&jwt("not json"), "2026-11-24T20:05:00Z"), Ok(NOW + 300));
    }

    #[test]
    fn debug_prints_no_content() {
        assert_eq!(format!("{:?}", token("s3cret")), "Ok(ClientToken(_))");
        assert_eq!(format!("{:?}", token("s3cret\n")), "Err(ControlCharacter)");
    }
}
