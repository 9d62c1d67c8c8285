//! Programs of the system: what each is called, where it may be, and the Debian package that has it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A program of the system.
pub struct Program {
    /// Names to look for on the PATH, the first found is taken.
    pub names: &'static [&'static str],
    /// Folders outside the PATH where it may be.
    pub folders: &'static [&'static str],
    /// Debian's name of the package that has it.
    pub package: &'static str,
    /// The variable that tells the tests where it is.
    pub variable: &'static str,
}

/// Counts instructions.
pub const VALGRIND: Program = Program {
    names: &["valgrind"],
    folders: &[],
    package: "valgrind",
    variable: "SORDINO_VALGRIND",
};

/// Whether the budgets of instructions are for a machine like this one.
pub const HAS_COUNTS: bool = cfg!(all(target_arch = "x86_64", target_os = "linux"));

/// The programs that count instructions; none on a machine without budgets for them.
pub fn counters() -> Vec<&'static Program> {
    if HAS_COUNTS { vec![&VALGRIND] } else { Vec::new() }
}

impl Program {
    /// Where it is: named by its variable, else on the PATH, else in its own folders.
    pub fn find(&self) -> Option<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable) {
            return Some(named.into());
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().map(|folder| Path::new(folder).to_path_buf());
        find_in(self.names, std::env::split_paths(&path).chain(folders))
    }

    /// Like [`Program::find`], for when setup has made sure of it.
    pub fn path(&self) -> Result<PathBuf, Error> {
        self.find().ok_or_else(|| Error::Missing {
            what: self.names.join(" or "),
            how: format!("install it (Debian: {}) or name it in {}", self.package, self.variable),
        })
    }
}

/// The first of `names` that is a file in one of `folders`.
pub fn find_in(names: &[&str], folders: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = folders.into_iter().collect();
    names
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

/// `PATH` with more folders before it.
pub fn path_with(first: &[PathBuf]) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().cloned().chain(std::env::split_paths(&path));
    // Only a folder with a separator in its name can't be joined: it can't be on a PATH at all.
    std::env::join_paths(folders).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_wins_over_the_first_folder() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = find_in(&["main.rs", "Cargo.toml"], [here.to_path_buf(), here.join("src")]);
        assert_eq!(found, Some(here.join("src/main.rs")));
    }
}
