//! Filters of lists. Every filter has all fields that it has in the public schema.
//!
//! * [`values`] filters of one value: a text, an id, a date, a secret's hash
//! * [`account_holders`] filters of persons and businesses, [`accounts`] of accounts and cards
//! * [`country`] the countries that a filter may name
//!
//! An object passes a filter when it passes each part of it that is given.

pub mod account_holders;
pub mod accounts;
mod country;
mod values;

/// Whether a value passes a part of a filter. A part that is not given lets every value pass.
fn passes<F>(filter: Option<&F>, test: impl FnOnce(&F) -> bool) -> bool {
    filter.is_none_or(test)
}
