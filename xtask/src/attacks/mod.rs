//! `cargo xtask attacks`: attacks every row of the threat model in every engine, and fails when a
//! row does not hold.
//!
//! The report has the results of the tests in `tests/attacks/` ([`rows`]), so a row without a test
//! can't hold.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use crate::arguments::{Engines, Json};
use crate::browsers::Engine;
use crate::end_to_end;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs, Tools};
use crate::side_by_side;
use rows::{Rows, Verdict};

/// The options of `cargo xtask attacks`.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    engines: Engines,
    #[command(flatten)]
    output: Json,
}

/// Runs `cargo xtask attacks`; exit code 1 when a row does not hold in an engine.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let engines = options.engines.chosen();
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs { engines: engines.clone(), ..Needs::to_build() })?;
    let report = Report {
        engines: match engines.as_slice() {
            [engine] => BTreeMap::from([(engine.name(), run(&repo, &tools, *engine)?)]),
            engines => run_side_by_side(&repo, &tools, engines)?,
        },
    };
    if options.output.json {
        println!("{:#}", report.to_json());
    } else {
        print!("{}", report.to_text());
    }
    Ok(if report.failed().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns how many rows hold in one engine, and a sentence for each row that does not.
pub fn in_engine(
    repo: &Repo,
    tools: &Tools,
    engine: Engine,
) -> Result<(usize, Vec<String>), Error> {
    let report = Report { engines: BTreeMap::from([(engine.name(), run(repo, tools, engine)?)]) };
    eprint!("{}", report.to_text());
    Ok((
        report.held().len(),
        report.failed().into_iter().map(|failure| failure.to_string()).collect(),
    ))
}

/// Attacks in several engines at once, each in its own process of this program.
fn run_side_by_side(
    repo: &Repo,
    tools: &Tools,
    engines: &[Engine],
) -> Result<BTreeMap<&'static str, Rows>, Error> {
    // The processes would otherwise wait for the first one to build.
    crate::build::ensure(repo, tools)?;
    crate::sandbox::build(repo)?;
    for engine in engines {
        verdicts(repo, *engine)?;
    }
    let arguments =
        |engine: &Engine| ["attacks", "--engine", engine.name()].map(str::to_owned).to_vec();
    let ended = side_by_side::run(engines.iter().map(arguments).collect())?;
    let mut found = BTreeMap::new();
    for engine in engines {
        let is_good = |one: &process::Ended| one.status.is_some_and(|status| status.success());
        let is_good = ended.iter().any(|one| one.name.ends_with(engine.name()) && is_good(one));
        let file = repo.scratch("attacks")?.join(format!("{engine}.jsonl"));
        let rows = Rows::read(&std::fs::read_to_string(&file).map_err(Error::file(&file))?)?;
        if !is_good && rows.all_hold() {
            return Err(Error::unexpected(
                format!("attacks:{engine}"),
                "a test failed that belongs to no row",
            ));
        }
        found.insert(engine.name(), rows);
    }
    Ok(found)
}

/// Creates the file that the tests of an engine write their verdicts to, without the verdicts of
/// earlier runs.
fn verdicts(repo: &Repo, engine: Engine) -> Result<PathBuf, Error> {
    let file = repo.scratch("attacks")?.join(format!("{engine}.jsonl"));
    std::fs::write(&file, "").map_err(Error::file(&file))?;
    Ok(file)
}

fn run(repo: &Repo, tools: &Tools, engine: Engine) -> Result<Rows, Error> {
    let step = format!("attacks:{engine}");
    let file = verdicts(repo, engine)?;
    let mut run = end_to_end::prepare(repo, tools, Some(engine))?;
    run.command.args(["--folder", "attacks", "--verdict"]).arg(&file);
    let (status, _) = process::run_any(&step, &mut run.command, end_to_end::LIMIT, Output::Shown)?;
    let lines = std::fs::read_to_string(&file).map_err(Error::file(&file))?;
    let rows = Rows::read(&lines)?;
    if !status.success() && rows.all_hold() {
        return Err(Error::unexpected(step, "a test failed that belongs to no row"));
    }
    Ok(rows)
}

/// A row that does not hold.
struct Failed {
    row: u32,
    engine: &'static str,
    why: String,
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} in {}: {}", self.row, self.engine, self.why)
    }
}

/// The results of all engines.
#[derive(Default)]
struct Report {
    engines: BTreeMap<&'static str, Rows>,
}

impl Report {
    /// Returns the numbers from 1 to the last row of any engine, so that a missing row is noticed.
    fn numbers(&self) -> Vec<u32> {
        let last = self.engines.values().filter_map(Rows::last).max().unwrap_or_default();
        (1..=last).collect()
    }

