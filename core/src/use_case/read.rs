//! From a response to what is shown, what the page is told, or why it failed.
//!
//! 1. The status decides first: a body of 401 or 500 proves nothing.
//! 2. For what sets or makes something, "not done" is said only of an answer that proves it: an
//!    HTTP status that is documented so, a documented refusal (`UserError`, `AccessDeniedError`),
//!    or GraphQL errors without `data` (GraphQL, section 7.1: "if an error was raised before the
//!    execution begins, the response must not contain the key data"). Any other failure says that
//!    the outcome is unknown.
//! 3. Of a success, only what the use case lists is taken, each value only in its expected form.
//!    Another object's answer, or a shape that the schema does not allow, is an unexpected response
//!    as a whole: nothing of it is shown or told.
//! 4. Texts of the server never reach the page, but identifiers do: the request's id and the codes
//!    of user errors, unless they could hold a card number.

use zeroize::Zeroizing;

use super::object::is_same_object;
use super::{Effect, Form, Node, Shape, UseCase};
use crate::digits::{decimal, number};
use crate::error::{Code, Failure, FieldCode, FieldProblem, Outcome};
use crate::field::{FieldKind, Role, spec};
use crate::json;
use crate::text::{concat, cut, is_among, is_digits, is_made_of, split};
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
            if matches!(code, Code::RateLimited | Code::ServerError | Code::Timeout) {
                failure.retry_after = body.and_then(limit_of).or(answer.retry_after);
            } else if code == Code::UserError {
                failure.fields = body
                    .and_then(|body| object_of(use_case, body))
                    .map_or(Vec::new(), |object| problems(use_case, object));
            }
            // A refused token in an answer of 200 with `data` was refused while the request was
            // carried out.
            let is_begun = code == Code::Unauthorized
                && answer.status == 200
                && body.is_some_and(|body| body.get("data").is_some());
            if use_case.effect != Effect::Read && (is_begun || !code.proves_not_done()) {
                failure.outcome = Some(Outcome::Unknown);
            }
            Err(failure)
        }
    }
}

type Taken = Result<(Value, Vec<(FieldKind, Zeroizing<String>)>), Code>;

fn outcome(
    use_case: &UseCase,
    answer: &Answer<'_>,
    body: Option<&Value>,
    same_id: Option<&str>,
) -> Taken {
    let errors = body.and_then(|body| body.get("errors")).map_or(&[][..], Value::items);
    let data = body.and_then(|body| body.get("data"));
    match answer.status {
        200 => {}
        401 => return Err(Code::Unauthorized),
        408 | 504 => return Err(Code::Timeout),
        429 => return Err(Code::RateLimited),
        500..=599 => return Err(Code::ServerError),
        // What these mean depends on whose answer it is: the API's is GraphQL, a gateway's is not.
        400 if data.is_some() => return Err(Code::RequestRejected),
        403 if data.is_some() || !errors.is_empty() => return Err(Code::AccessDenied),
        400..=499 if data.is_none() && !errors.is_empty() => return Err(Code::RequestRejected),
        404 | 405 if data.is_none() => return Err(Code::WrongEndpoint),
        400 | 403 | 413..=415 | 431 if data.is_none() => return Err(Code::GatewayRefused),
        _ => return Err(Code::UnexpectedResponse),
    }
    let body = body.ok_or(Code::UnexpectedResponse)?;
    if !errors.is_empty() {
        let is_unauthenticated = errors.iter().any(|error| {
            error.at("extensions.code").and_then(Value::as_text) == Some("UNAUTHENTICATED")
        });
        // A rate limit refuses a request as a whole: its `data` is `{}`.
        let is_empty = matches!(data, Some(Value::Object(members)) if members.is_empty());
        return Err(if is_unauthenticated {
            Code::Unauthorized
        } else if (data.is_none() || is_empty) && limit_of(body).is_some() {
            Code::RateLimited
        } else if data.is_none() {
            Code::RequestRejected
        } else {
            Code::ServerError
        });
    }
    let object = object_of(use_case, body).ok_or(Code::UnexpectedResponse)?;
    match type_name(object) {
        // A node that does not exist, or that this token may not see. No other field of the API
        // says something by null.
        None if object.is_null() && use_case.root == "node" => Err(Code::AccessDenied),
        Some("AccessDeniedError") => Err(Code::AccessDenied),
        Some("UserError") => Err(Code::UserError),
        Some(name) if is_among(use_case.success, name) => success(use_case, object, same_id),
        _ => Err(Code::UnexpectedResponse),
    }
}

