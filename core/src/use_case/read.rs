//! Turns a response into the values to show and the result for the page, or into a failure.
//!
//! 1. The HTTP status decides first, because the body of a 401 or a 500 proves nothing.
//! 2. An operation that sets or makes something reports "not done" only if the answer proves it.
//!    The proofs are an HTTP status that is documented so, a documented refusal (`UserError`,
//!    `AccessDeniedError`), and GraphQL errors without `data` (GraphQL, section 7.1: "if an error
//!    was raised before the execution begins, the response must not contain the key data"). Every
//!    other failure reports that the outcome is unknown.
//! 3. A success gives only the values that the use case lists, each only in its expected form. The
//!    answer for another object, or a shape that the schema does not allow, fails as a whole with
//!    [`Code::UnexpectedResponse`]: no part of it is shown or reported.
//! 4. The server's texts never reach the page. Its identifiers do (the request's id and the codes
//!    of user errors), unless they could hold a card number.

mod form;
mod retry;
mod user_error;

pub use retry::seconds_of;
pub use user_error::user_error_path;

use zeroize::Zeroizing;

use super::object::is_same_object;
use super::{Effect, UseCase};
use crate::error::{Code, Failure, Outcome};
use crate::field::{FieldKind, Role, spec};
use crate::json;
use crate::text::{concat, is_among, split};
use crate::value::Value;

/// A response of the API.
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
    /// The result for the page.
    pub result: Value,
    /// The values that fields show, by the kind of field.
    pub shown: Vec<(FieldKind, Zeroizing<String>)>,
}

/// Reads the answer to `use_case`. An answer for an object whose id is not `same_id` fails.
///
/// # Errors
///
/// The failure as the page is told it, with the outcome if it is unknown.
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
                failure.retry_after = body.and_then(retry::limit_of).or(answer.retry_after);
            } else if code == Code::UserError {
                failure.fields = body
                    .and_then(|body| object_of(use_case, body))
                    .map_or(Vec::new(), |object| user_error::problems(use_case, object));
            }
            // An answer of 200 with `data` means that the token was refused while the request
            // was already being executed.
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

/// The result for the page and the values to show.
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
        // The meaning of these depends on the sender: the API answers in GraphQL, a gateway does
        // not.
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
        // A rate limit refuses the whole request: its `data` is `{}`.
        let is_empty = matches!(data, Some(Value::Object(members)) if members.is_empty());
        return Err(if is_unauthenticated {
            Code::Unauthorized
        } else if (data.is_none() || is_empty) && retry::limit_of(body).is_some() {
            Code::RateLimited
        } else if data.is_none() {
            Code::RequestRejected
        } else {
            Code::ServerError
        });
    }
    let object = object_of(use_case, body).ok_or(Code::UnexpectedResponse)?;
    match type_name(object) {
        // The node does not exist, or this token may not see it. Null has a meaning in no other
        // field of the API.
        None if object.is_null() && use_case.root == "node" => Err(Code::AccessDenied),
        Some("AccessDeniedError") => Err(Code::AccessDenied),
        Some("UserError") => Err(Code::UserError),
        Some(name) if is_among(use_case.success, name) => success(use_case, object, same_id),
        _ => Err(Code::UnexpectedResponse),
    }
}

/// Returns the object that the document's root field returned.
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
    // The operation exists to show values, so an answer without any of them is no success.
    if shown.is_empty() && !use_case.shown.is_empty() {
        return Err(Code::ValueMissing);
    }
    Ok((Value::Object(result), shown))
}

/// Returns the text at `path`. A `path` of several places, separated by slashes, gives their texts
/// joined by slashes. Returns `None` if the API leaves out any of them.
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
    form::is_harmless(id, 128).then(|| id.to_owned())
}

#[cfg(test)]
mod tests;
