//! From a message of the page to a [`Value`], measured while it is walked: nothing deep, cyclic or huge is followed (attack 11).
//! Only what JSON has is taken: plain objects, arrays, texts, numbers, booleans, null; `undefined` counts as left out.

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

struct Walk {
    nodes: u32,
    text: u32,
    plain: Object,
}

impl Walk {
    fn spend(&mut self, nodes: u32) -> Result<(), Malformed> {
        self.nodes = self.nodes.checked_sub(nodes).ok_or(Malformed)?;
        Ok(())
    }

    fn text(&mut self, text: &JsString) -> Result<String, Malformed> {
        self.text = self.text.checked_sub(text.length()).ok_or(Malformed)?;
        Ok(text.into())
    }

    fn value(&mut self, value: &JsValue, depth: u32) -> Result<Value, Malformed> {
        self.spend(1)?;
        if depth > limits::DEPTH {
            return Err(Malformed);
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
            // A sparse array says a length that it does not have: it is spent before it is walked.
            self.spend(list.length())?;
            return (0..list.length())
                .map(|at| self.value(&list.get(at), depth + 1))
                .collect::<Result<_, _>>()
                .map(Value::List);
        }
        // Dates, maps, buffers, ports and images are objects too, of another prototype.
        if !value.is_object() || Object::get_prototype_of(value) != self.plain {
            return Err(Malformed);
        }
        let entries = Object::entries(value.unchecked_ref());
        self.spend(entries.length())?;
        let mut members = Vec::new();
        for at in 0..entries.length() {
            let entry: Array = entries.get(at).unchecked_into();
            let key = self.text(entry.get(0).unchecked_ref())?;
            let member = self.value(&entry.get(1), depth + 1)?;
            // `undefined` is what a page writes for an option that it does not set.
            if !entry.get(1).is_undefined() {
                members.push((key.into_boxed_str(), member));
            }
        }
        Ok(Value::Object(members))
    }
}
