//! The command line: the name, the help and the options of each command, read by clap.

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::arguments::Json;
use crate::error::Error;
use crate::{
    attacks, bench, build, check, counts, demo, docs, faults, fuzz, generate, package, reproduce,
    setup, sizes, soak, test, use_cases,
};

/// The commands of this repository; each one installs what it needs.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
#[command(after_help = "`cargo xtask COMMAND --help` lists the options of a command.")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// The first line of each comment is the command's line in `cargo xtask --help`.
#[derive(Debug, Subcommand)]
enum Command {
    /// Set up, build and serve the demo, and print its address; --check tests it in a browser
    Demo(demo::Options),
    /// Run every check: formatting, lints, Rust, TypeScript, wasm, sizes, demo, browsers
    Test(test::Options),
    /// Run the tests of the files in core/ that changed since the last commit, in seconds
    Check,
    /// Run the thirteen use cases in each browser and check what the sandbox stored
    UseCases(use_cases::Options),
    /// Write every request of the use cases to target/wire.jsonl, and validate each one
    Wire(use_cases::WireOptions),
    /// Try each fault of networks, servers and clocks in every use case; exit code 1 on a failure
    Faults(faults::Options),
    /// Run a thousand sessions and five thousand mounts on one page; exit code 1 when memory grows
    Soak(soak::Options),
    /// Attack every row of the threat model in every engine; exit code 1 when a row does not hold
    Attacks(attacks::Options),
    /// Give each parser of core/ millions of inputs; exit code 1 when one of them panics
    Fuzz(fuzz::Options),
    /// Build pkg/, the npm package with the frame in it
    Build,
    /// Build pkg/ twice, in different places; exit code 1 when a byte differs
    Reproduce(Json),
    /// Write the software bills of materials into pkg/sbom/, and print their paths
    Sbom,
    /// Pack the npm package; --check installs it into every example, builds it and sets a PIN
    Package(package::Options),
    /// Show the bytes that a visitor downloads; exit code 1 when a budget is exceeded
    Sizes(Json),
    /// Count the instructions of core/ for frequent work; exit code 1 when a budget is exceeded
    Counts(Json),
    /// Measure speed and size against bare iframes and peers; exit code 1 when a goal is missed
    Bench(bench::Options),
    /// Write host/src/generated/ and the picture in docs/SESSION.md from the Rust sources
    Generate,
    /// Build the documentation into target/docs/site; exit code 1 when a link is broken
    Docs(docs::Options),
    /// Install everything that the other commands need
    Setup,
}

/// Runs the command that the arguments of this process name.
///
/// A mistake in the arguments ends the process with exit code 2.
pub fn run() -> Result<ExitCode, Error> {
    let Some(command) = Cli::parse().command else {
        print!("{}", Cli::command().render_help());
        return Ok(ExitCode::SUCCESS);
    };
    match command {
        Command::Demo(options) => demo::command(&options),
        Command::Test(options) => test::command(&options),
        Command::Check => check::command(),
        Command::UseCases(options) => use_cases::command(&options),
        Command::Wire(options) => use_cases::wire_command(&options),
        Command::Faults(options) => faults::command(&options),
        Command::Soak(options) => soak::command(&options),
        Command::Attacks(options) => attacks::command(&options),
        Command::Fuzz(options) => fuzz::command(&options),
        Command::Build => build::command().map(success),
        Command::Reproduce(Json { json }) => reproduce::command(json),
        Command::Sbom => build::sbom_command().map(success),
        Command::Package(options) => package::command(&options),
        Command::Sizes(Json { json }) => sizes::command(json),
        Command::Counts(Json { json }) => counts::command(json),
        Command::Bench(options) => bench::command(&options),
        Command::Generate => generate::command().map(success),
        Command::Docs(options) => docs::command(&options),
        Command::Setup => setup::command().map(success),
    }
}

fn success((): ()) -> ExitCode {
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;

    use super::*;

    /// Splits a line of words and parses it.
    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("cargo xtask").chain(line.split_whitespace()))
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_help_lists_each_command_in_one_line() {
        let help = Cli::command().render_help().to_string();
        for command in Cli::command().get_subcommands() {
            let start = format!("  {} ", command.get_name());
            assert_eq!(help.lines().filter(|line| line.starts_with(&start)).count(), 1, "{start}");
        }
    }

    #[test]
    fn every_command_has_help() {
        for command in Cli::command().get_subcommands() {
            let error = parse(&format!("{} --help", command.get_name())).err();
            assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::DisplayHelp));
        }
    }

    #[test]
    fn documented_options_are_accepted() -> Result<(), clap::Error> {
        for line in [
            "",
            "demo",
            "demo --check",
            "demo --app-port 0 --database :memory: --controls",
            "test",
            "test --list",
            "test --only fmt,browser:firefox --keep-going",
            "test --only browser --skip browser:webkit,lint --engine chromium,webkit",
            "check",
            "use-cases --engine chromium --engine firefox --json",
            "wire --engine webkit",
            "faults --engine webkit --fault cut,slow --use-case set-pin --seed 7 --json",
            "soak --sessions 10 --mounts 50 --refreshes 1 --json",
            "attacks --engine firefox --json",
            "fuzz --inputs 1000 --target json --target token --seed 3 --keep --json",
            "build",
            "reproduce --json",
            "sbom",
            "package",
            "package --check --only vite --only webpack --json",
            "sizes --json",
            "counts --json",
            "bench --only loaders,bytes --samples 5 --json",
            "bench --write",
            "generate",
            "docs",
            "docs --api",
            "docs --check",
            "setup",
        ] {
            parse(line).inspect_err(|_| eprintln!("{line}"))?;
        }
        Ok(())
    }

    #[test]
    fn mistakes_are_refused() {
        for line in [
            "tset",
            "test --only ftm",
            "test --skip browsers",
            "test --engine safari",
            "use-cases --engine Chromium",
            "demo --check --app-port 0",
            "sizes --jsno",
            "setup now",
            "package --only vite",
            "bench --write --only bytes",
            "docs --api --check",
            "fuzz --inputs many",
            "faults --seed -1",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
