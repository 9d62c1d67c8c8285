//! A `UserError`: the members of the input that the API refuses.

use super::form::is_harmless;
use crate::digits::{decimal, number};
use crate::error::{FieldCode, FieldProblem};
use crate::text::concat;
use crate::use_case::{Node, Shape, UseCase};
use crate::value::Value;

/// Returns the problems of a `UserError`, at most the first 100.
pub fn problems(use_case: &UseCase, object: &Value) -> Vec<FieldProblem> {
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

/// Translates a user error's `errorPath` into the names of the page's input. The result ends before
/// the first segment that is not in `input`, so that no free text of the server reaches the page.
pub fn user_error_path(input: &[Node], path: &[Value]) -> String {
    let mut known = String::new();
    let mut nodes = input;
    let mut is_list = false;
    for segment in path.iter().filter_map(Value::as_text).skip_while(|segment| *segment == "input")
    {
        let index;
        let name = if std::mem::take(&mut is_list) {
            // `errorPath` has list indices as texts.
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

#[cfg(test)]
mod tests {
    use crate::error::Code;
    use crate::use_case::read::tests::pin;

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
}
