//! `cargo xtask faults`: tries each fault of networks, servers and clocks in every use case and
//! engine. The cells of this table and the expected results are in `tests/faults/`.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use clap::Args;
use serde_json::{Map, Value};

use crate::arguments::{Engines, Json};
use crate::browsers::Engine;
use crate::end_to_end;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs, Tools};
use crate::test::Tally;

/// The longest that all cells take in one engine.
const LIMIT: Duration = Duration::from_mins(30);

const SCRIPT: &str = "tests/faults/run.mjs";

/// The options of `cargo xtask faults`.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    engines: Engines,
    /// Try only these faults; without this option all of them in Chromium, and a selected third in
    /// the other engines
    #[arg(long = "fault", value_name = "FAULT", value_delimiter = ',')]
    faults: Vec<String>,
    /// Try only these use cases
    #[arg(long = "use-case", value_name = "USE CASE", value_delimiter = ',')]
    use_cases: Vec<String>,
    /// Repeat the random choices of an earlier run
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    #[command(flatten)]
    output: Json,
}

impl Options {
    /// Returns the arguments of the script for an engine.
    fn arguments(&self, engine: Engine, seed: u32) -> Vec<String> {
        let mut arguments = vec!["--seed".to_owned(), seed.to_string()];
        let named = |option: &str, names: &[String]| -> Vec<String> {
            names.iter().flat_map(|name| [option.to_owned(), name.clone()]).collect()
        };
        arguments.extend(named("--fault", &self.faults));
        arguments.extend(named("--use-case", &self.use_cases));
        if engine != Engine::Chromium && self.faults.is_empty() {
            arguments.push("--chosen".to_owned());
        }
        arguments
    }
}

/// Runs `cargo xtask faults`; exit code 1 when a cell fails in any engine.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let engines = options.engines.chosen();
    let seed = options.seed.unwrap_or_else(any_seed);
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &Needs { engines: engines.clone(), ..Needs::to_build() })?;
    let mut summary = Map::new();
    let mut all_held = true;
    for engine in engines {
        let verdict = run(&repo, &tools, engine, &options.arguments(engine, seed))?;
        all_held &= verdict.is_good();
        if !options.output.json {
            println!("{engine:<9} {}", verdict.to_line());
        }
        summary.insert(engine.name().to_owned(), verdict.summary);
    }
    summary.insert("seed".to_owned(), seed.into());
    if options.output.json {
        println!("{}", Value::from(summary));
    } else {
        println!("seed {seed}");
    }
    Ok(if all_held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the step of `cargo xtask test`: always the same few faults.
pub fn check(repo: &Repo, tools: &Tools) -> Result<Tally, Error> {
    let arguments = ["--quick", "--seed", "1"].map(str::to_owned);
    let verdict = run(repo, tools, Engine::Chromium, &arguments)?;
    let count = |name: &str| {
        verdict.summary[name]
            .as_array()
            .map_or(0, |list| u32::try_from(list.len()).unwrap_or(u32::MAX))
    };
    let cells =
        verdict.summary["cells"].as_u64().and_then(|cells| u32::try_from(cells).ok()).unwrap_or(0);
    let failed = if verdict.is_good() { 0 } else { count("failed").max(1) };
    Ok(Tally { passed: cells.saturating_sub(failed), failed })
}

/// The result of the cells of one engine.
struct Verdict {
    summary: Value,
    ended_well: bool,
}

impl Verdict {
    fn is_good(&self) -> bool {
        let failed = self.summary["failed"].as_array();
        self.ended_well
            && failed.is_some_and(Vec::is_empty)
            && self.summary["cells"].as_u64() > Some(0)
    }

    fn to_line(&self) -> String {
        let figures = ["cells", "lost", "doubled", "wrong"]
            .map(|name| format!("{} {name}", self.summary[name]));
        figures.join(", ")
    }
}

fn run(repo: &Repo, tools: &Tools, engine: Engine, arguments: &[String]) -> Result<Verdict, Error> {
    let mut run = end_to_end::script(repo, tools, Some(engine), SCRIPT)?;
    run.command.args(arguments).env("SORDINO_BROWSER", engine.name());
    let step = format!("faults:{engine}");
    let (status, printed) = process::run_any(&step, &mut run.command, LIMIT, Output::Returned)?;
    let mut summary: Value = serde_json::from_str(printed.trim()).map_err(|_| {
        Error::unexpected(&step, format!("ended ({status}) without a line of JSON: {printed:?}"))
    })?;
    // The caller prints both once for all engines.
    if let Value::Object(members) = &mut summary {
        members.remove("engine");
        members.remove("seed");
    }
    Ok(Verdict { summary, ended_well: status.success() })
}

/// Returns another seed each time.
fn any_seed() -> u32 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |now| now.subsec_nanos())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn verdict(summary: Value) -> Verdict {
        Verdict { summary, ended_well: true }
    }

    #[test]
    fn a_good_verdict_has_cells_and_no_failure() {
        assert!(verdict(json!({ "cells": 9, "failed": [] })).is_good());
        assert!(!verdict(json!({ "cells": 0, "failed": [] })).is_good());
        assert!(!verdict(json!({ "cells": 9, "failed": [{}] })).is_good());
        assert!(!verdict(json!({ "cells": 9 })).is_good());
        assert!(
            !Verdict { ended_well: false, ..verdict(json!({ "cells": 9, "failed": [] })) }
                .is_good()
        );
    }

    #[test]
    fn firefox_and_webkit_get_a_third_of_the_faults_unless_some_are_named() {
        let options = |faults| Options {
            engines: Engines::default(),
            faults,
            use_cases: Vec::new(),
            seed: None,
            output: Json { json: false },
        };
        let all = options(Vec::new());
        assert_eq!(all.arguments(Engine::Chromium, 7), ["--seed", "7"]);
        assert_eq!(all.arguments(Engine::WebKit, 7), ["--seed", "7", "--chosen"]);
        let named = options(vec!["cut".to_owned()]);
        assert_eq!(named.arguments(Engine::WebKit, 7), ["--seed", "7", "--fault", "cut"]);
    }
}
