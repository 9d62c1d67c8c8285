//! Events of the engine, heard until the listener is dropped.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// Hears an event for as long as it lives.
///
/// Not gloo-events': what it can do beside this is half a kilobyte.
pub struct EventListener {
    target: EventTarget,
    event: &'static str,
    handle: Closure<dyn FnMut(JsValue)>,
}

/// Listens until the listener is dropped.
pub fn on(
    target: &EventTarget,
    event: &'static str,
    mut handle: impl FnMut(&Event) + 'static,
) -> EventListener {
    // Of the type that promises' closures have, so that there is one copy of what calls it.
    let handle: Box<dyn FnMut(JsValue)> = Box::new(move |event| handle(event.unchecked_ref()));
    listen(target.clone(), event, Closure::wrap(handle))
}

#[inline(never)]
fn listen(
    target: EventTarget,
    event: &'static str,
    handle: Closure<dyn FnMut(JsValue)>,
) -> EventListener {
    // Throws only for what is no function.
    let _added = target.add_event_listener_with_callback(event, handle.as_ref().unchecked_ref());
    EventListener { target, event, handle }
}

impl EventListener {
    /// Listens for as long as the document lives.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        let handle = self.handle.as_ref().unchecked_ref();
        let _removed = self.target.remove_event_listener_with_callback(self.event, handle);
    }
}
