//! Base64 with the alphabet of URLs and without padding (RFC 4648, section 5), read. The crate
//! `base64` reads every alphabet, fast: with that it is a kilobyte more in the wasm.

use zeroize::Zeroizing;

/// The bytes that `text` stands for; `None` for another alphabet, for padding, and where bits are
/// left that are no byte (RFC 4648, section 3.5).
pub(crate) fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    // Never moved: growing would leave copies of what may be a secret.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3 + 3));
    // What is read and is not a whole byte yet, and how many bits that is.
    let (mut rest, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        rest = rest << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            #[expect(clippy::cast_possible_truncation, reason = "`rest` has `count` and 8 bits")]
            bytes.push((rest >> count) as u8);
            rest &= (1 << count) - 1;
        }
    }
    (count < 6 && rest == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_read_as_the_crate_does(text in "[A-Za-z0-9_-]{0,9}|[A-D=+/.ä_-]{0,6}") {
            let read = decode(&text).map(|bytes| bytes.to_vec());
            prop_assert_eq!(read, URL_SAFE_NO_PAD.decode(&text).ok());
        }

        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..50)) {
            let text = URL_SAFE_NO_PAD.encode(&bytes);
            prop_assert_eq!(decode(&text).map(|read| read.to_vec()), Some(bytes));
        }
    }
}
