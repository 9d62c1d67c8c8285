//! The errors of all commands. Each one has a single cause and says what the reader can do about
//! it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The options are valid one by one but not together.
    ///
    /// clap reports all other mistakes on the command line.
    #[error("{0} (see `cargo xtask --help`)")]
    Usage(String),
    /// A program or folder is missing that this program can't install; `how` says what to do.
    #[error("{what} is missing: {how}")]
    Missing { what: String, how: String },
    /// A program could not be started.
    #[error("{step}: `{program}` could not be started: {source}")]
    Start { step: String, program: String, source: io::Error },
    /// A program ran and reported a failure.
    #[error("{step}: `{program}` failed ({status})")]
    Failed { step: String, program: String, status: ExitStatus },
    /// A program ran longer than any healthy run does, and was ended.
    #[error("{step}: still running after {} s, so it was ended", limit.as_secs())]
    TimedOut { step: String, limit: Duration },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// The output of a program or the content of a file has an unexpected form.
    #[error("{what}: {why}")]
    Unexpected { what: String, why: String },
}

impl Error {
    /// Returns an error for options that don't go together.
    pub fn usage(message: impl fmt::Display) -> Self {
        Self::Usage(message.to_string())
    }

    /// Returns an error for an unexpected output or content.
    pub fn unexpected(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self::Unexpected { what: what.to_string(), why: why.to_string() }
    }

    /// Returns a function for `map_err` that adds `path` to an I/O error.
    pub fn file(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { path: path.as_ref().to_path_buf(), source }
    }
}
