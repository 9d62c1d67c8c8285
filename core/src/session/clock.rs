//! Time by two clocks: the steady clock, which stops while the machine sleeps, and the machine's
//! own clock, which a user can set. An end is reached as soon as one of the two says so.

use crate::time::Seconds;

/// Milliseconds of the steady clock.
pub type Milliseconds = u64;

/// The longest time between two looks at the machine's own clock. A page is not told when it wakes
/// from sleep.
const CLOCK_CHECK: Milliseconds = 10_000;

/// A moment by both clocks, with a random number for the pauses that begin then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The steady clock (`performance.now()`).
    pub ticks: Milliseconds,
    /// The machine's clock (`Date.now()`).
    pub time: Seconds,
    /// A random number, so that many pages do not try again at the same moment.
    pub chance: u8,
}

impl Now {
    /// Returns the pause before another try. `tries` is 1 after the first try. The longest pause
    /// doubles with each try, and the actual one is random between half of it and all of it.
    pub fn backoff(self, tries: u8) -> Milliseconds {
        let whole = 500 << (tries - 1).min(6);
        whole / 2 + whole * u64::from(self.chance) / 512
    }
}

/// An end by both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// By the steady clock.
    pub ticks: Milliseconds,
    /// By the machine's clock.
    pub time: Seconds,
}

impl End {
    /// Returns the end in so many seconds.
    pub fn after(now: Now, seconds: Seconds) -> Self {
        Self {
            ticks: now.ticks + u64::try_from(seconds).unwrap_or_default() * 1000,
            time: now.time.saturating_add(seconds),
        }
    }

    /// Returns whether the end is reached by either clock.
    pub fn is_past(self, now: Now) -> bool {
        self.ticks <= now.ticks || self.time <= now.time
    }

    /// Returns the earlier end of two, by each clock.
    #[must_use]
    pub fn earlier(self, other: Self) -> Self {
        Self { ticks: self.ticks.min(other.ticks), time: self.time.min(other.time) }
    }

    /// Returns the time of the next check.
    pub fn next_check(self, now: Now) -> Milliseconds {
        self.ticks.min(now.ticks + CLOCK_CHECK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Now = Now { ticks: 1_000, time: 50, chance: 0 };

    #[test]
    fn either_clock_can_end_it() {
        let end = End::after(NOW, 10);
        assert!(!end.is_past(NOW));
        assert!(end.is_past(Now { ticks: 11_000, ..NOW }), "the machine's clock was set back");
        assert!(end.is_past(Now { time: 60, ..NOW }), "the machine slept");
        assert!(End::after(NOW, -5).is_past(NOW));
    }

    #[test]
    fn the_sooner_end_is_so_by_each_clock() {
        let one = End { ticks: 5, time: 90 };
        let other = End { ticks: 9, time: 80 };
        assert_eq!(one.earlier(other), End { ticks: 5, time: 80 });
    }

    #[test]
    fn pauses_double_and_differ() {
        let pauses = |chance| [1, 2, 3].map(|tries| Now { chance, ..NOW }.backoff(tries));
        assert_eq!(pauses(0), [250, 500, 1_000]);
        assert_eq!(pauses(255), [499, 998, 1_996]);
        assert_eq!(NOW.backoff(200), NOW.backoff(7), "no shift goes too far");
    }
}
