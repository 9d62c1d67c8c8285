//! The button that shows the masked characters of an input.
//!
//! Only a press of the person shows them (attack 57, see `gestures`). They are masked again after
//! [`HIDE_AFTER`], when the focus leaves the document, and when the field can't be seen.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use sordino_core::error::FieldCode;
use web_sys::{Element, Event, HtmlButtonElement, HtmlInputElement};

use crate::frame::{Frame, set_attributes};
use crate::gestures::Gestures;
use crate::js;
use crate::listen::{EventListener, on};
use crate::visibility::Visibility;
use crate::wait::call_later;

/// The milliseconds for which the characters are shown.
const HIDE_AFTER: u32 = 30_000;

/// The class of an input with masked characters (www/frame/field.css). The input has no other
/// class.
const MASKED: &str = "masked";

/// The button, its input, and the checks of a press.
pub struct Toggle {
    /// The button.
    pub button: HtmlButtonElement,
    input: HtmlInputElement,
    visibility: Visibility,
    gestures: Rc<Gestures>,
    /// Masks the characters when it ends.
    mask_timer: Cell<Option<Timeout>>,
    blur_listener: Cell<Option<EventListener>>,
}

impl Toggle {
    /// Masks the characters of an input, and creates the button that shows them.
    pub fn new(
        frame: &Frame,
        field: &Element,
        input: HtmlInputElement,
        button: HtmlButtonElement,
    ) -> Rc<Self> {
        let gestures = Gestures::watch(frame);
        let visibility = Visibility::watch(field, &gestures);
        let (mask_timer, blur_listener) = Default::default();
        let toggle =
            Rc::new(Self { button, input, visibility, gestures, mask_timer, blur_listener });
        toggle.mask(true);
        let seen = Rc::downgrade(&toggle);
        toggle.visibility.set_changed(Box::new(move || {
            if let Some(toggle) = seen.upgrade().filter(|toggle| !toggle.visibility.is_visible()) {
                toggle.mask(true);
            }
        }));
        let left = Rc::downgrade(&toggle);
        toggle.blur_listener.set(Some(on(frame.window(), "blur", move |_| {
            if let Some(toggle) = left.upgrade() {
                toggle.mask(true);
            }
        })));
        toggle
    }

    /// Handles a press: masks or shows the characters. Returns the reason if it does not show them.
    pub fn press(self: &Rc<Self>, press: &Event) -> Option<FieldCode> {
        let is_own = self.gestures.accept_click(press);
        if js::get(&self.input, "className") != MASKED {
            self.mask(true);
        } else if !self.visibility.is_visible() {
            return Some(FieldCode::Covered);
        } else if !is_own {
            return Some(FieldCode::TooSoon);
        } else {
            self.mask(false);
            let toggle = Rc::downgrade(self);
            self.mask_timer.set(Some(call_later(HIDE_AFTER, move || {
                if let Some(toggle) = toggle.upgrade() {
                    toggle.mask(true);
                }
            })));
        }
        None
    }

    /// Masks or shows the characters.
    pub fn mask(&self, is_masked: bool) {
        self.mask_timer.take();
        self.visibility.watch_painting(!is_masked);
        set_attributes(&self.input, &[("class", if is_masked { MASKED } else { "" })]);
        set_attributes(&self.button, &[("aria-pressed", if is_masked { "false" } else { "true" })]);
    }
}
