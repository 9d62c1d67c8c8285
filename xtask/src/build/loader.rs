//! Builds the modules that a page imports, and their types. The loader is one ES module. The
//! modules around it (elements, React, drop-in modules, the testing module) stay separate files
//! that import the loader, so that all of them share one class `SordinoError`.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;

/// Shortens the private names of the loader, which end with an underscore. No public name and no
/// message has an underscore (`host/test/names.test.ts`).
const MANGLE: &str = "--mangle-props=[a-z]_$";

const LIMIT: Duration = Duration::from_mins(2);

/// The folders of `host/src/` whose files stay separate. The testing module needs the lists in
/// `generated`.
const AROUND_IT: [&str; 5] = ["elements", "generated", "highnote", "react", "testing"];

/// Type-checks `host/`, writes its declarations, bundles the loader and compiles the modules around
/// it to JavaScript.
pub fn build(repo: &Repo, pkg: &Path) -> Result<(), Error> {
    let mut types = node::tool(repo, "tsc");
    types.args([
        "--project",
        "host/tsconfig.json",
        "--noEmit",
        "false",
        "--declaration",
        "--emitDeclarationOnly",
    ]);
    types.args(["--rootDir", "host/src", "--outDir"]).arg(pkg.join("types"));
    process::run("write the types of the loader", &mut types, LIMIT, Output::Shown)?;
    if !pkg.join("types/index.d.ts").is_file() {
        return Err(Error::unexpected("host/tsconfig.json", "declares no index.d.ts"));
    }
    super::files::write(pkg.join("index.d.ts"), "export * from \"./types/index.js\";\n")?;
    let mut bundle = node::esbuild(repo);
    bundle.arg(MANGLE);
    bundle.arg("host/src/index.ts").arg(format!("--outfile={}", pkg.join("index.js").display()));
    bundle.arg(format!("--define:RELEASE={}", json!(repo.release)));
    process::run("bundle the loader", &mut bundle, LIMIT, Output::Shown)?;

    let mut around = node::tool(repo, "esbuild");
    around.args([
        "--format=esm",
        "--target=es2022",
        "--charset=utf8",
        "--log-level=warning",
        "--outbase=host/src",
    ]);
    around.arg(format!("--outdir={}", pkg.display()));
    for folder in AROUND_IT {
        around.args(super::files::files(&repo.path("host/src").join(folder))?);
    }
    process::run("compile the modules around the loader", &mut around, LIMIT, Output::Shown)
        .map(drop)
}
