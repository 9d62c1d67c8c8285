//! The made-up customer everything starts with: the same ids each time, so that pages and tests may
//! name them.
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

/// All tables that the seed fills or that grow from it, those that refer to others first.
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
    /// Forgets everything but the secrets and lays out the made-up customer anew.
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
            // What was laid out is where everything starts from.
            transaction.execute("delete from journal", [])?;
            Ok(transaction.commit()?)
        })
        .await
    }
}
