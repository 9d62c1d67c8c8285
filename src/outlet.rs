//! Where a field says what happened to it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use sordino_core::protocol::{FieldEvent, FromVault};

use crate::port::Port;

/// What can have the focus.
pub trait Focusable {
    /// It has lost the focus.
    fn left(&self);
}

/// What had the focus last, of all of a session's fields.
pub type Focused = Rc<RefCell<Option<Weak<dyn Focusable>>>>;

/// The way of one field's events to the page.
#[derive(Clone)]
pub struct Outlet {
    port: Rc<Port>,
    id: Rc<str>,
    focused: Focused,
}

impl Outlet {
    /// For the field of a name.
    pub fn new(port: Rc<Port>, id: Rc<str>, focused: Focused) -> Self {
        Self { port, id, focused }
    }

    /// Tells the page.
    pub fn send(&self, event: FieldEvent) {
        // Not `to_string`: of an `Rc` it is made by the formatting machinery, a kilobyte of it.
        self.port.send(FromVault::Field { id: String::from(&*self.id), event });
    }

    /// Something of the field has got the focus.
    pub fn entered(&self, now: Weak<dyn Focusable>) {
        // WebKit tells an input nothing when the focus goes to another frame: the one that gets it
        // tells the one that had it.
        let before = self.focused.replace(Some(now));
        if let Some(before) = before.and_then(|before| before.upgrade()) {
            before.left();
        }
        self.send(FieldEvent::Focus {});
    }
}
