//! Who may speak to the vault. Everything that arrives at its window passes here, and nothing else
//! listens there.
//!
//! 1. The vault does not run unframed, nor below an ancestor that is not an embedder (attacks 3 and
//!    12): where the browser names the ancestors, each must be one. The frame's `frame-ancestors`
//!    says the same to the browser.
//! 2. It speaks first, to each embedder's exact origin: another page in that place hears nothing
//!    (attack 12).
//! 3. It takes one port, from its parent window, of an embedder's origin, with the protocol's
//!    number: the first such message decides, later ones are ignored (attacks 1, 2, 8 and 9).
//!    Origins are compared as the browser gives them, whole; an opaque one is the text `null`,
//!    which no embedder is (attacks 5 and 6).
//! 4. A field's announcement counts only from a sibling of the same origin, whose document is
//!    `field.html` beside this one and whose name the page has given for a field (attack 7).

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use sordino_core::protocol::{FIELD_ANNOUNCEMENT, Hello, PROTOCOL, limits};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, Window};

use crate::config::Config;
use crate::frame::Frame;
use crate::js::{get, window};
use crate::listen::on;
use crate::port::to_js;
use crate::session::Session;

/// Begins to listen, and says hello.
pub fn open(config: Config) {
    let window = window();
    let Some(parent) = parent_of(&window) else { return };
    if !ancestors_are_embedders(&window, &config) {
        return;
    }
    let hello = Hello { sordino: PROTOCOL, release: config.release.clone() };
    let embedders = config.embedders.clone();
    let inbox = Rc::new(Inbox {
        origin: get(&window.location(), "origin").as_string().unwrap_or_default(),
        parent: parent.clone(),
        config: RefCell::new(Some(config)),
        session: RefCell::new(None),
        early: RefCell::default(),
    });
    on(&window, "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            inbox.receive(event);
        }
    })
    .forget();
    let hello = to_js(&hello.encode());
    for embedder in embedders {
        // An origin that is not there gets nothing; the browser sees to that. A malformed one
        // throws: nothing to be done here.
        let _posted = parent.post_message(&hello, &embedder);
    }
}

fn parent_of(window: &Window) -> Option<Window> {
    let parent = get(window, "parent").unchecked_into();
    (!same(&parent, window)).then_some(parent)
}

/// Who hides is refused: Firefox names an ancestor `null` that sends no referrer. Browsers that
/// name none leave it to the exact target of the hello, for the parent, and to `frame-ancestors`,
/// for those above it.
fn ancestors_are_embedders(window: &Window, config: &Config) -> bool {
    let ancestors = get(&window.location(), "ancestorOrigins");
    if ancestors.is_undefined() {
        return true;
    }
    let length = get(&ancestors, "length").as_f64().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a list's length")]
    (0..length as u32).all(|index| {
        let origin = Reflect::get_u32(&ancestors, index).ok().and_then(|origin| origin.as_string());
        origin.is_some_and(|origin| config.embedders.contains(&origin))
    })
}

fn same(one: &Window, other: &Window) -> bool {
    AsRef::<JsValue>::as_ref(one) == AsRef::<JsValue>::as_ref(other)
}

struct Inbox {
    origin: String,
    parent: Window,
    /// Taken by the one handshake that succeeds.
    config: RefCell<Option<Config>>,
    session: RefCell<Option<Rc<Session>>>,
    /// Fields that the page called as it answered the hello, and who were quicker than its answer.
    early: RefCell<Vec<Frame>>,
}

impl Inbox {
    fn receive(&self, event: &MessageEvent) {
        let Some(source) = event.source() else { return };
        // Not `dyn_into`: a window of another origin is of another realm.
        let source: Window = source.unchecked_into();
        if same(&source, &self.parent) {
            self.handshake(event);
        } else if event.origin() == self.origin
            && event.data().as_string().as_deref() == Some(FIELD_ANNOUNCEMENT)
            && let Some(frame) = Frame::of_sibling(source, &self.parent)
        {
            let mut early = self.early.borrow_mut();
            if let Some(session) = &*self.session.borrow() {
                session.announced(frame);
            } else if early.len() < limits::FIELDS {
                early.push(frame);
            }
        }
    }

    fn handshake(&self, event: &MessageEvent) {
        let is_embedder = self
            .config
            .borrow()
            .as_ref()
            .is_some_and(|config| config.embedders.contains(&event.origin()));
        let ports = event.ports();
        // The data last: an engine deserializes it when it is asked for, however large it is, and
        // after the handshake nobody is an embedder here (attack 61).
        if !is_embedder
            || ports.length() != 1
            || get(&event.data(), "sordino").as_f64() != Some(f64::from(PROTOCOL))
        {
            return;
        }
        let Ok(port) = ports.get(0).dyn_into::<MessagePort>() else { return };
        if let Some(config) = self.config.borrow_mut().take() {
            self.session.replace(Some(Session::start(config, port, self.early.take())));
        }
    }
}
