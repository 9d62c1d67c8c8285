//! `cargo xtask test`: runs every check as a step with a name, a time and a limit.
//!
//! - [`options`]: which steps
//! - [`steps`]: their names and needs; [`checks`]: the programs that they run
//! - [`queue`]: the order in which they begin
//! - [`outcome`]: the result of a step; [`tally`]: its number of tests
//! - [`times`]: compares the CPU time of the steps with kept figures; [`calibration`]: the speed of
//!   this machine
//!
//! A single step runs in this process. Several steps run in a process each, as many at once as
//! there are workers; the output of each is shown as a whole at its end.

mod calibration;
mod checks;
mod options;
mod outcome;
mod queue;
mod steps;
mod tally;
mod times;

use std::process::{Command, ExitCode};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::process::{self, Ended};
use crate::repo::{BUILT, Repo};
use crate::{build, cpu, sandbox, setup};
use calibration::Calibration;
use checks::Context;
pub use options::Options;
use outcome::{Outcome, Report};
use queue::Queue;
use steps::Step;
pub use tally::Tally;
use times::StepTimes;

/// Stops a step that hangs; each program of a step has its own, shorter limit.
const LIMIT: Duration = Duration::from_hours(1);

/// Runs the chosen steps; exit code 1 when any failed.
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
    let report = match chosen.as_slice() {
        [step] if !options.keep_times => Report::of_one(run(*step, &context)),
        steps => {
            let (outcomes, calibration) =
                Calibration::beside(|| run_queue(steps, &context, options.keep_going));
            let outcomes = outcomes?;
            let mut kept = StepTimes::read(&repo)?;
            let growth = if options.keep_times {
                kept.keep(&outcomes, &calibration);
                kept.write(&repo)?;
                Vec::new()
            } else {
                kept.compare(&outcomes, &calibration)
            };
            Report { outcomes, growth, took: began.elapsed() }
        }
    };
    print!("{}", report.to_text(&chosen));
    Ok(if report.total().failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs a step in this process.
fn run(step: Step, context: &Context<'_>) -> Outcome {
    eprintln!("\n── {}: {}", step.name(), step.line());
    let (began, cpu_before) = (Instant::now(), cpu::counted());
    let tally = match step.run(context) {
        Ok(tally) => tally,
        Err(error) => {
            eprintln!("error: {error}");
            Tally { passed: 0, failed: 1 }
        }
    };
    let cpu = cpu::counted().saturating_sub(cpu_before);
    Outcome { step, tally, ended: Instant::now(), took: began.elapsed(), cpu }
}

/// Runs each step in its own process of this program.
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
        let outcome = Outcome::parse(step, &ended);
        eprintln!("\n── {} ({})\n{}", step.name(), outcome.times(), ended.printed.trim());
        queue.end(step, outcome.tally.failed == 0);
        outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
    };
    process::run_queue(workers(), LIMIT, take, done)?;
    Ok(outcomes.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Returns one worker more than there are cores, because browsers wait for the network and for each
/// other much of the time; one worker on a machine with one core.
fn workers() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if cores > 1 { cores + 1 } else { 1 }
}
