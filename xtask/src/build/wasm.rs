//! Builds the vault's WebAssembly and its glue into `target/vault` with wasm-pack, which runs cargo,
//! wasm-bindgen and wasm-opt.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::{fingerprint, names};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::Tools;

/// Where the wasm and its glue are, as `www/frame/vault.ts` imports them.
pub const OUTPUT: &str = "target/vault";

/// The target of the compiler.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What the wasm is made of.
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

/// The standard library is built along, without the sentences of panics and without what only makes
/// it fast: a tenth of the wasm. The flags are not stable, the toolchain is pinned: the same
/// compiler that makes everything else makes this too.
///
/// A panic then says nothing and stops the wasm at once; `vault.ts` sees it and unloads the vault,
/// with all that it held.
const STANDARD_LIBRARY: [&str; 2] =
    ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// For the compiler: see [`STANDARD_LIBRARY`]. Neither places in the source nor `Debug` are in the
/// wasm. What is small is inlined across crates too, or every getter of a library stays a function:
/// 4 KB. References to the engine's objects are kept in a table of the glue's, not of the wasm's:
/// the code that moves them is smaller there.
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
    process::run("wasm", &mut command, LIMIT, Output::Shown)?;
    names::shorten(repo, &output)?;
    fingerprint::write_stamp(&stamp, &inputs, &output)
}

/// Flags that take this machine's folders out of the panic messages: the bytes are the same
/// wherever they are built.
fn flags(repo: &Repo) -> Result<OsString, Error> {
    let home = std::env::var_os("CARGO_HOME").map(Into::into);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let registry = home.unwrap_or_default().join("registry").join("src");
    let mut flags = OsString::from(FLAGS.join("\x1f"));
    flags.push("\x1f");
    flags.push(remap(&repo.root, ""));
    // One folder for each index; the crates lie in them by name and version.
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
