//! The steps: what each runs and how long it may take.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::tally::Tally;
use crate::browsers::{CHROMEDRIVER, Engine, WEBKITDRIVER};
use crate::error::Error;
use crate::process::{self, Output};
use crate::repo::{Repo, cargo};
use crate::screen::Screen;
use crate::setup::{Needs, Tools};
use crate::{
    attacks, build, counts, demo, docs, end_to_end, faults, generate, node, package, programs,
    sandbox, sizes, use_cases,
};

/// One check with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Fmt,
    Lint,
    Clippy,
    Rust,
    Protocol,
    Build,
    Package,
    Docs,
    Types,
    Unit,
    Wasm(Engine),
    Sizes,
    Counts,
    Demo,
    Examples,
    Node,
    UseCases(Engine),
    Faults,
    Browser(Engine),
    Attacks(Engine),
}

/// What every step works with.
pub struct Context<'a> {
    pub repo: &'a Repo,
    pub tools: &'a Tools,
}

/// Compiling everything anew on a slow machine.
const COMPILE: Duration = Duration::from_mins(30);
/// A tool that reads the sources.
const READ: Duration = Duration::from_mins(3);
/// The unit tests of the wasm in one browser, compiled before.
const WASM: Duration = Duration::from_mins(10);

impl Step {
    /// All of them: what is quick to say no comes before what takes long.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Fmt,
            Self::Lint,
            Self::Clippy,
            Self::Rust,
            Self::Protocol,
            Self::Build,
            Self::Package,
            Self::Docs,
            Self::Types,
            Self::Unit,
        ];
        all.extend(Engine::ALL.map(Self::Wasm));
        all.extend([Self::Sizes, Self::Counts, Self::Demo, Self::Examples, Self::Node]);
        all.extend(Engine::ALL.map(Self::UseCases));
        all.push(Self::Faults);
        all.extend(Engine::ALL.map(Self::Browser));
        all.extend(Engine::ALL.map(Self::Attacks));
        all
    }

    /// Its group: the name without the engine.
    const fn group(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Clippy => "clippy",
            Self::Rust => "rust",
            Self::Protocol => "protocol",
            Self::Build => "build",
            Self::Package => "package",
            Self::Docs => "docs",
            Self::Types => "types",
            Self::Unit => "unit",
            Self::Wasm(_) => "wasm",
            Self::Sizes => "sizes",
            Self::Counts => "counts",
            Self::Demo => "demo",
            Self::Examples => "examples",
            Self::Node => "node",
            Self::UseCases(_) => "use-cases",
            Self::Faults => "faults",
            Self::Browser(_) => "browser",
            Self::Attacks(_) => "attacks",
        }
    }

    /// The engine it is about, if any.
    pub const fn engine(self) -> Option<Engine> {
        match self {
            Self::Wasm(engine)
            | Self::UseCases(engine)
            | Self::Browser(engine)
            | Self::Attacks(engine) => Some(engine),
            _ => None,
        }
    }

    /// Whether both are one check in two engines, which can be run at once.
    pub fn is_beside(self, other: Self) -> bool {
        self.engine().is_some() && self.group() == other.group()
    }

    /// Its name on the command line.
    pub fn name(self) -> String {
        match self.engine() {
            Some(engine) => format!("{}:{engine}", self.group()),
            None => self.group().to_owned(),
        }
    }

    /// Whether `name` is its own or its group's.
    pub fn is(self, name: &str) -> bool {
        self.group() == name || self.name() == name
    }

    /// What it checks, in a line.
    pub const fn line(self) -> &'static str {
        match self {
            Self::Fmt => "Rust, TypeScript, JavaScript, CSS and JSON are formatted",
            Self::Lint => "Biome's lint finds nothing in TypeScript, JavaScript, CSS and JSON",
            Self::Clippy => "clippy finds nothing, for this machine and for wasm",
            Self::Rust => "Rust tests",
            Self::Protocol => {
                "the messages' TypeScript types and the picture of a session are what the Rust says"
            }
            Self::Build => "pkg/ can be built",
            Self::Package => "pkg/ is what npm, bundlers and TypeScript take without a complaint",
            Self::Docs => {
                "the API report is what the package exports; the site's links lead somewhere, its pages are accessible"
            }
            Self::Types => "TypeScript and checked JavaScript are typed soundly",
            Self::Unit => "TypeScript tests, without a browser",
            Self::Wasm(_) => "wasm tests in a browser",
            Self::Sizes => "bytes are within their budgets",
            Self::Counts => "the core's instructions are within their budgets",
            Self::Demo => "a PIN can be set on the demo page",
            Self::Examples => {
                "two examples from the packed tarball; `cargo xtask package --check` has all"
            }
            Self::Node => "the package in Node.js",
            Self::UseCases(_) => "the thirteen use cases, by what the sandbox stored",
            Self::Faults => {
                "a few faults in each use case, in Chromium; `cargo xtask faults` has all"
            }
            Self::Browser(_) => "end to end in a browser",
            Self::Attacks(_) => "the rows of the threat model, attacked in a browser",
        }
    }

    /// Runs it; an error means that it failed or could not be run.
    pub fn run(self, context: &Context<'_>) -> Result<Tally, Error> {
        let repo = context.repo;
        match self {
            Self::Fmt => fmt(self, context),
            Self::Lint => {
                run(self, node::tool(repo, "biome").args(["lint", "--error-on-warnings"]), READ)
            }
            Self::Clippy => clippy(self, context),
            Self::Rust => {
                tests(self, cargo().args(["test", "--workspace", "--no-fail-fast"]), COMPILE)
            }
            Self::Protocol => tests(self, &mut generate::check(repo), COMPILE),
            Self::Build => build::ensure(repo, context.tools).map(|()| Tally::ONE),
            Self::Package => complaints(self, context),
            Self::Docs => docs::check(repo, context.tools),
            Self::Types => types(self, context),
            Self::Unit => unit(self, context),
            Self::Wasm(engine) => wasm(self, context, engine),
            Self::Sizes => budgets(context),
            Self::Counts => counts(context),
            Self::Demo => {
                build::ensure(repo, context.tools)?;
                sandbox::build(repo)?;
                let verdict = demo::check(repo, context.tools)?;
                if verdict.ok {
                    Ok(Tally::ONE)
                } else {
                    Err(Error::unexpected("demo check", verdict.line))
                }
            }
            Self::Examples => package::quick(repo, context.tools),
            Self::Node => browser(self, context, None),
            Self::UseCases(engine) => use_cases::check(repo, context.tools, engine),
            Self::Faults => faults::check(repo, context.tools),
            Self::Browser(engine) => browser(self, context, Some(engine)),
            Self::Attacks(engine) => attacks(context, engine),
        }
    }
}

