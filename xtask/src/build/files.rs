//! Reading and writing files, with the path in each error.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// Makes a folder that is empty.
pub fn clear(folder: &Path) -> Result<(), Error> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(Error::file(folder))?;
    }
    std::fs::create_dir_all(folder).map_err(Error::file(folder))
}

/// The text of a file.
pub fn read(path: impl AsRef<Path>) -> Result<String, Error> {
    std::fs::read_to_string(&path).map_err(Error::file(path))
}

/// Makes a file with this content.
pub fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Result<(), Error> {
    std::fs::write(&path, content).map_err(Error::file(path))
}

/// Copies a file.
pub fn copy(from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<(), Error> {
    std::fs::copy(&from, to).map(drop).map_err(Error::file(from))
}

/// The files below a folder (or the file itself), in the order of their names; empty when there is
/// none.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if folder.is_file() {
            found.push(folder);
        } else if folder.is_dir() {
            for entry in std::fs::read_dir(&folder).map_err(Error::file(&folder))? {
                folders.push(entry.map_err(Error::file(&folder))?.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
