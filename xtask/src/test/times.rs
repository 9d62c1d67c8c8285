//! Fails the test when a step takes much more CPU time than before.
//!
//! 1. The figure of a step is its CPU time divided by the CPU time of a fixed piece of work,
//!    measured on the same machine during the step ([`Calibration`]). `xtask/step-times.json` keeps
//!    the figures.
//! 2. Steps run side by side, so that their wall times depend on their neighbours. CPU time does
//!    not count waiting. Compiling and installing do not count either ([`crate::cpu`]), because
//!    they depend on what earlier runs left behind.
//! 3. A step fails when its figure is more than half above the kept one *and* it used at least
//!    [`SLACK`] more CPU time than that, because short steps vary more.
//! 4. Each machine kind has its own figures. A step without a figure never fails.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use super::calibration::Calibration;
use super::outcome::Outcome;
use crate::error::Error;
use crate::repo::Repo;

/// How many times its kept figure a step may take.
const GROWTH: f64 = 1.5;

/// CPU time that a step may always take above its kept figure.
const SLACK: Duration = Duration::from_secs(30);

/// Step name → CPU time of the step divided by that of the fixed work.
type Ratios = BTreeMap<String, f64>;

/// The kept figures of each machine kind.
#[derive(Debug, Default, PartialEq)]
pub struct StepTimes(BTreeMap<String, Ratios>);

impl StepTimes {
    fn path(repo: &Repo) -> PathBuf {
        repo.path("xtask/step-times.json")
    }

    /// Reads the kept figures.
    pub fn read(repo: &Repo) -> Result<Self, Error> {
        let path = Self::path(repo);
        let text = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
        Self::parse(&text).ok_or_else(|| {
            Error::unexpected(path.display(), "must have an object of numbers for each machine")
        })
    }

    fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let ratio = |(step, ratio): (&String, &Value)| Some((step.clone(), ratio.as_f64()?));
        let machine = |(machine, ratios): (&String, &Value)| {
            let ratios = ratios.as_object()?.iter().map(ratio).collect::<Option<_>>()?;
            Some((machine.clone(), ratios))
        };
        value.as_object()?.iter().map(machine).collect::<Option<_>>().map(Self)
    }

    /// Writes the kept figures.
    pub fn write(&self, repo: &Repo) -> Result<(), Error> {
        let path = Self::path(repo);
        std::fs::write(&path, format!("{:#}\n", json!(self.0))).map_err(Error::file(&path))?;
        eprintln!("kept the CPU times of the steps in {}", path.display());
        Ok(())
    }

    /// Takes over the figures of the steps that succeeded. The figures of other steps and machines
    /// stay.
    pub fn keep(&mut self, outcomes: &[Outcome], calibration: &Calibration) {
        let ratios = self.0.entry(machine()).or_default();
        for outcome in succeeded(outcomes) {
            let Some(unit) = unit(outcome, calibration) else { continue };
            let ratio = outcome.cpu.as_secs_f64() / unit;
            ratios.insert(outcome.step.name(), (ratio * 10.0).round() / 10.0);
        }
    }

    /// Returns a sentence for each step whose CPU time grew.
    pub fn compare(&self, outcomes: &[Outcome], calibration: &Calibration) -> Vec<String> {
        let Some(ratios) = self.0.get(&machine()) else {
            eprintln!("CPU times are not compared: none are kept for {}", machine());
            return Vec::new();
        };
        let grown = succeeded(outcomes).filter_map(|outcome| {
            let step = outcome.step.name();
            let kept = ratios.get(&step)?;
            let unit = unit(outcome, calibration)?;
            let found = outcome.cpu.as_secs_f64() / unit;
            let is_grown = found > kept * GROWTH && (found - kept) * unit > SLACK.as_secs_f64();
            is_grown.then(|| {
                format!(
                    "{step} took {:.1} s of CPU time, {found:.1} times the calibration; {kept:.1} \
                     times is kept in xtask/step-times.json. Make the step faster, or keep the new \
                     times with `cargo xtask test --keep-times`",
                    outcome.cpu.as_secs_f64()
                )
            })
        });
        grown.collect()
    }
}

/// Returns the CPU time in seconds of the fixed work during a step.
fn unit(outcome: &Outcome, calibration: &Calibration) -> Option<f64> {
    let began = outcome.ended.checked_sub(outcome.took).unwrap_or(outcome.ended);
    calibration.between(began, outcome.ended)
}

