//! From what the page gives and what the fields hold to the request's variables.
//!
//! 1. Everything wrong is found at once, before anything is sent: a user corrects a form once, not
//!    member by member.
//! 2. What the page may not give outweighs the rest: a sensitive member in its input is a fault of
//!    its code, and is refused whatever else is right.
//! 3. What a page gives in place of a field is held to the field's rule.
//! 4. A field that belongs to no member of this operation is left alone: one session serves several
//!    operations.

use zeroize::Zeroizing;

use super::{Need, Node, Shape, UseCase, Variables};
use crate::digits::{decimal, number};
use crate::error::{Code, Failure, FieldCode, FieldProblem};
use crate::field::{FieldKind, Input, Role, Wire, is_adult, spec};
use crate::text::{concat, cut, head};
use crate::time::Days;
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
    /// The fields that went into it, by their index among the given ones, and their paths: wiped
    /// after success, marked when the API refuses what they hold.
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
pub fn gather(
    use_case: &UseCase,
    page: &Value,
    held: &[Held<'_>],
    today: Days,
) -> Result<Ready, Refused> {
    let mut places: Vec<_> =
        held.iter().map(|held| place(use_case.input, held.kind, held.path)).collect();
    let field_at = |places: &[Option<String>], path: &str| {
        places.iter().position(|place| place.as_deref() == Some(path))
    };
    let personal = use_case.personal_when.filter(|(_, other, value)| match page.at(other) {
        Some(given) if !given.is_null() => given.as_text() == Some(value),
        // A person's choice in a field decides nothing that the page is told: an error for one
        // choice alone would tell the page which choice it was.
        _ => field_at(&places, other).is_some(),
    });
    if let Some(at) = personal.and_then(|(member, ..)| field_at(&places, member))
        && held[at].typed.trim().is_empty()
    {
        // It may be left empty: then it is as if it were not there.
        places[at] = None;
    }
    let mut gathering = Gathering {
        places,
        held,
        today,
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
            add(&mut gathering.input, "", FieldCode::Invalid);
            Vec::new()
        }
    };
    gathering.repeats();
    if let Some((member, ..)) = personal
        && page.at(member).is_some_and(|given| !given.is_null())
    {
        add(&mut gathering.sensitive, member, FieldCode::Sensitive);
    }
    let Gathering { sensitive, input, fields, marks, used, .. } = gathering;
    let (code, problems) = if !sensitive.is_empty() {
        (Code::SensitiveInput, sensitive)
    } else if !input.is_empty() {
        (Code::InvalidInput, input)
    } else {
        (Code::InvalidFields, fields)
    };
    if !problems.is_empty() {
        // What is wrong in fields is shown there even if the page's own fault comes first.
        return Err(Refused { failure: Failure::with_fields(code, problems), marks });
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
    today: Days,
    places: Vec<Option<String>>,
    sensitive: Vec<FieldProblem>,
    input: Vec<FieldProblem>,
    fields: Vec<FieldProblem>,
    marks: Vec<(usize, FieldCode)>,
    used: Vec<(usize, String)>,
}

impl Gathering<'_> {
    fn group(
        &mut self,
        nodes: &[Node],
        page: Option<&Value>,
        path: &str,
    ) -> Vec<(Box<str>, Value)> {
        if let Some(Value::Object(members)) = page {
            for (name, _) in members {
                if !nodes.iter().any(|node| *node.page() == **name) {
                    // The name comes from the page and goes back to it; it is cut because it could
                    // be of any length.
                    add(&mut self.input, &join(path, head(name, 64)), FieldCode::Unknown);
                }
            }
        }
        let mut members = Vec::with_capacity(nodes.len());
        for node in nodes {
            let given = member_of(page, node.page());
            let path = join(path, node.page());
            let has_other =
                matches!(node.need, Need::Unless(other) if member_of(page, other).is_some());
            if has_other && (given.is_some() || self.has_field_below(&path)) {
                add(&mut self.input, &path, FieldCode::Conflict);
            } else {
                let required =
                    !has_other && !matches!(node.need, Need::Optional | Need::Default(_));
                let mut value = self.member(node, given, &path, required);
                if let (None, Need::Default(default)) = (&value, node.need) {
                    value = Some(Value::text(default));
                }
                if let Some(value) = value {
                    members.push((node.variable.into(), value));
                }
            }
        }
        members
    }

    fn has_field_below(&self, path: &str) -> bool {
        self.places.iter().flatten().any(|place| is_within(place, path))
    }

    fn member(
        &mut self,
        node: &Node,
        given: Option<&Value>,
        path: &str,
        required: bool,
    ) -> Option<Value> {
        match node.shape {
            Shape::Id => self.given(given, path, required, None),
            Shape::Enum(names) => self.given(given, path, required, Some(names)),
            Shape::Secret(kind) => {
                if given.is_some() {
                    add(&mut self.sensitive, path, FieldCode::Sensitive);
                }
                self.field(kind, node, path, required)
            }
            Shape::Either(kind) => match given {
                Some(_) if self.place_of(path).is_some() => {
                    add(&mut self.input, path, FieldCode::Conflict);
                    None
                }
                Some(given) => self.instead_of_field(kind, given, node, path),
                None => self.field(kind, node, path, required),
            },
            Shape::Group(nodes) => {
                if !matches!(given, None | Some(Value::Object(_))) {
                    add(&mut self.input, path, FieldCode::Invalid);
                    return None;
                }
                (required || given.is_some() || self.has_field_below(path))
                    .then(|| Value::Object(self.group(nodes, given, path)))
            }
            Shape::List(nodes) => {
                let items = match given {
                    None => &[][..],
                    Some(Value::List(items)) => items,
                    Some(_) => {
                        add(&mut self.input, path, FieldCode::Invalid);
                        return None;
                    }
                };
                if items.len() > MOST_ITEMS {
                    add(&mut self.input, path, FieldCode::TooLong);
                    return None;
                }
                let mut objects = Vec::new();
                for index in 0..MOST_ITEMS {
                    let path = join(path, &decimal(index as u64, 0));
                    let item = items.get(index);
                    // As many as the page gives, or as the fields' paths count.
                    if item.is_none() && !self.has_field_below(&path) {
                        break;
                    }
                    if !matches!(item, None | Some(Value::Object(_) | Value::Null)) {
                        add(&mut self.input, &path, FieldCode::Invalid);
                    }
                    objects.push(Value::Object(self.group(nodes, item, &path)));
                }
                (!objects.is_empty()).then_some(Value::List(objects))
            }
        }
    }

    /// A text that only the page may give: one of the names, or an identifier.
    fn given(
        &mut self,
        given: Option<&Value>,
        path: &str,
        required: bool,
        names: Option<&[&str]>,
    ) -> Option<Value> {
        let code = match given {
            None if required => FieldCode::Missing,
            None => return None,
            Some(Value::Text(text)) if is_given(text, names) => return Some(Value::text(text)),
            Some(_) => FieldCode::Invalid,
        };
        add(&mut self.input, path, code);
        None
    }

    /// A value of the page, where a field could give it.
    fn instead_of_field(
        &mut self,
        kind: FieldKind,
        given: &Value,
        node: &Node,
        path: &str,
    ) -> Option<Value> {
        let Role::Input(input) = spec(kind).role else { return None };
        let read = match (input.wire, given) {
            (Wire::Text, Value::Text(text)) => self.read(input, node, text),
            (Wire::Integer, Value::Int(number @ 0..)) => {
                self.read(input, node, &decimal(number.unsigned_abs(), 0))
            }
            // As the schema has it: amounts in cents of US dollars.
            (Wire::Cents, Value::List(amounts)) => {
                cents_of(amounts).map(amount).ok_or(FieldCode::Invalid)
            }
            _ => Err(FieldCode::Invalid),
        };
        read.map_err(|code| add(&mut self.input, path, code)).ok()
    }

    fn read(&self, input: &Input, node: &Node, typed: &str) -> Result<Value, FieldCode> {
        let value = input.read(typed, self.today)?;
        if matches!(node.need, Need::Adult) && !is_adult(&value, self.today) {
            return Err(FieldCode::TooYoung);
        }
        if input.wire == Wire::Text {
            return Ok(Value::Text(value));
        }
        let number = number(value.as_bytes()).ok_or(FieldCode::Invalid)?.cast_signed();
        Ok(if input.wire == Wire::Cents { amount(number) } else { Value::Int(number) })
    }

    /// Which of the fields stands at `path`.
    fn place_of(&self, path: &str) -> Option<usize> {
        self.places.iter().position(|place| place.as_deref() == Some(path))
    }

    /// The value of the field at `path`.
    fn field(&mut self, kind: FieldKind, node: &Node, path: &str, required: bool) -> Option<Value> {
        let Role::Input(input) = spec(kind).role else { return None };
        let Some(index) = self.place_of(path) else {
            if required {
                add(&mut self.fields, path, FieldCode::Missing);
            }
            return None;
        };
        match self.read(input, node, &self.held[index].typed) {
            Ok(value) => {
                self.used.push((index, path.to_owned()));
                Some(value)
            }
            Err(FieldCode::Missing) if !required => None,
            Err(code) => {
                add(&mut self.fields, path, code);
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
            let first = self
                .held
                .iter()
                .position(|other| other.kind == repeated && other.path == held.path);
            let Some((first, place)) =
                first.and_then(|first| Some((first, self.places[first].clone()?)))
            else {
                continue;
            };
            let end = place.bytes().rposition(|byte| byte == b'.').unwrap_or_default();
            let path = join(&place[..end], name);
            let code = match (
                input.read(&held.typed, self.today),
                input.read(&self.held[first].typed, self.today),
            ) {
                (Ok(again), Ok(value)) if again == value => {
                    self.used.push((index, path));
                    continue;
                }
                (Err(FieldCode::Missing), _) => FieldCode::Missing,
                (_, Ok(_)) => FieldCode::Mismatch,
                // The first is wrong already: saying that the second differs would help nobody.
                (_, Err(_)) => continue,
            };
            add(&mut self.fields, &path, code);
            self.marks.push((index, code));
        }
    }
}

#[inline(never)]
fn add(problems: &mut Vec<FieldProblem>, path: &str, code: FieldCode) {
    problems.push(FieldProblem::new(path, code));
}

/// What an object has under a name, if it is not null.
fn member_of<'a>(object: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    object?.get(name).filter(|member| !member.is_null())
}

