//! `cargo xtask counts`: how many instructions the core takes for what the vault does most, by
//! callgrind, and the budgets, which are in `counts/src/table.rs`.
//!
//! What is counted is the core as it is compiled for this machine with the release profile, the
//! wasm's own: the same source, the same compiler and the same optimisation, up to the last step.
//! So a count says nothing of a browser's time, and two counts say whether there is more to do than
//! before. Not by gungraun (formerly iai-callgrind): it runs a second program, of exactly the
//! library's version, that would have to be built on each machine; it counts the C library along,
//! and so the machine; and its limits have no place for a reason.

mod callgrind;

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use serde_json::{Value, json};

use crate::error::Error;
use crate::process::{self, Output};
use crate::programs::{HAS_COUNTS, VALGRIND, counters};
use crate::repo::{Repo, cargo};
use crate::setup::{self, Needs};

/// Counts how often memory is asked for, and is not the vault's.
const ALLOCATOR: &str = "stats_alloc::";

/// The core, compiled anew on a slow machine; and one thing, counted.
const COMPILE: Duration = Duration::from_mins(15);
const COUNT: Duration = Duration::from_mins(1);

/// What something takes.
#[derive(Clone, Copy)]
struct Count {
    /// Instructions of the program's own code.
    instructions: u64,
    /// How often it asks for memory.
    allocations: u64,
}

/// What was counted, and its budget.
struct Counted {
    name: String,
    reason: String,
    found: Count,
    budget: Count,
}

/// All that was counted.
pub struct Counts {
    all: Vec<Counted>,
    /// Per cent that instructions may be above their budget.
    margin: u64,
}

