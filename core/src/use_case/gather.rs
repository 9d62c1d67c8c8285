//! From what the page gives and what the fields hold to the request's variables.
//!
//! 1. Everything wrong is found at once, before anything is sent: a user corrects a form once, not member by member.
//! 2. What the page may not give outweighs the rest: a sensitive member in its input is a fault of its code, and is refused
//!    whatever else is right.
//! 3. A field that belongs to no member of this operation is left alone: one session serves several operations.

use zeroize::Zeroizing;

use super::{Node, Shape, UseCase, Variables};
use crate::error::{Code, Failure, FieldProblem};
use crate::field::{FieldCode, FieldKind, Role, spec};
use crate::value::Value;

/// What a field holds at the moment of the call.
pub struct Held<'a> {
    /// Its kind.
    pub kind: FieldKind,
    /// The part of the input it belongs to; empty for the first place of its kind.
    pub path: &'a str,
    /// What is typed in it.
    pub typed: Zeroizing<String>,
}

/// A request that can be sent.
#[derive(Debug)]
pub struct Ready {
    /// The variables.
    pub variables: Value,
    /// The fields that went into it, by their index among the given ones, and their paths: wiped after success, marked when
    /// the API refuses what they hold.
    pub used: Vec<(usize, String)>,
    /// The identifier that must come back.
    pub same_id: Option<String>,
}

/// Why nothing is sent.
#[derive(Debug)]
pub struct Refused {
    /// What the page is told.
    pub failure: Failure,
    /// What stands in which field, by its index among the given ones.
    pub marks: Vec<(usize, FieldCode)>,
}

/// Makes the variables, or says all that is wrong.
pub fn gather(use_case: &UseCase, page: &Value, held: &[Held<'_>]) -> Result<Ready, Refused> {
    let mut gathering = Gathering {
        places: held.iter().map(|held| place(use_case.input, held.kind, held.path)).collect(),
        held,
        sensitive: Vec::new(),
        input: Vec::new(),
        fields: Vec::new(),
        marks: Vec::new(),
        used: Vec::new(),
    };
    let members = match page {
        Value::Object(_) => gathering.group(use_case.input, Some(page), ""),
        Value::Null => gathering.group(use_case.input, None, ""),
        _ => {
            gathering.input.push(FieldProblem::new("", FieldCode::Invalid));
            Vec::new()
        }
    };
    gathering.repeats();
    let Gathering { sensitive, input, fields, marks, used, .. } = gathering;
    for (code, problems) in
        [(Code::SensitiveInput, sensitive), (Code::InvalidInput, input), (Code::InvalidFields, fields)]
    {
        if !problems.is_empty() {
            // What is wrong in fields is shown there even if the page's own fault comes first.
            return Err(Refused { failure: Failure::with_fields(code, problems), marks });
        }
    }
    let same_id = use_case.same_id.and_then(|name| page.get(name)?.as_text().map(str::to_owned));
    let members = Value::Object(members);
    let variables = match use_case.variables {
        Variables::Input => Value::Object(vec![("input".into(), members)]),
        Variables::Own => members,
    };
    Ok(Ready { variables, used, same_id })
}

struct Gathering<'a> {
    held: &'a [Held<'a>],
    places: Vec<Option<String>>,
    sensitive: Vec<FieldProblem>,
    input: Vec<FieldProblem>,
    fields: Vec<FieldProblem>,
    marks: Vec<(usize, FieldCode)>,
    used: Vec<(usize, String)>,
}

