//! Builds `pkg/`, the npm package with the frame in it, from Rust and TypeScript.
//!
//! 1. [`wasm`]: the vault's Rust, by cargo, wasm-bindgen and wasm-opt, into `target/vault`; with
//!    short [`names`]
//! 2. [`loader`]: `index.js` and its types, from `host/`
//! 3. [`frame`]: `vault.js`, `vault.html`, `field.html` with its style, and the wasm, from
//!    `www/frame/`
//! 4. [`cli`]: `cli.js`, the program that deploys the frame, from `host/cli/`
//! 5. [`package`]: the licences; `package.json` and the README, written by hand, are checked
//! 6. [`sbom`]: the bills of materials
//!
//! The build writes to its own folder and moves the content into `pkg/` at the end, so a build that
//! fails leaves `pkg/` as it was. [`fingerprint`] decides whether `pkg/` is up to date,
//! [`integrity`] makes the hashes for the browser, and [`files`] reads and writes files for all
//! parts.

mod cli;
mod files;
pub mod fingerprint;
mod frame;
mod integrity;
mod loader;
mod names;
mod package;
mod sbom;
mod template;
mod wasm;

use std::time::Instant;

use crate::cpu;
use crate::error::Error;
use crate::repo::{Repo, is_built};
use crate::setup::{self, Needs, Tools};
pub use files::{clear, files};
pub use wasm::TARGET;

/// The inputs of the build. The lockfiles identify the dependencies.
const INPUTS: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "core/Cargo.toml",
    "core/src",
    "core/words",
    "host",
    "package-lock.json",
    "pkg/README.md",
    "pkg/package.json",
    "rust-toolchain.toml",
    "schema",
    "src",
    "www/frame",
    "xtask/scripts",
    "xtask/src/build",
    "xtask/src/node.rs",
];

/// Runs `cargo xtask build`.
pub fn command() -> Result<(), Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs::to_build())?;
    ensure(&repo, &tools)?;
    println!("{}", repo.path("pkg").display());
    Ok(())
}

/// Runs `cargo xtask sbom`: prints the paths of the two bills of materials.
pub fn sbom_command() -> Result<(), Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs::to_build())?;
    ensure(&repo, &tools)?;
    for file in files(&repo.path("pkg/sbom"))? {
        println!("{}", file.display());
    }
    Ok(())
}

/// Builds `pkg/`, unless it is up to date.
pub fn ensure(repo: &Repo, tools: &Tools) -> Result<(), Error> {
    if is_built() {
        return Ok(());
    }
    let _alone = repo.exclusive("build")?;
    let stamp = repo.scratch("build")?.join("pkg");
    let pkg = repo.path("pkg");
    let inputs = fingerprint::of(repo, INPUTS)?;
    if fingerprint::is_current(&stamp, &inputs, &pkg)? {
        eprintln!("build: pkg/ is up to date");
        return Ok(());
    }
    let began = Instant::now();
    let staging = repo.scratch("build")?.join("staging");
    clear(&staging)?;
    step("wasm", || wasm::build(repo, tools))?;
    step("loader", || loader::build(repo, &staging))?;
    step("frame", || frame::build(repo, &staging.join("frame")))?;
    step("program", || cli::build(repo, &staging))?;
    step("package", || package::build(repo, &staging))?;
    step("sbom", || sbom::build(repo, &staging))?;
    package::install(&staging, &pkg)?;
    // A source that changed during the build has another hash, so the next call builds again.
    fingerprint::write_stamp(&stamp, &inputs, &pkg)?;
    eprintln!("build: pkg/ of release {} in {:.1} s", repo.release, began.elapsed().as_secs_f64());
    Ok(())
}

fn step(name: &str, work: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    let began = Instant::now();
    cpu::uncounted(work)?;
    eprintln!("build: {name} in {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}
