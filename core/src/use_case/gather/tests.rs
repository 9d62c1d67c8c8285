use super::*;
use crate::decimal::Decimal;
use crate::json;
use crate::use_case::place::is_within;
use crate::use_case::{Operation, use_case};

/// The context of a field in an English page, in 1970.
const CONTEXT: Context<'static> = Context::new(0, Decimal::Point);

fn set_pin(page: &str, fields: &[(FieldKind, &str)]) -> Result<Ready, Refused> {
    let held: Vec<_> = fields
        .iter()
        .map(|(kind, typed)| Held {
            kind: *kind,
            path: "",
            typed: Zeroizing::new((*typed).to_owned()),
            is_required: false,
        })
        .collect();
    let page = json::parse(page.as_bytes()).unwrap_or(Value::Null);
    gather(use_case(Operation::SetPaymentCardPin), &page, &held, CONTEXT)
}

const CARD: &str = r#"{"paymentCardId":"cd_1"}"#;

#[test]
fn the_variables_are_those_of_the_schema() {
    let ready = set_pin(
        CARD,
        &[(FieldKind::Pin, "١2 34"), (FieldKind::PinConfirm, "1234"), (FieldKind::Cvv, "")],
    );
    let ready = ready.map(|ready| {
        (
            String::from_utf8_lossy(&json::write(&ready.variables)).into_owned(),
            ready.used,
            ready.same_id,
        )
    });
    let expected = r#"{"input":{"paymentCardId":"cd_1","newPin":"1234"}}"#.to_owned();
    assert_eq!(
        ready.ok(),
        Some((
            expected,
            vec![(0, "pin".to_owned()), (1, "pinConfirm".to_owned())],
            Some("cd_1".to_owned())
        ))
    );
}

#[test]
fn the_second_pin_is_compared_only_where_there_is_one() {
    assert!(set_pin(CARD, &[(FieldKind::Pin, "1234")]).is_ok());
}

#[test]
fn everything_wrong_is_said_at_once() {
    use FieldCode::{Incomplete, Invalid, Mismatch, Missing, Sensitive, Unknown};
    let (pin, confirm) = (FieldKind::Pin, FieldKind::PinConfirm);
    for (page, fields, code, problems) in [
        (CARD, vec![], Code::InvalidFields, vec![("pin", Missing)]),
        (
            CARD,
            vec![(pin, ""), (confirm, "")],
            Code::InvalidFields,
            vec![("pin", Missing), ("pinConfirm", Missing)],
        ),
        (CARD, vec![(pin, "12"), (confirm, "12")], Code::InvalidFields, vec![("pin", Incomplete)]),
        (
            CARD,
            vec![(pin, "12a4"), (confirm, "")],
            Code::InvalidFields,
            vec![("pin", Invalid), ("pinConfirm", Missing)],
        ),
        (
            CARD,
            vec![(pin, "1234"), (confirm, "1235")],
            Code::InvalidFields,
            vec![("pinConfirm", Mismatch)],
        ),
        (
            CARD,
            vec![(pin, "1234"), (confirm, "x")],
            Code::InvalidFields,
            vec![("pinConfirm", Mismatch)],
        ),
        ("null", vec![(pin, "1234")], Code::InvalidInput, vec![("paymentCardId", Missing)]),
        ("{}", vec![(pin, "1")], Code::InvalidInput, vec![("paymentCardId", Missing)]),
        ("[]", vec![(pin, "1234")], Code::InvalidInput, vec![("", Invalid)]),
        (
            r#"{"paymentCardId":5}"#,
            vec![(pin, "1234")],
            Code::InvalidInput,
            vec![("paymentCardId", Invalid)],
        ),
        (
            r#"{"paymentCardId":""}"#,
            vec![(pin, "1234")],
            Code::InvalidInput,
            vec![("paymentCardId", Invalid)],
        ),
        (
            r#"{"paymentCardId":"cd_1","x":1,"__proto__":{}}"#,
            vec![(pin, "1234")],
            Code::InvalidInput,
            vec![("x", Unknown), ("__proto__", Unknown)],
        ),
        (
            r#"{"paymentCardId":"cd_1","pin":"1234","x":1}"#,
            vec![(pin, "1234")],
            Code::SensitiveInput,
            vec![("pin", Sensitive)],
        ),
    ] {
        let refused = set_pin(page, &fields).err().map(|refused| refused.failure);
        let expected: Vec<_> =
            problems.into_iter().map(|(path, code)| FieldProblem::new(path, code)).collect();
        assert_eq!(refused, Some(Failure::with_fields(code, expected)), "{page}");
    }
}

