//! Financial accounts, which lead from an account holder to the ids of cards and of account
//! numbers.
//!
//! * [`types`] accounts as the API shows them, [`resolvers`] their fields that lead to other
//!   objects
//! * [`owner`] the owner of an account, [`lists`] lists of accounts and of their cards

mod lists;
mod owner;
mod resolvers;
mod types;

pub use lists::{accounts_page, card_product_id, cards_of};
pub use owner::{FinancialAccountOwner, owner};
pub use types::{FinancialAccount, FinancialAccountConnection, FinancialAccountFeatureType};
