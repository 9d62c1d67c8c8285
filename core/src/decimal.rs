//! The decimal separator of a language's amounts.
//!
//! The tables have CLDR's separators for amounts in US dollars, as `Intl.NumberFormat` of Node.js
//! 22 gives them.

use crate::text::split;

/// The decimal separator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// `1,234.50`.
    Point,
    /// `1.234,50`.
    Comma,
}

/// Languages that write a comma, and regions that write a comma although their language writes a
/// point. They are one text for the reason given at [`crate::words::LANGUAGES`].
const COMMA: &str = "af az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq \
    sr sv tr uk vi ar-DZ ar-LY ar-MA ar-TN en-ZA";

/// Regions that write a point although their language writes a comma.
const POINT: &str = "de-CH de-LI es-419 es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-SV es-US fr-CH it-CH";

impl Decimal {
    /// Returns the separator of a BCP 47 tag; a point if the language is unknown.
    ///
    /// # Examples
    ///
    /// ```
    /// use sordino_core::decimal::Decimal;
    ///
    /// assert_eq!(Decimal::of("de-DE"), Decimal::Comma);
    /// assert_eq!(Decimal::of("de-CH"), Decimal::Point);
    /// ```
    pub fn of(tag: &str) -> Self {
        let mut subtags = split(tag, b'-').flat_map(|part| split(part, b'_'));
        let language = subtags.next().unwrap_or_default();
        // A region is two letters or, unlike a script, three digits.
        let region = subtags
            .find(|subtag| subtag.len() == 2 || subtag.bytes().any(|byte| byte.is_ascii_digit()))
            .unwrap_or_default();
        let is_listed = |list: &'static str, region: &str| {
            split(list, b' ').any(|known| {
                let mut parts = split(known, b'-');
                let is_next = |wanted: &str, part: Option<&str>| {
                    part.unwrap_or_default().eq_ignore_ascii_case(wanted)
                };
                is_next(language, parts.next()) && is_next(region, parts.next())
            })
        };
        let has_comma = is_listed(COMMA, region) || is_listed(COMMA, "");
        if has_comma && !is_listed(POINT, region) { Self::Comma } else { Self::Point }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_says_how_amounts_are_written() {
        for tag in
            "en en-US en-GB he ja ko zh ar ar-EG zh-Hant-TW es-MX es-419 ES_us de-CH de-Latn-LI \
            fr-CH it-CH hi xx -- e en-419 d deu"
                .split(' ')
                .chain(["", "-", "-de"])
        {
            assert_eq!(Decimal::of(tag), Decimal::Point, "{tag}");
        }
        for tag in
            "de DE de-DE de_AT fr fr-CA es es-ES es-AR it nl pl pt pt-BR sv tr ru sr-Latn-RS \
            ar-MA AR-tn en-ZA de-DE-u-nu-latn"
                .split(' ')
        {
            assert_eq!(Decimal::of(tag), Decimal::Comma, "{tag}");
        }
    }
}
