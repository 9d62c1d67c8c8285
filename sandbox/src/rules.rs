//! The rules for the texts of inputs, as the public schema states them in prose. The schema's
//! regular expressions are not used, because several of them contradict the sentence beside them,
//! and one takes exponential time. Each rule here reads its text once.

use jiff::civil::Date;

/// Latin letters without diacritics, and the signs between them.
fn is_name(text: &str, at_least: usize) -> bool {
    (at_least..=255).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphabetic() || b"',. -".contains(&byte))
}

/// A given or a middle name: 1 to 255 characters.
pub fn is_given_name(text: &str) -> bool {
    is_name(text, 1)
}

/// A family name: 2 to 255 characters.
pub fn is_family_name(text: &str) -> bool {
    is_name(text, 2)
}

/// A business's name: 1 to 255 characters of any kind.
pub fn is_business_name(text: &str) -> bool {
    (1..=255).contains(&text.chars().count())
}

/// A business's description: 1 to 140 characters of an American keyboard, without brackets,
/// slashes, tilde, bar, colon and semicolon.
pub fn is_business_description(text: &str) -> bool {
    (1..=140).contains(&text.chars().count())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"$ ',.-_!@#%^&*+=`?\"\n".contains(&byte))
}

/// A web address with one of the schemes that the schema lists.
pub fn is_website(text: &str) -> bool {
    const SCHEMES: [&str; 9] = [
        "http://",
        "https://",
        "ftp://",
        "ftps://",
        "gopher://",
        "telnet://",
        "nntp://",
        "mailto:",
        "news:",
    ];
    let Some(rest) = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)) else {
        return false;
    };
    let mut bytes = rest.bytes();
    while let Some(byte) = bytes.next() {
        let allowed = match byte {
            b'%' => [bytes.next(), bytes.next()]
                .iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            _ => byte.is_ascii_alphanumeric() || b"-()_.!~*';/?:@&=+$,".contains(&byte),
        };
        if !allowed {
            return false;
        }
    }
    !rest.is_empty()
}

/// At least two groups of characters. The schema says "two to four", but its pattern does not end
/// there, so more are accepted.
pub fn is_street_address(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some()
}

/// An apartment, a unit, a floor.
pub fn is_extended_address(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"',. -#/".contains(&byte))
}

/// A town or city. It begins with a letter or an apostrophe, and continues with letters, spaces,
/// digits and `'()*+,-./:`.
pub fn is_locality(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() || first == '\'')
        && characters.all(|c| c.is_alphabetic() || c == ' ' || ('\''..=':').contains(&c))
}

/// A ZIP code: 5 digits, or 5 digits, a hyphen and 4 digits.
pub fn is_postal_code(text: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('-') {
        Some((zip, plus)) => digits(zip, 5) && digits(plus, 4),
        None => digits(text, 5),
    }
}

/// A state, the district or an outlying area of the United States (ISO 3166-2:US).
pub fn is_region(text: &str) -> bool {
    const REGIONS: [&str; 57] = [
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
        "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ",
        "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT",
        "VA", "WA", "WV", "WI", "WY", "DC", "AS", "GU", "MP", "PR", "UM", "VI",
    ];
    REGIONS.contains(&text)
}

/// The United States, or one of its areas that has an own code (ISO 3166-1 alpha-3). All addresses
/// of the use cases are U.S. addresses.
pub fn is_us_country(text: &str) -> bool {
    ["USA", "ASM", "GUM", "MNP", "PRI", "UMI", "VIR"].contains(&text)
}

/// Returns the nine digits of a social security number, written with or without its two hyphens.
/// The area is not 000, 666, or 900 and above; the group is not 00; the serial number is not 0000.
pub fn social_security_number(text: &str) -> Option<String> {
    let digits = nine_digits(text)?;
    let (area, group, serial) = (&digits[..3], &digits[3..5], &digits[5..]);
    (area != "000" && area != "666" && area < "900" && group != "00" && serial != "0000")
        .then_some(digits)
}

/// Returns the nine digits of an individual taxpayer identification number (ITIN), written with or
/// without its two hyphens. The first is 9; the fourth and fifth are 50 to 65, 70 to 88, 90 to 92
/// or 94 to 99 (IRS).
pub fn individual_taxpayer_identification_number(text: &str) -> Option<String> {
    let digits = nine_digits(text)?;
    let is_right = matches!(digits[3..5].parse(), Ok(50..=65 | 70..=88 | 90..=92 | 94..=99_u8));
    (digits.starts_with('9') && is_right).then_some(digits)
}

