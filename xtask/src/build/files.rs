//! Reads and writes files, with the path in each error.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::Error;

/// Creates an empty folder; an existing one loses its content.
pub fn clear(folder: &Path) -> Result<(), Error> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(Error::file(folder))?;
    }
    std::fs::create_dir_all(folder).map_err(Error::file(folder))
}

/// Returns the text of a file.
pub fn read(path: impl AsRef<Path>) -> Result<String, Error> {
    std::fs::read_to_string(&path).map_err(Error::file(path))
}

/// Writes a file with this content.
pub fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Result<(), Error> {
    std::fs::write(&path, content).map_err(Error::file(path))
}

/// Copies a file.
pub fn copy(from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<(), Error> {
    std::fs::copy(&from, to).map(drop).map_err(Error::file(from))
}

/// Returns the files below a folder, or the file itself, sorted by path. The list is empty when the
/// path does not exist.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    if !path.exists() {
        return Ok(found);
    }
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::File {
            path: error.path().unwrap_or(path).to_path_buf(),
            source: error.into(),
        })?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}
