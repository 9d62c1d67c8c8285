//! A person and a business, with numbers that their issuers publish as examples: a social security
//! number from an old advertisement, and the employer identification number of the tax authority's
//! sample forms.

use jiff::Timestamp;
use rusqlite::Transaction;
use serde_json::{Value, json};

use crate::errors::StoreError;
use crate::keyed::Keyed;
use crate::store::account_holders::{Creation, Draft, Kind, TaxNumbers, insert};
use crate::tax_numbers::{EIN, SSN, hash_tax_numbers};

/// The person's id.
pub const PERSON: &str = "ps_6e2f91c4b8d04a7595e3c80b17fda264";
/// The business's id.
pub const BUSINESS: &str = "og_a17c53e90d6f4b28b4f0629ce5d83a71";

fn address() -> Value {
    json!({
        "streetAddress": "100 Made Up Street",
        "postalCode": "94107",
        "region": "CA",
        "locality": "San Francisco",
        "countryCodeAlpha3": "USA",
    })
}

fn clara(address_field: &str) -> Value {
    json!({
        "name": { "givenName": "Clara", "familyName": "Wieck" },
        "email": "clara@example.com",
        "phoneNumber": { "countryCode": "1", "number": "4155550123", "label": "MOBILE" },
        address_field: address(),
        "dateOfBirth": "1990-09-13",
        "identificationDocument": {
            "socialSecurityNumber": { "number": "219-09-9999", "countryCodeAlpha3": "USA" },
        },
    })
}

/// Makes the person and the business, with hashes instead of their tax numbers.
pub fn drafts(keyed: &Keyed) -> Vec<(&'static str, Draft)> {
    let mut person = clara("billingAddress");
    let mut business = json!({
        "primaryAuthorizedPerson": clara("homeAddress"),
        "businessProfile": {
            "name": { "legalBusinessName": "Wieck Pianos LLC", "doingBusinessAsName": "Wieck Pianos" },
            "businessDescription": "Pianos and lessons",
            "phoneNumber": { "countryCode": "1", "number": "4155550124", "label": "WORK" },
            "billingAddress": address(),
            "businessType": "LLC",
            "identificationDocument": {
                "employerIdentificationNumber": { "number": "12-3456789", "countryCodeAlpha3": "USA" },
            },
        },
    });
    hash_tax_numbers(&mut person, keyed);
    hash_tax_numbers(&mut business, keyed);
    let draft = |kind, name: &str, tax_hash, details| Draft {
        kind,
        name: name.to_owned(),
        external_id: None,
        account_holder_id: None,
        tax_hash: Some(tax_hash),
        details,
    };
    vec![
        (PERSON, draft(Kind::Person, "Clara Wieck", keyed.hash(SSN, "219099999"), person)),
        (
            BUSINESS,
            draft(Kind::Business, "Wieck Pianos LLC", keyed.hash(EIN, "123456789"), business),
        ),
    ]
}

/// Fills the table.
pub fn fill(
    transaction: &Transaction<'_>,
    holders: &[(&str, Draft)],
    now: Timestamp,
) -> Result<(), StoreError> {
    for (id, draft) in holders {
        if !matches!(
            insert(transaction, draft, id, TaxNumbers::Shared, now.as_second())?,
            Creation::Created(_)
        ) {
            return Err(StoreError::Unreadable(format!("the seed's {id} can't be created")));
        }
    }
    Ok(())
}
