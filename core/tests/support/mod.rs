#![allow(dead_code, reason = "each test uses its part")]

//! Inputs of the operations, as a page and its fields would give them.

use sordino_core::decimal::Decimal;
use sordino_core::field::{Context, FieldKind};
use sordino_core::json;
use sordino_core::time::days_since_epoch;
use sordino_core::use_case::{Held, Operation};
use sordino_core::value::Value;
use zeroize::Zeroizing;

/// 2026-11-24, in English.
pub const CONTEXT: Context<'static> = Context::new(days_since_epoch(2026, 11, 24), Decimal::Point);

/// A field with a text typed in it: its kind, its path, its text.
pub type Typed = (FieldKind, &'static str, &'static str);

/// Converts the page's input.
pub fn page(text: &str) -> Value {
    json::parse(text.as_bytes()).unwrap_or(Value::Null)
}

/// Converts the contents of the fields.
pub fn held<'a>(fields: &'a [(FieldKind, &'a str, &'a str)]) -> Vec<Held<'a>> {
    let hold = |(kind, path, typed): &(FieldKind, &'a str, &str)| {
        let typed = Zeroizing::new((*typed).to_owned());
        Held { kind: *kind, path, typed, is_required: false }
    };
    fields.iter().map(hold).collect()
}

const OWNER: &str = "businessProfile.ultimateBeneficialOwners.0";
const PROFILE: &str = "businessProfile";
const PRIMARY: &str = "primaryAuthorizedPerson";

/// A person of age, with every field filled in.
const PERSON: &[Typed] = &[
    (FieldKind::Title, "", "Dr."),
    (FieldKind::GivenName, "", "Clara"),
    (FieldKind::MiddleName, "", "J."),
    (FieldKind::FamilyName, "", "Wieck"),
    (FieldKind::Suffix, "", "Jr."),
    (FieldKind::Email, "", "clara@example.com"),
    (FieldKind::PhoneNumber, "", "(415) 555-0132"),
    (FieldKind::StreetAddress, "", "1 Main St"),
    (FieldKind::ExtendedAddress, "", "Apt #4"),
    (FieldKind::Locality, "", "San Francisco"),
    (FieldKind::Region, "", "ca"),
    (FieldKind::PostalCode, "", "94103"),
    (FieldKind::CountryCodeAlpha3, "", "usa"),
    (FieldKind::DateOfBirth, "", "09/13/1990"),
    (FieldKind::SocialSecurityNumber, "", "123456789"),
    (FieldKind::TotalAnnualIncome, "", "85,000"),
];

const BUSINESS: &[Typed] = &[
    (FieldKind::LegalBusinessName, PROFILE, "Larkmere LLC"),
    (FieldKind::DoingBusinessAsName, PROFILE, "Larkmere"),
    (FieldKind::BusinessType, PROFILE, "LLC"),
    (FieldKind::BusinessDescription, PROFILE, "Sheet music, since 1850!"),
    (FieldKind::EmployerIdentificationNumber, PROFILE, "123456789"),
    (FieldKind::Website, PROFILE, "larkmere.example"),
    (FieldKind::AnnualRevenue, PROFILE, "1,000,000"),
    (FieldKind::PhoneNumber, PROFILE, "4155550132"),
    (FieldKind::GivenName, PRIMARY, "Clara"),
    (FieldKind::FamilyName, PRIMARY, "Wieck"),
    (FieldKind::DateOfBirth, PRIMARY, "09/13/1990"),
    (FieldKind::SocialSecurityNumber, PRIMARY, "123456789"),
    (FieldKind::PercentageOwnership, PRIMARY, "60"),
    (FieldKind::GivenName, OWNER, "Fanny"),
    (FieldKind::FamilyName, OWNER, "Hensel"),
    (FieldKind::DateOfBirth, OWNER, "11/14/1985"),
    (FieldKind::SocialSecurityNumber, OWNER, "078051120"),
    (FieldKind::Email, OWNER, "fanny@example.com"),
    (FieldKind::PhoneNumber, OWNER, "4155550133"),
    (FieldKind::PercentageOwnership, OWNER, "40%"),
];

const OF_BUSINESS: &str = r#"{
    "businessProfile": {
        "billingAddressToken": "at_1",
        "legalAddress": {"streetAddress": "1 Main St", "postalCode": "94103", "region": "CA", "locality": "San Francisco"},
        "identificationDocument": {"employerIdentificationNumber": {"taxIdentificationNumberType": "EMPLOYER_IDENTIFICATION_NUMBER"}},
        "businessPlanAttributes": [{"indicatorAttribute": {"type": "FUEL_TAX_EXEMPT", "value": true, "reportedAt": "2026-11-01"}}],
        "ultimateBeneficialOwners": [{"homeAddressToken": "at_2"}]
    },
    "primaryAuthorizedPerson": {
        "email": "clara@example.com",
        "phoneNumber": {"countryCode": "1", "number": "4155550132", "extension": "7", "label": "WORK"},
        "homeAddressToken": "at_3",
        "identificationDocument": {"socialSecurityNumber": {"taxIdentificationNumberType": "SOCIAL_SECURITY_NUMBER"}},
        "authorizingPersonTitle": "OWNER"
    },
    "externalId": "customer-1"
}"#;

const OF_PERSON: &str = r#"{"personAccountHolder": {
    "personCreditRiskAttributes": {
        "currentDebtObligations": [{"value": 100, "currencyCode": "USD"}],
        "monthlyHousingPayment": [{"value": 100, "currencyCode": "USD"}],
        "employmentStatus": "SELF_EMPLOYED"
    },
    "externalId": "customer-1"
}}"#;

/// Returns an input with every member that the operation takes.
pub fn full_input(operation: Operation) -> (&'static str, &'static [Typed]) {
    match operation {
        Operation::SetPaymentCardPin => {
            (r#"{"paymentCardId":"cd_1"}"#, &[(FieldKind::Pin, "", "1234")])
        }
        Operation::ViewPaymentCard => (r#"{"paymentCardId":"cd_1"}"#, &[]),
        Operation::ViewDirectDepositDetail => (r#"{"directDepositDetailId":"dd_1"}"#, &[]),
        Operation::ViewExternalBankAccountDetail => {
            (r#"{"externalBankAccountDetailId":"eb_1"}"#, &[])
        }
        Operation::TokenizePersonAccountHolder | Operation::CreatePersonAccountHolder => {
            (OF_PERSON, PERSON)
        }
        Operation::TokenizeBusinessAccountHolder | Operation::CreateBusinessAccountHolder => {
            (OF_BUSINESS, BUSINESS)
        }
        Operation::TokenizeAuthorizedUser | Operation::CreateAuthorizedUser => (
            r#"{"accountHolderId":"og_1","personAuthorizedUser":{"externalId":"customer-1"}}"#,
            PERSON,
        ),
        Operation::UploadDocuments => (r#"{"documentUploadSessionId":"du_1"}"#, &[]),
    }
}
