//! Observers of an element's size or visibility, created in the field's own realm.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::frame::Frame;
use crate::js::get;

/// Observes one element until it is dropped.
pub struct Observer {
    observer: JsValue,
    _told: Closure<dyn FnMut(JsValue)>,
}

impl Observer {
    /// Starts a `ResizeObserver` or an `IntersectionObserver`, whose root is then the viewport of
    /// the topmost page. Returns `None` if the engine does not have it.
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
