//! Ends every process that a command started: also a browser that left its driver, and also after
//! ctrl-c.
//!
//! 1. This process is the *subreaper* of its descendants: a grandchild whose parent dies becomes
//!    its child, even in another process group or session. A walk down from this process therefore
//!    finds all of them.
//! 2. At the end of each child, at the end of the command and after ctrl-c, this module asks the
//!    remaining descendants to end, and then kills them.
//!
//! On systems other than Linux, [`crate::process`] ends the children themselves and nothing more.
//!
//! The walk reads `/proc` in twenty lines. The crates that do it (`procfs`, `sysinfo`) bring
//! several dependencies each, which every fresh clone would compile before its first command.

use std::sync::atomic::{AtomicBool, Ordering};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Makes this process the parent of every descendant whose parent dies.
pub fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    if let Err(error) = nix::sys::prctl::set_child_subreaper(true) {
        eprintln!("note: processes whose parents died can't be ended: {error}");
    }
}

/// Installs a handler: ctrl-c, a closed terminal and SIGTERM end all descendants, then this
/// process.
pub fn end_all_on_interrupt() {
    let handler = || {
        INTERRUPTED.store(true, Ordering::SeqCst);
        eprintln!("interrupted: ending the programs that were started");
        end_all();
        std::process::exit(130);
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("note: ctrl-c may leave processes behind: {error}");
    }
}

/// Blocks forever after ctrl-c, so that nothing more is started until the handler has ended the
/// process.
pub fn stop_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// Ends every descendant.
pub fn end_all() {
    #[cfg(target_os = "linux")]
    linux::end(&[]);
}

/// Ends every descendant except [kept](keep) processes and their descendants.
pub fn end_strays() {
    #[cfg(target_os = "linux")]
    linux::end(&kept());
}

/// Keeps a process running for more than one step, until this is dropped.
pub struct Kept(u32);

/// Excludes a child from [`end_strays`].
pub fn keep(pid: u32) -> Kept {
    lock().push(pid);
    Kept(pid)
}

impl Drop for Kept {
    fn drop(&mut self) {
        lock().retain(|pid| *pid != self.0);
    }
}

static KEPT: std::sync::Mutex<Vec<u32>> = std::sync::Mutex::new(Vec::new());

fn lock() -> std::sync::MutexGuard<'static, Vec<u32>> {
    // A panic can't leave a list of numbers half changed.
    KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(target_os = "linux")]
fn kept() -> Vec<u32> {
    lock().clone()
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::{Duration, Instant};

    use nix::sys::signal::{Signal, kill};
    use nix::sys::wait::{WaitPidFlag, waitpid};
    use nix::unistd::Pid;

    /// Time for a browser to save its profile before it is killed.
    const GRACE: Duration = Duration::from_secs(3);

    /// The longest wait for all processes to end: one may hang in the kernel.
    const LIMIT: Duration = Duration::from_secs(6);

    pub fn end(kept: &[u32]) {
        let began = Instant::now();
        loop {
            let own = std::process::id();
            let (ended, living): (Vec<_>, Vec<_>) =
                processes().into_iter().partition(|process| process.ended);
            reap(
                ended
                    .iter()
                    .filter(|process| process.parent == own && !kept.contains(&process.pid)),
            );
            let found = descendants(own, &living, kept);
            let waited = began.elapsed();
            if found.is_empty() || waited > LIMIT {
                return;
            }
            let signal = if waited < GRACE { Signal::SIGTERM } else { Signal::SIGKILL };
            for pid in found {
                if let Ok(pid) = i32::try_from(pid) {
                    // The process may have ended since it was listed.
                    let _ = kill(Pid::from_raw(pid), signal);
                }
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits for adopted processes that have ended, which removes them from the process table.
    fn reap<'a>(ended: impl Iterator<Item = &'a Process>) {
        for process in ended {
            if let Ok(pid) = i32::try_from(process.pid) {
                // The process may be gone, because another thread waited for it.
                let _ = waitpid(Pid::from_raw(pid), Some(WaitPidFlag::WNOHANG));
            }
        }
    }

    /// An entry of the process table.
    #[derive(Debug, PartialEq, Clone, Copy)]
    pub struct Process {
        pub pid: u32,
        pub parent: u32,
        /// Whether it has ended and its parent has not waited for it.
        pub ended: bool,
    }

    /// Lists all processes of the system.
    fn processes() -> Vec<Process> {
        let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
        entries
            .flatten()
            .filter_map(|entry| std::fs::read_to_string(entry.path().join("stat")).ok())
            .filter_map(|stat| parse_stat(&stat))
            .collect()
    }

    /// Parses `/proc/PID/stat`; the name in parentheses may itself contain spaces and parentheses.
    pub fn parse_stat(stat: &str) -> Option<Process> {
        let (pid, rest) = stat.split_once(" (")?;
        let (_, rest) = rest.rsplit_once(") ")?;
        let mut fields = rest.split(' ');
        let state = fields.next()?;
        let parent = fields.next()?.parse().ok()?;
        Some(Process { pid: pid.parse().ok()?, parent, ended: matches!(state, "Z" | "X") })
    }

    /// Returns all processes below `root`, without kept processes and their descendants.
    pub fn descendants(root: u32, processes: &[Process], kept: &[u32]) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let mut parents = vec![root];
        while let Some(parent) = parents.pop() {
            let children = processes
                .iter()
                .filter(|p| p.parent == parent && p.pid != parent && !kept.contains(&p.pid));
            for child in children {
                found.push(child.pid);
                parents.push(child.pid);
            }
        }
        found
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_name_may_contain_parentheses() {
            let stat = "42 (a) b (c) S 7 42 42 0 -1 4194304 100";
            assert_eq!(parse_stat(stat), Some(Process { pid: 42, parent: 7, ended: false }));
        }

        #[test]
        fn a_zombie_has_ended() {
            assert!(parse_stat("42 (chrome) Z 7 42 42 0").is_some_and(|process| process.ended));
        }

        #[test]
        fn grandchildren_are_found_and_kept_processes_are_not() {
            let table = [(2, 1), (3, 2), (4, 3), (5, 1), (6, 5), (7, 99)];
            let table = table.map(|(pid, parent)| Process { pid, parent, ended: false });
            let mut found = descendants(1, &table, &[5]);
            found.sort_unstable();
            assert_eq!(found, [2, 3, 4]);
        }
    }
}