impl Gathering<'_> {
    fn group(&mut self, nodes: &[Node], page: Option<&Value>, path: &str) -> Vec<(Box<str>, Value)> {
        if let Some(Value::Object(members)) = page {
            for (name, _) in members {
                if !nodes.iter().any(|node| *node.page == **name) {
                    // The name comes from the page and goes back to it; it is cut because it could be of any length.
                    let name: String = name.chars().take(64).collect();
                    self.input.push(FieldProblem::new(join(path, &name), FieldCode::Unknown));
                }
            }
        }
        let mut members = Vec::with_capacity(nodes.len());
        for node in nodes {
            let given = page.and_then(|page| page.get(node.page)).filter(|given| **given != Value::Null);
            if let Some(value) = self.member(node, given, &join(path, node.page)) {
                members.push((node.variable.into(), value));
            }
        }
        members
    }

    fn member(&mut self, node: &Node, given: Option<&Value>, path: &str) -> Option<Value> {
        match node.shape {
            Shape::Id => {
                let Some(given) = given else {
                    if node.required {
                        self.input.push(FieldProblem::new(path, FieldCode::Missing));
                    }
                    return None;
                };
                let is_id = |text: &str| !text.is_empty() && text.len() <= 255 && !text.chars().any(char::is_control);
                if !given.as_text().is_some_and(is_id) {
                    self.input.push(FieldProblem::new(path, FieldCode::Invalid));
                }
                Some(given.clone())
            }
            Shape::Secret(kind) => {
                if given.is_some() {
                    self.sensitive.push(FieldProblem::new(path, FieldCode::Sensitive));
                }
                self.field(kind, path, node.required)
            }
            Shape::Group(nodes) => {
                if !matches!(given, None | Some(Value::Object(_))) {
                    self.input.push(FieldProblem::new(path, FieldCode::Invalid));
                    return None;
                }
                let below = |place: &Option<String>| {
                    place
                        .as_ref()
                        .is_some_and(|place| place.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
                };
                (node.required || given.is_some() || self.places.iter().any(below))
                    .then(|| Value::Object(self.group(nodes, given, path)))
            }
        }
    }

    /// The value of the field at `path`.
    fn field(&mut self, kind: FieldKind, path: &str, required: bool) -> Option<Value> {
        let Role::Input(input) = spec(kind).role else { return None };
        let Some(index) = self.places.iter().position(|place| place.as_deref() == Some(path)) else {
            if required {
                self.fields.push(FieldProblem::new(path, FieldCode::Missing));
            }
            return None;
        };
        match input.read(&self.held[index].typed) {
            Ok(value) => {
                self.used.push((index, path.to_owned()));
                Some(Value::Text(value))
            }
            Err(FieldCode::Missing) if !required => None,
            Err(code) => {
                self.fields.push(FieldProblem::new(path, code));
                self.marks.push((index, code));
                None
            }
        }
    }

    /// Fields that repeat another: compared once both are right by themselves.
    fn repeats(&mut self) {
        for (index, held) in self.held.iter().enumerate() {
            let Role::Input(input) = spec(held.kind).role else { continue };
            let Some((repeated, name)) = input.repeats else { continue };
            let first = self.held.iter().position(|other| other.kind == repeated && other.path == held.path);
            let Some((first, place)) = first.and_then(|first| Some((first, self.places[first].clone()?))) else {
                continue;
            };
            let group = place.rsplit_once('.').map_or("", |(group, _)| group);
            let path = join(group, name);
            let code = match (input.read(&held.typed), input.read(&self.held[first].typed)) {
                (Ok(again), Ok(value)) if again == value => {
                    self.used.push((index, path));
                    continue;
                }
                (Err(FieldCode::Missing), _) => FieldCode::Missing,
                (_, Ok(_)) => FieldCode::Mismatch,
                // The first is wrong already: saying that the second differs would help nobody.
                (_, Err(_)) => continue,
            };
            self.fields.push(FieldProblem::new(path, code));
            self.marks.push((index, code));
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The first member of a field's kind at or below `within`, in the order of the input.
fn place(nodes: &[Node], kind: FieldKind, within: &str) -> Option<String> {
    fn search(nodes: &[Node], kind: FieldKind, within: &str, path: &str) -> Option<String> {
        nodes.iter().find_map(|node| {
            let here = join(path, node.page);
            let is_within = |below: &str| {
                within.is_empty()
                    || below == within
                    || below.strip_prefix(within).is_some_and(|rest| rest.starts_with('.'))
            };
            match node.shape {
                Shape::Secret(of) if of == kind && is_within(&here) => Some(here),
                Shape::Group(nodes) => search(nodes, kind, within, &here),
                _ => None,
            }
        })
    }
    search(nodes, kind, within, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::use_case::{Operation, use_case};

    fn set_pin(page: &str, fields: &[(FieldKind, &str)]) -> Result<Ready, Refused> {
        let held: Vec<_> = fields
            .iter()
            .map(|(kind, typed)| Held { kind: *kind, path: "", typed: Zeroizing::new((*typed).to_owned()) })
            .collect();
        let page = json::parse(page.as_bytes()).unwrap_or(Value::Null);
        gather(use_case(Operation::SetPaymentCardPin), &page, &held)
    }

    const CARD: &str = r#"{"paymentCardId":"cd_1"}"#;

    #[test]
    fn the_variables_are_those_of_the_schema() {
        let ready = set_pin(CARD, &[(FieldKind::Pin, "١2 34"), (FieldKind::PinConfirm, "1234"), (FieldKind::Cvv, "")]);
        let ready = ready.map(|ready| {
            (String::from_utf8_lossy(&json::write(&ready.variables)).into_owned(), ready.used, ready.same_id)
        });
        let expected = r#"{"input":{"paymentCardId":"cd_1","newPin":"1234"}}"#.to_owned();
        assert_eq!(
            ready.ok(),
            Some((expected, vec![(0, "pin".to_owned()), (1, "pinConfirm".to_owned())], Some("cd_1".to_owned())))
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
            (CARD, vec![(pin, "1234"), (confirm, "1235")], Code::InvalidFields, vec![("pinConfirm", Mismatch)]),
            (CARD, vec![(pin, "1234"), (confirm, "x")], Code::InvalidFields, vec![("pinConfirm", Mismatch)]),
            ("null", vec![(pin, "1234")], Code::InvalidInput, vec![("paymentCardId", Missing)]),
            ("{}", vec![(pin, "1")], Code::InvalidInput, vec![("paymentCardId", Missing)]),
            ("[]", vec![(pin, "1234")], Code::InvalidInput, vec![("", Invalid)]),
            (r#"{"paymentCardId":5}"#, vec![(pin, "1234")], Code::InvalidInput, vec![("paymentCardId", Invalid)]),
            (r#"{"paymentCardId":""}"#, vec![(pin, "1234")], Code::InvalidInput, vec![("paymentCardId", Invalid)]),
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
            let expected: Vec<_> = problems.into_iter().map(|(path, code)| FieldProblem::new(path, code)).collect();
            assert_eq!(refused, Some(Failure::with_fields(code, expected)), "{page}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_field_is_marked_there() {
        let refused = set_pin(CARD, &[(FieldKind::PinConfirm, "1234"), (FieldKind::Pin, "4321")]);
        assert_eq!(refused.err().map(|refused| refused.marks), Some(vec![(0, FieldCode::Mismatch)]));
    }
}
