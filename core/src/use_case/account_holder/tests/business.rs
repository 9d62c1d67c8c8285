//! Business account holders, their owners and their authorized person.

use super::*;

/// The operations with a business's data.
const BOTH: [Operation; 2] =
    [Operation::TokenizeBusinessAccountHolder, Operation::CreateBusinessAccountHolder];

#[test]
fn a_business_has_persons_at_their_own_places() {
    let owner = "businessProfile.ultimateBeneficialOwners.1";
    let fields = [
        (FieldKind::LegalBusinessName, "", "Larkmere LLC"),
        (FieldKind::BusinessType, "", "LLC"),
        (FieldKind::PhoneNumber, "businessProfile", "4155550132"),
        (FieldKind::EmployerIdentificationNumber, "", "123456789"),
        (FieldKind::SocialSecurityNumber, "primaryAuthorizedPerson", "123456789"),
        (FieldKind::GivenName, "primaryAuthorizedPerson", "Clara"),
        (FieldKind::FamilyName, "primaryAuthorizedPerson", "Wieck"),
        (FieldKind::DateOfBirth, "primaryAuthorizedPerson", "09/13/1990"),
        (
            FieldKind::SocialSecurityNumber,
            "businessProfile.ultimateBeneficialOwners.0",
            "987-65-4329",
        ),
        (FieldKind::SocialSecurityNumber, owner, "12"),
        (FieldKind::GivenName, owner, "Fanny"),
        (FieldKind::FamilyName, owner, "Hensel"),
        (FieldKind::DateOfBirth, owner, "11/25/2008"),
        (FieldKind::PercentageOwnership, owner, "30"),
    ];
    let phone =
        r#""email":"a@example.com","phoneNumber":{"number":"4155550132"},"homeAddressToken":"h""#;
    let first = format!(
        r#"{{"name":{{"givenName":"A","familyName":"Bc"}},"dateOfBirth":"1980-01-01",{phone}}}"#
    );
    let page = format!(
        r#"{{"primaryAuthorizedPerson":{{{phone},"authorizingPersonTitle":"OWNER"}},
        "businessProfile":{{"billingAddressToken":"b","ultimateBeneficialOwners":[{first},{{{phone}}}]}}}}"#
    );
    let told = sent(run(Operation::TokenizeBusinessAccountHolder, &page, &fields));
    let path = |index: u8, member: &str| {
        format!("businessProfile.ultimateBeneficialOwners.{index}.{member}")
    };
    let number = "identificationDocument.socialSecurityNumber.number";
    let expected = [
        (path(0, number), FieldCode::Invalid),
        (path(1, "dateOfBirth"), FieldCode::TooYoung),
        (path(1, number), FieldCode::Incomplete),
    ];
    let expected: Vec<_> = expected.iter().map(|(path, code)| (path.as_str(), *code)).collect();
    assert_eq!(told, refused(Code::InvalidFields, &expected));
}

#[test]
fn a_sole_proprietors_ein_is_a_secret() {
    let page = |kind: &str| {
        format!(
            r#"{{"businessProfile":{{"businessType":"{kind}","identificationDocument":{{"employerIdentificationNumber":{{"number":"12-3456789"}}}}}}}}"#
        )
    };
    for operation in BOTH {
        let code = |kind: &str| sent(run(operation, &page(kind), &[])).err().map(|(code, _)| code);
        assert_eq!(code("SOLE_PROPRIETORSHIP"), Some(Code::SensitiveInput), "{operation:?}");
        assert_eq!(code("LLC"), Some(Code::InvalidFields), "{operation:?}");
    }
}

#[test]
fn no_error_tells_the_page_what_was_chosen_in_a_field() {
    let ein = FieldKind::EmployerIdentificationNumber;
    let null = r#"{"businessProfile":{"businessType":null,"identificationDocument":{"employerIdentificationNumber":{"number":"12-3456789"}}}}"#;
    let page = r#"{"businessProfile":{"identificationDocument":{"employerIdentificationNumber":{"number":"12-3456789"}}}}"#;
    let cases = [(null, None), (page, None), ("{}", None), ("{}", Some("")), ("{}", Some("1"))];
    for (operation, (page, typed)) in
        BOTH.into_iter().flat_map(|operation| cases.map(|case| (operation, case)))
    {
        let told = |kind: &'static str| {
            let mut fields = vec![(FieldKind::BusinessType, "", kind)];
            fields.extend(typed.map(|typed| (ein, "", typed)));
            sent(run(operation, page, &fields))
        };
        let sole = told("SOLE_PROPRIETORSHIP");
        assert_eq!(sole, told("LLC"), "{operation:?} {page} {typed:?}");
        let is_refused = matches!(&sole, Err((Code::SensitiveInput, _)));
        assert_eq!(is_refused, page != "{}", "{operation:?} {page}: a secret is refused");
    }
}

