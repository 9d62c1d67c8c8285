//! The kinds of field as data: what each is for, how it is shown, and which rule it has.
//!
//! A new kind is a variant of [`FieldKind`] and a row of the table; its rule lives in a file named
//! after its subject.
//!
//! - `kind`: the kinds by name; `table`: the row of each.
//! - `input`: how an input behaves, and what its rule is told; `typed`: steps that rules share;
//!   `editing`: keys, pastes and the caret; `shown`: how a shown value behaves.
//! - `address`, `card`, `choice`, `contact`, `date`, `name`, `number`, `pin`, `tax`: the rules.

mod address;
mod card;
mod choice;
mod contact;
mod date;
pub mod document;
mod editing;
mod input;
mod kind;
mod name;
mod number;
mod pin;
mod shown;
mod table;
mod tax;
#[cfg(test)]
mod tests;
mod typed;

pub use choice::readable;
pub use date::{is_adult, is_date};
pub use editing::{Insertion, caret};
pub use input::{Context, Input, Rule, State, Wire};
pub use kind::FieldKind;
pub use number::LARGEST_CENTS;
pub use shown::Shown;
pub use table::{Role, Spec, spec};
