//! What the vault does most, each thing once, for valgrind's callgrind to count: how many
//! instructions of its own code it takes, and how often it asks for memory. `cargo xtask counts`
//! starts it and holds the figures to the budgets.
//!
//! In reading order:
//!
//! - [`table`]: what is counted, and the budget of each, with its reason: the one place to change.
//! - [`work`]: what each of them does, with what a real session gives it.
//!
//! `sordino-counts --list` says what there is to count, as JSON; `sordino-counts NAME` does one of
//! them once, and says how often that asked for memory.

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

/// All that is done in here is counted, and nothing else: callgrind is told this function's name.
#[inline(never)]
fn counted(work: Work) {
    work();
    // Or the call would become a jump, and this function no frame of its own.
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
        let _said = writeln!(std::io::stderr(), "nothing to count is called {wish:?}");
        return ExitCode::FAILURE;
    };
    let work = (entry.ready)();
    let region = Region::new(MEMORY);
    counted(work);
    let asked = region.change();
    say(json!({ "allocations": asked.allocations + asked.reallocations }))
}
