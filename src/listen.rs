//! Event listeners that end when they are dropped.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// Listens to an event until it is dropped.
///
/// gloo-events does more and costs half a kilobyte.
pub struct EventListener {
    target: EventTarget,
    event: &'static str,
    handle: Closure<dyn FnMut(JsValue)>,
}

/// Calls `handle` for each event until the returned listener is dropped.
pub fn on(
    target: &EventTarget,
    event: &'static str,
    mut handle: impl FnMut(&Event) + 'static,
) -> EventListener {
    // The closure has the type of promises' closures, so that there is one copy of the code that
    // calls it.
    let handle: Box<dyn FnMut(JsValue)> = Box::new(move |event| handle(event.unchecked_ref()));
    listen(target.clone(), event, Closure::wrap(handle))
}

#[inline(never)]
fn listen(
    target: EventTarget,
    event: &'static str,
    handle: Closure<dyn FnMut(JsValue)>,
) -> EventListener {
    // Throws only if the handler is no function.
    let _added = target.add_event_listener_with_callback(event, handle.as_ref().unchecked_ref());
    EventListener { target, event, handle }
}

impl EventListener {
    /// Keeps the listener for as long as the document lives.
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
