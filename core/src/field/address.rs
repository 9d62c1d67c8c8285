//! Parts of an address in the United States. The rules accept the same texts as the published
//! patterns, in linear time. One of the patterns backtracks exponentially as a regular expression,
//! and another has no end anchor.

use zeroize::Zeroizing;

use super::input::{Context, Input, PLAIN};
use super::typed::{checked, digits_among, grouped, is_one_of, mapped, of_length, plain};
use crate::error::FieldCode;
use crate::text::{cut, is_blank, split, trim};
use crate::word::Word;

/// Street and house number: at least two words, but no post office box.
pub const STREET: Input =
    Input { rule: street, hint: Word::StreetRule, autocomplete: "address-line1", ..PLAIN };
/// Flat, suite, floor.
pub const EXTENDED: Input = Input { rule: extended, autocomplete: "address-line2", ..PLAIN };
/// City.
pub const LOCALITY: Input = Input { rule: locality, autocomplete: "address-level2", ..PLAIN };
/// State or territory: two letters (ISO 3166-2:US), or its name, which a browser fills in.
pub const REGION: Input = Input {
    rule: region,
    format: short_region,
    hint: Word::RegionRule,
    autocomplete: "address-level1",
    ..PLAIN
};
/// ZIP code: five digits, or five and four.
pub const POSTAL_CODE: Input = Input {
    rule: postal_code,
    format: |typed| grouped(typed, &[5, 4], '-'),
    hint: Word::PostalCodeRule,
    too_long: Word::PostalCodeRule,
    autocomplete: "postal-code",
    inputmode: "numeric",
    ..PLAIN
};
/// Country: three letters (ISO 3166-1 alpha-3).
pub const COUNTRY: Input = Input { rule: country, format: capitals, longest: 3, ..PLAIN };

/// The two letters, a blank and the name of each region, in one text like
/// [`crate::words::LANGUAGES`].
const REGIONS: &str = "AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;\
    CT Connecticut;DE Delaware;DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;\
    IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;\
    MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;\
    NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;\
    ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;RI Rhode Island;\
    SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;\
    WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;AS American Samoa;GU Guam;\
    MP Northern Mariana Islands;PR Puerto Rico;UM US Minor Outlying Islands;VI Virgin Islands";

fn capitals(typed: &str) -> Zeroizing<String> {
    mapped(typed, |character| Some(character.to_ascii_uppercase()))
}

fn street(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let street = checked(typed, |character| !character.is_control())?;
    if is_post_office_box(typed) {
        return Err(FieldCode::PoBox);
    }
    // The text is trimmed, so a blank is between two words.
    if typed.bytes().any(is_blank) { Ok(street) } else { Err(FieldCode::Incomplete) }
}

/// Whether a street is a post office box, such as `PO Box 1`, `P.O. Box 1` or `Post Office Box 1`.
/// A street called Boxwood is not a post office box.
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

fn extended(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    checked(typed, |character| character.is_ascii_alphanumeric() || is_one_of(character, "',. -#/"))
}

/// Reads a city as published: a letter or an apostrophe, then letters, spaces, commas and the
/// characters between `'` and `:` in ASCII.
fn locality(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let begins_well = typed.chars().next().is_some_and(|first| is_letter(first) || first == '\'');
    let is_allowed =
        |character| is_letter(character) || character == ' ' || ('\''..=':').contains(&character);
    if begins_well { checked(typed, is_allowed) } else { Err(FieldCode::Invalid) }
}

/// Whether a character is an ASCII letter, or may be a letter beyond ASCII: no control, space,
/// punctuation, symbol or emoji. The API decides which of these are letters, because Unicode's
/// whole table would be a fiftieth of the wasm.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || matches!(character, '\u{aa}' | '\u{b5}' | '\u{ba}' | '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}'
            | '\u{3040}'..='\u{d7ff}' | '\u{f900}'..='\u{fdff}' | '\u{ff21}'..='\u{ffdc}' | '\u{10000}'..='\u{1cfff}' | '\u{20000}'..='\u{3ffff}')
            && !matches!(character, '×' | '÷')
}

/// Returns the two letters of a region that is given by its name or its two letters, in any case
/// and with or without full stops. Returns any other text unchanged.
fn short_region(typed: &str) -> Zeroizing<String> {
    let given = mapped(typed, |character| (character != '.').then_some(character));
    let trimmed = trim(&given);
    for known in split(REGIONS, b';') {
        let (short, name) = cut(known, b' ');
        let is_name = name.is_some_and(|name| name.eq_ignore_ascii_case(trimmed));
        if is_name || short.eq_ignore_ascii_case(&given) {
            return plain(short);
        }
    }
    plain(typed)
}

