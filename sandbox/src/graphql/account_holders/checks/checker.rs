//! Checks of single values.

use std::ops::RangeInclusive;

use async_graphql::ID;
use jiff::civil::Date;
use serde::Serialize;

use super::super::inputs::{
    AddressInput, NameParts, PhoneInput, TaxIdentificationDocumentInput,
    TaxIdentificationNumberType, USIdentificationDocumentInput,
};
use crate::graphql::problems::{Code, Problems};
use crate::keyed::Keyed;
use crate::rules;
use crate::store::account_holders::{Draft, Kind};
use crate::tax_numbers::{EIN, SSN, hash_tax_numbers};

/// Collects everything that is wrong with an input.
pub struct Checker<'a> {
    keyed: &'a Keyed,
    today: Date,
    pub problems: Problems,
}

impl<'a> Checker<'a> {
    /// Creates a checker for one input. `today` decides about ages.
    pub fn new(keyed: &'a Keyed, today: Date) -> Self {
        Self { keyed, today, problems: Problems::default() }
    }

    /// Checks a text that must be given.
    pub fn require(
        &mut self,
        path: &str,
        text: &str,
        rule: impl Fn(&str) -> bool,
        description: &str,
    ) {
        if !rule(text) {
            let code = if text.is_empty() { Code::Required } else { Code::Invalid };
            self.problems.add(path, code, description);
        }
    }

    /// Checks a text if it is given.
    pub fn optional(
        &mut self,
        path: &str,
        text: Option<&str>,
        rule: impl Fn(&str) -> bool,
        description: &str,
    ) {
        if let Some(text) = text {
            self.require(path, text, rule, description);
        }
    }

    /// Checks a person's name.
    pub fn name(&mut self, path: &str, name: &NameParts<'_>) {
        let given =
            "must have 1 to 255 Latin letters, apostrophes, commas, periods, spaces and hyphens";
        let family =
            "must have 2 to 255 Latin letters, apostrophes, commas, periods, spaces and hyphens";
        self.require(&below(path, "givenName"), name.given_name, rules::is_given_name, given);
        self.optional(&below(path, "middleName"), name.middle_name, rules::is_given_name, given);
        self.require(&below(path, "familyName"), name.family_name, rules::is_family_name, family);
    }

    /// Checks a phone number. The published format is only "country specific".
    pub fn phone(&mut self, path: &str, phone: &PhoneInput) {
        self.require(
            &below(path, "countryCode"),
            &phone.country_code,
            not_blank,
            "must not be blank",
        );
        self.require(&below(path, "number"), &phone.number, not_blank, "must not be blank");
    }

    /// Checks that exactly one of an address and an address token is given. Every such token is
    /// unknown, because the sandbox makes none.
    pub fn one_address(
        &mut self,
        path: &str,
        field: &str,
        address: Option<&AddressInput>,
        token: Option<&ID>,
    ) {
        let token_path = format!("{path}.{field}Token");
        match (address, token) {
            (Some(address), None) => self.address(&below(path, field), address),
            (None, Some(_)) => {
                self.problems.add(&token_path, Code::NotFound, "is the token of no address");
            }
            (None, None) => self.problems.add(
                &below(path, field),
                Code::Required,
                "is required, or a token for it",
            ),
            (Some(address), Some(_)) => {
                self.address(&below(path, field), address);
                self.problems.add(
                    &token_path,
                    Code::Invalid,
                    "must not be given beside the address itself",
                );
            }
        }
    }

    /// Checks an address.
    pub fn address(&mut self, path: &str, address: &AddressInput) {
        let street = "must have at least two groups of characters";
        self.require(
            &below(path, "streetAddress"),
            &address.street_address,
            rules::is_street_address,
            street,
        );
        self.optional(
            &below(path, "extendedAddress"),
            address.extended_address.as_deref(),
            rules::is_extended_address,
            "must have letters, digits and common signs",
        );
        let postal = "must be 5 digits, or 5 and a hyphen and 4";
        self.require(
            &below(path, "postalCode"),
            &address.postal_code,
            rules::is_postal_code,
            postal,
        );
        self.require(
            &below(path, "region"),
            &address.region,
            rules::is_region,
            "must be a U.S. state or territory",
        );
        self.require(
            &below(path, "locality"),
            &address.locality,
            rules::is_locality,
            "must begin with a letter",
        );
        let country = &address.country_code_alpha3;
        self.require(
            &below(path, "countryCodeAlpha3"),
            country,
            rules::is_us_country,
            "must be a U.S. country code",
        );
    }

