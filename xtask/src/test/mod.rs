//! `cargo xtask test`: every check there is, in order, each with a name, a time and a limit.
//!
//! - [`options`]: which steps, by name
//! - [`steps`]: what each of them runs
//! - [`tally`]: how many tests that were

mod options;
mod steps;
mod tally;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::repo::Repo;
use crate::setup;
pub use options::{OPTIONS, Options};
use steps::{Context, Step};
pub use tally::Tally;

/// How a step went.
struct Outcome {
    step: Step,
    tally: Tally,
    took: Duration,
}

/// Runs the steps asked for; exit code 1 when any failed.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let chosen = options.steps();
    if options.list {
        for step in &chosen {
            println!("{:<18} {}", step.name(), step.line());
        }
        return Ok(ExitCode::SUCCESS);
    }
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &steps::needs(&chosen))?;
    let context = Context { repo: &repo, tools: &tools };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in &chosen {
        eprintln!("\n── {}: {}", step.name(), step.line());
        let began = Instant::now();
        let tally = match step.run(&context) {
            Ok(tally) => tally,
            Err(error) => {
                eprintln!("error: {error}");
                Tally { passed: 0, failed: 1 }
            }
        };
        outcomes.push(Outcome { step: *step, tally, took: began.elapsed() });
        if tally.failed > 0 && !options.keep_going {
            break;
        }
    }
    Ok(report(&chosen, &outcomes))
}

/// Prints what was run and the closing line.
fn report(chosen: &[Step], outcomes: &[Outcome]) -> ExitCode {
    println!();
    for Outcome { step, tally, took } in outcomes {
        let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
        let name = step.name();
        println!(
            "{name:<18} {verdict:<6} {:>4} passed {:>3} failed {:>7.1} s",
            tally.passed,
            tally.failed,
            took.as_secs_f64()
        );
    }
    let left_out: Vec<String> = chosen.iter().skip(outcomes.len()).map(|step| step.name()).collect();
    if !left_out.is_empty() {
        println!("not run after the failure (--keep-going runs them): {}", left_out.join(", "));
    }
    let total = outcomes.iter().fold(Tally::default(), |sum, outcome| sum + outcome.tally);
    println!("{total}");
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
