//! Child processes: each has the name of its step and a time limit, and none is left behind.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::descendants;
use crate::error::Error;

/// How often a running child is looked at: unnoticeable, and no load.
const GLANCE: Duration = Duration::from_millis(20);

/// How long a child's output is waited for after its end.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Where a child's output goes.
#[derive(Clone, Copy, PartialEq)]
pub enum Output {
    /// To standard error: the answer of a command is the only thing on standard output.
    Shown,
    /// To standard error, and returned too.
    ShownAndReturned,
    /// Standard output is only returned; standard error is shown.
    Returned,
    /// Both are returned and shown only when the child fails.
    OnlyIfItFails,
}

/// [`descendants::end_strays`] ends whatever is not kept, so one program at a time is run to its
/// end.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Runs a program to its end.
///
/// Returns what it printed, as far as `output` asks for it.
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
    Err(Error::Failed { step: step.to_owned(), program: name(command), status })
}

/// Like [`run`], for programs whose failure is an answer.
pub fn run_any(
    step: &str,
    command: &mut Command,
    limit: Duration,
    output: Output,
) -> Result<(ExitStatus, String), Error> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    command.stdin(Stdio::null());
    match output {
        Output::Shown => command.stdout(std::io::stderr()).stderr(Stdio::inherit()),
        Output::Returned => command.stdout(Stdio::piped()).stderr(Stdio::inherit()),
        Output::ShownAndReturned | Output::OnlyIfItFails => {
            command.stdout(Stdio::piped()).stderr(Stdio::piped())
        }
    };
    let mut child = start(step, command)?;
    let heard = Arc::new(Mutex::new(String::new()));
    let show = output == Output::ShownAndReturned;
    let mut listeners: Vec<JoinHandle<()>> = Vec::new();
    if let Some(stream) = child.stdout.take() {
        listeners.push(listen(stream, show, &heard));
    }
    if let Some(stream) = child.stderr.take() {
        listeners.push(listen(stream, show, &heard));
    }
    let ended = wait(&mut child, limit);
    // Its end says nothing when ctrl-c brought it about.
    descendants::stop_if_interrupted();
    if ended.is_none() {
        end(&mut child);
    }
    // Whoever still holds the pipes ends here; else the listeners would never hear the end.
    descendants::end_strays();
    last_words(&listeners);
    let printed = std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
    if let Some(status) = ended {
        Ok((status, printed))
    } else {
        if output == Output::OnlyIfItFails {
            eprint!("{printed}");
        }
        Err(Error::TimedOut { step: step.to_owned(), limit })
    }
}

/// A program that ran beside others.
pub struct Ended {
    /// What it was called.
    pub name: String,
    /// How it ended; nothing when its time was up.
    pub status: Option<ExitStatus>,
    /// All that it said.
    pub printed: String,
    /// For how long it ran.
    pub took: Duration,
}

/// Runs programs to their ends, `at_once` of them at a time, each with its name; what one says is
/// kept together and handed to `report` at its end.
///
/// They must clean up after themselves: what one of them leaves behind is ended when all have
/// ended.
pub fn run_side_by_side(
    commands: Vec<(String, Command)>,
    at_once: usize,
    limit: Duration,
    report: impl Fn(&Ended) + Sync,
) -> Result<Vec<Ended>, Error> {
    let workers = at_once.clamp(1, commands.len().max(1));
    let waiting = Mutex::new(commands.into_iter());
    let all = Mutex::new(Vec::new());
    let take = || {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        next.map(|(name, command)| ((), name, command))
    };
    let done = |(), ended: Ended| {
        report(&ended);
        all.lock().unwrap_or_else(PoisonError::into_inner).push(ended);
    };
    run_queue(workers, limit, take, done)?;
    Ok(all.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Runs programs to their ends, one for each worker at a time. A free worker asks `take` for the
/// next one and hands its end to `done`; it stops when `take` has none.
///
/// They must clean up after themselves, as with [`run_side_by_side`].
pub fn run_queue<Job>(
    workers: usize,
    limit: Duration,
    take: impl Fn() -> Option<(Job, String, Command)> + Sync,
    done: impl Fn(Job, Ended) + Sync,
) -> Result<(), Error> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let work = || -> Result<(), Error> {
        while let Some((job, name, mut command)) = take() {
            done(job, run_beside(name, &mut command, limit)?);
        }
        Ok(())
    };
    let ended = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let ends = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        ends.collect::<Vec<_>>().into_iter().collect()
    });
    descendants::end_strays();
    ended
}

