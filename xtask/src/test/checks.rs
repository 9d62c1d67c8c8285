//! The checks of the steps.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::tally::Tally;
use crate::browsers::{CHROMEDRIVER, Engine, WEBKITDRIVER};
use crate::cargo::{COMPILE_LIMIT, cargo, compile_tests};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::Repo;
use crate::screen::Screen;
use crate::setup::{self, Tools};
use crate::{attacks, build, counts, cpu, demo, end_to_end, node, sandbox, sizes};

/// The repository and the tools that every step uses.
pub struct Context<'a> {
    pub repo: &'a Repo,
    pub tools: &'a Tools,
}

/// The longest that a tool takes to read the sources.
const READ: Duration = Duration::from_mins(3);
/// The longest that the wasm tests take in one browser.
const WASM: Duration = Duration::from_mins(10);

/// Runs a check that is one program.
fn run(step: &str, command: &mut Command, limit: Duration) -> Result<Tally, Error> {
    process::run(step, command, limit, Output::Shown)?;
    Ok(Tally::ONE)
}

/// Runs rustfmt on Rust and Biome on the other languages.
pub fn fmt(step: &str, context: &Context<'_>) -> Result<Tally, Error> {
    run(step, cargo().args(["fmt", "--all", "--check"]), READ)?;
    run(step, node::tool(context.repo, "biome").arg("format"), READ)
}

/// Runs Biome's linter.
pub fn lint(step: &str, context: &Context<'_>) -> Result<Tally, Error> {
    let mut command = node::tool(context.repo, "biome");
    run(step, command.args(["lint", "--error-on-warnings"]), READ)
}

/// Checks spelling and Markdown with the npm packages of `tests/prose/`.
pub fn prose(step: &str, context: &Context<'_>) -> Result<Tally, Error> {
    const TOOLS: &str = "tests/prose";
    let repo = context.repo;
    setup::ensure_npm(repo, TOOLS)?;
    let programs: [(&str, &[&str]); 3] = [
        ("cspell", &["--no-progress", "--config", "cspell.config.json"]),
        ("markdownlint-cli2", &[]),
        ("prettier", &["--check", "."]),
    ];
    for (program, options) in programs {
        let mut command = Command::new(repo.path(TOOLS).join("node_modules/.bin").join(program));
        command.args(options).current_dir(&repo.root);
        process::run(step, &mut command, READ, Output::OnlyIfItFails)?;
    }
    Ok(Tally { passed: 3, failed: 0 })
}

/// Runs all tests of the workspace.
pub fn rust(step: &str) -> Result<Tally, Error> {
    cargo_tests(step, cargo().args(["test", "--workspace", "--no-fail-fast"]), COMPILE_LIMIT)
}

/// Builds `pkg/` and the sandbox for the other steps.
pub fn build(context: &Context<'_>) -> Result<Tally, Error> {
    build::ensure(context.repo, context.tools)?;
    sandbox::build(context.repo)?;
    Ok(Tally::ONE)
}

/// Sets a PIN on the demo page.
pub fn demo(context: &Context<'_>) -> Result<Tally, Error> {
    build(context)?;
    let verdict = demo::check(context.repo, context.tools)?;
    if verdict.ok { Ok(Tally::ONE) } else { Err(Error::unexpected("demo check", verdict.line)) }
}

/// Runs tests with cargo; the time to compile them does not count.
pub fn cargo_tests(step: &str, command: &mut Command, limit: Duration) -> Result<Tally, Error> {
    cpu::uncounted(|| compile_tests(step, command))?;
    tests(step, command, limit)
}

/// Runs a program that runs tests; it is an error when it runs no test.
fn tests(step: &str, command: &mut Command, limit: Duration) -> Result<Tally, Error> {
    let (status, output) = process::run_any(step, command, limit, Output::ShownAndReturned)?;
    let tally = Tally::parse(&output);
    if !status.success() {
        // The program can fail without a failed test.
        return Ok(Tally { failed: tally.failed.max(1), ..tally });
    }
    if tally.passed == 0 {
        return Err(Error::unexpected(step, "ran no test"));
    }
    Ok(tally)
}

/// Runs clippy for this machine and for wasm. All of it is compiling, so its time does not count.
pub fn clippy(step: &str, context: &Context<'_>) -> Result<Tally, Error> {
    let root = &context.repo.root;
    let workspace: &[&str] = &["--workspace", "--all-targets"];
    let wasm: &[&str] =
        &["--package", "sordino", "--all-targets", "--target", "wasm32-unknown-unknown"];
    for scope in [workspace, wasm] {
        let mut command = cargo();
        command.arg("clippy").args(scope).args(["--", "--deny", "warnings"]).current_dir(root);
        cpu::uncounted(|| run(step, &mut command, COMPILE_LIMIT))?;
    }
    Ok(Tally::ONE)
}

/// Checks the package with publint and attw (Are The Types Wrong).
pub fn package(step: &str, context: &Context<'_>) -> Result<Tally, Error> {
    let repo = context.repo;
    build::ensure(repo, context.tools)?;
    // `package.json` has `"type": "module"` and no `require`: only importers of ES modules are
    // supported.
    let programs: [(&str, &[&str]); 2] =
        [("publint", &["--strict", "pkg"]), ("attw", &["--pack", "pkg", "--profile", "esm-only"])];
    for (program, options) in programs {
        let mut command = node::tool(repo, program);
        process::run(step, command.args(options), READ, Output::OnlyIfItFails)?;
    }
    Ok(Tally::ONE)
}

