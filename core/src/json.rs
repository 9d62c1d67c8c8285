//! JSON over bytes that are wiped.
//!
//! The engine's `JSON.parse` and `JSON.stringify` would leave a card number or a PIN in strings
//! that nothing can wipe, and `serde_json` costs 12 to 27 KB of wasm. This module reads RFC 8259
//! with one limit, the depth of nesting, and keeps a number with a fraction or an exponent as it is
//! written.

mod read;
mod write;

pub use read::{MAX_DEPTH, NotJson, parse};
pub use write::write;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    use super::write::capacity_for;
    use super::*;
    use crate::value::Value;

    pub fn object(members: &[(&str, Value)]) -> Value {
        Value::Object(members.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
    }

    pub fn number(text: &str) -> Value {
        Value::Number(Zeroizing::new(text.to_owned()))
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,9}|[eE][+-]?[0-9]{1,4})"
                .prop_map(|text| number(&text)),
            any::<String>().prop_map(|text| Value::text(&text)),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::List),
                prop::collection::vec(
                    (any::<String>().prop_map(String::into_boxed_str), inner),
                    0..8
                )
                .prop_map(Value::Object),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_written_value_is_read_back(value in any_value()) {
            let bytes = write(&value);
            prop_assert!(bytes.capacity() == capacity_for(&value), "the buffer grew and left a copy behind");
            prop_assert!(parse(&bytes) == Ok(value));
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _result = parse(&bytes);
        }

        #[test]
        fn no_text_of_json_characters_panics(text in r#"[\[\]{}",:\\u0-9a-f.eE+\- ]{0,60}"#) {
            let _result = parse(text.as_bytes());
        }
    }
}
