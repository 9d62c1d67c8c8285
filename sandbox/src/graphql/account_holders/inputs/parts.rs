//! Names, phone numbers, addresses, documents and amounts, as parts of inputs.

use async_graphql::InputObject;
use serde::Serialize;

use super::choices::{PhoneLabel, SupportedCurrency, TaxIdentificationNumberType};
use crate::graphql::unsigned_int::UnsignedInt;

/// The parts of a name from any of the input types.
pub struct NameParts<'a> {
    pub given_name: &'a str,
    pub middle_name: Option<&'a str>,
    pub family_name: &'a str,
}

impl NameParts<'_> {
    /// The given and the family name.
    pub fn full(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// Makes an input type for names. The schema has three that differ only in the type's name.
macro_rules! name_input {
    ($(#[$doc:meta])* $name:ident = $graphql:literal) => {
        $(#[$doc])*
        #[derive(InputObject, Serialize)]
        #[graphql(name = $graphql)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// The part of the name that identifies a person: 1 to 255 Latin letters, apostrophes,
            /// commas, periods, spaces and hyphens.
            given_name: String,
            /// Additional part of the name, with the same rule.
            middle_name: Option<String>,
            /// Part of the name that identifies a family: the same, but 2 to 255.
            family_name: String,
            /// For example Jr. or Sr.
            suffix: Option<String>,
            /// For example Mx. or Dr.
            title: Option<String>,
        }

        impl $name {
            /// The parts that have rules.
            pub fn parts(&self) -> NameParts<'_> {
                NameParts {
                    given_name: &self.given_name,
                    middle_name: self.middle_name.as_deref(),
                    family_name: &self.family_name,
                }
            }
        }
    };
}

name_input!(
    /// The name of a person who holds an account.
    PersonAccountHolderNameInput = "PersonAccountHolderNameInput"
);
name_input!(
    /// The name of an authorized user.
    PersonAuthorizedUserNameInput = "PersonAuthorizedUserNameInput"
);
name_input!(
    /// The name of a person who acts for a business or owns a part of it.
    USAssociatedPersonNameInput = "USAssociatedPersonNameInput"
);

/// The parts of a phone number.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneInput {
    /// The assigned country code for the number.
    pub country_code: String,
    /// The phone number in a country specific format.
    pub number: String,
    /// A specific phone on the same number as the main line.
    pub extension: Option<String>,
    /// How the phone number is used.
    pub label: PhoneLabel,
}

/// The parts of an address.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressInput {
    /// The number and street of the address: at least two groups of characters.
    pub street_address: String,
    /// Apartment, unit, floor, or place name.
    pub extended_address: Option<String>,
    /// 5 digits, or 5 and a hyphen and 4.
    pub postal_code: String,
    /// Two-letter code of a state, the district or an outlying area (ISO 3166-2:US).
    pub region: String,
    /// Town or city.
    pub locality: String,
    /// Three-letter country code (ISO 3166-1 alpha-3).
    pub country_code_alpha3: String,
}

/// A tax identification number.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxIdentificationDocumentInput {
    /// The full tax identification number.
    pub number: String,
    /// Three-letter code of the issuing country.
    pub country_code_alpha3: String,
    /// The type of tax identification number.
    pub tax_identification_number_type: Option<TaxIdentificationNumberType>,
}

/// The identification documents of a person.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USIdentificationDocumentInput")]
pub struct USIdentificationDocumentInput {
    /// A person's social security number: `123-45-6789` or nine digits.
    pub social_security_number: TaxIdentificationDocumentInput,
}

/// The identification documents of a business.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USBusinessIdentificationDocumentInput")]
pub struct USBusinessIdentificationDocumentInput {
    /// A business's employer identification number: `12-3456789`.
    pub employer_identification_number: TaxIdentificationDocumentInput,
}

/// An amount of money.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AmountInput {
    /// In the currency's smallest unit.
    value: UnsignedInt,
    /// ISO 4217 currency code.
    currency_code: SupportedCurrency,
}