/// Type-checks each folder that has a `tsconfig.json`.
pub fn types(step: &str, context: &Context<'_>) -> Result<Tally, Error> {
    let repo = context.repo;
    // The sources import the types of the wasm.
    build::ensure(repo, context.tools)?;
    for project in ["host", "www", "tests"].iter().flat_map(|folder| projects(&repo.path(folder))) {
        eprintln!("{}", project.display());
        let mut command = node::tool(repo, "tsc");
        command.args(["--noEmit", "--project"]).arg(project);
        run(step, &mut command, READ)?;
    }
    Ok(Tally::ONE)
}

/// Returns the `tsconfig.json` of a folder and of its direct subfolders.
fn projects(folder: &Path) -> Vec<PathBuf> {
    let within =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = std::iter::once(folder.to_path_buf()).chain(within);
    let mut found: Vec<_> =
        folders.map(|folder| folder.join("tsconfig.json")).filter(|path| path.is_file()).collect();
    found.sort();
    found
}

/// Bundles `host/test/*.test.ts`, because Node.js 20 can't read TypeScript, and runs the bundles.
pub fn unit(step: &str, context: &Context<'_>) -> Result<Tally, Error> {
    let repo = context.repo;
    let output = repo.scratch("unit")?;
    std::fs::remove_dir_all(&output).map_err(Error::file(&output))?;
    let folder = repo.path("host/test");
    let sources: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(Error::file(&folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.ts"))
        .collect();
    if sources.is_empty() {
        return Err(Error::unexpected(folder.display(), "contains no *.test.ts"));
    }
    let mut bundle = node::tool(repo, "esbuild");
    bundle.args([
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--sourcemap=inline",
        "--log-level=warning",
    ]);
    bundle
        .arg("--out-extension:.js=.mjs")
        .arg(format!("--outdir={}", output.display()))
        .args(&sources);
    process::run(step, &mut bundle, READ, Output::Shown)?;
    let bundles = sources.iter().filter_map(|path| path.file_stem()).map(|name| {
        let mut file = output.join(name).into_os_string();
        file.push(".mjs");
        file
    });
    let mut command = node::node(repo);
    command.args(["--enable-source-maps", "--test", "--test-reporter=spec"]).args(bundles);
    tests(step, &mut command, READ)
}

/// Runs the wasm tests with wasm-bindgen's runner, which finds the browser by its driver's
/// variable.
pub fn wasm(step: &str, context: &Context<'_>, engine: Engine) -> Result<Tally, Error> {
    let mut command = cargo();
    command.args(["test", "--package", "sordino", "--target", build::TARGET]);
    command.current_dir(&context.repo.root).env("PATH", context.tools.path());
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        context.tools.program("wasm-bindgen-test-runner")?,
    );
    let screen = if engine == Engine::WebKit { Some(Screen::open()?) } else { None };
    let (variable, driver) = match engine {
        Engine::Chromium => ("CHROMEDRIVER", CHROMEDRIVER.path()?),
        Engine::Firefox => ("GECKODRIVER", context.tools.program("geckodriver")?),
        Engine::WebKit => ("SAFARIDRIVER", WEBKITDRIVER.path()?),
    };
    for other in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER"] {
        command.env_remove(other);
    }
    command.env(variable, driver);
    if let Some(screen) = &screen {
        command.env("DISPLAY", &screen.display);
    }
    cargo_tests(step, &mut command, WASM)
}

/// Compares the bytes that a visitor downloads with their budgets.
pub fn budgets(context: &Context<'_>) -> Result<Tally, Error> {
    build::ensure(context.repo, context.tools)?;
    let sizes = sizes::measure(context.repo)?;
    eprint!("{}", sizes.to_table());
    let broken = sizes.exceeded_budgets();
    if broken.is_empty() {
        Ok(Tally::ONE)
    } else {
        Err(Error::unexpected("a budget is exceeded", broken.join("; ")))
    }
}

/// Counts instructions; each budget is one test. On machines without budgets it runs no
/// test.
pub fn counts(context: &Context<'_>) -> Result<Tally, Error> {
    let Some(counts) = counts::count(context.repo)? else { return Ok(Tally::default()) };
    eprint!("{}", counts.to_table());
    let broken = counts.exceeded_budgets();
    for sentence in &broken {
        eprintln!("error: {sentence}");
    }
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Tally { passed: count(counts.number() - broken.len()), failed: count(broken.len()) })
}

/// Runs the tests of `tests/` in an engine; without an engine, those in Node.js.
pub fn browser(step: &str, context: &Context<'_>, engine: Option<Engine>) -> Result<Tally, Error> {
    let mut run = end_to_end::prepare(context.repo, context.tools, engine)?;
    tests(step, &mut run.command, end_to_end::LIMIT)
}

/// Attacks the rows of the threat model; each row is one test.
pub fn attacks(context: &Context<'_>, engine: Engine) -> Result<Tally, Error> {
    let (held, failed) = attacks::in_engine(context.repo, context.tools, engine)?;
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    Ok(Tally { passed: count(held), failed: count(failed.len()) })
}
