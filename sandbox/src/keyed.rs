//! Hashes under a secret key. Social security and employer identification numbers are kept only so:
//! enough to find a duplicate, and to answer a test whether it is the number it typed. The
//! addresses of uploads are signed so.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::text::hex;

/// HMAC-SHA-256 under a key of this database.
pub struct Keyed {
    mac: Hmac<Sha256>,
}

impl Keyed {
    /// Of a key of any length.
    pub fn new(key: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(key).ok().map(|mac| Self { mac })
    }

    /// The hash of a text, for one purpose: the same text for another purpose has another hash.
    pub fn hash(&self, purpose: &str, text: &str) -> String {
        let mut mac = self.mac.clone();
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}
