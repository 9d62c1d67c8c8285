//! What took effect, in order: the database's own account of it, for tests that count. See the
//! triggers in `layout.sql`.

use serde::Serialize;

use super::Store;
use crate::errors::StoreError;

/// One effect.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// What: `pinSet`, `accountHolderCreated`, `accountHolderTokenized`, `uploadSession STATUS` or
    /// `uploadLink STATUS`.
    pub effect: String,
    /// On which object; of a link, its session.
    pub object: String,
}

impl Store {
    /// All effects since the seed.
    pub async fn journal(&self) -> Result<Vec<Entry>, StoreError> {
        self.run(|connection| {
            let mut select =
                connection.prepare("select effect, object from journal order by position")?;
            let rows = select
                .query_map([], |row| Ok(Entry { effect: row.get(0)?, object: row.get(1)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}
