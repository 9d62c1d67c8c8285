//! Email address, phone number and website. The API publishes no format for the first two: the rule
//! of an email address is that of the HTML standard, and a phone number is judged by its length
//! only. For a website the API publishes a pattern, which includes the scheme.

use zeroize::Zeroizing;

use super::input::{Context, Input, PLAIN};
use super::typed::{digits_among, of_length, plain};
use crate::error::FieldCode;
use crate::text::{concat, cut, has, is_made_of, split};
use crate::word::Word;

/// An email address.
pub const EMAIL: Input = Input {
    rule: email,
    hint: Word::EmailRule,
    autocomplete: "email",
    inputmode: "email",
    longest: 254,
    ..PLAIN
};

/// A phone number without its country code, which is a separate member of the input (`1` unless the
/// page sets another).
pub const PHONE: Input = Input {
    rule: phone,
    format: phone_in_groups,
    hint: Word::PhoneRule,
    too_long: Word::PhoneRule,
    autocomplete: "tel-national",
    inputmode: "tel",
    ..PLAIN
};

/// A website.
pub const WEBSITE: Input = Input {
    rule: website,
    hint: Word::WebsiteRule,
    autocomplete: "url",
    inputmode: "url",
    ..PLAIN
};

/// Reads a "valid e-mail address" of the HTML standard that has a full stop in its domain.
fn email(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let (local, Some(domain)) = cut(typed, b'@') else { return Err(FieldCode::Incomplete) };
    if local.is_empty() || !is_made_of(local, ".!#$%&'*+/=?^_`{|}~-") || !is_host(domain) {
        return Err(FieldCode::Invalid);
    }
    Ok(plain(typed))
}

