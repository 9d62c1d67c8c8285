//! Where things are, as cargo itself says.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::error::Error;
use crate::process::{self, Output};

/// Set for a process of this program whose parent has just built `pkg/` and the sandbox: it asks
/// neither the sources nor cargo again, which another step may keep busy.
pub const BUILT: &str = "SORDINO_XTASK_BUILT";

/// Whether [`BUILT`] is set.
pub fn is_built() -> bool {
    std::env::var_os(BUILT).is_some()
}

/// The repository this command works in.
pub struct Repo {
    /// The workspace's folder.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
    /// The version of the wasm crate: the release of frame and package alike.
    pub release: String,
}

impl Repo {
    /// Asks cargo; the network is not needed.
    pub fn find() -> Result<Self, Error> {
        // Set by `cargo run`; the other is for an xtask started by its path.
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest_dir).parent().map(Path::to_path_buf).unwrap_or_default();
        let mut command = cargo();
        command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(&root);
        let text = process::run(
            "find the repository",
            &mut command,
            Duration::from_mins(1),
            Output::Returned,
        )?;
        let metadata: Value = serde_json::from_str(&text)
            .map_err(|error| Error::unexpected("`cargo metadata`", error))?;
        let target = metadata["target_directory"].as_str();
        let package = metadata["packages"]
            .as_array()
            .and_then(|all| all.iter().find(|package| package["name"] == "sordino"));
        let release = package.and_then(|package| package["version"].as_str());
        let (Some(target), Some(release)) = (target, release) else {
            return Err(Error::unexpected(
                "`cargo metadata`",
                "names no target folder or no package `sordino`",
            ));
        };
        Ok(Self { root, target: target.into(), release: release.to_owned() })
    }

    /// A path in the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A program of the workspace, built for development.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A folder of this program's own for what can be made again.
    pub fn scratch(&self, name: &str) -> Result<PathBuf, Error> {
        let folder = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        Ok(folder)
    }

    /// One at a time among all that run this program here; held until dropped.
    pub fn exclusive(&self, what: &str) -> Result<File, Error> {
        let path = self.scratch("locks")?.join(what);
        let file = File::create(&path).map_err(Error::file(&path))?;
        if file.try_lock().is_err() {
            eprintln!("waiting for another `cargo xtask` to finish: {what}");
            file.lock().map_err(Error::file(&path))?;
        }
        Ok(file)
    }
}

/// The cargo that started this program.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}
