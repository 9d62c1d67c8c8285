//! From a message of the page to a [`ToVault`]: measured before it is read, so that nothing deep, cyclic or huge is walked
//! (attack 11). Only what JSON has is taken: plain objects, arrays, texts, numbers, booleans, null.

use js_sys::{Array, JsString, Object};
use sordino_core::protocol::{ToVault, limits};
use wasm_bindgen::{JsCast, JsValue};

/// A message that is refused.
#[derive(Debug)]
pub struct Malformed;

/// Decodes one message.
pub fn decode(message: JsValue) -> Result<ToVault, Malformed> {
    let mut budget =
        Budget { nodes: limits::NODES, text: limits::TEXT, plain: Object::get_prototype_of(&Object::new()) };
    budget.measure(&message, 0)?;
    serde_wasm_bindgen::from_value(message).map_err(|_| Malformed)
}

struct Budget {
    nodes: u32,
    text: u32,
    plain: Object,
}

impl Budget {
    fn spend(&mut self, nodes: u32) -> Result<(), Malformed> {
        self.nodes = self.nodes.checked_sub(nodes).ok_or(Malformed)?;
        Ok(())
    }

    fn measure_text(&mut self, text: &JsString) -> Result<(), Malformed> {
        self.text = self.text.checked_sub(text.length()).ok_or(Malformed)?;
        Ok(())
    }

    fn measure(&mut self, value: &JsValue, depth: u32) -> Result<(), Malformed> {
        self.spend(1)?;
        if depth > limits::DEPTH {
            return Err(Malformed);
        }
        if let Some(text) = value.dyn_ref::<JsString>() {
            return self.measure_text(text);
        }
        if value.is_null() || value.is_undefined() || value.as_bool().is_some() || value.as_f64().is_some() {
            return Ok(());
        }
        if let Some(list) = value.dyn_ref::<Array>() {
            // A sparse array says a length that it does not have: it is spent before it is walked.
            self.spend(list.length())?;
            return list.iter().try_for_each(|item| self.measure(&item, depth + 1));
        }
        // Dates, maps, buffers, ports and images are objects too, of another prototype.
        if !value.is_object() || Object::get_prototype_of(value) != self.plain {
            return Err(Malformed);
        }
        let object: &Object = value.unchecked_ref();
        let keys = Object::keys(object);
        self.spend(keys.length())?;
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            self.measure_text(entry.get(0).unchecked_ref())?;
            self.measure(&entry.get(1), depth + 1)?;
        }
        Ok(())
    }
}
