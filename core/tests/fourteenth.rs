//! Shows that an additional use case, here an invented one, needs one GraphQL text and one entry,
//! and nothing else. The code below [`LEND`] does what the vault does with each of the thirteen use
//! cases.

#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

mod support;

use sordino_core::error::{Code, FieldCode, FieldProblem};
use sordino_core::field::FieldKind;
use sordino_core::json;
use sordino_core::use_case::{
    Answer, Effect, Form, Node, Ready, Refused, Shape, UseCase, Variables, gather, id, output,
    read, required,
};

use support::{CONTEXT, Typed, held, page};

/// The entry: a person borrows a violin, identified by their social security number.
const LEND: UseCase = UseCase {
    document: include_str!("fourteenth.graphql"),
    name: "LendInstrument",
    root: "lendInstrument",
    success: "Loan",
    effect: Effect::Make,
    variables: Variables::Input,
    input: &[
        id("instrumentId", "instrumentId"),
        required("borrower", Shape::Secret(FieldKind::SocialSecurityNumber)),
        Node {
            alias: Some("name"),
            ..required("familyName", Shape::Either(FieldKind::FamilyName))
        },
    ],
    same_id: None,
    may_deny: None,
    shown: &[],
    personal_when: None,
    result: &[output("id", "id", Form::Id), output("status", "status", Form::Enum("LENT"))],
};

const TYPED: &[Typed] = &[
    (FieldKind::SocialSecurityNumber, "", "078051120"),
    (FieldKind::FamilyName, "", "Quastenberg"),
];

fn lend(given: &str, fields: &[Typed]) -> Result<Ready, Refused> {
    gather(&LEND, &page(given), &held(fields), CONTEXT)
}

fn answered(body: &str) -> Result<String, (Code, Vec<FieldProblem>)> {
    let answer = Answer { status: 200, body: body.as_bytes(), retry_after: None };
    read(&LEND, &answer, None)
        .map(|success| String::from_utf8_lossy(&json::write(&success.result)).into_owned())
        .map_err(|failure| (failure.code, failure.fields))
}

#[test]
fn its_fields_become_its_variables() {
    let ready = lend(r#"{"instrumentId":"vn_1"}"#, TYPED).expect("nothing is wrong");
    let sent = String::from_utf8_lossy(&json::write(&ready.variables)).into_owned();
    let expected =
        r#"{"input":{"instrumentId":"vn_1","borrower":"078-05-1120","familyName":"Quastenberg"}}"#;
    assert_eq!(sent, expected);
}

#[test]
fn its_secrets_come_from_fields_alone_and_all_that_is_missing_is_said_at_once() {
    let refused =
        |given: &str, fields: &[Typed]| lend(given, fields).err().map(|refused| refused.failure);
    let sensitive =
        refused(r#"{"instrumentId":"vn_1","borrower":"078-05-1120"}"#, &[]).expect("refused");
    assert_eq!(sensitive.code, Code::SensitiveInput);
    let missing = refused(r#"{"instrumentId":"vn_1"}"#, &[]).expect("refused");
    let problems = [("borrower", FieldCode::Missing), ("name", FieldCode::Missing)];
    assert_eq!(missing.fields, problems.map(|(path, code)| FieldProblem::new(path, code)));
}

#[test]
fn its_answers_are_read_by_its_own_list() {
    let lent = r#"{"data":{"lendInstrument":{"__typename":"Loan","id":"ln_1","status":"LENT","borrower":"078-05-1120"}}}"#;
    assert_eq!(answered(lent), Ok(r#"{"id":"ln_1","status":"LENT"}"#.to_owned()));
    let refused = r#"{"data":{"lendInstrument":{"__typename":"UserError","errors":[{"code":"LATE","errorPath":["input","familyName"]}]}}}"#;
    let problem = FieldProblem {
        path: "name".to_owned(),
        code: FieldCode::Rejected,
        api_code: Some("LATE".to_owned()),
    };
    assert_eq!(answered(refused), Err((Code::UserError, vec![problem])));
    let denied = r#"{"data":{"lendInstrument":{"__typename":"AccessDeniedError"}}}"#;
    assert_eq!(answered(denied), Err((Code::AccessDenied, vec![])));
}
