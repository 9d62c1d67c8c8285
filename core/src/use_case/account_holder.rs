//! Account holders and authorized users: made into a token for the customer's server, or created at
//! once.
//!
//! Which client token may create is not published; the API decides. The inputs are those of the
//! create mutations for both.

use super::person::{ADDRESS, BUSINESS_IDENTIFICATION, IDENTIFICATION, NAME, PHONE, address};
use super::{
    Effect, Form, Need, Node, Output, Shape, UseCase, Variables, document, optional, output,
    required,
};
use crate::field::FieldKind;

const TOKEN: &[Output] = &[output("token", "token", Form::Token)];
const CREATED: &[Output] = &[output("id", "id", Form::Id)];

const BILLING_ADDRESS: [Node; 2] = address("billingAddress", "billingAddressToken");
const HOME_ADDRESS: [Node; 2] = address("homeAddress", "homeAddressToken");

/// A date of birth of someone of age: who acts for, owns or is an authorized user of a business.
const ADULT: Node =
    Node { need: Need::Adult, ..required("dateOfBirth", Shape::Either(FieldKind::DateOfBirth)) };

/// An ultimate beneficial owner's share of a business, in per cent: who has less is none (the
/// schema's rule).
const OWNERSHIP: Node = Node {
    need: Need::AtLeast(25),
    ..optional("percentageOwnership", Shape::Either(FieldKind::PercentageOwnership))
};

/// `BusinessPlanAttributeInput`.
const PLAN_ATTRIBUTES: &[Node] = &[optional(
    "indicatorAttribute",
    Shape::Group(&[
        required("type", Shape::Enum("FUEL_TAX_EXEMPT")),
        required("value", Shape::Bool),
        required("reportedAt", Shape::Date),
    ]),
)];

/// `CreateUSPersonAccountHolderInput`.
const PERSON: &[Node] = &[required(
    "personAccountHolder",
    Shape::Group(&[
        required("name", Shape::Group(NAME)),
        optional("email", Shape::Either(FieldKind::Email)),
        optional("phoneNumber", Shape::Group(PHONE)),
        BILLING_ADDRESS[0],
        BILLING_ADDRESS[1],
        required("dateOfBirth", Shape::Either(FieldKind::DateOfBirth)),
        optional("identificationDocument", Shape::Group(IDENTIFICATION)),
        optional(
            "personCreditRiskAttributes",
            Shape::Group(&[
                optional("totalAnnualIncome", Shape::Either(FieldKind::TotalAnnualIncome)),
                optional("currentDebtObligations", Shape::Either(FieldKind::TotalAnnualIncome)),
                optional("monthlyHousingPayment", Shape::Either(FieldKind::TotalAnnualIncome)),
                optional(
                    "employmentStatus",
                    Shape::Enum("EMPLOYED SELF_EMPLOYED RETIRED STUDENT UNEMPLOYED OTHER"),
                ),
            ]),
        ),
        optional("externalId", Shape::Id),
    ]),
)];

