//! The environment of the API that the sandbox imitates, and its policy for client tokens.

use clap::ValueEnum;

use crate::random;
use crate::text::hex;

/// Which client tokens may create persons, businesses and authorized users.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CreateTokens {
    /// Those that may tokenize them
    #[default]
    Tokenize,
    /// None: the browser tokenizes, and only the server creates, with the token
    None,
}

/// An environment of the API.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// Keys begin with `sk_test_`; half of live's limits; answers introspection
    #[default]
    Test,
    /// Keys begin with `sk_live_`; no introspection
    Live,
}

impl Environment {
    /// The environment's name in API keys and client tokens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Live => "live",
        }
    }

    /// Makes a new API key.
    pub fn new_api_key(self) -> String {
        format!("sk_{}_{}", self.name(), hex(&random::bytes::<24>()))
    }
}
