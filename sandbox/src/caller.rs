//! The sender of a request to the API, by its Authorization header.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::errors::StoreError;
use crate::text::same_secret;
use crate::token::scope::Permission;
use crate::token::{ClientToken, Tokens};

/// A sender that the API knows.
#[derive(Debug, Clone)]
pub enum Caller {
    /// A server of the organization, with its API key.
    Server,
    /// A browser with a client token.
    Client(ClientToken),
}

impl Caller {
    /// Whether the caller has this permission on this object. A server has all of them; fields that
    /// only client tokens may read are checked elsewhere.
    pub fn allows(&self, permission: Permission, resource: &str) -> bool {
        match self {
            Self::Server => true,
            Self::Client(token) => token.allows(permission, resource),
        }
    }

    /// Whether the caller may learn that this object exists.
    pub fn may_see(&self, resource: &str) -> bool {
        match self {
            Self::Server => true,
            Self::Client(token) => token.names(resource),
        }
    }

    /// Whether the caller is a server with the API key.
    pub fn is_server(&self) -> bool {
        matches!(self, Self::Server)
    }

    /// The key under which the rate limit counts the caller's requests.
    pub fn subject(&self) -> String {
        match self {
            Self::Server => "api-key".to_owned(),
            Self::Client(token) => format!("client {}", token.subject),
        }
    }
}

/// Finds out who sends a request.
#[derive(Clone)]
pub struct Authenticator {
    api_key: String,
    tokens: Tokens,
}

impl Authenticator {
    /// An authenticator that knows one API key and the client tokens.
    pub fn new(api_key: String, tokens: Tokens) -> Self {
        Self { api_key, tokens }
    }

    /// Reads an Authorization header; `None` if it is missing or the API does not accept it. This
    /// uses a single-use token up.
    pub async fn identify(
        &self,
        authorization: Option<&str>,
    ) -> Result<Option<Caller>, StoreError> {
        let Some((scheme, value)) = authorization.and_then(|header| header.trim().split_once(' '))
        else {
            return Ok(None);
        };
        let value = value.trim();
        if scheme.eq_ignore_ascii_case("basic") {
            return Ok(is_api_key(value, &self.api_key).then_some(Caller::Server));
        }
        if scheme.eq_ignore_ascii_case("bearer") {
            return Ok(self.tokens.admit(value).await?.ok().map(Caller::Client));
        }
        Ok(None)
    }
}

/// Whether `basic` is the API key in one of its two documented forms: the base64 of `key:` (the
/// official SDK) or of `key` (the documentation's shell example).
fn is_api_key(basic: &str, api_key: &str) -> bool {
    let Some(decoded) = STANDARD.decode(basic).ok().and_then(|bytes| String::from_utf8(bytes).ok())
    else {
        return false;
    };
    same_secret(decoded.strip_suffix(':').unwrap_or(&decoded), api_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_documented_forms_of_the_api_key_are_accepted() {
        let basic = |text: &str| STANDARD.encode(text);
        assert!(is_api_key(&basic("sk_test_a:"), "sk_test_a"));
        assert!(is_api_key(&basic("sk_test_a"), "sk_test_a"));
        for other in ["sk_test_b:", "", ":", "sk_test_a:x", "sk_test_a::"] {
            assert!(!is_api_key(&basic(other), "sk_test_a"), "{other}");
        }
        assert!(!is_api_key("sk_test_a", "sk_test_a"));
    }
}
