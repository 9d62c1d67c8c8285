//! An answer of the API: `{"operation": "viewPaymentCard", "status": 200, "id": "cd_1",
//! "retryAfter": 7, "body": {…}}`. A `body` that is a text is the raw body, JSON or not.
//!
//! 1. Only an answer with status 200 and with the requested object can be a success.
//! 2. The result has only members that the use case lists, each in a form that can't carry a
//!    message. Each shown value is one that a field of its kind may show.
//! 3. A failed operation that sets or makes something counts as not done only if the code proves
//!    it. A failed operation that only reads never has an unknown outcome.
//! 4. A failure contains only identifiers and paths that Sordino knows: no free text of a server,
//!    and no card number.

use std::sync::LazyLock;

use sordino_core::error::{Code, Failure};
use sordino_core::field::{FieldKind, Role, spec};
use sordino_core::json;
use sordino_core::use_case::{
    Answer, Effect, Operation, Success, UseCase, is_same_object, read, use_case,
};
use sordino_core::value::Value;

use super::tree;

pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words = vec![
        "operation",
        "status",
        "id",
        "retryAfter",
        "body",
        "data",
        "errors",
        "extensions",
        "requestId",
        "rateLimit",
        "count",
        "complexity",
        "code",
        "description",
        "errorPath",
        "input",
        "message",
        "__typename",
        "node",
        "UserError",
        "AccessDeniedError",
        "PaymentCard",
        "PaymentCardRestrictedDetails",
        "DirectDepositDetail",
        "DirectDepositDetailRestrictedDetails",
        "last4",
        "network",
        "VISA",
        "ACTIVE",
        "number",
        "cvv",
        "expirationDate",
        "restrictedDetails",
        "pinDetails",
        "isSet",
        "newPin",
        "bank",
        "routingNumber",
        "021000021",
        "000123456789",
        "01",
        "2031",
        "token",
        "cd_1",
        "MC43LmNkXzE=",
        "UNAUTHENTICATED",
        "123",
        "4111111111111111",
    ];
    for &operation in Operation::ALL {
        let case = use_case(operation);
        words.extend([operation.name(), case.root]);
        words.extend(case.success.split(' '));
        words.extend(case.result.iter().flat_map(|output| output.path.split('.')));
        words.extend(case.shown.iter().flat_map(|(_, path)| path.split(['.', '/'])));
    }
    words.sort_unstable();
    words.dedup();
    words
});

/// The longest path of an input's member. List indices have at most five digits.
const LONGEST_PATH: usize = 200;

pub fn run(input: &[u8]) -> bool {
    let Some(given) = tree::of(input) else { return false };
    let Some(operation) = tree::text(&given, "operation").and_then(Operation::from_name) else {
        return false;
    };
    let number = |name: &str| given.get(name).and_then(Value::as_int);
    let body = match given.get("body") {
        Some(Value::Text(text)) => text.as_bytes().to_vec(),
        body => json::write(body.unwrap_or(&Value::Null)).to_vec(),
    };
    let status = number("status").and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
    let retry_after = number("retryAfter").and_then(|seconds| u32::try_from(seconds).ok());
    let id = tree::text(&given, "id");
    let case = use_case(operation);
    match read(case, &Answer { status, body: &body, retry_after }, id) {
        Ok(success) => {
            assert_eq!(status, 200);
            check_success(case, &success, &body, id);
            true
        }
        Err(failure) => {
            check_failure(case, &failure);
            assert!(
                case.effect != Effect::Read || failure.outcome.is_none(),
                "the outcome of a read is unknown"
            );
            assert!(
                case.effect == Effect::Read
                    || failure.outcome.is_some()
                    || failure.code.proves_not_done(),
                "no code proves that nothing was done"
            );
            // An understood refusal got as deep as a success.
            failure.code == Code::UserError && !failure.fields.is_empty()
        }
    }
}

fn check_success(case: &UseCase, success: &Success, body: &[u8], id: Option<&str>) {
    let Value::Object(members) = &success.result else { panic!("the result is not an object") };
    for (name, value) in members {
        assert!(case.result.iter().any(|output| *output.name == **name), "{name} is not listed");
        match value {
            Value::Bool(_) => {}
            Value::Text(text) => {
                assert!(
                    text.len() <= 8 * 1024 && text.chars().all(|c| c.is_ascii_graphic()),
                    "{name}"
                );
            }
            _ => panic!("{name} is neither a text nor a boolean"),
        }
    }
    for (kind, text) in &success.shown {
        assert!(case.shown.iter().any(|(listed, _)| listed == kind));
        let Role::Shown(shown) = spec(*kind).role else { panic!("{kind:?} shows nothing") };
        assert!((shown.allows)(text), "{kind:?} can't show this value");
        let is_of_card = matches!(
            kind,
            FieldKind::CardNumber
                | FieldKind::Cvv
                | FieldKind::AccountNumber
                | FieldKind::RoutingNumber
        );
        assert!(
            !is_of_card || text.bytes().all(|byte| byte.is_ascii_digit()),
            "{kind:?} has more than digits"
        );
    }
    assert!(case.shown.is_empty() || !success.shown.is_empty(), "a success that shows nothing");
    let answered = json::parse(body).ok();
    let object = answered.as_ref().and_then(|body| body.get("data")?.get(case.root));
    if let Some(id) = id {
        let answered = object.and_then(|object| object.get("id")?.as_text());
        assert!(
            answered.is_some_and(|answered| is_same_object(answered, id)),
            "the answer is of another object"
        );
    }
    check_identifier(success.request_id.as_deref(), 128);
}

fn check_failure(case: &UseCase, failure: &Failure) {
    check_identifier(failure.request_id.as_deref(), 128);
    assert!(failure.fields.len() <= 100);
    for problem in &failure.fields {
        check_identifier(problem.api_code.as_deref(), 64);
        assert!(problem.path.len() <= LONGEST_PATH);
        let mut nodes = case.input;
        for segment in problem.path.split('.').filter(|segment| !segment.is_empty()) {
            if segment.bytes().all(|byte| byte.is_ascii_digit()) {
                assert!(segment.len() <= 5);
                continue;
            }
            let Some(node) = nodes.iter().find(|node| node.page() == segment) else {
                panic!("{segment} is no member")
            };
            nodes = node.shape.members();
        }
    }
}

fn check_identifier(text: Option<&str>, longest: usize) {
    assert!(text.is_none_or(|text| tree::is_identifier(text, longest)), "free text of the server");
    let rows = text.into_iter().flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
    assert!(rows.max_by_key(|row| row.len()).is_none_or(|row| row.len() < 13), "a card number");
}
