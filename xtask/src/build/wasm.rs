//! Builds the vault's WebAssembly and its glue into `target/vault` with wasm-pack, which runs
//! cargo, wasm-bindgen and wasm-opt.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::{fingerprint, names};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::Tools;

/// The folder of the wasm and its glue, from which `www/frame/vault.ts` imports them.
pub const OUTPUT: &str = "target/vault";

/// The compile target.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The inputs of the wasm.
const INPUTS: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "core/Cargo.toml",
    "core/src",
    "core/words",
    "package-lock.json",
    "rust-toolchain.toml",
    "schema",
    "src",
    "xtask/src/build/names.rs",
    "xtask/src/build/wasm.rs",
];

/// Compiles the standard library too, without panic messages and optimised for size, which saves a
/// tenth of the wasm. These flags are unstable, but the toolchain is pinned, so the compiler is the
/// same as for everything else.
///
/// A panic then stops the wasm without a message; `vault.ts` notices it and unloads the vault with
/// its whole content.
const STANDARD_LIBRARY: [&str; 2] =
    ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// Compiler flags, unstable as in [`STANDARD_LIBRARY`].
///
/// - The wasm contains no source locations and no `Debug` output.
/// - Small functions are inlined across crates. Otherwise every getter of a library stays a
///   function, which costs 4 KB.
/// - References to objects of the engine are kept in a table of the glue instead of the wasm, where
///   the code that moves them is smaller.
const FLAGS: [&str; 7] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "-Zcross-crate-inline-threshold=always",
    "-Cllvm-args=--inline-threshold=12",
    "-Ctarget-feature=-reference-types,-multivalue",
];

/// The longest that the build takes on a slow machine.
const LIMIT: Duration = Duration::from_mins(30);

/// Runs wasm-pack with the pinned wasm-bindgen and wasm-opt.
pub fn build(repo: &Repo, tools: &Tools) -> Result<(), Error> {
    let output = repo.path(OUTPUT);
    let stamp = repo.scratch("build")?.join("wasm");
    let inputs = fingerprint::of(repo, INPUTS)?;
    if fingerprint::is_current(&stamp, &inputs, &output)? {
        return Ok(());
    }
    super::files::clear(&output)?;
    let mut command = Command::new(tools.program("wasm-pack")?);
    command.args(["build", "--release", "--target", "web", "--mode", "no-install", "--no-pack"]);
    command.args(["--out-name", "sordino", "--out-dir", OUTPUT, ".", "--"]).args(STANDARD_LIBRARY);
    command.current_dir(&repo.root).env("PATH", tools.path());
    command.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags(repo)?);
    command.env("RUSTC_BOOTSTRAP", "1");
    process::run("build the wasm", &mut command, LIMIT, Output::Shown)?;
    names::shorten(repo, &output)?;
    fingerprint::write_stamp(&stamp, &inputs, &output)
}

/// Returns [`FLAGS`] and flags that remove the folders of this machine from the panic messages, so
/// that every machine builds the same bytes.
fn flags(repo: &Repo) -> Result<OsString, Error> {
    let home = std::env::var_os("CARGO_HOME").map(Into::into);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let registry = home.unwrap_or_default().join("registry").join("src");
    let mut flags = OsString::from(FLAGS.join("\x1f"));
    flags.push("\x1f");
    flags.push(remap(&repo.root, ""));
    // The registry has a folder for each index, with a folder for each crate and version.
    if registry.is_dir() {
        for entry in std::fs::read_dir(&registry).map_err(Error::file(&registry))? {
            flags.push("\x1f");
            flags.push(remap(&entry.map_err(Error::file(&registry))?.path(), ""));
        }
    }
    Ok(flags)
}

fn remap(from: &Path, to: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(from);
    flag.push("=");
    flag.push(to);
    flag
}
