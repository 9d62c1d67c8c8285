//! `cargo xtask faults`: what goes wrong in networks, servers and clocks, crossed with every use
//! case, in each engine. The cells and what is expected of them are in `tests/faults/`.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use lexopt::prelude::*;
use serde_json::{Map, Value};

use crate::browsers::Engine;
use crate::end_to_end;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs, Tools};
use crate::test::Tally;

/// For `--help`.
pub const OPTIONS: &str = "  --engine E[,E]    of the browsers only chromium, firefox or webkit
  --fault F[,F]     only these faults; without it all in Chromium, and the chosen third in the others
  --use-case U[,U]  only these use cases
  --seed N          the choices of an earlier run again
  --json            for programs: how many cells there were in each engine, and which lost, doubled or told something wrong";

/// All cells of one engine.
const LIMIT: Duration = Duration::from_mins(30);

const SCRIPT: &str = "tests/faults/run.mjs";

#[derive(Default)]
struct Options {
    engines: Vec<Engine>,
    faults: Vec<String>,
    use_cases: Vec<String>,
    seed: Option<u32>,
    json: bool,
}

impl Options {
    fn parse(mut parser: lexopt::Parser) -> Result<Self, Error> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("engine") => {
                    for name in names(&mut parser)? {
                        options.engines.push(name.parse()?);
                    }
                }
                Long("fault") => options.faults.extend(names(&mut parser)?),
                Long("use-case") => options.use_cases.extend(names(&mut parser)?),
                Long("seed") => options.seed = Some(parser.value()?.parse()?),
                Long("json") => options.json = true,
                other => return Err(other.unexpected().into()),
            }
        }
        if options.engines.is_empty() {
            options.engines = Engine::ALL.to_vec();
        }
        Ok(options)
    }

    /// What the script is told for an engine.
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

fn names(parser: &mut lexopt::Parser) -> Result<Vec<String>, Error> {
    Ok(parser.value()?.string()?.split(',').map(str::to_owned).collect())
}

/// `cargo xtask faults`; exit code 1 when a cell fails in any engine.
pub fn command(parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let options = Options::parse(parser)?;
    let seed = options.seed.unwrap_or_else(any_seed);
    let repo = Repo::find()?;
    let tools =
        setup::ensure(&repo, &Needs { engines: options.engines.clone(), ..Needs::to_build() })?;
    let mut summary = Map::new();
    let mut all_held = true;
    for &engine in &options.engines {
        let verdict = run(&repo, &tools, engine, &options.arguments(engine, seed))?;
        all_held &= verdict.is_good();
        if !options.json {
            println!("{engine:<9} {}", verdict.to_line());
        }
        summary.insert(engine.name().to_owned(), verdict.summary);
    }
    summary.insert("seed".to_owned(), seed.into());
    if options.json {
        println!("{}", Value::from(summary));
    } else {
        println!("seed {seed}");
    }
    Ok(if all_held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The step of `cargo xtask test`: a few faults, always the same.
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

/// How the cells fared in one engine.
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
        Error::unexpected(&step, format!("ended ({status}) without its line: {printed:?}"))
    })?;
    // They are said once, for all engines.
    if let Value::Object(members) = &mut summary {
        members.remove("engine");
        members.remove("seed");
    }
    Ok(Verdict { summary, ended_well: status.success() })
}

/// Another one each time.
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
    fn a_verdict_is_good_only_when_nothing_failed_and_something_ran() {
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
    fn firefox_and_webkit_are_tried_with_a_third_unless_faults_are_named() {
        let all = Options::default();
        assert_eq!(all.arguments(Engine::Chromium, 7), ["--seed", "7"]);
        assert_eq!(all.arguments(Engine::WebKit, 7), ["--seed", "7", "--chosen"]);
        let named = Options { faults: vec!["cut".to_owned()], ..Options::default() };
        assert_eq!(named.arguments(Engine::WebKit, 7), ["--seed", "7", "--fault", "cut"]);
    }
}
