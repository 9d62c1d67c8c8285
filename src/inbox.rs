//! The messages to the vault's window. All of them are handled here.
//!
//! 1. The vault does not run unframed, nor below an ancestor that is not an embedder (attacks 3 and
//!    12). If the browser names the ancestors, each must be an embedder. The frame's
//!    `frame-ancestors` tells the browser the same.
//! 2. The vault sends the first message, to each embedder's exact origin. Another page in that
//!    place hears nothing (attack 12).
//! 3. The vault takes one port, from its parent window, from an embedder's origin, with the
//!    protocol's number. The first such message decides; later ones are ignored (attacks 1, 2, 8
//!    and 9). Origins are compared whole, as the browser gives them. An opaque origin is the text
//!    `null`, which no embedder is (attacks 5 and 6).
//! 4. A field's announcement counts only from a sibling of the same origin, whose document is
//!    `field.html` beside this document and whose name the page has given for a field (attack 7).

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

/// Listens for messages, and sends the hello to each embedder.
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
        unclaimed: RefCell::default(),
    });
    on(&window, "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            inbox.receive(event);
        }
    })
    .forget();
    let hello = to_js(&hello.encode());
    for embedder in embedders {
        // The browser does not deliver the message if the parent has another origin. A malformed
        // origin throws, and then there is nobody to tell.
        let _posted = parent.post_message(&hello, &embedder);
    }
}

fn parent_of(window: &Window) -> Option<Window> {
    let parent = get(window, "parent").unchecked_into();
    (!is_same(&parent, window)).then_some(parent)
}

/// Returns whether all ancestors are embedders. Firefox names an ancestor that sends no referrer
/// `null`, which is refused. Browsers that do not name ancestors rely on the exact target of the
/// hello, for the parent, and on `frame-ancestors`, for the documents above it.
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

fn is_same(one: &Window, other: &Window) -> bool {
    AsRef::<JsValue>::as_ref(one) == AsRef::<JsValue>::as_ref(other)
}

struct Inbox {
    origin: String,
    parent: Window,
    /// Taken by the one successful handshake.
    config: RefCell<Option<Config>>,
    session: RefCell<Option<Rc<Session>>>,
    /// Fields that announced themselves before the handshake.
    unclaimed: RefCell<Vec<Frame>>,
}

impl Inbox {
    fn receive(&self, event: &MessageEvent) {
        let Some(source) = event.source() else { return };
        // Unchecked, because `dyn_into` fails for a window of another realm.
        let source: Window = source.unchecked_into();
        if is_same(&source, &self.parent) {
            self.handshake(event);
        } else if event.origin() == self.origin
            && event.data().as_string().as_deref() == Some(FIELD_ANNOUNCEMENT)
            && let Some(frame) = Frame::of_sibling(source, &self.parent)
        {
            let mut unclaimed = self.unclaimed.borrow_mut();
            if let Some(session) = &*self.session.borrow() {
                session.add_frame(frame);
            } else if unclaimed.len() < limits::FIELDS {
                unclaimed.push(frame);
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
        // The data is read last, because an engine deserializes it at that moment, however large it
        // is. After the handshake `config` is empty, so no data is read any more (attack 61).
        if !is_embedder
            || ports.length() != 1
            || get(&event.data(), "sordino").as_f64() != Some(f64::from(PROTOCOL))
        {
            return;
        }
        let Ok(port) = ports.get(0).dyn_into::<MessagePort>() else { return };
        if let Some(config) = self.config.borrow_mut().take() {
            self.session.replace(Some(Session::start(config, port, self.unclaimed.take())));
        }
    }
}
