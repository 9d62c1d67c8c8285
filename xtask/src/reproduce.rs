//! `cargo xtask reproduce`: proves that two builds of `pkg/` from the same sources have the same
//! bytes.
//!
//! It copies the tracked files to two folders of different depth and length and builds each copy
//! from nothing. The copies have their own output folders, and different time zones, languages and
//! numbers of jobs. Then it compares every file of the two packages.
//!
//! The same in both builds: the machine, the compiler and the tools in the versions that
//! `rust-toolchain.toml`, the lockfiles and `xtask/src/setup/` pin, the sources of the crates in
//! cargo's registry, the npm packages (copied, because each copy looks for its own), and this
//! program, which runs the build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::build;
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::setup::{self, Needs};

/// The longest that a build takes, which includes the standard library for wasm.
const LIMIT: Duration = Duration::from_mins(40);

/// The folder of a copy, and settings that differ between machines.
struct Place {
    folder: &'static str,
    environment: [(&'static str, &'static str); 4],
}

const PLACES: [Place; 2] = [
    Place {
        folder: "a",
        environment: [
            ("TZ", "UTC"),
            ("LC_ALL", "C.UTF-8"),
            ("CARGO_BUILD_JOBS", "1"),
            ("COLUMNS", "80"),
        ],
    },
    Place {
        folder: "another/folder with a longer path/b",
        environment: [
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "C"),
            ("CARGO_BUILD_JOBS", "4"),
            ("COLUMNS", "200"),
        ],
    },
];

/// Runs `cargo xtask reproduce`; exit code 1 when a file differs.
pub fn command(as_json: bool) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    setup::ensure(&repo, &Needs::to_build())?;
    let scratch = repo.scratch("reproduce")?;
    build::clear(&scratch)?;
    let mut packages = Vec::new();
    for place in &PLACES {
        let root = scratch.join(place.folder);
        copy_sources(&repo, &root)?;
        packages.push(build_there(&root, place)?);
        // Half a gigabyte that the comparison does not need.
        let built = root.join("target");
        std::fs::remove_dir_all(&built).map_err(Error::file(&built))?;
    }
    let compared = Compared::new(&packages[0], &packages[1]);
    if as_json {
        println!("{:#}", compared.to_json());
    } else {
        print!("{}", compared.to_text());
    }
    Ok(if compared.is_same() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Copies the tracked files with their uncommitted changes, and the npm packages.
fn copy_sources(repo: &Repo, root: &Path) -> Result<(), Error> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached"]).current_dir(&repo.root);
    let tracked =
        process::run("list the sources", &mut git, Duration::from_mins(1), Output::Returned)?;
    for name in tracked.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (repo.path(name), root.join(name));
        let folder = to.parent().unwrap_or(root);
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        std::fs::copy(&from, &to).map_err(Error::file(&from))?;
    }
    let mut copy = Command::new("cp");
    // Hard links save space; nothing writes to these files.
    copy.args(["-a", "--link"]).arg(repo.path("node_modules")).arg(root.join("node_modules"));
    process::run("copy the npm packages", &mut copy, Duration::from_mins(10), Output::OnlyIfItFails)
        .map(drop)
}

/// Builds a copy and returns the SHA-256 of each file of its package.
fn build_there(root: &Path, place: &Place) -> Result<BTreeMap<String, String>, Error> {
    eprintln!("reproduce: building in {}", root.display());
    let program = std::env::current_exe().map_err(Error::file("this program"))?;
    let mut command = Command::new(program);
    command.arg("build").current_dir(root).envs(place.environment);
    // The copy must find itself, and must not share its output.
    command.env("CARGO_MANIFEST_DIR", root.join("xtask"));
    for shared in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR", "RUSTC_WRAPPER"] {
        command.env_remove(shared);
    }
    process::run("build a copy", &mut command, LIMIT, Output::Shown)?;
    let package = root.join("pkg");
    let mut hashes = BTreeMap::new();
    for file in build::files(&package)? {
        let content = std::fs::read(&file).map_err(Error::file(&file))?;
        let name = file.strip_prefix(&package).map_or(file.clone(), PathBuf::from);
        hashes
            .insert(name.to_string_lossy().into_owned(), format!("{:x}", Sha256::digest(&content)));
    }
    if hashes.is_empty() {
        return Err(Error::unexpected(package.display(), "is empty"));
    }
    Ok(hashes)
}

/// The names of all files, with the hash in each package that has the file.
struct Compared(Vec<(String, [Option<String>; 2])>);

impl Compared {
    fn new(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Self {
        let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        Self(
            names
                .into_iter()
                .map(|name| (name.clone(), [one, other].map(|of| of.get(name).cloned())))
                .collect(),
        )
    }

    fn is_same(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|(_, [one, other])| one == other)
    }

    fn to_json(&self) -> serde_json::Value {
        let files = self.0.iter().map(|(name, [one, other])| {
            json!({ "file": name, "sha256": [one, other], "same": one == other })
        });
        json!({ "same": self.is_same(), "files": files.collect::<Vec<_>>() })
    }

    fn to_text(&self) -> String {
        let mut lines = Vec::new();
        for (name, [one, other]) in &self.0 {
            let hash = |hash: &Option<String>| hash.clone().unwrap_or_else(|| "missing".to_owned());
            let verdict = if one == other { "same" } else { "DIFFERS" };
            lines.push(format!(
                "{verdict:<7} {name}\n        {}\n        {}\n",
                hash(one),
                hash(other)
            ));
        }
        let different = self.0.iter().filter(|(_, [one, other])| one != other).count();
        lines.push(format!("{} files, {different} of them differ\n", self.0.len()));
        lines.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect()
    }

    #[test]
    fn equal_packages_are_the_same() {
        let one = package(&[("index.js", "1"), ("frame/vault.js", "2")]);
        assert!(Compared::new(&one, &one).is_same());
    }

    #[test]
    fn another_hash_and_a_missing_file_are_differences() {
        let one = package(&[("index.js", "1"), ("frame/vault.js", "2")]);
        for other in
            [package(&[("index.js", "1"), ("frame/vault.js", "3")]), package(&[("index.js", "1")])]
        {
            let compared = Compared::new(&one, &other);
            assert!(!compared.is_same());
            assert!(compared.to_text().ends_with("2 files, 1 of them differ\n"));
            assert_eq!(compared.to_json()["files"][0]["same"], false);
        }
        assert!(!Compared::new(&package(&[]), &package(&[])).is_same(), "nothing was built");
    }
}
