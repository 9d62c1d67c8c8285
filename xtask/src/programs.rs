//! Programs of the system: their names, their folders and their Debian packages.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A program of the system.
pub struct Program {
    /// Names to look for on the `PATH`; the first one that is found is used.
    pub names: &'static [&'static str],
    /// More folders to look in.
    pub folders: &'static [&'static str],
    /// The name of its Debian package.
    pub package: &'static str,
    /// The environment variable with its path, for this program and for the tests.
    pub variable: &'static str,
}

/// Counts instructions.
pub const VALGRIND: Program = Program {
    names: &["valgrind"],
    folders: &[],
    package: "valgrind",
    variable: "SORDINO_VALGRIND",
};

/// Whether the budgets of instructions apply to this machine.
pub const HAS_COUNTS: bool = cfg!(all(target_arch = "x86_64", target_os = "linux"));

/// Returns the programs that count instructions; the list is empty where no budgets apply.
pub fn counters() -> Vec<&'static Program> {
    if HAS_COUNTS { vec![&VALGRIND] } else { Vec::new() }
}

impl Program {
    /// Returns its path: from its variable, else on the `PATH`, else in its own folders.
    pub fn find(&self) -> Option<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable) {
            return Some(named.into());
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().map(|folder| Path::new(folder).to_path_buf());
        find_in(self.names, std::env::split_paths(&path).chain(folders))
    }

    /// Like [`Program::find`], for use after setup: a missing program is an error.
    pub fn path(&self) -> Result<PathBuf, Error> {
        self.find().ok_or_else(|| Error::Missing {
            what: self.names.join(" or "),
            how: format!("install it (Debian: {}) or set {}", self.package, self.variable),
        })
    }
}

/// Returns the path of the first of `names` that is a file in one of `folders`.
///
/// The crate `which` looks for one name at a time, and adds `rustix` for what these six lines do.
pub fn find_in(names: &[&str], folders: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = folders.into_iter().collect();
    names
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

/// Returns `PATH` with more folders before it.
pub fn path_with(first: &[PathBuf]) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().cloned().chain(std::env::split_paths(&path));
    // Joining fails for a folder with a separator in its name, which can't be on a `PATH` at all.
    std::env::join_paths(folders).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_comes_before_the_first_folder() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = find_in(&["main.rs", "Cargo.toml"], [here.to_path_buf(), here.join("src")]);
        assert_eq!(found, Some(here.join("src/main.rs")));
    }
}
