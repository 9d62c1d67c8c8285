//! `cargo xtask fuzz`: millions of inputs for each reader of the core, and not one panic.
//!
//! libFuzzer makes them from the corpus in `fuzz/corpus/`, by what code each input reaches
//! ([`report`] reads what it says). Its coverage flags are stable ones, so the pinned toolchain
//! does; a C++ compiler is needed for libFuzzer itself.

mod report;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lexopt::prelude::*;
use serde_json::json;

use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo};
use report::Outcome;

/// For `--help`.
pub const OPTIONS: &str = "  --inputs N   of each target; without it a million
  --target T   only this one; without it all that have a corpus in fuzz/corpus/
  --seed N     of an earlier run, to have the same inputs again
  --keep       adds what reached new code to the corpus in fuzz/corpus/
  --json       for programs";

/// For ten million inputs on a machine that does other things too.
const LIMIT: Duration = Duration::from_hours(3);

/// The longest input, in bytes: beyond every limit of what is read, and short, since an input takes
/// as long as it is.
const LONGEST: usize = 2_048;
/// A token's own limit is 8 KiB.
const LONGEST_TOKEN: usize = 9_000;

/// Seconds for one input, and megabytes for all of the program: past them libFuzzer stops as at a
/// panic.
const SECONDS: u32 = 5;
const MEGABYTES: u32 = 1_024;

/// What is kept of a run: inputs that a person can read, and no more than a few hundred lines.
const LONGEST_KEPT: usize = 400;
const MOST_KEPT: usize = 120;

/// Coverage as `cargo fuzz` has it, without a sanitizer: `unsafe_code` is forbidden in the core,
/// and sanitizers need nightly.
const FLAGS: [&str; 8] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Ccodegen-units=1",
];

/// What the command line asks for.
struct Options {
    inputs: u64,
    targets: Vec<String>,
    seed: u32,
    keep: bool,
    as_json: bool,
}

/// `cargo xtask fuzz`: exit code 1 when an input of any target made it panic, or fewer were tried
/// than asked for.
pub fn command(parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let options = parse(&repo, parser)?;
    let program = build(&repo)?;
    let mut commands = Vec::new();
    for target in &options.targets {
        commands.push((target.clone(), run(&repo, &program, target, &options)?));
    }
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let ended = process::run_side_by_side(commands, cores, LIMIT, |ended| {
        eprintln!("fuzz: {} ended after {:.0} s", ended.name, ended.took.as_secs_f64());
    })?;
    let mut outcomes: Vec<Outcome> =
        ended.iter().map(|ended| Outcome::read(ended, options.seed)).collect();
    outcomes.sort_by(|one, other| one.target.cmp(&other.target));
    for outcome in outcomes.iter().filter(|outcome| !outcome.holds(options.inputs)) {
        eprintln!("FAILED: {}\n{}", outcome.target, outcome.last_words);
    }
    if options.keep {
        for outcome in outcomes.iter().filter(|outcome| outcome.holds(options.inputs)) {
            keep(&repo, &program, &outcome.target)?;
        }
    }
    if options.as_json {
        let targets: Vec<_> = outcomes.iter().map(Outcome::to_json).collect();
        println!(
            "{:#}",
            json!({ "inputs": options.inputs, "seed": options.seed, "targets": targets })
        );
    } else {
        print!("{}", outcomes.iter().map(Outcome::to_line).collect::<String>());
    }
    let all_hold = outcomes.iter().all(|outcome| outcome.holds(options.inputs));
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn parse(repo: &Repo, mut parser: lexopt::Parser) -> Result<Options, Error> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.subsec_nanos());
    let mut options = Options {
        inputs: 1_000_000,
        targets: Vec::new(),
        seed: now.max(1),
        keep: false,
        as_json: false,
    };
    let known = targets(repo)?;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("inputs") => options.inputs = parser.value()?.parse()?,
            Long("seed") => options.seed = parser.value()?.parse()?,
            Long("keep") => options.keep = true,
            Long("json") => options.as_json = true,
            Long("target") => {
                let target = parser.value()?.string()?;
                if !known.contains(&target) {
                    return Err(Error::usage(format!(
                        "there is no target {target:?}, but {}",
                        known.join(", ")
                    )));
                }
                options.targets.push(target);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if options.targets.is_empty() {
        options.targets = known;
    }
    Ok(options)
}

/// Those that have a corpus.
fn targets(repo: &Repo) -> Result<Vec<String>, Error> {
    let files = crate::build::files(&repo.path("fuzz/corpus"))?;
    let names =
        files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()));
    Ok(names.collect())
}

