use zeroize::Zeroizing;

use crate::decimal::Decimal;
use crate::error::{Code, FieldCode, FieldProblem};
use crate::field::{Context, FieldKind};
use crate::json;
use crate::time::days_since_epoch;
use crate::use_case::{Held, Operation, Ready, Refused, gather, use_case};
use crate::value::Value;

mod business;

const CONTEXT: Context<'_> = Context::new(days_since_epoch(2026, 11, 24), Decimal::Point);

fn run(
    operation: Operation,
    page: &str,
    fields: &[(FieldKind, &'static str, &str)],
) -> Result<Ready, Refused> {
    let held: Vec<_> = fields
        .iter()
        .map(|(kind, path, typed)| Held {
            kind: *kind,
            path,
            typed: Zeroizing::new((*typed).to_owned()),
            is_required: false,
        })
        .collect();
    gather(
        use_case(operation),
        &json::parse(page.as_bytes()).unwrap_or(Value::Bool(false)),
        &held,
        CONTEXT,
    )
}

fn sent(ready: Result<Ready, Refused>) -> Result<String, (Code, Vec<FieldProblem>)> {
    ready
        .map(|ready| String::from_utf8_lossy(&json::write(&ready.variables)).into_owned())
        .map_err(|refused| (refused.failure.code, refused.failure.fields))
}

fn refused(
    code: Code,
    problems: &[(&str, FieldCode)],
) -> Result<String, (Code, Vec<FieldProblem>)> {
    Err((code, problems.iter().map(|(path, code)| FieldProblem::new(*path, *code)).collect()))
}

const PERSON_FIELDS: &[(FieldKind, &str, &str)] = &[
    (FieldKind::GivenName, "", "Clara"),
    (FieldKind::FamilyName, "", "Wieck"),
    (FieldKind::DateOfBirth, "", "09/13/1990"),
    (FieldKind::SocialSecurityNumber, "", "123456789"),
    (FieldKind::PhoneNumber, "", "(415) 555-0132"),
    (FieldKind::TotalAnnualIncome, "", "85,000"),
    (FieldKind::MiddleName, "", ""),
];

const BILLING: &str = r#""billingAddress":{"streetAddress":"1 Main St","postalCode":"94103","region":"ca","locality":"San Francisco"}"#;

#[test]
fn fields_and_the_page_make_one_input() {
    let page = format!(r#"{{"personAccountHolder":{{"email":"clara@example.com",{BILLING}}}}}"#);
    let expected = concat!(
        r#"{"input":{"personAccountHolder":{"name":{"givenName":"Clara","familyName":"Wieck"},"email":"clara@example.com","#,
        r#""phoneNumber":{"countryCode":"1","number":"4155550132","label":"MOBILE"},"#,
        r#""billingAddress":{"streetAddress":"1 Main St","postalCode":"94103","region":"CA","locality":"San Francisco","countryCodeAlpha3":"USA"},"#,
        r#""dateOfBirth":"1990-09-13","#,
        r#""identificationDocument":{"socialSecurityNumber":{"number":"123-45-6789","countryCodeAlpha3":"USA"}},"#,
        r#""personCreditRiskAttributes":{"totalAnnualIncome":[{"value":8500000,"currencyCode":"USD"}]}}}}"#
    );
    for operation in [Operation::TokenizePersonAccountHolder, Operation::CreatePersonAccountHolder]
    {
        assert_eq!(sent(run(operation, &page, PERSON_FIELDS)), Ok(expected.to_owned()));
    }
}

#[test]
fn exactly_one_of_address_and_its_token() {
    let person =
        |page: &str| sent(run(Operation::TokenizePersonAccountHolder, page, &PERSON_FIELDS[..3]));
    assert!(person(r#"{"personAccountHolder":{"billingAddressToken":"at_1"}}"#).is_ok());
    let both = format!(r#"{{"personAccountHolder":{{"billingAddressToken":"at_1",{BILLING}}}}}"#);
    let place = "personAccountHolder.billingAddress";
    assert_eq!(person(&both), refused(Code::InvalidInput, &[(place, FieldCode::Conflict)]));
    let missing =
        ["streetAddress", "postalCode", "region", "locality"].map(|part| format!("{place}.{part}"));
    let missing: Vec<_> = missing.iter().map(|path| (path.as_str(), FieldCode::Missing)).collect();
    assert_eq!(person("{}"), refused(Code::InvalidFields, &missing));
}

#[test]
fn secrets_come_from_fields_alone() {
    let page = r#"{"personAccountHolder":{"billingAddressToken":"a","identificationDocument":{"socialSecurityNumber":{"number":"123-45-6789"}}}}"#;
    let place = "personAccountHolder.identificationDocument.socialSecurityNumber.number";
    let told = sent(run(Operation::CreatePersonAccountHolder, page, PERSON_FIELDS));
    assert_eq!(told, refused(Code::SensitiveInput, &[(place, FieldCode::Sensitive)]));
}

#[test]
fn what_the_page_gives_is_held_to_the_rule_of_the_field() {
    let page = |member: &str| {
        format!(r#"{{"personAccountHolder":{{"billingAddressToken":"a",{member}}}}}"#)
    };
    for (member, path, code) in [
        (r#""email":"nobody""#, "email", FieldCode::Incomplete),
        (r#""email":5"#, "email", FieldCode::Invalid),
        (r#""name":{"givenName":"Ada"}"#, "name.givenName", FieldCode::Conflict),
        (r#""name":"Ada""#, "name", FieldCode::Invalid),
        (
            r#""phoneNumber":{"number":"4155550132","label":"FAX"}"#,
            "phoneNumber.label",
            FieldCode::Invalid,
        ),
        (
            r#""personCreditRiskAttributes":{"currentDebtObligations":[{"value":1.5,"currencyCode":"USD"}]}"#,
            "personCreditRiskAttributes.currentDebtObligations",
            FieldCode::Invalid,
        ),
    ] {
        let told =
            sent(run(Operation::TokenizePersonAccountHolder, &page(member), &PERSON_FIELDS[..3]));
        assert_eq!(
            told,
            refused(Code::InvalidInput, &[(&format!("personAccountHolder.{path}"), code)]),
            "{member}"
        );
    }
}

#[test]
fn an_amount_of_the_page_is_one_of_cents_of_us_dollars() {
    let code = |amounts: &str| {
        let page = format!(
            r#"{{"personAccountHolder":{{"personCreditRiskAttributes":{{"totalAnnualIncome":{amounts}}}}}}}"#
        );
        let told = sent(run(Operation::CreatePersonAccountHolder, &page, &[]));
        let problems = told.err().map(|(_, problems)| problems).unwrap_or_default();
        let path = "personAccountHolder.personCreditRiskAttributes.totalAnnualIncome";
        problems.into_iter().find(|problem| problem.path == path).map(|problem| problem.code)
    };
    assert_eq!(code(r#"[{"value":0,"currencyCode":"USD"}]"#), None);
    assert_eq!(code(r#"[{"currencyCode":"USD","value":8500000}]"#), None);
    for wrong in [
        r#"[{"value":1,"currencyCode":"EUR"}]"#,
        r#"[{"value":-1,"currencyCode":"USD"}]"#,
        r#"[{"value":1,"currencyCode":"USD","x":1}]"#,
        r#"[{"value":1}]"#,
        r#"[{"value":"1","currencyCode":"USD"}]"#,
        r#"[{"value":1,"currencyCode":"USD"},{"value":1,"currencyCode":"USD"}]"#,
        "[1]",
        "[]",
        "1",
    ] {
        assert_eq!(code(wrong), Some(FieldCode::Invalid), "{wrong}");
    }
}

#[test]
fn what_stands_beside_a_number_says_what_it_may_be() {
    let page = |phone: &str, document: &str| {
        format!(
            r#"{{"personAccountHolder":{{"billingAddressToken":"a","phoneNumber":{{{phone}}},
            "identificationDocument":{{"socialSecurityNumber":{{{document}}}}}}}}}"#
        )
    };
    let told = |phone: &str, document: &str, typed: [&str; 2]| {
        let fields = [
            PERSON_FIELDS[0],
            PERSON_FIELDS[1],
            PERSON_FIELDS[2],
            (FieldKind::PhoneNumber, "", typed[0]),
            (FieldKind::SocialSecurityNumber, "", typed[1]),
        ];
        sent(run(Operation::CreatePersonAccountHolder, &page(phone, document), &fields))
    };
    let ssn = "123-45-6789";
    let german = r#""countryCode":"49""#;
    let sent = told(german, "", ["15112345678", ssn]).unwrap_or_default();
    assert!(sent.contains(r#""countryCode":"49","number":"15112345678""#), "{sent}");
    let sent = told("", "", ["15112345678", ssn]).unwrap_or_default();
    assert!(sent.contains(r#""countryCode":"1","number":"5112345678""#), "{sent}");
    let phone = "personAccountHolder.phoneNumber.number";
    assert_eq!(
        told(german, "", ["123", ssn]),
        refused(Code::InvalidFields, &[(phone, FieldCode::Incomplete)])
    );
    let number = "personAccountHolder.identificationDocument.socialSecurityNumber.number";
    let wrong = refused(Code::InvalidFields, &[(number, FieldCode::Invalid)]);
    for name in ["ITIN", "INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER"] {
        let itin = format!(r#""taxIdentificationNumberType":"{name}""#);
        let sent = told("", &itin, ["4155550132", "912-70-1234"]).unwrap_or_default();
        assert!(sent.contains(r#""number":"912-70-1234""#) && sent.contains(name), "{sent}");
        assert_eq!(told("", &itin, ["4155550132", ssn]), wrong);
    }
    assert_eq!(told("", "", ["4155550132", "912-70-1234"]), wrong);
}

/// A number of the page is read in the same context as a number of a field.
#[test]
fn a_phone_number_of_the_page_has_its_country_too() {
    let told = |country: &str| {
        let page = format!(
            r#"{{"personAccountHolder":{{"billingAddressToken":"a",
            "phoneNumber":{{"countryCode":"{country}","number":"15112345678"}}}}}}"#
        );
        sent(run(Operation::CreatePersonAccountHolder, &page, &PERSON_FIELDS[..3]))
            .unwrap_or_default()
    };
    assert!(told("49").contains(r#""number":"15112345678""#));
    assert!(told("1").contains(r#""number":"5112345678""#));
}

#[test]
fn an_amount_is_no_longer_than_a_number_of_json() {
    let person = |page: &str, typed: &[(FieldKind, &'static str, &str)]| {
        let page = format!(
            r#"{{"personAccountHolder":{{"billingAddressToken":"a","personCreditRiskAttributes":{{{page}}}}}}}"#
        );
        let fields = [&PERSON_FIELDS[..3], typed].concat();
        sent(run(Operation::CreatePersonAccountHolder, &page, &fields))
    };
    let debt = |cents: i64| {
        person(
            &format!(r#""currentDebtObligations":[{{"value":{cents},"currencyCode":"USD"}}]"#),
            &[],
        )
    };
    let path = "personAccountHolder.personCreditRiskAttributes.currentDebtObligations";
    let is_right =
        |cents: i64| debt(cents).is_ok_and(|sent| sent.contains(&format!(r#""value":{cents},"#)));
    assert!(is_right(0) && is_right(2_147_483_648) && is_right(9_007_199_254_740_991));
    for cents in [-1, 9_007_199_254_740_992] {
        assert_eq!(debt(cents), refused(Code::InvalidInput, &[(path, FieldCode::Invalid)]));
    }
    let typed = [(FieldKind::TotalAnnualIncome, "", "90,071,992,547,409.91")];
    assert!(person("", &typed).is_ok_and(|sent| sent.contains(r#""value":9007199254740991,"#)));
}
