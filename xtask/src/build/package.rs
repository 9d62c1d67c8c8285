//! What npm wants beside the code.

use std::path::Path;

use serde_json::Value;

use super::files::{copy, read, write};
use super::{readme, template};
use crate::error::Error;
use crate::repo::Repo;

/// Writes `package.json` from its template, and copies the README, the licences and the manifest of
/// the elements.
pub fn build(repo: &Repo, pkg: &Path) -> Result<(), Error> {
    let source = "host/package.template.json";
    let text =
        template::fill(source, &read(repo.path(source))?, &[("release", &repo.release)], &[])?;
    let package: Value =
        serde_json::from_str(&text).map_err(|error| Error::unexpected(source, error))?;
    write(pkg.join("package.json"), text)?;
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(repo.path(name), pkg.join(name))?;
    }
    copy(repo.path("host/custom-elements.json"), pkg.join("custom-elements.json"))?;
    let shipped: Vec<&str> =
        package["files"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let address = package["repository"]["url"].as_str().unwrap_or_default();
    let Some(address) =
        address.strip_prefix("git+").and_then(|address| address.strip_suffix(".git"))
    else {
        return Err(Error::unexpected(
            source,
            "its `repository.url` is not of the form git+https://….git",
        ));
    };
    let tag = format!("v{}", repo.release);
    write(
        pkg.join("README.md"),
        readme::for_package(&read(repo.path("README.md"))?, address, &tag, &shipped),
    )?;
    // npm leaves out what `files` names and nobody made, without a word.
    // Written last, of all the rest.
    for name in shipped.into_iter().filter(|name| *name != "sbom") {
        if !pkg.join(name).exists() {
            return Err(Error::unexpected(
                source,
                format!("its `files` names {name}, which the build doesn't make"),
            ));
        }
    }
    Ok(())
}
