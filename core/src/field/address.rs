//! Parts of an address in the United States. The published patterns are followed in what they say,
//! in linear time: one of them backtracks exponentially as a regular expression, another has no
//! end.

use zeroize::Zeroizing;

use super::{Input, PLAIN, checked, digits_of, grouped, is_one_of, mapped};
use crate::digits::to_ascii_digit;
use crate::error::FieldCode;
use crate::time::Days;
use crate::word::Word;

/// Street and house number: at least two words, and no post office box.
pub const STREET: Input =
    Input { rule: street, hint: Word::StreetRule, autocomplete: "address-line1", ..PLAIN };
/// Flat, suite, floor.
pub const EXTENDED: Input = Input { rule: extended, autocomplete: "address-line2", ..PLAIN };
/// City.
pub const LOCALITY: Input = Input { rule: locality, autocomplete: "address-level2", ..PLAIN };
/// State or territory: two letters (ISO 3166-2:US).
pub const REGION: Input = Input {
    rule: region,
    tidy: capitals,
    hint: Word::RegionRule,
    autocomplete: "address-level1",
    max_length: 8,
    ..PLAIN
};
/// ZIP code: five digits, or five and four.
pub const POSTAL_CODE: Input = Input {
    rule: postal_code,
    tidy: |typed| grouped(typed, &[5, 4], '-'),
    hint: Word::PostalCodeRule,
    autocomplete: "postal-code",
    inputmode: "numeric",
    max_length: 16,
    ..PLAIN
};
/// Country: three letters (ISO 3166-1 alpha-3).
pub const COUNTRY: Input =
    Input { rule: country, tidy: capitals, autocomplete: "off", max_length: 8, ..PLAIN };

/// Two letters and a blank each.
const REGIONS: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK \
    OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR UM VI";

fn capitals(typed: &str) -> Zeroizing<String> {
    mapped(typed, |character| Some(character.to_ascii_uppercase()))
}

fn street(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let street = checked(typed, 255, |character| !character.is_control())?;
    if is_post_office_box(typed) {
        return Err(FieldCode::PoBox);
    }
    // A blank among trimmed text is one between two words.
    if typed.contains(char::is_whitespace) { Ok(street) } else { Err(FieldCode::Incomplete) }
}

/// `PO Box 1`, `P.O. Box 1`, `Post Office Box 1`; not a street called Boxwood.
fn is_post_office_box(typed: &str) -> bool {
    let letters = mapped(typed, |character| {
        character.is_ascii_alphanumeric().then_some(character.to_ascii_lowercase())
    });
    for prefix in ["pobox", "postofficebox", "postbox"] {
        if let Some(rest) = letters.strip_prefix(prefix) {
            return rest.bytes().next().is_none_or(|first| first.is_ascii_digit());
        }
    }
    false
}

fn extended(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    checked(typed, 255, |character| {
        character.is_ascii_alphanumeric() || is_one_of(character, "',. -#/")
    })
}

/// A letter or an apostrophe first, then letters, spaces, commas and what lies between `'` and `:`
/// in ASCII, as published.
fn locality(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let begins_well = typed.chars().next().is_some_and(|first| is_letter(first) || first == '\'');
    let is_allowed =
        |character| is_letter(character) || character == ' ' || ('\''..=':').contains(&character);
    if begins_well { checked(typed, 255, is_allowed) } else { Err(FieldCode::Invalid) }
}

/// A letter of ASCII, or what can be one beyond it: no control, space, punctuation, symbol or
/// emoji. Which of the rest are letters, the API decides: the whole table of Unicode would be a
/// fiftieth of the wasm.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || matches!(character, '\u{aa}' | '\u{b5}' | '\u{ba}' | '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}'
            | '\u{3040}'..='\u{d7ff}' | '\u{f900}'..='\u{fdff}' | '\u{ff21}'..='\u{ffdc}' | '\u{10000}'..='\u{1cfff}' | '\u{20000}'..='\u{3ffff}')
            && !matches!(character, '×' | '÷')
}