/// A field: the kind, the path, the typed text, and whether the page requires it.
type Typed = (FieldKind, &'static str, &'static str, bool);

fn create(
    operation: Operation,
    page: &str,
    fields: &[Typed],
) -> Result<String, Vec<(String, FieldCode)>> {
    let held_by = |&(kind, path, typed, is_required): &Typed| {
        let typed = Zeroizing::new(typed.to_owned());
        Held { kind, path, typed, is_required }
    };
    let held: Vec<_> = fields.iter().map(held_by).collect();
    let page = json::parse(page.as_bytes()).unwrap_or(Value::Null);
    gather(use_case(operation), &page, &held, Context { today: 20_000, ..CONTEXT })
        .map(|ready| String::from_utf8_lossy(&json::write(&ready.variables)).into_owned())
        .map_err(|refused| {
            let fields = refused.failure.fields.into_iter();
            fields.map(|problem| (problem.path, problem.code)).collect()
        })
}

const PERSON: &str = r#"{"personAccountHolder":{"name":{"givenName":"Clara","familyName":"Wieck"},
    "dateOfBirth":"1990-09-13","billingAddressToken":"at_1"}}"#;

#[test]
fn two_fields_for_one_place_are_refused_by_its_name() {
    let (email, other) = ("personAccountHolder.email", FieldKind::Email);
    for typed in ["b@example.com", ""] {
        let fields = [(other, "", "a@example.com", false), (other, "", typed, false)];
        assert_eq!(
            create(Operation::CreatePersonAccountHolder, PERSON, &fields),
            Err(vec![(email.to_owned(), FieldCode::Conflict)]),
            "also where only one of them has something in it"
        );
    }
    let pins = set_pin(CARD, &[(FieldKind::Pin, "1234"), (FieldKind::Pin, "4321")]);
    assert_eq!(
        pins.err().map(|refused| refused.failure.fields),
        Some(vec![FieldProblem::new("pin", FieldCode::Conflict)])
    );
}