/// What the document's root field returned.
fn object_of<'a>(use_case: &UseCase, body: &'a Value) -> Option<&'a Value> {
    body.get("data")?.get(use_case.root)
}

fn success(use_case: &UseCase, object: &Value, same_id: Option<&str>) -> Taken {
    let id = object.get("id").and_then(Value::as_text);
    if same_id.is_some_and(|same| !id.is_some_and(|id| is_same_object(id, same))) {
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
                if !value.is_null() {
                    result.push((output.name.into(), value));
                }
            }
        }
    }
    let mut shown = Vec::new();
    for &(kind, path) in use_case.shown {
        if let Some(text) = shown_at(object, path)? {
            if !is_shown_by(kind, &text) {
                return Err(Code::UnexpectedResponse);
            }
            shown.push((kind, text));
        }
    }
    // Something was to be shown, and nothing came: a success that shows nothing would be a lie.
    if shown.is_empty() && !use_case.shown.is_empty() {
        return Err(Code::ValueMissing);
    }
    Ok((Value::Object(result), shown))
}

/// The value at a place, or at several with slashes between; none, if the API leaves out any.
fn shown_at(object: &Value, path: &str) -> Result<Option<Zeroizing<String>>, Code> {
    let mut joined = Zeroizing::new(String::new());
    for part in split(path, b'/') {
        match object.at(part) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Text(text)) if joined.is_empty() => joined.clone_from(text),
            Some(Value::Text(text)) => joined = Zeroizing::new(concat(&[&joined, "/", text])),
            Some(_) => return Err(Code::UnexpectedResponse),
        }
    }
    Ok(Some(joined))
}

fn is_shown_by(kind: FieldKind, text: &str) -> bool {
    matches!(spec(kind).role, Role::Shown(shown) if (shown.allows)(text))
}

fn type_name(object: &Value) -> Option<&str> {
    object.get("__typename")?.as_text()
}

fn request_id(body: &Value) -> Option<String> {
    let id = body.at("extensions.requestId")?.as_text()?;
    is_harmless(id, 128).then(|| id.to_owned())
}

/// `extensions.rateLimit`; only one that says when to try again means a refusal, since all
/// responses may have one. It is the longest of those that are said: the request has to fit into
/// every limit.
fn limit_of(body: &Value) -> Option<u32> {
    let limit = body.at("extensions.rateLimit")?;
    let mut longest = None;
    for path in ["retryAfter", "count.retryAfter", "complexity.retryAfter"] {
        longest = longest.max(match limit.at(path) {
            Some(&Value::Int(seconds @ 0..)) => Some(u32::try_from(seconds).unwrap_or(u32::MAX)),
            Some(Value::Text(text) | Value::Number(text)) => seconds_of(text),
            _ => None,
        });
    }
    longest
}

/// A number of seconds, as `Retry-After` gives it (RFC 9110, section 10.2.3) and as servers write
/// it beside that: a fraction is rounded up, and what is beyond all patience is `u32::MAX`.
pub fn seconds_of(text: &str) -> Option<u32> {
    let (whole, fraction) = cut(text.trim_ascii(), b'.');
    if whole.is_empty() || !is_digits(whole) || fraction.is_some_and(|rest| !is_digits(rest)) {
        return None;
    }
    let is_more = fraction.is_some_and(|rest| rest.bytes().any(|digit| digit != b'0'));
    let seconds = number(whole.as_bytes()).and_then(|whole| u32::try_from(whole).ok());
    Some(seconds.unwrap_or(u32::MAX).saturating_add(is_more.into()))
}

