//! A file has one subject: it is shorter than 350 lines, tests at its end not counted.
//!
//! Biome's `noExcessiveLinesPerFile` says the same of TypeScript, JavaScript and CSS (`biome.jsonc`).

use std::path::{Path, PathBuf};

/// The most lines of a file.
const LIMIT: usize = 350;

/// Folders with Rust sources, from the root of the repository.
const FOLDERS: &[&str] = &["core", "counts", "examples/servers", "fuzz", "sandbox", "src", "xtask"];

/// Longer files, each with the most lines that it may have: they only ever shrink.
const LONGER: &[(&str, usize)] =
    &[("core/src/use_case/gather.rs", 475), ("core/tests/session/world.rs", 425)];

#[test]
fn no_file_is_longer_than_its_limit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(&root.join(folder), &mut files);
    }
    assert!(files.len() > 200, "{} files are not all", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.strip_prefix(&root).unwrap_or(path).display().to_string();
        let Ok(text) = std::fs::read_to_string(path) else { panic!("{name} can't be read") };
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
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
