//! `cargo xtask soak`: opens many sessions and mounts many fields on one page in Chromium, and
//! measures with Chromium's own tools that no memory is left behind. The script is in
//! `tests/soak/`.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde_json::Value;

use crate::browsers::Engine;
use crate::end_to_end;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs};

/// The options of `cargo xtask soak`.
#[derive(Debug, Args)]
pub struct Options {
    /// Open, use and destroy this many sessions on one page; without this option 1000
    #[arg(long, value_name = "N")]
    sessions: Option<u32>,
    /// Mount one field this many times; without this option 5000
    #[arg(long, value_name = "N")]
    mounts: Option<u32>,
    /// Refresh the client token of a session with twelve fields this many times; without this
    /// option 6
    #[arg(long, value_name = "N")]
    refreshes: Option<u32>,
    /// Print JSON for programs: each figure after the first hundred and at the end, and its growth
    /// in per cent
    #[arg(long)]
    json: bool,
}

/// The longest that a thousand sessions and five thousand mounts take on a busy machine.
const LIMIT: Duration = Duration::from_mins(45);

/// Runs `cargo xtask soak`; exit code 1 when a figure grows.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let tools =
        setup::ensure(&repo, &Needs { engines: vec![Engine::Chromium], ..Needs::to_build() })?;
    let mut run = end_to_end::script(&repo, &tools, Some(Engine::Chromium), "tests/soak/run.mjs")?;
    for (name, count) in [
        ("--sessions", options.sessions),
        ("--mounts", options.mounts),
        ("--refreshes", options.refreshes),
    ] {
        run.command
            .args(count.map(|count| [name.to_owned(), count.to_string()]).into_iter().flatten());
    }
    let (status, printed) = process::run_any("soak", &mut run.command, LIMIT, Output::Returned)?;
    let line = printed.trim();
    let summary: Value = serde_json::from_str(line).map_err(|_| {
        Error::unexpected("soak", format!("ended ({status}) without a line of JSON: {printed:?}"))
    })?;
    if options.json {
        println!("{line}");
    } else {
        print!("{}", to_table(&summary));
    }
    Ok(if status.success() && summary["ok"] == true {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Returns a line for each figure.
fn to_table(summary: &Value) -> String {
    let parts = summary["parts"].as_object().into_iter().flatten();
    let lines = parts.flat_map(|(part, outcome)| {
        outcome["growth"].as_array().into_iter().flatten().map(move |growth| {
            let figure = growth["figure"].as_str().unwrap_or_default();
            let [before, after, percent] =
                ["before", "after", "percent"].map(|name| growth[name].as_f64().unwrap_or(0.0));
            format!("{part:<10} {figure:<18} {before:>12} {after:>12} {percent:>8.2} %\n")
        })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_table_has_a_line_for_each_figure() {
        let growth =
            json!([{ "figure": "page nodes", "before": 21, "after": 22, "percent": 4.76 }]);
        let table =
            to_table(&json!({ "parts": { "sessions": { "count": 1000, "growth": growth } } }));
        assert_eq!(table, "sessions   page nodes                   21           22     4.76 %\n");
    }
}