/// Nine digits, alone or grouped 3-2-4 by hyphens.
fn nine_digits(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let is_hyphenated = bytes.len() == 11 && bytes[3] == b'-' && bytes[6] == b'-';
    let digits = if is_hyphenated { text.replace('-', "") } else { text.to_owned() };
    (digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Returns the nine digits of an employer identification number, written `12-3456789`.
pub fn employer_identification_number(text: &str) -> Option<String> {
    let (prefix, rest) = text.split_once('-')?;
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(prefix, 2) && digits(rest, 7)).then(|| format!("{prefix}{rest}"))
}

/// The customer's own id of an object: 1 to 255 characters, no semicolon.
pub fn is_external_id(text: &str) -> bool {
    (1..=255).contains(&text.chars().count()) && !text.contains(';')
}

/// Reads a date that exists, written `YYYY-MM-DD`.
pub fn date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() }
        });
    if !shaped {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

/// The age in whole years; negative before birth.
pub fn age(born: Date, today: Date) -> i16 {
    let years = today.year() - born.year();
    if (today.month(), today.day()) < (born.month(), born.day()) { years - 1 } else { years }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that can't continue fails")]
mod tests {
    use super::*;

    fn check(rule: impl Fn(&str) -> bool, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(rule(text), "{text:?} is good");
        }
        for text in bad {
            assert!(!rule(text), "{text:?} is bad");
        }
    }

    #[test]
    fn names() {
        let long = "x".repeat(256);
        check(
            is_given_name,
            &["X", "Mary-Jo", "O'Hara, Jr. ", &long[1..]],
            &["", "José", "R2D2", &long, "a\u{0}"],
        );
        check(is_family_name, &["Li", "D'Arc"], &["X", "", "Müller"]);
        check(
            is_business_name,
            &["A", "Ünïcode & Söhne 株式会社", &"ü".repeat(255)],
            &["", &"ü".repeat(256)],
        );
        check(is_external_id, &["abc_=,-. 12", "ü"], &["", "a;b", &long]);
    }

    #[test]
    fn descriptions_and_websites() {
        check(
            is_business_description,
            &["We make mutes, 100% \"quiet\"!\n"],
            &["", "a/b", "a;b", "(x)", "é", &"x".repeat(141)],
        );
        check(
            is_website,
            &["https://example.com", "http://a.b/c?d=e&f=%20", "mailto:a@b.c"],
            &[
                "",
                "example.com",
                "https://",
                "javascript:alert(1)",
                "https://a b",
                "https://a/%2",
                "https://a/%zz",
                "https://a#b",
            ],
        );
    }

    #[test]
    fn addresses() {
        check(
            is_street_address,
            &["Cozy Cottage", "1 A", "111 1/2 Center Street", " 12 Second Street NW Suite"],
            &["", " ", "Cottage"],
        );
        check(is_extended_address, &["Apt 4", "#12", "Floor 3/4"], &["", "Apt (4)", "é"]);
        check(
            is_locality,
            &["New York", "'s-Gravenhage", "Coeur d'Alene", "Cañon City", "St. Louis 2"],
            &["", "29 Palms", " X", "X;"],
        );
        check(
            is_postal_code,
            &["94107", "94107-1234"],
            &["", "9410", "941071234", "94107-", "94107-123", "9410a", "９４１０７"],
        );
        check(is_region, &["CA", "PR", "DC"], &["", "ca", "XX", "California"]);
        check(is_us_country, &["USA", "PRI"], &["", "US", "usa", "CAN"]);
    }

    #[test]
    fn tax_numbers() {
        let ssn = |text: &str| social_security_number(text).is_some();
        check(
            ssn,
            &["123-45-6789", "123456789", "078-05-1120", "899-99-9999", "001-01-0001"],
            &[
                "",
                "000-12-3456",
                "666-12-3456",
                "900-12-3456",
                "999-12-3456",
                "123-00-6789",
                "123-45-0000",
                "000000000",
                "x123456789",
                "1234567890",
                "123-45-6789junk",
                "12-345-6789",
                "123 45 6789",
                "１２３４５６７８９",
                "ééééé1",
            ],
        );
        let itin = |text: &str| individual_taxpayer_identification_number(text).is_some();
        assert!(itin("912-70-1234") && itin("912701234") && itin("999-99-9999"));
        assert!(!itin("812-70-1234") && !itin("912-89-1234") && !itin("912-7-01234"));
        assert_eq!(social_security_number("078-05-1120"), social_security_number("078051120"));
        let ein = |text: &str| employer_identification_number(text).is_some();
        check(
            ein,
            &["12-3456789", "00-0000000"],
            &["", "123456789", "1-23456789", "12-34567890", "12-345678a"],
        );
    }

    #[test]
    fn dates_and_ages() {
        check(
            |text| date(text).is_some(),
            &["2000-02-29", "1999-12-31"],
            &["", "2001-02-29", "2000-13-01", "00-1-1", "2000/01/01", "2000-1-01", "+200-01-01"],
        );
        let day = |text| date(text).expect("a date");
        assert_eq!(age(day("2008-11-24"), day("2026-11-24")), 18);
        assert_eq!(age(day("2008-11-25"), day("2026-11-24")), 17);
        assert_eq!(age(day("2030-01-01"), day("2026-11-24")), -4);
    }
}
