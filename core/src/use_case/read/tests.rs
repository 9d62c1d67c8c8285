use super::*;
use crate::use_case::{Operation, use_case};
use proptest::prelude::*;

pub fn reading(
    operation: Operation,
    status: u16,
    body: &str,
    id: &str,
) -> Result<Success, Failure> {
    read(
        use_case(operation),
        &Answer { status, body: body.as_bytes(), retry_after: Some(7) },
        Some(id),
    )
}

pub fn pin(status: u16, body: &str) -> Result<String, Failure> {
    reading(Operation::SetPaymentCardPin, status, body, "cd_1")
        .map(|success| String::from_utf8_lossy(&json::write(&success.result)).into_owned())
}

pub const OK: &str = r#"{"data":{"setPinForPaymentCard":{"__typename":"PaymentCard","id":"cd_1","last4":"1111","status":"ACTIVE",
    "network":"VISA","pinDetails":{"isSet":true},"number":"4111111111111111"}},"extensions":{"requestId":"r-1"}}"#;

#[test]
fn only_what_is_listed_is_told() {
    let told = r#"{"id":"cd_1","last4":"1111","status":"ACTIVE","network":"VISA","pinIsSet":true}"#;
    assert_eq!(pin(200, OK), Ok(told.to_owned()));
    let null = OK.replace("\"VISA\"", "null").replace("{\"isSet\":true}", "null");
    assert_eq!(pin(200, &null), Ok(r#"{"id":"cd_1","last4":"1111","status":"ACTIVE"}"#.to_owned()));
}

#[test]
fn each_failure_has_its_code() {
    let access = r#"{"data":{"setPinForPaymentCard":{"__typename":"AccessDeniedError"}}}"#;
    let limited = r#"{"data":{},"errors":[{"message":"Usage limit exceeded"}],"extensions":{"rateLimit":{"retryAfter":3}}}"#;
    for (status, body, code) in [
        (200, access, Code::AccessDenied),
        (200, r#"{"data":{"setPinForPaymentCard":null}}"#, Code::UnexpectedResponse),
        (200, r#"{"data":null,"errors":[{"message":"x"}]}"#, Code::ServerError),
        (200, r#"{"errors":[{"message":"x"}]}"#, Code::RequestRejected),
        (200, limited, Code::RateLimited),
        (200, &limited.replace("{},", "null,"), Code::ServerError),
        (200, &limited.replace("\"data\":{},", ""), Code::RateLimited),
        (200, "", Code::UnexpectedResponse),
        (200, "<html>", Code::UnexpectedResponse),
        (200, "{}", Code::UnexpectedResponse),
        (200, "[]", Code::UnexpectedResponse),
        (200, &OK[..60], Code::UnexpectedResponse),
        (200, r#"{"data":{"other":{"__typename":"PaymentCard"}}}"#, Code::UnexpectedResponse),
        (
            200,
            r#"{"data":{"setPinForPaymentCard":{"__typename":"FinancialAccount"}}}"#,
            Code::UnexpectedResponse,
        ),
        (200, r#"{"data":{"setPinForPaymentCard":[]}}"#, Code::UnexpectedResponse),
        (200, &OK.replace("\"cd_1\"", "\"cd_2\""), Code::UnexpectedResponse),
        (200, &OK.replace("\"ACTIVE\"", "\"<b>\""), Code::UnexpectedResponse),
        (200, &OK.replace("\"1111\"", "\"4111111111111111\""), Code::UnexpectedResponse),
        (200, &OK.replace("\"VISA\"", "{\"a\":1}"), Code::UnexpectedResponse),
        (400, r#"{"data":null,"errors":[{"message":"x"}]}"#, Code::RequestRejected),
        (400, r#"{"errors":[{"message":"x"}]}"#, Code::RequestRejected),
        (400, r#"{"message":"x"}"#, Code::GatewayRefused),
        (400, "<html>", Code::GatewayRefused),
        (401, "", Code::Unauthorized),
        (403, OK, Code::AccessDenied),
        (403, r#"{"errors":[{"message":"x"}]}"#, Code::AccessDenied),
        (403, "<html>Request blocked</html>", Code::GatewayRefused),
        (403, r#"{"message":"Forbidden"}"#, Code::GatewayRefused),
        (404, OK, Code::UnexpectedResponse),
        (404, "", Code::WrongEndpoint),
        (405, "<html>", Code::WrongEndpoint),
        (405, r#"{"errors":[{"message":"x"}]}"#, Code::RequestRejected),
        (413, "<html>", Code::GatewayRefused),
        (415, "{}", Code::GatewayRefused),
        (415, OK, Code::UnexpectedResponse),
        (431, "", Code::GatewayRefused),
        (409, "", Code::UnexpectedResponse),
        (408, OK, Code::Timeout),
        (429, "", Code::RateLimited),
        (500, OK, Code::ServerError),
        (503, "", Code::ServerError),
        (204, "", Code::UnexpectedResponse),
        (302, "", Code::UnexpectedResponse),
    ] {
        assert_eq!(pin(status, body).map_err(|failure| failure.code), Err(code), "{status} {body}");
    }
}

/// Reads an answer to `createPersonAccountHolder`. The error is the code, and whether the outcome
/// is unknown.
fn create(status: u16, body: &str) -> Result<String, (Code, bool)> {
    let answer = Answer { status, body: body.as_bytes(), retry_after: None };
    read(use_case(Operation::CreatePersonAccountHolder), &answer, None)
        .map(|success| String::from_utf8_lossy(&json::write(&success.result)).into_owned())
        .map_err(|failure| (failure.code, failure.outcome == Some(Outcome::Unknown)))
}

#[test]
fn only_a_proof_says_that_nothing_was_made() {
    let member = |content: &str| format!(r#""createUSPersonAccountHolder":{content}"#);
    let data = |content: &str| format!(r#"{{"data":{{{}}}}}"#, member(content));
    let made = r#"{"__typename":"USPersonAccountHolder","id":"ps_1"}"#;
    let errors = r#""errors":[{"message":"x","path":["createUSPersonAccountHolder"]}]"#;
    let unauthenticated = r#""errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]"#;
    let limited = r#""errors":[{"message":"Usage limit exceeded"}],"extensions":{"rateLimit":{"retryAfter":3}}"#;
    for (status, body, code, is_unknown) in [
        (200, format!(r#"{{"data":null,{errors}}}"#), Code::ServerError, true),
        (200, format!(r#"{{"data":{{{}}},{errors}}}"#, member("null")), Code::ServerError, true),
        (200, format!(r#"{{"data":{{{}}},{errors}}}"#, member(made)), Code::ServerError, true),
        (200, format!(r#"{{"data":{{}},{errors}}}"#), Code::ServerError, true),
        (200, format!(r#"{{"data":null,{limited}}}"#), Code::ServerError, true),
        (200, format!(r#"{{"data":null,{unauthenticated}}}"#), Code::Unauthorized, true),
        (200, data("null"), Code::UnexpectedResponse, true),
        (200, data(r#"{"__typename":"PaymentCard"}"#), Code::UnexpectedResponse, true),
        (200, "<html>".to_owned(), Code::UnexpectedResponse, true),
        (200, "{}".to_owned(), Code::UnexpectedResponse, true),
        (204, String::new(), Code::UnexpectedResponse, true),
        (404, data(made), Code::UnexpectedResponse, true),
        (408, String::new(), Code::Timeout, true),
        (409, String::new(), Code::UnexpectedResponse, true),
        (422, "<html>".to_owned(), Code::UnexpectedResponse, true),
        (500, data("null"), Code::ServerError, true),
        (503, String::new(), Code::ServerError, true),
        (504, String::new(), Code::Timeout, true),
        (200, format!("{{{errors}}}"), Code::RequestRejected, false),
        (200, format!("{{{unauthenticated}}}"), Code::Unauthorized, false),
        (200, format!(r#"{{"data":{{}},{limited}}}"#), Code::RateLimited, false),
        (200, format!("{{{limited}}}"), Code::RateLimited, false),
        (200, data(r#"{"__typename":"UserError","errors":[]}"#), Code::UserError, false),
        (200, data(r#"{"__typename":"AccessDeniedError"}"#), Code::AccessDenied, false),
        (400, format!(r#"{{"data":null,{errors}}}"#), Code::RequestRejected, false),
        (401, String::new(), Code::Unauthorized, false),
        (403, "<html>".to_owned(), Code::GatewayRefused, false),
        (404, "<html>".to_owned(), Code::WrongEndpoint, false),
        (405, String::new(), Code::WrongEndpoint, false),
        (413, String::new(), Code::GatewayRefused, false),
        (414, String::new(), Code::GatewayRefused, false),
        (415, String::new(), Code::GatewayRefused, false),
        (429, String::new(), Code::RateLimited, false),
    ] {
        assert_eq!(create(status, &body), Err((code, is_unknown)), "{status} {body}");
    }
    assert_eq!(create(200, &data(made)), Ok(r#"{"id":"ps_1"}"#.to_owned()));
}

#[test]
fn what_only_reads_never_says_unknown_and_what_sets_does() {
    for status in 100..600 {
        for body in ["", "<html>", r#"{"data":null,"errors":[{}]}"#, r#"{"data":{"node":null}}"#] {
            let told = |operation| reading(operation, status, body, "cd_1").err();
            let failure = told(Operation::ViewPaymentCard);
            assert!(failure.is_some_and(|failure| failure.outcome.is_none()), "{status} {body}");
            let Some(failure) = told(Operation::SetPaymentCardPin) else { panic!("it succeeds") };
            assert_eq!(
                failure.outcome.is_none(),
                failure.code.proves_not_done(),
                "{status} {body}"
            );
        }
    }
}

#[test]
fn null_means_no_such_node_for_node_alone() {
    let body = r#"{"data":{"node":null}}"#;
    let told = reading(Operation::ViewPaymentCard, 200, body, "cd_1").err();
    assert_eq!(told.map(|failure| failure.code), Some(Code::AccessDenied));
}

#[test]
fn the_other_form_of_an_id_is_the_same_object() {
    // Base64 of `0.7.cd_1` and of `0.7.cd_2`.
    let same = OK.replace("cd_1", "MC43LmNkXzE=");
    assert_eq!(pin(200, &same).map(|told| told.contains("MC43LmNkXzE=")), Ok(true));
    let asked_so = reading(Operation::SetPaymentCardPin, 200, OK, "MC43LmNkXzE=");
    assert!(asked_so.is_ok());
    let other = OK.replace("cd_1", "MC43LmNkXzI=");
    assert_eq!(pin(200, &other).err().map(|told| told.code), Some(Code::UnexpectedResponse));
}

#[test]
fn the_request_id_is_kept_and_only_if_it_is_one() {
    let body = |id: &str| format!(r#"{{"data":null,"extensions":{{"requestId":"{id}"}}}}"#);
    let id = |status, body: &str| pin(status, body).err().and_then(|failure| failure.request_id);
    assert_eq!(id(500, &body("abc-1")), Some("abc-1".into()));
    assert_eq!(id(401, &body("abc 1")), None);
    assert_eq!(id(400, &body(&"a".repeat(129))), None);
}

pub fn card(details: &str) -> Result<Vec<String>, Code> {
    let body = format!(
        r#"{{"data":{{"node":{{"__typename":"PaymentCard","id":"cd_1","last4":"1111","status":"ACTIVE","network":"VISA",
        "expirationDate":"2031-02-01T04:59:59Z","expirationMonth":"01","expirationYear":"2031","restrictedDetails":{details}}}}}}}"#
    );
    reading(Operation::ViewPaymentCard, 200, &body, "cd_1")
        .map(|success| success.shown.into_iter().map(|(_, text)| text.to_string()).collect())
        .map_err(|failure| failure.code)
}

proptest! {
    #[test]
    fn no_body_panics(body in ".{0,200}", status in 100_u16..600) {
        let _result = pin(status, &body);
    }

    #[test]
    fn no_change_of_a_good_body_tells_more(at in 0_usize..OK.len(), byte in any::<u8>()) {
        let mut body = OK.as_bytes().to_vec();
        body[at] = byte;
        let answer = Answer { status: 200, body: &body, retry_after: None };
        if let Ok(success) = read(use_case(Operation::SetPaymentCardPin), &answer, Some("cd_1")) {
            let told = json::write(&success.result).to_vec();
            prop_assert!(!told.windows(16).any(|window| window == b"4111111111111111"));
        }
    }
}
