//! What npm wants beside the code.

use std::path::Path;

use serde_json::Value;

use super::{copy, read, template, write};
use crate::error::Error;
use crate::repo::Repo;

/// Writes `package.json` from its template, and copies the README, the licences and the manifest of the elements.
pub fn build(repo: &Repo, pkg: &Path) -> Result<(), Error> {
    let source = "host/package.template.json";
    let text = template::fill(source, &read(repo.path(source))?, &[("release", &repo.release)], &[])?;
    let package: Value = serde_json::from_str(&text).map_err(|error| Error::unexpected(source, error))?;
    write(pkg.join("package.json"), text)?;
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(repo.path(name), pkg.join(name))?;
    }
    copy(repo.path("host/custom-elements.json"), pkg.join("custom-elements.json"))?;
    // npm leaves out what `files` names and nobody made, without a word.
    for name in package["files"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !pkg.join(name).exists() {
            return Err(Error::unexpected(source, format!("its `files` names {name}, which the build doesn't make")));
        }
    }
    Ok(())
}
