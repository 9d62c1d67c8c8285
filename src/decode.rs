//! Converts a message of the page into a [`Value`]. The walk has limits, so that it follows nothing
//! deep, cyclic or huge (attack 11). It takes only what JSON has: plain objects, arrays, texts,
//! numbers, booleans and null. A member that is `undefined` counts as left out.

use js_sys::{Array, JsString, Object};
use sordino_core::decode::Malformed;
use sordino_core::protocol::{ToVault, limits};
use sordino_core::value::Value;
use wasm_bindgen::{JsCast, JsValue};

/// Decodes one message.
pub fn decode(message: &JsValue) -> Result<ToVault, Malformed> {
    let plain = Object::get_prototype_of(&Object::new());
    let mut walk = Walk { nodes: limits::NODES, text: limits::TEXT, plain };
    ToVault::decode(walk.value(message, 0)?)
}

/// The error for a message that can't be an option of the page.
fn malformed() -> Malformed {
    Malformed(Vec::new())
}

struct Walk {
    nodes: u32,
    text: u32,
    plain: Object,
}

impl Walk {
    fn spend(&mut self, nodes: u32) -> Result<(), Malformed> {
        self.nodes = self.nodes.checked_sub(nodes).ok_or_else(malformed)?;
        Ok(())
    }

    fn text(&mut self, text: &JsString) -> Result<String, Malformed> {
        self.text = self.text.checked_sub(text.length()).ok_or_else(malformed)?;
        Ok(text.into())
    }

    fn value(&mut self, value: &JsValue, depth: u32) -> Result<Value, Malformed> {
        self.spend(1)?;
        if depth > limits::DEPTH {
            return Err(malformed());
        }
        if let Some(text) = value.dyn_ref::<JsString>() {
            return Ok(Value::Text(self.text(text)?.into()));
        }
        if value.is_null() || value.is_undefined() {
            return Ok(Value::Null);
        }
        if let Some(flag) = value.as_bool() {
            return Ok(Value::Bool(flag));
        }
        if let Some(number) = value.as_f64() {
            return Ok(Value::from_number(number));
        }
        if let Some(list) = value.dyn_ref::<Array>() {
            // The length of a sparse array can exceed its items, so it is spent before the walk.
            self.spend(list.length())?;
            let mut items = Vec::new();
            for at in 0..list.length() {
                items.push(self.value(&list.get(at), depth + 1)?);
            }
            return Ok(Value::List(items));
        }
        // Dates, maps, buffers, ports and images are objects too, but have another prototype.
        if !value.is_object() || Object::get_prototype_of(value) != self.plain {
            return Err(malformed());
        }
        let entries = Object::entries(value.unchecked_ref());
        self.spend(entries.length())?;
        let mut members = Vec::new();
        for at in 0..entries.length() {
            let entry: Array = entries.get(at).unchecked_into();
            let key = self.text(entry.get(0).unchecked_ref())?;
            let member = self.value(&entry.get(1), depth + 1)?;
            // Pages write `undefined` for an option that they do not set.
            if !entry.get(1).is_undefined() {
                members.push((key.into_boxed_str(), member));
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use js_sys::{ArrayBuffer, Date, Map, Reflect, Uint8Array};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn object(members: &[(&str, JsValue)]) -> JsValue {
        let object = Object::new();
        for (key, value) in members {
            assert!(Reflect::set(&object, &(*key).into(), value).is_ok());
        }
        object.into()
    }

    fn call(input: &JsValue) -> Result<ToVault, Malformed> {
        let call =
            [("id", 1.into()), ("operation", "viewPaymentCard".into()), ("input", input.clone())];
        decode(&object(&[("call", object(&call))]))
    }

    #[wasm_bindgen_test]
    fn plain_values_are_taken_as_they_are() {
        let list: JsValue = Array::of3(&"a".into(), &JsValue::TRUE, &JsValue::NULL).into();
        let input = object(&[
            ("list", list),
            ("number", 3.into()),
            ("half", 1.5.into()),
            ("left out", JsValue::UNDEFINED),
        ]);
        let Ok(ToVault::Call { id: 1, input, .. }) = call(&input) else { panic!("no call") };
        let list = Value::List(vec![Value::text("a"), Value::Bool(true), Value::Null]);
        let expected = vec![
            ("list".into(), list),
            ("number".into(), Value::Int(3)),
            ("half".into(), Value::Number(String::new().into())),
        ];
        assert!(input == Value::Object(expected));
    }

    #[wasm_bindgen_test]
    fn values_that_json_lacks_are_refused() {
        for input in [
            Date::new_0().into(),
            Map::new().into(),
            ArrayBuffer::new(8).into(),
            Uint8Array::new_with_length(8).into(),
            JsValue::bigint_from_str("1"),
            JsValue::symbol(None),
            js_sys::Function::new_no_args("").into(),
            js_sys::Error::new("x").into(),
        ] {
            assert!(call(&input).is_err());
            assert!(call(&object(&[("a", input.clone())])).is_err());
        }
        assert!(call(&object(&[])).is_ok());
    }

    #[wasm_bindgen_test]
    fn nothing_deep_cyclic_or_huge_is_followed() {
        let cyclic = object(&[]);
        assert!(Reflect::set(&cyclic, &"itself".into(), &cyclic).is_ok());
        assert!(call(&cyclic).is_err());

        let deep =
            |depth: u32| (0..depth).fold(JsValue::NULL, |inner, _| Array::of1(&inner).into());
        assert!(call(&deep(limits::DEPTH - 3)).is_ok());
        assert!(call(&deep(limits::DEPTH)).is_err());

        assert!(call(&Array::new_with_length(limits::NODES / 2).into()).is_err());
        // The array claims four billion items and has none.
        assert!(call(&Array::new_with_length(u32::MAX).into()).is_err());

        let text = |length: u32| JsValue::from("x".repeat(length as usize));
        assert!(call(&text(limits::TEXT / 2)).is_ok());
        assert!(call(&text(limits::TEXT)).is_err());
        assert!(call(&object(&[(&"k".repeat(limits::TEXT as usize), JsValue::NULL)])).is_err());
    }
}
