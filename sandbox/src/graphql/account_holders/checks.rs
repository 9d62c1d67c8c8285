//! Holds an input against the rules, all of it, and makes the draft that is put aside or created.

use std::ops::RangeInclusive;

use async_graphql::ID;
use jiff::civil::Date;
use serde::Serialize;

use super::inputs::{
    AddressInput, BusinessStructure, CreateUSBusinessAccountHolderInput,
    CreateUSPersonAccountHolderInput, CreateUSPersonAuthorizedUserInput, NameParts, PhoneInput,
    TaxIdentificationDocumentInput, TaxIdentificationNumberType, USBusinessProfileInput,
    USIdentificationDocumentInput,
};
use crate::graphql::problems::{Code, Problems};
use crate::keyed::Keyed;
use crate::rules;
use crate::store::account_holders::{Draft, Kind};
use crate::tax_numbers::{EIN, SSN, hash_tax_numbers};

/// The age of a person who holds an account.
const ACCOUNT_HOLDER_AGES: RangeInclusive<i16> = 10..=100;
/// The age of someone who acts for a business or owns one, and of an authorized user.
const ADULT_AGES: RangeInclusive<i16> = 18..=100;

/// Gathers all that is wrong with an input.
pub struct Checker<'a> {
    keyed: &'a Keyed,
    today: Date,
    problems: Problems,
}

impl<'a> Checker<'a> {
    /// A checker for one input.
    pub fn new(keyed: &'a Keyed, today: Date) -> Self {
        Self { keyed, today, problems: Problems::default() }
    }

    /// A person who is to hold an account.
    pub fn person(mut self, input: &CreateUSPersonAccountHolderInput) -> Result<Draft, Problems> {
        let path = "personAccountHolder";
        let person = &input.person_account_holder;
        self.name(&below(path, "name"), &person.name.parts());
        self.optional(
            &below(path, "email"),
            person.email.as_deref(),
            not_blank,
            "must not be blank",
        );
        if let Some(phone) = &person.phone_number {
            self.phone(&below(path, "phoneNumber"), phone);
        }
        self.one_address(
            path,
            "billingAddress",
            person.billing_address.as_ref(),
            person.billing_address_token.as_ref(),
        );
        self.date_of_birth(
            &below(path, "dateOfBirth"),
            &person.date_of_birth,
            &ACCOUNT_HOLDER_AGES,
        );
        let document = person.identification_document.as_ref();
        let tax_hash = document.and_then(|document| self.ssn(path, document));
        self.external_id(&below(path, "externalId"), person.external_id.as_deref());
        let name = full_name(&person.name.parts());
        self.draft(Kind::Person, name, person.external_id.clone(), None, tax_hash, person)
    }

    /// An authorized user of a business.
    pub fn authorized_user(
        mut self,
        input: &CreateUSPersonAuthorizedUserInput,
    ) -> Result<Draft, Problems> {
        let path = "personAuthorizedUser";
        let person = &input.person_authorized_user;
        self.name(&below(path, "name"), &person.name.parts());
        self.require(&below(path, "email"), &person.email, not_blank, "must not be blank");
        self.phone(&below(path, "phoneNumber"), &person.phone_number);
        self.one_address(
            path,
            "billingAddress",
            person.billing_address.as_ref(),
            person.billing_address_token.as_ref(),
        );
        self.date_of_birth(&below(path, "dateOfBirth"), &person.date_of_birth, &ADULT_AGES);
        let document = person.identification_document.as_ref();
        let tax_hash = document.and_then(|document| self.ssn(path, document));
        self.external_id(&below(path, "externalId"), person.external_id.as_deref());
        let name = full_name(&person.name.parts());
        let business = Some(input.account_holder_id.0.clone());
        self.draft(
            Kind::AuthorizedUser,
            name,
            person.external_id.clone(),
            business,
            tax_hash,
            person,
        )
    }

    /// A business with the person who acts for it and those who own it.
    pub fn business(
        mut self,
        input: &CreateUSBusinessAccountHolderInput,
    ) -> Result<Draft, Problems> {
        let path = "primaryAuthorizedPerson";
        let person = &input.primary_authorized_person;
        self.name(&below(path, "name"), &person.name.parts());
        self.require(&below(path, "email"), &person.email, not_blank, "must not be blank");
        self.phone(&below(path, "phoneNumber"), &person.phone_number);
        self.one_address(
            path,
            "homeAddress",
            person.home_address.as_ref(),
            person.home_address_token.as_ref(),
        );
        self.date_of_birth(&below(path, "dateOfBirth"), &person.date_of_birth, &ADULT_AGES);
        self.ssn(path, &person.identification_document);
        self.percentage(&below(path, "percentageOwnership"), person.percentage_ownership, 0..=100);
        let tax_hash = self.profile("businessProfile", &input.business_profile);
        self.external_id("externalId", input.external_id.as_deref());
        let name = input.business_profile.name.legal_business_name.clone();
        self.draft(Kind::Business, name, input.external_id.clone(), None, tax_hash, input)
    }

