//! The claims of a client token, named as in the public samples.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::scope::{Grant, Permission};
use crate::random;

/// The audience of the tokens.
pub const AUDIENCE: &str = "sandbox.test.api.sordino.example";
/// The issuer of the tokens.
pub const ISSUER: &str = "sandbox.auth.sordino.example";
/// The one organization of the sandbox.
pub const ORGANIZATION: &str = "og_5d1c2f8e7ab94036b1e0d4c7f3a2968b";

/// The claims of a client token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    pub aud: String,
    /// The organization.
    pub org: String,
    /// The region.
    pub reg: String,
    pub appid: String,
    pub iss: String,
    /// The tenant.
    pub tn: String,
    pub exp: i64,
    pub env: String,
    pub iat: i64,
    /// A unique id, which is not in the samples. Without it two tokens of the same second would be
    /// equal, and using one would use up both.
    pub jti: String,
    /// The permissions: one claim for each.
    #[serde(flatten)]
    pub scope: BTreeMap<String, Value>,
}

impl Claims {
    /// Creates the claims of a token for these grants.
    pub fn new(environment: &str, iat: i64, exp: i64, grants: &[Grant]) -> Self {
        let mut scope: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for grant in grants {
            scope
                .entry(grant.permission.claim().to_owned())
                .or_default()
                .push(grant.entry().into());
        }
        Self {
            aud: AUDIENCE.to_owned(),
            org: ORGANIZATION.to_owned(),
            reg: "USA".to_owned(),
            appid: "sordino-sandbox".to_owned(),
            iss: ISSUER.to_owned(),
            tn: "sandbox".to_owned(),
            exp,
            env: environment.to_owned(),
            iat,
            jti: random::uuid(),
            scope: scope
                .into_iter()
                .map(|(claim, entries)| (claim, Value::Array(entries)))
                .collect(),
        }
    }

    /// Reads the grants. Unknown claims and entries are ignored.
    pub fn grants(&self) -> Vec<Grant> {
        let mut grants = Vec::new();
        for (claim, entries) in &self.scope {
            let Some(permission) = Permission::of_claim(claim) else { continue };
            let entries = entries.as_array().into_iter().flatten().filter_map(Value::as_str);
            grants.extend(entries.filter_map(|entry| Grant::from_entry(permission, entry)));
        }
        grants
    }
}
