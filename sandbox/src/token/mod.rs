//! Client tokens: short-lived JWTs that let a browser do one thing to one object.
//!
//! * [`scope`] permissions, and the claims that carry them
//! * [`claims`] the claims of a token
//! * [`signer`] the key that signs tokens and checks signatures
//!
//! [`Tokens::mint`] makes a token. [`Tokens::admit`] checks it with each request, and uses up a
//! single-use one.

pub mod claims;
pub mod scope;
pub mod signer;

use std::sync::Arc;

use crate::clock::{Clock, iso};
use crate::environment::Environment;
use crate::errors::StoreError;
use crate::store::Store;
use crate::store::tokens::Redemption;
use crate::text::sha256;
use claims::Claims;
use scope::Grant;
use signer::Signer;

/// How long a client token lives, unless a test wants another time. Most pages of the documentation
/// say ten minutes; the schema says fifteen in one place. A client goes by `expirationDate`.
pub const LIFETIME_SECONDS: i64 = 600;

/// How often a client token may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Any number of times until it expires.
    UntilExpiration,
    /// Once, even if that request fails.
    SingleUse,
}

impl Usage {
    /// The value of `ClientTokenUsage`.
    pub fn name(self) -> &'static str {
        match self {
            Self::UntilExpiration => "UNTIL_EXPIRATION",
            Self::SingleUse => "SINGLE_USE",
        }
    }
}

/// A token that was just minted.
pub struct Minted {
    /// The compact JWT.
    pub value: String,
    /// When it expires, in seconds since 1970.
    pub expires_at: i64,
    /// How often it may be used.
    pub usage: Usage,
}

impl Minted {
    /// The value of `ClientToken.expirationDate`.
    pub fn expiration_date(&self) -> String {
        iso(self.expires_at)
    }
}

/// A client token that was checked and accepted.
#[derive(Debug, Clone)]
pub struct ClientToken {
    /// The permissions that it carries.
    pub grants: Vec<Grant>,
    /// The key under which the rate limit counts the token's requests.
    pub subject: String,
}

impl ClientToken {
    /// Whether the token has this permission on this object.
    pub fn allows(&self, permission: scope::Permission, resource: &str) -> bool {
        self.grants.iter().any(|grant| grant.permission == permission && grant.resource == resource)
    }

    /// Whether the token has any permission on this object.
    pub fn names(&self, resource: &str) -> bool {
        self.grants.iter().any(|grant| grant.resource == resource)
    }
}

/// Why a client token is refused. The answer is 401 for each reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not a JWT of this issuer.
    Invalid,
    /// The token has expired, or a test ended it.
    Expired,
    /// The token was for a single use and is used up.
    Used,
}

/// Mints client tokens and checks those that clients send.
#[derive(Clone)]
pub struct Tokens {
    signer: Arc<Signer>,
    store: Store,
    clock: Clock,
    environment: Environment,
}

impl Tokens {
    /// Tokens of one environment, signed with the database's key.
    pub fn new(signer: Signer, store: Store, clock: Clock, environment: Environment) -> Self {
        Self { signer: Arc::new(signer), store, clock, environment }
    }

    /// Makes a token that expires after `lifetime` seconds, and stores its hash.
    pub async fn mint(
        &self,
        grants: &[Grant],
        usage: Usage,
        lifetime: i64,
    ) -> Result<Minted, StoreError> {
        let now = self.clock.now_seconds();
        let expires_at = now.saturating_add(lifetime);
        let claims = Claims::new(self.environment.name(), now, expires_at, grants);
        let value =
            self.signer.sign(&claims).map_err(|error| StoreError::Unreadable(error.to_string()))?;
        self.store.remember_token(sha256(&value), usage.name(), claims.exp).await?;
        Ok(Minted { value, expires_at: claims.exp, usage })
    }

    /// Accepts a token that a client sends, or returns the reason why not. This uses a single-use
    /// token up.
    pub async fn admit(&self, token: &str) -> Result<Result<ClientToken, Refusal>, StoreError> {
        let Some(claims) = self.signer.check(token) else { return Ok(Err(Refusal::Invalid)) };
        let now = self.clock.now_seconds();
        if now >= claims.exp {
            return Ok(Err(Refusal::Expired));
        }
        let hash = sha256(token);
        Ok(match self.store.redeem_token(hash.clone(), now).await? {
            Redemption::Accepted => {
                let grants = claims.grants();
                Ok(ClientToken { subject: subject(&grants, hash), grants })
            }
            Redemption::UsedUp => Err(Refusal::Used),
            Redemption::Ended => Err(Refusal::Expired),
            Redemption::Unknown => Err(Refusal::Invalid),
        })
    }
}

/// Returns the key for the rate limit. Tokens for the same object share one limit, so that minting
/// more of them allows no more requests. A token that tokenizes a new person is for no object, and
/// has its own limit.
fn subject(grants: &[Grant], hash: String) -> String {
    grants
        .iter()
        .find(|grant| grant.permission.is_about_an_object())
        .map_or(hash, |grant| grant.resource.clone())
}
