//! Walks the members of an operation's input.

use super::values::is_id;
use super::{Gathering, Held, add};
use crate::digits::decimal;
use crate::error::FieldCode;
use crate::field::{Context, Role, is_date, spec};
use crate::text::{head, is_among};
use crate::use_case::place::{is_within, join};
use crate::use_case::{Need, Node, Shape};
use crate::value::Value;

/// The largest number of objects in a list.
const MOST_ITEMS: usize = 20;

impl<'a> Gathering<'a> {
    /// Builds the object that consists of `nodes`. `page` is the page's object at `path`.
    pub fn group(
        &mut self,
        nodes: &[Node],
        page: Option<&'a Value>,
        path: &str,
    ) -> Vec<(Box<str>, Value)> {
        if let Some(Value::Object(members)) = page {
            for (name, _) in members {
                if !nodes.iter().any(|node| *node.page() == **name) {
                    // The page gets its own name back, cut because it could be of any length.
                    add(&mut self.input, &join(path, head(name, 64)), FieldCode::Unknown);
                }
            }
        }
        // The rules of these members depend on other members of the same object.
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

    /// Whether a field is placed at or below `path`.
    fn has_field_below(&self, path: &str) -> bool {
        self.places.iter().flatten().any(|place| is_within(place, path))
    }

    /// Whether a field at or below `path` has a content or is required.
    fn is_given_below(&self, path: &str) -> bool {
        self.places.iter().zip(self.held).any(|(place, held)| {
            place.as_deref().is_some_and(|place| is_within(place, path))
                && gives(held, &self.context)
        })
    }

    /// Builds the value of `node`, whose value in the page's input is `given`. Notes a problem and
    /// returns `None` if the value is wrong.
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
            Shape::List(nodes) => self.list(nodes, given, path),
        }
    }

    /// Builds the list of objects that consist of `nodes`.
    fn list(&mut self, nodes: &[Node], given: Option<&'a Value>, path: &str) -> Option<Value> {
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
        // The list is as long as the page's, or as the fields' paths say. Objects at its end
        // whose fields are all empty are left out.
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

/// Whether a field has a content or is required.
fn gives(held: &Held<'_>, context: &Context<'_>) -> bool {
    let Role::Input(input) = spec(held.kind).role else { return false };
    held.is_required || input.read(&held.typed, context).err() != Some(FieldCode::Missing)
}

/// Returns a member of `object`, or `None` if it is null.
fn member_of<'a>(object: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    object?.get(name).filter(|member| !member.is_null())
}
