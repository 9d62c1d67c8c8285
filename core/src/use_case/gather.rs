//! Builds a request's variables from the page's input and the fields' content.
//!
//! 1. All problems are found at once, before anything is sent, so that a person corrects a form
//!    once and not member by member.
//! 2. A sensitive member in the page's input comes before all other problems, because it is a fault
//!    of the page's code: the call fails with [`Code::SensitiveInput`] even if the rest is right.
//! 3. A value that the page gives instead of a field must satisfy the field's rule.
//! 4. A field that belongs to no member of this operation is ignored, because one session serves
//!    several operations.
//! 5. Two fields for the same place are refused, because only one of them could be sent and the
//!    person sees both.
//! 6. An optional object is left out while all of its fields are empty.

mod members;
mod repeats;
mod values;

use zeroize::Zeroizing;

use super::place::place;
use super::{UseCase, Variables};
use crate::error::{Code, Failure, FieldCode, FieldProblem};
use crate::field::{Context, FieldKind};
use crate::value::Value;

/// The content of a field at the moment of the call.
pub struct Held<'a> {
    /// The kind of the field.
    pub kind: FieldKind,
    /// The part of the input that the field belongs to. If it is empty, the field belongs to the
    /// first member of its kind.
    pub path: &'a str,
    /// The typed text.
    pub typed: Zeroizing<String>,
    /// Whether the page requires the field, even if its member is optional.
    pub is_required: bool,
}

/// A request that can be sent.
#[derive(Debug)]
pub struct Ready {
    /// The variables.
    pub variables: Value,
    /// The fields in the variables, by index in `held`, with their paths. They are wiped after
    /// success, and marked if the API refuses their content.
    pub used: Vec<(usize, String)>,
    /// The id that the answer must have.
    pub same_id: Option<String>,
}

/// The reason why nothing is sent.
#[derive(Debug)]
pub struct Refused {
    /// The failure that the page is told.
    pub failure: Failure,
    /// The message of each wrong field, by index in `held`.
    pub marks: Vec<(usize, FieldCode)>,
}

/// Builds the variables of `use_case`. The members of `context` that belong to a call, such as the
/// phone number's country, are set here.
///
/// # Errors
///
/// [`Refused`] with every problem of the code that comes first: [`Code::SensitiveInput`],
/// [`Code::InvalidInput`], then [`Code::InvalidFields`].
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
        // The error is the same for every choice that a person can make in a field. An error for
        // a single choice would tell the page which choice was made.
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
        // The fields show their own problems even if the page's problems come first.
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

/// The state of [`gather`] while it walks the members of the input.
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

#[inline(never)]
fn add(problems: &mut Vec<FieldProblem>, path: &str, code: FieldCode) {
    problems.push(FieldProblem::new(path, code));
}

#[cfg(test)]
mod tests;
