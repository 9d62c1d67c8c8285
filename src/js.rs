//! Members of the engine's objects by their names. web-sys would have a copy of this code for each
//! member.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

/// Returns a member of an object; `undefined` if it is missing or reading it throws.
#[inline(never)]
pub fn get(of: &JsValue, key: &str) -> JsValue {
    Reflect::get(of, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Creates a plain object with these members.
#[inline(never)]
pub fn object(members: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        // Can't fail, because a plain object takes every member.
        let _set = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

/// Returns the vault's window. The wasm never runs in a worker.
#[inline(never)]
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}
