//! Filters of one value. A missing value equals no other value.

use async_graphql::{Enum, ID, InputObject};
use jiff::Timestamp;
use jiff::civil::Date;

use super::country::Iso3166Alpha3Country;
use crate::graphql::account_holders::PhoneLabel;
use crate::graphql::financial_account::FinancialAccountFeatureType;
use crate::graphql::payment_card::{CardFormFactor, PaymentCardNetwork, PaymentCardStatus};
use crate::keyed::Keyed;
use crate::rules;

/// Makes a filter of one value with `equals`, `notEquals`, `includes` and `excludes`.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident, $graphql:literal, $of:ty) => {
        $(#[$doc])*
        #[derive(InputObject)]
        #[graphql(name = $graphql)]
        pub struct $name {
            /// The value is this.
            equals: Option<$of>,
            /// The value is not this.
            not_equals: Option<$of>,
            /// The value is one of these.
            includes: Option<Vec<$of>>,
            /// The value is not one of these.
            excludes: Option<Vec<$of>>,
        }

        impl $name {
            pub fn passes(&self, value: Option<&$of>) -> bool {
                let is = |other: &$of| value == Some(other);
                self.equals.as_ref().is_none_or(is)
                    && !self.not_equals.as_ref().is_some_and(is)
                    && self.includes.as_ref().is_none_or(|all| all.iter().any(is))
                    && !self.excludes.as_ref().is_some_and(|all| all.iter().any(is))
            }
        }
    };
}

choice!(
    /// A text.
    StringFilterInput, "StringFilterInput", String
);
choice!(
    /// An id.
    IdFilterInput, "IDFilterInput", ID
);
choice!(
    /// How a phone number is used.
    PhoneLabelFilterInput, "PhoneLabelFilterInput", PhoneLabel
);
choice!(
    /// A card's network.
    PaymentCardNetworkFilterInput, "PaymentCardNetworkFilterInput", PaymentCardNetwork
);
choice!(
    /// A card's status.
    PaymentCardStatusFilterInput, "PaymentCardStatusFilterInput", PaymentCardStatus
);
choice!(
    /// Whether a card can be held in the hand.
    CardFormFactorFilterInput, "CardFormFactorFilterInput", CardFormFactor
);

/// Makes a filter of a value that is written as a text and has an order.
macro_rules! ordered {
    ($(#[$doc:meta])* $name:ident, $range:ident, $of:ty, $read:expr) => {
        /// The first and the last value of a range.
        #[derive(InputObject)]
        pub struct $range {
            start: Option<String>,
            end: Option<String>,
        }

        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            equals: Option<String>,
            not_equals: Option<String>,
            less_than: Option<String>,
            less_than_or_equals: Option<String>,
            greater_than: Option<String>,
            greater_than_or_equals: Option<String>,
            between: Option<$range>,
        }

        impl $name {
            /// Whether a value passes. If a limit can't be read, no value passes.
            pub fn passes(&self, value: Option<$of>) -> bool {
                let read: fn(&str) -> Option<$of> = $read;
                let is = |limit: &Option<String>, test: fn(&$of, &$of) -> bool| {
                    limit.as_ref().is_none_or(|limit| match (&value, read(limit)) {
                        (Some(value), Some(limit)) => test(value, &limit),
                        _ => false,
                    })
                };
                is(&self.equals, PartialEq::eq)
                    && is(&self.not_equals, PartialEq::ne)
                    && is(&self.less_than, PartialOrd::lt)
                    && is(&self.less_than_or_equals, PartialOrd::le)
                    && is(&self.greater_than, PartialOrd::gt)
                    && is(&self.greater_than_or_equals, PartialOrd::ge)
                    && self.between.as_ref().is_none_or(|range| {
                        is(&range.start, PartialOrd::ge) && is(&range.end, PartialOrd::le)
                    })
            }
        }
    };
}

ordered!(
    /// A date, `YYYY-MM-DD`.
    DateFilterInput, DateFilterInputRange, Date, |text| rules::date(text)
);
ordered!(
    /// A moment, in ISO 8601.
    TimestampFilterInput, TimestampFilterInputRange, Timestamp, |text| text.parse().ok()
);

/// A text, compared as a whole or in part.
#[derive(InputObject)]
pub struct StringSearchFilterInput {
    starts_with: Option<String>,
    ends_with: Option<String>,
    contains: Option<String>,
    equals: Option<String>,
    not_equals: Option<String>,
    includes: Option<Vec<String>>,
    excludes: Option<Vec<String>>,
}

impl StringSearchFilterInput {
    pub fn passes(&self, value: Option<&str>) -> bool {
        let is = |other: &String| value == Some(other.as_str());
        let has = |part: &Option<String>, test: fn(&str, &str) -> bool| {
            part.as_ref().is_none_or(|part| value.is_some_and(|value| test(value, part)))
        };
        has(&self.starts_with, |value, part| value.starts_with(part))
            && has(&self.ends_with, |value, part| value.ends_with(part))
            && has(&self.contains, |value, part| value.contains(part))
            && self.equals.as_ref().is_none_or(is)
            && !self.not_equals.as_ref().is_some_and(is)
            && self.includes.as_ref().is_none_or(|all| all.iter().any(is))
            && !self.excludes.as_ref().is_some_and(|all| all.iter().any(is))
    }
}

/// A text that sounds like one of several.
#[derive(InputObject)]
pub struct SoundsLikeFilterInput {
    sounds_like: Option<Vec<String>>,
}

