//! Decimal digits of any script.

/// The zero of every run of ten decimal digits (general category Nd, Unicode 16.0), in order; nine follow each.
const ZEROS: [u32; 76] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136,
    0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0,
    0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The ASCII digit that `character` stands for, if it is a decimal digit of any script.
pub fn to_ascii_digit(character: char) -> Option<char> {
    let code = u32::from(character);
    let next = ZEROS.partition_point(|&zero| zero <= code);
    let value = code - ZEROS.get(next.checked_sub(1)?)?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_many_scripts() {
        for (text, ascii) in [
            ("0123456789", "0123456789"),
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
            ("०१२३४५६७८९", "0123456789"),
            ("๐๑๒๓๔๕๖๗๘๙", "0123456789"),
            ("0123456789", "0123456789"),
            ("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟘", "01234567890"),
        ] {
            let mapped: Option<String> = text.chars().map(to_ascii_digit).collect();
            assert_eq!(mapped.as_deref(), Some(ascii));
        }
    }

    #[test]
    fn what_looks_like_a_digit_is_not_one() {
        for character in ['a', '/', ':', '²', '½', '①', '五', '😀', '\u{0}', '\u{10ffff}', 'Ⅳ'] {
            assert_eq!(to_ascii_digit(character), None, "{character}");
        }
    }

    #[test]
    fn the_table_is_in_order_and_agrees_with_the_standard_library() {
        assert!(ZEROS.windows(2).all(|pair| pair[0] + 9 < pair[1]));
        // The library's `is_numeric` covers Nd and more: each of ours must be in it.
        for zero in ZEROS {
            for code in zero..zero + 10 {
                let character = char::from_u32(code);
                // Unicode 16 and later additions may be unknown to an older library: those are of the last planes.
                assert!(character.is_some_and(char::is_numeric) || code > 0x10d00, "{code:x}");
            }
        }
    }
}
