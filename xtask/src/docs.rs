//! `cargo xtask docs`: the documentation as a site, and what is checked of it.
//!
//! Its tools are npm packages of `docs/site/`, installed only for this: what makes the site
//! (`VitePress`), and what reads types (`TypeDoc`, API Extractor).

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::*;

use crate::browsers::Engine;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs, Tools};
use crate::test::Tally;
use crate::{build, node};

pub const OPTIONS: &str = "  --api       writes docs/api/ anew: what the package exports, as types
  --check     fails when docs/api/ is not what the package exports, or a page in Chromium is not accessible, too; this is what
              `cargo xtask test` does";

/// A tool that reads all pages or all types, on a slow machine.
const LIMIT: Duration = Duration::from_mins(5);

/// Where the tools are.
const TOOLS: &str = "docs/site";

/// `cargo xtask docs`
pub fn command(mut parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let (mut api, mut check) = (false, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("api") => api = true,
            Long("check") => check = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let repo = Repo::find()?;
    let engines = if check { vec![Engine::Chromium] } else { vec![] };
    let tools = setup::ensure(&repo, &Needs { engines, ..Needs::to_build() })?;
    if api {
        prepare(&repo, &tools)?;
        run(&repo, "write docs/api/", &["api-report.mjs", "--renew"])?;
    } else if check {
        self::check(&repo, &tools)?;
    } else {
        prepare(&repo, &tools)?;
        run(&repo, "build the site", &["build.mjs"])?;
        println!("{}", repo.path("target/docs/site").display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The step of `cargo xtask test`: the API report, a site whose links all lead somewhere, and how
/// its pages are in a browser.
pub fn check(repo: &Repo, tools: &Tools) -> Result<Tally, Error> {
    prepare(repo, tools)?;
    run(repo, "API report", &["api-report.mjs"])?;
    run(repo, "build the site", &["build.mjs"])?;
    let mut look = node::node(repo);
    look.args(["tests/tools/site-check.mjs", "target/docs/site"]).env("PATH", tools.path());
    for program in Engine::Chromium.programs() {
        look.env(program.variable, program.path()?);
    }
    process::run("look at the site", &mut look, LIMIT, Output::Shown)?;
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
