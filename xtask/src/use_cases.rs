//! `cargo xtask use-cases`: runs the thirteen use cases, page and server, in each engine against
//! the real sandbox. `cargo xtask wire`: writes and validates the requests that the vault sends for
//! them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use crate::arguments::Engines;
use crate::browsers::Engine;
use crate::cargo::{COMPILE_LIMIT, cargo, compile_tests};
use crate::cpu;
use crate::end_to_end;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs, Tools};
use crate::test::Tally;

/// The options of `cargo xtask use-cases`.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    engines: Engines,
    /// Print JSON for programs: for each engine, how many passed and the names of those that failed
    #[arg(long)]
    json: bool,
}

/// The options of `cargo xtask wire`.
#[derive(Debug, Args)]
pub struct WireOptions {
    /// The browser engine that sends the requests
    #[arg(long, value_enum, default_value_t = Engine::Chromium)]
    engine: Engine,
}

/// The result of the thirteen use cases in one engine.
pub struct Verdict {
    engine: Engine,
    /// `{"passed":13,"failed":[]}`, as the reporter of the tests writes it.
    line: String,
    summary: Value,
    /// All tests of the run, with their controls.
    pub tally: Tally,
}

impl Verdict {
    fn is_good(&self) -> bool {
        let failed = self.summary["failed"].as_array();
        failed.is_some_and(Vec::is_empty) && self.tally.failed == 0 && self.tally.passed > 0
    }
}

/// Runs `cargo xtask use-cases`; exit code 1 when a use case fails in any engine.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let engines = options.engines.chosen();
    let (repo, tools) = ready(&engines)?;
    let verdicts = engines.into_iter().map(|engine| run(&repo, &tools, engine, None));
    let verdicts: Vec<Verdict> = verdicts.collect::<Result<_, _>>()?;
    println!("{}", if options.json { to_json(&verdicts) } else { to_lines(&verdicts) });
    Ok(if verdicts.iter().all(Verdict::is_good) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs `cargo xtask wire`: writes the requests to `target/wire.jsonl` and validates them against
/// the schema.
pub fn wire_command(options: &WireOptions) -> Result<ExitCode, Error> {
    let engine = options.engine;
    let (repo, tools) = ready(&[engine])?;
    let file = repo.target.join("wire.jsonl");
    let verdict = run(&repo, &tools, engine, Some(&file))?;
    println!("{}", file.display());
    let fits = validate(&repo, &file)?;
    let is_good = verdict.is_good() && fits.failed == 0;
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the step of `cargo xtask test`: the use cases, and the validation of their requests.
pub fn check(repo: &Repo, tools: &Tools, engine: Engine) -> Result<Tally, Error> {
    let file = repo.scratch("wire")?.join(format!("{engine}.jsonl"));
    let verdict = run(repo, tools, engine, Some(&file))?;
    if !verdict.is_good() {
        return Ok(Tally { failed: verdict.tally.failed.max(1), ..verdict.tally });
    }
    Ok(verdict.tally + validate(repo, &file)?)
}

fn ready(engines: &[Engine]) -> Result<(Repo, Tools), Error> {
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs { engines: engines.to_vec(), ..Needs::to_build() })?;
    Ok((repo, tools))
}

/// Runs the use cases in one engine; the requests of the vault are written to `wire`.
fn run(repo: &Repo, tools: &Tools, engine: Engine, wire: Option<&Path>) -> Result<Verdict, Error> {
    let mut run = end_to_end::prepare(repo, tools, Some(engine))?;
    let verdict: PathBuf = repo.scratch("use-cases")?.join(format!("{engine}.json"));
    for file in std::iter::once(verdict.as_path()).chain(wire) {
        // A file of an earlier run must not be taken for the result of this one.
        std::fs::write(file, "").map_err(Error::file(file))?;
    }
    run.command.args(["--folder", "use-cases", "--verdict"]).arg(&verdict);
    if let Some(wire) = wire {
        run.command.env("SORDINO_WIRE", wire);
    }
    let step = format!("use-cases:{engine}");
    let (_status, printed) =
        process::run_any(&step, &mut run.command, end_to_end::LIMIT, Output::ShownAndReturned)?;
    let text = std::fs::read_to_string(&verdict).map_err(Error::file(&verdict))?;
    let summary = serde_json::from_str(&text)
        .map_err(|_| Error::unexpected(step, "ended without a verdict"))?;
    Ok(Verdict { engine, line: text.trim().to_owned(), summary, tally: Tally::parse(&printed) })
}

/// Validates each request of a file, with its variables, against the schema.
fn validate(repo: &Repo, file: &Path) -> Result<Tally, Error> {
    let mut command = cargo();
    command.args(["test", "--package", "sordino-core", "--test", "wire", "--", "--nocapture"]);
    command.current_dir(&repo.root).env("SORDINO_WIRE", file);
    cpu::uncounted(|| compile_tests("wire", &command))?;
    let (status, printed) =
        process::run_any("wire", &mut command, COMPILE_LIMIT, Output::ShownAndReturned)?;
    let tally = Tally::parse(&printed);
    let failed = if status.success() && tally.passed > 0 { 0 } else { tally.failed.max(1) };
    Ok(Tally { failed, ..tally })
}

/// Joins the lines of the reporter, which keeps the order of their members.
fn to_json(verdicts: &[Verdict]) -> String {
    let member = |Verdict { engine, line, .. }: &Verdict| format!("\"{engine}\": {line}");
    format!("{{{}}}", verdicts.iter().map(member).collect::<Vec<_>>().join(", "))
}

fn to_lines(verdicts: &[Verdict]) -> String {
    let line = |Verdict { engine, summary, .. }: &Verdict| {
        let failed = summary["failed"].as_array().map(Vec::as_slice).unwrap_or_default();
        let names: Vec<_> = failed.iter().filter_map(Value::as_str).collect();
        let names = if names.is_empty() {
            String::new()
        } else {
            format!(", failed: {}", names.join(", "))
        };
        format!("{:<9} {} of 13{names}", engine.name(), summary["passed"])
    };
    verdicts.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"passed":13,"failed":[]}"#;
    const BAD: &str = r#"{"passed":12,"failed":["set-pin"]}"#;

    fn verdict(engine: Engine, line: &str, passed: u32, failed: u32) -> Verdict {
        let summary = serde_json::from_str(line).unwrap_or_default();
        Verdict { engine, line: line.to_owned(), summary, tally: Tally { passed, failed } }
    }

    #[test]
    fn a_good_verdict_has_tests_and_no_failure() {
        let is_good =
            |line, passed, failed| verdict(Engine::Firefox, line, passed, failed).is_good();
        assert!(is_good(GOOD, 14, 0));
        assert!(!is_good(BAD, 13, 1));
        assert!(!is_good(GOOD, 13, 1), "a control failed");
        assert!(!is_good(GOOD, 0, 0));
        assert!(!is_good("{}", 14, 0));
    }

    #[test]
    fn the_text_has_a_line_and_the_json_a_member_for_each_engine() {
        let verdicts =
            [verdict(Engine::Chromium, GOOD, 14, 0), verdict(Engine::WebKit, BAD, 13, 1)];
        assert_eq!(to_lines(&verdicts), "chromium  13 of 13\nwebkit    12 of 13, failed: set-pin");
        let json = to_json(&verdicts);
        assert_eq!(json, format!(r#"{{"chromium": {GOOD}, "webkit": {BAD}}}"#));
        assert!(serde_json::from_str::<Value>(&json).is_ok());
    }
}