/// `CreateUSBusinessAccountHolderInput`. The deprecated `creditRiskAttributes` is left out.
const BUSINESS: &[Node] = &[
    required(
        "businessProfile",
        Shape::Group(&[
            required(
                "name",
                Shape::Group(&[
                    required("legalBusinessName", Shape::Either(FieldKind::LegalBusinessName)),
                    optional("doingBusinessAsName", Shape::Either(FieldKind::DoingBusinessAsName)),
                ]),
            ),
            optional("businessDescription", Shape::Either(FieldKind::BusinessDescription)),
            required("phoneNumber", Shape::Group(PHONE)),
            BILLING_ADDRESS[0],
            BILLING_ADDRESS[1],
            optional("legalAddress", Shape::Group(ADDRESS)),
            optional("website", Shape::Either(FieldKind::Website)),
            required("businessType", Shape::Either(FieldKind::BusinessType)),
            optional(
                "businessCreditRiskAttributes",
                Shape::Group(&[optional("annualRevenue", Shape::Either(FieldKind::AnnualRevenue))]),
            ),
            optional("businessPlanAttributes", Shape::List(PLAN_ATTRIBUTES)),
            optional("identificationDocument", Shape::Group(BUSINESS_IDENTIFICATION)),
            optional(
                "ultimateBeneficialOwners",
                Shape::List(&[
                    required("name", Shape::Group(NAME)),
                    HOME_ADDRESS[0],
                    HOME_ADDRESS[1],
                    ADULT,
                    required("email", Shape::Either(FieldKind::Email)),
                    required("phoneNumber", Shape::Group(PHONE)),
                    required("identificationDocument", Shape::Group(IDENTIFICATION)),
                    OWNERSHIP,
                ]),
            ),
        ]),
    ),
    required(
        "primaryAuthorizedPerson",
        Shape::Group(&[
            required("name", Shape::Group(NAME)),
            required("email", Shape::Either(FieldKind::Email)),
            required("phoneNumber", Shape::Group(PHONE)),
            HOME_ADDRESS[0],
            HOME_ADDRESS[1],
            ADULT,
            required("identificationDocument", Shape::Group(IDENTIFICATION)),
            optional("percentageOwnership", Shape::Either(FieldKind::PercentageOwnership)),
            optional(
                "authorizingPersonTitle",
                Shape::Enum("PRESIDENT VICE_PRESIDENT TREASURER OWNER CEO CFO COO"),
            ),
        ]),
    ),
    optional("externalId", Shape::Id),
];

/// `CreateUSPersonAuthorizedUserInput`.
const AUTHORIZED_USER: &[Node] = &[
    required(
        "personAuthorizedUser",
        Shape::Group(&[
            required("name", Shape::Group(NAME)),
            required("email", Shape::Either(FieldKind::Email)),
            required("phoneNumber", Shape::Group(PHONE)),
            BILLING_ADDRESS[0],
            BILLING_ADDRESS[1],
            ADULT,
            optional("identificationDocument", Shape::Group(IDENTIFICATION)),
            optional("externalId", Shape::Id),
        ]),
    ),
    required("accountHolderId", Shape::Id),
];

/// What all of them share.
const COMMON: UseCase = UseCase {
    document: "",
    name: "",
    root: "",
    success: "",
    effect: Effect::Make,
    variables: Variables::Input,
    input: &[],
    same_id: None,
    may_deny: None,
    personal_when: None,
    shown: &[],
    result: TOKEN,
};

/// A sole proprietor's EIN is a person's number.
const SOLE_PROPRIETOR: Option<(&str, &str, &str)> = Some((
    "businessProfile.identificationDocument.employerIdentificationNumber.number",
    "businessProfile.businessType",
    "SOLE_PROPRIETORSHIP",
));

/// `tokenizeUSPersonAccountHolder`.
pub const TOKENIZE_PERSON: UseCase = UseCase {
    document: document!("tokenize_person_account_holder"),
    name: "TokenizePersonAccountHolder",
    root: "tokenizeUSPersonAccountHolder",
    success: "USPersonAccountHolderToken",
    input: PERSON,
    ..COMMON
};

/// `tokenizeUSBusinessAccountHolder`.
pub const TOKENIZE_BUSINESS: UseCase = UseCase {
    document: document!("tokenize_business_account_holder"),
    name: "TokenizeBusinessAccountHolder",
    root: "tokenizeUSBusinessAccountHolder",
    success: "USBusinessAccountHolderToken",
    input: BUSINESS,
    personal_when: SOLE_PROPRIETOR,
    ..COMMON
};

/// `tokenizeUSPersonAuthorizedUser`: its union has no `UserError`.
pub const TOKENIZE_AUTHORIZED_USER: UseCase = UseCase {
    document: document!("tokenize_authorized_user"),
    name: "TokenizeAuthorizedUser",
    root: "tokenizeUSPersonAuthorizedUser",
    success: "USPersonAuthorizedUserToken",
    input: AUTHORIZED_USER,
    ..COMMON
};

