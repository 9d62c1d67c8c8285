//! Filters of persons and businesses.

use async_graphql::{ID, InputObject};
use serde_json::Value;

use super::passes;
use super::values::{
    Country, DateFilterInput, HashedFilterInput, IdFilterInput, PhoneLabelFilterInput,
    SoundsLikeFilterInput, StringFilterInput, StringSearchFilterInput, name_of,
};
use crate::keyed::Keyed;
use crate::rules;
use crate::store::account_holders::{Holder, Kind};
use crate::tax_numbers::{EIN, EIN_LAST4, SSN, SSN_LAST4};

/// A filter of one kind of account holders.
pub trait AccountHolderFilter {
    /// The kind of the account holders.
    const KIND: Kind;
    /// Whether an account holder passes.
    fn passes(&self, holder: &Holder, keyed: &Keyed) -> bool;
}

/// Makes a filter of the parts of a name.
macro_rules! name_filter {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            title: Option<SoundsLikeFilterInput>,
            given_name: Option<SoundsLikeFilterInput>,
            middle_name: Option<SoundsLikeFilterInput>,
            family_name: Option<SoundsLikeFilterInput>,
            suffix: Option<SoundsLikeFilterInput>,
        }

        impl $name {
            fn passes(&self, name: &Value) -> bool {
                passes(self.title.as_ref(), |part| part.passes(name["title"].as_str()))
                    && passes(self.given_name.as_ref(), |part| {
                        part.passes(name["givenName"].as_str())
                    })
                    && passes(self.middle_name.as_ref(), |part| {
                        part.passes(name["middleName"].as_str())
                    })
                    && passes(self.family_name.as_ref(), |part| {
                        part.passes(name["familyName"].as_str())
                    })
                    && passes(self.suffix.as_ref(), |part| part.passes(name["suffix"].as_str()))
            }
        }
    };
}

name_filter!(
    /// The name of a person who holds an account.
    PersonAccountHolderNameFilterInput
);
name_filter!(
    /// The name of the person who acts for a business.
    BusinessAccountHolderPrimaryAuthorizedPersonNameFilterInput
);
name_filter!(
    /// The name of an owner.
    PersonNameFilterInput
);

/// Makes a filter of an address by its postal code.
macro_rules! postal_code_filter {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            postal_code: Option<StringFilterInput>,
        }

        impl $name {
            fn passes(&self, address: &Value) -> bool {
                text(self.postal_code.as_ref(), &address["postalCode"])
            }
        }
    };
}

postal_code_filter!(
    /// The address of the person who acts for a business.
    BusinessAccountHolderPrimaryAuthorizedAddressFilterInput
);
postal_code_filter!(
    /// The address of an owner.
    UltimateBeneficialOwnerAddressFilterInput
);

/// A phone number.
#[derive(InputObject)]
pub struct PhoneFilterInput {
    label: Option<PhoneLabelFilterInput>,
    number: Option<StringFilterInput>,
    extension: Option<StringFilterInput>,
}

impl PhoneFilterInput {
    fn passes(&self, phone: &Value) -> bool {
        let label = serde_json::from_value(phone["label"].clone()).ok();
        passes(self.label.as_ref(), |part| part.passes(label.as_ref()))
            && text(self.number.as_ref(), &phone["number"])
            && text(self.extension.as_ref(), &phone["extension"])
    }
}

/// An address.
#[derive(InputObject)]
pub struct AddressFilterInput {
    locality: Option<StringFilterInput>,
    region: Option<StringFilterInput>,
    country_code_alpha3: Option<Country>,
    postal_code: Option<StringFilterInput>,
    street_address: Option<StringFilterInput>,
    extended_address: Option<StringFilterInput>,
}

impl AddressFilterInput {
    fn passes(&self, address: &Value) -> bool {
        let country = address["countryCodeAlpha3"].as_str();
        text(self.locality.as_ref(), &address["locality"])
            && text(self.region.as_ref(), &address["region"])
            && passes(self.country_code_alpha3.as_ref(), |code| {
                country == Some(name_of(*code).as_str())
            })
            && text(self.postal_code.as_ref(), &address["postalCode"])
            && text(self.street_address.as_ref(), &address["streetAddress"])
            && text(self.extended_address.as_ref(), &address["extendedAddress"])
    }
}

/// Persons who hold an account.
#[derive(InputObject)]
pub struct PersonAccountHolderFilterInput {
    date_of_birth: Option<DateFilterInput>,
    name: Option<PersonAccountHolderNameFilterInput>,
    phone: Option<PhoneFilterInput>,
    billing_address: Option<AddressFilterInput>,
    email: Option<StringSearchFilterInput>,
    social_security_number: Option<HashedFilterInput>,
}

impl AccountHolderFilter for PersonAccountHolderFilterInput {
    const KIND: Kind = Kind::Person;

    fn passes(&self, person: &Holder, keyed: &Keyed) -> bool {
        let details = &person.details;
        passes(self.date_of_birth.as_ref(), |part| part.passes(born(details)))
            && passes(self.name.as_ref(), |part| part.passes(&details["name"]))
            && passes(self.phone.as_ref(), |part| part.passes(&details["phoneNumber"]))
            && passes(self.billing_address.as_ref(), |part| part.passes(&details["billingAddress"]))
            && passes(self.email.as_ref(), |part| part.passes(details["email"].as_str()))
            && ssn(self.social_security_number.as_ref(), details, keyed)
    }
}

