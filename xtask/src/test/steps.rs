//! The steps: their names, what each needs, and what it runs.

use super::checks::{self, Context};
use super::tally::Tally;
use crate::browsers::Engine;
use crate::error::Error;
use crate::programs;
use crate::setup::Needs;
use crate::{docs, faults, generate, package, use_cases};

/// One check with a name.
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
    /// All of them, in the order in which they are begun: what is quick to fail, then what takes
    /// longest, so that nothing long is left for the end.
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

    /// Its group: the name without the engine.
    const fn group(self) -> &'static str {
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
            Self::Prose => "words are spelled right, and Markdown is well-formed",
            Self::Clippy => "clippy finds nothing, for this machine and for wasm",
            Self::Rust => "Rust tests",
            Self::Protocol => {
                "the messages' TypeScript types and the picture of a session are what the Rust says"
            }
            Self::Build => "pkg/ and the sandbox can be built",
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

    /// Whether it needs `pkg/` and the sandbox, which [`Step::Build`] makes.
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

    /// Whether both want something that only one at a time can have: cargo's folder for
    /// development builds, or an engine.
    pub fn excludes(self, other: Self) -> bool {
        let compiles =
            |step| matches!(step, Self::Clippy | Self::Rust | Self::Protocol | Self::Wasm(_));
        let is_same_engine = self.engine().is_some() && self.engine() == other.engine();
        is_same_engine || compiles(self) && compiles(other)
    }

    /// Runs it; an error means that it failed or could not be run.
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
            Self::Protocol => checks::tests(&name, &mut generate::check(repo), checks::COMPILE),
            Self::Build => checks::build(context),
            Self::Package => checks::complaints(&name, context),
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

/// What must be installed for these steps.
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
