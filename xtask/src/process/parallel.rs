//! Several programs at once.
//!
//! Each program must end the processes that it starts: a process that is left behind is ended only
//! after all programs have ended.

use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::transcript::Transcript;
use super::{end, failed, only_run, start, wait};
use crate::descendants;
use crate::error::Error;

/// A program that has ended.
pub struct Ended {
    /// The name that the caller gave it.
    pub name: String,
    /// Its exit status; `None` when it reached its time limit.
    pub status: Option<ExitStatus>,
    /// Everything that it printed.
    pub printed: String,
    /// How long it ran.
    pub took: Duration,
}

/// Runs named programs, `at_once` of them at a time, and calls `report` at the end of each one.
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

/// Runs programs in `workers` threads. Each thread takes the next program from `take`, passes its
/// result to `done`, and stops when `take` returns `None`.
pub fn run_queue<Job>(
    workers: usize,
    limit: Duration,
    take: impl Fn() -> Option<(Job, String, Command)> + Sync,
    done: impl Fn(Job, Ended) + Sync,
) -> Result<(), Error> {
    let work = || -> Result<(), Error> {
        while let Some((job, name, mut command)) = take() {
            done(job, run_one(name, &mut command, limit)?);
        }
        Ok(())
    };
    run_threads((0..workers).map(|_| work).collect())
}

/// Runs lists of programs side by side. The programs of a list run one after the other, until one
/// fails.
pub fn run_lists(lists: Vec<Vec<(String, Command)>>, limit: Duration) -> Result<(), Error> {
    let run_list = |list: Vec<(String, Command)>| -> Result<(), Error> {
        for (step, mut command) in list {
            let ended = run_one(step.clone(), &mut command, limit)?;
            match ended.status {
                Some(status) if status.success() => {}
                status => {
                    eprint!("{}", ended.printed);
                    return Err(status
                        .map_or(Error::TimedOut { step: step.clone(), limit }, |status| {
                            failed(&step, &command, status)
                        }));
                }
            }
        }
        Ok(())
    };
    run_threads(lists.into_iter().map(|list| || run_list(list)).collect())
}

/// Calls each function in a thread; returns the first error after all have returned.
fn run_threads(work: Vec<impl FnOnce() -> Result<(), Error> + Send>) -> Result<(), Error> {
    let _only = only_run();
    let ended = std::thread::scope(|scope| {
        let threads: Vec<_> = work.into_iter().map(|one| scope.spawn(one)).collect();
        let ends = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        ends.collect::<Vec<_>>().into_iter().collect()
    });
    descendants::end_strays();
    ended
}

fn run_one(name: String, command: &mut Command, limit: Duration) -> Result<Ended, Error> {
    let began = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(&name, command)?;
    let transcript = Transcript::of(&mut child, false);
    let status = wait(&mut child, limit);
    descendants::stop_if_interrupted();
    if status.is_none() {
        end(&mut child);
    }
    Ok(Ended { name, status, printed: transcript.finish(), took: began.elapsed() })
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
    fn outputs_are_kept_apart() -> Result<(), Error> {
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
}
