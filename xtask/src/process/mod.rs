//! Child processes. Each one has the name of its step and a time limit, and none is left behind.
//!
//! - this file: one program at a time
//! - [`parallel`]: several programs at once
//! - [`transcript`]: their output

mod parallel;
mod transcript;

use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use wait_timeout::ChildExt as _;

use crate::descendants;
use crate::error::Error;
pub use parallel::{Ended, run_lists, run_queue, run_side_by_side};
use transcript::Transcript;
pub use transcript::first_line;

/// Time for a child to end after it was asked to; after it, the child is killed.
const TERMINATION_GRACE: Duration = Duration::from_secs(3);

/// Where a child's output goes.
#[derive(Clone, Copy, PartialEq)]
pub enum Output {
    /// To standard error, because standard output is only for a command's result.
    Shown,
    /// To standard error and to the caller.
    ShownAndReturned,
    /// Standard output to the caller, standard error to standard error.
    Returned,
    /// To the caller; also to standard error when the child fails.
    OnlyIfItFails,
}

/// Returns a lock that is held while children run.
///
/// [`descendants::end_strays`] ends every process that is not kept. A second run at the same time
/// would lose its children.
fn only_run() -> MutexGuard<'static, ()> {
    static LOCK: Mutex<()> = Mutex::new(());
    LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a program to its end and returns the output that `output` asks for.
///
/// # Errors
/// When the program can't be started, fails, or runs longer than `limit`.
pub fn run(
    step: &str,
    command: &mut Command,
    limit: Duration,
    output: Output,
) -> Result<String, Error> {
    let (status, printed) = run_any(step, command, limit, output)?;
    if status.success() {
        return Ok(printed);
    }
    if output == Output::OnlyIfItFails {
        eprint!("{printed}");
    }
    Err(failed(step, command, status))
}

/// Runs a program like [`run`], but returns its exit status, because a failure is a valid result.
pub fn run_any(
    step: &str,
    command: &mut Command,
    limit: Duration,
    output: Output,
) -> Result<(ExitStatus, String), Error> {
    let _only = only_run();
    command.stdin(Stdio::null());
    match output {
        Output::Shown => command.stdout(std::io::stderr()).stderr(Stdio::inherit()),
        Output::Returned => command.stdout(Stdio::piped()).stderr(Stdio::inherit()),
        Output::ShownAndReturned | Output::OnlyIfItFails => {
            command.stdout(Stdio::piped()).stderr(Stdio::piped())
        }
    };
    let mut child = start(step, command)?;
    let transcript = Transcript::of(&mut child, output == Output::ShownAndReturned);
    let ended = wait(&mut child, limit);
    // After ctrl-c the child's exit status says nothing about the step.
    descendants::stop_if_interrupted();
    if ended.is_none() {
        end(&mut child);
    }
    // A process that still holds the pipes would keep the transcript open.
    descendants::end_strays();
    let printed = transcript.finish();
    if let Some(status) = ended {
        Ok((status, printed))
    } else {
        if output == Output::OnlyIfItFails {
            eprint!("{printed}");
        }
        Err(Error::TimedOut { step: step.to_owned(), limit })
    }
}

/// Starts a program and returns while it runs.
pub fn start(step: &str, command: &mut Command) -> Result<Child, Error> {
    descendants::stop_if_interrupted();
    command.spawn().map_err(|source| Error::Start {
        step: step.to_owned(),
        program: name(command),
        source,
    })
}

/// Waits for a child's end; `None` when it is still running after `limit`.
pub fn wait(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    // An error means that the child can't be waited for. The caller then ends it, as after the
    // limit.
    child.wait_timeout(limit).ok().flatten()
}

/// Asks a child to end, and kills it after [`TERMINATION_GRACE`].
pub fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(pid) = i32::try_from(child.id()) {
        let _ = nix::sys::signal::kill(
            nix::unistd::Pid::from_raw(pid),
            nix::sys::signal::Signal::SIGTERM,
        );
        if wait(child, TERMINATION_GRACE).is_some() {
            return;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn failed(step: &str, command: &Command, status: ExitStatus) -> Error {
    Error::Failed { step: step.to_owned(), program: name(command), status }
}

/// Returns a command's name for messages: its program without the folder, and its first argument.
fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut name =
        program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    if let Some(first) = command.get_args().next() {
        name.push(' ');
        name.push_str(&first.to_string_lossy());
    }
    name
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_streams_are_returned() {
        let printed = run(
            "echo",
            &mut shell("echo out; echo err >&2"),
            Duration::from_secs(9),
            Output::OnlyIfItFails,
        );
        let mut lines: Vec<String> =
            printed.iter().flat_map(|text| text.lines().map(str::to_owned)).collect();
        lines.sort();
        assert_eq!(lines, ["err", "out"]);
    }

    #[test]
    fn a_failure_names_its_step_and_program() {
        let error =
            run("a step", &mut shell("exit 3"), Duration::from_secs(9), Output::OnlyIfItFails)
                .err();
        let message = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(message.starts_with("a step: `sh -c` failed"), "{message}");
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_its_children() {
        descendants::adopt_orphans();
        let began = Instant::now();
        let error = run(
            "a step",
            &mut shell("sleep 60; :"),
            Duration::from_millis(100),
            Output::OnlyIfItFails,
        )
        .err();
        assert!(
            matches!(error, Some(Error::TimedOut { ref step, .. }) if step == "a step"),
            "{error:?}"
        );
        // The shell's own child holds the pipes: this is quick only when it was ended too.
        assert!(began.elapsed() < transcript::GRACE, "{:?}", began.elapsed());
    }

    #[test]
    fn a_missing_program_is_an_error() {
        let error = run(
            "a step",
            &mut Command::new("no-such-program"),
            Duration::from_secs(9),
            Output::Shown,
        )
        .err();
        assert!(matches!(error, Some(Error::Start { .. })), "{error:?}");
    }
}
