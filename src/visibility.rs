//! Checks that a field can be seen (attack 24).
//!
//! 1. In browsers that report visibility (`IntersectionObserver` v2: Chromium), the whole field
//!    must be visible, not covered, not transparent and not transformed, for at least a tenth of a
//!    second.
//! 2. In other browsers, nine tenths of the field must be within the viewport. There, no script in
//!    a frame can find out whether something covers the frame, and Sordino does not claim to.
//! 3. The field must be large enough to be read, in CSS pixels and in pixels of the device. `zoom`
//!    of CSS makes a frame smaller on the screen but leaves its CSS pixels (attack 58).
//! 4. A revealed value hides as soon as the browser reports that one of these no longer holds, or
//!    when it has painted nothing of the document for [`UNPAINTED`] ticks (attack 59). Browsers
//!    other than Chromium do not paint a frame that is not displayed or is off-screen, and report
//!    nothing else.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::frame::Frame;
use crate::gestures::Gestures;
use crate::js::{get, object};
use crate::listen::{EventListener, on};
use crate::observe::Observer;
use crate::wait::call_later;

/// The minimum size of a frame in which a value is revealed, in both kinds of pixels.
const LEAST_WIDTH: f64 = 100.0;
const LEAST_HEIGHT: f64 = 40.0;

/// The share of the field that must be within the viewport.
const LEAST_SHARE: f64 = 0.9;

/// The milliseconds between two checks that a revealed value is painted.
const TICK: u32 = 200;

/// The number of ticks without a painted frame after which the value counts as unseen. A thread
/// that was busy for long has only one tick waiting, so it alone does not hide a value.
const UNPAINTED: u8 = 3;

/// Called when the field may have become visible or invisible.
type Changed = Box<dyn Fn()>;

/// Watches the visibility of one field.
pub struct Visibility {
    state: Rc<State>,
    _observer: Option<Observer>,
    _resized: EventListener,
}

struct State {
    frame: Frame,
    is_in_view: Cell<bool>,
    changed: RefCell<Option<Changed>>,
    /// The ticks since the engine painted the document.
    unpainted: Cell<u8>,
    /// The engine calls it when it paints.
    painted: Closure<dyn FnMut(JsValue)>,
    tick: Cell<Option<Timeout>>,
}

impl State {
    fn is_visible(&self) -> bool {
        let of_window = |name| get(self.frame.window(), name).as_f64().unwrap_or_default();
        // A device pixel ratio above 1 does not make a text readable that is too small in CSS
        // pixels.
        let ratio = of_window("devicePixelRatio").min(1.0);
        self.is_in_view.get()
            && self.unpainted.get() < UNPAINTED
            && of_window("innerWidth") * ratio >= LEAST_WIDTH
            && of_window("innerHeight") * ratio >= LEAST_HEIGHT
    }

    fn check_painting(self: &Rc<Self>) {
        let unpainted = self.unpainted.get();
        if unpainted >= UNPAINTED {
            return self.notify();
        }
        self.unpainted.set(unpainted + 1);
        let painted = self.painted.as_ref().unchecked_ref();
        let _asked = self.frame.window().request_animation_frame(painted);
        let state = Rc::downgrade(self);
        self.tick.set(Some(call_later(TICK, move || {
            if let Some(state) = state.upgrade() {
                state.check_painting();
            }
        })));
    }

    fn notify(&self) {
        if let Some(changed) = &*self.changed.borrow() {
            changed();
        }
    }
}

impl Visibility {
    /// Starts to watch a field.
    pub fn watch(field: &Element, gestures: &Rc<Gestures>) -> Self {
        let frame = &gestures.frame;
        let state = Rc::new_cyclic(|painting: &Weak<State>| {
            let painting = Weak::clone(painting);
            let painted: Box<dyn FnMut(JsValue)> = Box::new(move |_| {
                if let Some(state) = painting.upgrade() {
                    state.unpainted.set(0);
                }
            });
            State {
                frame: frame.clone(),
                is_in_view: Cell::default(),
                changed: RefCell::default(),
                unpainted: Cell::default(),
                painted: Closure::wrap(painted),
                tick: Cell::default(),
            }
        });
        let (seen, gestures) = (Rc::clone(&state), Rc::clone(gestures));
        let told = Box::new(move |entries: JsValue| {
            let entries: Array = entries.unchecked_into();
            // The last entry is the newest.
            let entry = entries.get(entries.length().wrapping_sub(1));
            let share = get(&entry, "intersectionRatio").as_f64().unwrap_or_default();
            // Without `isVisible`, the share alone decides.
            let is_visible = get(&entry, "isVisible").as_bool().unwrap_or(true);
            let is_in_view = is_visible && share >= LEAST_SHARE;
            if !seen.is_in_view.replace(is_in_view) && is_in_view {
                gestures.restart_wait();
            }
            seen.notify();
        });
        let options = object(&[
            ("threshold", &JsValue::from(LEAST_SHARE)),
            ("trackVisibility", &JsValue::TRUE),
            ("delay", &JsValue::from(100)),
        ]);
        let observer = Observer::watch(frame, "IntersectionObserver", &options, field, told);
        let resized = Rc::clone(&state);
        let resized = on(frame.window(), "resize", move |_| resized.notify());
        Self { state, _observer: observer, _resized: resized }
    }

    /// Sets the function to call when the field may have become visible or invisible.
    pub fn set_changed(&self, changed: Changed) {
        self.state.changed.replace(Some(changed));
    }

    /// Starts or stops the checks that a revealed value is painted.
    pub fn watch_painting(&self, is_revealed: bool) {
        self.state.unpainted.set(0);
        self.state.tick.take();
        if is_revealed {
            self.state.check_painting();
        }
    }

    /// Returns whether a value may be revealed now.
    pub fn is_visible(&self) -> bool {
        self.state.is_visible()
    }
}
