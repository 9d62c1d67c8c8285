//! Installs `node_modules` exactly as `package-lock.json` lists it: in the root, and in other
//! folders with a lockfile.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::version;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;

/// The oldest major version of Node.js that runs all of `devDependencies`.
const NODE: u64 = 20;

/// The file with the hash of the lockfile that `node_modules` was installed from.
const STAMP: &str = "node_modules/.sordino-lockfile";

/// An installation that is still to run in one folder.
pub struct Install {
    /// The programs to run, each with its step.
    pub commands: Vec<(String, Command)>,
    stamp: PathBuf,
    wanted: String,
}

impl Install {
    /// Stores the hash of the lockfile after the installation.
    pub fn finish(self) -> Result<(), Error> {
        std::fs::write(&self.stamp, self.wanted).map_err(Error::file(self.stamp))
    }
}

/// Returns the installation for a folder of the repository, where `""` is the root; `None` when
/// `node_modules` matches the lockfile.
pub fn missing(repo: &Repo, folder: &str) -> Result<Option<Install>, Error> {
    ensure_node()?;
    let folder = repo.path(folder);
    let lockfile = folder.join("package-lock.json");
    let wanted = stamp(&std::fs::read(&lockfile).map_err(Error::file(&lockfile))?);
    let path = folder.join(STAMP);
    if is_current(&path, &wanted) {
        return Ok(None);
    }
    eprintln!("setup: npm ci (node_modules does not match {})", lockfile.display());
    let mut command = Command::new("npm");
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    let commands = vec![("install npm packages".to_owned(), command)];
    Ok(Some(Install { commands, stamp: path, wanted }))
}

fn ensure_node() -> Result<(), Error> {
    let how = format!(
        "install Node.js {NODE} or newer, with npm, from your system or https://nodejs.org"
    );
    let mut command = Command::new("node");
    let asked = process::run(
        "look for Node.js",
        command.arg("--version"),
        Duration::from_mins(1),
        Output::Returned,
    );
    match asked.ok().as_deref().and_then(version::parse) {
        Some(found) if found.major >= NODE => Ok(()),
        Some(found) => Err(Error::Missing { what: format!("Node.js {NODE} (found {found})"), how }),
        None => Err(Error::Missing { what: "Node.js".to_owned(), how }),
    }
}

/// Returns the hash of a lockfile.
fn stamp(lockfile: &[u8]) -> String {
    format!("{:x}\n", Sha256::digest(lockfile))
}

fn is_current(path: &Path, wanted: &str) -> bool {
    std::fs::read_to_string(path).is_ok_and(|found| found == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_depends_on_the_lockfile() {
        assert_eq!(
            stamp(b"{}"),
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n"
        );
        assert_ne!(stamp(b"{}"), stamp(b"{ }"));
    }

    #[test]
    fn a_missing_stamp_is_not_current() {
        assert!(!is_current(Path::new("/no/such/file"), "x"));
    }
}
