//! What can go wrong, each cause with what the reader can do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

/// Why a command ended without doing what it is for.
#[derive(Debug)]
pub enum Error {
    /// The command line says something no command understands.
    Usage(String),
    /// Something this machine lacks and this program can't install; `how` says how to.
    Missing { what: String, how: String },
    /// A program could not be started at all.
    Start { step: String, program: String, source: io::Error },
    /// A program ran and said no.
    Failed { step: String, program: String, status: ExitStatus },
    /// A program took longer than any healthy run does; it was ended.
    TimedOut { step: String, limit: Duration },
    /// A file could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// What a program or file says is not of the form it should have.
    Unexpected { what: String, why: String },
}

impl Error {
    /// A usage error with the place where help is.
    pub fn usage(message: impl fmt::Display) -> Self {
        Self::Usage(format!("{message} (see `cargo xtask --help`)"))
    }

    /// What came is not what was agreed.
    pub fn unexpected(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self::Unexpected { what: what.to_string(), why: why.to_string() }
    }

    /// For `map_err` on what touches `path`.
    pub fn file(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { path: path.as_ref().to_path_buf(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) => f.write_str(message),
            Self::Missing { what, how } => write!(f, "{what} is missing: {how}"),
            Self::Start { step, program, source } => {
                write!(f, "{step}: `{program}` could not be started: {source}")
            }
            Self::Failed { step, program, status } => {
                write!(f, "{step}: `{program}` failed ({status})")
            }
            Self::TimedOut { step, limit } => {
                write!(
                    f,
                    "{step}: not finished after {} s, so it hangs; it was ended",
                    limit.as_secs()
                )
            }
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Unexpected { what, why } => write!(f, "{what}: {why}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Start { source, .. } | Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<lexopt::Error> for Error {
    fn from(error: lexopt::Error) -> Self {
        Self::usage(error)
    }
}
