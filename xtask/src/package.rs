//! `cargo xtask package`: packs the tarball that npm would publish; with `--check`, installs,
//! builds and uses it in every example.

use std::process::{Command, ExitCode};
use std::time::Duration;

use clap::Args;

use crate::browsers::Engine;
use crate::cargo::{COMPILE_LIMIT, cargo};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs, Tools};
use crate::test::Tally;
use crate::{build, cpu, node, sandbox};

/// The options of `cargo xtask package`.
#[derive(Debug, Args)]
pub struct Options {
    /// Install the tarball into each of examples/, build it, open it in Chromium and set a PIN;
    /// exit code 1 when one fails. It downloads their dependencies from the npm registry
    #[arg(long)]
    check: bool,
    /// Check only this example; may be repeated
    #[arg(long, value_name = "EXAMPLE", requires = "check")]
    only: Vec<String>,
    /// Print a line of JSON for each example
    #[arg(long)]
    json: bool,
}

/// The longest that packing takes.
const PACK: Duration = Duration::from_mins(2);
/// The longest that the examples take; all of them take 15 minutes on a slow machine.
const CHECK: Duration = Duration::from_hours(1);

/// The customer's server in Rust, which the examples use.
const EXAMPLE_SERVER: &str = "sordino-example-server";

/// The quick examples, for `cargo xtask test`: they download no bundler, or a small one.
const QUICK: [&str; 2] = ["script", "esbuild"];

/// Runs `cargo xtask package`.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    if !options.check {
        return pack();
    }
    let repo = Repo::find()?;
    let tools =
        setup::ensure(&repo, &Needs { engines: vec![Engine::Chromium], ..Needs::to_build() })?;
    let (ok, lines) = check(&repo, &tools, &options.only)?;
    if options.json {
        print!("{lines}");
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the step of `cargo xtask test`; each example is one test.
pub fn quick(repo: &Repo, tools: &Tools) -> Result<Tally, Error> {
    let (ok, lines) = check(repo, tools, &QUICK.map(str::to_owned))?;
    let count = |verdict: &str| u32::try_from(lines.matches(verdict).count()).unwrap_or(u32::MAX);
    let (passed, failed) = (count("\"ok\":true"), count("\"ok\":false"));
    // The script can fail without a failed example.
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

/// Returns whether all examples passed, and a JSON line for each one.
fn check(repo: &Repo, tools: &Tools, names: &[String]) -> Result<(bool, String), Error> {
    build::ensure(repo, tools)?;
    let program = sandbox::build(repo)?;
    let mut server = cargo();
    server.args(["build", "--package", EXAMPLE_SERVER]).current_dir(&repo.root);
    cpu::uncounted(|| {
        process::run("build the customer's server", &mut server, COMPILE_LIMIT, Output::Shown)
    })?;

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
