//! `node_modules`, exactly as `package-lock.json` says: at the root, and in folders with tools of
//! their own.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::version;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;

/// The oldest Node.js that runs all of `devDependencies`.
const NODE: u32 = 20;

/// Names the lockfile that `node_modules` was installed from.
const STAMP: &str = "node_modules/.sordino-lockfile";

/// Runs `npm ci` in a folder of the repository, the root being `""`, unless its `node_modules` is
/// of its very lockfile.
pub fn ensure(repo: &Repo, folder: &str) -> Result<(), Error> {
    ensure_node()?;
    let folder = repo.path(folder);
    let lockfile = folder.join("package-lock.json");
    let wanted = stamp(&std::fs::read(&lockfile).map_err(Error::file(&lockfile))?);
    let path = folder.join(STAMP);
    if is_current(&path, &wanted) {
        return Ok(());
    }
    eprintln!("setup: npm ci (node_modules is not what {} says)", lockfile.display());
    let mut command = Command::new("npm");
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    process::run(
        "install npm packages",
        &mut command,
        Duration::from_mins(10),
        Output::OnlyIfItFails,
    )?;
    std::fs::write(&path, wanted).map_err(Error::file(path))
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
    match asked.ok().as_deref().and_then(version::parse).and_then(version::major) {
        Some(major) if major >= NODE => Ok(()),
        Some(major) => {
            Err(Error::Missing { what: format!("Node.js {NODE} (there is {major})"), how })
        }
        None => Err(Error::Missing { what: "Node.js".to_owned(), how }),
    }
}

/// What stands for a lockfile's content.
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
    fn another_lockfile_has_another_stamp() {
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