/// What must be installed for these steps.
pub fn needs(steps: &[Step]) -> Needs {
    let mut needs = Needs::default();
    for step in steps {
        match step {
            Step::Rust | Step::Protocol | Step::Counts => {}
            Step::Fmt | Step::Lint => needs.npm = true,
            _ => needs = Needs { wasm: true, npm: true, ..needs },
        }
        if *step == Step::Counts {
            needs.programs = programs::counters();
        }
        needs.lints |= matches!(step, Step::Fmt | Step::Clippy);
        let engine = if matches!(step, Step::Docs | Step::Demo | Step::Examples | Step::Faults) {
            Some(Engine::Chromium)
        } else {
            step.engine()
        };
        needs.engines.extend(engine.filter(|engine| !needs.engines.contains(engine)));
    }
    needs
}

/// A check by one program.
fn run(step: Step, command: &mut Command, limit: Duration) -> Result<Tally, Error> {
    process::run(&step.name(), command, limit, Output::Shown)?;
    Ok(Tally::ONE)
}

/// rustfmt for Rust, Biome for the rest.
fn fmt(step: Step, context: &Context<'_>) -> Result<Tally, Error> {
    run(step, cargo().args(["fmt", "--all", "--check"]), READ)?;
    run(step, node::tool(context.repo, "biome").arg("format"), READ)
}

/// Tests by one program; none at all is a failure.
fn tests(step: Step, command: &mut Command, limit: Duration) -> Result<Tally, Error> {
    let (status, output) =
        process::run_any(&step.name(), command, limit, Output::ShownAndReturned)?;
    let tally = Tally::read(&output);
    if !status.success() {
        // It failed even when no test of it did.
        return Ok(Tally { failed: tally.failed.max(1), ..tally });
    }
    if tally.passed == 0 {
        return Err(Error::unexpected(step.name(), "ran no test"));
    }
    Ok(tally)
}

fn clippy(step: Step, context: &Context<'_>) -> Result<Tally, Error> {
    let root = &context.repo.root;
    let workspace: &[&str] = &["--workspace", "--all-targets"];
    let wasm: &[&str] =
        &["--package", "sordino", "--all-targets", "--target", "wasm32-unknown-unknown"];
    for scope in [workspace, wasm] {
        let mut command = cargo();
        command.arg("clippy").args(scope).args(["--", "--deny", "warnings"]).current_dir(root);
        run(step, &mut command, COMPILE)?;
    }
    Ok(Tally::ONE)
}

/// Asks the two programs that know what can be wrong with a package: publint and attw (Are The
/// Types Wrong).
fn complaints(step: Step, context: &Context<'_>) -> Result<Tally, Error> {
    let repo = context.repo;
    build::ensure(repo, context.tools)?;
    // What can't import ES modules is not promised: `package.json` says `"type": "module"` and has
    // no `require`.
    let programs: [(&str, &[&str]); 2] =
        [("publint", &["--strict", "pkg"]), ("attw", &["--pack", "pkg", "--profile", "esm-only"])];
    for (program, options) in programs {
        let mut command = node::tool(repo, program);
        process::run(&step.name(), command.args(options), READ, Output::OnlyIfItFails)?;
    }
    Ok(Tally::ONE)
}

