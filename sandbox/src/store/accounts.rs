//! Financial accounts of account holders, and their accounts at other banks.

use rusqlite::Row;

use super::Store;
use crate::errors::StoreError;

/// A financial account.
#[derive(Debug, Clone)]
pub struct Account {
    pub id: String,
    pub external_id: String,
    pub name: String,
    pub holder_id: String,
    pub application_id: String,
    pub direct_deposit_detail_id: String,
    pub created_at: i64,
}

/// An account at another bank, as its owner named it.
#[derive(Debug, Clone)]
pub struct ExternalBankAccount {
    pub id: String,
    pub name: String,
    pub account_holder_id: String,
    pub detail_id: String,
    pub created_at: i64,
}

const ACCOUNT: &str = "select id, external_id, name, account_holder_id, application_id, \
                       direct_deposit_detail_id, created_at from financial_accounts";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        external_id: row.get(1)?,
        name: row.get(2)?,
        holder_id: row.get(3)?,
        application_id: row.get(4)?,
        direct_deposit_detail_id: row.get(5)?,
        created_at: row.get(6)?,
    })
}

const EXTERNAL: &str =
    "select id, name, account_holder_id, detail_id, created_at from external_bank_accounts";

fn external(row: &Row<'_>) -> rusqlite::Result<ExternalBankAccount> {
    Ok(ExternalBankAccount {
        id: row.get(0)?,
        name: row.get(1)?,
        account_holder_id: row.get(2)?,
        detail_id: row.get(3)?,
        created_at: row.get(4)?,
    })
}

impl Store {
    /// Finds the financial account with this id.
    pub async fn financial_account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        self.find_by_id(format!("{ACCOUNT} where id = ?1"), id, account).await
    }

    /// Lists all financial accounts, in the order of the seed.
    pub async fn financial_accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.list(format!("{ACCOUNT} order by position"), account).await
    }

    /// Finds the account at another bank with this id.
    pub async fn external_bank_account(
        &self,
        id: &str,
    ) -> Result<Option<ExternalBankAccount>, StoreError> {
        self.find_by_id(format!("{EXTERNAL} where id = ?1"), id, external).await
    }

    /// Lists an account holder's accounts at other banks, in the order of the seed.
    pub async fn external_bank_accounts(
        &self,
        account_holder_id: &str,
    ) -> Result<Vec<ExternalBankAccount>, StoreError> {
        let select = format!("{EXTERNAL} where account_holder_id = ?1 order by position");
        self.list_by_id(select, account_holder_id, external).await
    }
}
