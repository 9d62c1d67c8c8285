//! The made-up customer that each new database has. The ids are always the same, so that pages and
//! tests can use them.
//!
//! * [`cards`] payment cards in every status
//! * [`bank_accounts`] account and routing numbers
//! * [`account_holders`] a person and a business
//! * [`applications`] applications for a card product, approved and not
//! * [`accounts`] financial accounts, and accounts at other banks
//! * [`documents`] document upload sessions in several states

mod account_holders;
mod accounts;
mod applications;
mod bank_accounts;
mod cards;
mod documents;

use jiff::Timestamp;

use super::Store;
use crate::errors::StoreError;
use crate::keyed::Keyed;

/// All tables that the seed fills or that requests add to. A table comes before the tables that it
/// refers to.
const TABLES: [&str; 13] = [
    "client_tokens",
    "upload_links",
    "upload_sessions",
    "account_holder_tokens",
    "pin_updates",
    "payment_cards",
    "external_bank_accounts",
    "financial_accounts",
    "applications",
    "card_products",
    "account_holders",
    "external_bank_account_details",
    "direct_deposit_details",
];

impl Store {
    /// Deletes everything except the secrets, and makes the made-up customer again.
    pub async fn seed(&self, keyed: &Keyed, now: Timestamp) -> Result<(), StoreError> {
        let holders = account_holders::drafts(keyed);
        self.run(move |connection| {
            let transaction = connection.transaction()?;
            for table in TABLES {
                transaction.execute(&format!("delete from {table}"), [])?;
            }
            bank_accounts::fill(&transaction, now)?;
            account_holders::fill(&transaction, &holders, now)?;
            applications::fill(&transaction, now)?;
            accounts::fill(&transaction, now)?;
            cards::fill(&transaction, now)?;
            documents::fill(&transaction, now)?;
            // The seed is the start, so its effects do not count.
            transaction.execute("delete from journal", [])?;
            Ok(transaction.commit()?)
        })
        .await
    }
}
