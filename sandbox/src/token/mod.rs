//! Client tokens: short-lived JWTs that let a browser do one thing to one object.
//!
//! * [`scope`] what a token may be allowed to do, and the claim that says so
//! * [`claims`] the claims of a token
//! * [`signer`] the key: signs tokens and checks them
//!
//! A token is minted by [`mint`] and shown to [`admit`], which also burns the single-use ones.

pub mod claims;
pub mod scope;
pub mod signer;

use crate::clock::iso;
use crate::errors::StoreError;
use crate::text::sha256;
use crate::world::World;
use claims::Claims;
use scope::Grant;

/// How long a client token lives unless a test wants it otherwise: what most documentation pages
/// say. (The schema says fifteen minutes in one place; a client goes by `expirationDate`.)
pub const LIFETIME_SECONDS: i64 = 600;

/// How often a token may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// As often as one likes until it expires.
    UntilExpiration,
    /// Once, even if that request fails.
    SingleUse,
}

impl Usage {
    /// As `ClientTokenUsage` has it.
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
    /// When it expires, as `ClientToken.expirationDate` has it.
    pub fn expiration_date(&self) -> String {
        iso(self.expires_at)
    }
}

/// A client token that was shown and found good.
#[derive(Debug, Clone)]
pub struct ClientToken {
    /// What it allows.
    pub grants: Vec<Grant>,
    /// Whose requests count together against the rate limit.
    pub subject: String,
}

impl ClientToken {
    /// Whether the token allows this to this object.
    pub fn allows(&self, permission: scope::Permission, resource: &str) -> bool {
        self.grants.iter().any(|grant| grant.permission == permission && grant.resource == resource)
    }

    /// Whether the token is about this object at all.
    pub fn names(&self, resource: &str) -> bool {
        self.grants.iter().any(|grant| grant.resource == resource)
    }
}

/// Why a client token is not taken. All of them end in 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not a JWT of this issuer.
    Invalid,
    /// Its time is over.
    Expired,
    /// It was for a single use and that is past.
    Used,
}

/// Makes a token and remembers it.
pub async fn mint(
    world: &World,
    grants: &[Grant],
    usage: Usage,
    lifetime: i64,
) -> Result<Minted, StoreError> {
    let now = world.clock.now_seconds();
    let claims = Claims::new(world.environment.name(), now, now.saturating_add(lifetime), grants);
    let value =
        world.signer.sign(&claims).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    world.store.remember_token(sha256(&value), usage.name(), claims.exp).await?;
    Ok(Minted { value, expires_at: claims.exp, usage })
}

/// Takes a token that a client shows, or says why not. From here on a single-use token is burned.
pub async fn admit(world: &World, token: &str) -> Result<Result<ClientToken, Refusal>, StoreError> {
    use crate::store::tokens::Redemption;

    let Some(claims) = world.signer.check(token) else { return Ok(Err(Refusal::Invalid)) };
    let now = world.clock.now_seconds();
    if now >= claims.exp {
        return Ok(Err(Refusal::Expired));
    }
    let hash = sha256(token);
    Ok(match world.store.redeem_token(hash.clone(), now).await? {
        Redemption::Accepted => {
            let grants = claims.grants();
            Ok(ClientToken { subject: subject(&grants, hash), grants })
        }
        Redemption::Burned => Err(Refusal::Used),
        Redemption::Ended => Err(Refusal::Expired),
        Redemption::Unknown => Err(Refusal::Invalid),
    })
}

/// Tokens for the same object share one allowance: minting more of them buys no more requests. A
/// token that is for no object (it tokenizes a new person) has its own.
fn subject(grants: &[Grant], hash: String) -> String {
    grants
        .iter()
        .find(|grant| grant.permission.is_about_an_object())
        .map_or(hash, |grant| grant.resource.clone())
}
