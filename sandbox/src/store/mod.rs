//! What the sandbox remembers: `SQLite`, in a file or in memory. Nothing else in the crate writes
//! SQL.
//!
//! * [`cards`] payment cards and the hashes of their PINs
//! * [`bank_accounts`] account and routing numbers
//! * [`accounts`] financial accounts, and accounts at other banks
//! * [`applications`] card products, and applications for them
//! * [`account_holders`] persons, businesses, authorized users, and tokenized drafts of them
//! * [`documents`] upload sessions and links, with their state machines
//! * [`journal`] what took effect, in order
//! * [`tokens`] client tokens, by hash, and whether a single-use one is burned
//! * [`seed`] the made-up customer everything starts with
//!
//! A confirmed write survives `kill -9` and a power cut: the log is written ahead and synced at
//! each commit.

pub mod account_holders;
pub mod accounts;
pub mod applications;
pub mod bank_accounts;
pub mod cards;
pub mod documents;
pub mod journal;
pub mod seed;
pub mod tokens;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

use crate::errors::StoreError;

/// Raised with each change of `layout.sql`.
const LAYOUT: i64 = 5;

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// Gone when the sandbox ends.
    Memory,
    /// Kept in a file.
    File(PathBuf),
}

impl std::str::FromStr for Database {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == ":memory:" { Self::Memory } else { Self::File(PathBuf::from(text)) })
    }
}

impl std::fmt::Display for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Memory => f.write_str(":memory:"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// The open database. Clones share it.
#[derive(Clone)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
}

impl Store {
    /// Opens the database and lays it out when it is new; `true` says that it was.
    pub fn open(database: &Database) -> Result<(Self, bool), StoreError> {
        let connection = match database {
            Database::Memory => Connection::open_in_memory()?,
            Database::File(path) => {
                // Made here so that nobody else on the machine can read it: it holds the signing
                // key.
                OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
                Connection::open(path)?
            }
        };
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;

        let layout: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables: i64 =
            connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
        let new = layout == 0 && tables == 0;
        if new {
            connection.execute_batch(&format!(
                "begin; {} pragma user_version = {LAYOUT}; commit;",
                include_str!("layout.sql")
            ))?;
        } else if layout != LAYOUT {
            return Err(StoreError::Layout { found: layout, known: LAYOUT });
        }
        // Uploads that were under way when the last sandbox on this file ended.
        connection.execute(
            "update upload_links set status = 'FAILED' where status = 'IN_PROGRESS'",
            [],
        )?;
        Ok((Self { connection: Arc::new(Mutex::new(connection)) }, new))
    }

    /// Runs `job` on a thread that may block, alone with the database.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.connection);
        tokio::task::spawn_blocking(move || {
            // A job that panicked left its transaction rolled back, so the next may go on.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            job(&mut connection)
        })
        .await
        .map_err(|_| StoreError::Ending)?
    }

    /// A secret made once for this database (a signing key, …) and kept in it.
    pub async fn secret(
        &self,
        name: &'static str,
        make: impl FnOnce() -> Vec<u8> + Send + 'static,
    ) -> Result<Vec<u8>, StoreError> {
        self.run(move |connection| {
            let found = connection
                .query_row("select value from secrets where name = ?1", [name], |row| row.get(0))
                .optional()?;
            if let Some(value) = found {
                return Ok(value);
            }
            let value = make();
            connection
                .execute("insert into secrets (name, value) values (?1, ?2)", (name, &value))?;
            Ok(value)
        })
        .await
    }
}
