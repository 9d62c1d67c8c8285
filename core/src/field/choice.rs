//! Inputs with a list of choices.

use zeroize::Zeroizing;

use super::input::{Context, Input, PLAIN};
use super::typed::plain;
use crate::error::FieldCode;

/// A business's legal form (`BusinessStructure` of the schema).
pub const BUSINESS_TYPE: Input = Input { rule: business_type, choices: BUSINESS_TYPES, ..PLAIN };

const BUSINESS_TYPES: &[&str] = &[
    "CORPORATION",
    "PARTNERSHIP",
    "SOLE_PROPRIETORSHIP",
    "NON_PROFIT",
    "LLC",
    "PRIVATE_CORPORATION",
    "PUBLIC_CORPORATION",
];

fn business_type(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    if BUSINESS_TYPES.contains(&typed) { Ok(plain(typed)) } else { Err(FieldCode::Invalid) }
}

/// Turns `SOLE_PROPRIETORSHIP` into `Sole proprietorship`. A name of at most three letters is an
/// abbreviation and stays unchanged.
pub fn readable(name: &str) -> String {
    let is_abbreviation = name.len() <= 3;
    let readable = |(at, letter): (usize, char)| match letter {
        '_' => ' ',
        letter if at == 0 || is_abbreviation => letter,
        letter => letter.to_ascii_lowercase(),
    };
    name.chars().enumerate().map(readable).collect()
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::Table;
    use super::*;

    pub const TABLES: &[Table] = &[Table(
        &[FieldKind::BusinessType],
        "schema: BusinessStructure",
        &[("LLC", "LLC"), ("SOLE_PROPRIETORSHIP", "SOLE_PROPRIETORSHIP")],
        &[("llc", FieldCode::Invalid), ("OTHER", FieldCode::Invalid)],
    )];

    #[test]
    fn names_of_the_api_are_readable() {
        for (name, expected) in [
            ("SOLE_PROPRIETORSHIP", "Sole proprietorship"),
            ("NON_PROFIT", "Non profit"),
            ("LLC", "LLC"),
            ("", ""),
        ] {
            assert_eq!(readable(name), expected);
        }
    }
}
