//! The one organization, and its card products.
//!
//! * [`types`] as the API shows them, [`resolvers`] their accounts

mod resolvers;
mod types;

pub use types::{CardProduct, CardProductConnection, Organization, card_products};
