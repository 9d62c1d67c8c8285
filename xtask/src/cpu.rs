//! CPU time, which measures work better than wall time while other programs run beside it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// CPU time that [`uncounted`] work has used, and how many calls of it are running.
static UNCOUNTED: Mutex<(Duration, u32)> = Mutex::new((Duration::ZERO, 0));

/// Returns the CPU time, user and system, that this process and its ended children have used since
/// their start, without [`uncounted`] work. It is zero where the system can't be asked.
///
/// A grandchild counts when its parent has waited for it. [`crate::descendants`] makes this process
/// the parent of processes that lost theirs, so these count too.
pub fn counted() -> Duration {
    let uncounted = UNCOUNTED.lock().unwrap_or_else(PoisonError::into_inner).0;
    used().saturating_sub(uncounted)
}

/// Does work whose CPU time depends on what earlier runs left behind: compiling and installing.
pub fn uncounted<T>(work: impl FnOnce() -> T) -> T {
    UNCOUNTED.lock().unwrap_or_else(PoisonError::into_inner).1 += 1;
    let before = used();
    let result = work();
    let took = used().saturating_sub(before);
    let mut uncounted = UNCOUNTED.lock().unwrap_or_else(PoisonError::into_inner);
    uncounted.1 -= 1;
    // Only the outermost call adds its time, which includes that of the calls within.
    if uncounted.1 == 0 {
        uncounted.0 += took;
    }
    result
}

/// Returns the CPU time that this thread has used since its start; zero where the system can't be
/// asked.
pub fn of_thread() -> Duration {
    #[cfg(target_os = "linux")]
    return usage(nix::sys::resource::UsageWho::RUSAGE_THREAD);
    #[cfg(not(target_os = "linux"))]
    Duration::ZERO
}

#[cfg(unix)]
fn used() -> Duration {
    use nix::sys::resource::UsageWho;

    usage(UsageWho::RUSAGE_SELF) + usage(UsageWho::RUSAGE_CHILDREN)
}

#[cfg(unix)]
fn usage(who: nix::sys::resource::UsageWho) -> Duration {
    use nix::sys::time::{TimeVal, TimeValLike as _};

    let duration = |time: TimeVal| {
        Duration::from_micros(u64::try_from(time.num_microseconds()).unwrap_or_default())
    };
    nix::sys::resource::getrusage(who)
        .map(|usage| duration(usage.user_time()) + duration(usage.system_time()))
        .unwrap_or_default()
}

#[cfg(not(unix))]
fn used() -> Duration {
    Duration::ZERO
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::time::Instant;

    use super::*;
    use crate::process::{self, Output};

    fn work() {
        let began = Instant::now();
        while began.elapsed() < Duration::from_millis(50) {
            std::hint::spin_loop();
        }
    }

    /// One test, because the figures are those of the whole process.
    #[test]
    fn own_and_children_count_and_uncounted_work_does_not() {
        let began = counted();
        work();
        let own = counted();
        assert!(own > began);

        let mut child = Command::new("sh");
        child.args(["-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"]);
        // Other tests end all children, except while such a program runs.
        let ended = process::run("count", &mut child, Duration::from_mins(1), Output::Returned);
        assert!(ended.is_ok(), "{ended:?}");
        assert!(counted() > own);

        let before = used();
        uncounted(|| {
            work();
            uncounted(work);
        });
        let all = used().saturating_sub(before);
        let uncounted = UNCOUNTED.lock().unwrap_or_else(PoisonError::into_inner).0;
        assert!(!uncounted.is_zero() && uncounted <= all, "{uncounted:?} of {all:?}");
    }
}
