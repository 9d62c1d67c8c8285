//! The commands of this repository: `cargo xtask --help`.
//!
//! In reading order:
//!
//! - [`command`]: the command line; [`arguments`]: options that several commands share
//! - [`setup`]: installs what a machine needs, once
//! - [`build`]: builds `pkg/`, the npm package, from Rust and TypeScript
//! - [`sizes`]: the bytes that a visitor downloads, and their budgets; [`counts`]: the instructions
//!   of the core, and their budgets
//! - [`bench`]: speed and size, and `docs/PERFORMANCE.md`
//! - [`reproduce`]: builds `pkg/` in two places and compares every byte
//! - [`generate`]: files made from the Rust sources
//! - [`demo`]: serves or checks the demo page
//! - [`docs`]: the documentation as a site, and the API report
//! - [`use_cases`]: the thirteen use cases in each browser, and the requests they send
//! - [`faults`]: faults crossed with every use case; [`soak`]: thousands of sessions on one page
//! - [`test`]: every check; [`check`]: the tests of the changed files in `core/`
//! - [`attacks`]: attacks on the rows of the threat model; [`fuzz`]: millions of inputs for the
//!   parsers of the core
//!
//! Shared by the commands:
//!
//! - where things are: [`repo`], [`node`], [`cargo`], [`programs`], [`browsers`]
//! - child processes: [`process`], [`descendants`], [`side_by_side`], [`cpu`]
//! - what tests run against: [`sandbox`], [`screen`], [`end_to_end`]
//! - [`compress`] and [`error`]
//!
//! Parts that a library could do and that are written by hand, each with the reason in its file:
//! the walk of `/proc` ([`descendants`]), the search on the `PATH` ([`programs`]), the templates
//! ([`build`]), and the callgrind reader ([`counts`]).

// The result of a command is what it prints.
#![allow(clippy::print_stdout)]

mod arguments;
mod attacks;
mod bench;
mod browsers;
mod build;
mod cargo;
mod check;
mod command;
mod compress;
mod counts;
mod cpu;
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
