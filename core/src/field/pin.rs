//! A payment card's PIN: exactly four digits (`SetPinForPaymentCardInput.newPin` of the schema).
//! The schema bans no pattern, so every PIN is allowed; `1234` is the API's own example.

use zeroize::Zeroizing;

use super::FieldKind;
use super::input::{Context, Input, PLAIN};
use super::typed::{mapped, of_length};
use crate::error::FieldCode;
use crate::text::is_digits;
use crate::word::Word;

/// The number of digits of a PIN.
const LENGTH: usize = 4;

/// The PIN.
pub const INPUT: Input = Input {
    rule,
    format,
    hint: Word::PinRule,
    too_long: Word::PinRule,
    // `autocomplete` stays off: with `new-password`, a password manager would offer to store the
    // PIN.
    inputmode: "numeric",
    masked: true,
    room: LENGTH,
    ..PLAIN
};

/// The PIN again.
pub const REPEATED: Input = Input { repeats: Some((FieldKind::Pin, "pinConfirm")), ..INPUT };

/// Removes blanks, which a paste may contain. All other characters stay, so that the person can see
/// and correct them.
fn format(typed: &str) -> Zeroizing<String> {
    mapped(typed, |character| (!character.is_whitespace()).then_some(character))
}

fn rule(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let pin = format(typed);
    if is_digits(&pin) { of_length(pin, LENGTH) } else { Err(FieldCode::Invalid) }
}

#[cfg(test)]
pub mod tests {
    use super::super::State;
    use super::super::tests::{ENGLISH, Table};
    use super::*;
    use proptest::prelude::*;

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
            ("123456", FieldCode::TooLong),
            ("12\u{2013}34", FieldCode::Invalid),
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
        assert_eq!(INPUT.state("", &ENGLISH), State { empty: true, complete: false, code: None });
        assert_eq!(INPUT.state("1", &ENGLISH), INPUT.state("987", &ENGLISH));
        assert_eq!(INPUT.state("1234", &ENGLISH), INPUT.state("0000", &ENGLISH));
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing_and_never_the_outcome(typed in ".{0,20}") {
            let once = INPUT.tidy(&typed);
            prop_assert_eq!(&*INPUT.tidy(&once), &*once);
            prop_assert_eq!(INPUT.read(&once, &ENGLISH), INPUT.read(&typed, &ENGLISH));
        }

        #[test]
        fn every_four_digits_are_taken(pin in "[0-9]{4}") {
            prop_assert_eq!(INPUT.read(&pin, &ENGLISH), Ok(Zeroizing::new(pin)));
        }
    }
}
