//! From a response to what is shown, what the page is told, or why it failed.
//!
//! 1. The status decides first: a body of 401 or 500 proves nothing.
//! 2. Of a success, only what the use case lists is taken, each value only in its expected form.
//!    Another object's answer, or a shape that the schema does not allow, is an unexpected response
//!    as a whole: nothing of it is shown or told.
//! 3. Texts of the server never reach the page, but identifiers do: the request's id and the codes
//!    of user errors.

use zeroize::Zeroizing;

use super::{Form, Node, Shape, UseCase};
use crate::digits::{decimal, number};
use crate::error::{Code, Failure, FieldCode, FieldProblem};
use crate::field::{FieldKind, Role, spec};
use crate::json;
use crate::text::{concat, is_digits, is_made_of};
use crate::value::Value;

/// A response.
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
    /// The header `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
}

/// An operation that succeeded.
pub struct Success {
    /// `extensions.requestId`.
    pub request_id: Option<String>,
    /// What the page is told.
    pub result: Value,
    /// What fields show.
    pub shown: Vec<(FieldKind, Zeroizing<String>)>,
}

/// Reads `answer` as `use_case` has it; `same_id` is the identifier that must come back.
pub fn read(
    use_case: &UseCase,
    answer: &Answer<'_>,
    same_id: Option<&str>,
) -> Result<Success, Failure> {
    let body = json::parse(answer.body).ok();
    let request_id = body.as_ref().and_then(request_id);
    match outcome(use_case, answer, body.as_ref(), same_id) {
        Ok((result, shown)) => Ok(Success { request_id, result, shown }),
        Err(code) => {
            let mut failure = Failure { request_id, ..code.into() };
            let body = body.as_ref();
            if code == Code::RateLimited {
                failure.retry_after = body.and_then(limit_of).or(answer.retry_after);
            } else if code == Code::UserError {
                failure.fields = body
                    .and_then(|body| object_of(use_case, body))
                    .map_or(Vec::new(), |object| problems(use_case, object));
            }
            Err(failure)
        }
    }
}

type Outcome = Result<(Value, Vec<(FieldKind, Zeroizing<String>)>), Code>;

fn outcome(
    use_case: &UseCase,
    answer: &Answer<'_>,
    body: Option<&Value>,
    same_id: Option<&str>,
) -> Outcome {
    match answer.status {
        200 => {}
        400 => return Err(Code::RequestRejected),
        401 => return Err(Code::Unauthorized),
        403 => return Err(Code::AccessDenied),
        408 | 504 => return Err(Code::Timeout),
        429 => return Err(Code::RateLimited),
        500..=599 => return Err(Code::ServerError),
        _ => return Err(Code::UnexpectedResponse),
    }
    let body = body.ok_or(Code::UnexpectedResponse)?;
    if !body.get("errors").map_or(&[][..], Value::items).is_empty() {
        return Err(if limit_of(body).is_some() {
            Code::RateLimited
        } else {
            Code::RequestRejected
        });
    }
    let object = object_of(use_case, body).ok_or(Code::UnexpectedResponse)?;
    match type_name(object) {
        // A node that does not exist, or that this token may not see.
        None if object.is_null() => Err(Code::AccessDenied),
        Some("AccessDeniedError") => Err(Code::AccessDenied),
        Some("UserError") => Err(Code::UserError),
        Some(name) if use_case.success.contains(&name) => success(use_case, object, same_id),
        _ => Err(Code::UnexpectedResponse),
    }
}

/// What the document's root field returned.
fn object_of<'a>(use_case: &UseCase, body: &'a Value) -> Option<&'a Value> {
    body.get("data")?.get(use_case.root)
}

fn success(use_case: &UseCase, object: &Value, same_id: Option<&str>) -> Outcome {
    if same_id.is_some() && object.get("id").and_then(Value::as_text) != same_id {
        return Err(Code::UnexpectedResponse);
    }
    if use_case.may_deny.and_then(|path| type_name(object.at(path)?)) == Some("AccessDeniedError") {
        return Err(Code::AccessDenied);
    }
    let mut result = Vec::new();
    for output in use_case.result {
        match object.at(output.path) {
            None | Some(Value::Null) => {}
            Some(value) => {
                let value = output.form.read(value).ok_or(Code::UnexpectedResponse)?;
                result.push((output.name.into(), value));
            }
        }
    }
    let mut shown = Vec::new();
    for &(kind, path) in use_case.shown {
        match object.at(path) {
            None | Some(Value::Null) => {}
            Some(Value::Text(text)) if is_shown_by(kind, text) => shown.push((kind, text.clone())),
            Some(_) => return Err(Code::UnexpectedResponse),
        }
    }
    // Something was to be shown, and nothing came: a success that shows nothing would be a lie.
    if shown.is_empty() && !use_case.shown.is_empty() {
        return Err(Code::UnexpectedResponse);
    }
    Ok((Value::Object(result), shown))
}

