//! Compressed sizes of files: gzip 9 and brotli 11, by the compressors of Node.js.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;

/// The sizes of a file in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Uncompressed.
    pub raw: u64,
    /// With gzip, level 9.
    pub gzip: u64,
    /// With brotli, quality 11.
    pub brotli: u64,
}

impl std::ops::Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Writes `FILE.gz` and `FILE.br` beside each file.
pub fn write_beside(repo: &Repo, files: &[PathBuf]) -> Result<(), Error> {
    run(repo, true, files).map(drop)
}

/// Returns the sizes of files, in the same order.
pub fn measure(repo: &Repo, files: &[PathBuf]) -> Result<Vec<Size>, Error> {
    let answer = run(repo, false, files)?;
    files.iter().map(|file| size(&answer[file.to_string_lossy().as_ref()])).collect()
}

fn run(repo: &Repo, write: bool, files: &[PathBuf]) -> Result<Value, Error> {
    let mut command = node::node(repo);
    command.arg("xtask/scripts/compress.mjs").args(write.then_some("--write")).args(files);
    let text = process::run("compress", &mut command, Duration::from_mins(2), Output::Returned)?;
    serde_json::from_str(&text).map_err(|error| Error::unexpected("compress.mjs", error))
}

fn size(value: &Value) -> Result<Size, Error> {
    let bytes = |name: &str| {
        value[name].as_u64().ok_or_else(|| {
            Error::unexpected("compress.mjs", format!("printed no {name} in {value}"))
        })
    };
    Ok(Size { raw: bytes("raw")?, gzip: bytes("gzip")?, brotli: bytes("brotli")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_without_a_size_is_refused() {
        assert_eq!(
            size(&json!({"raw": 3, "gzip": 2, "brotli": 1})).ok(),
            Some(Size { raw: 3, gzip: 2, brotli: 1 })
        );
        assert!(size(&json!({"raw": 3, "gzip": 2})).is_err());
    }
}
