//! A queue that gives steps to several workers.
//!
//! 1. A free worker gets the first step that can begin.
//! 2. A step that needs the build waits for it, and is skipped when the build fails.
//! 3. Two steps that exclude each other never run at the same time ([`Step::excludes`]).
//! 4. After a failure no further step begins, except with `--keep-going`.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::steps::Step;

/// The remaining steps, shared by the workers.
pub struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    keeps_going: bool,
}

struct State {
    waiting: Vec<Step>,
    running: Vec<Step>,
    is_built: bool,
    is_stopped: bool,
}

impl Queue {
    /// Creates a queue; `is_built` says that `pkg/` and the sandbox are already built.
    pub fn new(steps: &[Step], is_built: bool, keeps_going: bool) -> Self {
        let state = State { waiting: steps.to_vec(), running: vec![], is_built, is_stopped: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), keeps_going }
    }

    /// Waits for a step that can begin; `None` when no further step will.
    pub fn take(&self) -> Option<Step> {
        let mut state = self.lock();
        loop {
            if state.is_stopped || state.waiting.is_empty() {
                return None;
            }
            if let Some(at) = state.waiting.iter().position(|step| state.can_begin(*step)) {
                let step = state.waiting.remove(at);
                state.running.push(step);
                return Some(step);
            }
            if state.running.is_empty() {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Reports the end of a step.
    pub fn end(&self, step: Step, is_good: bool) {
        let mut state = self.lock();
        state.running.retain(|other| *other != step);
        state.is_built |= is_good && step == Step::Build;
        state.is_stopped |= !is_good && !self.keeps_going;
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No panic can happen between two changes that belong together.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn can_begin(&self, step: Step) -> bool {
        let has_build = self.is_built || !step.needs_build();
        has_build && !self.running.iter().any(|other| step.excludes(*other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browsers::Engine;

    const BROWSER: Step = Step::Browser(Engine::Firefox);
    const ATTACKS: Step = Step::Attacks(Engine::Firefox);

    #[test]
    fn a_step_that_needs_the_build_waits_for_it() {
        let queue = Queue::new(&[BROWSER, Step::Build, Step::Fmt], false, false);
        assert_eq!(queue.take(), Some(Step::Build));
        assert_eq!(queue.take(), Some(Step::Fmt));
        queue.end(Step::Build, true);
        assert_eq!(queue.take(), Some(BROWSER));
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn one_engine_runs_one_step_at_a_time() {
        let queue = Queue::new(&[BROWSER, ATTACKS, Step::Clippy, Step::Rust], true, false);
        assert_eq!(queue.take(), Some(BROWSER));
        assert_eq!(queue.take(), Some(Step::Clippy));
        queue.end(BROWSER, true);
        assert_eq!(queue.take(), Some(ATTACKS));
        queue.end(Step::Clippy, true);
        assert_eq!(queue.take(), Some(Step::Rust));
    }

    #[test]
    fn the_end_of_a_step_wakes_a_waiting_worker() {
        let queue = Queue::new(&[BROWSER, ATTACKS], true, false);
        assert_eq!(queue.take(), Some(BROWSER));
        std::thread::scope(|scope| {
            let other = scope.spawn(|| queue.take());
            queue.end(BROWSER, true);
            assert_eq!(other.join().ok(), Some(Some(ATTACKS)));
        });
    }

    #[test]
    fn a_failure_ends_the_queue_without_keep_going() {
        for keeps_going in [false, true] {
            let queue = Queue::new(&[Step::Fmt, Step::Lint], true, keeps_going);
            assert_eq!(queue.take(), Some(Step::Fmt));
            queue.end(Step::Fmt, false);
            assert_eq!(queue.take(), keeps_going.then_some(Step::Lint));
        }
    }

    #[test]
    fn a_failed_build_skips_the_steps_that_need_it() {
        let queue = Queue::new(&[Step::Build, BROWSER], false, true);
        assert_eq!(queue.take(), Some(Step::Build));
        queue.end(Step::Build, false);
        assert_eq!(queue.take(), None);
    }
}
