//! Whether a field is there to be seen (attack 24).
//!
//! 1. Where the browser can say it (`IntersectionObserver` v2: Chromium), the field must be visible
//!    as a whole: not covered, not transparent, not transformed, for at least a tenth of a second.
//! 2. Elsewhere, nine tenths of it must be within the viewport. No script in a frame can ask there
//!    whether something covers the frame: this is not claimed.
//! 3. It must be large enough to be read, in CSS pixels and in pixels of the device: `zoom` of CSS
//!    makes a frame smaller on the screen and leaves it its CSS pixels (attack 58).
//! 4. A value that is revealed hides as soon as the browser says that one of these has ended, or when
//!    it has painted nothing of the document for [`UNPAINTED`] ticks (attack 59): other engines than
//!    Chromium paint no frame that is not displayed or is off-screen, and say nothing else of it.

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
use crate::wait::later;

/// The least size of a frame in which something is revealed, in pixels of both kinds.
const LEAST_WIDTH: f64 = 100.0;
const LEAST_HEIGHT: f64 = 40.0;

/// How much of the field must be within the viewport.
const LEAST_SHARE: f64 = 0.9;

/// Milliseconds between two looks at whether a revealed value is painted.
const TICK: u32 = 200;

/// Ticks without a painted frame after which nobody sees the value. A thread that was busy for long
/// has one tick waiting, so it alone does not hide a value.
const UNPAINTED: u8 = 3;

/// Called when the gate may have opened or closed.
type Changed = Box<dyn Fn()>;

/// Watches one value.
pub struct Gate {
    state: Rc<State>,
    _observer: Option<Observer>,
    _resized: EventListener,
}

struct State {
    frame: Frame,
    is_seen: Cell<bool>,
    changed: RefCell<Option<Changed>>,
    /// Ticks since the engine painted.
    unpainted: Cell<u8>,
    /// Called by the engine as it paints.
    painted: Closure<dyn FnMut(JsValue)>,
    tick: Cell<Option<Timeout>>,
}

impl State {
    fn is_open(&self) -> bool {
        let of_window = |name| get(self.frame.window(), name).as_f64().unwrap_or_default();
        // A larger device pixel ratio makes nothing readable that is too small in CSS pixels.
        let ratio = of_window("devicePixelRatio").min(1.0);
        self.is_seen.get()
            && self.unpainted.get() < UNPAINTED
            && of_window("innerWidth") * ratio >= LEAST_WIDTH
            && of_window("innerHeight") * ratio >= LEAST_HEIGHT
    }

    fn look(self: &Rc<Self>) {
        let unpainted = self.unpainted.get();
        if unpainted >= UNPAINTED {
            return self.tell();
        }
        self.unpainted.set(unpainted + 1);
        let painted = self.painted.as_ref().unchecked_ref();
        let _asked = self.frame.window().request_animation_frame(painted);
        let state = Rc::downgrade(self);
        self.tick.set(Some(later(TICK, move || {
            if let Some(state) = state.upgrade() {
                state.look();
            }
        })));
    }

    fn tell(&self) {
        if let Some(changed) = &*self.changed.borrow() {
            changed();
        }
    }
}

impl Gate {
    /// Begins to watch.
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
                is_seen: Cell::default(),
                changed: RefCell::default(),
                unpainted: Cell::default(),
                painted: Closure::wrap(painted),
                tick: Cell::default(),
            }
        });
        let (seen, gestures) = (Rc::clone(&state), Rc::clone(gestures));
        let told = Box::new(move |entries: JsValue| {
            let entries: Array = entries.unchecked_into();
            // The last is the newest.
            let entry = entries.get(entries.length().wrapping_sub(1));
            let share = get(&entry, "intersectionRatio").as_f64().unwrap_or_default();
            // Where there is no `isVisible`, the share alone decides.
            let is_visible = get(&entry, "isVisible").as_bool().unwrap_or(true);
            let is_seen = is_visible && share >= LEAST_SHARE;
            if !seen.is_seen.replace(is_seen) && is_seen {
                gestures.appeared();
            }
            seen.tell();
        });
        let options = object(&[
            ("threshold", &JsValue::from(LEAST_SHARE)),
            ("trackVisibility", &JsValue::TRUE),
            ("delay", &JsValue::from(100)),
        ]);
        let observer = Observer::watch(frame, "IntersectionObserver", &options, field, told);
        let resized = Rc::clone(&state);
        let resized = on(frame.window(), "resize", move |_| resized.tell());
        Self { state, _observer: observer, _resized: resized }
    }

    /// Calls `changed` when the gate may have opened or closed.
    pub fn when_changed(&self, changed: Changed) {
        self.state.changed.replace(Some(changed));
    }

    /// Begins or ends to look whether the value is painted, while it is revealed.
    pub fn watch_painting(&self, is_revealed: bool) {
        self.state.unpainted.set(0);
        self.state.tick.take();
        if is_revealed {
            self.state.look();
        }
    }

    /// Whether something may be revealed now.
    pub fn is_open(&self) -> bool {
        self.state.is_open()
    }
}
