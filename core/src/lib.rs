//! What the vault thinks with, without a browser: everything here is plain Rust and tested as such.
//!
//! In reading order:
//!
//! - [`token`]: the client token: what it may look like, when it ends.
//! - [`use_case`]: the operations as data, and the one piece of code that turns input into a
//!   request and a response into a result.
//! - [`field`]: the kinds of field, their rules and formatting, as data.
//! - [`gesture`]: whether a press in a field is the person's own.
//! - [`session`]: a session as a state machine: when a token is asked for, what is sent again, how
//!   long something is shown.
//! - [`protocol`]: the closed set of messages between the loader in the page and the vault in the
//!   frame; [`options`]: what a page may say of a field.
//! - [`shown`]: what the view operations answered, kept for the fields that show it.
//! - [`policy`]: what a deployment allows, whatever the page asks for.
//! - [`early`]: fields' documents that are there before the vault was asked for their field.
//! - [`error`]: why something failed: one code for one cause.
//! - [`appearance`]: what a page may say about looks: typed values, never CSS text.
//! - [`word`]: the texts that a frame shows, by name; [`words`]: what each is in a language.
//! - [`decode`], [`encode`]: messages, to and from [`value`]; [`json`], [`secret`], [`value`],
//!   [`clean`], [`decimal`], [`digits`], [`text`], [`time`]: small tools of the above.
//!
//! What must never come here: a browser type, a clock, the network, or a secret in a type that can
//! be printed.

pub mod appearance;
pub mod clean;
pub mod contrast;
pub mod decimal;
pub mod decode;
pub mod digits;
pub mod early;
pub mod encode;
pub mod error;
pub mod field;
pub mod gesture;
pub mod json;
mod named;
pub mod options;
pub mod policy;
pub mod protocol;
pub mod secret;
pub mod session;
pub mod shown;
pub mod text;
pub mod time;
pub mod token;
pub mod use_case;
pub mod value;
pub mod word;
pub mod words;
