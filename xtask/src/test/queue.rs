//! Which step is begun next, by several workers at once.
//!
//! 1. Steps are begun in their order, as soon as a worker is free.
//! 2. A step that needs the build waits for it; it is left out when the build fails.
//! 3. Two steps that want the same thing are never run at once ([`Step::excludes`]).
//! 4. After a failure nothing more is begun, unless all steps are wanted.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::steps::Step;

/// The steps that are left, shared by the workers.
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
    /// A queue of `steps`; `is_built` when what they test was built before.
    pub fn new(steps: &[Step], is_built: bool, keeps_going: bool) -> Self {
        let state = State { waiting: steps.to_vec(), running: vec![], is_built, is_stopped: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), keeps_going }
    }

    /// Waits for a step that can be begun; `None` when no more is to be.
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

    /// Takes note of the end of a step.
    pub fn end(&self, step: Step, is_good: bool) {
        let mut state = self.lock();
        state.running.retain(|other| *other != step);
        state.is_built |= is_good && step == Step::Build;
        state.is_stopped |= !is_good && !self.keeps_going;
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Each change of the lists is whole.
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
    fn what_needs_the_build_waits_for_it() {
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
    fn a_waiting_worker_hears_of_the_end_of_a_step() {
        let queue = Queue::new(&[BROWSER, ATTACKS], true, false);
        assert_eq!(queue.take(), Some(BROWSER));
        std::thread::scope(|scope| {
            let other = scope.spawn(|| queue.take());
            queue.end(BROWSER, true);
            assert_eq!(other.join().ok(), Some(Some(ATTACKS)));
        });
    }

    #[test]
    fn a_failure_ends_the_queue_unless_all_is_wanted() {
        for keeps_going in [false, true] {
            let queue = Queue::new(&[Step::Fmt, Step::Lint], true, keeps_going);
            assert_eq!(queue.take(), Some(Step::Fmt));
            queue.end(Step::Fmt, false);
            assert_eq!(queue.take(), keeps_going.then_some(Step::Lint));
        }
    }

    #[test]
    fn without_a_build_what_needs_it_is_left_out() {
        let queue = Queue::new(&[Step::Build, BROWSER], false, true);
        assert_eq!(queue.take(), Some(Step::Build));
        queue.end(Step::Build, false);
        assert_eq!(queue.take(), None);
    }
}
