//! All effects in order, for tests that count them. Triggers in `layout.sql` write them down, so
//! that no code can forget one.

use serde::Serialize;

use super::Store;
use crate::errors::StoreError;

/// One effect.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// One of `pinSet`, `accountHolderCreated`, `accountHolderTokenized`, `uploadSession STATUS`
    /// and `uploadLink STATUS`.
    pub effect: String,
    /// The id of the changed object, or of a link's session.
    pub object: String,
}

impl Store {
    /// Lists all effects since the seed.
    pub async fn journal(&self) -> Result<Vec<Entry>, StoreError> {
        let select = "select effect, object from journal order by position".to_owned();
        self.list(select, |row| Ok(Entry { effect: row.get(0)?, object: row.get(1)? })).await
    }
}
