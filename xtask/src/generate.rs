//! `cargo xtask generate`: makes the TypeScript types of the messages from the Rust types, and the
//! picture of a session from its state machine.

use std::process::Command;

use crate::cargo::{COMPILE_LIMIT, cargo};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;

/// The generated files.
const GENERATED: [&str; 2] = ["host/src/generated/protocol.ts", "docs/SESSION.md"];

/// Writes the generated files.
pub fn command() -> Result<(), Error> {
    let repo = Repo::find()?;
    let mut test = check(&repo);
    test.env("UPDATE_GENERATED", "1");
    process::run("generate", &mut test, COMPILE_LIMIT, Output::Shown)?;
    for file in GENERATED {
        println!("{}", repo.path(file).display());
    }
    Ok(())
}

/// Returns the command for the tests that fail when a generated file is out of date.
pub fn check(repo: &Repo) -> Command {
    let mut command = cargo();
    command.args(["test", "--package", "sordino-core", "--features", "typescript"]);
    command.args(["--test", "protocol_types", "--test", "session", "current"]);
    command.current_dir(&repo.root).env_remove("UPDATE_GENERATED");
    command
}
