//! Inputs that an attacker may send to the core, and the properties that must hold for every input.
//!
//! In reading order:
//!
//! - [`target`]: the attacked functions, one file each, with their properties. A violated property
//!   panics.
//! - [`mutate`]: changes an input into another one that gets as deep. It changes a tree of JSON,
//!   not only its bytes.
//! - [`corpus`]: the first inputs, which are kept in `corpus/` and replayed by `cargo test`.
//!
//! `src/main.rs` gives the inputs to libFuzzer, which measures the code that an input reaches and
//! keeps the inputs that reach more: `cargo xtask fuzz`. It needs no nightly toolchain, because the
//! compiler's coverage flags are stable.

pub mod corpus;
pub mod mutate;
pub mod target;

pub use target::{TARGETS, Target};