fn is_given(text: &str, names: Option<&[&str]>) -> bool {
    match names {
        Some(names) => names.contains(&text),
        None => (1..=255).contains(&text.len()) && !text.chars().any(char::is_control),
    }
}

fn join(path: &str, name: &str) -> String {
    concat(&[path, if path.is_empty() { "" } else { "." }, name])
}

/// The most objects of a list.
const MOST_ITEMS: usize = 20;

/// Whether `path` is `group` or below it; everything is within nothing.
fn is_within(path: &str, group: &str) -> bool {
    group.is_empty()
        || path.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A list of one amount in cents of US dollars.
fn amount(cents: i64) -> Value {
    let amount =
        vec![("value".into(), Value::Int(cents)), ("currencyCode".into(), Value::text("USD"))];
    Value::List(vec![Value::Object(amount)])
}

fn cents_of(amounts: &[Value]) -> Option<i64> {
    let [Value::Object(members)] = amounts else { return None };
    let cents = amounts[0].get("value")?.as_int()?;
    let is_dollars = amounts[0].get("currencyCode")?.as_text() == Some("USD");
    (members.len() == 2 && is_dollars && (0..=i32::MAX.into()).contains(&cents)).then_some(cents)
}

/// The first member of a field's kind at or below `within`, in the order of the input.
fn place(nodes: &[Node], kind: FieldKind, within: &str) -> Option<String> {
    fn search(nodes: &[Node], kind: FieldKind, within: &str, path: &str) -> Option<String> {
        for node in nodes {
            let is_it = matches!(node.shape, Shape::Secret(of) | Shape::Either(of) if of == kind);
            let members = node.shape.members();
            // Most are neither: no path is made for them.
            if !is_it && members.is_empty() {
                continue;
            }
            let mut here = join(path, node.page());
            if is_within(&here, within) {
                if is_it {
                    return Some(here);
                }
            } else if !is_within(within, &here) {
                // Not searched where it can't be.
                continue;
            }
            if let Shape::List(_) = node.shape {
                // A field says by its path which object of a list it belongs to; without, the
                // first.
                let index = match within.strip_prefix(&*here).and_then(|rest| rest.get(1..)) {
                    Some(rest) => number(cut(rest, b'.').0.as_bytes())?,
                    None => 0,
                };
                here = join(&here, &decimal(index, 0));
            }
            let found = search(members, kind, within, &here);
            if found.is_some() {
                return found;
            }
        }
        None
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
            .map(|(kind, typed)| Held {
                kind: *kind,
                path: "",
                typed: Zeroizing::new((*typed).to_owned()),
            })
            .collect();
        let page = json::parse(page.as_bytes()).unwrap_or(Value::Null);
        gather(use_case(Operation::SetPaymentCardPin), &page, &held, 0)
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
            (
                CARD,
                vec![(pin, "12"), (confirm, "12")],
                Code::InvalidFields,
                vec![("pin", Incomplete)],
            ),
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

    #[test]
    fn a_number_of_an_odd_form_is_wrong_and_not_left_out() {
        let odd = || Value::from_number(f64::NAN);
        let page = Value::Object(vec![("paymentCardId".into(), odd())]);
        let refused = gather(use_case(Operation::SetPaymentCardPin), &page, &[], 0).err();
        let told = refused.map(|refused| refused.failure.fields);
        assert_eq!(told, Some(vec![FieldProblem::new("paymentCardId", FieldCode::Invalid)]));
        let holder = Value::Object(vec![("email".into(), odd()), ("phoneNumber".into(), odd())]);
        let page = Value::Object(vec![("personAccountHolder".into(), holder)]);
        let refused = gather(use_case(Operation::CreatePersonAccountHolder), &page, &[], 0).err();
        let told = refused.map(|refused| refused.failure.fields).unwrap_or_default();
        for path in ["personAccountHolder.email", "personAccountHolder.phoneNumber"] {
            assert!(told.contains(&FieldProblem::new(path, FieldCode::Invalid)), "{path}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_field_is_marked_there() {
        let refused = set_pin(CARD, &[(FieldKind::PinConfirm, "1234"), (FieldKind::Pin, "4321")]);
        assert_eq!(
            refused.err().map(|refused| refused.marks),
            Some(vec![(0, FieldCode::Mismatch)])
        );
    }
}
