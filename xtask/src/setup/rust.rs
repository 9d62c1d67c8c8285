//! Installs parts of the toolchain with rustup, and programs with cargo.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::version;
use crate::cargo::cargo;
use crate::error::Error;
use crate::process::{self, Output};
use crate::programs::{find_in, path_with};

const TARGET: &str = "wasm32-unknown-unknown";

/// The list for the last line of `cargo xtask setup`.
pub const SUMMARY: &str = "the wasm target, wasm-pack 0.15.1, wasm-bindgen 0.2.130, \
                           geckodriver 0.37.1, npm packages, Chromium, Firefox, WebKitGTK, \
                           Xvfb and valgrind";

/// A crate with programs, in a pinned version.
#[derive(Clone, Copy)]
pub struct Program {
    krate: &'static str,
    version: &'static str,
    /// The programs of the crate.
    commands: &'static [&'static str],
    /// Whether to use the lockfile that it was published with.
    locked: bool,
}

/// Runs cargo, wasm-bindgen and wasm-opt.
pub const WASM_PACK: Program =
    Program { krate: "wasm-pack", version: "0.15.1", commands: &["wasm-pack"], locked: true };

/// Writes the glue. It must have the version of the crate `wasm-bindgen` in `Cargo.lock`.
///
/// The lockfile of 0.2.130 can't be used, because it lists crates that were withdrawn later.
pub const WASM_BINDGEN: Program = Program {
    krate: "wasm-bindgen-cli",
    version: "0.2.130",
    commands: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    locked: false,
};

/// Drives Firefox.
pub const GECKODRIVER: Program =
    Program { krate: "geckodriver", version: "0.37.1", commands: &["geckodriver"], locked: true };

/// Returns the commands that add the wasm target and the sources of the standard library, which the
/// wasm build compiles, to the toolchain.
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

/// Returns the folder that rustc prints.
fn ask(arguments: &[&str]) -> Result<PathBuf, Error> {
    let mut rustc = Command::new("rustc");
    rustc.args(arguments);
    let limit = Duration::from_mins(1);
    let printed = process::run("find the toolchain", &mut rustc, limit, Output::Returned)?;
    Ok(PathBuf::from(printed.trim()))
}

/// Returns the commands that add `cargo fmt` and `cargo clippy` to the toolchain.
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

/// The crates that are still to be installed.
pub struct Install {
    missing: Vec<Program>,
    cache: PathBuf,
}

impl Install {
    /// Returns an installation of those crates of `wanted` whose programs are neither on the `PATH`
    /// nor in the cache in the right version.
    pub fn of(wanted: &[Program]) -> Result<Self, Error> {
        let cache = cache()?;
        let search = path_with(&[cache.join("bin")]);
        let missing = wanted.iter().filter(|program| !program.is_in(&search)).copied().collect();
        Ok(Self { missing, cache })
    }

    /// Returns the commands to run, each with its step. The crates with a lockfile are in one
    /// command, so that their common dependencies are compiled once, and the others in another.
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
        // The programs run for seconds, so a quick build saves more time than fast programs.
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command.env("CARGO_PROFILE_RELEASE_DEBUG", "false");
        // These flags are meant for the workspace.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        Some((format!("install {}", names.join(" ")), command))
    }

    /// Returns a build folder for this process alone, because another clone may install too.
    fn target(&self, locked: bool) -> PathBuf {
        self.cache.join(format!("target-{}-{locked}", std::process::id()))
    }

    /// Checks that all programs can be run, and returns the folders for the `PATH`.
    pub fn finish(self) -> Result<Vec<PathBuf>, Error> {
        for locked in [true, false] {
            // Frees hundreds of megabytes; a failure does no harm.
            let _ = std::fs::remove_dir_all(self.target(locked));
        }
        let folder = self.cache.join("bin");
        let search = path_with(std::slice::from_ref(&folder));
        if let Some(program) = self.missing.iter().find(|program| !program.is_in(&search)) {
            return Err(Error::unexpected(
                format!("{} {}", program.krate, program.version),
                format!("can't be run after its installation into {}", folder.display()),
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
                version::parse(&String::from_utf8_lossy(&output.stdout))
                    .is_some_and(|found| found.to_string() == self.version)
            })
        })
    }
}

/// Returns the folder that all clones of this user share.
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
