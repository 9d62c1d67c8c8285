//! Sends a field's events to the page.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use sordino_core::protocol::{FieldEvent, FromVault};

use crate::port::Port;

/// A field that can have the focus.
pub trait Focusable {
    /// Handles the loss of the focus.
    fn handle_blur(&self);
}

/// The field that last had the focus, of all fields of a session.
pub type Focused = Rc<RefCell<Option<Weak<dyn Focusable>>>>;

/// Sends the events of one field.
#[derive(Clone)]
pub struct EventSender {
    port: Rc<Port>,
    id: Rc<str>,
    focused: Focused,
}

impl EventSender {
    /// Creates the sender of a field.
    pub fn new(port: Rc<Port>, id: Rc<str>, focused: Focused) -> Self {
        Self { port, id, focused }
    }

    /// Sends an event to the page.
    pub fn send(&self, event: FieldEvent) {
        // `to_string` on an `Rc` uses the formatting machinery, which is a kilobyte of wasm.
        self.port.send(FromVault::Field { id: String::from(&*self.id), event });
    }

    /// Reports that the field has received the focus.
    pub fn report_focus(&self, now: Weak<dyn Focusable>) {
        // WebKit sends an input no event when the focus moves to another frame. So the field that
        // receives the focus tells the field that had it.
        let before = self.focused.replace(Some(now));
        if let Some(before) = before.and_then(|before| before.upgrade()) {
            before.handle_blur();
        }
        self.send(FieldEvent::Focus {});
    }
}