fn region(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let region = capitals(typed);
    match region.len() {
        2 if REGIONS.as_bytes().chunks(3).any(|known| known[..2] == *region.as_bytes()) => {
            Ok(region)
        }
        1 if region.as_bytes()[0].is_ascii_alphabetic() => Err(FieldCode::Incomplete),
        _ => Err(FieldCode::Invalid),
    }
}

fn postal_code(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let count = typed.chars().filter(|character| to_ascii_digit(*character).is_some()).count();
    Ok(grouped(&digits_of(typed, "-", if count > 5 { 9 } else { 5 })?, &[5, 4], '-'))
}

fn country(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let country = checked(&capitals(typed), 3, |character| character.is_ascii_alphabetic())?;
    if country.len() < 3 { Err(FieldCode::Incomplete) } else { Ok(country) }
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::Table;
    use super::*;

    pub const TABLES: &[Table] = &[
        Table(
            &[FieldKind::StreetAddress],
            "schema: AddressInput.streetAddress, two to four groups, and no post office box",
            &[
                ("1 Main St", "1 Main St"),
                ("Cozy Cottage", "Cozy Cottage"),
                ("12 Post Office Box Lane", "12 Post Office Box Lane"),
                ("Boxwood Drive 3", "Boxwood Drive 3"),
            ],
            &[
                ("Main", FieldCode::Incomplete),
                ("PO Box 12", FieldCode::PoBox),
                ("P.O. Box 12", FieldCode::PoBox),
                ("p o box12", FieldCode::PoBox),
                ("Post Office Box 12", FieldCode::PoBox),
                ("1 Main\u{0}St", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::ExtendedAddress],
            "schema: AddressInput.extendedAddress",
            &[("Apt #4", "Apt #4"), ("Suite 1-B/2", "Suite 1-B/2")],
            &[("Apt <4>", FieldCode::Invalid), ("Wohnung ä", FieldCode::Invalid)],
        ),
        Table(
            &[FieldKind::Locality],
            "schema: AddressInput.locality",
            &[
                ("San Francisco", "San Francisco"),
                ("Coeur d'Alene", "Coeur d'Alene"),
                ("Winston-Salem", "Winston-Salem"),
                ("Cañon City", "Cañon City"),
            ],
            &[
                ("29 Palms", FieldCode::Invalid),
                ("City!", FieldCode::Invalid),
                ("City 😀", FieldCode::Invalid),
                ("City–Town", FieldCode::Invalid),
                ("City\u{200b}", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::Region],
            "ISO: 3166-2:US",
            &[("CA", "CA"), ("ny", "NY"), ("PR", "PR")],
            &[
                ("C", FieldCode::Incomplete),
                ("XX", FieldCode::Invalid),
                ("California", FieldCode::Invalid),
                ("ÄÖ", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::PostalCode],
            "schema: AddressInput.postalCode, five digits, or five, a hyphen and four",
            &[("94103", "94103"), ("94103-1234", "94103-1234"), ("941031234", "94103-1234")],
            &[
                ("9410", FieldCode::Incomplete),
                ("94103-12", FieldCode::Incomplete),
                ("9410A", FieldCode::Invalid),
                ("94103-12345", FieldCode::TooLong),
            ],
        ),
        Table(
            &[FieldKind::CountryCodeAlpha3],
            "ISO: 3166-1 alpha-3",
            &[("USA", "USA"), ("usa", "USA")],
            &[
                ("US", FieldCode::Incomplete),
                ("U5A", FieldCode::Invalid),
                ("USAA", FieldCode::TooLong),
            ],
        ),
    ];

    #[test]
    fn what_backtracks_as_a_pattern_is_linear_here() {
        let long = format!("{}!", "a".repeat(1_000_000));
        let start = std::time::Instant::now();
        assert_eq!(EXTENDED.read(&long, 0), Err(FieldCode::Invalid));
        assert!(start.elapsed() < std::time::Duration::from_secs(1));
    }
}
