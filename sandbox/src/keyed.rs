//! Hashes under a secret key.
//!
//! The sandbox stores social security and employer identification numbers only as such hashes. They
//! suffice to find a duplicate, and to tell a test whether a number is the one it typed. Upload
//! addresses are signed with them too.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::text::hex;

/// HMAC-SHA-256 under the key of one database.
#[derive(Clone)]
pub struct Keyed {
    mac: Hmac<Sha256>,
}

impl Keyed {
    /// Creates it from a key of any length.
    pub fn new(key: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(key).ok().map(|mac| Self { mac })
    }

    /// Hashes a text for one purpose. Another purpose gives the same text another hash.
    pub fn hash(&self, purpose: &str, text: &str) -> String {
        let mut mac = self.mac.clone();
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}
