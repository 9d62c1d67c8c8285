//! Starts the scripts of `tests/`. Environment variables give them the path of each program that
//! they use.

use std::process::Command;
use std::time::Duration;

use crate::browsers::Engine;
use crate::error::Error;
use crate::repo::Repo;
use crate::screen::Screen;
use crate::setup::Tools;
use crate::{build, node, sandbox};

/// The longest that all browser tests take in one engine.
pub const LIMIT: Duration = Duration::from_mins(30);

/// A script of `tests/`, ready to start.
pub struct Run {
    /// The command; the caller may add options.
    pub command: Command,
    _screen: Option<Screen>,
}

/// Builds `pkg/` and the sandbox, and prepares the test runner for an engine; without an
/// engine, for the tests in Node.js.
pub fn prepare(repo: &Repo, tools: &Tools, engine: Option<Engine>) -> Result<Run, Error> {
    let mut run = script(repo, tools, engine, "tests/run.mjs")?;
    run.command.arg(engine.map_or("node", Engine::name));
    Ok(run)
}

/// Builds `pkg/` and the sandbox, and prepares a script for an engine; without an engine, for
/// Node.js alone.
pub fn script(
    repo: &Repo,
    tools: &Tools,
    engine: Option<Engine>,
    path: &str,
) -> Result<Run, Error> {
    build::ensure(repo, tools)?;
    let sandbox = sandbox::build(repo)?;
    let mut command = node::node(repo);
    command.arg(path);
    command.env("PATH", tools.path());
    command.env("SORDINO_SANDBOX_BIN", sandbox).env("SORDINO_PACKAGE", repo.path("pkg"));
    for program in engine.map(Engine::programs).unwrap_or_default() {
        command.env(program.variable, program.path()?);
    }
    if engine == Some(Engine::Firefox) {
        command.env("SORDINO_GECKODRIVER", tools.program("geckodriver")?);
    }
    let screen = if engine == Some(Engine::WebKit) { Some(Screen::open()?) } else { None };
    if let Some(screen) = &screen {
        command.env("DISPLAY", &screen.display);
    }
    Ok(Run { command, _screen: screen })
}
