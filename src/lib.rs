//! The vault: the one document of Sordino's frame that runs WebAssembly. It draws fields into their
//! own frames, keeps what is typed and what is shown, and sends the operations itself. What it
//! thinks with is [`sordino_core`]; here is only what touches the browser.
//!
//! In the order of a session's life:
//!
//! - [`config`]: what was written into the frame when it was deployed: the API, the embedders.
//! - [`inbox`]: who may speak: the handshake with the page, the announcements of fields.
//! - [`port`]: the one channel to the page: decoding, limits.
//! - [`session`]: what the page asked for, passed on to the others; the state machine of
//!   [`sordino_core::session`], run.
//! - [`fields`]: the registry of fields; [`input`], [`shown`] and [`documents`] build and
//!   serve one; [`document`] is a row of a list of documents; [`outlet`] is the way of a field's
//!   events to the page; [`gate`] says whether something may be revealed, and [`gestures`] whether a
//!   press is the person's own, [`legible`] measures colours, [`toggle`] unmasks an input; [`frame`] is the only
//!   module that reaches into another document.
//! - [`operation`]: gather → token → send → read → show.
//! - [`http`]: one request to the one endpoint; [`upload`]: one file to its link.
//! - [`words`]: the frame's words in another language than English.
//! - [`clock`]: what time it is; [`wait`]: tasks and timers; [`listen`]: events with an end;
//!   [`observe`]: observers of an element;
//!   [`js`]: members by name.
//!
//! What must never come here: a rule of a field, a GraphQL document, a message with a secret to the
//! page.

mod clock;
mod config;
mod decode;
mod document;
mod documents;
mod fields;
mod frame;
mod gate;
mod gestures;
mod http;
mod inbox;
mod input;
mod js;
mod legible;
mod listen;
mod observe;
mod operation;
mod outlet;
mod port;
mod session;
mod shown;
mod toggle;
mod upload;
mod wait;
mod words;

#[cfg(not(test))]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Runs once, when the module is instantiated. It does nothing where the frame is not configured or
/// may not be embedded.
#[cfg_attr(not(test), wasm_bindgen(start))]
pub fn start() {
    if let Some(config) = config::read() {
        inbox::open(config);
    }
}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());
