//! The rules of the vault, without a browser: everything here is plain Rust, and is tested as plain
//! Rust.
//!
//! In reading order:
//!
//! - [`token`]: the client token: which texts are accepted, and when a token ends.
//! - [`use_case`]: the operations as data, and the one piece of code that turns input into a
//!   request and a response into a result.
//! - [`field`]: the kinds of field, their rules and formatting, as data.
//! - [`gesture`]: decides whether a press in a field is the person's own.
//! - [`session`]: a session as a state machine. It decides when to ask for a token, what to send
//!   again, and how long a value is shown.
//! - [`protocol`]: the closed set of messages between the loader in the page and the vault in the
//!   frame; [`options`]: the options that a page may set for a field.
//! - [`shown`]: the answers of the view operations, kept for the fields that show them.
//! - [`policy`]: the deployment's limits on what the page may ask for.
//! - [`unclaimed`]: frames that announced themselves before the page asked for their field.
//! - [`error`]: the reasons for a failure, one code for each cause.
//! - [`appearance`]: the appearance that a page can set: typed values, never CSS text;
//!   [`contrast`]: the contrast of a shown value.
//! - [`word`]: the texts that a frame shows, by name; [`words`]: their wording in each language.
//! - [`decode`], [`encode`]: convert messages from and to [`value`].
//! - [`json`], [`secret`], [`clean`], [`decimal`], [`digits`], [`text`], [`time`]: small tools for
//!   the modules above.
//!
//! This crate must never contain a browser type, a clock, network access, or a secret in a type
//! that can be printed.

pub mod appearance;
pub mod clean;
pub mod contrast;
pub mod decimal;
pub mod decode;
pub mod digits;
pub mod encode;
pub mod error;
pub mod field;
pub mod gesture;
pub mod json;
mod members;
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
pub mod unclaimed;
pub mod use_case;
pub mod value;
pub mod word;
pub mod words;
