//! From what the page gives and what the fields hold to the request's variables.
//!
//! 1. Everything wrong is found at once, before anything is sent: a user corrects a form once, not
//!    member by member.
//! 2. What the page may not give outweighs the rest: a sensitive member in its input is a fault of
//!    its code, and is refused whatever else is right.
//! 3. What a page gives in place of a field is held to the field's rule.
//! 4. A field that belongs to no member of this operation is left alone: one session serves several
//!    operations.
//! 5. Two fields for one place are refused: only one of them could be sent, and the person sees
//!    both.
//! 6. An object that the operation can do without is left out while all of its fields are empty.

use zeroize::Zeroizing;

use super::place::{is_within, join, place};
use super::{Need, Node, Shape, UseCase, Variables};
use crate::digits::{decimal, number};
use crate::error::{Code, Failure, FieldCode, FieldProblem};
use crate::field::{Context, FieldKind, Input, LARGEST_CENTS, Role, Wire, is_adult, is_date, spec};
use crate::text::{head, is_among};
use crate::value::Value;

/// What a field holds at the moment of the call.
pub struct Held<'a> {
    /// Its kind.
    pub kind: FieldKind,
    /// The part of the input it belongs to; empty for the first place of its kind.
    pub path: &'a str,
    /// What is typed in it.
    pub typed: Zeroizing<String>,
    /// Whether the page says that it may not be left empty, also where the operation can do
    /// without.
    pub is_required: bool,
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