/// `createUSPersonAccountHolder`.
pub const CREATE_PERSON: UseCase = UseCase {
    document: document!("create_person_account_holder"),
    name: "CreatePersonAccountHolder",
    root: "createUSPersonAccountHolder",
    success: "USPersonAccountHolder",
    input: PERSON,
    result: CREATED,
    ..COMMON
};

/// `createUSBusinessAccountHolder`.
pub const CREATE_BUSINESS: UseCase = UseCase {
    document: document!("create_business_account_holder"),
    name: "CreateBusinessAccountHolder",
    root: "createUSBusinessAccountHolder",
    success: "USBusinessAccountHolder",
    input: BUSINESS,
    personal_when: SOLE_PROPRIETOR,
    result: CREATED,
    ..COMMON
};

/// `createUSPersonAuthorizedUser`.
pub const CREATE_AUTHORIZED_USER: UseCase = UseCase {
    document: document!("create_authorized_user"),
    name: "CreateAuthorizedUser",
    root: "createUSPersonAuthorizedUser",
    success: "USPersonAuthorizedUser",
    input: AUTHORIZED_USER,
    result: CREATED,
    ..COMMON
};

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use crate::decimal::Decimal;
    use crate::error::{Code, FieldCode, FieldProblem};
    use crate::field::{Context, FieldKind};
    use crate::json;
    use crate::time::days_since_epoch;
    use crate::use_case::{Held, Operation, Ready, Refused, gather, use_case};
    use crate::value::Value;

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
        let page =
            format!(r#"{{"personAccountHolder":{{"email":"clara@example.com",{BILLING}}}}}"#);
        let expected = concat!(
            r#"{"input":{"personAccountHolder":{"name":{"givenName":"Clara","familyName":"Wieck"},"email":"clara@example.com","#,
            r#""phoneNumber":{"countryCode":"1","number":"4155550132","label":"MOBILE"},"#,
            r#""billingAddress":{"streetAddress":"1 Main St","postalCode":"94103","region":"CA","locality":"San Francisco","countryCodeAlpha3":"USA"},"#,
            r#""dateOfBirth":"1990-09-13","#,
            r#""identificationDocument":{"socialSecurityNumber":{"number":"123-45-6789","countryCodeAlpha3":"USA"}},"#,
            r#""personCreditRiskAttributes":{"totalAnnualIncome":[{"value":8500000,"currencyCode":"USD"}]}}}}"#
        );
        for operation in
            [Operation::TokenizePersonAccountHolder, Operation::CreatePersonAccountHolder]
        {
            assert_eq!(sent(run(operation, &page, PERSON_FIELDS)), Ok(expected.to_owned()));
        }
    }

    #[test]
    fn exactly_one_of_address_and_its_token() {
        let person = |page: &str| {
            sent(run(Operation::TokenizePersonAccountHolder, page, &PERSON_FIELDS[..3]))
        };
        assert!(person(r#"{"personAccountHolder":{"billingAddressToken":"at_1"}}"#).is_ok());
        let both =
            format!(r#"{{"personAccountHolder":{{"billingAddressToken":"at_1",{BILLING}}}}}"#);
        let place = "personAccountHolder.billingAddress";
        assert_eq!(person(&both), refused(Code::InvalidInput, &[(place, FieldCode::Conflict)]));
        let missing = ["streetAddress", "postalCode", "region", "locality"]
            .map(|part| format!("{place}.{part}"));
        let missing: Vec<_> =
            missing.iter().map(|path| (path.as_str(), FieldCode::Missing)).collect();
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
            let told = sent(run(
                Operation::TokenizePersonAccountHolder,
                &page(member),
                &PERSON_FIELDS[..3],
            ));
            assert_eq!(
                told,
                refused(Code::InvalidInput, &[(&format!("personAccountHolder.{path}"), code)]),
                "{member}"
            );
        }
    }

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
        let phone = r#""email":"a@example.com","phoneNumber":{"number":"4155550132"},"homeAddressToken":"h""#;
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
        let code = |kind: &str| {
            sent(run(Operation::CreateBusinessAccountHolder, &page(kind), &[]))
                .err()
                .map(|(code, _)| code)
        };
        assert_eq!(code("SOLE_PROPRIETORSHIP"), Some(Code::SensitiveInput));
        assert_eq!(code("LLC"), Some(Code::InvalidFields));
    }

    #[test]
    fn no_error_tells_the_page_what_was_chosen_in_a_field() {
        let ein = FieldKind::EmployerIdentificationNumber;
        let null = r#"{"businessProfile":{"businessType":null,"identificationDocument":{"employerIdentificationNumber":{"number":"12-3456789"}}}}"#;
        let page = r#"{"businessProfile":{"identificationDocument":{"employerIdentificationNumber":{"number":"12-3456789"}}}}"#;
        for (page, typed) in
            [(null, None), (page, None), ("{}", None), ("{}", Some("")), ("{}", Some("1"))]
        {
            let told = |kind: &'static str| {
                let mut fields = vec![(FieldKind::BusinessType, "", kind)];
                fields.extend(typed.map(|typed| (ein, "", typed)));
                sent(run(Operation::CreateBusinessAccountHolder, page, &fields))
            };
            let sole = told("SOLE_PROPRIETORSHIP");
            assert_eq!(sole, told("LLC"), "{page} {typed:?}");
            let is_refused = matches!(&sole, Err((Code::SensitiveInput, _)));
            assert_eq!(is_refused, page != "{}", "what only a field may hold is refused");
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

    /// What a page gives is judged by the same context as a field's.
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
        let page =
            r#"{"businessProfile":{"ultimateBeneficialOwners":[{"percentageOwnership":10}]}}"#;
        let told = sent(run(Operation::CreateBusinessAccountHolder, page, &[]));
        assert_eq!(told, refused(Code::InvalidInput, &[(owner, FieldCode::TooSmall)]));
    }

    #[test]
    fn a_business_plan_is_the_pages() {
        let problems = |attributes: &str| {
            let page =
                format!(r#"{{"businessProfile":{{"businessPlanAttributes":{attributes}}}}}"#);
            let told = sent(run(Operation::CreateBusinessAccountHolder, &page, &[]));
            let problems = told.err().map(|(_, problems)| problems).unwrap_or_default();
            problems
                .into_iter()
                .filter_map(|problem| {
                    let path =
                        problem.path.strip_prefix("businessProfile.businessPlanAttributes")?;
                    Some((path.to_owned(), problem.code))
                })
                .collect::<Vec<_>>()
        };
        let right = r#"{"type":"FUEL_TAX_EXEMPT","value":false,"reportedAt":"2026-02-28"}"#;
        assert_eq!(problems(&format!(r#"[{{"indicatorAttribute":{right}}},{{}}]"#)), []);
        let wrong =
            r#"[{"indicatorAttribute":{"type":"X","value":"true","reportedAt":"2026-02-30"}}]"#;
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
        let is_right = |cents: i64| {
            debt(cents).is_ok_and(|sent| sent.contains(&format!(r#""value":{cents},"#)))
        };
        assert!(is_right(0) && is_right(2_147_483_648) && is_right(9_007_199_254_740_991));
        for cents in [-1, 9_007_199_254_740_992] {
            assert_eq!(debt(cents), refused(Code::InvalidInput, &[(path, FieldCode::Invalid)]));
        }
        let typed = [(FieldKind::TotalAnnualIncome, "", "90,071,992,547,409.91")];
        assert!(person("", &typed).is_ok_and(|sent| sent.contains(r#""value":9007199254740991,"#)));
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
}
