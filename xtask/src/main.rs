//! The commands of this repository, each one wish: `cargo xtask --help`.
//!
//! In reading order:
//!
//! - [`command`]: the table of commands and their help
//! - [`setup`]: what a machine needs, installed once
//! - [`build`]: from Rust and TypeScript to `pkg/`, exactly what npm publishes
//! - [`sizes`]: the bytes a visitor downloads, and their budgets; [`counts`]: the core's
//!   instructions, and theirs
//! - [`bench`]: how fast and how small it is, and `docs/PERFORMANCE.md`
//! - [`reproduce`]: two builds in different places, byte by byte
//! - [`generate`]: files written from the Rust types
//! - [`demo`]: the demo page, served or checked
//! - [`docs`]: the documentation as a site, and the API report
//! - [`use_cases`]: the thirteen use cases in each browser, and what was sent for them
//! - [`faults`]: what goes wrong, crossed with every use case; [`soak`]: a long life on one page
//! - [`test`]: every check there is; [`check`]: the tests of the core's changed files
//! - [`attacks`]: the rows of the threat model, attacked; [`fuzz`]: the core's readers, with
//!   millions of inputs
//!
//! and what they share: [`repo`] (where things are), [`process`] (children with a time limit),
//! [`descendants`] (no child outlives its command), [`side_by_side`] (several engines at once),
//! [`node`] (npm's tools), [`programs`] (those of the system), [`browsers`], [`screen`], [`end_to_end`], [`sandbox`], [`compress`],
//! [`error`].

// A command's answer is what it prints.
#![allow(clippy::print_stdout)]

mod attacks;
mod bench;
mod browsers;
mod build;
mod check;
mod command;
mod compress;
mod counts;
mod demo;
mod descendants;
mod docs;
mod end_to_end;
mod error;
mod faults;
mod fuzz;
mod generate;
mod node;
mod package;
mod process;
mod programs;
mod repo;
mod reproduce;
mod sandbox;
mod screen;
mod setup;
mod side_by_side;
mod sizes;
mod soak;
mod test;
mod use_cases;

use std::process::ExitCode;

fn main() -> ExitCode {
    descendants::adopt_orphans();
    descendants::end_all_on_interrupt();
    let outcome = command::run();
    descendants::stop_if_interrupted();
    descendants::end_all();
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
