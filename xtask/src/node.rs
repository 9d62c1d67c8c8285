//! Node.js and the programs that npm installs.

use std::process::Command;

use crate::repo::Repo;

/// Returns a command for `node` in the root of the repository.
pub fn node(repo: &Repo) -> Command {
    let mut command = Command::new("node");
    command.current_dir(&repo.root);
    command
}

/// Returns a command for a program of `node_modules` in the root of the repository.
pub fn tool(repo: &Repo, name: &str) -> Command {
    let mut command = Command::new(repo.path("node_modules/.bin").join(name));
    command.current_dir(&repo.root);
    command
}

/// Returns a command that bundles and minifies modules; the caller adds the entry and `--outfile`.
pub fn esbuild(repo: &Repo) -> Command {
    let mut command = tool(repo, "esbuild");
    command.args([
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--charset=utf8",
        "--legal-comments=none",
    ]);
    command.arg("--log-level=warning");
    command
}
