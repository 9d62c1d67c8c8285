//! `cargo xtask package`: the tarball that npm would publish; with `--check`, installed, built and
//! used in every example.

use std::process::{Command, ExitCode};
use std::time::Duration;

use lexopt::prelude::*;

use crate::browsers::Engine;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo};
use crate::setup::{self, Needs, Tools};
use crate::test::tally::Tally;
use crate::{build, node, sandbox};

/// For `--help`.
pub const OPTIONS: &str = "  --check      installs the tarball into each of examples/, builds it, opens it in Chromium and sets a PIN; exit code 1
               when any failed. It asks the npm registry for what they depend on
  --only NAME  one example; may be given more than once
  --json       one JSON line for each on standard output";

/// Packing takes a moment; all the examples take a quarter of an hour on a slow machine.
const PACK: Duration = Duration::from_mins(2);
const CHECK: Duration = Duration::from_hours(1);

/// The customer's server of the examples, in Rust.
const EXAMPLE_SERVER: &str = "sordino-example-server";

/// The examples that need no bundler to be downloaded, or one small one: what `cargo xtask test`
/// has time for.
const QUICK: [&str; 2] = ["script", "esbuild"];

/// Packs, or checks.
pub fn command(mut parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let (mut is_check, mut is_json) = (false, false);
    let mut names: Vec<String> = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("check") => is_check = true,
            Long("json") => is_json = true,
            Long("only") => names.push(parser.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    if !is_check {
        return pack();
    }
    let repo = Repo::find()?;
    let tools =
        setup::ensure(&repo, &Needs { engines: vec![Engine::Chromium], ..Needs::to_build() })?;
    let (ok, lines) = check(&repo, &tools, &names)?;
    if is_json {
        print!("{lines}");
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The step of `cargo xtask test`: each example is one that passed or failed.
pub fn quick(repo: &Repo, tools: &Tools) -> Result<Tally, Error> {
    let (ok, lines) = check(repo, tools, &QUICK.map(str::to_owned))?;
    let count = |verdict: &str| u32::try_from(lines.matches(verdict).count()).unwrap_or(u32::MAX);
    let (passed, failed) = (count("\"ok\":true"), count("\"ok\":false"));
    // It failed even when no example did.
    Ok(Tally { passed, failed: if ok { failed } else { failed.max(1) } })
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

/// Whether all passed, and a JSON line for each.
fn check(repo: &Repo, tools: &Tools, names: &[String]) -> Result<(bool, String), Error> {
    build::ensure(repo, tools)?;
    let program = sandbox::build(repo)?;
    let mut server = cargo();
    server.args(["build", "--package", EXAMPLE_SERVER]).current_dir(&repo.root);
    process::run(
        "build the customer's server",
        &mut server,
        Duration::from_mins(30),
        Output::Shown,
    )?;

    let mut script = node::node(repo);
    script.arg("tests/tools/package-check.mjs").arg(repo.scratch("package")?).args(names);
    script.env("SORDINO_SANDBOX_BIN", program).env("SORDINO_PACKAGE", repo.path("pkg"));
    script.env("SORDINO_EXAMPLE_SERVER", repo.program(EXAMPLE_SERVER)).env("PATH", tools.path());
    for program in Engine::Chromium.programs() {
        script.env(program.variable, program.path()?);
    }
    let (status, lines) = process::run_any("package check", &mut script, CHECK, Output::Returned)?;
    Ok((status.success(), lines))
}
