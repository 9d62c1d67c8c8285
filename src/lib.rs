//! The vault: the only document of Sordino's frame that runs WebAssembly. It builds fields in their
//! own iframes, keeps typed and shown values, and sends the operations. Its rules are in
//! [`sordino_core`]; this crate only connects them to the browser.
//!
//! In the order of a session's life:
//!
//! - [`config`]: the values that the deployment wrote into the frame: the API, the embedders.
//! - [`inbox`]: the messages to the vault's window: the handshake with the page, and fields that
//!   announce themselves.
//! - [`port`]: the one channel to the page, with its limits; [`decode`]: the page's messages.
//! - [`session`]: passes the page's messages on to the other modules, and runs the state machine of
//!   [`sordino_core::session`].
//! - [`fields`]: the registry of fields. [`input`], [`shown`] and [`documents`] build and serve the
//!   three sorts of field.
//! - Parts of a field: [`chosen_file`] is a row of a list of documents, [`toggle`] unmasks an
//!   input, [`event_sender`] sends a field's events to the page. [`visibility`] decides whether a
//!   value may be revealed, [`contrast`] measures colours, and [`gestures`] decides whether a press
//!   is the person's own. [`frame`] is the only module that reaches into another document.
//! - [`operation`]: runs a call: gather → token → send → read → show.
//! - [`http`]: one request to the one endpoint; [`upload`]: one file to its link.
//! - [`words`]: the frame's texts in other languages than English.
//! - [`clock`]: the current time; [`wait`]: tasks and timers; [`listen`]: event listeners;
//!   [`observe`]: observers of an element; [`js`]: members by name.
//!
//! This crate must never contain a rule of a field, a GraphQL text, or a message to the page with a
//! secret in it.

mod chosen_file;
mod clock;
mod config;
mod contrast;
mod decode;
mod documents;
mod event_sender;
mod fields;
mod frame;
mod gestures;
mod http;
mod inbox;
mod input;
mod js;
mod listen;
mod observe;
mod operation;
mod port;
mod session;
mod shown;
mod toggle;
mod upload;
mod visibility;
mod wait;
mod words;

#[cfg(not(test))]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Starts the vault when the module is instantiated, unless the frame is not configured or must not
/// be embedded.
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