impl SoundsLikeFilterInput {
    pub fn passes(&self, value: Option<&str>) -> bool {
        self.sounds_like.as_ref().is_none_or(|all| {
            value.is_some_and(|value| all.iter().any(|one| soundex(one) == soundex(value)))
        })
    }
}

/// The American Soundex code. The real API's way of comparing sounds is not published.
fn soundex(text: &str) -> String {
    let digit = |letter: char| match letter {
        'B' | 'F' | 'P' | 'V' => '1',
        'C' | 'G' | 'J' | 'K' | 'Q' | 'S' | 'X' | 'Z' => '2',
        'D' | 'T' => '3',
        'L' => '4',
        'M' | 'N' => '5',
        'R' => '6',
        // H and W between equal consonants don't separate them. Vowels do.
        'H' | 'W' => '-',
        _ => '0',
    };
    let letters: Vec<char> =
        text.to_ascii_uppercase().chars().filter(char::is_ascii_alphabetic).collect();
    let Some(&first) = letters.first() else { return String::new() };
    let mut code = String::from(first);
    let mut last = digit(first);
    for letter in letters.into_iter().skip(1) {
        let next = digit(letter);
        if next == '-' {
            continue;
        }
        if next != '0' && next != last {
            code.push(next);
        }
        last = next;
    }
    format!("{code:0<4}").chars().take(4).collect()
}

/// A secret that is stored only as a hash.
#[derive(InputObject)]
pub struct HashedFilterInput {
    equals: Option<String>,
    not_equals: Option<String>,
    /// The value matches all of these, as the schema says.
    includes: Option<Vec<String>>,
    excludes: Option<Vec<String>>,
}

impl HashedFilterInput {
    /// Whether the hashed secret passes. `digits` brings a text of the filter into the form that
    /// was hashed.
    pub fn passes(
        &self,
        hash: Option<&str>,
        keyed: &Keyed,
        purpose: &str,
        digits: fn(&str) -> Option<String>,
    ) -> bool {
        let is = |other: &String| {
            let other = digits(other).map(|digits| keyed.hash(purpose, &digits));
            other.is_some() && other.as_deref() == hash
        };
        self.equals.as_ref().is_none_or(is)
            && !self.not_equals.as_ref().is_some_and(is)
            && self.includes.as_ref().is_none_or(|all| all.iter().all(is))
            && !self.excludes.as_ref().is_some_and(|all| all.iter().any(is))
    }
}

/// The features of an account, which can have several.
#[derive(InputObject)]
pub struct FinancialAccountFeatureTypeFilterInput {
    equals: Option<FinancialAccountFeatureType>,
    not_equals: Option<FinancialAccountFeatureType>,
    includes: Option<Vec<FinancialAccountFeatureType>>,
    excludes: Option<Vec<FinancialAccountFeatureType>>,
}

impl FinancialAccountFeatureTypeFilterInput {
    pub fn passes(&self, features: &[FinancialAccountFeatureType]) -> bool {
        let has = |feature: &FinancialAccountFeatureType| features.contains(feature);
        self.equals.as_ref().is_none_or(has)
            && !self.not_equals.as_ref().is_some_and(has)
            && self.includes.as_ref().is_none_or(|all| all.iter().any(has))
            && !self.excludes.as_ref().is_some_and(|all| all.iter().any(has))
    }
}

/// A field that the organization has defined. No object of the sandbox has such a field.
#[derive(InputObject)]
pub struct CustomFieldInput {
    key: String,
    value: String,
}

/// The fields that the organization has defined.
#[derive(InputObject)]
pub struct CustomFieldsFilterInput {
    equals: Option<CustomFieldInput>,
    not_equals: Option<CustomFieldInput>,
    includes: Option<Vec<CustomFieldInput>>,
    excludes: Option<Vec<CustomFieldInput>>,
}

impl CustomFieldsFilterInput {
    /// Whether an object without such fields passes.
    pub fn passes(&self) -> bool {
        self.equals.is_none() && self.includes.is_none()
    }
}

/// The versions of the search language.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchQueryLanguageVersion {
    #[graphql(name = "VERSION_1")]
    Version1,
}

/// A search in the API's own language, which is not published.
#[derive(InputObject)]
pub struct SearchQueryLanguageInput {
    query: String,
    version: SearchQueryLanguageVersion,
}

/// A country.
pub type Country = Iso3166Alpha3Country;

/// Returns the name of an enum's value, as it is stored.
pub fn name_of<E: async_graphql::resolver_utils::EnumType>(value: E) -> String {
    match async_graphql::resolver_utils::enum_value(value) {
        async_graphql::Value::Enum(name) => name.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_are_compared_by_soundex() {
        for (text, code) in [
            ("Robert", "R163"),
            ("Rupert", "R163"),
            ("Ashcraft", "A261"),
            ("Tymczak", "T522"),
            ("Wieck", "W200"),
            ("Wick", "W200"),
            ("", ""),
        ] {
            assert_eq!(soundex(text), code, "{text}");
        }
    }

    #[test]
    fn a_limit_that_cannot_be_read_lets_nothing_pass() {
        let filter = |limit: &str| DateFilterInput {
            equals: None,
            not_equals: None,
            less_than: Some(limit.to_owned()),
            less_than_or_equals: None,
            greater_than: None,
            greater_than_or_equals: None,
            between: None,
        };
        let born = rules::date("1990-09-13");
        assert!(filter("1990-09-14").passes(born));
        assert!(!filter("1990-09-13").passes(born));
        assert!(!filter("yesterday").passes(born));
        assert!(!filter("1990-09-14").passes(None));
    }
}
