//! Before a value is revealed or copied: is the field really there to be seen (attack 24)?
//!
//! 1. Where the browser can say it (`IntersectionObserver` v2: Chromium), the field must be visible
//!    as a whole: not covered, not transparent, not transformed, for at least a tenth of a second.
//! 2. Elsewhere, nine tenths of it must be within the viewport. What covers it there can't be seen
//!    from inside a frame: this is not claimed.
//! 3. It must be large enough to be read.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::frame::Frame;
use crate::js::{get, object};
use crate::observe::Observer;

/// The least size of a frame in which something is revealed, in CSS pixels.
const LEAST_WIDTH: f64 = 100.0;
const LEAST_HEIGHT: f64 = 40.0;

/// How much of the field must be within the viewport.
const LEAST_SHARE: f64 = 0.9;

/// What is to be done once the field is there to be seen.
type Waiting = Rc<Cell<Option<Box<dyn FnOnce()>>>>;

/// Watches one field.
pub struct Gate {
    frame: Frame,
    is_seen: Rc<Cell<bool>>,
    waiting: Waiting,
    _observer: Option<Observer>,
}

impl Gate {
    /// Begins to watch.
    pub fn watch(frame: &Frame, field: &Element) -> Self {
        let is_seen = Rc::new(Cell::new(false));
        let waiting = Waiting::default();
        let (seen, waits) = (Rc::clone(&is_seen), Rc::clone(&waiting));
        let told = Box::new(move |entries: JsValue| {
            let entries: Array = entries.unchecked_into();
            // The last is the newest.
            let entry = entries.get(entries.length().wrapping_sub(1));
            let share = get(&entry, "intersectionRatio").as_f64().unwrap_or_default();
            // Where there is no `isVisible`, the share alone decides.
            let is_visible = get(&entry, "isVisible").as_bool().unwrap_or(true);
            seen.set(is_visible && share >= LEAST_SHARE);
            if seen.get()
                && let Some(act) = waits.take()
            {
                act();
            }
        });
        let options = object(&[
            ("threshold", &JsValue::from(LEAST_SHARE)),
            ("trackVisibility", &JsValue::TRUE),
            ("delay", &JsValue::from(100)),
        ]);
        let observer = Observer::watch(frame, "IntersectionObserver", &options, field, told);
        Self { frame: frame.clone(), is_seen, waiting, _observer: observer }
    }

    /// Does something as soon as the field is there to be seen; nothing any more, if `act` is none.
    pub fn when_seen(&self, act: Option<Box<dyn FnOnce()>>) {
        self.waiting.set(act);
    }

    /// Whether something may be revealed now.
    pub fn is_open(&self) -> bool {
        let size = |name| get(self.frame.window(), name).as_f64().unwrap_or_default();
        self.is_seen.get()
            && size("innerWidth") >= LEAST_WIDTH
            && size("innerHeight") >= LEAST_HEIGHT
    }
}
