//! Errors of starting the sandbox, and errors while it runs.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// The sandbox could not start. Each message says what to change.
#[derive(Debug, Error)]
pub enum StartError {
    /// Another program listens on the port.
    #[error(
        "port {port} is taken, so the {origin} origin can't listen there: end the other program or \
         choose another with {flag} N (0 takes any free one)"
    )]
    PortTaken {
        /// The origin that needs the port.
        origin: &'static str,
        /// The port.
        port: u16,
        /// The option that changes it.
        flag: &'static str,
    },
    /// The port can't be bound for another reason.
    #[error("the {origin} origin can't listen on port {port} ({flag}): {source}")]
    Port {
        /// The origin that needs the port.
        origin: &'static str,
        /// The port.
        port: u16,
        /// The option that changes it.
        flag: &'static str,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The database can't be opened, or another program or version made it.
    #[error("the database {database} can't be used (--database): {source}")]
    Database {
        /// The file, or `:memory:`.
        database: String,
        /// The error of the store.
        source: StoreError,
    },
    /// The folder for documents, or a temporary one, can't be made.
    #[error(
        "the folder {} can't be made (--files, or the system's folder for temporary ones): \
         {source}",
        folder.display()
    )]
    Files {
        /// The folder.
        folder: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The frame's files exist but can't be served.
    #[error("the frame in {} can't be served (--package, --frame): {problem}", folder.display())]
    Frame {
        /// The folder.
        folder: PathBuf,
        /// The problem.
        problem: String,
    },
    /// No RSA key could be made.
    #[error("no signing key: {0}")]
    SigningKey(String),
    /// The HTTP client of the customer's server could not be made.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// The store failed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// `SQLite` failed.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// Another version of the sandbox wrote the file.
    #[error(
        "it has layout {found}, this version knows {known}: delete the file, which has only \
         made-up data"
    )]
    Layout {
        /// The layout in the file.
        found: i64,
        /// The layout of this version.
        known: i64,
    },
    /// The file could not be made.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A stored value can't be read.
    #[error("it holds something unreadable: {0}")]
    Unreadable(String),
    /// The thread of the query is gone, because the sandbox is ending.
    #[error("the sandbox is ending")]
    Ending,
}

/// An internal error in a resolver. The caller does not learn its cause.
#[derive(Debug, Error)]
#[error("Internal server error")]
pub struct Internal;

impl From<StoreError> for Internal {
    fn from(error: StoreError) -> Self {
        eprintln!("sordino-sandbox: {error}");
        Self
    }
}
