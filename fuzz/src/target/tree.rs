//! Functions on trees of values for the targets.

use sordino_core::json;
use sordino_core::value::Value;

/// Parses an input, which is a tree in JSON.
pub fn of(input: &[u8]) -> Option<Value> {
    json::parse(input).ok()
}

/// Returns the text of a member.
pub fn text<'a>(tree: &'a Value, name: &str) -> Option<&'a str> {
    tree.get(name)?.as_text()
}

/// Checks that a written value is read back unchanged.
pub fn check_round_trip(value: &Value) {
    assert!(
        json::parse(&json::write(value)) == Ok(value.clone()),
        "a written value is not read back unchanged"
    );
}

/// Returns the deepest nesting; 0 for a value alone.
pub fn depth(value: &Value) -> usize {
    let of_all =
        |depths: &mut dyn Iterator<Item = usize>| depths.max().map_or(0, |depth| depth + 1);
    match value {
        Value::List(items) => of_all(&mut items.iter().map(depth)),
        Value::Object(members) => of_all(&mut members.iter().map(|(_, value)| depth(value))),
        _ => 0,
    }
}

/// Returns the number of values, and the number of bytes that their texts and names keep.
pub fn size(value: &Value) -> (usize, usize) {
    let sum = |sizes: &mut dyn Iterator<Item = (usize, usize)>| {
        sizes.fold((1, 0), |(values, bytes), (more, longer)| (values + more, bytes + longer))
    };
    match value {
        Value::Text(text) | Value::Number(text) => (1, text.capacity()),
        Value::List(items) => sum(&mut items.iter().map(size)),
        Value::Object(members) => sum(&mut members.iter().map(|(name, value)| {
            let (values, bytes) = size(value);
            (values, bytes + name.len())
        })),
        _ => (1, 0),
    }
}

/// Returns whether a text is one of the API's identifiers, which can't carry a message. They have
/// RFC 6750's characters and a few more.
pub fn is_identifier(text: &str, longest: usize) -> bool {
    !text.is_empty()
        && text.len() <= longest
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:/+=".contains(c))
}