/// Builds the program, with debug assertions and checks for overflow: what would wrap in the wasm
/// is a panic here.
fn build(repo: &Repo) -> Result<PathBuf, Error> {
    if !Command::new("c++").arg("--version").output().is_ok_and(|answer| answer.status.success()) {
        let how = "install a C++ compiler, which libFuzzer is built with (Debian: g++)".to_owned();
        return Err(Error::Missing { what: "c++".to_owned(), how });
    }
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "host-tuple"]).current_dir(&repo.root);
    let host = process::run(
        "ask rustc for its host",
        &mut rustc,
        Duration::from_mins(1),
        Output::Returned,
    )?;
    let target = repo.target.join("fuzz");
    let mut command = cargo();
    command.args([
        "build",
        "--package",
        "sordino-fuzz",
        "--bin",
        "fuzz",
        "--features",
        "libfuzzer",
    ]);
    // With a target named, build scripts and macros are built without the flags.
    command.args(["--target", host.trim(), "--target-dir"]).arg(&target).current_dir(&repo.root);
    command.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\x1f"));
    command
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "3")
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    process::run("build the fuzzer", &mut command, Duration::from_mins(20), Output::Shown)?;
    Ok(target.join(host.trim()).join("debug").join(format!("fuzz{}", std::env::consts::EXE_SUFFIX)))
}

/// The program for one target, its corpus laid out as libFuzzer wants it.
fn run(repo: &Repo, program: &Path, target: &str, options: &Options) -> Result<Command, Error> {
    let folder = repo.scratch("fuzz")?.join(target);
    let (seeds, found) = (folder.join("seeds"), folder.join("found"));
    for folder in [&seeds, &found, &folder.join("merged")] {
        crate::build::clear(folder)?;
    }
    for (number, input) in corpus(repo, target)?.iter().enumerate() {
        let file = seeds.join(format!("{number:04}"));
        std::fs::write(&file, input).map_err(Error::file(&file))?;
    }
    let mut command = fuzzer(program, target);
    command.args([&found, &seeds]);
    command.args([format!("-runs={}", options.inputs), format!("-seed={}", options.seed)]);
    let longest = if target == "token" { LONGEST_TOKEN } else { LONGEST };
    command.args([
        format!("-max_len={longest}"),
        format!("-timeout={SECONDS}"),
        format!("-rss_limit_mb={MEGABYTES}"),
    ]);
    command.arg(format!("-artifact_prefix={}/", folder.display()));
    command.args(["-print_final_stats=1", "-verbosity=1"]);
    // Often enough to be exact at the end of any round number.
    command.env("SORDINO_FUZZ_REPORT", (options.inputs / 10).max(1).to_string());
    Ok(command)
}

fn fuzzer(program: &Path, target: &str) -> Command {
    let mut command = Command::new(program);
    command.env("SORDINO_FUZZ_TARGET", target).env("RUST_BACKTRACE", "0");
    command
}

fn corpus(repo: &Repo, target: &str) -> Result<Vec<String>, Error> {
    let file = repo.path("fuzz/corpus").join(format!("{target}.txt"));
    let text = std::fs::read_to_string(&file).map_err(Error::file(&file))?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// Adds to the corpus what reaches code that nothing in it reaches: the shortest first, as far as a
/// person can read it.
fn keep(repo: &Repo, program: &Path, target: &str) -> Result<(), Error> {
    let folder = repo.scratch("fuzz")?.join(target);
    let merged = folder.join("merged");
    let mut command = fuzzer(program, target);
    // libFuzzer takes the smallest inputs that reach all of it; the corpus itself comes first and
    // stays.
    command.arg("-merge=1").args([&merged, &folder.join("seeds"), &folder.join("found")]);
    process::run("merge the corpus", &mut command, Duration::from_hours(1), Output::OnlyIfItFails)?;
    let mut inputs = corpus(repo, target)?;
    let known: BTreeSet<String> = inputs.iter().cloned().collect();
    let mut new = Vec::new();
    for file in crate::build::files(&merged)? {
        let content = std::fs::read(&file).map_err(Error::file(&file))?;
        let text = String::from_utf8(content)
            .ok()
            .filter(|text| text.len() <= LONGEST_KEPT && is_a_line(text));
        new.extend(text.filter(|text| !known.contains(text)));
    }
    new.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    new.truncate(MOST_KEPT.saturating_sub(inputs.len()));
    eprintln!("fuzz: {} new inputs of {target} are kept", new.len());
    inputs.append(&mut new);
    let file = repo.path("fuzz/corpus").join(format!("{target}.txt"));
    std::fs::write(&file, inputs.join("\n") + "\n").map_err(Error::file(&file))
}

fn is_a_line(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_control)
}