#[test]
fn a_sole_proprietor_needs_none() {
    let ein = "businessProfile.identificationDocument.employerIdentificationNumber.number";
    let missed = |kind: &'static str, typed: &str| {
        let fields = [
            (FieldKind::BusinessType, "", kind),
            (FieldKind::EmployerIdentificationNumber, "", typed),
        ];
        let told = sent(run(Operation::CreateBusinessAccountHolder, "{}", &fields));
        let problems = told.err().map(|(_, problems)| problems).unwrap_or_default();
        problems.into_iter().find(|problem| problem.path == ein).map(|problem| problem.code)
    };
    assert_eq!(missed("SOLE_PROPRIETORSHIP", " "), None);
    assert_eq!(missed("SOLE_PROPRIETORSHIP", "12"), Some(FieldCode::Incomplete));
    assert_eq!(missed("SOLE_PROPRIETORSHIP", "123456789"), None);
    assert_eq!(missed("LLC", ""), None, "or the error would tell what was chosen");
    assert_eq!(missed("LLC", "12"), Some(FieldCode::Incomplete));
    let page = r#"{"businessProfile":{"name":{"legalBusinessName":"Clara"},"billingAddressToken":"a","phoneNumber":{"number":"4155550132"}},
        "primaryAuthorizedPerson":{"name":{"givenName":"Clara","familyName":"Wieck"},"email":"c@example.com","homeAddressToken":"b",
        "dateOfBirth":"1990-09-13","phoneNumber":{"number":"4155550132"}}}"#;
    let fields = [
        (FieldKind::BusinessType, "", "SOLE_PROPRIETORSHIP"),
        (FieldKind::EmployerIdentificationNumber, "", ""),
        (FieldKind::SocialSecurityNumber, "primaryAuthorizedPerson", "123456789"),
    ];
    let told = sent(run(Operation::CreateBusinessAccountHolder, page, &fields));
    assert!(told.is_ok_and(|sent| !sent.contains("employerIdentificationNumber")));
}

#[test]
fn an_owner_has_a_quarter_at_least() {
    let owner = "businessProfile.ultimateBeneficialOwners.0.percentageOwnership";
    let problem = |path: &'static str, typed: &str| {
        let fields = [(FieldKind::PercentageOwnership, path, typed)];
        let told = sent(run(Operation::CreateBusinessAccountHolder, "{}", &fields));
        let problems = told.err().map(|(_, problems)| problems).unwrap_or_default();
        problems
            .into_iter()
            .find(|problem| problem.path.ends_with("percentageOwnership"))
            .map(|problem| problem.code)
    };
    let path = "businessProfile.ultimateBeneficialOwners.0";
    assert_eq!(problem(path, "10"), Some(FieldCode::TooSmall));
    assert_eq!(problem(path, "24"), Some(FieldCode::TooSmall));
    assert_eq!(problem(path, "25"), None);
    assert_eq!(problem(path, "100"), None);
    assert_eq!(problem(path, "101"), Some(FieldCode::Invalid));
    assert_eq!(problem(path, ""), None, "it is optional");
    assert_eq!(problem("primaryAuthorizedPerson", "10"), None, "who acts may own less");
    let page = r#"{"businessProfile":{"ultimateBeneficialOwners":[{"percentageOwnership":10}]}}"#;
    let told = sent(run(Operation::CreateBusinessAccountHolder, page, &[]));
    assert_eq!(told, refused(Code::InvalidInput, &[(owner, FieldCode::TooSmall)]));
}

