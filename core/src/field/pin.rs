//! A payment card's PIN: exactly four digits (`SetPinForPaymentCardInput.newPin` of the schema). No
//! pattern is banned there, so none is here: `1234` is the API's own example.

use zeroize::Zeroizing;

use super::{FieldKind, Input, PLAIN, mapped};
use crate::digits::to_ascii_digit;
use crate::error::FieldCode;
use crate::text::is_digits;
use crate::time::Days;
use crate::word::Word;

/// How many digits a PIN has.
const LENGTH: usize = 4;

/// The PIN.
pub const INPUT: Input = Input {
    rule,
    tidy,
    hint: Word::PinRule,
    // `autocomplete` stays off, and is not `new-password`: a password manager would offer to keep
    // it.
    inputmode: "numeric",
    masked: true,
    // Longer than a PIN, so that one digit too many is an error that is seen and not a digit that
    // vanishes.
    max_length: 12,
    ..PLAIN
};

/// The PIN once more.
pub const REPEATED: Input = Input { repeats: Some((FieldKind::Pin, "pinConfirm")), ..INPUT };

/// Digits of any script as ASCII; blanks and invisible format characters, which come with a paste,
/// are dropped. What else was typed stays, so that it can be seen and corrected.
fn tidy(typed: &str) -> Zeroizing<String> {
    mapped(typed, |character| {
        (!is_invisible(character)).then_some(to_ascii_digit(character).unwrap_or(character))
    })
}

fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn rule(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let pin = tidy(typed);
    if !is_digits(&pin) {
        return Err(FieldCode::Invalid);
    }
    match pin.len() {
        0 => Err(FieldCode::Missing),
        LENGTH => Ok(pin),
        1..LENGTH => Err(FieldCode::Incomplete),
        _ => Err(FieldCode::TooLong),
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use proptest::prelude::*;

    use super::super::tests::Table;

    pub const TABLES: &[Table] = &[Table(
        &[FieldKind::Pin, FieldKind::PinConfirm],
        "schema: SetPinForPaymentCardInput.newPin, exactly four digits",
        &[
            ("1234", "1234"),
            ("0000", "0000"),
            ("٠١٢٣", "0123"),
            ("۷۸۹۰", "7890"),
            ("1234", "1234"),
            ("१2٣4", "1234"),
            (" 12 34 ", "1234"),
            ("\u{200e}1234\u{200f}", "1234"),
            ("𝟏𝟐𝟑𝟒", "1234"),
        ],
        &[
            ("\u{200b}", FieldCode::Missing),
            ("1", FieldCode::Incomplete),
            ("123", FieldCode::Incomplete),
            ("12345", FieldCode::TooLong),
            ("123a", FieldCode::Invalid),
            ("abcd", FieldCode::Invalid),
            ("12-34", FieldCode::Invalid),
            ("12😀34", FieldCode::Invalid),
            ("²²²²", FieldCode::Invalid),
            ("一二三四", FieldCode::Invalid),
            ("-123", FieldCode::Invalid),
            ("1.23", FieldCode::Invalid),
        ],
    )];

    #[test]
    fn the_state_tells_nothing_of_the_content() {
        assert_eq!(INPUT.state("", 0), State { empty: true, complete: false, code: None });
        assert_eq!(INPUT.state("1", 0), INPUT.state("987", 0));
        assert_eq!(INPUT.state("1234", 0), INPUT.state("0000", 0));
    }

    use super::super::State;

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing_and_never_the_outcome(typed in ".{0,20}") {
            let once = tidy(&typed);
            prop_assert_eq!(&*tidy(&once), &*once);
            prop_assert_eq!(INPUT.read(&once, 0), INPUT.read(&typed, 0));
        }

        #[test]
        fn every_four_digits_are_taken(pin in "[0-9]{4}") {
            prop_assert_eq!(INPUT.read(&pin, 0), Ok(Zeroizing::new(pin)));
        }
    }
}
