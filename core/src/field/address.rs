//! Parts of an address in the United States. The published patterns are followed in what they say, in linear time: one of them
//! backtracks exponentially as a regular expression, another has no end.

use zeroize::Zeroizing;

use super::{FieldCode, Input, PLAIN, digits_of, grouped, plain};
use crate::digits::to_ascii_digit;
use crate::time::Days;
use crate::words::Word;

/// Street and house number: at least two words, and no post office box.
pub const STREET: Input = Input { rule: street, hint: Word::StreetRule, autocomplete: "address-line1", ..PLAIN };
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
pub const COUNTRY: Input = Input { rule: country, tidy: capitals, autocomplete: "off", max_length: 8, ..PLAIN };

const REGIONS: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK \
    OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR UM VI";

fn capitals(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(typed.to_ascii_uppercase())
}

fn street(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    if typed.chars().any(char::is_control) {
        return Err(FieldCode::Invalid);
    }
    if typed.chars().count() > 255 {
        return Err(FieldCode::TooLong);
    }
    if is_post_office_box(typed) {
        return Err(FieldCode::PoBox);
    }
    if typed.split_whitespace().count() < 2 { Err(FieldCode::Incomplete) } else { Ok(plain(typed)) }
}

/// `PO Box 1`, `P.O. Box 1`, `Post Office Box 1`; not a street called Boxwood.
fn is_post_office_box(typed: &str) -> bool {
    let mut letters: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.make_ascii_lowercase();
    let rest = ["pobox", "postofficebox", "postbox"].iter().find_map(|prefix| letters.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|first: char| first.is_ascii_digit()))
}

fn extended(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"',. -#/".contains(&byte);
    if !typed.bytes().all(is_allowed) {
        Err(FieldCode::Invalid)
    } else if typed.len() > 255 {
        Err(FieldCode::TooLong)
    } else {
        Ok(plain(typed))
    }
}

/// A letter or an apostrophe first, then letters, spaces, commas and what lies between `'` and `:` in ASCII, as published.
fn locality(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let begins_well = typed.starts_with(|first: char| first.is_alphabetic() || first == '\'');
    let is_allowed =
        |character: char| character.is_alphabetic() || character == ' ' || ('\''..=':').contains(&character);
    if !begins_well || !typed.chars().all(is_allowed) {
        Err(FieldCode::Invalid)
    } else if typed.chars().count() > 255 {
        Err(FieldCode::TooLong)
    } else {
        Ok(plain(typed))
    }
}

fn region(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let region = capitals(typed);
    match region.len() {
        2 if REGIONS.split_whitespace().any(|known| *known == **region) => Ok(region),
        1 if region.bytes().all(|byte| byte.is_ascii_alphabetic()) => Err(FieldCode::Incomplete),
        _ => Err(FieldCode::Invalid),
    }
}

fn postal_code(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let count = typed.chars().filter(|character| to_ascii_digit(*character).is_some()).count();
    Ok(grouped(&digits_of(typed, "-", if count > 5 { 9 } else { 5 })?, &[5, 4], '-'))
}

fn country(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let country = capitals(typed);
    match country.len() {
        _ if !country.bytes().all(|byte| byte.is_ascii_alphabetic()) => Err(FieldCode::Invalid),
        3 => Ok(country),
        1 | 2 => Err(FieldCode::Incomplete),
        _ => Err(FieldCode::TooLong),
    }
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
            &[("29 Palms", FieldCode::Invalid), ("City!", FieldCode::Invalid)],
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
            &[("US", FieldCode::Incomplete), ("U5A", FieldCode::Invalid), ("USAA", FieldCode::TooLong)],
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
