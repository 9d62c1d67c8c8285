//! `cargo xtask demo`: serves the demo page or, with `--check`, tests it in a browser.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value;

use crate::browsers::Engine;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::sandbox::{self, Sandbox};
use crate::setup::{self, Needs, Tools};
use crate::{build, node};

/// The options of `cargo xtask demo`.
#[derive(Debug, Args)]
pub struct Options {
    /// Set a PIN on the page in headless Chromium and print the proof as one JSON line; exit code 1
    /// when it failed
    #[arg(long, exclusive = true)]
    check: bool,
    /// Options for the sandbox, such as `--app-port 0` or `--database FILE`; `cargo run -p
    /// sordino-sandbox -- serve --help` lists all of them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "SANDBOX OPTIONS")]
    sandbox: Vec<OsString>,
}

/// Sandbox options for the check: free ports, nothing stored, and controls that show its state.
const CHECKED: [&str; 13] = [
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
    "--database",
    ":memory:",
];

/// Runs `cargo xtask demo`.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    if options.check {
        return check_command();
    }
    for option in ["--check", "--help", "-h"] {
        if options.sandbox.iter().any(|given| given == option) {
            return Err(Error::usage(format!("{option} can't follow the options of the sandbox")));
        }
    }
    serve(&options.sandbox).map(|()| ExitCode::SUCCESS)
}

/// Sets up, builds and serves until ctrl-c.
fn serve(options: &[OsString]) -> Result<(), Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs::to_build())?;
    build::ensure(&repo, &tools)?;
    sandbox::build(&repo)?;
    let options: Vec<&OsStr> = options.iter().map(OsString::as_os_str).collect();
    let sandbox = Sandbox::start(&repo, &options)?;
    println!("{}", sandbox.addresses["app"].as_str().unwrap_or_default());
    sandbox.wait()
}

fn check_command() -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let began = Instant::now();
    let tools =
        setup::ensure(&repo, &Needs { engines: vec![Engine::Chromium], ..Needs::to_build() })?;
    build::ensure(&repo, &tools)?;
    sandbox::build(&repo)?;
    eprintln!("demo: set up and built after {:.1} s", began.elapsed().as_secs_f64());
    let verdict = check(&repo, &tools)?;
    println!("{}", verdict.line);
    Ok(if verdict.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The result of the check.
pub struct Verdict {
    /// Whether the card has the PIN that was typed on the page.
    pub ok: bool,
    /// The whole result as one line of JSON.
    pub line: String,
}

/// Sets a PIN on the demo page in headless Chromium and compares it with what the sandbox stored.
pub fn check(repo: &Repo, tools: &Tools) -> Result<Verdict, Error> {
    let sandbox = Sandbox::start(repo, &CHECKED.map(OsStr::new))?;
    let mut script = node::node(repo);
    script.arg("tests/tools/demo-check.mjs");
    script.env("SORDINO_ADDRESSES", sandbox.addresses.to_string()).env("PATH", tools.path());
    let (status, printed) =
        process::run_any("demo check", &mut script, Duration::from_mins(2), Output::Returned)?;
    let line = printed.trim().to_owned();
    let answer: Value = serde_json::from_str(&line).map_err(|_| {
        let why = format!("ended ({status}) without a line of JSON: {printed:?}");
        Error::unexpected("demo check", why)
    })?;
    Ok(Verdict { ok: status.success() && answer["ok"] == true, line })
}