fn is_host(host: &str) -> bool {
    has(host, b'.')
        && split(host, b'.').all(|label| {
            (1..=63).contains(&label.len())
                && is_made_of(label, "-")
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// The characters besides blanks that may be between the digits of a phone number.
const PHONE_SIGNS: &str = "-.()/";

/// Formats a number as `(415) 555-0123` while it is typed. A country code 1 before it stays,
/// because a call with another country code sends all digits. A number that does not fit this form
/// becomes its digits, and a number with another country code stays unchanged.
fn phone_in_groups(typed: &str) -> Zeroizing<String> {
    let (plus, rest) = match typed.strip_prefix('+') {
        Some(rest) if rest.starts_with('1') => ("+", rest),
        _ => ("", typed),
    };
    let Ok(digits) = digits_among(rest, PHONE_SIGNS) else { return plain(typed) };
    let has_code = !plus.is_empty() || digits.len() == 11 && digits.starts_with('1');
    let (code, national) = digits.split_at(has_code.into());
    if national.len() > 10 {
        return Zeroizing::new(concat(&[plus, &digits]));
    }
    let blank = if has_code && !national.is_empty() { " " } else { "" };
    let Some((area, rest)) = national.split_at_checked(3).filter(|(_, rest)| !rest.is_empty())
    else {
        return Zeroizing::new(concat(&[plus, code, blank, national]));
    };
    let (exchange, line) = rest.split_at_checked(3).unwrap_or((rest, ""));
    let hyphen = if line.is_empty() { "" } else { "-" };
    Zeroizing::new(concat(&[plus, code, blank, "(", area, ") ", exchange, hyphen, line]))
}

/// Returns the digits of a phone number without its country code.
///
/// 1. With country code 1 there are ten digits; one 1 before them is dropped.
/// 2. With another country code there are 4 to 15 digits (E.164), sent as they were typed.
/// 3. A number with a plus begins with a country code. It is dropped if it is the call's; any other
///    is a problem.
/// 4. A field does not know the country code, so a number is right if it is right for some country.
///    Fewer than ten digits count as an unfinished number with country code 1.
fn phone(typed: &str, context: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let rest = typed.strip_prefix('+');
    let digits = digits_among(rest.unwrap_or(typed), PHONE_SIGNS)?;
    let known = context.country_code.map(|code| code.strip_prefix('+').unwrap_or(code));
    let is_american = known.unwrap_or("1") == "1";
    let (national, has_ten) = match (digits.strip_prefix(known.unwrap_or("1")), rest) {
        (Some(national), Some(_)) => (national, is_american),
        (Some(national), None) if is_american && digits.len() == 11 => (national, true),
        (None, Some(_)) if known.is_some() => return Err(FieldCode::Invalid),
        (None, Some(_)) => (&**digits, false),
        (_, None) => (&**digits, is_american && (known.is_some() || digits.len() <= 10)),
    };
    if has_ten {
        return of_length(plain(national), 10);
    }
    match national.len() {
        ..4 => Err(FieldCode::Incomplete),
        4..=15 => Ok(plain(national)),
        _ => Err(FieldCode::TooLong),
    }
}

/// Reads a URL with `http://` or `https://`, in any case, and the characters of the schema's
/// pattern. A host without a scheme gets `https://`.
fn website(typed: &str, _: &Context<'_>) -> Result<Zeroizing<String>, FieldCode> {
    let (mut scheme, mut rest) = ("https://", typed);
    for known in ["https://", "http://"] {
        if let Some((begin, behind)) = typed.split_at_checked(known.len())
            && begin.eq_ignore_ascii_case(known)
        {
            (scheme, rest) = (known, behind);
        }
    }
    let end = rest.bytes().position(|byte| has("/?:", byte)).unwrap_or(rest.len());
    let is_escape =
        |part: &str| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if is_host(&rest[..end])
        && is_made_of(rest, "-()_.!~*';/?:@&=+$,%")
        && split(rest, b'%').skip(1).all(is_escape)
    {
        Ok(Zeroizing::new(concat(&[scheme, rest])))
    } else {
        Err(FieldCode::Invalid)
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::{ENGLISH, Table};
    use super::*;

    pub const TABLES: &[Table] = &[
        Table(
            &[FieldKind::Email],
            "HTML standard: a valid e-mail address, with a full stop in the domain",
            &[
                ("ada@example.com", "ada@example.com"),
                ("a+b@sub.example.org", "a+b@sub.example.org"),
                ("\u{202a}ada@example.com\u{202c}\u{200e}", "ada@example.com"),
                ("o\u{2019}neil@a\u{2011}b.example", "o'neil@a-b.example"),
                ("ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com"),
            ],
            &[
                ("ada", FieldCode::Incomplete),
                ("@example.com", FieldCode::Invalid),
                ("ada@", FieldCode::Invalid),
                ("ada@example", FieldCode::Invalid),
                ("ada@-x.com", FieldCode::Invalid),
                ("a b@example.com", FieldCode::Invalid),
                ("a@b@example.com", FieldCode::Invalid),
                ("<x>@example.com", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::PhoneNumber],
            "E.164: up to 15 digits; of country code 1, ten (no format is published)",
            &[
                ("4155550132", "4155550132"),
                ("(415) 555-0132", "4155550132"),
                ("+1 415.555.0132", "4155550132"),
                ("1-415-555-0132", "4155550132"),
                ("٤١٥٥٥٥٠١٣٢", "4155550132"),
                ("5551234567", "5551234567"),
                ("111-111-1111", "1111111111"),
                ("(212) 555-0143", "2125550143"),
                ("+1 212 555 0143", "2125550143"),
                ("14155550123", "4155550123"),
                ("212\u{2011}555\u{2013}0143", "2125550143"),
                ("\u{202a}+1\u{a0}212\u{a0}555\u{a0}0143\u{202c}", "2125550143"),
                ("415/555/0132", "4155550132"),
                // Right in a call with another country code.
                ("24155550132", "24155550132"),
                ("+49 30 1234567", "49301234567"),
                ("123456789012345", "123456789012345"),
            ],
            &[
                ("415555", FieldCode::Incomplete),
                ("+", FieldCode::Incomplete),
                ("+1", FieldCode::Incomplete),
                ("+1 41555501322", FieldCode::TooLong),
                ("+352", FieldCode::Incomplete),
                ("1234567890123456", FieldCode::TooLong),
                ("++1 4155550132", FieldCode::Invalid),
                ("415+5550132", FieldCode::Invalid),
                ("415-555-0132 x7", FieldCode::Invalid),
                ("call me", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::Website],
            "schema: USBusinessProfileInput.website, of its schemes those of the web",
            &[
                ("example.com", "https://example.com"),
                ("http://example.com", "http://example.com"),
                ("https://example.com/%2F", "https://example.com/%2F"),
                ("Https://example.com", "https://example.com"),
                ("HTTP://Example.com/A", "http://Example.com/A"),
                ("\u{200e}a\u{2011}b.example", "https://a-b.example"),
                ("https://www.example.com/a%20b?c", "https://www.example.com/a%20b?c"),
            ],
            &[
                ("https://example.com/#top", FieldCode::Invalid),
                ("https://example.com/%2", FieldCode::Invalid),
                ("ftp://example.com", FieldCode::Invalid),
                ("example", FieldCode::Invalid),
                ("javascript:alert(1)", FieldCode::Invalid),
                ("https//example.com", FieldCode::Invalid),
                ("é://example.com", FieldCode::Invalid),
                ("ex ample.com", FieldCode::Invalid),
            ],
        ),
    ];

    fn called(country_code: &str, typed: &str) -> Result<String, FieldCode> {
        let context = Context { country_code: Some(country_code), ..ENGLISH };
        PHONE.read(&PHONE.tidy(typed), &context).map(|number| number.to_string())
    }

    #[test]
    fn a_plus_in_a_field_begins_a_number_of_any_country() {
        let state = |typed: &str| PHONE.state(&PHONE.tidy(typed), &ENGLISH).code;
        assert_eq!(state("+352 123456"), None);
        assert_eq!(state("352 123456"), Some(FieldCode::Incomplete), "taken for an American one");
    }

    #[test]
    fn a_call_says_the_country_of_a_phone_number() {
        for (code, typed, sent) in [
            ("49", "15112345678", Ok("15112345678")),
            ("+49", "15112345678", Ok("15112345678")),
            ("49", "+49 151 12345678", Ok("15112345678")),
            ("49", "4915112345678", Ok("4915112345678")),
            ("49", "0151 / 12345678", Ok("015112345678")),
            ("49", "+1 212 555 0143", Err(FieldCode::Invalid)),
            ("33", "0612345678", Ok("0612345678")),
            ("45", "1234", Ok("1234")),
            ("45", "123", Err(FieldCode::Incomplete)),
            ("45", "123456789012345", Ok("123456789012345")),
            ("45", "1234567890123456", Err(FieldCode::TooLong)),
            ("1", "14155550123", Ok("4155550123")),
            ("1", "+14155550123", Ok("4155550123")),
            ("+1", "14155550123", Ok("4155550123")),
            ("1", "1115550123", Ok("1115550123")),
            ("1", "24155550132", Err(FieldCode::TooLong)),
            ("1", "114155550123", Err(FieldCode::TooLong)),
            ("1", "415555013", Err(FieldCode::Incomplete)),
            ("1", "+49 30 1234567", Err(FieldCode::Invalid)),
        ] {
            assert_eq!(called(code, typed), sent.map(str::to_owned), "{code} {typed}");
        }
    }

    #[test]
    fn a_phone_number_gets_its_groups_as_one_types() {
        for (typed, shown) in [
            ("4", "4"),
            ("415", "415"),
            ("4155", "(415) 5"),
            ("415555", "(415) 555"),
            ("4155550", "(415) 555-0"),
            ("4155550123", "(415) 555-0123"),
            ("(415) 55", "(415) 55"),
            ("(415) ", "415"),
            ("14155550123", "1 (415) 555-0123"),
            ("+", "+"),
            ("+1", "+1"),
            ("+14", "+1 4"),
            ("+1 4155", "+1 (415) 5"),
            ("+1 212 555 0143", "+1 (212) 555-0143"),
            ("(015) 112-34567", "01511234567"),
            ("+141555501234", "+141555501234"),
            ("+49 151 1234", "+49 151 1234"),
            ("111-111-1111", "(111) 111-1111"),
            ("415-555-01x", "415-555-01x"),
        ] {
            assert_eq!(*PHONE.tidy(typed), shown, "{typed}");
        }
        let typed = "14155550123".chars().fold(String::new(), |mut shown, key| {
            shown.push(key);
            PHONE.tidy(&shown).to_string()
        });
        assert_eq!(typed, "1 (415) 555-0123");
    }
}