/// Makes the variables, or says all that is wrong. `context` is that of a field; what a rule knows
/// of a call is added here.
pub fn gather(
    use_case: &UseCase,
    page: &Value,
    held: &[Held<'_>],
    context: Context<'_>,
) -> Result<Ready, Refused> {
    let places: Vec<_> =
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
    let mut input = Vec::new();
    for (at, place) in places.iter().enumerate() {
        if let Some(place) = place
            && field_at(&places, place) != Some(at)
        {
            add(&mut input, place, FieldCode::Conflict);
        }
    }
    let mut gathering = Gathering {
        places,
        held,
        context,
        sensitive: Vec::new(),
        input,
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
    context: Context<'a>,
    places: Vec<Option<String>>,
    sensitive: Vec<FieldProblem>,
    input: Vec<FieldProblem>,
    fields: Vec<FieldProblem>,
    marks: Vec<(usize, FieldCode)>,
    used: Vec<(usize, String)>,
}

impl<'a> Gathering<'a> {
    fn group(
        &mut self,
        nodes: &[Node],
        page: Option<&'a Value>,
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
        // What rules want to know stands beside what they judge.
        let text_of = |name| member_of(page, name).and_then(Value::as_text);
        let outside = self.context;
        self.context.country_code = Some(text_of("countryCode").unwrap_or("1"));
        self.context.tax_type = Some(text_of("taxIdentificationNumberType").unwrap_or_default());
        let mut members = Vec::with_capacity(nodes.len());
        for node in nodes {
            let given = member_of(page, node.page());
            let path = join(path, node.page());
            let has_other =
                matches!(node.need, Need::Unless(other) if member_of(page, other).is_some());
            if has_other && (given.is_some() || self.has_field_below(&path)) {
                add(&mut self.input, &path, FieldCode::Conflict);
            } else {
                let required = !has_other
                    && !matches!(node.need, Need::Optional | Need::Default(_) | Need::AtLeast(_));
                let mut value = self.member(node, given, &path, required);
                if let (None, Need::Default(default)) = (&value, node.need) {
                    value = Some(Value::text(default));
                }
                if let Some(value) = value {
                    members.push((node.variable.into(), value));
                }
            }
        }
        self.context = outside;
        members
    }

    fn has_field_below(&self, path: &str) -> bool {
        self.places.iter().flatten().any(|place| is_within(place, path))
    }

    /// Whether a field at or below `path` has something to send, or has to.
    fn is_given_below(&self, path: &str) -> bool {
        self.places.iter().zip(self.held).any(|(place, held)| {
            place.as_deref().is_some_and(|place| is_within(place, path))
                && gives(held, &self.context)
        })
    }

    fn member(
        &mut self,
        node: &Node,
        given: Option<&'a Value>,
        path: &str,
        required: bool,
    ) -> Option<Value> {
        match node.shape {
            Shape::Id => self.given(given, path, required, &is_id),
            Shape::Enum(names) => self.given(given, path, required, &|given| {
                given.as_text().is_some_and(|text| is_among(names, text))
            }),
            Shape::Bool => {
                self.given(given, path, required, &|given| matches!(given, Value::Bool(_)))
            }
            Shape::Date => {
                self.given(given, path, required, &|given| given.as_text().is_some_and(is_date))
            }
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
                (required || given.is_some() || self.is_given_below(path))
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
                // As many as the page gives, or as the fields' paths count. Those at the end whose
                // fields are all empty are left out.
                let path_of = |index: usize| join(path, &decimal(index as u64, 0));
                let mut count = items.len();
                for index in items.len()..MOST_ITEMS {
                    let path = path_of(index);
                    if !self.has_field_below(&path) {
                        break;
                    }
                    if self.is_given_below(&path) {
                        count = index + 1;
                    }
                }
                let mut objects = Vec::new();
                for index in 0..count {
                    let path = path_of(index);
                    let item = items.get(index);
                    if !matches!(item, None | Some(Value::Object(_) | Value::Null)) {
                        add(&mut self.input, &path, FieldCode::Invalid);
                    }
                    objects.push(Value::Object(self.group(nodes, item, &path)));
                }
                (!objects.is_empty()).then_some(Value::List(objects))
            }
        }
    }

    /// A value that only the page may give, as it is if it is right.
    fn given(
        &mut self,
        given: Option<&Value>,
        path: &str,
        required: bool,
        is_right: &dyn Fn(&Value) -> bool,
    ) -> Option<Value> {
        let code = match given {
            None if required => FieldCode::Missing,
            None => return None,
            Some(given) if is_right(given) => return Some(copy(given)),
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
        let value = input.read(typed, &self.context)?;
        if matches!(node.need, Need::Adult) && !is_adult(&value, self.context.today) {
            return Err(FieldCode::TooYoung);
        }
        if input.wire == Wire::Text {
            return Ok(Value::Text(value));
        }
        let number = number(value.as_bytes()).ok_or(FieldCode::Invalid)?.cast_signed();
        if matches!(node.need, Need::AtLeast(least) if number < least.into()) {
            return Err(FieldCode::TooSmall);
        }
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
            Err(FieldCode::Missing) if !required && !self.held[index].is_required => None,
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
                input.read(&held.typed, &self.context),
                input.read(&self.held[first].typed, &self.context),
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

/// Whether a field has something to send, or has to.
fn gives(held: &Held<'_>, context: &Context<'_>) -> bool {
    let Role::Input(input) = spec(held.kind).role else { return false };
    held.is_required || input.read(&held.typed, context).err() != Some(FieldCode::Missing)
}

#[inline(never)]
fn add(problems: &mut Vec<FieldProblem>, path: &str, code: FieldCode) {
    problems.push(FieldProblem::new(path, code));
}

/// A text or a truth value once more: nothing else is right as it is. `clone` would bring the
/// copying of whole trees into the wasm.
fn copy(given: &Value) -> Value {
    match given {
        Value::Bool(flag) => Value::Bool(*flag),
        given => Value::text(given.as_text().unwrap_or_default()),
    }
}

/// What an object has under a name, if it is not null.
fn member_of<'a>(object: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    object?.get(name).filter(|member| !member.is_null())
}

fn is_id(given: &Value) -> bool {
    given
        .as_text()
        .is_some_and(|text| (1..=255).contains(&text.len()) && !text.chars().any(char::is_control))
}

/// The most objects of a list.
const MOST_ITEMS: usize = 20;

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
    let is_right = (0..=LARGEST_CENTS.cast_signed()).contains(&cents);
    (members.len() == 2 && is_dollars && is_right).then_some(cents)
}

#[cfg(test)]
mod tests;