/// `cargo xtask counts`: exit code 1 past a budget.
pub fn command(as_json: bool) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    setup::ensure(&repo, &Needs { programs: counters(), ..Needs::default() })?;
    let Some(counts) = count(&repo)? else { return Ok(ExitCode::SUCCESS) };
    if as_json {
        println!("{}", counts.to_json());
    } else {
        print!("{}", counts.to_table());
    }
    let broken = counts.past_budgets();
    for sentence in &broken {
        eprintln!("error: {sentence}");
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Counts everything, each thing in a process of its own; nothing where the budgets are not for
/// this machine.
pub fn count(repo: &Repo) -> Result<Option<Counts>, Error> {
    if !HAS_COUNTS {
        eprintln!("NOT COUNTED: the budgets are for x86_64 and Linux");
        return Ok(None);
    }
    let program = build(repo)?;
    let list = process::run("list", Command::new(&program).arg("--list"), COUNT, Output::Returned)?;
    let list: Value = serde_json::from_str(&list)
        .map_err(|error| Error::unexpected("the list of counts", error))?;
    let folder = repo.scratch("counts")?;
    let mut all = Vec::new();
    for entry in list["entries"].as_array().into_iter().flatten() {
        let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let number = |name: &str| entry[name].as_u64().unwrap_or_default();
        let name = text("name");
        let file = folder.join(format!("{name}.out"));
        let mut command = Command::new(VALGRIND.path()?);
        command.args(["--tool=callgrind", "--quiet", "--collect-atstart=no"]);
        // Behind the name may stand the compiler's hash of it.
        command.arg(format!(
            "--toggle-collect=sordino_counts::{}*",
            list["counted"].as_str().unwrap_or_default()
        ));
        command.arg(format!("--callgrind-out-file={}", file.display())).arg(&program).arg(&name);
        let said = process::run(&format!("count {name}"), &mut command, COUNT, Output::Returned)?;
        let said: Value = serde_json::from_str(&said)
            .map_err(|error| Error::unexpected("what was counted", error))?;
        let allocations = said["allocations"]
            .as_u64()
            .ok_or_else(|| Error::unexpected("what was counted", "no memory"))?;
        let written = std::fs::read_to_string(&file).map_err(Error::file(&file))?;
        let instructions =
            callgrind::own_instructions(&written, &program.to_string_lossy(), ALLOCATOR)?;
        let found = Count { instructions, allocations };
        let budget =
            Count { instructions: number("instructions"), allocations: number("allocations") };
        all.push(Counted { name, reason: text("reason"), found, budget });
    }
    if all.is_empty() {
        return Err(Error::unexpected("the list of counts", "is empty"));
    }
    Ok(Some(Counts { all, margin: list["margin"].as_u64().unwrap_or_default() }))
}

/// With the wasm's own profile.
fn build(repo: &Repo) -> Result<PathBuf, Error> {
    let mut command = cargo();
    command
        .args(["build", "--quiet", "--release", "--package", "sordino-counts"])
        .current_dir(&repo.root);
    // Whatever somebody likes for this machine would be counted too.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run("build what is counted", &mut command, COMPILE, Output::Shown)?;
    let program = repo.target.join("release").join("sordino-counts");
    // As valgrind writes it.
    program.canonicalize().map_err(Error::file(&program))
}

impl Counted {
    /// The most instructions that don't fail.
    fn most(&self, margin: u64) -> u64 {
        self.budget.instructions + self.budget.instructions * margin / 100
    }

    /// How far from its budget, in per cent.
    #[expect(clippy::cast_precision_loss, reason = "no count is that large")]
    fn change(&self) -> f64 {
        let [found, budget] = [self.found, self.budget].map(|count| count.instructions as f64);
        (found / budget - 1.0) * 100.0
    }

    fn is_kept(&self, margin: u64) -> bool {
        self.found.instructions <= self.most(margin)
            && self.found.allocations <= self.budget.allocations
    }

    /// Whether its budget should go down, or what was gained can be lost unnoticed.
    fn has_fallen(&self, margin: u64) -> bool {
        let least = self.budget.instructions - self.budget.instructions * margin / 100;
        self.found.instructions < least || self.found.allocations < self.budget.allocations
    }
}

impl Counts {
    /// How many they are.
    pub fn number(&self) -> usize {
        self.all.len()
    }

    /// One sentence for each budget that is not kept.
    pub fn past_budgets(&self) -> Vec<String> {
        let past = self.all.iter().filter(|counted| !counted.is_kept(self.margin));
        past.map(|counted| {
            let Counted { name, reason, found, budget } = counted;
            format!(
                "{name} takes {} instructions of {} and asks {} of {} times for memory: {reason}",
                found.instructions,
                counted.most(self.margin),
                found.allocations,
                budget.allocations
            )
        })
        .collect()
    }

    /// For people.
    pub fn to_table(&self) -> String {
        let head = format!(
            "{:<16} {:>12} {:>9} {:>8}  {:>6} {:>6}\n",
            "counts", "instructions", "budget", "", "memory", "budget"
        );
        let lines = self.all.iter().map(|counted| {
            let Counted { name, reason, found, budget } = counted;
            let verdict = if !counted.is_kept(self.margin) {
                "PAST ITS BUDGET"
            } else if counted.has_fallen(self.margin) {
                "it fell: lower its budget in counts/src/table.rs"
            } else {
                "kept"
            };
            format!(
                "{name:<16} {:>12} {:>9} {:>+6.1} %  {:>6} {:>6}  {verdict} ({reason})\n",
                found.instructions,
                budget.instructions,
                counted.change(),
                found.allocations,
                budget.allocations
            )
        });
        std::iter::once(head).chain(lines).collect()
    }

    /// For programs.
    pub fn to_json(&self) -> Value {
        let all = self.all.iter().map(|counted| {
            let Counted { name, reason, found, budget } = counted;
            json!({
                "name": name, "instructions": found.instructions, "allocations": found.allocations,
                "budget": { "instructions": budget.instructions, "allocations": budget.allocations },
                "most": counted.most(self.margin), "kept": counted.is_kept(self.margin), "reason": reason,
            })
        });
        json!({ "margin": self.margin, "counts": all.collect::<Vec<_>>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(instructions: u64, allocations: u64) -> Counts {
        let budget = Count { instructions: 1_000, allocations: 4 };
        let found = Count { instructions, allocations };
        Counts {
            all: vec![Counted { name: "key".into(), reason: "one pass".into(), found, budget }],
            margin: 5,
        }
    }

    #[test]
    fn a_budget_is_kept_to_its_margin_and_memory_to_its_number() {
        assert_eq!(counts(1_050, 4).past_budgets(), Vec::<String>::new());
        assert_eq!(counts(1_051, 4).past_budgets().len(), 1);
        assert_eq!(
            counts(900, 5).past_budgets(),
            ["key takes 900 instructions of 1050 and asks 5 of 4 times for memory: one pass"]
        );
    }

    #[test]
    fn what_fell_is_told() {
        assert!(
            counts(949, 4).to_table().contains("it fell")
                && counts(1_000, 3).to_table().contains("it fell")
        );
        assert!(counts(950, 4).to_table().contains("kept (one pass)"));
        assert!(counts(1_051, 4).to_table().contains("PAST ITS BUDGET"));
    }

    #[test]
    fn programs_get_every_count() {
        let json = counts(1_051, 4).to_json();
        assert_eq!(json["counts"][0]["kept"], false);
        assert_eq!(json["counts"][0]["most"], 1_050);
    }
}
