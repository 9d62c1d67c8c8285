//! Names of persons and businesses, and free text.
//!
//! The schema's rules for persons: Latin letters without diacritics, apostrophe, comma, full stop,
//! space and hyphen; a given or middle name has 1 to 255 characters, a family name 2 to 255.

use zeroize::Zeroizing;

use super::input::{Context, Input, PLAIN};
use super::typed::{checked, is_one_of};
use crate::error::FieldCode;
use crate::word::Word;

/// A given name.
pub const GIVEN: Input =
    Input { rule: given, autocomplete: "given-name", hint: Word::NameRule, ..PLAIN };
/// A middle name.
pub const MIDDLE: Input = Input { autocomplete: "additional-name", ..GIVEN };
/// A family name.
pub const FAMILY: Input = Input { rule: family, autocomplete: "family-name", ..GIVEN };
/// A suffix, such as `Jr.`; the schema has no rule for it.
pub const SUFFIX: Input = Input { autocomplete: "honorific-suffix", ..PLAIN };
/// A title, such as `Dr.`; the schema has no rule for it.
pub const TITLE: Input = Input { autocomplete: "honorific-prefix", ..SUFFIX };
/// A business's legal or other name: 1 to 255 characters.
pub const BUSINESS: Input = Input { autocomplete: "organization", ..SUFFIX };
/// A description of a business's activity: 1 to 140 characters of the schema's set.
pub const DESCRIPTION: Input = Input { rule: description, longest: 140, ..PLAIN };

fn given(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    if !typed.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Err(FieldCode::Invalid);
    }
    checked(typed, |character| character.is_ascii_alphabetic() || is_one_of(character, "',. -"))
}

fn family(typed: &str, context: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    given(typed, context)
        .and_then(|name| if name.len() < 2 { Err(FieldCode::Incomplete) } else { Ok(name) })
}

fn description(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    checked(typed, |character| {
        character.is_ascii_alphanumeric() || is_one_of(character, "$ ',.-_!@#%^&*+=`?\"\n")
    })
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::{ENGLISH, Table};
    use super::*;

    pub const TABLES: &[Table] = &[
        Table(
            &[FieldKind::GivenName, FieldKind::MiddleName],
            "schema: PersonAccountHolderNameInput.givenName and middleName, 1 to 255 characters",
            &[
                ("Ada", "Ada"),
                ("Anne-Marie", "Anne-Marie"),
                ("O\u{2019}Neil", "O'Neil"),
                (" J. ", "J."),
                ("X", "X"),
                ("\u{202b}Ann\u{2010}Marie\u{202c}", "Ann-Marie"),
                ("Mary\u{a0}Jo", "Mary Jo"),
            ],
            &[
                ("José", FieldCode::Invalid),
                ("李", FieldCode::Invalid),
                ("A1", FieldCode::Invalid),
                ("-", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::FamilyName],
            "schema: PersonAccountHolderNameInput.familyName, 2 to 255 characters",
            &[("Li", "Li"), ("de la Cruz", "de la Cruz")],
            &[("L", FieldCode::Incomplete), ("L_", FieldCode::Invalid)],
        ),
        Table(
            &[FieldKind::Title, FieldKind::Suffix],
            "Sordino: any text without control characters, because the schema has no rule",
            &[("Dr.", "Dr."), ("3rd", "3rd")],
            &[("a\u{7}b", FieldCode::Invalid)],
        ),
        Table(
            &[FieldKind::LegalBusinessName, FieldKind::DoingBusinessAsName],
            "schema: BusinessAccountHolderNameInput, 1 to 255 characters",
            &[
                ("Clara & Söhne, LLC", "Clara & Söhne, LLC"),
                ("\u{200e}Macy\u{2019}s \u{2014} 株式会社\u{200f}", "Macy's - 株式会社"),
            ],
            &[("a\u{7}b", FieldCode::Invalid)],
        ),
        Table(
            &[FieldKind::BusinessDescription],
            "schema: USBusinessProfileInput.businessDescription",
            &[("Sheet music, since 1850!", "Sheet music, since 1850!")],
            &[("<b>", FieldCode::Invalid), ("Noten für alle", FieldCode::Invalid)],
        ),
    ];

    #[test]
    fn texts_have_a_longest_length_in_characters() {
        for (input, most, character) in
            [(FAMILY, 255, "a"), (TITLE, 255, "ä"), (BUSINESS, 255, "ä"), (DESCRIPTION, 140, "a")]
        {
            assert!(input.read(&character.repeat(most), &ENGLISH).is_ok());
            let long = character.repeat(most + 1);
            assert_eq!(input.read(&long, &ENGLISH).err(), Some(FieldCode::TooLong));
            assert_eq!(*input.tidy(&long), long, "a long text stays in the input");
        }
    }
}
