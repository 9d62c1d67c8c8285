//! `cargo xtask bench`: measures the speed and the size of Sordino, of bare iframes, of a plain
//! page and of its peers. The measurements are in `tests/bench/`, the goals in
//! `tests/bench/goals.mjs`. `--write` puts the figures of a run into `docs/PERFORMANCE.md`.

use std::process::{Command, ExitCode};
use std::time::Duration;

use clap::Args;
use serde_json::Value;

use crate::browsers::Engine;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::screen::Screen;
use crate::setup::{self, Needs, Tools};
use crate::{build, node, sandbox};

/// The options of `cargo xtask bench`.
#[derive(Debug, Args)]
pub struct Options {
    /// Measure only these: loaders, bytes, ready, submit, reveal, keystroke, messages, memory,
    /// scale, firefox, webkit, sandbox
    #[arg(long, value_name = "NAME,…")]
    only: Option<String>,
    /// Take this many samples of each variant; without this option 20
    #[arg(long, value_name = "N")]
    samples: Option<u32>,
    /// Also write docs/PERFORMANCE.md and its plots, which needs all figures
    #[arg(long, conflicts_with = "only")]
    write: bool,
    /// Print JSON for programs: every figure with its spread, and every goal with `met`
    #[arg(long)]
    json: bool,
}

/// The folder of the peers: 140 MB that only this command installs.
const PEERS: &str = "tests/bench/peers";

/// A run takes ten minutes; the limit allows for a busy machine.
const LIMIT: Duration = Duration::from_mins(45);

/// Runs `cargo xtask bench`; exit code 1 when a goal is missed.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let needs = Needs { engines: Engine::ALL.to_vec(), ..Needs::to_build() };
    let tools = setup::ensure(&repo, &needs)?;
    setup::ensure_npm(&repo, PEERS)?;
    build::ensure(&repo, &tools)?;
    let server = sandbox::build_for_speed(&repo)?;
    let screen = Screen::open()?;
    let mut run = script(&repo, &tools, "tests/bench/run.mjs")?;
    for (name, value) in [
        ("--only", options.only.clone()),
        ("--samples", options.samples.map(|samples| samples.to_string())),
    ] {
        run.args(value.map(|value| [name.to_owned(), value]).into_iter().flatten());
    }
    run.env("SORDINO_SANDBOX_BIN", server).env("DISPLAY", &screen.display);
    let (status, printed) = process::run_any("bench", &mut run, LIMIT, Output::Returned)?;
    let line = printed.trim();
    let outcome: Value = serde_json::from_str(line).map_err(|_| {
        Error::unexpected("bench", format!("ended ({status}) without a line of JSON: {printed:?}"))
    })?;
    if options.write {
        let path = repo.scratch("bench")?.join("run.json");
        std::fs::write(&path, line).map_err(Error::file(&path))?;
        let mut report = script(&repo, &tools, "tests/bench/report/write.mjs")?;
        process::run(
            "docs/PERFORMANCE.md",
            report.arg(path),
            Duration::from_mins(1),
            Output::Shown,
        )?;
    }
    if options.json {
        println!("{line}");
    } else {
        print!("{}", to_table(&outcome));
    }
    Ok(if status.success() && outcome["ok"] == true {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prepares a script of `tests/` with the paths of all programs that it uses.
fn script(repo: &Repo, tools: &Tools, path: &str) -> Result<Command, Error> {
    let mut command = node::node(repo);
    command.arg(path).env("PATH", tools.path()).env("SORDINO_PACKAGE", repo.path("pkg"));
    for program in Engine::ALL.into_iter().flat_map(Engine::programs) {
        command.env(program.variable, program.path()?);
    }
    command.env("SORDINO_GECKODRIVER", tools.program("geckodriver")?);
    Ok(command)
}

/// Returns a line for each figure and for each goal.
fn to_table(outcome: &Value) -> String {
    let list = |name: &str| outcome[name].as_array().into_iter().flatten();
    let figures = list("figures").map(|figure| {
        let text = |name: &str| figure[name].as_str().unwrap_or_default().to_owned();
        let count = ["fields", "sessions", "clients"].iter().find_map(|name| figure[name].as_u64());
        let count = count.map(|count| format!("{count} ")).unwrap_or_default();
        let what = format!("{} {count}{} {}", text("name"), text("cache"), text("engine"));
        let median = |of: &Value| of["median"].as_f64().unwrap_or_default();
        let against = &figure["against"];
        let beside = against["what"].as_str().map_or_else(String::new, |what| {
            format!("{:>12.2} {what:<16} {:>6.2} ×", median(against), median(&figure["ratio"]))
        });
        format!("{what:<52} {:>12.2} {:<12} {beside}\n", median(&figure["sordino"]), text("unit"))
    });
    let goals = list("goals").map(|goal| {
        let met = match (goal["met"] == true, goal["later"] == true) {
            (true, _) => "met",
            (false, true) => "not yet",
            (false, false) => "NOT MET",
        };
        let [value, most] = ["value", "most"].map(|name| goal[name].as_f64().unwrap_or_default());
        let text = |name: &str| goal[name].as_str().unwrap_or_default().to_owned();
        format!(
            "goal: {:<46} {value:>12.2} of {most:>8.2} {:<18} {met}\n",
            text("goal"),
            text("unit")
        )
    });
    figures.chain(goals).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_table_has_a_line_for_each_figure_and_goal() {
        let figure = json!({
            "name": "ready", "fields": 12, "cache": "cold", "engine": "chromium", "unit": "ms",
            "sordino": { "median": 30.0 },
            "against": { "what": "bare iframes", "median": 20.0 },
            "ratio": { "median": 1.5 },
        });
        let goal = json!({
            "goal": "ready, 12 fields", "value": 1.5, "most": 1.2, "unit": "×",
            "met": false, "later": false,
        });
        let table = to_table(&json!({ "figures": [figure], "goals": [goal] }));
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].starts_with("ready 12 cold chromium") && lines[0].ends_with("1.50 ×"),
            "{table}"
        );
        assert!(lines[1].ends_with("NOT MET"), "{table}");
    }
}