/// A failed step may have ended early or late, so its time says nothing.
fn succeeded(outcomes: &[Outcome]) -> impl Iterator<Item = &Outcome> {
    outcomes.iter().filter(|outcome| outcome.tally.failed == 0)
}

/// Describes the machine kind: the system, the processor family and the number of cores.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{} {}, {cores} cores", std::env::consts::OS, std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::steps::Step;
    use super::super::tally::Tally;
    use super::*;

    fn outcome(cpu: f64, failed: u32) -> [Outcome; 1] {
        let (step, tally) = (Step::Types, Tally { passed: 1, failed });
        let (ended, cpu) = (Instant::now(), Duration::from_secs_f64(cpu));
        [Outcome { step, tally, ended, took: cpu, cpu }]
    }

    /// 100 seconds, where the fixed work takes half a second.
    fn kept() -> StepTimes {
        of(&machine(), &[("types", 200.0)])
    }

    fn of(machine: &str, ratios: &[(&str, f64)]) -> StepTimes {
        let ratios = ratios.iter().map(|(step, ratio)| ((*step).to_owned(), *ratio)).collect();
        StepTimes(BTreeMap::from([(machine.to_owned(), ratios)]))
    }

    fn grown(kept: &StepTimes, outcomes: &[Outcome], unit: f64) -> Vec<String> {
        kept.compare(outcomes, &Calibration::of(unit))
    }

    #[test]
    fn a_step_fails_above_one_and_a_half_times_its_figure() {
        assert_eq!(grown(&kept(), &outcome(149.0, 0), 0.5), Vec::<String>::new());
        let grown = grown(&kept(), &outcome(151.0, 0), 0.5);
        assert_eq!(grown.len(), 1);
        assert!(
            grown[0].starts_with(
                "types took 151.0 s of CPU time, 302.0 times the calibration; 200.0 times is kept"
            ),
            "{grown:?}"
        );
    }

    #[test]
    fn a_slower_machine_may_take_longer() {
        assert_eq!(grown(&kept(), &outcome(280.0, 0), 1.0).len(), 0);
        assert_eq!(grown(&kept(), &outcome(280.0, 0), 0.5).len(), 1);
    }

    #[test]
    fn a_short_step_may_vary() {
        let kept = of(&machine(), &[("types", 2.0)]);
        assert_eq!(grown(&kept, &outcome(30.9, 0), 0.5).len(), 0);
        assert_eq!(grown(&kept, &outcome(31.1, 0), 0.5).len(), 1);
    }

    #[test]
    fn failed_and_unknown_steps_and_other_machines_are_not_compared() {
        assert_eq!(grown(&kept(), &outcome(900.0, 1), 0.5).len(), 0);
        let other = of("other", &[("types", 200.0)]);
        assert_eq!(grown(&other, &outcome(900.0, 0), 0.5).len(), 0);
        let unknown = of(&machine(), &[]);
        assert_eq!(grown(&unknown, &outcome(900.0, 0), 0.5).len(), 0);
        assert_eq!(kept().compare(&outcome(900.0, 0), &Calibration::default()).len(), 0);
    }

    #[test]
    fn only_the_figures_of_successful_steps_are_replaced() {
        let mut times = of(&machine(), &[("fmt", 7.0), ("types", 200.0)]);
        times.0.insert("other".to_owned(), Ratios::new());
        times.keep(&outcome(120.0, 0), &Calibration::of(0.5));
        let mut expected = of(&machine(), &[("fmt", 7.0), ("types", 240.0)]);
        expected.0.insert("other".to_owned(), Ratios::new());
        assert_eq!(times, expected);
        times.keep(&outcome(900.0, 1), &Calibration::of(0.5));
        assert_eq!(times, expected, "a failed step keeps its figure");
    }

    #[test]
    fn the_file_is_read_as_it_is_written() {
        assert_eq!(StepTimes::parse(&json!(kept().0).to_string()), Some(kept()));
        assert_eq!(StepTimes::parse("{}"), Some(StepTimes::default()));
        assert_eq!(StepTimes::parse(r#"{"other": {"types": "long"}}"#), None);
        let kept = StepTimes::parse(include_str!("../../step-times.json"));
        assert!(kept.is_some(), "xtask/step-times.json");
    }
}
