//! The result of a step, and the report of all of them.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::steps::Step;
use super::tally::Tally;
use crate::process::Ended;

/// The start of the line that a process with a single step prints for its parent.
const CPU_LINE: &str = "CPU time: ";

/// The result of a step.
pub struct Outcome {
    pub step: Step,
    pub tally: Tally,
    pub ended: Instant,
    /// Wall time. It depends on the steps that ran at the same time.
    pub took: Duration,
    /// CPU time without compiling and installing.
    pub cpu: Duration,
}

impl Outcome {
    /// Reads the output of a process that ran one step and has just ended.
    pub fn parse(step: Step, ended: &Ended) -> Self {
        let found = Tally::parse_closing_line(&ended.printed).unwrap_or_default();
        let is_success = ended.status.is_some_and(|status| status.success());
        // A step must pass at least one test, except that no budget of instructions may apply to
        // this machine.
        let has_tests = found.passed > 0 || step == Step::Counts;
        let tally = if is_success && has_tests {
            found
        } else {
            Tally { failed: found.failed.max(1), ..found }
        };
        let cpu = parse_cpu(&ended.printed).unwrap_or_default();
        Self { step, tally, ended: Instant::now(), took: ended.took, cpu }
    }

    /// Returns the two times for people.
    pub fn times(&self) -> String {
        format!("{:.1} s, CPU {:.1} s", self.took.as_secs_f64(), self.cpu.as_secs_f64())
    }

    fn to_line(&self) -> String {
        format!(
            "{:<18} {:<6} {:>4} passed {:>3} failed {:>7.1} s {:>7.1} s CPU\n",
            self.step.name(),
            if self.tally.failed == 0 { "ok" } else { "FAILED" },
            self.tally.passed,
            self.tally.failed,
            self.took.as_secs_f64(),
            self.cpu.as_secs_f64()
        )
    }
}

fn parse_cpu(printed: &str) -> Option<Duration> {
    printed.lines().rev().find_map(|line| {
        let seconds = line.strip_prefix(CPU_LINE)?.strip_suffix(" s")?.parse().ok()?;
        Duration::try_from_secs_f64(seconds).ok()
    })
}

/// The results of all steps that ran.
pub struct Report {
    pub outcomes: Vec<Outcome>,
    /// A sentence for each step whose CPU time grew.
    pub growth: Vec<String>,
    /// Wall time of the whole run.
    pub took: Duration,
}

impl Report {
    /// Returns the report of a run with one step.
    pub fn of_one(outcome: Outcome) -> Self {
        let took = outcome.took;
        Self { outcomes: vec![outcome], growth: Vec::new(), took }
    }

    /// Adds up the tests; each step whose CPU time grew counts as one failed test.
    pub fn total(&self) -> Tally {
        let grown = u32::try_from(self.growth.len()).unwrap_or(u32::MAX);
        let tallies = self.outcomes.iter().map(|outcome| outcome.tally);
        tallies.fold(Tally { passed: 0, failed: grown }, |sum, tally| sum + tally)
    }

    /// Returns a line for each step, the problems, and the closing line.
    pub fn to_text(&self, chosen: &[Step]) -> String {
        let mut text = String::from("\n");
        text.extend(self.outcomes.iter().map(Outcome::to_line));
        let was_run = |step: &Step| self.outcomes.iter().any(|outcome| outcome.step == *step);
        let skipped: Vec<String> =
            chosen.iter().filter(|step| !was_run(step)).map(|step| step.name()).collect();
        // Writing to a string can't fail.
        if !skipped.is_empty() {
            let names = skipped.join(", ");
            let _ = writeln!(text, "skipped after a failure (--keep-going runs them): {names}");
        }
        for sentence in &self.growth {
            let _ = writeln!(text, "FAILED: {sentence}");
        }
        let seconds = |duration: Duration| duration.as_secs_f64();
        if let [one] = self.outcomes.as_slice() {
            let _ = writeln!(text, "{CPU_LINE}{:.3} s", seconds(one.cpu));
        } else {
            let _ = writeln!(
                text,
                "all steps in {:.1} s; the sum of their times is {:.1} s, CPU {:.1} s",
                seconds(self.took),
                seconds(self.outcomes.iter().map(|outcome| outcome.took).sum()),
                seconds(self.outcomes.iter().map(|outcome| outcome.cpu).sum()),
            );
        }
        let _ = writeln!(text, "{}", self.total());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(step: Step, failed: u32) -> Outcome {
        let (took, cpu) = (Duration::from_secs(9), Duration::from_millis(2_500));
        Outcome { step, tally: Tally { passed: 3, failed }, ended: Instant::now(), took, cpu }
    }

    #[test]
    fn the_parent_reads_what_the_process_of_a_step_prints() {
        let printed = Report::of_one(outcome(Step::Fmt, 1)).to_text(&[Step::Fmt]);
        let ended =
            Ended { name: "fmt".to_owned(), status: None, printed, took: Duration::from_secs(10) };
        let read = Outcome::parse(Step::Fmt, &ended);
        assert_eq!(read.tally, Tally { passed: 3, failed: 1 });
        assert_eq!(read.cpu, Duration::from_millis(2_500));
        assert_eq!(read.times(), "10.0 s, CPU 2.5 s");
    }

    #[test]
    fn a_process_that_prints_nothing_has_failed() {
        let (name, printed) = ("fmt".to_owned(), String::new());
        let ended = Ended { name, status: None, printed, took: Duration::ZERO };
        let read = Outcome::parse(Step::Fmt, &ended);
        assert_eq!((read.tally.failed, read.cpu), (1, Duration::ZERO));
    }

    #[test]
    fn the_report_names_skipped_steps_and_growth() {
        let report = Report {
            outcomes: vec![outcome(Step::Fmt, 0), outcome(Step::Lint, 1)],
            growth: vec!["fmt grew".to_owned()],
            took: Duration::from_secs(10),
        };
        let text = report.to_text(&[Step::Fmt, Step::Lint, Step::Types]);
        assert!(text.contains("skipped after a failure (--keep-going runs them): types\n"));
        assert!(text.contains("\nFAILED: fmt grew\n"), "{text}");
        assert!(text.ends_with("CPU 5.0 s\n6 passed, 2 failed\n"), "{text}");
    }
}
