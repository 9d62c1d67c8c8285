//! Reads the output of libFuzzer and of the fuzzed program.

use serde_json::{Value, json};

use crate::process::Ended;

/// The result of a target.
#[derive(Debug, PartialEq, Default)]
pub struct Outcome {
    /// The name of the target.
    pub target: String,
    inputs: u64,
    /// Inputs that the parser accepted, of those that the program had counted in its last report.
    accepted: u64,
    counted: u64,
    panics: u32,
    /// Edges of the control flow that were reached with the corpus, and at the end.
    edges_at_first: u64,
    edges: u64,
    /// Inputs that reached new code.
    found: u64,
    slowest_ns: u64,
    seconds: f64,
    seed: u32,
    ended_well: bool,
    /// The last lines of the output, for an error message.
    pub last_words: String,
}

impl Outcome {
    /// Reads the output of a run.
    pub fn read(ended: &Ended, seed: u32) -> Self {
        let mut outcome = Self {
            target: ended.name.clone(),
            seconds: ended.took.as_secs_f64(),
            seed,
            ended_well: ended.status.is_some_and(|status| status.success()),
            ..Self::default()
        };
        for line in ended.printed.lines() {
            outcome.read_line(line);
        }
        let lines: Vec<&str> =
            ended.printed.lines().filter(|line| !line.starts_with('#')).collect();
        outcome.last_words = lines[lines.len().saturating_sub(30)..].join("\n");
        outcome
    }

    /// Reads a line, such as `#1024 INITED cov: 83 ft: 84 corp: 1/1b …`, `#2048 DONE cov: …`,
    /// `sordino: inputs 10 accepted 7 slowest_ns 5`, `stat::number_of_executed_units: 10`, `thread
    /// … panicked at …`
    fn read_line(&mut self, line: &str) {
        if let Some(words) = line.strip_prefix('#') {
            self.inputs = words
                .split_whitespace()
                .next()
                .and_then(|count| count.parse().ok())
                .unwrap_or(self.inputs);
            self.edges = number_after(words, "cov: ").unwrap_or(self.edges);
            self.found = number_after(words, "corp: ").unwrap_or(self.found);
            if words.contains("INITED") {
                self.edges_at_first = self.edges;
            }
        } else if let Some(words) = line.strip_prefix("sordino: ") {
            self.counted = number_after(words, "inputs ").unwrap_or_default();
            self.accepted = number_after(words, "accepted ").unwrap_or_default();
            self.slowest_ns = number_after(words, "slowest_ns ").unwrap_or_default();
        } else if line.starts_with("stat::number_of_executed_units:") {
            self.inputs = number_after(line, ": ").unwrap_or(self.inputs);
        } else if line.starts_with("thread ") && line.contains(" panicked at ") {
            self.panics += 1;
        }
    }

    /// Returns whether all inputs were tried without a panic.
    pub fn holds(&self, inputs: u64) -> bool {
        self.ended_well && self.panics == 0 && self.inputs >= inputs
    }

    fn accepted_share(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a share in per cent")]
        let share = self.accepted as f64 / self.counted.max(1) as f64;
        (share * 1_000.0).round() / 1_000.0
    }

    /// Returns the wall time of the slowest input in milliseconds.
    fn slowest_ms(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
        let slowest = self.slowest_ns as f64 / 1e6;
        (slowest * 1_000.0).round() / 1_000.0
    }

    /// Returns the result for programs.
    pub fn to_json(&self) -> Value {
        json!({
            "target": self.target,
            "inputs": self.inputs,
            "panics": self.panics,
            "ended_well": self.ended_well,
            "accepted_share": self.accepted_share(),
            "edges_of_the_corpus": self.edges_at_first,
            "edges": self.edges,
            "found": self.found,
            "slowest_ms": self.slowest_ms(),
            "seconds": self.seconds.round(),
            "seed": self.seed,
        })
    }

    /// Returns the result for people.
    pub fn to_line(&self) -> String {
        format!(
            "{:<11} {:>9} inputs, {} panics, {:.1} % accepted, {} edges (the corpus alone: {}), \
             slowest {} ms, {:.0} s, seed {}\n",
            self.target,
            self.inputs,
            self.panics,
            self.accepted_share() * 100.0,
            self.edges,
            self.edges_at_first,
            self.slowest_ms(),
            self.seconds,
            self.seed
        )
    }
}

fn number_after(text: &str, word: &str) -> Option<u64> {
    let (_, rest) = text.split_once(word)?;
    let digits = rest.trim_start();
    digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Outcome {
        let mut outcome = Outcome { ended_well: true, ..Outcome::default() };
        for line in lines {
            outcome.read_line(line);
        }
        outcome
    }

    const RUN: [&str; 5] = [
        "#34\tINITED cov: 322 ft: 801 corp: 30/709b exec/s: 0 rss: 47Mb",
        "#262144\tpulse  cov: 350 ft: 1200 corp: 90/9Kb lim: 4096 exec/s: 87381 rss: 80Mb",
        "sordino: inputs 300000 accepted 120000 slowest_ns 1234567",
        "#300000\tDONE   cov: 357 ft: 1300 corp: 99/9Kb lim: 4096 exec/s: 87381 rss: 80Mb",
        "stat::number_of_executed_units: 300000",
    ];

    #[test]
    fn a_run_without_panics_holds() {
        let outcome = read(&RUN);
        assert!(outcome.holds(300_000) && !outcome.holds(300_001));
        let json = outcome.to_json();
        assert_eq!(
            (&json["edges_of_the_corpus"], &json["edges"], &json["found"]),
            (&322.into(), &357.into(), &99.into())
        );
        assert_eq!((&json["accepted_share"], &json["slowest_ms"]), (&0.4.into(), &1.235.into()));
    }

    #[test]
    fn a_panic_is_a_failure_in_any_output() {
        let mut lines = RUN.to_vec();
        lines.push("thread '<unnamed>' (7) panicked at core/src/json.rs:1:1:");
        assert!(!read(&lines).holds(300_000));
        assert!(!Outcome { ended_well: false, ..read(&RUN) }.holds(300_000));
    }
}
