//! Fails when a Rust file has more than 350 lines, without the tests at its end: a long file has
//! several subjects.
//!
//! Biome's rule `noExcessiveLinesPerFile` does the same for TypeScript, JavaScript and CSS
//! (`biome.jsonc`).

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// The maximum number of lines.
const LIMIT: usize = 350;

/// Folders with Rust sources, from the root of the repository.
const FOLDERS: &[&str] = &["core", "counts", "examples/servers", "fuzz", "sandbox", "src", "xtask"];

/// Longer files with their own maximum, which may only go down.
const LONGER: &[(&str, usize)] = &[("core/tests/session/world.rs", 425)];

#[test]
fn no_file_is_longer_than_its_limit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(&root.join(folder), &mut files);
    }
    assert!(files.len() > 200, "only {} files found", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.strip_prefix(&root).unwrap_or(path).display().to_string();
        let Ok(text) = std::fs::read_to_string(path) else { panic!("{name}: can't be read") };
        let lines = lines_without_tests(&text);
        let longer = LONGER.iter().find(|(file, _)| *file == name);
        let limit = longer.map_or(LIMIT, |(_, lines)| *lines);
        if lines > limit {
            wrong.push(format!("{name} has {lines} lines: split it by subject (limit {limit})"));
        }
        if longer.is_some() && lines <= LIMIT {
            wrong.push(format!("{name} has only {lines} lines: take it out of LONGER"));
        }
    }
    for (name, _) in LONGER {
        if !root.join(name).is_file() {
            wrong.push(format!("{name} is gone: take it out of LONGER"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn tests_at_the_end_do_not_count() {
    let text = "fn one() {}\n\n#[cfg(test)]\nmod tests {\n    fn two() {}\n}\n";
    assert_eq!(lines_without_tests(text), 2);
    assert_eq!(lines_without_tests("#[cfg(test)]\nuse a::B;\nfn one() {}\n"), 3);
}

fn lines_without_tests(text: &str) -> usize {
    let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    text[..end].lines().count()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let is_source = |entry: &DirEntry| entry.file_name() != "target";
    let entries = WalkDir::new(folder).into_iter().filter_entry(is_source).flatten();
    let paths = entries.map(DirEntry::into_path);
    files.extend(paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs")));
}
