//! Fails when two files of a crate need each other, directly or through other files.
//!
//! File `a` needs file `b` when a path in `a` leads to an item that `b` defines. `mod` and `pub
//! use` do not count, because the first file of a folder lists the content of the folder with them.
//! Code under `#[cfg(test)]` does not count either.
//!
//! cargo-modules draws such graphs too, but each machine would have to build it, and it compares
//! modules instead of files.

mod modules;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use modules::Crate;

/// The first file of each crate, from the root of the repository.
const CRATES: &[&str] = &[
    "core/src/lib.rs",
    "counts/src/main.rs",
    "examples/servers/rust/src/main.rs",
    "fuzz/src/lib.rs",
    "sandbox/src/lib.rs",
    "src/lib.rs",
    "xtask/src/main.rs",
];

/// Known circles, each by one of its files. The test fails when a listed circle no longer exists.
const KNOWN: &[&str] = &[];

#[test]
fn no_circle_between_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found: Vec<Vec<String>> = Vec::new();
    for first in CRATES {
        let needs = Crate::read(&root, first).needs();
        assert!(needs.len() > 1 || !first.starts_with("core"), "{first}: no files found");
        found.extend(circles(&needs));
    }
    let is_known = |circle: &Vec<String>| circle.iter().any(|file| KNOWN.contains(&&**file));
    let (known, new): (Vec<_>, Vec<_>) = found.into_iter().partition(is_known);
    assert!(new.is_empty(), "these files need each other:\n{new:#?}");
    for file in KNOWN {
        assert!(known.iter().flatten().any(|one| one == file), "{file} is no longer in a circle");
    }
}

#[test]
fn a_circle_of_three_files_is_found() {
    let needs = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "a")];
    let mut map: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in needs {
        map.entry(from.to_owned()).or_default().insert(to.to_owned());
    }
    assert_eq!(circles(&map), [["a", "b", "c"]]);
}

/// Returns groups of files that all reach each other.
fn circles(needs: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach = |start: &String| {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = needs.get(start).into_iter().flatten().collect();
        while let Some(file) = open.pop() {
            if reached.insert(file.clone()) {
                open.extend(needs.get(file).into_iter().flatten());
            }
        }
        reached
    };
    let all: BTreeMap<&String, BTreeSet<String>> =
        needs.keys().map(|file| (file, reach(file))).collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (file, reached) in &all {
        let circle: Vec<String> = reached
            .iter()
            .filter(|other| all.get(other).is_some_and(|back| back.contains(*file)))
            .cloned()
            .collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}
