//! What comes by rustup and cargo.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::version;
use crate::error::Error;
use crate::process::{self, Output};
use crate::programs::{find_in, path_with};
use crate::repo::cargo;

const TARGET: &str = "wasm32-unknown-unknown";

/// What the closing line of setup names.
pub const SUMMARY: &str = "the wasm target, wasm-pack 0.15.1, wasm-bindgen 0.2.130, geckodriver 0.37.1, npm packages, \
                           Chromium, Firefox, WebKitGTK, Xvfb and valgrind";

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

/// Adds the wasm target and the sources of the standard library, which is built along, to the
/// toolchain in use.
pub fn ensure_target() -> Result<(), Error> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]);
    let sysroot = process::run(
        "look for the toolchain",
        &mut rustc,
        Duration::from_mins(1),
        Output::Returned,
    )?;
    if !Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library").is_dir() {
        eprintln!("setup: rustup component add rust-src");
        rustup("install the standard library's sources", &["component", "add", "rust-src"])?;
    }
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let folder = process::run(
        "look for the wasm target",
        &mut rustc,
        Duration::from_mins(1),
        Output::Returned,
    )?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("setup: rustup target add {TARGET}");
    rustup("install the wasm target", &["target", "add", TARGET])
}

/// Adds `cargo fmt` and `cargo clippy` to the toolchain in use.
pub fn ensure_lints() -> Result<(), Error> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let asked = cargo().args([subcommand, "--version"]).output();
        if !asked.is_ok_and(|answer| answer.status.success()) {
            eprintln!("setup: rustup component add {component}");
            rustup("install a toolchain component", &["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(step: &str, arguments: &[&str]) -> Result<(), Error> {
    let mut command = Command::new("rustup");
    command.args(arguments);
    process::run(step, &mut command, Duration::from_mins(10), Output::OnlyIfItFails).map(drop)
}

/// Builds what is neither on the PATH nor in the cache in the right version; returns the folders to
/// put on the PATH.
pub fn ensure_programs(wanted: &[Program]) -> Result<Vec<PathBuf>, Error> {
    let cache = cache()?;
    let folder = cache.join("bin");
    let search = path_with(std::slice::from_ref(&folder));
    let missing: Vec<Program> =
        wanted.iter().filter(|program| !program.is_in(&search)).copied().collect();
    for locked in [true, false] {
        let now: Vec<Program> =
            missing.iter().filter(|program| program.locked == locked).copied().collect();
        if !now.is_empty() {
            install(&now, locked, &cache)?;
        }
    }
    if let Some(program) = missing.iter().find(|program| !program.is_in(&search)) {
        return Err(Error::unexpected(
            format!("{} {}", program.krate, program.version),
            format!("was installed into {} but can't be run from there", folder.display()),
        ));
    }
    Ok(vec![folder])
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

/// Builds programs together, so that what they share is compiled once.
fn install(programs: &[Program], locked: bool, cache: &Path) -> Result<(), Error> {
    let names: Vec<String> =
        programs.iter().map(|program| format!("{}@{}", program.krate, program.version)).collect();
    let names = names.join(" ");
    eprintln!("setup: cargo install {names} (once, a few minutes; kept in {})", cache.display());
    let began = Instant::now();
    // Of this process alone: another clone may be installing too.
    let target = cache.join(format!("target-{}", std::process::id()));
    let mut command = cargo();
    command
        .arg("install")
        .args(names.split(' '))
        .arg("--root")
        .arg(cache)
        .arg("--target-dir")
        .arg(&target);
    if locked {
        command.arg("--locked");
    }
    // They run for a second at a time: what counts is how long they take to build.
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    command.env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    command.env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    // Flags meant for the workspace.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run(
        "install pinned programs",
        &mut command,
        Duration::from_mins(40),
        Output::OnlyIfItFails,
    )?;
    eprintln!("setup: installed {names} in {} s", began.elapsed().as_secs());
    // Hundreds of megabytes that are of no use any more; if they stay, nothing breaks.
    let _ = std::fs::remove_dir_all(target);
    Ok(())
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
