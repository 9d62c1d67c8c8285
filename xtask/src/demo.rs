//! `cargo xtask demo`: the demo page, for a person or (`--check`) driven by a browser.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::browsers::Engine;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::sandbox::{self, Sandbox};
use crate::setup::{self, Needs, Tools};
use crate::{build, node};

/// Every origin on a free port, nothing kept, and its state open to the check.
const CHECKED: [&str; 11] = [
    "--app-port",
    "0",
    "--frame-port",
    "0",
    "--api-port",
    "0",
    "--upload-port",
    "0",
    "--control-port",
    "0",
    "--controls",
];

/// Sets up, builds and serves until ctrl-c; `options` go to the sandbox as they are.
pub fn serve(options: &[OsString]) -> Result<(), Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs::to_build())?;
    build::ensure(&repo, &tools)?;
    sandbox::build(&repo)?;
    let options: Vec<&OsStr> = options.iter().map(OsString::as_os_str).collect();
    let sandbox = Sandbox::start(&repo, &options)?;
    println!("{}", sandbox.addresses["app"].as_str().unwrap_or_default());
    sandbox.wait()
}

/// `cargo xtask demo --check`: one JSON line of what was proved, exit code 1 when it wasn't.
pub fn check_command() -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let began = Instant::now();
    let tools =
        setup::ensure(&repo, &Needs { engines: vec![Engine::Chromium], ..Needs::to_build() })?;
    build::ensure(&repo, &tools)?;
    sandbox::build(&repo)?;
    eprintln!("demo: ready to be checked after {:.1} s", began.elapsed().as_secs_f64());
    let verdict = check(&repo, &tools)?;
    println!("{}", verdict.line);
    Ok(if verdict.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the check found.
pub struct Verdict {
    /// Whether the PIN typed on the page is the card's.
    pub ok: bool,
    /// All of it, in one line of JSON.
    pub line: String,
}

/// Sets a PIN on the demo page in headless Chromium and looks at what the sandbox stored.
pub fn check(repo: &Repo, tools: &Tools) -> Result<Verdict, Error> {
    let mut options: Vec<&OsStr> = CHECKED.iter().map(OsStr::new).collect();
    options.extend(["--database", ":memory:"].map(OsStr::new));
    let sandbox = Sandbox::start(repo, &options)?;
    let mut script = node::node(repo);
    script.arg("tests/tools/demo-check.mjs");
    script.env("SORDINO_ADDRESSES", sandbox.addresses.to_string()).env("PATH", tools.path());
    let (status, printed) =
        process::run_any("demo check", &mut script, Duration::from_mins(2), Output::Returned)?;
    let line = printed.trim().to_owned();
    let answer: Value = serde_json::from_str(&line).map_err(|_| {
        Error::unexpected("demo check", format!("ended ({status}) without its line: {printed:?}"))
    })?;
    Ok(Verdict { ok: status.success() && answer["ok"] == true, line })
}