/// The names of a business.
#[derive(InputObject)]
pub struct BusinessAccountHolderBusinessNameFilterInput {
    legal_business_name: Option<StringSearchFilterInput>,
    doing_business_as_name: Option<StringSearchFilterInput>,
}

/// Makes a filter of a person of a business.
macro_rules! associated_person_filter {
    ($(#[$doc:meta])* $filter:ident, $name:ident, $address:ident) => {
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $filter {
            date_of_birth: Option<DateFilterInput>,
            name: Option<$name>,
            home_address: Option<$address>,
            social_security_number_last4: Option<HashedFilterInput>,
            social_security_number: Option<HashedFilterInput>,
        }

        impl $filter {
            fn passes(&self, person: &Value, keyed: &Keyed) -> bool {
                passes(self.date_of_birth.as_ref(), |part| part.passes(born(person)))
                    && passes(self.name.as_ref(), |part| part.passes(&person["name"]))
                    && passes(self.home_address.as_ref(), |part| {
                        part.passes(&person["homeAddress"])
                    })
                    && ssn_last4(self.social_security_number_last4.as_ref(), person, keyed)
                    && ssn(self.social_security_number.as_ref(), person, keyed)
            }
        }
    };
}

associated_person_filter!(
    /// An owner of a business.
    BusinessAccountHolderUltimateBeneficialOwnerFilterInput,
    PersonNameFilterInput,
    UltimateBeneficialOwnerAddressFilterInput
);
associated_person_filter!(
    /// The person who acts for a business.
    BusinessAccountHolderPrimaryAuthorizedPersonFilterInput,
    BusinessAccountHolderPrimaryAuthorizedPersonNameFilterInput,
    BusinessAccountHolderPrimaryAuthorizedAddressFilterInput
);

/// The details of a business.
#[derive(InputObject)]
pub struct BusinessAccountHolderBusinessProfileFilterInput {
    name: Option<BusinessAccountHolderBusinessNameFilterInput>,
    website: Option<StringSearchFilterInput>,
    employer_identification_number: Option<HashedFilterInput>,
    employer_identification_number_last4: Option<HashedFilterInput>,
    ultimate_beneficial_owner: Option<BusinessAccountHolderUltimateBeneficialOwnerFilterInput>,
}

impl BusinessAccountHolderBusinessProfileFilterInput {
    fn passes(&self, profile: &Value, keyed: &Keyed) -> bool {
        let number = &profile["identificationDocument"]["employerIdentificationNumber"];
        passes(self.name.as_ref(), |name| {
            let known = &profile["name"];
            passes(name.legal_business_name.as_ref(), |part| {
                part.passes(known["legalBusinessName"].as_str())
            }) && passes(name.doing_business_as_name.as_ref(), |part| {
                part.passes(known["doingBusinessAsName"].as_str())
            })
        }) && passes(self.website.as_ref(), |part| part.passes(profile["website"].as_str()))
            && passes(self.employer_identification_number.as_ref(), |part| {
                let digits = rules::employer_identification_number;
                part.passes(number["hash"].as_str(), keyed, EIN, digits)
            })
            && passes(self.employer_identification_number_last4.as_ref(), |part| {
                part.passes(number["last4Hash"].as_str(), keyed, EIN_LAST4, four_digits)
            })
            && passes(self.ultimate_beneficial_owner.as_ref(), |part| {
                let owners = profile["ultimateBeneficialOwners"].as_array();
                owners.into_iter().flatten().any(|owner| part.passes(owner, keyed))
            })
    }
}

/// Businesses that hold an account.
#[derive(InputObject)]
pub struct BusinessAccountHolderFilterInput {
    id: Option<IdFilterInput>,
    external_id: Option<IdFilterInput>,
    business_profile: Option<BusinessAccountHolderBusinessProfileFilterInput>,
    primary_authorized_person: Option<BusinessAccountHolderPrimaryAuthorizedPersonFilterInput>,
}

impl AccountHolderFilter for BusinessAccountHolderFilterInput {
    const KIND: Kind = Kind::Business;

    fn passes(&self, business: &Holder, keyed: &Keyed) -> bool {
        let external_id = business.external_id.clone().map(ID);
        passes(self.id.as_ref(), |part| part.passes(Some(&ID(business.id.clone()))))
            && passes(self.external_id.as_ref(), |part| part.passes(external_id.as_ref()))
            && passes(self.business_profile.as_ref(), |part| {
                part.passes(&business.details["businessProfile"], keyed)
            })
            && passes(self.primary_authorized_person.as_ref(), |part| {
                part.passes(&business.details["primaryAuthorizedPerson"], keyed)
            })
    }
}

fn text(filter: Option<&StringFilterInput>, value: &Value) -> bool {
    let value = value.as_str().map(str::to_owned);
    passes(filter, |filter| filter.passes(value.as_ref()))
}

fn born(person: &Value) -> Option<jiff::civil::Date> {
    person["dateOfBirth"].as_str().and_then(rules::date)
}

fn ssn(filter: Option<&HashedFilterInput>, person: &Value, keyed: &Keyed) -> bool {
    let known = &person["identificationDocument"]["socialSecurityNumber"];
    passes(filter, |filter| {
        filter.passes(known["hash"].as_str(), keyed, SSN, rules::social_security_number)
    })
}

fn ssn_last4(filter: Option<&HashedFilterInput>, person: &Value, keyed: &Keyed) -> bool {
    let known = &person["identificationDocument"]["socialSecurityNumber"];
    passes(filter, |filter| {
        filter.passes(known["last4Hash"].as_str(), keyed, SSN_LAST4, four_digits)
    })
}

fn four_digits(text: &str) -> Option<String> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
}
