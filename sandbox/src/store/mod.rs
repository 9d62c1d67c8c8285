//! The database: `SQLite`, in a file or in memory. No other module of the crate contains SQL.
//!
//! * [`cards`] payment cards and the hashes of their PINs
//! * [`bank_accounts`] account and routing numbers
//! * [`accounts`] financial accounts, and accounts at other banks
//! * [`applications`] card products, and applications for them
//! * [`account_holders`] persons, businesses, authorized users, and tokenized drafts of them
//! * [`documents`] upload sessions and links, with their state machines
//! * [`journal`] all effects, in order
//! * [`tokens`] client tokens by hash, and whether a single-use one is used up
//! * [`seed`] the made-up customer that a new database has
//!
//! A confirmed write survives `kill -9` and a power cut, because `SQLite` writes ahead to a log and
//! syncs it at each commit.

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

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::errors::StoreError;

/// The version of `layout.sql`. It is raised with each change of that file.
const LAYOUT: i64 = 5;

/// The place of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// In memory, until the sandbox ends.
    Memory,
    /// In a file.
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

/// The open database. Clones share the connection.
#[derive(Clone)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
}

impl Store {
    /// Opens the database, and creates the tables if it is new. The second value is `true` then.
    pub fn open(database: &Database) -> Result<(Self, bool), StoreError> {
        let connection = match database {
            Database::Memory => Connection::open_in_memory()?,
            Database::File(path) => {
                // The file is made here, so that other users of the machine can't read it: it has
                // the signing key.
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
        // Uploads that were under way when the last sandbox with this file ended have failed.
        connection.execute(
            "update upload_links set status = 'FAILED' where status = 'IN_PROGRESS'",
            [],
        )?;
        Ok((Self { connection: Arc::new(Mutex::new(connection)) }, new))
    }

    /// Runs `job` on a thread that may block. No two jobs run at the same time.
    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.connection);
        tokio::task::spawn_blocking(move || {
            // If a job panicked, its transaction was rolled back, so the next job may go on.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            job(&mut connection)
        })
        .await
        .map_err(|_| StoreError::Ending)?
    }

    /// Finds the row that a query with one id selects.
    async fn find_by_id<T: Send + 'static>(
        &self,
        select: String,
        id: &str,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| Ok(connection.query_row(&select, [id], read).optional()?)).await
    }

    /// Lists the rows that a query selects.
    async fn list<T: Send + 'static>(
        &self,
        select: String,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        self.run(move |connection| {
            let mut select = connection.prepare(&select)?;
            Ok(select.query_map([], read)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Lists the rows that a query with one id selects.
    async fn list_by_id<T: Send + 'static>(
        &self,
        select: String,
        id: &str,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let mut select = connection.prepare(&select)?;
            Ok(select.query_map([id], read)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Reads a secret of this database, for example the signing key, and makes it the first time.
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

/// The error of a column whose text can't be read.
fn unreadable(column: usize, message: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, message.into())
}