    /// Checks a date of birth and the age.
    pub fn date_of_birth(&mut self, path: &str, text: &str, ages: &RangeInclusive<i16>) {
        match rules::date(text) {
            None => self.problems.add(path, Code::Invalid, "must be a date, YYYY-MM-DD"),
            Some(born) if !ages.contains(&rules::age(born, self.today)) => {
                let description = format!("must be {} to {} years ago", ages.start(), ages.end());
                self.problems.add(path, Code::Invalid, &description);
            }
            Some(_) => {}
        }
    }

    /// Checks a percentage if it is given.
    pub fn percentage(
        &mut self,
        path: &str,
        percentage: Option<i32>,
        allowed: RangeInclusive<i32>,
    ) {
        if percentage.is_some_and(|percentage| !allowed.contains(&percentage)) {
            let description = format!("must be {} to {}", allowed.start(), allowed.end());
            self.problems.add(path, Code::Invalid, &description);
        }
    }

    /// Checks an id of the organization's own, if it is given.
    pub fn external_id(&mut self, path: &str, id: Option<&str>) {
        self.optional(
            path,
            id,
            rules::is_external_id,
            "must have 1 to 255 characters and no semicolon",
        );
    }

    /// Checks a social security number, or an ITIN if its type says so, and returns the keyed hash.
    pub fn ssn(&mut self, path: &str, document: &USIdentificationDocumentInput) -> Option<String> {
        use TaxIdentificationNumberType as Type;
        let path = format!("{path}.identificationDocument.socialSecurityNumber");
        let document = &document.social_security_number;
        let is_itin = matches!(
            document.tax_identification_number_type,
            Some(Type::Itin | Type::IndividualTaxpayerIdentificationNumber)
        );
        let (digits, description) = if is_itin {
            let digits = rules::individual_taxpayer_identification_number(&document.number);
            (digits, "must be an individual taxpayer identification number")
        } else {
            let digits = rules::social_security_number(&document.number);
            (digits, "must be a social security number")
        };
        if digits.is_none() {
            self.problems.add(&below(&path, "number"), Code::Invalid, description);
        }
        let types = [
            Type::Ssn,
            Type::SocialSecurityNumber,
            Type::Itin,
            Type::IndividualTaxpayerIdentificationNumber,
        ];
        self.tax_document(&path, document, &types);
        digits.map(|digits| self.keyed.hash(SSN, &digits))
    }

    /// Checks an employer identification number and returns the keyed hash.
    pub fn ein(&mut self, path: &str, document: &TaxIdentificationDocumentInput) -> Option<String> {
        use TaxIdentificationNumberType::{Ein, EmployerIdentificationNumber};
        let path = below(path, "employerIdentificationNumber");
        let digits = rules::employer_identification_number(&document.number);
        if digits.is_none() {
            let description = "must be an employer identification number, 12-3456789";
            self.problems.add(&below(&path, "number"), Code::Invalid, description);
        }
        self.tax_document(&path, document, &[Ein, EmployerIdentificationNumber]);
        digits.map(|digits| self.keyed.hash(EIN, &digits))
    }

    fn tax_document(
        &mut self,
        path: &str,
        document: &TaxIdentificationDocumentInput,
        types: &[TaxIdentificationNumberType],
    ) {
        let issued_here = |country: &str| country == "USA";
        self.require(
            &below(path, "countryCodeAlpha3"),
            &document.country_code_alpha3,
            issued_here,
            "must be USA",
        );
        if document.tax_identification_number_type.is_some_and(|kind| !types.contains(&kind)) {
            let path = below(path, "taxIdentificationNumberType");
            self.problems.add(&path, Code::Invalid, "is not the type of this number");
        }
    }

    /// Makes the draft, unless something is wrong.
    pub fn draft(
        self,
        kind: Kind,
        name: String,
        external_id: Option<String>,
        account_holder_id: Option<String>,
        tax_hash: Option<String>,
        input: &impl Serialize,
    ) -> Result<Draft, Problems> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        // Inputs are made of texts, numbers and lists, which always serialise.
        let mut details = serde_json::to_value(input).unwrap_or_default();
        hash_tax_numbers(&mut details, self.keyed);
        Ok(Draft { kind, name, external_id, account_holder_id, tax_hash, details })
    }
}

/// The path of a field below another.
pub fn below(path: &str, field: &str) -> String {
    format!("{path}.{field}")
}

/// Whether a text has more than white space.
pub fn not_blank(text: &str) -> bool {
    !text.trim().is_empty()
}
