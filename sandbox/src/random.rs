//! Values that nobody can guess.

use rand::RngCore;
use rand::rngs::OsRng;

use crate::text::hex;

/// Takes random bytes from the operating system.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// Makes a version 4 UUID, the form of request ids.
pub fn uuid() -> String {
    let mut b = bytes::<16>();
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    let h = hex(&b);
    format!("{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])
}

/// Makes an opaque id of the API's newer form: a prefix for the kind, an underscore, and 32
/// hexadecimal digits.
pub fn id(prefix: &str) -> String {
    format!("{prefix}_{}", hex(&bytes::<16>()))
}
