//! How a person or a business is reached: email, phone, website. The API publishes no format for
//! the first two; the rules here are those of the HTML standard and of the North American Numbering
//! Plan. For a website it publishes a pattern with a scheme.

use zeroize::Zeroizing;

use super::{Input, PLAIN, digits_of, grouped, plain};
use crate::error::FieldCode;
use crate::text::{concat, cut, has, is_made_of, split};
use crate::time::Days;
use crate::word::Word;

/// An email address.
pub const EMAIL: Input = Input {
    rule: email,
    hint: Word::EmailRule,
    autocomplete: "email",
    inputmode: "email",
    ..PLAIN
};

/// A phone number without its country code, which is a member of its own (`1` unless the page says
/// otherwise).
pub const PHONE: Input = Input {
    rule: phone,
    tidy: |typed| grouped(typed, &[3, 3, 4], '-'),
    hint: Word::PhoneRule,
    autocomplete: "tel-national",
    inputmode: "tel",
    max_length: 24,
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

/// The HTML standard's "valid e-mail address", with a full stop in the domain.
fn email(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let (local, Some(domain)) = cut(typed, b'@') else { return Err(FieldCode::Incomplete) };
    if local.is_empty()
        || !is_made_of(local, ".!#$%&'*+/=?^_`{|}~-")
        || typed.len() > 254
        || !is_host(domain)
    {
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

/// Ten digits, the first of area and exchange not 0 or 1; a leading country code 1 is dropped.
fn phone(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let typed = typed.strip_prefix("+1").unwrap_or(typed);
    let digits = digits_of(typed, "-.()", 11).or_else(|code| {
        if code == FieldCode::Incomplete { digits_of(typed, "-.()", 10) } else { Err(code) }
    })?;
    let national = if digits.len() == 11 {
        digits.strip_prefix('1').ok_or(FieldCode::TooLong)?
    } else {
        &digits
    };
    let begins_well = |at: usize| national.as_bytes()[at] >= b'2';
    if begins_well(0) && begins_well(3) { Ok(plain(national)) } else { Err(FieldCode::Invalid) }
}

/// `http://` or `https://`, which is put before a bare host, and the characters that the schema's
/// pattern has.
fn website(typed: &str, _: Days) -> Result<Zeroizing<String>, FieldCode> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let address = Zeroizing::new(concat(&[if rest.is_some() { "" } else { "https://" }, typed]));
    let rest = rest.unwrap_or(typed);
    let end = rest.bytes().position(|byte| has("/?:", byte)).unwrap_or(rest.len());
    let is_escape =
        |part: &str| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if typed.len() > 255 {
        Err(FieldCode::TooLong)
    } else if is_host(&rest[..end])
        && is_made_of(rest, "-()_.!~*';/?:@&=+$,%")
        && split(rest, b'%').skip(1).all(is_escape)
    {
        Ok(address)
    } else {
        Err(FieldCode::Invalid)
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::FieldKind;
    use super::super::tests::Table;
    use super::*;

    pub const TABLES: &[Table] = &[
        Table(
            &[FieldKind::Email],
            "HTML standard: a valid e-mail address, with a full stop in the domain",
            &[
                ("ada@example.com", "ada@example.com"),
                ("a+b@sub.example.org", "a+b@sub.example.org"),
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
            "North American Numbering Plan: neither area nor exchange begins with 0 or 1",
            &[
                ("4155550132", "4155550132"),
                ("(415) 555-0132", "4155550132"),
                ("+1 415.555.0132", "4155550132"),
                ("1-415-555-0132", "4155550132"),
                ("٤١٥٥٥٥٠١٣٢", "4155550132"),
            ],
            &[
                ("415555", FieldCode::Incomplete),
                ("1155550132", FieldCode::Invalid),
                ("4151550132", FieldCode::Invalid),
                ("24155550132", FieldCode::TooLong),
                ("41555501322222", FieldCode::TooLong),
                ("+49 30 1234567", FieldCode::Invalid),
                ("call me", FieldCode::Invalid),
            ],
        ),
        Table(
            &[FieldKind::Website],
            "schema: USBusinessProfileInput.website, of its schemes those of the web",
            &[
                ("example.com", "https://example.com"),
                ("http://example.com", "http://example.com"),
                ("https://www.example.com/a%20b?c", "https://www.example.com/a%20b?c"),
            ],
            &[
                ("https://example.com/#top", FieldCode::Invalid),
                ("https://example.com/%2", FieldCode::Invalid),
                ("ftp://example.com", FieldCode::Invalid),
                ("example", FieldCode::Invalid),
                ("javascript:alert(1)", FieldCode::Invalid),
                ("ex ample.com", FieldCode::Invalid),
            ],
        ),
    ];
}
