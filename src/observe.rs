//! Observers of a field's own realm, which the engine calls when an element's size or place changes.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::frame::Frame;
use crate::js::get;

/// Observes one element for as long as it lives.
pub struct Observer {
    observer: JsValue,
    _told: Closure<dyn FnMut(JsValue)>,
}

impl Observer {
    /// Begins to observe: with `IntersectionObserver`, whose root is then the viewport of the
    /// topmost page, or `ResizeObserver`. None where the engine does not have it.
    pub fn watch(
        frame: &Frame,
        constructor: &str,
        options: &Object,
        element: &Element,
        told: Box<dyn FnMut(JsValue)>,
    ) -> Option<Self> {
        let told = Closure::wrap(told);
        let constructor: Function = get(frame.window(), constructor).dyn_into().ok()?;
        let arguments = Array::of2(told.as_ref(), options);
        let observer = Reflect::construct(&constructor, &arguments).ok()?;
        get(&observer, "observe").unchecked_into::<Function>().call1(&observer, element).ok()?;
        Some(Self { observer, _told: told })
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        let disconnect: Function = get(&self.observer, "disconnect").unchecked_into();
        let _ended = disconnect.call0(&self.observer);
    }
}
