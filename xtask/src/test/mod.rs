//! `cargo xtask test`: every check there is, in order, each with a name, a time and a limit. What
//! differs only by its engine runs side by side.
//!
//! - [`options`]: which steps, by name
//! - [`steps`]: what each of them runs
//! - [`tally`]: how many tests that were

mod options;
mod steps;
pub(crate) mod tally;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::repo::Repo;
use crate::{build, sandbox, setup, side_by_side};
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
    for group in chosen.chunk_by(|one, other| one.is_beside(*other)) {
        let new = match group {
            [step] => vec![run(*step, &context)],
            steps => run_side_by_side(steps, &context)?,
        };
        let is_good = new.iter().all(|outcome| outcome.tally.failed == 0);
        outcomes.extend(new);
        if !is_good && !options.keep_going {
            break;
        }
    }
    Ok(report(&chosen, &outcomes))
}

fn run(step: Step, context: &Context<'_>) -> Outcome {
    eprintln!("\n── {}: {}", step.name(), step.line());
    let began = Instant::now();
    let tally = match step.run(context) {
        Ok(tally) => tally,
        Err(error) => {
            eprintln!("error: {error}");
            Tally { passed: 0, failed: 1 }
        }
    };
    Outcome { step, tally, took: began.elapsed() }
}

/// One step for each engine, all at once: each in a process of its own of this program, which ends
/// with the step's tally.
fn run_side_by_side(steps: &[Step], context: &Context<'_>) -> Result<Vec<Outcome>, Error> {
    let names: Vec<String> = steps.iter().map(|step| step.name()).collect();
    eprintln!("\n── {} at once: {}", names.join(", "), steps[0].line());
    // Once, and not by the first of them while the others wait.
    build::ensure(context.repo, context.tools)?;
    sandbox::build(context.repo)?;
    let wishes =
        names.iter().map(|name| ["test", "--only", name].map(str::to_owned).to_vec()).collect();
    let ended = side_by_side::run(wishes)?;
    let outcome = |(step, name): (&Step, &String)| {
        let own = ended.iter().find(|ended| ended.name.ends_with(name));
        let took = own.map_or(Duration::ZERO, |ended| ended.took);
        let said = own.and_then(|ended| Tally::read_closing_line(&ended.printed));
        let is_good = own.and_then(|ended| ended.status).is_some_and(|status| status.success());
        // It failed even when it counted no failure, or nothing at all.
        let tally = said.unwrap_or_default();
        let tally = if is_good && tally.passed > 0 {
            tally
        } else {
            Tally { failed: tally.failed.max(1), ..tally }
        };
        Outcome { step: *step, tally, took }
    };
    Ok(steps.iter().zip(&names).map(outcome).collect())
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
    let left_out: Vec<String> =
        chosen.iter().skip(outcomes.len()).map(|step| step.name()).collect();
    if !left_out.is_empty() {
        println!("not run after the failure (--keep-going runs them): {}", left_out.join(", "));
    }
    let total = outcomes.iter().fold(Tally::default(), |sum, outcome| sum + outcome.tally);
    println!("{total}");
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
