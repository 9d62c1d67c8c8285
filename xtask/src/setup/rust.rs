//! What comes by rustup and cargo.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::version;
use crate::error::Error;
use crate::process::{self, Output};
use crate::programs::{find_in, path_with};
use crate::repo::cargo;

const TARGET: &str = "wasm32-unknown-unknown";

/// What the closing line of setup names.
pub const SUMMARY: &str = "the wasm target, wasm-pack 0.15.1, wasm-bindgen 0.2.130, geckodriver 0.37.1, \
                           npm packages, Chromium, Firefox, WebKitGTK, Xvfb and valgrind";

/// A program that cargo builds from a crate, in one version.
#[derive(Clone, Copy)]
pub struct Program {
    krate: &'static str,
    version: &'static str,
    /// What it is called, and what must be installed beside it.
    commands: &'static [&'static str],
    /// By the lockfile it was published with.
    locked: bool,
}

/// Runs cargo, wasm-bindgen and wasm-opt.
pub const WASM_PACK: Program =
    Program { krate: "wasm-pack", version: "0.15.1", commands: &["wasm-pack"], locked: true };

/// Writes the glue; of the same version as the crate `wasm-bindgen` in `Cargo.lock`.
///
/// Not by its lockfile: that of 0.2.130 asks for crates that were withdrawn since.
pub const WASM_BINDGEN: Program = Program {
    krate: "wasm-bindgen-cli",
    version: "0.2.130",
    commands: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    locked: false,
};

/// Drives Firefox.
pub const GECKODRIVER: Program =
    Program { krate: "geckodriver", version: "0.37.1", commands: &["geckodriver"], locked: true };

/// What adds to the toolchain in use the wasm target and the sources of the standard library,
/// which is built along.
pub fn missing_target() -> Result<Vec<(String, Command)>, Error> {
    let mut missing = Vec::new();
    if !ask(&["--print", "sysroot"])?.join("lib/rustlib/src/rust/library").is_dir() {
        missing.push(rustup(&["component", "add", "rust-src"]));
    }
    if !ask(&["--print", "target-libdir", "--target", TARGET])?.is_dir() {
        missing.push(rustup(&["target", "add", TARGET]));
    }
    Ok(missing)
}

/// The folder that rustc prints.
fn ask(arguments: &[&str]) -> Result<PathBuf, Error> {
    let mut rustc = Command::new("rustc");
    rustc.args(arguments);
    let limit = Duration::from_mins(1);
    let printed = process::run("look for the toolchain", &mut rustc, limit, Output::Returned)?;
    Ok(PathBuf::from(printed.trim()))
}

/// What adds `cargo fmt` and `cargo clippy` to the toolchain in use.
pub fn missing_lints() -> Vec<(String, Command)> {
    let is_missing = |subcommand: &str| {
        let asked = cargo().args([subcommand, "--version"]).output();
        !asked.is_ok_and(|answer| answer.status.success())
    };
    [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(subcommand, _)| is_missing(subcommand))
        .map(|(_, component)| rustup(&["component", "add", component]))
        .collect()
}

fn rustup(arguments: &[&str]) -> (String, Command) {
    eprintln!("setup: rustup {}", arguments.join(" "));
    let mut command = Command::new("rustup");
    command.args(arguments);
    ("add to the toolchain".to_owned(), command)
}

/// Programs to be built from their crates.
pub struct Install {
    missing: Vec<Program>,
    cache: PathBuf,
}

impl Install {
    /// Those of `wanted` that are neither on the PATH nor in the cache in the right version.
    pub fn of(wanted: &[Program]) -> Result<Self, Error> {
        let cache = cache()?;
        let search = path_with(&[cache.join("bin")]);
        let missing = wanted.iter().filter(|program| !program.is_in(&search)).copied().collect();
        Ok(Self { missing, cache })
    }

    /// What is to be run, each with its step: the programs with a lockfile in one build, and those
    /// without in another, so that what they share is compiled once.
    pub fn commands(&self) -> Vec<(String, Command)> {
        [true, false].into_iter().filter_map(|locked| self.command(locked)).collect()
    }

    fn command(&self, locked: bool) -> Option<(String, Command)> {
        let names: Vec<String> = self
            .missing
            .iter()
            .filter(|program| program.locked == locked)
            .map(|program| format!("{}@{}", program.krate, program.version))
            .collect();
        if names.is_empty() {
            return None;
        }
        let folder = self.cache.display();
        eprintln!("setup: cargo install {} (once, a minute; kept in {folder})", names.join(" "));
        let mut command = cargo();
        command.arg("install").args(&names).arg("--root").arg(&self.cache);
        command.arg("--target-dir").arg(self.target(locked));
        if locked {
            command.arg("--locked");
        }
        // They run for a second at a time: what counts is how long they take to build.
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command.env("CARGO_PROFILE_RELEASE_DEBUG", "false");
        // Flags meant for the workspace.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        Some((format!("install {}", names.join(" ")), command))
    }

    /// A build folder of this process alone: another clone may be installing too.
    fn target(&self, locked: bool) -> PathBuf {
        self.cache.join(format!("target-{}-{locked}", std::process::id()))
    }

    /// Makes sure that all of them can be run; returns the folders to put on the PATH.
    pub fn finish(self) -> Result<Vec<PathBuf>, Error> {
        for locked in [true, false] {
            // Hundreds of megabytes that are of no more use; if they stay, nothing breaks.
            let _ = std::fs::remove_dir_all(self.target(locked));
        }
        let folder = self.cache.join("bin");
        let search = path_with(std::slice::from_ref(&folder));
        if let Some(program) = self.missing.iter().find(|program| !program.is_in(&search)) {
            return Err(Error::unexpected(
                format!("{} {}", program.krate, program.version),
                format!("was installed into {} but can't be run from there", folder.display()),
            ));
        }
        Ok(vec![folder])
    }
}

impl Program {
    fn is_in(&self, path: &std::ffi::OsStr) -> bool {
        let folders: Vec<PathBuf> = std::env::split_paths(path).collect();
        self.commands.iter().all(|command| {
            let Some(found) = find_in(&[command], folders.iter().cloned()) else { return false };
            let printed = Command::new(found).arg("--version").output();
            printed.is_ok_and(|output| {
                version::parse(&String::from_utf8_lossy(&output.stdout)) == Some(self.version)
            })
        })
    }
}

/// The folder shared by all clones of this user.
fn cache() -> Result<PathBuf, Error> {
    let base =
        std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let base = base.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    let base = base.ok_or_else(|| Error::Missing {
        what: "a folder for installed programs".to_owned(),
        how: "set HOME or XDG_CACHE_HOME".to_owned(),
    })?;
    let folder = base.join("sordino").join("tools");
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    Ok(folder)
}
