//! The loader a page imports: one ES module and its types.

use std::path::Path;
use std::time::Duration;

use crate::error::Error;
use crate::node;
use crate::process::{self, Output};
use crate::repo::Repo;

const LIMIT: Duration = Duration::from_mins(2);

/// Type-checks `host/`, writes its declarations and bundles it.
pub fn build(repo: &Repo, pkg: &Path) -> Result<(), Error> {
    let mut types = node::tool(repo, "tsc");
    types.args(["--project", "host/tsconfig.json", "--noEmit", "false", "--declaration", "--emitDeclarationOnly"]);
    types.args(["--rootDir", "host/src", "--outDir"]).arg(pkg.join("types"));
    process::run("loader's types", &mut types, LIMIT, Output::Shown)?;
    if !pkg.join("types/index.d.ts").is_file() {
        return Err(Error::unexpected("host/tsconfig.json", "its declarations hold no index.d.ts"));
    }
    super::write(pkg.join("index.d.ts"), "export * from \"./types/index.js\";\n")?;
    let mut bundle = node::esbuild(repo);
    bundle.arg("host/src/index.ts").arg(format!("--outfile={}", pkg.join("index.js").display()));
    process::run("loader", &mut bundle, LIMIT, Output::Shown).map(drop)
}
