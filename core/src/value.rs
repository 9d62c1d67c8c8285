//! One tree for a page's input, for a request's variables and for a response.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use zeroize::Zeroizing;

use crate::text::cut;

/// A JSON value. Fractions are kept but not calculated with, because no member of the API that
/// Sordino sends or shows has one.
///
/// Texts are wiped on drop, because a tree may hold a card number or a name. `Debug` prints no
/// content.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number that is not whole or does not fit into `Int`: its JSON text, or an empty text for a
    /// number of the page's JavaScript. No member of the API takes such a number. It is not `Null`,
    /// because `null` means that a value is missing, and this value is wrong.
    Number(Zeroizing<String>),
    /// A text, wiped on drop.
    Text(Zeroizing<String>),
    /// A list.
    List(Vec<Value>),
    /// An object, with its members in the order of arrival.
    Object(Vec<(Box<str>, Value)>),
}

impl std::fmt::Debug for Value {
    /// Prints only the type, because a value may be a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Value::Null => "Null",
            Value::Bool(_) => "Bool",
            Value::Int(_) => "Int",
            Value::Number(_) => "Number",
            Value::Text(_) => "Text",
            Value::List(_) => "List",
            Value::Object(_) => "Object",
        })
    }
}

impl Value {
    /// Creates a text.
    pub fn text(text: &str) -> Self {
        Value::Text(Zeroizing::new(text.to_owned()))
    }

    /// Creates a value from a number of JavaScript, which has only one type of number: 3 arrives as
    /// 3.0.
    pub fn from_number(number: f64) -> Self {
        const LARGEST: f64 = 9_007_199_254_740_991.0;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and within 2^53 by the check before it"
        )]
        if number.fract() == 0.0 && number.abs() <= LARGEST {
            Value::Int(number as i64)
        } else {
            Value::Number(Zeroizing::default())
        }
    }

    /// Returns whether the value is `null`. `==` would bring the comparison of whole trees into the
    /// wasm.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Returns the member `key` of an object; `None` for any other value.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let Value::Object(members) = self else { return None };
        members.iter().find(|(name, _)| **name == *key).map(|(_, value)| value)
    }

    /// Returns the value at a dotted path of object keys, such as `restrictedDetails.number`.
    ///
    /// # Examples
    ///
    /// ```
    /// use sordino_core::json;
    ///
    /// let card = json::parse(br#"{"restrictedDetails":{"number":"4111"}}"#).ok();
    /// let number = card.as_ref().and_then(|card| card.at("restrictedDetails.number")?.as_text());
    /// assert_eq!(number, Some("4111"));
    /// ```
    pub fn at(&self, path: &str) -> Option<&Value> {
        let (key, rest) = cut(path, b'.');
        let value = self.get(key)?;
        rest.map_or(Some(value), |rest| value.at(rest))
    }

    /// Returns the text; `None` for any other value.
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text.as_str()) } else { None }
    }

    /// Returns the whole number; `None` for any other value.
    pub fn as_int(&self) -> Option<i64> {
        if let Value::Int(number) = self { Some(*number) } else { None }
    }

    /// Returns the items of a list; no items for any other value.
    pub fn items(&self) -> &[Value] {
        if let Value::List(items) = self { items } else { &[] }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null | Value::Number(_) => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            // The page's numbers are `f64`, and a `BigInt` would be unexpected. Whole numbers up to
            // 2^53 pass through exactly.
            #[expect(clippy::cast_precision_loss, reason = "no message has a larger one")]
            Value::Int(number) => serializer.serialize_f64(*number as f64),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(&**key, value))?;
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_no_content() {
        let value = Value::Object(vec![("pan".into(), Value::text("4111111111111111"))]);
        assert_eq!(format!("{value:?}"), "Object");
        assert_eq!(format!("{:?}", value.get("pan")), "Some(Text)");
    }

    #[test]
    fn a_number_that_is_not_whole_is_not_null() {
        assert_eq!(Value::from_number(3.0), Value::Int(3));
        assert_eq!(Value::from_number(9_007_199_254_740_991.0), Value::Int(9_007_199_254_740_991));
        for odd in [1.5, f64::NAN, f64::INFINITY, 9_007_199_254_740_992.0, -1e300] {
            let value = Value::from_number(odd);
            assert!(matches!(value, Value::Number(_)) && !value.is_null(), "{odd}");
        }
    }

    #[test]
    fn paths_walk_objects_only() {
        let value = Value::Object(vec![(
            "a".into(),
            Value::Object(vec![
                ("b".into(), Value::Int(1)),
                ("c".into(), Value::List(vec![Value::Null])),
            ]),
        )]);
        assert_eq!(value.at("a.b"), Some(&Value::Int(1)));
        assert_eq!(value.at("a.c.0"), None);
        assert_eq!(value.at("a.x"), None);
    }
}
