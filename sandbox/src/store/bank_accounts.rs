//! Account and routing numbers: of the customer's own accounts (direct deposit) and of accounts at
//! other banks.

use super::Store;
use crate::errors::StoreError;

/// The numbers with which wages are paid into an account.
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
    /// The last four digits, which are no secret.
    pub fn last4(&self) -> &str {
        &self.number[self.number.len().saturating_sub(4)..]
    }
}

impl Store {
    /// The direct deposit detail of this id.
    pub async fn direct_deposit_detail(
        &self,
        id: &str,
    ) -> Result<Option<DirectDeposit>, StoreError> {
        let id = id.to_owned();
        Ok(self.direct_deposit_details().await?.into_iter().find(|detail| detail.id == id))
    }

    /// All direct deposit details, in the order of the seed.
    pub async fn direct_deposit_details(&self) -> Result<Vec<DirectDeposit>, StoreError> {
        self.run(|connection| {
            let mut select = connection.prepare(
                "select id, number, routing_number, bank, type, created_at from direct_deposit_details order by position",
            )?;
            let rows = select.query_map([], |row| {
                Ok(DirectDeposit {
                    id: row.get(0)?,
                    number: row.get(1)?,
                    routing_number: row.get(2)?,
                    bank: row.get(3)?,
                    r#type: row.get(4)?,
                    created_at: row.get(5)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// The external bank account detail of this id.
    pub async fn external_bank_account_detail(
        &self,
        id: &str,
    ) -> Result<Option<ExternalAccount>, StoreError> {
        let id = id.to_owned();
        Ok(self.external_bank_account_details().await?.into_iter().find(|detail| detail.id == id))
    }

    /// All external bank account details, in the order of the seed.
    pub async fn external_bank_account_details(&self) -> Result<Vec<ExternalAccount>, StoreError> {
        self.run(|connection| {
            let mut select = connection.prepare(
                "select id, number, routing_number, type, created_at from external_bank_account_details order by position",
            )?;
            let rows = select.query_map([], |row| {
                Ok(ExternalAccount {
                    id: row.get(0)?,
                    number: row.get(1)?,
                    routing_number: row.get(2)?,
                    r#type: row.get(3)?,
                    created_at: row.get(4)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}