fn region(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let region = short_region(typed);
    let mut code = FieldCode::Invalid;
    for known in split(REGIONS, b';') {
        let (short, name) = cut(known, b' ');
        if *region == *short {
            return Ok(region);
        }
        // The text is the beginning of the two letters or of a name.
        if [Some(short), name].iter().flatten().any(|whole| {
            whole.get(..region.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(&region))
        }) {
            code = FieldCode::Incomplete;
        }
    }
    Err(code)
}

fn postal_code(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let digits = digits_among(typed, "-")?;
    let count = if digits.len() > 5 { 9 } else { 5 };
    Ok(grouped(&of_length(digits, count)?, &[5, 4], '-'))
}

fn country(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let country = checked(&capitals(typed), |character| character.is_ascii_alphabetic())?;
    of_length(country, 3)
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::{ENGLISH, Table};
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
            &[
                ("Apt #4", "Apt #4"),
                ("Suite 1-B/2", "Suite 1-B/2"),
                ("King\u{2019}s Court 4\u{2014}5", "King's Court 4-5"),
            ],
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
                ("Coeur d\u{2019}Alene", "Coeur d'Alene"),
                ("Winston\u{2013}Salem", "Winston-Salem"),
                ("\u{202d}New\u{a0}York\u{200b}\u{202c}", "New York"),
            ],
            &[
                ("29 Palms", FieldCode::Invalid),
                ("City!", FieldCode::Invalid),
                ("City 😀", FieldCode::Invalid),
                ("City…", FieldCode::Invalid),
                ("Coeur d\u{201c}Alene", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::Region],
            "ISO: 3166-2:US, the codes and their names",
            &[
                ("CA", "CA"),
                ("ny", "NY"),
                ("PR", "PR"),
                ("VI", "VI"),
                ("Texas", "TX"),
                ("california", "CA"),
                ("NEW\u{a0}YORK", "NY"),
                ("West Virginia ", "WV"),
                ("District of Columbia", "DC"),
                ("D.C.", "DC"),
                ("n.y.", "NY"),
            ],
            &[
                ("C", FieldCode::Incomplete),
                ("Te", FieldCode::Incomplete),
                ("new yor", FieldCode::Incomplete),
                ("XX", FieldCode::Invalid),
                ("CAL.", FieldCode::Invalid),
                ("Californian", FieldCode::Invalid),
                ("CA California", FieldCode::Invalid),
                ("Texas;UT", FieldCode::Invalid),
                ("ÄÖ", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::PostalCode],
            "schema: AddressInput.postalCode, five digits, or five, a hyphen and four",
            &[
                ("94103", "94103"),
                ("94103-1234", "94103-1234"),
                ("941031234", "94103-1234"),
                ("\u{200e}94103\u{2013}1234\u{202c}", "94103-1234"),
                ("94103\u{2011}1234", "94103-1234"),
            ],
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
    fn a_zip_code_gets_its_hyphen_and_a_country_its_capitals() {
        for (input, typed, shown) in [
            (POSTAL_CODE, "94103", "94103"),
            (POSTAL_CODE, "941031", "94103-1"),
            (POSTAL_CODE, "94103-", "94103-"),
            (POSTAL_CODE, "94103 1234", "94103-1234"),
            (COUNTRY, "usa", "USA"),
        ] {
            assert_eq!(*input.tidy(typed), shown);
        }
    }

    #[test]
    fn every_state_by_its_code_and_by_its_name() {
        let states: Vec<_> =
            REGIONS.split(';').map(|state| state.split_once(' ').unwrap_or_default()).collect();
        assert_eq!(states.len(), 57);
        for (code, name) in &states {
            for typed in [*code, *name, &code.to_lowercase(), &name.to_uppercase()] {
                assert_eq!(region(typed, &ENGLISH).as_deref().map(String::as_str), Ok(*code));
                assert_eq!(*REGION.tidy(typed), **code, "as it stands in the field");
            }
            // The beginning of a name is never read as another state.
            for end in 1..name.len() {
                assert!(region(&name[..end], &ENGLISH).is_err() || end == 2, "{name}");
            }
            assert!(states.iter().all(|(_, other)| other == name || !name.starts_with(other)));
        }
    }

    #[test]
    fn what_backtracks_as_a_pattern_is_linear_here() {
        let long = format!("{}!", "a".repeat(1_000_000));
        let start = std::time::Instant::now();
        assert_eq!(extended(&long, &ENGLISH), Err(FieldCode::Invalid));
        assert!(start.elapsed() < std::time::Duration::from_secs(1));
    }
}