fn is_shown_by(kind: FieldKind, text: &str) -> bool {
    matches!(spec(kind).role, Role::Shown(shown) if (shown.allows)(text))
}

fn type_name(object: &Value) -> Option<&str> {
    object.get("__typename")?.as_text()
}

fn request_id(body: &Value) -> Option<String> {
    let id = body.at("extensions.requestId")?.as_text()?;
    is_identifier(id, 128).then(|| id.to_owned())
}

/// `extensions.rateLimit`; only one that says when to try again means a refusal, since all
/// responses may have one.
fn limit_of(body: &Value) -> Option<u32> {
    let limit = body.at("extensions.rateLimit")?;
    for path in ["retryAfter", "count.retryAfter", "complexity.retryAfter"] {
        if let Some(&Value::Int(seconds)) = limit.at(path)
            && let Ok(seconds) = u32::try_from(seconds)
        {
            return Some(seconds);
        }
    }
    None
}

fn problems(use_case: &UseCase, object: &Value) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for error in object.get("errors").map_or(&[][..], Value::items).iter().take(100) {
        let code =
            error.get("code").and_then(Value::as_text).filter(|code| is_identifier(code, 64));
        let path = error.get("errorPath").map_or(&[][..], Value::items);
        problems.push(FieldProblem {
            path: user_error_path(use_case.input, path),
            code: FieldCode::Rejected,
            api_code: code.map(str::to_owned),
        });
    }
    problems
}

/// A user error's `errorPath` in the names of the page's input. It ends where the path leaves what
/// is known: a server's free text can't come through.
pub fn user_error_path(input: &[Node], path: &[Value]) -> String {
    let mut known = String::new();
    let mut nodes = input;
    let mut is_list = false;
    for segment in path.iter().filter_map(Value::as_text).skip_while(|segment| *segment == "input")
    {
        let index;
        let name = if std::mem::take(&mut is_list) {
            // `errorPath` carries list indices as texts.
            let Some(number @ 0..=0xffff) = number(segment.as_bytes()) else { break };
            index = decimal(number, 0);
            &index
        } else {
            let Some(node) = nodes.iter().find(|node| node.variable == segment) else { break };
            is_list = matches!(node.shape, Shape::List(_));
            nodes = node.shape.members();
            node.page()
        };
        known = concat(&[&known, if known.is_empty() { "" } else { "." }, name]);
    }
    known
}

fn is_identifier(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && is_made_of(text, "_-.:/+=")
}

