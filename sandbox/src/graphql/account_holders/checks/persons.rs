//! Checks of persons: account holders, authorized users, and persons of a business.

use std::ops::RangeInclusive;

use async_graphql::ID;

use super::super::inputs::{
    AddressInput, CreateUSPersonAccountHolderInput, CreateUSPersonAuthorizedUserInput, NameParts,
    PhoneInput, USAuthorizedPersonInput, USIdentificationDocumentInput, USPersonAccountHolderInput,
    USPersonAuthorizedUserInput, USUltimateBeneficialOwnerInput,
};
use super::checker::{Checker, below, not_blank};
use crate::graphql::problems::Problems;
use crate::store::account_holders::{Draft, Kind};

/// The age of a person who holds an account.
const ACCOUNT_HOLDER_AGES: RangeInclusive<i16> = 10..=100;
/// The age of an authorized user, and of a person who acts for a business or owns one.
const ADULT_AGES: RangeInclusive<i16> = 18..=100;

/// The values that all kinds of persons have, from any of the input types.
pub struct Individual<'a> {
    name: NameParts<'a>,
    email: Option<&'a str>,
    phone: Option<&'a PhoneInput>,
    address_field: &'static str,
    address: Option<&'a AddressInput>,
    address_token: Option<&'a ID>,
    date_of_birth: &'a str,
    ages: RangeInclusive<i16>,
    document: Option<&'a USIdentificationDocumentInput>,
}

impl<'a> From<&'a USPersonAccountHolderInput> for Individual<'a> {
    fn from(person: &'a USPersonAccountHolderInput) -> Self {
        Self {
            name: person.name.parts(),
            email: person.email.as_deref(),
            phone: person.phone_number.as_ref(),
            address_field: "billingAddress",
            address: person.billing_address.as_ref(),
            address_token: person.billing_address_token.as_ref(),
            date_of_birth: &person.date_of_birth,
            ages: ACCOUNT_HOLDER_AGES,
            document: person.identification_document.as_ref(),
        }
    }
}

impl<'a> From<&'a USPersonAuthorizedUserInput> for Individual<'a> {
    fn from(person: &'a USPersonAuthorizedUserInput) -> Self {
        Self {
            name: person.name.parts(),
            email: Some(&person.email),
            phone: Some(&person.phone_number),
            address_field: "billingAddress",
            address: person.billing_address.as_ref(),
            address_token: person.billing_address_token.as_ref(),
            date_of_birth: &person.date_of_birth,
            ages: ADULT_AGES,
            document: person.identification_document.as_ref(),
        }
    }
}

/// Reads the values of a person of a business, from either input type.
macro_rules! from_associated_person {
    ($($input:ident),+) => {$(
        impl<'a> From<&'a $input> for Individual<'a> {
            fn from(person: &'a $input) -> Self {
                Self {
                    name: person.name.parts(),
                    email: Some(&person.email),
                    phone: Some(&person.phone_number),
                    address_field: "homeAddress",
                    address: person.home_address.as_ref(),
                    address_token: person.home_address_token.as_ref(),
                    date_of_birth: &person.date_of_birth,
                    ages: ADULT_AGES,
                    document: Some(&person.identification_document),
                }
            }
        }
    )+};
}
from_associated_person!(USAuthorizedPersonInput, USUltimateBeneficialOwnerInput);

/// Checks a person, and returns the keyed hash of their tax number.
pub fn individual(
    checker: &mut Checker<'_>,
    path: &str,
    person: &Individual<'_>,
) -> Option<String> {
    checker.name(&below(path, "name"), &person.name);
    checker.optional(&below(path, "email"), person.email, not_blank, "must not be blank");
    if let Some(phone) = person.phone {
        checker.phone(&below(path, "phoneNumber"), phone);
    }
    checker.one_address(path, person.address_field, person.address, person.address_token);
    checker.date_of_birth(&below(path, "dateOfBirth"), person.date_of_birth, &person.ages);
    person.document.and_then(|document| checker.ssn(path, document))
}

/// Checks a person who is to hold an account.
pub fn person(
    mut checker: Checker<'_>,
    input: &CreateUSPersonAccountHolderInput,
) -> Result<Draft, Problems> {
    let path = "personAccountHolder";
    let person = &input.person_account_holder;
    let tax_hash = individual(&mut checker, path, &person.into());
    checker.external_id(&below(path, "externalId"), person.external_id.as_deref());
    let name = person.name.parts().full();
    checker.draft(Kind::Person, name, person.external_id.clone(), None, tax_hash, person)
}

/// Checks an authorized user of a business.
pub fn authorized_user(
    mut checker: Checker<'_>,
    input: &CreateUSPersonAuthorizedUserInput,
) -> Result<Draft, Problems> {
    let path = "personAuthorizedUser";
    let person = &input.person_authorized_user;
    let tax_hash = individual(&mut checker, path, &person.into());
    checker.external_id(&below(path, "externalId"), person.external_id.as_deref());
    let name = person.name.parts().full();
    let business = Some(input.account_holder_id.0.clone());
    let external_id = person.external_id.clone();
    checker.draft(Kind::AuthorizedUser, name, external_id, business, tax_hash, person)
}
