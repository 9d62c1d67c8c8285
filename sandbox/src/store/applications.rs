//! Card products, and account holders' applications for them.

use rusqlite::Row;

use super::Store;
use crate::errors::StoreError;

/// A card product.
#[derive(Debug, Clone)]
pub struct Product {
    pub id: String,
    pub name: String,
}

/// An application of an account holder for a card product.
#[derive(Debug, Clone)]
pub struct Application {
    pub id: String,
    pub account_holder_id: String,
    pub card_product_id: String,
    /// Whether it is approved. Otherwise it waits for documents, or for a decision about them.
    pub approved: bool,
    pub created_at: i64,
}

const APPLICATION: &str =
    "select id, account_holder_id, card_product_id, approved, created_at from applications";

fn application(row: &Row<'_>) -> rusqlite::Result<Application> {
    Ok(Application {
        id: row.get(0)?,
        account_holder_id: row.get(1)?,
        card_product_id: row.get(2)?,
        approved: row.get(3)?,
        created_at: row.get(4)?,
    })
}

impl Store {
    /// Finds the application with this id.
    pub async fn application(&self, id: &str) -> Result<Option<Application>, StoreError> {
        self.find_by_id(format!("{APPLICATION} where id = ?1"), id, application).await
    }

    /// Lists the applications of an account holder, in the order of the seed.
    pub async fn applications(
        &self,
        account_holder_id: &str,
    ) -> Result<Vec<Application>, StoreError> {
        let select = format!("{APPLICATION} where account_holder_id = ?1 order by position");
        self.list_by_id(select, account_holder_id, application).await
    }

    /// Lists all card products, in the order of the seed.
    pub async fn card_products(&self) -> Result<Vec<Product>, StoreError> {
        let select = "select id, name from card_products order by position".to_owned();
        self.list(select, |row| Ok(Product { id: row.get(0)?, name: row.get(1)? })).await
    }
}
