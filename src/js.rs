//! Members of the engine's objects by their names: one copy of what web-sys would have once for
//! each.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

/// The member of an object; `undefined` where there is none, and where asking for it throws.
#[inline(never)]
pub fn get(of: &JsValue, key: &str) -> JsValue {
    Reflect::get(of, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object with these members.
#[inline(never)]
pub fn object(members: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        // A plain object takes every member.
        let _set = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

/// The vault's window: the wasm is never run in a worker.
#[inline(never)]
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}
