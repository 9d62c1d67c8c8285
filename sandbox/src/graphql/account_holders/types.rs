//! Persons, businesses and authorized users as the API shows them.

use async_graphql::{ID, SimpleObject};
use serde::Deserialize;
use serde_json::Value;

use super::inputs::{BusinessStructure, BusinessTitle, PhoneLabel};
use crate::clock::iso;
use crate::store::account_holders::Holder;

/// The parts of a name.
#[derive(SimpleObject, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    given_name: Option<String>,
    middle_name: Option<String>,
    family_name: Option<String>,
    suffix: Option<String>,
    title: Option<String>,
}

/// The parts of a phone number.
#[derive(SimpleObject, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Phone {
    country_code: Option<String>,
    number: Option<String>,
    label: Option<PhoneLabel>,
}

/// The parts of an address.
#[derive(SimpleObject, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    pub street_address: Option<String>,
    pub extended_address: Option<String>,
    pub postal_code: Option<String>,
    pub region: Option<String>,
    pub locality: Option<String>,
    pub country_code_alpha3: Option<String>,
}

/// The fields that persons and authorized users have alike.
#[derive(SimpleObject)]
pub struct PersonFields {
    name: Option<Name>,
    email: Option<String>,
    phone_numbers: Option<Vec<Phone>>,
    billing_address: Option<Address>,
    date_of_birth: Option<String>,
    external_id: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

impl PersonFields {
    fn new(external_id: Option<String>, details: &Value, created_at: i64) -> Self {
        Self {
            name: part(details, "name"),
            email: part(details, "email"),
            phone_numbers: phones(details),
            billing_address: part(details, "billingAddress"),
            date_of_birth: part(details, "dateOfBirth"),
            external_id,
            created_at: Some(iso(created_at)),
            updated_at: Some(iso(created_at)),
        }
    }
}

/// A person who holds an account.
#[derive(SimpleObject)]
#[graphql(name = "USPersonAccountHolder", complex)]
pub struct USPersonAccountHolder {
    pub id: ID,
    #[graphql(flatten)]
    fields: PersonFields,
}

impl From<Holder> for USPersonAccountHolder {
    fn from(Holder { id, external_id, details, created_at, .. }: Holder) -> Self {
        Self { id: ID(id), fields: PersonFields::new(external_id, &details, created_at) }
    }
}

/// A person who may use the cards of a business.
#[derive(SimpleObject)]
#[graphql(name = "USPersonAuthorizedUser")]
pub struct USPersonAuthorizedUser {
    pub id: ID,
    #[graphql(flatten)]
    fields: PersonFields,
}

impl From<Holder> for USPersonAuthorizedUser {
    fn from(Holder { id, external_id, details, created_at, .. }: Holder) -> Self {
        Self { id: ID(id), fields: PersonFields::new(external_id, &details, created_at) }
    }
}

/// The fields of the person who acts for a business, now and in a snapshot.
#[derive(SimpleObject)]
pub struct AuthorizedPersonFields {
    name: Option<Name>,
    percentage_ownership: Option<i32>,
    authorizing_person_title: Option<BusinessTitle>,
    email: Option<String>,
    phone_numbers: Option<Vec<Phone>>,
    home_address: Option<Address>,
    date_of_birth: Option<String>,
}

impl From<&Value> for AuthorizedPersonFields {
    fn from(person: &Value) -> Self {
        Self {
            name: part(person, "name"),
            percentage_ownership: part(person, "percentageOwnership"),
            authorizing_person_title: part(person, "authorizingPersonTitle"),
            email: part(person, "email"),
            phone_numbers: phones(person),
            home_address: part(person, "homeAddress"),
            date_of_birth: part(person, "dateOfBirth"),
        }
    }
}

/// The person who acts for a business.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessAuthorizedPerson")]
pub struct USBusinessAuthorizedPerson {
    id: ID,
    #[graphql(flatten)]
    fields: AuthorizedPersonFields,
}

/// The names of a business.
#[derive(SimpleObject, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessName {
    legal_business_name: String,
    doing_business_as_name: Option<String>,
}

/// The fields of a business's profile, now and in a snapshot.
#[derive(SimpleObject)]
pub struct BusinessProfileFields {
    name: Option<BusinessName>,
    business_description: Option<String>,
    business_type: Option<BusinessStructure>,
    website: Option<String>,
    billing_address: Option<Address>,
    legal_address: Option<Address>,
    phone_numbers: Option<Vec<Phone>>,
}

impl From<&Value> for BusinessProfileFields {
    fn from(profile: &Value) -> Self {
        Self {
            name: part(profile, "name"),
            business_description: part(profile, "businessDescription"),
            business_type: part(profile, "businessType"),
            website: part(profile, "website"),
            billing_address: part(profile, "billingAddress"),
            legal_address: part(profile, "legalAddress"),
            phone_numbers: phones(profile),
        }
    }
}

/// The details of a business.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessProfile")]
pub struct USBusinessProfile {
    id: ID,
    #[graphql(flatten)]
    fields: BusinessProfileFields,
}

/// A business that holds an account.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessAccountHolder", complex)]
pub struct USBusinessAccountHolder {
    pub id: ID,
    primary_authorized_person: Option<USBusinessAuthorizedPerson>,
    business_profile: Option<USBusinessProfile>,
    external_id: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

impl From<Holder> for USBusinessAccountHolder {
    fn from(Holder { id, external_id, details, created_at, .. }: Holder) -> Self {
        let opaque = id.split_once('_').map_or(id.as_str(), |(_, opaque)| opaque);
        Self {
            primary_authorized_person: Some(USBusinessAuthorizedPerson {
                id: ID(format!("ps_{opaque}")),
                fields: (&details["primaryAuthorizedPerson"]).into(),
            }),
            business_profile: Some(USBusinessProfile {
                id: ID(format!("bp_{opaque}")),
                fields: (&details["businessProfile"]).into(),
            }),
            id: ID(id),
            external_id,
            created_at: Some(iso(created_at)),
            updated_at: Some(iso(created_at)),
        }
    }
}

/// Reads a part of the stored input, if it was given.
pub fn part<T: for<'de> Deserialize<'de>>(details: &Value, field: &str) -> Option<T> {
    serde_json::from_value(details.get(field)?.clone()).ok()
}

/// Reads the phone number of the stored input, if it was given.
pub fn phones(details: &Value) -> Option<Vec<Phone>> {
    part(details, "phoneNumber").map(|phone| vec![phone])
}
