//! The program of the package, `sordino`: one module for Node.js. It is not minified, because
//! people run it with their own rights and should be able to read it.

use std::path::Path;
use std::time::Duration;

use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;

const LIMIT: Duration = Duration::from_mins(2);

/// Type-checks `host/cli/` and bundles it to `cli.js`.
pub fn build(repo: &Repo, pkg: &Path) -> Result<(), Error> {
    let mut types = node::tool(repo, "tsc");
    types.args(["--project", "host/cli/tsconfig.json", "--noEmit"]);
    process::run("check the types of the program", &mut types, LIMIT, Output::Shown)?;
    let mut bundle = node::tool(repo, "esbuild");
    bundle.args([
        "--bundle",
        "--platform=node",
        "--target=node20",
        "--format=esm",
        "--charset=utf8",
    ]);
    bundle.args(["--legal-comments=none", "--log-level=warning", "host/cli/main.ts"]);
    bundle.arg(format!("--outfile={}", pkg.join("cli.js").display()));
    process::run("bundle the program", &mut bundle, LIMIT, Output::Shown).map(drop)
}
