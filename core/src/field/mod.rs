//! The kinds of field as data: the purpose, the appearance and the rule of each.
//!
//! A new kind is a variant of [`FieldKind`] and a row of the table. Its rule is in a file that is
//! named after its subject.
//!
//! - `kind`: the kinds by name; `table`: the row of each kind.
//! - `input`: the behaviour of an input and the context of its rule; `typed`: steps that several
//!   rules share; `editing`: keys, pastes and the caret; `shown`: the behaviour of a shown value.
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
