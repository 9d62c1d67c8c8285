//! What an attacker may send to the core, and the properties that must hold whatever it is.
//!
//! In reading order:
//!
//! - [`target`]: what is attacked: one file each, with its properties; a property that does not
//!   hold is a panic.
//! - [`mutate`]: from one input to another that gets as deep: a tree of JSON is changed, not its
//!   bytes alone.
//! - [`corpus`]: the inputs to begin with, which are kept in `corpus/` and replayed by `cargo
//!   test`.
//!
//! `src/main.rs` gives them to libFuzzer, which looks at what code an input reached and keeps those
//! that reached more: `cargo xtask fuzz`. It needs no nightly: the compiler's coverage flags are
//! stable.

pub mod corpus;
pub mod mutate;
pub mod target;

pub use target::{TARGETS, Target};
