//! Measures the speed of this machine while the steps run, with a fixed piece of work.
//!
//! CPU time alone would not do: the same step takes up to twice as much of it when neighbours on
//! the machine use the caches. The fixed work slows down with the steps, so their quotient stays.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::cpu;

/// Rounds of the fixed work, for about a tenth of a second in a development build.
const ROUNDS: u32 = 2_000_000;

/// The time between two samples. The samples use two per cent of one core.
const PAUSE: Duration = Duration::from_secs(5);

/// CPU times of the fixed work at different moments.
#[derive(Debug, Default)]
pub struct Calibration(Vec<(Instant, Duration)>);

impl Calibration {
    /// Takes samples until `work` returns; the first one before `work` begins.
    pub fn beside<T>(work: impl FnOnce() -> T) -> (T, Self) {
        let mut calibration = Self::default();
        calibration.add(sample());
        std::thread::scope(|scope| {
            let (stop, stopped) = mpsc::channel::<()>();
            let sampler = scope.spawn(move || {
                while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                    calibration.add(sample());
                }
                calibration
            });
            let result = work();
            drop(stop);
            let calibration = sampler.join().unwrap_or_default();
            (result, calibration)
        })
    }

    /// Adds a sample; zero means that this system can't measure it.
    fn add(&mut self, (at, took): (Instant, Duration)) {
        if !took.is_zero() {
            self.0.push((at, took));
        }
    }

    /// Returns the median of the samples between two moments in seconds. If no sample lies between
    /// them, the nearest one counts; `None` without any sample.
    pub fn between(&self, began: Instant, ended: Instant) -> Option<f64> {
        let mut found: Vec<Duration> = self
            .0
            .iter()
            .filter(|(at, _)| (began..=ended).contains(at))
            .map(|(_, took)| *took)
            .collect();
        if found.is_empty() {
            let distance = |at: Instant| {
                began.saturating_duration_since(at).max(at.saturating_duration_since(ended))
            };
            found.extend(self.0.iter().min_by_key(|(at, _)| distance(*at)).map(|(_, took)| *took));
        }
        found.sort_unstable();
        found.get(found.len() / 2).map(Duration::as_secs_f64)
    }
}

#[cfg(test)]
impl Calibration {
    /// Returns a calibration with one sample of this many seconds.
    pub fn of(seconds: f64) -> Self {
        Self(vec![(Instant::now(), Duration::from_secs_f64(seconds))])
    }
}

fn sample() -> (Instant, Duration) {
    let before = cpu::of_thread();
    std::hint::black_box(work(ROUNDS));
    (Instant::now(), cpu::of_thread().saturating_sub(before))
}

/// Changes a table of 4 MiB in an order that depends on its content. The speed depends on
/// arithmetic and on the caches, as with compilers and browsers. A hash would run many times faster
/// on processors that have an instruction for it.
fn work(rounds: u32) -> u64 {
    const BITS: u32 = 19;
    let mut table = vec![0_u64; 1 << BITS];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..rounds {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let at = usize::try_from(state >> (u64::BITS - BITS)).unwrap_or_default();
        let entry = &mut table[at];
        *entry = entry.wrapping_add(state).rotate_left(5);
        state = state.wrapping_add(*entry) | 1;
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_is_always_the_same() {
        assert_eq!(work(1_000), work(1_000));
        assert_ne!(work(1_000), work(1_001));
    }

    #[test]
    fn a_sample_is_taken_before_the_work() {
        let (result, calibration) = Calibration::beside(|| 7);
        assert_eq!(result, 7);
        assert_eq!(calibration.0.is_empty(), !cfg!(target_os = "linux"));
    }

    #[test]
    fn the_median_of_the_samples_of_a_step_counts() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let samples = [(5, 100), (10, 900), (15, 300), (20, 200), (25, 700)];
        let samples = samples.map(|(seconds, took)| (at(seconds), Duration::from_millis(took)));
        let calibration = Calibration(samples.into());
        assert_eq!(calibration.between(at(10), at(20)), Some(0.3));
        assert_eq!(calibration.between(at(0), at(30)), Some(0.3));
        assert_eq!(calibration.between(at(16), at(18)), Some(0.3), "the nearest");
        assert_eq!(calibration.between(at(30), at(40)), Some(0.7), "the last");
        assert_eq!(Calibration::default().between(at(0), at(30)), None);
    }
}
