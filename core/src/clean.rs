//! Removes or replaces characters that people and programs put into a text without seeing them,
//! before a rule reads the text.
//!
//! 1. Marks without a width are removed: soft hyphens, zero-width spaces and joiners, and the marks
//!    of direction (Unicode, UAX 9) that come with a paste from a right-to-left or a formatted
//!    text.
//! 2. Blanks of any width that are not ASCII become spaces.
//! 3. Dashes of any length and the minus sign become hyphens.
//! 4. Full-width forms (U+FF01 to U+FF5E), which East Asian input methods type, become ASCII.
//! 5. Decimal digits of any script become ASCII digits.
//! 6. Curly apostrophes become straight, because no rule treats the two differently.

use zeroize::Zeroizing;

use crate::digits::to_ascii_digit;

/// Returns `typed` cleaned. Cleaning twice changes nothing more.
///
/// # Examples
///
/// ```
/// use sordino_core::clean::clean;
///
/// assert_eq!(*clean("\u{200e}123\u{2011}45"), "123-45");
/// ```
pub fn clean(typed: &str) -> Zeroizing<String> {
    // Nearly every text is ASCII, which is not changed.
    if typed.bytes().all(|byte| byte < 0x80) {
        return Zeroizing::new(typed.to_owned());
    }
    // No character gets longer, so the text is never moved and leaves no copy.
    let mut cleaned = Zeroizing::new(String::with_capacity(typed.len()));
    for character in typed.chars() {
        cleaned.push(match character {
            '\0'..='\x7f' => character,
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => continue,
            '\u{58a}'
            | '\u{5be}'
            | '\u{1806}'
            | '\u{2010}'..='\u{2015}'
            | '\u{2043}'
            | '\u{2212}'
            | '\u{2e3a}'
            | '\u{2e3b}'
            | '\u{fe58}'
            | '\u{fe63}' => '-',
            '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{201b}' => '\'',
            // The distance to ASCII is the same for all of them.
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
            }
            _ if character.is_whitespace() => ' ',
            _ => to_ascii_digit(character).unwrap_or(character),
        });
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn invisible_characters_are_cleaned() {
        for (typed, cleaned) in [
            ("\u{200e}123\u{202a}-45\u{202c}\u{feff}", "123-45"),
            ("a\u{ad}b\u{200b}c\u{200d}d\u{2066}e\u{2069}f\u{61c}g\u{180e}h", "abcdefgh"),
            ("1\u{a0}2\u{202f}3\u{2009}4\u{3000}5\u{2003}6\u{1680}7\u{85}8", "1 2 3 4 5 6 7 8"),
            ("1\u{2010}2\u{2011}3\u{2012}4\u{2013}5\u{2014}6\u{2015}7\u{2212}8", "1-2-3-4-5-6-7-8"),
            (
                "1\u{fe58}2\u{fe63}3\u{ff0d}4\u{5be}5\u{58a}6\u{1806}7\u{2043}8\u{2e3a}9\u{2e3b}",
                "1-2-3-4-5-6-7-8-9-",
            ),
            ("O\u{2019}Neil \u{2018}a\u{201b} \u{2bc}b", "O'Neil 'a' 'b"),
            (
                "\u{ff21}\u{ff5a}\u{ff20}\u{ff10}\u{ff19}\u{ff0e}\u{ff0f}\u{ff01}\u{ff5e}",
                "Az@09./!~",
            ),
            ("٨५๙𝟏", "8591"),
            ("a\tb\nc d", "a\tb\nc d"),
            ("José 李 😀 Ł", "José 李 😀 Ł"),
            // The neighbours of cleaned characters stay.
            (
                "\u{ac}\u{ae}\u{200a}\u{2016}\u{205f}\u{2070}\u{ff00}\u{ff5f}",
                "\u{ac}\u{ae} \u{2016} \u{2070}\u{ff00}\u{ff5f}",
            ),
        ] {
            assert_eq!(*clean(typed), cleaned, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_and_ascii_stays(typed in ".{0,40}", ascii in "[ -~\t\n]{0,40}") {
            let once = clean(&typed);
            prop_assert_eq!(&*clean(&once), &*once);
            prop_assert!(once.len() <= typed.len());
            prop_assert_eq!(&*clean(&ascii), &ascii);
        }
    }
}
