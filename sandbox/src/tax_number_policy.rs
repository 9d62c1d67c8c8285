//! Whether two account holders may have the same tax number: the one setting of the command line
//! that a control changes while the sandbox runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::store::account_holders::TaxNumbers;

/// The policy for new account holders. Clones share it.
#[derive(Debug, Clone)]
pub struct TaxNumberPolicy {
    unique: Arc<AtomicBool>,
    unique_at_start: bool,
}

impl TaxNumberPolicy {
    /// A policy that is `unique` now and after each reset.
    pub fn new(unique: bool) -> Self {
        Self { unique: Arc::new(unique.into()), unique_at_start: unique }
    }

    /// The policy as it is now.
    pub fn current(&self) -> TaxNumbers {
        if self.unique.load(Ordering::Relaxed) { TaxNumbers::Unique } else { TaxNumbers::Shared }
    }

    /// Changes the policy until the next reset.
    pub fn set_unique(&self, unique: bool) {
        self.unique.store(unique, Ordering::Relaxed);
    }

    /// Goes back to the policy of the command line.
    pub fn reset(&self) {
        self.set_unique(self.unique_at_start);
    }
}
