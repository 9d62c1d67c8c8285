//! The files of the package that are not made from code, and the last step: into `pkg/`.
//!
//! `package.json`, the README and `.gitignore` are written by hand, and git tracks them in `pkg/`.
//! The build reads them and never writes them. It stops if they contradict what it has built.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::files::{copy, read};
use crate::error::Error;
use crate::repo::Repo;

/// The files of `pkg/` that are written by hand.
const BY_HAND: [&str; 3] = [".gitignore", "README.md", "package.json"];

/// Copies `package.json`, the README, the licences and the manifest of the elements into `staging`.
///
/// # Errors
/// When `package.json` has another version than the release or names a file that the build does not
/// make, or when the README links to another release.
pub fn build(repo: &Repo, staging: &Path) -> Result<(), Error> {
    for name in ["package.json", "README.md"] {
        copy(repo.path("pkg").join(name), staging.join(name))?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(repo.path(name), staging.join(name))?;
    }
    copy(repo.path("host/custom-elements.json"), staging.join("custom-elements.json"))?;

    let package: Value = serde_json::from_str(&read(staging.join("package.json"))?)
        .map_err(|error| Error::unexpected("pkg/package.json", error))?;
    // The next step writes `sbom`, because it lists all other files.
    let exists = |name: &str| name == "sbom" || staging.join(name).exists();
    check_package(&package, &repo.release, exists)
        .map_err(|why| Error::unexpected("pkg/package.json", why))?;
    check_links(&read(staging.join("README.md"))?, &package, &repo.release)
        .map_err(|why| Error::unexpected("pkg/README.md", why))
}

/// Replaces what an earlier build wrote into `pkg` with the content of `staging`.
pub fn install(staging: &Path, pkg: &Path) -> Result<(), Error> {
    for path in built_entries(pkg)? {
        let removed = if path.is_dir() {
            std::fs::remove_dir_all(&path)
        } else {
            std::fs::remove_file(&path)
        };
        removed.map_err(Error::file(&path))?;
    }
    for path in built_entries(staging)? {
        let target = pkg.join(path.file_name().unwrap_or_default());
        std::fs::rename(&path, &target).map_err(Error::file(&target))?;
    }
    Ok(())
}

/// The files and folders directly in `folder`, without those written by hand.
fn built_entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Error::file(folder))? {
        let entry = entry.map_err(Error::file(folder))?;
        if !BY_HAND.iter().any(|name| entry.file_name() == *name) {
            entries.push(entry.path());
        }
    }
    Ok(entries)
}

/// Compares `package.json` with the release and with the files that were built: npm leaves a missing
/// file out without a message.
fn check_package(
    package: &Value,
    release: &str,
    exists: impl Fn(&str) -> bool,
) -> Result<(), String> {
    if package["version"] != release {
        return Err(format!("its version is {}, the release is {release}", package["version"]));
    }
    let mut named = Vec::new();
    for key in ["files", "main", "types", "bin", "customElements", "exports"] {
        collect_texts(&package[key], &mut named);
    }
    for name in named {
        let path = name.trim_start_matches("./").trim_end_matches("/*");
        if !exists(path) {
            return Err(format!("it names {name}, which the build does not make"));
        }
    }
    Ok(())
}

/// Adds the texts in a JSON value, at any depth, to `texts`.
fn collect_texts<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(values) => values.iter().for_each(|value| collect_texts(value, texts)),
        Value::Object(members) => members.values().for_each(|value| collect_texts(value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Checks that the README's links to files of the repository lead to the release's tag.
fn check_links(readme: &str, package: &Value, release: &str) -> Result<(), String> {
    let address = package["repository"]["url"].as_str().unwrap_or_default();
    let address = address.trim_start_matches("git+").trim_end_matches(".git");
    if !address.starts_with("https://") {
        return Err("package.json has no `repository.url` of the form git+https://….git".to_owned());
    }
    let tag = format!("/v{release}/");
    for folder in ["/blob", "/raw"] {
        for link in readme.split(&format!("{address}{folder}")).skip(1) {
            if !link.starts_with(&tag) {
                let link = link.split([')', '"', ' ', '\n']).next().unwrap_or_default();
                return Err(format!(
                    "its link {address}{folder}{link} does not lead to v{release}"
                ));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::files::write;
    use super::*;

    #[test]
    fn a_package_of_another_version_or_with_a_missing_file_is_refused() {
        let package = json!({
            "version": "1.2.3",
            "files": ["index.js", "frame"],
            "bin": { "sordino": "./cli.js" },
            "exports": { ".": { "types": "./index.d.ts" }, "./frame/*": "./frame/*" },
        });
        let all = ["index.js", "frame", "cli.js", "index.d.ts"];
        let check = |release, missing| {
            check_package(&package, release, |name| name != missing && all.contains(&name))
        };
        assert_eq!(check("1.2.3", ""), Ok(()));
        assert_eq!(
            check("1.2.4", ""),
            Err("its version is \"1.2.3\", the release is 1.2.4".to_owned())
        );
        for (missing, name) in [
            ("index.js", "index.js"),
            ("cli.js", "./cli.js"),
            ("index.d.ts", "./index.d.ts"),
            ("frame", "frame"),
        ] {
            let expected = format!("it names {name}, which the build does not make");
            assert_eq!(check("1.2.3", missing), Err(expected));
        }
    }

    #[test]
    fn a_link_to_another_release_is_refused() {
        let package = json!({ "repository": { "url": "git+https://forge.test/a.git" } });
        let check = |text| check_links(text, &package, "1.2.3");
        assert_eq!(check("[a](https://forge.test/a/blob/v1.2.3/README.md) [b](LICENSE)"), Ok(()));
        assert_eq!(
            check("[a](https://forge.test/a/raw/v1.2.2/a.png) b"),
            Err("its link https://forge.test/a/raw/v1.2.2/a.png does not lead to v1.2.3".to_owned())
        );
        assert!(check_links("", &json!({}), "1.2.3").is_err(), "without an address");
    }

    #[test]
    fn files_written_by_hand_stay_and_earlier_output_goes() -> Result<(), Error> {
        let folder = std::env::temp_dir().join(format!("sordino-package-{}", std::process::id()));
        let (staging, pkg) = (folder.join("staging"), folder.join("pkg"));
        for (path, content) in [
            ("staging/package.json", "a copy"),
            ("staging/index.js", "new"),
            ("staging/frame/vault.js", "new"),
            ("pkg/package.json", "by hand"),
            ("pkg/.gitignore", "by hand"),
            ("pkg/index.js", "old"),
            ("pkg/react/index.js", "old"),
        ] {
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(&folder);
            std::fs::create_dir_all(parent).map_err(Error::file(parent))?;
            write(path, content)?;
        }
        install(&staging, &pkg)?;
        assert_eq!(read(pkg.join("package.json"))?, "by hand");
        assert_eq!(read(pkg.join(".gitignore"))?, "by hand");
        assert_eq!(read(pkg.join("index.js"))?, "new");
        assert_eq!(read(pkg.join("frame/vault.js"))?, "new");
        assert!(!pkg.join("react").exists());
        std::fs::remove_dir_all(&folder).map_err(Error::file(&folder))
    }
}