#[test]
fn owners_are_sent_in_the_order_of_the_page_and_an_empty_list_is_not() {
    let person = |name: &str| {
        format!(
            r#""name":{{"givenName":"{name}","familyName":"Wieck"}},"email":"c@example.com",
            "homeAddressToken":"b","dateOfBirth":"1990-09-13","phoneNumber":{{"number":"4155550132"}}"#
        )
    };
    let business = |owners: &str, fields: &[(FieldKind, &'static str, &str)]| {
        let page = format!(
            r#"{{"businessProfile":{{"name":{{"legalBusinessName":"Clara"}},"billingAddressToken":"a",
            "phoneNumber":{{"number":"4155550132"}},"businessType":"LLC"{owners}}},
            "primaryAuthorizedPerson":{{{}}}}}"#,
            person("Clara")
        );
        let number = (FieldKind::SocialSecurityNumber, "primaryAuthorizedPerson", "123456789");
        let fields = [&[number], fields].concat();
        sent(run(Operation::CreateBusinessAccountHolder, &page, &fields))
    };
    let none = business("", &[]).unwrap_or_default();
    assert!(none.contains("businessType") && !none.contains("ultimateBeneficialOwners"));
    assert_eq!(business(r#","ultimateBeneficialOwners":[]"#, &[]), Ok(none));
    let owners = format!(
        r#","ultimateBeneficialOwners":[{{{}}},{{{}}}]"#,
        person("Robert"),
        person("Johannes")
    );
    let numbers = [
        (
            FieldKind::SocialSecurityNumber,
            "businessProfile.ultimateBeneficialOwners.0",
            "123456780",
        ),
        (
            FieldKind::SocialSecurityNumber,
            "businessProfile.ultimateBeneficialOwners.1",
            "123456781",
        ),
    ];
    let both = business(&owners, &numbers).unwrap_or_default();
    let (_, list) = both.split_once(r#""ultimateBeneficialOwners":["#).unwrap_or_default();
    let places = ["Robert", "123-45-6780", "Johannes", "123-45-6781"].map(|text| list.find(text));
    assert!(places.is_sorted() && places[0].is_some(), "{both}");
}

#[test]
fn a_business_plan_is_the_pages() {
    let problems = |attributes: &str| {
        let page = format!(r#"{{"businessProfile":{{"businessPlanAttributes":{attributes}}}}}"#);
        let told = sent(run(Operation::CreateBusinessAccountHolder, &page, &[]));
        let problems = told.err().map(|(_, problems)| problems).unwrap_or_default();
        problems
            .into_iter()
            .filter_map(|problem| {
                let path = problem.path.strip_prefix("businessProfile.businessPlanAttributes")?;
                Some((path.to_owned(), problem.code))
            })
            .collect::<Vec<_>>()
    };
    let right = r#"{"type":"FUEL_TAX_EXEMPT","value":false,"reportedAt":"2026-02-28"}"#;
    assert_eq!(problems(&format!(r#"[{{"indicatorAttribute":{right}}},{{}}]"#)), []);
    let wrong = r#"[{"indicatorAttribute":{"type":"X","value":"true","reportedAt":"2026-02-30"}}]"#;
    let path = |member: &str| format!(".0.indicatorAttribute.{member}");
    assert_eq!(
        problems(wrong),
        ["type", "value", "reportedAt"].map(|member| (path(member), FieldCode::Invalid))
    );
    assert_eq!(
        problems(r#"[{"indicatorAttribute":{}}]"#),
        ["type", "value", "reportedAt"].map(|member| (path(member), FieldCode::Missing))
    );
    assert_eq!(problems(r#""all""#), [(String::new(), FieldCode::Invalid)]);
}

#[test]
fn lists_have_an_end() {
    let full = vec!["{}"; 20].join(",");
    let page = format!(r#"{{"businessProfile":{{"ultimateBeneficialOwners":[{full}]}}}}"#);
    let told = sent(run(Operation::CreateBusinessAccountHolder, &page, &[]));
    let problems = told.err().map(|(_, problems)| problems).unwrap_or_default();
    assert!(problems.iter().all(|problem| problem.code != FieldCode::TooLong));
    let owners = vec!["{}"; 21].join(",");
    let page = format!(r#"{{"businessProfile":{{"ultimateBeneficialOwners":[{owners}]}}}}"#);
    let told = sent(run(Operation::CreateBusinessAccountHolder, &page, &[]));
    let place = "businessProfile.ultimateBeneficialOwners";
    assert_eq!(told, refused(Code::InvalidInput, &[(place, FieldCode::TooLong)]));
}
