//! Social security and employer identification numbers in the inputs that describe account holders.
//! They are stored only as keyed hashes.

use serde_json::Value;

use crate::keyed::Keyed;
use crate::rules;

/// Purposes of keyed hashes of whole numbers.
pub const SSN: &str = "ssn";
pub const EIN: &str = "ein";
/// Purposes of keyed hashes of the last four digits, which a filter may compare.
pub const SSN_LAST4: &str = "ssn-last4";
pub const EIN_LAST4: &str = "ein-last4";

/// Replaces the numbers by keyed hashes, and removes members that are `null`.
pub fn hash_tax_numbers(value: &mut Value, keyed: &Keyed) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            for (name, value) in fields {
                let number = match name.as_str() {
                    "socialSecurityNumber" => number(value)
                        .and_then(rules::social_security_number)
                        .map(|digits| (SSN, SSN_LAST4, digits)),
                    "employerIdentificationNumber" => number(value)
                        .and_then(rules::employer_identification_number)
                        .map(|digits| (EIN, EIN_LAST4, digits)),
                    _ => {
                        hash_tax_numbers(value, keyed);
                        continue;
                    }
                };
                *value = number.map_or(Value::Null, |(purpose, last4, digits)| {
                    serde_json::json!({
                        "hash": keyed.hash(purpose, &digits),
                        "last4Hash": keyed.hash(last4, &digits[digits.len().saturating_sub(4)..]),
                    })
                });
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| hash_tax_numbers(item, keyed)),
        _ => {}
    }
}

fn number(document: &Value) -> Option<&str> {
    document["number"].as_str()
}