    fn profile(&mut self, path: &str, profile: &USBusinessProfileInput) -> Option<String> {
        let name = below(path, "name");
        let rule = "must have 1 to 255 characters";
        self.require(
            &below(&name, "legalBusinessName"),
            &profile.name.legal_business_name,
            rules::is_business_name,
            rule,
        );
        let other = profile.name.doing_business_as_name.as_deref();
        self.optional(&below(&name, "doingBusinessAsName"), other, rules::is_business_name, rule);
        self.optional(
            &below(path, "businessDescription"),
            profile.business_description.as_deref(),
            rules::is_business_description,
            "must have 1 to 140 letters, digits and common signs",
        );
        self.phone(&below(path, "phoneNumber"), &profile.phone_number);
        self.one_address(
            path,
            "billingAddress",
            profile.billing_address.as_ref(),
            profile.billing_address_token.as_ref(),
        );
        if let Some(address) = &profile.legal_address {
            self.address(&below(path, "legalAddress"), address);
        }
        self.optional(
            &below(path, "website"),
            profile.website.as_deref(),
            rules::is_website,
            "must be a URL",
        );
        for (at, attribute) in profile.business_plan_attributes.iter().flatten().enumerate() {
            if let Some(indicator) = &attribute.indicator_attribute {
                let path =
                    format!("{path}.businessPlanAttributes.{at}.indicatorAttribute.reportedAt");
                let exists = |text: &str| rules::date(text).is_some();
                self.require(&path, &indicator.reported_at, exists, "must be a date, YYYY-MM-DD");
            }
        }
        for (at, owner) in profile.ultimate_beneficial_owners.iter().flatten().enumerate() {
            let Some(owner) = owner else { continue };
            let path = format!("{path}.ultimateBeneficialOwners.{at}");
            self.name(&below(&path, "name"), &owner.name.parts());
            self.one_address(
                &path,
                "homeAddress",
                owner.home_address.as_ref(),
                owner.home_address_token.as_ref(),
            );
            self.date_of_birth(&below(&path, "dateOfBirth"), &owner.date_of_birth, &ADULT_AGES);
            self.require(&below(&path, "email"), &owner.email, not_blank, "must not be blank");
            self.phone(&below(&path, "phoneNumber"), &owner.phone_number);
            self.ssn(&path, &owner.identification_document);
            self.percentage(
                &below(&path, "percentageOwnership"),
                owner.percentage_ownership,
                25..=100,
            );
        }
        let path = below(path, "identificationDocument");
        if let Some(document) = &profile.identification_document {
            self.ein(&path, &document.employer_identification_number)
        } else {
            if profile.business_type != BusinessStructure::SoleProprietorship {
                self.problems.add(
                    &path,
                    Code::Required,
                    "is required of all but sole proprietorships",
                );
            }
            None
        }
    }

    fn require(&mut self, path: &str, text: &str, rule: impl Fn(&str) -> bool, description: &str) {
        if !rule(text) {
            let code = if text.is_empty() { Code::Required } else { Code::Invalid };
            self.problems.add(path, code, description);
        }
    }

    fn optional(
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

    fn name(&mut self, path: &str, name: &NameParts<'_>) {
        let given =
            "must have 1 to 255 Latin letters, apostrophes, commas, periods, spaces and hyphens";
        let family =
            "must have 2 to 255 Latin letters, apostrophes, commas, periods, spaces and hyphens";
        self.require(&below(path, "givenName"), name.given_name, rules::is_given_name, given);
        self.optional(&below(path, "middleName"), name.middle_name, rules::is_given_name, given);
        self.require(&below(path, "familyName"), name.family_name, rules::is_family_name, family);
    }

    /// No format is published for phones, beyond "country specific".
    fn phone(&mut self, path: &str, phone: &PhoneInput) {
        self.require(
            &below(path, "countryCode"),
            &phone.country_code,
            not_blank,
            "must not be blank",
        );
        self.require(&below(path, "number"), &phone.number, not_blank, "must not be blank");
    }

    /// Exactly one of an address and a token for one. The sandbox makes no such tokens, so it knows
    /// none.
    fn one_address(
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
                self.problems.add(&token_path, Code::NotFound, "stands for no address");
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
                    "must not stand beside the address itself",
                );
            }
        }
    }

    fn address(&mut self, path: &str, address: &AddressInput) {
        let street = "must have two groups of characters at least";
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

    fn date_of_birth(&mut self, path: &str, text: &str, ages: &RangeInclusive<i16>) {
        match rules::date(text) {
            None => self.problems.add(path, Code::Invalid, "must be a date, YYYY-MM-DD"),
            Some(born) if !ages.contains(&rules::age(born, self.today)) => {
                let description = format!("must be {} to {} years ago", ages.start(), ages.end());
                self.problems.add(path, Code::Invalid, &description);
            }
            Some(_) => {}
        }
    }

    fn percentage(&mut self, path: &str, percentage: Option<i32>, allowed: RangeInclusive<i32>) {
        if percentage.is_some_and(|percentage| !allowed.contains(&percentage)) {
            let description = format!("must be {} to {}", allowed.start(), allowed.end());
            self.problems.add(path, Code::Invalid, &description);
        }
    }

    fn external_id(&mut self, path: &str, id: Option<&str>) {
        self.optional(
            path,
            id,
            rules::is_external_id,
            "must have 1 to 255 characters and no semicolon",
        );
    }

    /// The keyed hash of a good social security number, or of a good ITIN where the type says so.
    fn ssn(&mut self, path: &str, document: &USIdentificationDocumentInput) -> Option<String> {
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

    /// The keyed hash of a good employer identification number.
    fn ein(&mut self, path: &str, document: &TaxIdentificationDocumentInput) -> Option<String> {
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

    fn draft(
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

fn below(path: &str, field: &str) -> String {
    format!("{path}.{field}")
}

fn not_blank(text: &str) -> bool {
    !text.trim().is_empty()
}

fn full_name(name: &NameParts<'_>) -> String {
    format!("{} {}", name.given_name, name.family_name)
}
