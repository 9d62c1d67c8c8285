//! Calls of cargo.

use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Output};

/// The longest that compiling everything takes on a slow machine.
pub const COMPILE_LIMIT: Duration = Duration::from_mins(30);

/// Returns a command for the cargo that started this program.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Compiles the tests that a `cargo test` command runs, without running them.
pub fn compile_tests(step: &str, test: &Command) -> Result<(), Error> {
    let mut compile = Command::new(test.get_program());
    let mut arguments = test.get_args();
    // The new option stands behind the subcommand `test`: behind a `--` it would be the tests' own.
    compile.args(arguments.next()).arg("--no-run").args(arguments);
    for (name, value) in test.get_envs() {
        match value {
            Some(value) => compile.env(name, value),
            None => compile.env_remove(name),
        };
    }
    if let Some(folder) = test.get_current_dir() {
        compile.current_dir(folder);
    }
    process::run(step, &mut compile, COMPILE_LIMIT, Output::Shown).map(drop)
}
