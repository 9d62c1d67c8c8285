//! Decimal digits of any script, and numbers made of ASCII digits.

use zeroize::Zeroizing;

/// The zero of every run of ten decimal digits (general category Nd, Unicode 16.0), in order. The
/// nine other digits of a run follow its zero.
const ZEROS: [u32; 76] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The distance from each zero to the next. A distance takes half the bytes of the zero itself.
#[expect(clippy::cast_possible_truncation, reason = "checked beside it, when it is compiled")]
const STEPS: [u16; ZEROS.len()] = {
    let mut steps = [0; ZEROS.len()];
    let (mut at, mut last) = (0, 0);
    while at < ZEROS.len() {
        steps[at] = (ZEROS[at] - last) as u16;
        assert!(steps[at] as u32 == ZEROS[at] - last, "a step is too long");
        last = ZEROS[at];
        at += 1;
    }
    steps
};

/// Returns the ASCII digit for a decimal digit of any script, and `None` for any other character.
///
/// # Examples
///
/// ```
/// use sordino_core::digits::to_ascii_digit;
///
/// assert_eq!(to_ascii_digit('٣'), Some('3'));
/// assert_eq!(to_ascii_digit('½'), None);
/// ```
pub fn to_ascii_digit(character: char) -> Option<char> {
    let mut value = u32::from(character);
    for &step in &STEPS {
        let Some(beyond) = value.checked_sub(step.into()) else { break };
        value = beyond;
    }
    // A character before the first zero keeps its value; it is no digit, whatever that value is.
    char::from_digit(value, 10).filter(|_| character >= '0')
}

/// Parses ASCII digits as a number. Takes 1 to 19 digits, because 19 digits always fit into a
/// `u64`.
pub fn number(digits: &[u8]) -> Option<u64> {
    if !(1..=19).contains(&digits.len()) {
        return None;
    }
    let mut number = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    Some(number)
}

/// Writes a number as text, with zeros in front up to `width` digits. `to_string` would leave
/// copies of the digits in memory and bring half of the standard library's formatting into the
/// wasm.
///
/// # Examples
///
/// ```
/// use sordino_core::digits::decimal;
///
/// assert_eq!(*decimal(7, 2), "07");
/// ```
pub fn decimal(number: u64, width: usize) -> Zeroizing<String> {
    fn push(number: u64, width: usize, text: &mut String) {
        if number > 9 || width > 1 {
            push(number / 10, width.saturating_sub(1), text);
        }
        text.extend(char::from_digit((number % 10) as u32, 10));
    }
    let mut text = Zeroizing::new(String::with_capacity(20));
    push(number, width, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn characters_that_look_like_digits_are_not_digits() {
        for character in ['a', '/', ':', '²', '½', '①', '五', '😀', '\u{0}', '\u{10ffff}', 'Ⅳ']
        {
            assert_eq!(to_ascii_digit(character), None, "{character}");
        }
    }

    #[test]
    fn the_table_is_in_order_and_agrees_with_the_standard_library() {
        assert!(ZEROS.windows(2).all(|pair| pair[0] + 9 < pair[1]));
        // The library's `is_numeric` covers Nd and more, so each of these digits must be in it.
        for zero in ZEROS {
            for code in zero..zero + 10 {
                let character = char::from_u32(code);
                // An older library may not know the digits of Unicode 16 and later, which are in
                // the last planes.
                assert!(character.is_some_and(char::is_numeric) || code > 0x10d00, "{code:x}");
            }
        }
    }

    proptest! {
        #[test]
        fn numbers_are_read_and_written_as_the_standard_library_does(value in any::<u64>(), width in 0_usize..8) {
            prop_assert_eq!(&*decimal(value, width), &format!("{value:0width$}"));
            prop_assert_eq!(number(decimal(value / 10, 0).as_bytes()), Some(value / 10));
        }
    }

    #[test]
    fn invalid_numbers_are_refused() {
        for text in ["", "+1", "-1", "1a", "٣", "00000000000000000000"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
    }
}
