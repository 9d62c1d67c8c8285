//! `cargo xtask generate`: the TypeScript types of the messages, from the Rust ones, and the
//! picture of a session, from its state machine.

use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo};

/// What is written.
const GENERATED: [&str; 2] = ["host/src/generated/protocol.ts", "docs/SESSION.md"];

/// Writes it anew.
pub fn command() -> Result<(), Error> {
    let repo = Repo::find()?;
    let mut test = check(&repo);
    test.env("UPDATE_GENERATED", "1");
    process::run("generate", &mut test, Duration::from_mins(15), Output::Shown)?;
    for file in GENERATED {
        println!("{}", repo.path(file).display());
    }
    Ok(())
}

/// The tests that fail when a file is not what the Rust says.
pub fn check(repo: &Repo) -> Command {
    let mut command = cargo();
    command.args(["test", "--package", "sordino-core", "--features", "typescript"]);
    command.args(["--test", "protocol_types", "--test", "session", "current"]);
    command.current_dir(&repo.root).env_remove("UPDATE_GENERATED");
    command
}
