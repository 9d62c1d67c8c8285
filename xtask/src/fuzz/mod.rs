//! `cargo xtask fuzz`: gives each parser of the core millions of inputs; none may cause a panic.
//!
//! libFuzzer derives the inputs from the corpus in `fuzz/corpus/` and prefers inputs that reach new
//! code. [`report`] reads its output. The coverage flags are stable, so the pinned toolchain
//! compiles the targets; libFuzzer itself needs a C++ compiler.

mod report;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use serde_json::json;

use crate::arguments::Json;
use crate::cargo::{COMPILE_LIMIT, cargo};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use report::Outcome;

/// The options of `cargo xtask fuzz`.
#[derive(Debug, Args)]
pub struct Options {
    /// Try this many inputs for each target
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    inputs: u64,
    /// Fuzz only this target; without this option all that have a corpus in fuzz/corpus/
    #[arg(long = "target", value_name = "TARGET")]
    targets: Vec<String>,
    /// Repeat the inputs of an earlier run
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// Add inputs that reached new code to the corpus in fuzz/corpus/
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    output: Json,
}

/// The longest that ten million inputs take on a busy machine.
const LIMIT: Duration = Duration::from_hours(3);

/// The longest input in bytes. It is above every limit of the parsers, and short, because longer
/// inputs take more time.
const LONGEST: usize = 2_048;
/// The same for tokens, which may have 8 KiB.
const LONGEST_TOKEN: usize = 9_000;

/// The limits for one input in seconds and for the program in megabytes. libFuzzer stops at an
/// exceeded limit as it does at a panic.
const SECONDS: u32 = 5;
const MEGABYTES: u32 = 1_024;

/// The limits for new inputs in the corpus, which people should be able to read.
const LONGEST_KEPT: usize = 400;
const MOST_KEPT: usize = 120;

/// The coverage flags of `cargo fuzz`. Sanitizers are off: they need nightly, and the core forbids
/// `unsafe_code`.
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

/// Runs `cargo xtask fuzz`; exit code 1 when an input makes a target panic, or when fewer inputs
/// were tried than requested.
pub fn command(options: &Options) -> Result<ExitCode, Error> {
    let repo = Repo::find()?;
    let targets = chosen_targets(&repo, options)?;
    let seed = options.seed.unwrap_or_else(any_seed);
    let program = build(&repo)?;
    let mut commands = Vec::new();
    for target in &targets {
        commands.push((target.clone(), run(&repo, &program, target, options.inputs, seed)?));
    }
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let ended = process::run_side_by_side(commands, cores, LIMIT, |ended| {
        eprintln!("fuzz: {} ended after {:.0} s", ended.name, ended.took.as_secs_f64());
    })?;
    let mut outcomes: Vec<Outcome> = ended.iter().map(|ended| Outcome::read(ended, seed)).collect();
    outcomes.sort_by(|one, other| one.target.cmp(&other.target));
    for outcome in outcomes.iter().filter(|outcome| !outcome.holds(options.inputs)) {
        eprintln!("FAILED: {}\n{}", outcome.target, outcome.last_words);
    }
    if options.keep {
        for outcome in outcomes.iter().filter(|outcome| outcome.holds(options.inputs)) {
            keep(&repo, &program, &outcome.target)?;
        }
    }
    if options.output.json {
        let targets: Vec<_> = outcomes.iter().map(Outcome::to_json).collect();
        println!("{:#}", json!({ "inputs": options.inputs, "seed": seed, "targets": targets }));
    } else {
        print!("{}", outcomes.iter().map(Outcome::to_line).collect::<String>());
    }
    let all_hold = outcomes.iter().all(|outcome| outcome.holds(options.inputs));
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns the named targets, or all of them when none is named.
fn chosen_targets(repo: &Repo, options: &Options) -> Result<Vec<String>, Error> {
    let files = crate::build::files(&repo.path("fuzz/corpus"))?;
    let names =
        files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()));
    let known: Vec<String> = names.collect();
    if let Some(unknown) = options.targets.iter().find(|target| !known.contains(target)) {
        let known = known.join(", ");
        return Err(Error::usage(format!("no target is named {unknown}; there are {known}")));
    }
    Ok(if options.targets.is_empty() { known } else { options.targets.clone() })
}

/// Returns another seed each time; libFuzzer takes zero for none.
fn any_seed() -> u32 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(1, |since| since.subsec_nanos().max(1))
}

/// Builds the program with debug assertions and overflow checks, so that an overflow is a panic.
fn build(repo: &Repo) -> Result<PathBuf, Error> {
    if !Command::new("c++").arg("--version").output().is_ok_and(|answer| answer.status.success()) {
        let how = "install a C++ compiler to build libFuzzer with (Debian: g++)".to_owned();
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
    // With `--target`, cargo builds scripts and macros without the flags.
    command.args(["--target", host.trim(), "--target-dir"]).arg(&target).current_dir(&repo.root);
    command.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\x1f"));
    command
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "3")
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    process::run("build the fuzzer", &mut command, COMPILE_LIMIT, Output::Shown)?;
    Ok(target.join(host.trim()).join("debug").join(format!("fuzz{}", std::env::consts::EXE_SUFFIX)))
}

/// Prepares the program for one target: libFuzzer wants each input of the corpus in its own file.
fn run(
    repo: &Repo,
    program: &Path,
    target: &str,
    inputs: u64,
    seed: u32,
) -> Result<Command, Error> {
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
    command.args([format!("-runs={inputs}"), format!("-seed={seed}")]);
    let longest = if target == "token" { LONGEST_TOKEN } else { LONGEST };
    command.args([
        format!("-max_len={longest}"),
        format!("-timeout={SECONDS}"),
        format!("-rss_limit_mb={MEGABYTES}"),
    ]);
    command.arg(format!("-artifact_prefix={}/", folder.display()));
    command.args(["-print_final_stats=1", "-verbosity=1"]);
    // The program reports after each tenth of the inputs, so that its last report has all of them.
    command.env("SORDINO_FUZZ_REPORT", (inputs / 10).max(1).to_string());
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

/// Adds the inputs that reach new code to the corpus: the shortest ones first, and only those that
/// people can read.
fn keep(repo: &Repo, program: &Path, target: &str) -> Result<(), Error> {
    let folder = repo.scratch("fuzz")?.join(target);
    let merged = folder.join("merged");
    let mut command = fuzzer(program, target);
    // libFuzzer picks the smallest set of inputs that reaches all of the code. The corpus comes
    // first in the list, so it stays.
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
    eprintln!("fuzz: added {} inputs to the corpus of {target}", new.len());
    inputs.append(&mut new);
    let file = repo.path("fuzz/corpus").join(format!("{target}.txt"));
    std::fs::write(&file, inputs.join("\n") + "\n").map_err(Error::file(&file))
}

fn is_a_line(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_control)
}
