//! `cargo xtask docs`: builds the documentation as a site, and checks it.
//!
//! Its tools are the npm packages of `docs/site/`, which only this command installs: `VitePress`
//! builds the site, `TypeDoc` and API Extractor read the types.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use crate::browsers::Engine;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs, Tools};
use crate::test::Tally;
use crate::{build, node};

/// The options of `cargo xtask docs`.
#[derive(Debug, Args)]
pub struct Options {
    /// Write docs/api/, the exported names and types of the package
    #[arg(long)]
    api: bool,
    /// Check more: fail when docs/api/ does not match the exports, or a page is not accessible in
    /// Chromium; `cargo xtask test` does this
    #[arg(long, conflicts_with = "api")]
    check: bool,
}

/// The longest that a tool takes to read all pages or all types on a slow machine.
const LIMIT: Duration = Duration::from_mins(5);

/// The folder of the tools.
const TOOLS: &str = "docs/site";

/// Runs `cargo xtask docs`.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let engines = if options.check { vec![Engine::Chromium] } else { vec![] };
    let tools = setup::ensure(&repo, &Needs { engines, ..Needs::to_build() })?;
    if options.api {
        prepare(&repo, &tools)?;
        run(&repo, "write docs/api/", &["api-report.mjs", "--renew"])?;
    } else if options.check {
        check(&repo, &tools)?;
    } else {
        prepare(&repo, &tools)?;
        run(&repo, "build the site", &["build.mjs"])?;
        println!("{}", repo.path("target/docs/site").display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the step of `cargo xtask test`: compares the API report with the exports, builds the site,
/// which fails on a broken link, and checks its pages in a browser.
pub fn check(repo: &Repo, tools: &Tools) -> Result<Tally, Error> {
    prepare(repo, tools)?;
    run(repo, "API report", &["api-report.mjs"])?;
    run(repo, "build the site", &["build.mjs"])?;
    let mut look = node::node(repo);
    look.args(["tests/tools/site-check.mjs", "target/docs/site"]).env("PATH", tools.path());
    for program in Engine::Chromium.programs() {
        look.env(program.variable, program.path()?);
    }
    process::run("check the site", &mut look, LIMIT, Output::Shown)?;
    Ok(Tally { passed: 3, ..Tally::default() })
}

fn prepare(repo: &Repo, tools: &Tools) -> Result<(), Error> {
    build::ensure(repo, tools)?;
    setup::ensure_npm(repo, TOOLS)
}

fn run(repo: &Repo, what: &str, script: &[&str]) -> Result<(), Error> {
    let mut command = node::node(repo);
    let (name, options) = script.split_first().unwrap_or((&"", &[]));
    command.arg(Path::new(TOOLS).join(name)).args(options);
    process::run(what, &mut command, LIMIT, Output::Shown).map(drop)
}
