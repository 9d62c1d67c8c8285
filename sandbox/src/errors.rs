//! Why the sandbox could not start, and what can go wrong while it runs.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// The sandbox could not start. Each message says what to change.
#[derive(Debug, Error)]
pub enum StartError {
    /// Another program listens on the port.
    #[error(
        "port {port} is taken, so the {origin} origin can't listen there: end the other program or choose another with {flag} N (0 takes any free one)"
    )]
    PortTaken {
        /// Which of the origins wanted it.
        origin: &'static str,
        /// The port.
        port: u16,
        /// The option that changes it.
        flag: &'static str,
    },
    /// The port can't be had for another reason.
    #[error("the {origin} origin can't listen on port {port} ({flag}): {source}")]
    Port {
        /// Which of the origins wanted it.
        origin: &'static str,
        /// The port.
        port: u16,
        /// The option that changes it.
        flag: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The database can't be opened or is not one of the sandbox's.
    #[error("the database {database} can't be used (--database): {source}")]
    Database {
        /// The file, or `:memory:`.
        database: String,
        /// What `SQLite` said.
        source: StoreError,
    },
    /// A folder of the sandbox's own can't be made.
    #[error("the folder {} can't be made (--files, or the system's folder for temporary ones): {source}", folder.display())]
    Files {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The frame's files are there but can't be served as they are.
    #[error("the frame in {} can't be served (--package, --frame): {problem}", folder.display())]
    Frame {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// No RSA key could be made.
    #[error("no signing key: {0}")]
    SigningKey(String),
    /// The HTTP client of the customer's server could not be made.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// The database did not do what it was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// `SQLite` said no.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file was written by another version of the sandbox.
    #[error(
        "it has layout {found}, this version knows {known}: delete the file, all in it is made up"
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
    /// What is stored can't be read back.
    #[error("it holds something unreadable: {0}")]
    Unreadable(String),
    /// The thread that asked the database is gone; the sandbox is ending.
    #[error("the sandbox is ending")]
    Ending,
}

/// An error inside a resolver that is not the caller's fault. The caller learns nothing of the
/// cause.
#[derive(Debug, Error)]
#[error("Internal server error")]
pub struct Internal;

impl From<StoreError> for Internal {
    fn from(error: StoreError) -> Self {
        eprintln!("sordino-sandbox: {error}");
        Self
    }
}
