//! Paths of the repository, as cargo reports them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::cargo::cargo;
use crate::error::Error;
use crate::process::{self, Output};

/// The environment variable for a process of this program whose parent has just built `pkg/` and
/// the sandbox. The process then skips both builds, because cargo may be busy with another step.
pub const BUILT: &str = "SORDINO_XTASK_BUILT";

/// Returns whether [`BUILT`] is set.
pub fn is_built() -> bool {
    std::env::var_os(BUILT).is_some()
}

/// The repository that this command works in.
pub struct Repo {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// The output folder of cargo.
    pub target: PathBuf,
    /// The version of the wasm crate, which is also the release of the frame and of the package.
    pub release: String,
}

impl Repo {
    /// Finds the repository with `cargo metadata`, without the network.
    ///
    /// The crate `cargo_metadata` would add serde's derive macros for these three members.
    pub fn find() -> Result<Self, Error> {
        // `cargo run` sets the variable. The constant is for an xtask that was started directly.
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
                "lists no target folder or no package `sordino`",
            ));
        };
        Ok(Self { root, target: target.into(), release: release.to_owned() })
    }

    /// Returns a path in the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns the path of a program of the workspace, built for development.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Creates and returns a folder of this program for files that can be made again.
    pub fn scratch(&self, name: &str) -> Result<PathBuf, Error> {
        let folder = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        Ok(folder)
    }

    /// Takes a lock that one `cargo xtask` of this clone holds at a time, until it is dropped.
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
