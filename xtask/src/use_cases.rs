//! `cargo xtask use-cases`: the thirteen use cases, both halves, in each engine against the real
//! sandbox; and `cargo xtask wire`: what the vault sent for them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use serde_json::Value;

use crate::browsers::Engine;
use crate::end_to_end;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo};
use crate::setup::{self, Needs, Tools};
use crate::test::Tally;

/// For `--help`.
pub const OPTIONS: &str = "  --engine E[,E]  of the browsers only chromium, firefox or webkit
  --json          for programs: how many passed in each engine, and the names of those that failed";

/// For `--help` of `wire`.
pub const WIRE_OPTIONS: &str =
    "  --engine E  the browser that sends the requests; without it chromium";

/// How the thirteen fared in one engine.
pub struct Verdict {
    engine: Engine,
    /// `{"passed":13,"failed":[]}`, as the tests' reporter says it.
    line: String,
    summary: Value,
    /// All tests of the run, their controls too.
    pub tally: Tally,
}

impl Verdict {
    fn is_good(&self) -> bool {
        let failed = self.summary["failed"].as_array();
        failed.is_some_and(Vec::is_empty) && self.tally.failed == 0 && self.tally.passed > 0
    }
}

/// `cargo xtask use-cases`; exit code 1 when one fails in any engine.
pub fn command(mut parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let mut engines = Vec::new();
    let mut as_json = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("engine") => {
                for name in parser.value()?.string()?.split(',') {
                    engines.push(name.parse()?);
                }
            }
            Long("json") => as_json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    if engines.is_empty() {
        engines = Engine::ALL.to_vec();
    }
    let (repo, tools) = ready(&engines)?;
    let verdicts = engines.into_iter().map(|engine| run(&repo, &tools, engine, None));
    let verdicts: Vec<Verdict> = verdicts.collect::<Result<_, _>>()?;
    println!("{}", if as_json { to_json(&verdicts) } else { to_lines(&verdicts) });
    Ok(if verdicts.iter().all(Verdict::is_good) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `cargo xtask wire`: writes what the vault sent to `target/wire.jsonl` and holds it to the
/// schema.
pub fn wire_command(mut parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let mut engine = Engine::Chromium;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("engine") => engine = parser.value()?.string()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    let (repo, tools) = ready(&[engine])?;
    let file = repo.target.join("wire.jsonl");
    let verdict = run(&repo, &tools, engine, Some(&file))?;
    println!("{}", file.display());
    let fits = validate(&repo, &file)?;
    let is_good = verdict.is_good() && fits.failed == 0;
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The step of `cargo xtask test`: the use cases, and their requests held to the schema.
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

/// Runs the use cases in one engine; `wire` is where what the vault sends is written.
fn run(repo: &Repo, tools: &Tools, engine: Engine, wire: Option<&Path>) -> Result<Verdict, Error> {
    let mut run = end_to_end::prepare(repo, tools, Some(engine))?;
    let verdict: PathBuf = repo.scratch("use-cases")?.join(format!("{engine}.json"));
    for file in std::iter::once(verdict.as_path()).chain(wire) {
        // One of an earlier run would be taken for this one's.
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
    Ok(Verdict { engine, line: text.trim().to_owned(), summary, tally: Tally::read(&printed) })
}

/// Holds each request of a file to the schema, its variables too.
fn validate(repo: &Repo, file: &Path) -> Result<Tally, Error> {
    let mut command = cargo();
    command.args(["test", "--package", "sordino-core", "--test", "wire", "--", "--nocapture"]);
    command.current_dir(&repo.root).env("SORDINO_WIRE", file);
    let (status, printed) = process::run_any(
        "wire",
        &mut command,
        std::time::Duration::from_mins(15),
        Output::ShownAndReturned,
    )?;
    let tally = Tally::read(&printed);
    let failed = if status.success() && tally.passed > 0 { 0 } else { tally.failed.max(1) };
    Ok(Tally { failed, ..tally })
}

/// By hand, so that the members stand in the order in which they are read.
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
    fn a_verdict_is_good_only_when_nothing_failed_and_something_ran() {
        let is_good =
            |line, passed, failed| verdict(Engine::Firefox, line, passed, failed).is_good();
        assert!(is_good(GOOD, 14, 0));
        assert!(!is_good(BAD, 13, 1));
        assert!(!is_good(GOOD, 13, 1), "a control failed");
        assert!(!is_good(GOOD, 0, 0));
        assert!(!is_good("{}", 14, 0));
    }

    #[test]
    fn a_person_reads_a_line_for_each_engine_and_a_program_one_object() {
        let verdicts =
            [verdict(Engine::Chromium, GOOD, 14, 0), verdict(Engine::WebKit, BAD, 13, 1)];
        assert_eq!(to_lines(&verdicts), "chromium  13 of 13\nwebkit    12 of 13, failed: set-pin");
        let json = to_json(&verdicts);
        assert_eq!(json, format!(r#"{{"chromium": {GOOD}, "webkit": {BAD}}}"#));
        assert!(serde_json::from_str::<Value>(&json).is_ok());
    }
}
