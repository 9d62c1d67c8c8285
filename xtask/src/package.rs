//! `cargo xtask package`: the tarball that npm would publish; with `--check`, installed, built and used in every example.

use std::ffi::OsString;
use std::process::{Command, ExitCode};
use std::time::Duration;

use lexopt::prelude::*;

use crate::browsers::Engine;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo};
use crate::setup::{self, Needs};
use crate::{build, node, sandbox};

/// For `--help`.
pub const OPTIONS: &str = "  --check [NAME…]  installs the tarball into examples/ (all, or those named), builds each, opens it in Chromium and sets a PIN;
                   one JSON line for each, exit code 1 when any failed. It asks the npm registry for what they depend on";

/// Packing takes a moment; all the examples take a quarter of an hour on a slow machine.
const PACK: Duration = Duration::from_mins(2);
const CHECK: Duration = Duration::from_hours(1);

/// The customer's server of the examples, in Rust.
const EXAMPLE_SERVER: &str = "sordino-example-server";

/// Packs, or checks.
pub fn command(mut parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let mut is_check = false;
    let mut names: Vec<OsString> = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("check") => is_check = true,
            Value(name) if is_check => names.push(name),
            other => return Err(other.unexpected().into()),
        }
    }
    if is_check { check(&names) } else { pack() }
}

fn pack() -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs::to_build())?;
    build::ensure(&repo, &tools)?;
    let folder = repo.scratch("package")?;
    let mut npm = Command::new("npm");
    npm.args(["pack", "--silent", "--pack-destination"]).arg(&folder).current_dir(repo.path("pkg"));
    let name = process::run("npm pack", &mut npm, PACK, Output::Returned)?;
    println!("{}", folder.join(name.trim()).display());
    Ok(ExitCode::SUCCESS)
}

fn check(names: &[OsString]) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs { engines: vec![Engine::Chromium], ..Needs::to_build() })?;
    build::ensure(&repo, &tools)?;
    let program = sandbox::build(&repo)?;
    let mut server = cargo();
    server.args(["build", "--package", EXAMPLE_SERVER]).current_dir(&repo.root);
    process::run("build the customer's server", &mut server, Duration::from_mins(30), Output::Shown)?;

    let mut script = node::node(&repo);
    script.arg("tests/tools/package-check.mjs").arg(repo.scratch("package")?).args(names);
    script.env("SORDINO_SANDBOX_BIN", program).env("SORDINO_PACKAGE", repo.path("pkg"));
    script.env("SORDINO_EXAMPLE_SERVER", repo.program(EXAMPLE_SERVER)).env("PATH", tools.path());
    for program in Engine::Chromium.programs() {
        script.env(program.variable, program.path()?);
    }
    let (status, lines) = process::run_any("package check", &mut script, CHECK, Output::Returned)?;
    print!("{lines}");
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
