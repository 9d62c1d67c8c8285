//! Checks a whole input against the rules, and makes the draft that is stored or created.
//!
//! * [`persons`] and [`businesses`], with the checks of single values in [`checker`]

mod businesses;
mod checker;
mod persons;

pub use businesses::business;
pub use checker::Checker;
pub use persons::{authorized_user, person};