fn problems(use_case: &UseCase, object: &Value) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for error in object.get("errors").map_or(&[][..], Value::items).iter().take(100) {
        let code = error.get("code").and_then(Value::as_text).filter(|code| is_harmless(code, 64));
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

/// Whether an identifier that the API chose can be told: none in which a card number could stand.
fn is_harmless(text: &str, longest: usize) -> bool {
    is_identifier(text, longest) && !has_card_number(text)
}

/// Whether 13 digits or more, the fewest of a card number (ISO/IEC 7812-1), stand in a row, or in
/// groups of at most six as on a card. The groups of a UUID are others: eight and twelve digits are
/// the beginning and the end of one.
fn has_card_number(text: &str) -> bool {
    const FEWEST: usize = 13;
    // Digits in a row at this place; those of the groups before; whether this group has digits
    // alone.
    let (mut row, mut before, mut is_group) = (0, 0, true);
    for at in 0..=text.len() {
        // The end of the text ends a group too.
        let byte = text.as_bytes().get(at).copied().unwrap_or(b'-');
        if byte.is_ascii_digit() {
            row += 1;
            if row == FEWEST {
                return true;
            }
        } else if byte.is_ascii_alphanumeric() {
            (row, is_group) = (0, false);
        } else {
            before = if is_group && row <= 6 { before + row } else { 0 };
            if before >= FEWEST {
                return true;
            }
            (row, is_group) = (0, true);
        }
    }
    false
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
            Form::Enum(names) if is_among(names, text) => true,
            // Another name, which the page is not told; anything but a name is not allowed.
            Form::Enum(_) => {
                let is_name =
                    |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
                return text.bytes().all(is_name).then_some(Value::Null);
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
            assert_eq!(
                pin(status, body).map_err(|failure| failure.code),
                Err(code),
                "{status} {body}"
            );
        }
    }

    /// What is said of `createPersonAccountHolder`: the code, and whether it may have happened.
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
            (
                200,
                format!(r#"{{"data":{{{}}},{errors}}}"#, member("null")),
                Code::ServerError,
                true,
            ),
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
            for body in
                ["", "<html>", r#"{"data":null,"errors":[{}]}"#, r#"{"data":{"node":null}}"#]
            {
                let told = |operation| reading(operation, status, body, "cd_1").err();
                let failure = told(Operation::ViewPaymentCard);
                assert!(
                    failure.is_some_and(|failure| failure.outcome.is_none()),
                    "{status} {body}"
                );
                let Some(failure) = told(Operation::SetPaymentCardPin) else {
                    panic!("it succeeds")
                };
                assert_eq!(
                    failure.outcome.is_none(),
                    failure.code.proves_not_done(),
                    "{status} {body}"
                );
            }
        }
    }

    #[test]
    fn tokens_and_links_have_their_form() {
        let token = |token: &str| {
            let body = format!(
                r#"{{"data":{{"tokenizeUSPersonAccountHolder":{{"__typename":"USPersonAccountHolderToken","token":"{token}"}}}}}}"#
            );
            reading(Operation::TokenizePersonAccountHolder, 200, &body, "").is_ok()
        };
        let link = |url: &str| {
            let body = format!(
                r#"{{"data":{{"createDocumentUploadLink":{{"__typename":"DocumentUploadLink","id":"dl_1","uploadUrl":"{url}"}}}}}}"#
            );
            let answer = Answer { status: 200, body: body.as_bytes(), retry_after: None };
            read(&crate::use_case::document_upload::LINK, &answer, None).is_ok()
        };
        for longest in [8 * 1024 - 8, 8 * 1024] {
            assert!(link(&format!("https://{}", "a".repeat(longest - 8))));
        }
        assert!(!link(&"a".repeat(8 * 1024 + 1)) && !link("https://a b") && !link("https://é"));
        let form = |text: &str| Form::Token.read(&Value::text(text)).is_some();
        assert!(form(&"a".repeat(8 * 1024)) && form("a-._:/+=") && form("eyJ.eyJ.c2ln"));
        assert!(!form(&"a".repeat(8 * 1024 + 1)) && !form("a b") && !form(""));
        assert!(!token("a b"));
        let object = r#"{"data":{"node":{}}}"#;
        let told = reading(Operation::ViewPaymentCard, 200, object, "cd_1").err();
        assert_eq!(
            told.map(|told| told.code),
            Some(Code::UnexpectedResponse),
            "no such node is null"
        );
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
    fn a_card_number_in_what_is_told_reaches_no_page() {
        const CARD: &str = "4111111111111111";
        for name in ["ACTIVE", "VISA"] {
            for other in [CARD, "FROZEN", "A_4111_1111_1111_1111"] {
                let told = pin(200, &OK.replace(name, other)).unwrap_or_default();
                assert!(told.contains("\"id\":\"cd_1\"") && !told.contains(other), "{told}");
            }
        }
        for (id, is_told) in [
            (CARD, false),
            ("req_4111111111111111", false),
            ("x4111111111111111x", false),
            ("4111-1111-1111-1111", false),
            ("a-4111.1111:1111/1111", false),
            ("3782-822463-10005", false),
            ("4111--1111-1111-1111", false),
            ("2026-11-30", true),
            ("1234567890123", false),
            ("123456789012", true),
            // UUIDs, also one of digits alone.
            ("00000000-0000-4000-8000-000000000001", true),
            ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", true),
        ] {
            let body = format!(r#"{{"extensions":{{"requestId":"{id}"}}}}"#);
            let told = pin(500, &body).err().and_then(|failure| failure.request_id);
            assert_eq!(told.is_some(), is_told, "{id}");
            let body = format!(
                r#"{{"data":{{"setPinForPaymentCard":{{"__typename":"UserError","errors":[{{"code":"{id}","errorPath":[]}}]}}}}}}"#
            );
            let told = pin(200, &body).err().and_then(|failure| failure.fields[0].api_code.clone());
            assert_eq!(told.is_some(), is_told, "{id}");
        }
    }

    #[test]
    fn an_odd_form_of_a_value_is_a_failure() {
        for odd in ["1e999", "1.5", "true", "[]", "{}", "99999999999999999999", "4111111111111111"]
        {
            let details = format!(
                r#"{{"__typename":"PaymentCardRestrictedDetails","number":{odd},"cvv":"123"}}"#
            );
            assert_eq!(card(&details), Err(Code::UnexpectedResponse), "{odd}");
            let told = pin(200, &OK.replace("\"1111\"", odd)).err();
            assert_eq!(told.map(|told| told.code), Some(Code::UnexpectedResponse), "{odd}");
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
        for (given, seconds) in [
            ("1.2", 2),
            ("2.0", 2),
            ("0.001", 1),
            ("\"3\"", 3),
            ("\"2.5\"", 3),
            ("0", 0),
            ("99999999999", u32::MAX),
            // What is no number of seconds: the header counts.
            ("\"soon\"", 7),
            ("null", 7),
            ("1e3", 7),
        ] {
            let body = format!(r#"{{"extensions":{{"rateLimit":{{"retryAfter":{given}}}}}}}"#);
            assert_eq!(after(&body), Some(seconds), "{given}");
        }
        let both = r#"{"extensions":{"rateLimit":{"count":{"retryAfter":2},"complexity":{"retryAfter":9}}}}"#;
        assert_eq!(after(both), Some(9), "each limit has to be waited for");
    }

    #[test]
    fn whatever_may_pass_says_when_to_try_again() {
        let after = |status| pin(status, "").err().and_then(|failure| failure.retry_after);
        for status in [408, 429, 500, 502, 503, 504] {
            assert_eq!(after(status), Some(7), "{status}");
        }
        for status in [400, 401, 403, 404, 204] {
            assert_eq!(after(status), None, "{status}");
        }
    }

    #[test]
    fn a_number_of_seconds_is_read_and_rounded_up() {
        for (text, seconds) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("1.5", Some(2)),
            ("1.0", Some(1)),
            ("1.", Some(1)),
            ("4294967295", Some(u32::MAX)),
            ("4294967295.5", Some(u32::MAX)),
            ("4294967296", Some(u32::MAX)),
            ("99999999999999999999999", Some(u32::MAX)),
            ("", None),
            (".5", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            ("1,5", None),
            ("1.5.5", None),
            ("1 2", None),
            ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ] {
            assert_eq!(seconds_of(text), seconds, "{text:?}");
        }
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
            "expirationDate":"2031-02-01T04:59:59Z","expirationMonth":"01","expirationYear":"2031","restrictedDetails":{details}}}}}}}"#
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
        // What is printed on the card, and not the month of its end in UTC.
        let date = "01/2031".to_owned();
        assert_eq!(
            details("\"4111111111111111\"", "\"123\""),
            Ok(vec!["4111111111111111".into(), "123".into(), date])
        );
        assert_eq!(details("\"<b>4111</b>\"", "\"123\""), Err(Code::UnexpectedResponse));
        assert_eq!(details("4111111111111111", "\"123\""), Err(Code::UnexpectedResponse));
        assert_eq!(details("\"4111111111111111\"", "\"12345\""), Err(Code::UnexpectedResponse));
        assert_eq!(card(r#"{"__typename":"AccessDeniedError"}"#), Err(Code::AccessDenied));
        let null = details("null", "null");
        assert_eq!(null, Ok(vec!["01/2031".into()]), "what the API leaves out is left out");
        let body =
            r#"{"data":{"node":{"__typename":"PaymentCard","id":"cd_1","expirationMonth":"01"}}}"#;
        let nothing = reading(Operation::ViewPaymentCard, 200, body, "cd_1").err();
        assert_eq!(nothing.map(|failure| failure.code), Some(Code::ValueMissing), "half an expiry");
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
