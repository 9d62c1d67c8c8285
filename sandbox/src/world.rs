//! Everything the origins share.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::addresses::Addresses;
use crate::cli::{CreateTokens, Environment};
use crate::clock::Clock;
use crate::errors::StoreError;
use crate::faults::Faults;
use crate::faults::line::Lines;
use crate::graphql::ApiSchema;
use crate::keyed::Keyed;
use crate::pin::Hasher;
use crate::rate_limit::RateLimits;
use crate::requests::RequestLog;
use crate::store::Store;
use crate::store::account_holders::TaxNumbers;
use crate::token::signer::Signer;

/// Shared by all origins; each request gets a clone of the [`Arc`].
pub struct World {
    /// Which of the API's environments it stands in for.
    pub environment: Environment,
    /// Where each origin is.
    pub addresses: Addresses,
    /// The API key of the one organization.
    pub api_key: String,
    /// What time it is.
    pub clock: Clock,
    /// What is remembered.
    pub store: Store,
    /// Signs client tokens.
    pub signer: Signer,
    /// Keyed hashes of tax numbers and of upload addresses.
    pub keyed: Keyed,
    /// Hashes PINs.
    pub pins: Hasher,
    /// Who asked how much.
    pub limits: RateLimits,
    /// Which client tokens may create account holders.
    pub create_tokens: CreateTokens,
    /// Whether account holders are created with unique tax numbers only, now and after a reset.
    pub unique_tax_numbers: AtomicBool,
    pub unique_tax_numbers_at_start: bool,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// How far a client gets.
    pub lines: Lines,
    /// Who asked what.
    pub requests: RequestLog,
    /// The GraphQL schema.
    pub schema: ApiSchema,
    /// Folders that are served.
    pub folders: Folders,
}

/// Folders that are served.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The customer's pages.
    pub www: PathBuf,
    /// The npm package.
    pub package: PathBuf,
    /// Uploaded documents.
    pub files: PathBuf,
}

/// A handle on the world.
pub type Shared = Arc<World>;

impl World {
    /// Whether two account holders may have the same tax number.
    pub fn tax_numbers(&self) -> TaxNumbers {
        if self.unique_tax_numbers.load(Ordering::Relaxed) {
            TaxNumbers::Unique
        } else {
            TaxNumbers::Shared
        }
    }

    /// Everything as it was at the start, but the signing key and the API key.
    pub async fn reset(&self) -> Result<(), StoreError> {
        self.clock.set_offset(0);
        self.store.seed(&self.keyed, self.clock.now()).await?;
        self.unique_tax_numbers.store(self.unique_tax_numbers_at_start, Ordering::Relaxed);
        self.limits.clear();
        self.faults.clear();
        self.requests.clear();
        Ok(())
    }
}
