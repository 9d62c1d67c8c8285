//! Writes `sbom/` of the package: the bills of materials of the wasm crate and of the package, with
//! `xtask/scripts/sbom.mjs`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::files::write;
use crate::cargo::cargo;
use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;

const LIMIT: Duration = Duration::from_mins(5);

/// Writes both files; all other files of the package must be there.
pub fn build(repo: &Repo, pkg: &Path) -> Result<(), Error> {
    let mut metadata = cargo();
    metadata.args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ]);
    metadata.current_dir(&repo.root);
    let crates = process::run("list the crates", &mut metadata, LIMIT, Output::Returned)?;
    let file = repo.scratch("build")?.join("metadata.json");
    write(&file, crates)?;
    let mut rustc = Command::new("rustc");
    rustc.arg("--version").current_dir(&repo.root);
    let version = process::run("ask rustc for its version", &mut rustc, LIMIT, Output::Returned)?;
    let version =
        version.split(' ').nth(1).ok_or_else(|| Error::unexpected("rustc --version", &version))?;
    let mut script = node::node(repo);
    script.arg("xtask/scripts/sbom.mjs").arg(&file).args(["Cargo.lock", version]).arg(pkg);
    process::run("write the bills of materials", &mut script, LIMIT, Output::Shown).map(drop)
}
