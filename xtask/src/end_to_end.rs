//! The tests of `tests/`, started with everything they need named: they look for nothing by
//! themselves.

use std::process::Command;
use std::time::Duration;

use crate::browsers::Engine;
use crate::error::Error;
use crate::repo::Repo;
use crate::screen::Screen;
use crate::setup::Tools;
use crate::{build, node, sandbox};

/// All browser tests in one engine.
pub const LIMIT: Duration = Duration::from_mins(30);

/// A script of `tests/`, ready to be started.
pub struct Run {
    /// It, with what it needs; options may be added.
    pub command: Command,
    _screen: Option<Screen>,
}

/// Builds what is tested and readies the runner of an engine, or of Node.js alone.
pub fn prepare(repo: &Repo, tools: &Tools, engine: Option<Engine>) -> Result<Run, Error> {
    let mut run = script(repo, tools, engine, "tests/run.mjs")?;
    run.command.arg(engine.map_or("node", Engine::name));
    Ok(run)
}

/// Builds what is tested and readies a script that is for an engine, or for Node.js alone.
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
