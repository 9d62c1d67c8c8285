//! Takes single values from the page or from a field.

use super::{Gathering, add};
use crate::digits::{decimal, number};
use crate::error::FieldCode;
use crate::field::{FieldKind, Input, LARGEST_CENTS, Role, Wire, is_adult, spec};
use crate::use_case::{Need, Node};
use crate::value::Value;

impl Gathering<'_> {
    /// Takes a value that only the page may give, unchanged.
    pub fn given(
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

    /// Takes a value that the page gives instead of a field.
    pub fn instead_of_field(
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
            // The page gives amounts in the form of the schema: cents of US dollars.
            (Wire::Cents, Value::List(amounts)) => {
                cents_of(amounts).map(amount).ok_or(FieldCode::Invalid)
            }
            _ => Err(FieldCode::Invalid),
        };
        read.map_err(|code| add(&mut self.input, path, code)).ok()
    }

    /// Reads a text by the rule of `input` and the need of `node`.
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

    /// Returns the index of the field at `path`.
    pub fn place_of(&self, path: &str) -> Option<usize> {
        self.places.iter().position(|place| place.as_deref() == Some(path))
    }

    /// Takes the content of the field at `path`.
    pub fn field(
        &mut self,
        kind: FieldKind,
        node: &Node,
        path: &str,
        required: bool,
    ) -> Option<Value> {
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
}

/// Copies a text or a boolean, the only values that are sent unchanged. `clone` would add code to
/// the wasm that copies whole trees.
fn copy(given: &Value) -> Value {
    match given {
        Value::Bool(flag) => Value::Bool(*flag),
        given => Value::text(given.as_text().unwrap_or_default()),
    }
}

/// Whether the page may give this as an identifier.
pub fn is_id(given: &Value) -> bool {
    given
        .as_text()
        .is_some_and(|text| (1..=255).contains(&text.len()) && !text.chars().any(char::is_control))
}

/// Returns an amount in the form of the schema: a list of one object, in cents of US dollars.
fn amount(cents: i64) -> Value {
    let amount =
        vec![("value".into(), Value::Int(cents)), ("currencyCode".into(), Value::text("USD"))];
    Value::List(vec![Value::Object(amount)])
}

/// Returns the cents of an amount in the form of the schema.
fn cents_of(amounts: &[Value]) -> Option<i64> {
    let [Value::Object(members)] = amounts else { return None };
    let cents = amounts[0].get("value")?.as_int()?;
    let is_dollars = amounts[0].get("currencyCode")?.as_text() == Some("USD");
    let is_right = (0..=LARGEST_CENTS.cast_signed()).contains(&cents);
    (members.len() == 2 && is_dollars && is_right).then_some(cents)
}