#[test]
fn an_optional_object_is_left_out_while_its_fields_are_empty() {
    let (phone, ssn) = (FieldKind::PhoneNumber, FieldKind::SocialSecurityNumber);
    let with = |phone_typed, ssn_typed, is_required| {
        let fields = [(phone, "", phone_typed, is_required), (ssn, "", ssn_typed, is_required)];
        create(Operation::CreatePersonAccountHolder, PERSON, &fields)
    };
    let none = create(Operation::CreatePersonAccountHolder, PERSON, &[]);
    assert!(none.is_ok());
    assert_eq!(with("", " ", false), none, "as if they were not there");
    let number = "personAccountHolder.identificationDocument.socialSecurityNumber.number";
    assert_eq!(
        with("", "", true),
        Err(vec![
            ("personAccountHolder.phoneNumber.number".to_owned(), FieldCode::Missing),
            (number.to_owned(), FieldCode::Missing),
        ]),
        "unless the page says that it may not be left empty"
    );
    assert_eq!(
        with("", "12", false),
        Err(vec![(number.to_owned(), FieldCode::Incomplete)]),
        "one that has something in it is read"
    );
    // A field must complete an object that the page begins.
    let begun = PERSON.replace(r#""billing"#, r#""phoneNumber":{"label":"WORK"},"billing"#);
    assert_eq!(
        create(Operation::CreatePersonAccountHolder, &begun, &[(phone, "", "", false)]),
        Err(vec![("personAccountHolder.phoneNumber.number".to_owned(), FieldCode::Missing)])
    );
}

#[test]
fn a_required_field_is_missed_where_the_operation_can_do_without() {
    let email = |typed, is_required| {
        let fields = [(FieldKind::Email, "", typed, is_required)];
        create(Operation::CreatePersonAccountHolder, PERSON, &fields)
    };
    assert!(email("", false).is_ok());
    assert_eq!(
        email("", true),
        Err(vec![("personAccountHolder.email".to_owned(), FieldCode::Missing)])
    );
    assert!(email("a@example.com", true).is_ok());
}

#[test]
fn the_last_of_a_list_are_left_out_while_their_fields_are_empty() {
    const OWNER: [&str; 3] = [
        "businessProfile.ultimateBeneficialOwners.0",
        "businessProfile.ultimateBeneficialOwners.1",
        "businessProfile.ultimateBeneficialOwners.2",
    ];
    let missing_of = |typed: [&'static str; 3]| {
        let fields: Vec<_> = OWNER
            .iter()
            .zip(typed)
            .map(|(path, typed)| (FieldKind::GivenName, *path, typed, false))
            .collect();
        let wrong = create(Operation::CreateBusinessAccountHolder, "{}", &fields);
        OWNER.map(|owner| {
            wrong.as_ref().is_err_and(|wrong| wrong.iter().any(|(path, _)| is_within(path, owner)))
        })
    };
    assert_eq!(missing_of(["", "", ""]), [false, false, false]);
    assert_eq!(missing_of(["Clara", "", ""]), [true, false, false]);
    // An empty object before a filled one keeps its index, because the paths of errors use it.
    assert_eq!(missing_of(["", "Clara", ""]), [true, true, false]);
}

#[test]
fn a_number_of_an_odd_form_is_wrong_and_not_left_out() {
    let odd = || Value::from_number(f64::NAN);
    let page = Value::Object(vec![("paymentCardId".into(), odd())]);
    let refused = gather(use_case(Operation::SetPaymentCardPin), &page, &[], CONTEXT).err();
    let told = refused.map(|refused| refused.failure.fields);
    assert_eq!(told, Some(vec![FieldProblem::new("paymentCardId", FieldCode::Invalid)]));
    let holder = Value::Object(vec![("email".into(), odd()), ("phoneNumber".into(), odd())]);
    let page = Value::Object(vec![("personAccountHolder".into(), holder)]);
    let refused = gather(use_case(Operation::CreatePersonAccountHolder), &page, &[], CONTEXT).err();
    let told = refused.map(|refused| refused.failure.fields).unwrap_or_default();
    for path in ["personAccountHolder.email", "personAccountHolder.phoneNumber"] {
        assert!(told.contains(&FieldProblem::new(path, FieldCode::Invalid)), "{path}");
    }
}

#[test]
fn what_is_wrong_in_a_field_is_marked_there() {
    let refused = set_pin(CARD, &[(FieldKind::PinConfirm, "1234"), (FieldKind::Pin, "4321")]);
    assert_eq!(refused.err().map(|refused| refused.marks), Some(vec![(0, FieldCode::Mismatch)]));
}

#[test]
fn an_identifier_of_the_page_has_at_most_255_bytes_and_no_control_character() {
    for (id, is_taken) in [
        ("a".repeat(255), true),
        ("a".repeat(256), false),
        ("a\\u0007".to_owned(), false),
        (String::new(), false),
    ] {
        let page = format!(r#"{{"paymentCardId":"{id}"}}"#);
        assert_eq!(set_pin(&page, &[(FieldKind::Pin, "1234")]).is_ok(), is_taken, "{id}");
    }
}
