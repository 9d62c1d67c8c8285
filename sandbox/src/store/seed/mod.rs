//! The made-up customer everything starts with: the same ids each time, so that pages and tests may
//! name them.
//!
//! * [`cards`] payment cards in every status
//! * [`bank_accounts`] account and routing numbers
//! * [`account_holders`] a person and a business
//! * [`documents`] document upload sessions in several states

mod account_holders;
mod bank_accounts;
mod cards;
mod documents;

use jiff::Timestamp;

use super::Store;
use crate::errors::StoreError;
use crate::keyed::Keyed;

/// All tables that the seed fills or that grow from it, those that refer to others first.
const TABLES: [&str; 9] = [
    "client_tokens",
    "upload_links",
    "upload_sessions",
    "account_holder_tokens",
    "account_holders",
    "external_bank_account_details",
    "direct_deposit_details",
    "pin_updates",
    "payment_cards",
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
            cards::fill(&transaction, now)?;
            bank_accounts::fill(&transaction, now)?;
            account_holders::fill(&transaction, &holders, now)?;
            documents::fill(&transaction, now)?;
            // What was laid out is where everything starts from.
            transaction.execute("delete from journal", [])?;
            Ok(transaction.commit()?)
        })
        .await
    }
}