/// Runs lists of programs side by side; within a list, one after the other until one fails.
pub fn run_lists(lists: Vec<Vec<(String, Command)>>, limit: Duration) -> Result<(), Error> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let run_list = |list: Vec<(String, Command)>| -> Result<(), Error> {
        for (step, mut command) in list {
            let ended = run_beside(step.clone(), &mut command, limit)?;
            match ended.status {
                Some(status) if status.success() => {}
                status => {
                    eprint!("{}", ended.printed);
                    let failed = |status| Error::Failed {
                        step: step.clone(),
                        program: name(&command),
                        status,
                    };
                    return Err(
                        status.map_or(Error::TimedOut { step: step.clone(), limit }, failed)
                    );
                }
            }
        }
        Ok(())
    };
    let ended = std::thread::scope(|scope| {
        let runs: Vec<_> = lists.into_iter().map(|list| scope.spawn(|| run_list(list))).collect();
        let ends = runs
            .into_iter()
            .map(|run| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        ends.collect::<Vec<_>>().into_iter().collect()
    });
    descendants::end_strays();
    ended
}

fn run_beside(name: String, command: &mut Command, limit: Duration) -> Result<Ended, Error> {
    let began = Instant::now();
    let mut child =
        start(&name, command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let heard = Arc::new(Mutex::new(String::new()));
    let mut listeners: Vec<JoinHandle<()>> = Vec::new();
    listeners.extend(child.stdout.take().map(|stream| listen(stream, false, &heard)));
    listeners.extend(child.stderr.take().map(|stream| listen(stream, false, &heard)));
    let status = wait(&mut child, limit);
    descendants::stop_if_interrupted();
    if status.is_none() {
        end(&mut child);
    }
    last_words(&listeners);
    let printed = std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Ended { name, status, printed, took: began.elapsed() })
}

/// Where strays can't be found, one of them may hold the pipes for ever.
fn last_words(listeners: &[JoinHandle<()>]) {
    let ended_at = Instant::now();
    while listeners.iter().any(|listener| !listener.is_finished())
        && ended_at.elapsed() < LAST_WORDS
    {
        std::thread::sleep(GLANCE);
    }
}

/// Starts a program that goes on beside the step.
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
    let began = Instant::now();
    loop {
        // An error means that there is nothing to wait for any more: reported as one that never
        // ended by itself.
        if let Some(status) = child.try_wait().ok()? {
            return Some(status);
        }
        if began.elapsed() >= limit {
            return None;
        }
        std::thread::sleep(GLANCE);
    }
}

/// Asks a child to end, and makes it after three seconds.
pub fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(pid) = i32::try_from(child.id()) {
        let _ = nix::sys::signal::kill(
            nix::unistd::Pid::from_raw(pid),
            nix::sys::signal::Signal::SIGTERM,
        );
        if wait(child, Duration::from_secs(3)).is_some() {
            return;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Forwards and keeps a stream, line by line so that two streams don't mix within a line.
fn listen(
    stream: impl Read + Send + 'static,
    show: bool,
    heard: &Arc<Mutex<String>>,
) -> JoinHandle<()> {
    let heard = Arc::clone(heard);
    std::thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
            if show {
                // A closed terminal is no reason to stop the child.
                let _ = std::io::stderr().write_all(&line);
            }
            heard
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    })
}

/// What to call a command in a message: the program without its folder, and its first argument.
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
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_was_printed_comes_back() {
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
    fn what_hangs_is_ended_with_its_step_named() {
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
        assert!(began.elapsed() < LAST_WORDS, "{:?}", began.elapsed());
    }

    #[test]
    fn what_runs_side_by_side_is_told_apart() -> Result<(), Error> {
        let commands = ["echo a; exit 1", "echo b", "sleep 60"]
            .map(|script| (script.to_owned(), shell(script)));
        let ended = run_side_by_side(commands.into(), 2, Duration::from_secs(2), |_| {})?;
        let mut said: Vec<_> = ended
            .iter()
            .map(|one| (one.printed.trim(), one.status.and_then(|status| status.code())))
            .collect();
        said.sort_unstable();
        assert_eq!(said, [("", None), ("a", Some(1)), ("b", Some(0))]);
        Ok(())
    }

    #[test]
    fn a_list_ends_at_its_first_failure_and_the_others_go_on() -> Result<(), Error> {
        let folder = std::env::temp_dir().join(format!("sordino-lists-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let list = |scripts: [&str; 2]| {
            let command = |script: &str| {
                let mut command = shell(script);
                command.current_dir(&folder);
                (script.to_owned(), command)
            };
            scripts.map(command).into()
        };
        let lists = vec![list(["exit 3", "touch never"]), list(["touch one", "touch two"])];
        let error = run_lists(lists, Duration::from_secs(9)).err();
        assert!(matches!(error, Some(Error::Failed { ref step, .. }) if step == "exit 3"));
        let made = ["never", "one", "two"].map(|name| folder.join(name).exists());
        assert_eq!(made, [false, true, true]);
        std::fs::remove_dir_all(&folder).map_err(Error::file(&folder))
    }

    #[test]
    fn a_missing_program_is_said_to_be_missing() {
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
