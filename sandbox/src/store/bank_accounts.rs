//! Account and routing numbers of the customer's own accounts (direct deposit) and of accounts at
//! other banks.

use rusqlite::Row;

use super::Store;
use crate::errors::StoreError;

/// The numbers that an employer needs to pay wages into an account.
#[derive(Debug, Clone)]
pub struct DirectDeposit {
    pub id: String,
    pub number: String,
    pub routing_number: String,
    pub bank: String,
    pub r#type: String,
    pub created_at: i64,
}

/// An account at another bank.
#[derive(Debug, Clone)]
pub struct ExternalAccount {
    pub id: String,
    pub number: String,
    pub routing_number: String,
    pub r#type: String,
    pub created_at: i64,
}

impl ExternalAccount {
    /// The last four digits, which are not secret.
    pub fn last4(&self) -> &str {
        &self.number[self.number.len().saturating_sub(4)..]
    }
}

const DIRECT_DEPOSIT: &str = "select id, number, routing_number, bank, type, created_at \
                              from direct_deposit_details";

fn direct_deposit(row: &Row<'_>) -> rusqlite::Result<DirectDeposit> {
    Ok(DirectDeposit {
        id: row.get(0)?,
        number: row.get(1)?,
        routing_number: row.get(2)?,
        bank: row.get(3)?,
        r#type: row.get(4)?,
        created_at: row.get(5)?,
    })
}

const EXTERNAL: &str = "select id, number, routing_number, type, created_at \
                        from external_bank_account_details";

fn external(row: &Row<'_>) -> rusqlite::Result<ExternalAccount> {
    Ok(ExternalAccount {
        id: row.get(0)?,
        number: row.get(1)?,
        routing_number: row.get(2)?,
        r#type: row.get(3)?,
        created_at: row.get(4)?,
    })
}

impl Store {
    /// Finds the direct deposit detail with this id.
    pub async fn direct_deposit_detail(
        &self,
        id: &str,
    ) -> Result<Option<DirectDeposit>, StoreError> {
        self.find_by_id(format!("{DIRECT_DEPOSIT} where id = ?1"), id, direct_deposit).await
    }

    /// Lists all direct deposit details, in the order of the seed.
    pub async fn direct_deposit_details(&self) -> Result<Vec<DirectDeposit>, StoreError> {
        self.list(format!("{DIRECT_DEPOSIT} order by position"), direct_deposit).await
    }

    /// Finds the external bank account detail with this id.
    pub async fn external_bank_account_detail(
        &self,
        id: &str,
    ) -> Result<Option<ExternalAccount>, StoreError> {
        self.find_by_id(format!("{EXTERNAL} where id = ?1"), id, external).await
    }

    /// Lists all external bank account details, in the order of the seed.
    pub async fn external_bank_account_details(&self) -> Result<Vec<ExternalAccount>, StoreError> {
        self.list(format!("{EXTERNAL} order by position"), external).await
    }
}