/// Type-checks each folder that has a `tsconfig.json`.
fn types(step: Step, context: &Context<'_>) -> Result<Tally, Error> {
    let repo = context.repo;
    // The wasm's own types are imported.
    build::ensure(repo, context.tools)?;
    for project in ["host", "www", "tests"].iter().flat_map(|folder| projects(&repo.path(folder))) {
        eprintln!("{}", project.display());
        let mut command = node::tool(repo, "tsc");
        command.args(["--noEmit", "--project"]).arg(project);
        run(step, &mut command, READ)?;
    }
    Ok(Tally::ONE)
}

/// The `tsconfig.json` of a folder and of the folders right in it.
fn projects(folder: &Path) -> Vec<PathBuf> {
    let within =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = std::iter::once(folder.to_path_buf()).chain(within);
    let mut found: Vec<_> =
        folders.map(|folder| folder.join("tsconfig.json")).filter(|path| path.is_file()).collect();
    found.sort();
    found
}

/// Bundles `host/test/*.test.ts`, since Node.js 20 reads no TypeScript, and runs them.
fn unit(step: Step, context: &Context<'_>) -> Result<Tally, Error> {
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
        return Err(Error::unexpected(folder.display(), "holds no *.test.ts"));
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
    process::run(&step.name(), &mut bundle, READ, Output::Shown)?;
    let bundles = sources.iter().filter_map(|path| path.file_stem()).map(|name| {
        let mut file = output.join(name).into_os_string();
        file.push(".mjs");
        file
    });
    let mut command = node::node(repo);
    command.args(["--enable-source-maps", "--test", "--test-reporter=spec"]).args(bundles);
    tests(step, &mut command, READ)
}

/// wasm-pack's tests, with each driver named: else it would go and fetch one.
fn wasm(step: Step, context: &Context<'_>, engine: Engine) -> Result<Tally, Error> {
    let mut command = Command::new(context.tools.program("wasm-pack")?);
    command.args(["test", "--headless", "--mode", "no-install"]);
    command.current_dir(&context.repo.root).env("PATH", context.tools.path());
    let screen = if engine == Engine::WebKit { Some(Screen::open()?) } else { None };
    match engine {
        Engine::Chromium => command.args(["--chrome", "--chromedriver"]).arg(CHROMEDRIVER.path()?),
        Engine::Firefox => {
            command.args(["--firefox", "--geckodriver"]).arg(context.tools.program("geckodriver")?)
        }
        Engine::WebKit => command.args(["--safari", "--safaridriver"]).arg(WEBKITDRIVER.path()?),
    };
    if let Some(screen) = &screen {
        command.env("DISPLAY", &screen.display);
    }
    command.arg(".");
    tests(step, &mut command, WASM)
}

fn budgets(context: &Context<'_>) -> Result<Tally, Error> {
    build::ensure(context.repo, context.tools)?;
    let sizes = sizes::measure(context.repo)?;
    eprint!("{}", sizes.to_table());
    let broken = sizes.past_budgets();
    if broken.is_empty() {
        Ok(Tally::ONE)
    } else {
        Err(Error::unexpected("past a budget", broken.join("; ")))
    }
}

/// Each budget is a test. On a machine that they are not for there is nothing to be said.
fn counts(context: &Context<'_>) -> Result<Tally, Error> {
    let Some(counts) = counts::count(context.repo)? else { return Ok(Tally::default()) };
    eprint!("{}", counts.to_table());
    let broken = counts.past_budgets();
    for sentence in &broken {
        eprintln!("error: {sentence}");
    }
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Tally { passed: count(counts.number() - broken.len()), failed: count(broken.len()) })
}

/// The tests of `tests/`, in an engine or in Node.js alone.
fn browser(step: Step, context: &Context<'_>, engine: Option<Engine>) -> Result<Tally, Error> {
    let mut run = end_to_end::prepare(context.repo, context.tools, engine)?;
    tests(step, &mut run.command, end_to_end::LIMIT)
}

/// The rows of the threat model: each that holds is one that passed.
fn attacks(context: &Context<'_>, engine: Engine) -> Result<Tally, Error> {
    let (held, failed) = attacks::in_engine(context.repo, context.tools, engine)?;
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    Ok(Tally { passed: count(held), failed: count(failed.len()) })
}

#[cfg(test)]
mod tests_of_steps {
    use super::*;

    #[test]
    fn no_two_steps_have_one_name() {
        let mut names: Vec<String> = Step::all().iter().map(|step| step.name()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), Step::all().len());
    }

    #[test]
    fn formatting_needs_no_browser() {
        let needs = needs(&[Step::Fmt]);
        assert!(needs.lints && needs.npm && !needs.wasm && needs.engines.is_empty());
    }

    #[test]
    fn each_engine_is_installed_once() {
        let needs = needs(&Step::all());
        assert_eq!(needs.engines, Engine::ALL);
        assert!(needs.wasm && needs.npm && needs.lints);
    }
}
