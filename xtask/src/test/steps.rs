//! The steps: their names, their needs, and the checks they run.

use super::checks::{self, Context};
use super::tally::Tally;
use crate::browsers::Engine;
use crate::cargo::COMPILE_LIMIT;
use crate::error::Error;
use crate::programs;
use crate::setup::Needs;
use crate::{docs, faults, generate, package, use_cases};

/// A check with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Fmt,
    Lint,
    Prose,
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

impl Step {
    /// Returns all steps in the order in which they begin: the quick ones first, because they fail
    /// early, then the longest ones, so that no long step is left for the end.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Fmt,
            Self::Lint,
            Self::Build,
            Self::Clippy,
            Self::Protocol,
            Self::Types,
            Self::Unit,
            Self::Sizes,
            Self::Package,
            Self::Rust,
        ];
        all.extend(Engine::ALL.map(Self::Browser));
        all.extend(Engine::ALL.map(Self::Attacks));
        all.push(Self::Faults);
        all.extend(Engine::ALL.map(Self::UseCases));
        all.extend([Self::Docs, Self::Examples, Self::Node]);
        all.extend(Engine::ALL.map(Self::Wasm));
        all.extend([Self::Demo, Self::Counts, Self::Prose]);
        all
    }

    /// Returns its name without the engine.
    pub const fn group(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Prose => "prose",
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

    /// Returns the engine that it tests, if any.
    pub const fn engine(self) -> Option<Engine> {
        match self {
            Self::Wasm(engine)
            | Self::UseCases(engine)
            | Self::Browser(engine)
            | Self::Attacks(engine) => Some(engine),
            _ => None,
        }
    }

    /// Returns its name on the command line.
    pub fn name(self) -> String {
        match self.engine() {
            Some(engine) => format!("{}:{engine}", self.group()),
            None => self.group().to_owned(),
        }
    }

    /// Returns whether `name` is its name or its group's.
    pub fn is(self, name: &str) -> bool {
        self.group() == name || self.name() == name
    }

    /// Describes the check in one line.
    pub const fn line(self) -> &'static str {
        match self {
            Self::Fmt => "Rust, TypeScript, JavaScript, CSS and JSON are formatted",
            Self::Lint => "Biome's lint finds nothing in TypeScript, JavaScript, CSS and JSON",
            Self::Prose => "words are spelled correctly, and Markdown is well-formed",
            Self::Clippy => "clippy finds nothing, for this machine and for wasm",
            Self::Rust => "Rust tests",
            Self::Protocol => {
                "the generated TypeScript types and the picture of a session match the Rust sources"
            }
            Self::Build => "pkg/ and the sandbox can be built",
            Self::Package => "publint and Are The Types Wrong find nothing in pkg/",
            Self::Docs => {
                "the API report matches the exports; the site has no broken link and is accessible"
            }
            Self::Types => "TypeScript and checked JavaScript have no type error",
            Self::Unit => "TypeScript tests without a browser",
            Self::Wasm(_) => "wasm tests in a browser",
            Self::Sizes => "bytes are within their budgets",
            Self::Counts => "the core's instructions are within their budgets",
            Self::Demo => "a PIN can be set on the demo page",
            Self::Examples => {
                "two examples with the packed tarball; `cargo xtask package --check` runs all"
            }
            Self::Node => "tests of the package in Node.js",
            Self::UseCases(_) => "the thirteen use cases, compared with what the sandbox stored",
            Self::Faults => {
                "a few faults in each use case, in Chromium; `cargo xtask faults` tries all"
            }
            Self::Browser(_) => "end-to-end tests in a browser",
            Self::Attacks(_) => "attacks on the rows of the threat model, in a browser",
        }
    }

    /// Returns whether it needs `pkg/` and the sandbox, which [`Step::Build`] builds.
    pub const fn needs_build(self) -> bool {
        !matches!(
            self,
            Self::Fmt
                | Self::Lint
                | Self::Prose
                | Self::Clippy
                | Self::Build
                | Self::Rust
                | Self::Protocol
                | Self::Counts
        )
    }

    /// Returns whether two steps can't run at the same time, because both use cargo's folder for
    /// development builds or the same engine.
    pub fn excludes(self, other: Self) -> bool {
        let compiles =
            |step| matches!(step, Self::Clippy | Self::Rust | Self::Protocol | Self::Wasm(_));
        let is_same_engine = self.engine().is_some() && self.engine() == other.engine();
        is_same_engine || compiles(self) && compiles(other)
    }

    /// Runs the check; an error means that it failed or could not be run.
    pub fn run(self, context: &Context<'_>) -> Result<Tally, Error> {
        let repo = context.repo;
        let tools = context.tools;
        let name = self.name();
        match self {
            Self::Fmt => checks::fmt(&name, context),
            Self::Lint => checks::lint(&name, context),
            Self::Prose => checks::prose(&name, context),
            Self::Clippy => checks::clippy(&name, context),
            Self::Rust => checks::rust(&name),
            Self::Protocol => checks::cargo_tests(&name, &mut generate::check(repo), COMPILE_LIMIT),
            Self::Build => checks::build(context),
            Self::Package => checks::package(&name, context),
            Self::Docs => docs::check(repo, tools),
            Self::Types => checks::types(&name, context),
            Self::Unit => checks::unit(&name, context),
            Self::Wasm(engine) => checks::wasm(&name, context, engine),
            Self::Sizes => checks::budgets(context),
            Self::Counts => checks::counts(context),
            Self::Demo => checks::demo(context),
            Self::Examples => package::quick(repo, tools),
            Self::Node => checks::browser(&name, context, None),
            Self::UseCases(engine) => use_cases::check(repo, tools, engine),
            Self::Faults => faults::check(repo, tools),
            Self::Browser(engine) => checks::browser(&name, context, Some(engine)),
            Self::Attacks(engine) => checks::attacks(context, engine),
        }
    }
}

/// Returns what must be installed for these steps.
pub fn needs(steps: &[Step]) -> Needs {
    let mut needs = Needs::default();
    for step in steps {
        match step {
            Step::Rust | Step::Protocol | Step::Counts => {}
            Step::Fmt | Step::Lint | Step::Prose => needs.npm = true,
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

#[cfg(test)]
mod tests_of_steps {
    use super::*;

    #[test]
    fn each_step_has_its_own_name() {
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
