//! `cargo xtask soak`: a long life on one page, in Chromium, whose own instruments say what is
//! still held. What is done there is in `tests/soak/`.

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::*;
use serde_json::Value;

use crate::browsers::Engine;
use crate::end_to_end;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs};

/// For `--help`.
pub const OPTIONS: &str = "  --sessions N   opened, used and destroyed on one page; 1000
  --mounts N     of one field; 5000
  --refreshes N  of the client token of one session with twelve fields; 6
  --json         for programs: each figure after the first hundred, at the end, and its growth in per cent";

/// A thousand sessions and five thousand mounts, on a machine that does other things too.
const LIMIT: Duration = Duration::from_mins(45);

/// `cargo xtask soak`; exit code 1 when anything grows.
pub fn command(mut parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let mut arguments: Vec<OsString> = Vec::new();
    let mut json = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Long(name @ ("sessions" | "mounts" | "refreshes")) => {
                let name = format!("--{name}");
                let count: u32 = parser.value()?.parse()?;
                arguments.extend([name.into(), count.to_string().into()]);
            }
            Long("json") => json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let repo = Repo::find()?;
    let tools =
        setup::ensure(&repo, &Needs { engines: vec![Engine::Chromium], ..Needs::to_build() })?;
    let mut run = end_to_end::script(&repo, &tools, Some(Engine::Chromium), "tests/soak/run.mjs")?;
    run.command.args(arguments);
    let (status, printed) = process::run_any("soak", &mut run.command, LIMIT, Output::Returned)?;
    let line = printed.trim();
    let summary: Value = serde_json::from_str(line).map_err(|_| {
        Error::unexpected("soak", format!("ended ({status}) without its line: {printed:?}"))
    })?;
    if json {
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

/// A line for each figure.
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
    fn a_person_reads_a_line_for_each_figure() {
        let growth =
            json!([{ "figure": "page nodes", "before": 21, "after": 22, "percent": 4.76 }]);
        let table =
            to_table(&json!({ "parts": { "sessions": { "count": 1000, "growth": growth } } }));
        assert_eq!(table, "sessions   page nodes                   21           22     4.76 %\n");
    }
}
