//! `cargo xtask check`: runs the tests of the files in `core/` that changed since the last commit,
//! and no others, so that the answer comes within seconds.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::cargo::{COMPILE_LIMIT, cargo};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::test::Tally;

/// Runs the tests; exit code 1 when one fails.
pub fn command() -> Result<ExitCode, Error> {
    let began = Instant::now();
    let repo = Repo::find()?;
    let mut git = Command::new("git");
    git.args(["status", "--porcelain", "--untracked-files=all", "--no-renames", "--", "core"]);
    git.current_dir(&repo.root);
    let limit = Duration::from_mins(1);
    let changed = process::run("list the changed files", &mut git, limit, Output::Returned)?;
    let tests: Vec<Vec<String>> = tests_of(&changed);
    if tests.is_empty() {
        println!("no file in core/ has changed since the last commit");
    }
    let mut total = Tally::default();
    for arguments in tests {
        let mut command = cargo();
        command.args(["test", "--package", "sordino-core"]).args(&arguments);
        command.current_dir(&repo.root);
        let (status, printed) =
            process::run_any("check", &mut command, COMPILE_LIMIT, Output::ShownAndReturned)?;
        let tally = Tally::parse(&printed);
        let failed = if status.success() { 0 } else { tally.failed.max(1) };
        total = total + Tally { failed, ..tally };
    }
    println!("{total} in {:.1} s", began.elapsed().as_secs_f64());
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns the arguments for each call of `cargo test`, from the output of `git status
/// --porcelain`.
fn tests_of(changed: &str) -> Vec<Vec<String>> {
    let mut modules = Vec::new();
    let mut runs = Vec::new();
    for line in changed.lines() {
        let Some(path) = line.get(3..) else { continue };
        if let Some(module) =
            path.strip_prefix("core/src/").and_then(|path| path.strip_suffix(".rs"))
        {
            modules.push(module.trim_end_matches("/mod").replace('/', "::"));
        } else if let Some(name) = path.strip_prefix("core/tests/") {
            // A folder is one test program, as a file is.
            let first = Path::new(name).iter().next().map(|name| name.to_string_lossy());
            let name = first.unwrap_or_default().trim_end_matches(".rs").to_owned();
            runs.push(vec!["--test".to_owned(), name]);
        }
    }
    runs.sort();
    runs.dedup();
    if modules.iter().any(|module| module == "lib") {
        runs.insert(0, vec!["--lib".to_owned()]);
    } else if !modules.is_empty() {
        let filters = modules.into_iter().map(|module| format!("{module}::"));
        runs.insert(0, ["--lib".to_owned(), "--".to_owned()].into_iter().chain(filters).collect());
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_file_runs_the_tests_of_its_module() {
        let changed = " M core/src/field/pin.rs\n?? core/src/field/mod.rs\nA  core/src/json.rs\n";
        assert_eq!(tests_of(changed), [["--lib", "--", "field::pin::", "field::", "json::"]]);
    }

    #[test]
    fn a_test_program_runs_once() {
        let changed = " M core/tests/session/world.rs\n M core/tests/session/main.rs\n \
                       M core/tests/wire.rs\n";
        assert_eq!(tests_of(changed), [["--test", "session"], ["--test", "wire"]]);
    }

    #[test]
    fn the_first_file_of_the_crate_runs_all_tests() {
        assert_eq!(tests_of(" M core/src/lib.rs\n M core/src/json.rs\n"), [["--lib"]]);
        assert!(tests_of(" M core/words/de.txt\n").is_empty());
    }
}
