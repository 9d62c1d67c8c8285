//! Values nobody can guess.

use rand::RngCore;
use rand::rngs::OsRng;

use crate::text::hex;

/// Bytes from the operating system.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// A version 4 UUID, as request ids are written.
pub fn uuid() -> String {
    let mut b = bytes::<16>();
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    let h = hex(&b);
    format!("{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])
}

/// An opaque id of the API's newer form: a prefix that tells the kind, an underscore, and 32 hex
/// digits.
pub fn id(prefix: &str) -> String {
    format!("{prefix}_{}", hex(&bytes::<16>()))
}