impl Form {
    /// The value, if it looks as it must.
    fn read(self, value: &Value) -> Option<Value> {
        let text = match (self, value) {
            (Form::Bool, Value::Bool(flag)) => return Some(Value::Bool(*flag)),
            (Form::Bool, _) => return None,
            (_, value) => value.as_text()?,
        };
        let is_allowed = match self {
            Form::Bool => false,
            Form::Id => is_identifier(text, 255),
            Form::Enum => {
                text.len() <= 64
                    && text.bytes().all(|byte| {
                        byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_'
                    })
            }
            Form::LastFour => text.len() <= 4 && is_digits(text),
            Form::Token => is_identifier(text, 8 * 1024),
            Form::Url => text.len() <= 8 * 1024 && text.bytes().all(|byte| byte.is_ascii_graphic()),
        };
        is_allowed.then(|| Value::text(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::use_case::{Operation, use_case};
    use proptest::prelude::*;

    fn reading(
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

    fn pin(status: u16, body: &str) -> Result<String, Failure> {
        reading(Operation::SetPaymentCardPin, status, body, "cd_1")
            .map(|success| String::from_utf8_lossy(&json::write(&success.result)).into_owned())
    }

    const OK: &str = r#"{"data":{"setPinForPaymentCard":{"__typename":"PaymentCard","id":"cd_1","last4":"1111","status":"ACTIVE",
        "network":"VISA","pinDetails":{"isSet":true},"number":"4111111111111111"}},"extensions":{"requestId":"r-1"}}"#;

    #[test]
    fn only_what_is_listed_is_told() {
        let told =
            r#"{"id":"cd_1","last4":"1111","status":"ACTIVE","network":"VISA","pinIsSet":true}"#;
        assert_eq!(pin(200, OK), Ok(told.to_owned()));
        let null = OK.replace("\"VISA\"", "null").replace("{\"isSet\":true}", "null");
        assert_eq!(
            pin(200, &null),
            Ok(r#"{"id":"cd_1","last4":"1111","status":"ACTIVE"}"#.to_owned())
        );
    }

    #[test]
    fn each_failure_has_its_code() {
        let access = r#"{"data":{"setPinForPaymentCard":{"__typename":"AccessDeniedError"}}}"#;
        let limited = r#"{"data":{},"errors":[{"message":"Usage limit exceeded"}],"extensions":{"rateLimit":{"retryAfter":3}}}"#;
        for (status, body, code) in [
            (200, access, Code::AccessDenied),
            (200, r#"{"data":{"setPinForPaymentCard":null}}"#, Code::AccessDenied),
            (200, r#"{"data":null,"errors":[{"message":"x"}]}"#, Code::RequestRejected),
            (200, limited, Code::RateLimited),
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
            (400, "{}", Code::RequestRejected),
            (401, "", Code::Unauthorized),
            (403, OK, Code::AccessDenied),
            (404, OK, Code::UnexpectedResponse),
            (408, OK, Code::Timeout),
            (429, "", Code::RateLimited),
            (500, OK, Code::ServerError),
            (503, "", Code::ServerError),
            (204, "", Code::UnexpectedResponse),
            (302, "", Code::UnexpectedResponse),
        ] {
            assert_eq!(
                pin(status, body).map_err(|failure| failure.code),
                Err(code),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn the_request_id_is_kept_and_only_if_it_is_one() {
        let body = |id: &str| format!(r#"{{"data":null,"extensions":{{"requestId":"{id}"}}}}"#);
        let id =
            |status, body: &str| pin(status, body).err().and_then(|failure| failure.request_id);
        assert_eq!(id(500, &body("abc-1")), Some("abc-1".into()));
        assert_eq!(id(401, &body("abc 1")), None);
        assert_eq!(id(400, &body(&"a".repeat(129))), None);
    }

    #[test]
    fn when_to_try_again_comes_from_the_body_or_the_header() {
        let after = |body: &str| pin(429, body).err().and_then(|failure| failure.retry_after);
        assert_eq!(after(""), Some(7));
        assert_eq!(after(r#"{"extensions":{"rateLimit":{"retryAfter":3}}}"#), Some(3));
        assert_eq!(
            after(r#"{"extensions":{"rateLimit":{"count":{"retryAfter":2,"limit":20}}}}"#),
            Some(2)
        );
        assert_eq!(after(r#"{"extensions":{"rateLimit":{"retryAfter":-1}}}"#), Some(7));
    }

    #[test]
    fn user_errors_name_the_member_and_no_text_of_the_server() {
        let body = r#"{"data":{"setPinForPaymentCard":{"__typename":"UserError","errors":[
            {"code":"INVALID","description":"PIN 1234 is bad","errorPath":["input","newPin"]},
            {"code":"not a code!","errorPath":["input","paymentCardId","x"]},
            {"code":null,"errorPath":["<script>"]},{"errorPath":null}]}}}"#;
        let failure = pin(200, body).err();
        let told: Vec<_> = failure
            .iter()
            .flat_map(|failure| &failure.fields)
            .map(|problem| (problem.path.as_str(), problem.api_code.as_deref()))
            .collect();
        assert_eq!(
            told,
            [("pin", Some("INVALID")), ("paymentCardId", None), ("", None), ("", None)]
        );
        assert_eq!(failure.map(|failure| failure.code), Some(Code::UserError));
    }

    fn card(details: &str) -> Result<Vec<String>, Code> {
        let body = format!(
            r#"{{"data":{{"node":{{"__typename":"PaymentCard","id":"cd_1","last4":"1111","status":"ACTIVE","network":"VISA",
            "expirationDate":"2031-01-31T23:59:59Z","restrictedDetails":{details}}}}}}}"#
        );
        reading(Operation::ViewPaymentCard, 200, &body, "cd_1")
            .map(|success| success.shown.into_iter().map(|(_, text)| text.to_string()).collect())
            .map_err(|failure| failure.code)
    }

    #[test]
    fn shown_values_have_their_form() {
        let details = |number: &str, cvv: &str| {
            card(&format!(
                r#"{{"__typename":"PaymentCardRestrictedDetails","number":{number},"cvv":{cvv}}}"#
            ))
        };
        let date = "2031-01-31T23:59:59Z".to_owned();
        assert_eq!(
            details("\"4111111111111111\"", "\"123\""),
            Ok(vec!["4111111111111111".into(), "123".into(), date])
        );
        assert_eq!(details("\"<b>4111</b>\"", "\"123\""), Err(Code::UnexpectedResponse));
        assert_eq!(details("4111111111111111", "\"123\""), Err(Code::UnexpectedResponse));
        assert_eq!(details("\"4111111111111111\"", "\"12345\""), Err(Code::UnexpectedResponse));
        assert_eq!(card(r#"{"__typename":"AccessDeniedError"}"#), Err(Code::AccessDenied));
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
}