    fn failed_in(&self, engine: &'static str, rows: &Rows) -> Vec<Failed> {
        let failure = |row| match rows.verdict(row) {
            Verdict::Held | Verdict::NotApplicable => None,
            Verdict::Failed(why) => Some(Failed { row, engine, why }),
        };
        self.numbers().into_iter().filter_map(failure).collect()
    }

    fn failed(&self) -> Vec<Failed> {
        let mut failed: Vec<_> =
            self.engines.iter().flat_map(|(engine, rows)| self.failed_in(engine, rows)).collect();
        if self.numbers().is_empty() {
            failed.push(Failed {
                row: 0,
                engine: "any engine",
                why: "no row was attacked".to_owned(),
            });
        }
        failed
    }

    /// Returns the rows that hold in at least one engine and fail in none.
    fn held(&self) -> BTreeSet<u32> {
        let verdicts = |row| self.engines.values().map(move |rows| rows.verdict(row));
        let holds = |row: &u32| {
            verdicts(*row).all(|verdict| !matches!(verdict, Verdict::Failed(_)))
                && verdicts(*row).any(|verdict| verdict == Verdict::Held)
        };
        self.numbers().into_iter().filter(holds).collect()
    }

    fn to_json(&self) -> Value {
        let in_one = |(engine, rows): (&&'static str, &Rows)| {
            let held = self
                .numbers()
                .into_iter()
                .filter(|row| rows.verdict(*row) == Verdict::Held)
                .count();
            let failed: Vec<_> =
                self.failed_in(engine, rows).iter().map(|failed| failed.row).collect();
            ((*engine).to_owned(), json!({ "held": held, "failed": failed }))
        };
        let not_applicable = self.engines.iter().flat_map(|(engine, rows)| {
            rows.not_applicable()
                .map(move |(row, why)| json!({ "row": row, "engine": engine, "why": why }))
        });
        let failed = self.failed();
        let failed = failed
            .iter()
            .map(|Failed { row, engine, why }| json!({ "row": row, "engine": engine, "why": why }));
        json!({
            "rows": self.numbers().len(),
            "engines": self.engines.iter().map(in_one).collect::<serde_json::Map<_, _>>(),
            "held": self.held().len(),
            "failed": failed.collect::<Vec<_>>(),
            "not_applicable": not_applicable.collect::<Vec<_>>(),
        })
    }

    fn to_text(&self) -> String {
        let mut lines = Vec::new();
        for (engine, rows) in &self.engines {
            for (row, why) in rows.not_applicable() {
                lines.push(format!("not applicable: {row} in {engine}: {why}\n"));
            }
        }
        for failed in self.failed() {
            lines.push(format!("FAILED: {failed}\n"));
        }
        let engines: Vec<_> = self.engines.keys().copied().collect();
        let (held, all) = (self.held().len(), self.numbers().len());
        lines.push(format!("{held} of {all} rows hold in {}\n", engines.join(", ")));
        lines.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELD: &str = r#"{"row":"1 a","part":"attack: x","passed":true}
{"row":"1 a","part":"control: y","passed":true}
"#;

    fn report(chromium: &str, firefox: &str) -> Result<Value, Error> {
        let engines = [("chromium", Rows::read(chromium)?), ("firefox", Rows::read(firefox)?)];
        Ok(Report { engines: BTreeMap::from(engines) }.to_json())
    }

    #[test]
    fn a_row_that_holds_everywhere() -> Result<(), Error> {
        let report = report(HELD, HELD)?;
        assert_eq!(report["rows"], 1);
        assert_eq!(report["held"], 1);
        assert_eq!(report["engines"]["firefox"], json!({ "held": 1, "failed": [] }));
        assert_eq!(report["failed"], json!([]));
        Ok(())
    }

    #[test]
    fn a_row_that_is_missing_in_one_engine() -> Result<(), Error> {
        let report = report(HELD, "")?;
        assert_eq!(report["held"], 0);
        assert_eq!(
            report["failed"],
            json!([{ "row": 1, "engine": "firefox", "why": "it was not attacked" }])
        );
        Ok(())
    }

    #[test]
    fn a_row_that_does_not_apply_has_a_reason() -> Result<(), Error> {
        let without =
            r#"{"row":"1 a","part":"not applicable: attack: x: there is no y","passed":true}"#;
        let report = report(HELD, without)?;
        assert_eq!(report["held"], 1);
        assert_eq!(
            report["not_applicable"],
            json!([{ "row": 1, "engine": "firefox", "why": "attack: x: there is no y" }])
        );
        Ok(())
    }

    #[test]
    fn a_report_without_rows_is_a_failure() {
        assert!(!Report::default().failed().is_empty());
    }
}
