//! The table of commands: a name, a line and what it does.

use std::ffi::OsString;
use std::process::ExitCode;

use lexopt::prelude::*;

use crate::error::Error;
use crate::{
    attacks, bench, build, check, counts, demo, docs, faults, fuzz, generate, package, reproduce,
    setup, sizes, soak, test, use_cases,
};

/// One thing a person can wish for.
struct Command {
    name: &'static str,
    /// What it does, in one line.
    line: &'static str,
    /// Its options, when it has any.
    options: &'static str,
    run: fn(lexopt::Parser) -> Result<ExitCode, Error>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "demo",
        line: "Sets up, builds and serves the demo, and prints its address; --check tries it in a browser",
        options: "  --check     drives the page in headless Chromium, sets a PIN and proves it; one JSON line, exit code 0 or 1
  --app-port N, --frame-port N, --api-port N, --upload-port N, --database FILE|:memory:, --files DIR, --controls, --control-port N
              for the sandbox, see `cargo run -p sordino-sandbox -- --help`",
        run: demo,
    },
    Command {
        name: "test",
        line: "Every check there is: formatting, lints, Rust, TypeScript, wasm, sizes, demo, browsers",
        options: test::OPTIONS,
        run: |parser| test::command(&test::Options::parse(parser)?),
    },
    Command {
        name: "check",
        line: "Runs the tests of the core's files that were changed since the last commit, in seconds",
        options: "",
        run: |parser| {
            no_options(parser)?;
            check::command()
        },
    },
    Command {
        name: "use-cases",
        line: "Runs the thirteen use cases in each browser and looks at what the sandbox stored",
        options: use_cases::OPTIONS,
        run: use_cases::command,
    },
    Command {
        name: "wire",
        line: "Writes every request the vault sends in the use cases to target/wire.jsonl, and validates each",
        options: use_cases::WIRE_OPTIONS,
        run: use_cases::wire_command,
    },
    Command {
        name: "faults",
        line: "Crosses what goes wrong in networks, servers and clocks with every use case; exit code 1 when a cell fails",
        options: faults::OPTIONS,
        run: faults::command,
    },
    Command {
        name: "soak",
        line: "A thousand sessions and five thousand mounts on one page in Chromium; exit code 1 when anything grows",
        options: soak::OPTIONS,
        run: soak::command,
    },
    Command {
        name: "attacks",
        line: "Attacks every row of the threat model in every engine; exit code 1 when one does not hold",
        options: attacks::OPTIONS,
        run: attacks::command,
    },
    Command {
        name: "fuzz",
        line: "Gives each reader of the core millions of inputs; exit code 1 when one of them panics",
        options: fuzz::OPTIONS,
        run: fuzz::command,
    },
    Command {
        name: "build",
        line: "Makes pkg/, exactly what npm publishes, the frame within",
        options: "",
        run: |parser| {
            no_options(parser)?;
            build::command().map(success)
        },
    },
    Command {
        name: "reproduce",
        line: "Builds pkg/ twice, in different places; exit code 1 when a byte differs",
        options: reproduce::OPTIONS,
        run: reproduce::command,
    },
    Command {
        name: "sbom",
        line: "Makes the bills of materials (CycloneDX) of crate and package, in pkg/sbom/, and prints where they are",
        options: "",
        run: |parser| {
            no_options(parser)?;
            build::sbom_command().map(success)
        },
    },
    Command {
        name: "package",
        line: "Packs what npm would publish; --check installs it into every example, builds it and sets a PIN",
        options: package::OPTIONS,
        run: package::command,
    },
    Command {
        name: "sizes",
        line: "Shows the bytes a visitor downloads; exit code 1 past a budget",
        options: "  --json      for programs",
        run: |parser| sizes::command(json_only(parser)?),
    },
    Command {
        name: "counts",
        line: "Counts the core's instructions for what the vault does most; exit code 1 past a budget",
        options: "  --json      for programs",
        run: |parser| counts::command(json_only(parser)?),
    },
    Command {
        name: "bench",
        line: "Measures speed and size side by side with bare iframes and with peers; exit code 1 when a goal is missed",
        options: bench::OPTIONS,
        run: bench::command,
    },
    Command {
        name: "generate",
        line: "Writes host/src/generated/ and the picture in docs/SESSION.md anew from the Rust",
        options: "",
        run: |parser| {
            no_options(parser)?;
            generate::command().map(success)
        },
    },
    Command {
        name: "docs",
        line: "Builds the documentation into target/docs/site; exit code 1 when a link leads nowhere",
        options: docs::OPTIONS,
        run: docs::command,
    },
    Command {
        name: "setup",
        line: "Installs all that the other commands need; each of them does it for itself too",
        options: "",
        run: |parser| {
            no_options(parser)?;
            setup::command().map(success)
        },
    },
];

/// Runs the command that was asked for.
pub fn run() -> Result<ExitCode, Error> {
    let mut parser = lexopt::Parser::from_env();
    let name = match parser.next()? {
        None | Some(Short('h') | Long("help")) => {
            print!("{}", help());
            return Ok(ExitCode::SUCCESS);
        }
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    let command = COMMANDS.iter().find(|command| command.name == name);
    let command = command.ok_or_else(|| Error::usage(format!("there is no command {name:?}")))?;
    if std::env::args_os().skip(2).any(|argument| argument == "--help" || argument == "-h") {
        print!("{}", command.help());
        return Ok(ExitCode::SUCCESS);
    }
    (command.run)(parser)
}

fn success(_: ()) -> ExitCode {
    ExitCode::SUCCESS
}

fn help() -> String {
    let commands: Vec<String> = COMMANDS
        .iter()
        .map(|command| format!("  {:<9} {}\n", command.name, command.line))
        .collect();
    format!(
        "cargo xtask COMMAND [OPTIONS]\n\n{}\ncargo xtask COMMAND --help lists its options.\n",
        commands.concat()
    )
}

impl Command {
    fn help(&self) -> String {
        let options =
            if self.options.is_empty() { String::new() } else { format!("\n{}\n", self.options) };
        format!("cargo xtask {}\n\n{}.\n{options}", self.name, self.line)
    }
}

fn no_options(mut parser: lexopt::Parser) -> Result<(), Error> {
    match parser.next()? {
        None => Ok(()),
        Some(other) => Err(other.unexpected().into()),
    }
}

/// Whether `--json` is there, the one option.
fn json_only(mut parser: lexopt::Parser) -> Result<bool, Error> {
    let mut json = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("json") => json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(json)
}

fn demo(mut parser: lexopt::Parser) -> Result<ExitCode, Error> {
    let options: Vec<OsString> = parser.raw_args()?.collect();
    match options.as_slice() {
        [check] if check == "--check" => demo::check_command(),
        options if options.iter().any(|option| option == "--check") => Err(Error::usage(
            "--check takes no other option: it has ports and a database of its own",
        )),
        options => demo::serve(options).map(success),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_lists_each_command_in_one_line() {
        let help = help();
        for command in COMMANDS {
            let lines = help.lines().filter(|line| line.trim_start().starts_with(command.name));
            assert_eq!(lines.count(), 1, "{}", command.name);
            assert!(!command.line.contains('\n'));
        }
    }
}
