//! Runs the vault's most frequent work once, so that valgrind's callgrind can count the
//! instructions of Sordino's own code, and how often it allocates memory. `cargo xtask counts`
//! starts this program and compares the figures with the budgets.
//!
//! In reading order:
//!
//! - [`table`]: the counted work, with the budget of each entry and its reason. Budgets are changed
//!   only there.
//! - [`work`]: the code of each entry, with input as in a real session.
//!
//! `sordino-counts --list` prints the entries as JSON. `sordino-counts NAME` runs one entry once
//! and prints its number of allocations.

mod table;
mod work;

use std::alloc::System;
use std::hint::black_box;
use std::io::Write as _;
use std::process::ExitCode;

use serde_json::{Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use table::{MARGIN, TABLE};
use work::Work;

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Runs the work. Callgrind counts this function and nothing else.
#[inline(never)]
fn counted(work: Work) {
    work();
    // Keeps the call from becoming a jump, which would give this function no stack frame.
    black_box(());
}

fn main() -> ExitCode {
    let wish = std::env::args().nth(1).unwrap_or_default();
    let say = |answer: Value| {
        if writeln!(std::io::stdout(), "{answer}").is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    };
    if wish == "--list" {
        let entries: Vec<Value> = TABLE
            .iter()
            .map(|entry| {
                json!({
                    "name": entry.name, "instructions": entry.instructions, "allocations": entry.allocations,
                    "reason": entry.reason,
                })
            })
            .collect();
        return say(json!({ "counted": "counted", "margin": MARGIN, "entries": entries }));
    }
    let Some(entry) = TABLE.iter().find(|entry| entry.name == wish) else {
        let _said = writeln!(std::io::stderr(), "no entry is named {wish:?}");
        return ExitCode::FAILURE;
    };
    let work = (entry.prepare)();
    let region = Region::new(MEMORY);
    counted(work);
    let asked = region.change();
    say(json!({ "allocations": asked.allocations + asked.reallocations }))
}
