//! Keys and pastes that an input has no space for, and the caret after a text was formatted.
//! Positions are those of the DOM, in UTF-16 units.

use std::ops::Range;

use super::Input;
use crate::clean::clean;

/// The fate of a text that is about to be inserted into an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Insertion {
    /// The text is inserted.
    Taken,
    /// The input is full and the text is a single key: nothing happens.
    Ignored,
    /// The text was pasted or dropped and does not fit: nothing is inserted, and the person sees a
    /// message.
    Refused,
}

impl Input {
    /// Decides whether `inserted` may replace the selected part of `typed`.
    pub fn insertion(&self, typed: &str, selected: Range<u32>, inserted: &str) -> Insertion {
        let tidied = self.tidy(inserted);
        let mut inserted = 0;
        for _ in tidied.chars() {
            inserted += 1;
        }
        let (mut at, mut count) = (0, inserted);
        for character in typed.chars() {
            count += usize::from(!selected.contains(&at));
            at += units(character);
        }
        if self.room == 0 || inserted == 0 || count <= self.room {
            Insertion::Taken
        } else if inserted == 1 {
            Insertion::Ignored
        } else {
            Insertion::Refused
        }
    }
}

/// Returns the position of the caret after `typed` was formatted as `tidied`. A caret at the end
/// stays at the end; any other caret stays behind the same letter or digit.
pub fn caret(typed: &str, caret: u32, tidied: &str) -> u32 {
    let (mut at, mut end) = (0, 0);
    for character in typed.chars() {
        if at >= caret {
            break;
        }
        at += units(character);
        end += character.len_utf8();
    }
    let mut left = 0;
    for character in clean(&typed[..end]).chars() {
        left += usize::from(is_kept(character));
    }
    let is_at_end = end == typed.len();
    let mut place = 0;
    for character in tidied.chars() {
        if left == 0 && !is_at_end {
            break;
        }
        left = left.saturating_sub(usize::from(is_kept(character)));
        place += units(character);
    }
    place
}

/// Whether formatting keeps a character. It inserts and removes only ASCII punctuation and spaces.
fn is_kept(character: char) -> bool {
    character.is_ascii_alphanumeric() || !character.is_ascii()
}

fn units(character: char) -> u32 {
    if character.len_utf16() == 2 { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::super::{FieldKind, Role, spec};
    use super::*;
    use proptest::prelude::*;

    fn input(kind: FieldKind) -> &'static Input {
        let Role::Input(input) = spec(kind).role else { panic!("{kind:?} is no input") };
        input
    }

    #[test]
    fn a_fifth_key_does_nothing_and_a_paste_of_six_digits_is_refused() {
        use Insertion::{Ignored, Refused, Taken};
        for (typed, selected, inserted, expected) in [
            ("", 0..0, "1", Taken),
            ("123", 3..3, "4", Taken),
            ("123", 3..3, "x", Taken),
            ("1234", 4..4, "5", Ignored),
            ("1234", 0..0, "٥", Ignored),
            ("1234", 4..4, "x", Ignored),
            ("1234", 1..2, "5", Taken),
            ("1234", 0..4, "5678", Taken),
            ("1234", 0..4, "567890", Refused),
            ("1234", 3..4, "56", Refused),
            ("12", 2..2, "34", Taken),
            ("12", 2..2, "345", Refused),
            ("", 0..0, "123456", Refused),
            ("", 0..0, "1234", Taken),
            ("", 0..0, " 12-34 ", Refused),
            ("", 0..0, "\u{200e}12 34\u{202c}\n", Taken),
            ("1234", 4..4, " ", Taken),
            ("1234", 4..4, "", Taken),
            // Positions count UTF-16 units.
            ("😀12", 0..2, "34", Taken),
            ("😀12", 0..2, "345", Refused),
            ("😀12", 2..3, "34", Taken),
            ("😀12", 2..3, "345", Refused),
        ] {
            for kind in [FieldKind::Pin, FieldKind::PinConfirm] {
                let found = input(kind).insertion(typed, selected.clone(), inserted);
                assert_eq!(found, expected, "{typed:?} {selected:?} {inserted:?}");
            }
            // Other inputs accept the key and report that the text is too long.
            let found = input(FieldKind::SocialSecurityNumber).insertion(typed, selected, inserted);
            assert_eq!(found, Taken);
        }
    }

    #[test]
    fn the_caret_stays_behind_the_same_character() {
        for (typed, at, tidied, expected) in [
            // A caret at the end stays there.
            ("1234", 4, "123-4", 5),
            ("14155550123", 11, "1 (415) 555-0123", 16),
            ("Texas", 5, "TX", 2),
            ("12345-", 6, "12345-", 6),
            // A caret inside moves past inserted characters.
            ("415555", 1, "(415) 555", 2),
            ("415555", 4, "(415) 555", 7),
            ("123456789", 5, "123-45-6789", 6),
            ("123456789", 0, "123-45-6789", 0),
            // Removed characters do not count.
            ("\u{200e}123456789", 1, "123-45-6789", 0),
            ("\u{200e}123456789", 2, "123-45-6789", 1),
            ("12 345", 3, "123-45", 2),
            // Surrogate pairs count as two.
            ("😀١x", 3, "😀1x", 3),
            ("😀١x", 2, "😀1x", 2),
            ("x", 0, "X", 0),
        ] {
            assert_eq!(caret(typed, at, tidied), expected, "{typed:?} {at} {tidied:?}");
        }
    }

    proptest! {
        #[test]
        fn the_caret_is_within_the_text(typed in ".{0,12}", tidied in ".{0,12}", at in 0_u32..30) {
            let end: u32 = tidied.chars().map(units).sum();
            let length: u32 = typed.chars().map(units).sum();
            let found = caret(&typed, at, &tidied);
            prop_assert!(found <= end);
            prop_assert!(at < length || found == end);
        }
    }
}
