//! `cargo xtask counts`: counts the instructions of the core for the most frequent work of the
//! vault with callgrind, and compares them with the budgets in `counts/src/table.rs`.
//!
//! The counted program is the core, compiled for this machine with the release profile. Source,
//! compiler and optimisation are those of the wasm, except for the last step. A count therefore
//! does not tell how long a browser takes, but two counts tell whether the work has grown.
//!
//! gungraun (formerly iai-callgrind) is not used. It needs a second program of exactly its own
//! version, which each machine would have to build; it also counts the C library, which differs
//! between machines; and its limits can't have a reason.

mod callgrind;

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use serde_json::{Value, json};

use crate::cargo::{COMPILE_LIMIT, cargo};
use crate::cpu;
use crate::error::Error;
use crate::process::{self, Output};
use crate::programs::{HAS_COUNTS, VALGRIND, counters};
use crate::repo::Repo;
use crate::setup::{self, Needs};

/// The crate that counts allocations. Its own instructions are left out.
const ALLOCATOR: &str = "stats_alloc::";

/// The longest that one count takes.
const COUNT: Duration = Duration::from_mins(1);

/// The cost of some work.
#[derive(Clone, Copy)]
struct Count {
    /// Instructions of the program's own code, without the C library.
    instructions: u64,
    /// Number of allocations.
    allocations: u64,
}

/// A count and its budget.
struct Counted {
    name: String,
    reason: String,
    found: Count,
    budget: Count,
}

/// All counts.
pub struct Counts {
    all: Vec<Counted>,
    /// How many per cent the instructions may be above their budget.
    margin: u64,
}

/// Runs `cargo xtask counts`; exit code 1 when a budget is exceeded.
pub fn command(as_json: bool) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    setup::ensure(&repo, &Needs { programs: counters(), ..Needs::default() })?;
    let Some(counts) = count(&repo)? else { return Ok(ExitCode::SUCCESS) };
    if as_json {
        println!("{}", counts.to_json());
    } else {
        print!("{}", counts.to_table());
    }
    let broken = counts.exceeded_budgets();
    for sentence in &broken {
        eprintln!("error: {sentence}");
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Counts each entry of the table in its own process; `None` where the budgets do not apply.
pub fn count(repo: &Repo) -> Result<Option<Counts>, Error> {
    if !HAS_COUNTS {
        eprintln!("NOT COUNTED: the budgets apply to x86_64 Linux only");
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
        // The compiler may append a hash to the name.
        command.arg(format!(
            "--toggle-collect=sordino_counts::{}*",
            list["counted"].as_str().unwrap_or_default()
        ));
        command.arg(format!("--callgrind-out-file={}", file.display())).arg(&program).arg(&name);
        let said = process::run(&format!("count {name}"), &mut command, COUNT, Output::Returned)?;
        let said: Value = serde_json::from_str(&said)
            .map_err(|error| Error::unexpected("the output of a count", error))?;
        let allocations = said["allocations"]
            .as_u64()
            .ok_or_else(|| Error::unexpected("the output of a count", "has no allocations"))?;
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

/// Builds the counted program with the profile of the wasm.
fn build(repo: &Repo) -> Result<PathBuf, Error> {
    let mut command = cargo();
    command
        .args(["build", "--quiet", "--release", "--package", "sordino-counts"])
        .current_dir(&repo.root);
    // Flags of this machine would change the counts.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cpu::uncounted(|| {
        process::run("build the counted program", &mut command, COMPILE_LIMIT, Output::Shown)
    })?;
    let program = repo.target.join("release").join("sordino-counts");
    // valgrind writes the canonical path.
    program.canonicalize().map_err(Error::file(&program))
}

impl Counted {
    /// Returns the most instructions that are within the budget.
    fn most(&self, margin: u64) -> u64 {
        self.budget.instructions + self.budget.instructions * margin / 100
    }

    /// Returns the difference to the budget in per cent.
    #[expect(clippy::cast_precision_loss, reason = "no count is that large")]
    fn change(&self) -> f64 {
        let [found, budget] = [self.found, self.budget].map(|count| count.instructions as f64);
        (found / budget - 1.0) * 100.0
    }

    fn is_kept(&self, margin: u64) -> bool {
        self.found.instructions <= self.most(margin)
            && self.found.allocations <= self.budget.allocations
    }

    /// Returns whether the count fell, so that its budget should go down too.
    fn has_fallen(&self, margin: u64) -> bool {
        let least = self.budget.instructions - self.budget.instructions * margin / 100;
        self.found.instructions < least || self.found.allocations < self.budget.allocations
    }
}

impl Counts {
    /// Returns the number of counts.
    pub fn number(&self) -> usize {
        self.all.len()
    }

    /// Returns a sentence for each exceeded budget.
    pub fn exceeded_budgets(&self) -> Vec<String> {
        let past = self.all.iter().filter(|counted| !counted.is_kept(self.margin));
        past.map(|counted| {
            let Counted { name, reason, found, budget } = counted;
            format!(
                "{name} takes {} of {} instructions and {} of {} allocations: {reason}",
                found.instructions,
                counted.most(self.margin),
                found.allocations,
                budget.allocations
            )
        })
        .collect()
    }

    /// Returns the counts for people.
    pub fn to_table(&self) -> String {
        let head = format!(
            "{:<16} {:>12} {:>9} {:>8}  {:>11} {:>6}\n",
            "counts", "instructions", "budget", "", "allocations", "budget"
        );
        let lines = self.all.iter().map(|counted| {
            let Counted { name, reason, found, budget } = counted;
            let verdict = if !counted.is_kept(self.margin) {
                "ABOVE ITS BUDGET"
            } else if counted.has_fallen(self.margin) {
                "fell: lower its budget in counts/src/table.rs"
            } else {
                "kept"
            };
            format!(
                "{name:<16} {:>12} {:>9} {:>+6.1} %  {:>11} {:>6}  {verdict} ({reason})\n",
                found.instructions,
                budget.instructions,
                counted.change(),
                found.allocations,
                budget.allocations
            )
        });
        std::iter::once(head).chain(lines).collect()
    }

    /// Returns the counts for programs.
    pub fn to_json(&self) -> Value {
        let all = self.all.iter().map(|counted| {
            let Counted { name, reason, found, budget } = counted;
            json!({
                "name": name,
                "instructions": found.instructions,
                "allocations": found.allocations,
                "budget": {
                    "instructions": budget.instructions,
                    "allocations": budget.allocations,
                },
                "most": counted.most(self.margin),
                "kept": counted.is_kept(self.margin),
                "reason": reason,
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
    fn instructions_have_a_margin_and_allocations_do_not() {
        assert_eq!(counts(1_050, 4).exceeded_budgets(), Vec::<String>::new());
        assert_eq!(counts(1_051, 4).exceeded_budgets().len(), 1);
        assert_eq!(
            counts(900, 5).exceeded_budgets(),
            ["key takes 900 of 1050 instructions and 5 of 4 allocations: one pass"]
        );
    }

    #[test]
    fn a_count_that_fell_is_reported() {
        assert!(
            counts(949, 4).to_table().contains("fell: lower")
                && counts(1_000, 3).to_table().contains("fell: lower")
        );
        assert!(counts(950, 4).to_table().contains("kept (one pass)"));
        assert!(counts(1_051, 4).to_table().contains("ABOVE ITS BUDGET"));
    }

    #[test]
    fn the_json_has_every_count() {
        let json = counts(1_051, 4).to_json();
        assert_eq!(json["counts"][0]["kept"], false);
        assert_eq!(json["counts"][0]["most"], 1_050);
    }
}
