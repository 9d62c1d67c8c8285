//! `cargo xtask test`: every check there is, each with a name, a time and a limit.
//!
//! - [`options`]: which steps, by name
//! - [`steps`]: their names and what each needs; [`checks`]: what each runs
//! - [`queue`]: which is begun next
//! - [`tally`]: how many tests that were
//!
//! One step runs in this process. Several run in a process each, as many at once as there are
//! workers; what a step says is shown as a whole when it ends.

mod checks;
mod options;
mod queue;
mod steps;
mod tally;

use std::process::{Command, ExitCode};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::process::{self, Ended};
use crate::repo::{BUILT, Repo};
use crate::{build, sandbox, setup};
use checks::Context;
pub use options::Options;
use queue::Queue;
use steps::Step;
pub use tally::Tally;

/// The longest that a step may take: each has limits of its own, this one only stops a hang.
const LIMIT: Duration = Duration::from_hours(1);

/// How a step went.
struct Outcome {
    step: Step,
    tally: Tally,
    took: Duration,
}

/// Runs the steps asked for; exit code 1 when any failed.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let chosen = options.steps()?;
    if options.list {
        for step in &chosen {
            println!("{:<18} {}", step.name(), step.line());
        }
        return Ok(ExitCode::SUCCESS);
    }
    let repo = Repo::find()?;
    let tools = setup::ensure(&repo, &steps::needs(&chosen))?;
    let context = Context { repo: &repo, tools: &tools };
    let began = Instant::now();
    let outcomes = match chosen.as_slice() {
        [step] => vec![run(*step, &context)],
        steps => run_queue(steps, &context, options.keep_going)?,
    };
    Ok(report(&chosen, &outcomes, began.elapsed()))
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

/// Runs each step in a process of its own of this program, which ends with the step's tally.
fn run_queue(
    steps: &[Step],
    context: &Context<'_>,
    keeps_going: bool,
) -> Result<Vec<Outcome>, Error> {
    let builds = steps.contains(&Step::Build);
    if !builds && steps.iter().any(|step| step.needs_build()) {
        build::ensure(context.repo, context.tools)?;
        sandbox::build(context.repo)?;
    }
    let program = std::env::current_exe().map_err(Error::file("this program"))?;
    let queue = Queue::new(steps, !builds, keeps_going);
    let outcomes = Mutex::new(Vec::new());
    let take = || {
        let step = queue.take()?;
        let mut command = Command::new(&program);
        command.args(["test", "--only", &step.name()]);
        if step.needs_build() {
            command.env(BUILT, "1");
        }
        Some((step, step.name(), command))
    };
    let done = |step: Step, ended: Ended| {
        let outcome = outcome_of(step, &ended);
        let seconds = outcome.took.as_secs_f64();
        let text = ended.printed.trim();
        eprintln!("\n── {}: {} ({seconds:.1} s)\n{text}", step.name(), step.line());
        queue.end(step, outcome.tally.failed == 0);
        outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
    };
    process::run_queue(workers(), LIMIT, take, done)?;
    Ok(outcomes.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// One more than there are cores, since browsers wait for the network and for each other much of
/// the time; one on a machine with one core.
fn workers() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if cores > 1 { cores + 1 } else { 1 }
}

fn outcome_of(step: Step, ended: &Ended) -> Outcome {
    let said = Tally::parse_closing_line(&ended.printed).unwrap_or_default();
    let is_good = ended.status.is_some_and(|status| status.success());
    // Without success something failed, whatever was counted. Budgets of instructions may have
    // nothing to say on this machine; every other step has.
    let has_said = said.passed > 0 || step == Step::Counts;
    let tally =
        if is_good && has_said { said } else { Tally { failed: said.failed.max(1), ..said } };
    Outcome { step, tally, took: ended.took }
}

/// Prints what was run and the closing line.
fn report(chosen: &[Step], outcomes: &[Outcome], took: Duration) -> ExitCode {
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
    let was_run = |step: &&Step| outcomes.iter().any(|outcome| outcome.step == **step);
    let left_out: Vec<String> =
        chosen.iter().filter(|step| !was_run(step)).map(|step| step.name()).collect();
    if !left_out.is_empty() {
        println!("not run after the failure (--keep-going runs them): {}", left_out.join(", "));
    }
    let total = outcomes.iter().fold(Tally::default(), |sum, outcome| sum + outcome.tally);
    if outcomes.len() > 1 {
        let alone: Duration = outcomes.iter().map(|outcome| outcome.took).sum();
        let (took, alone) = (took.as_secs_f64(), alone.as_secs_f64());
        println!("all in {took:.1} s; the steps' times make {alone:.1} s");
    }
    println!("{total}");
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
