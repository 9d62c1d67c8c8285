//! `cargo xtask generate`: the TypeScript types of the messages, from the Rust ones.

use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo};

/// Where they are written.
const GENERATED: &str = "host/src/generated/protocol.ts";

/// Writes the types anew.
pub fn command() -> Result<(), Error> {
    let repo = Repo::find()?;
    let mut test = check(&repo);
    test.env("UPDATE_GENERATED", "1");
    process::run("generate", &mut test, Duration::from_mins(15), Output::Shown)?;
    println!("{}", repo.path(GENERATED).display());
    Ok(())
}

/// The test that fails when the file is not what the Rust types say.
pub fn check(repo: &Repo) -> Command {
    let mut command = cargo();
    command.args(["test", "--package", "sordino-core", "--features", "typescript", "--test", "protocol_types"]);
    command.current_dir(&repo.root).env_remove("UPDATE_GENERATED");
    command
}
