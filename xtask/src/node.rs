//! Node.js and the programs npm installed.

use std::process::Command;

use crate::repo::Repo;

/// `node` in the repository's folder.
pub fn node(repo: &Repo) -> Command {
    let mut command = Command::new("node");
    command.current_dir(&repo.root);
    command
}

/// A program of `node_modules`, in the repository's folder.
pub fn tool(repo: &Repo, name: &str) -> Command {
    let mut command = Command::new(repo.path("node_modules/.bin").join(name));
    command.current_dir(&repo.root);
    command
}

/// Bundles modules into one, small; `--outfile`, the entry and the rest are the caller's.
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
