//! Tasks, timers, and signals between them.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

/// An event that happens once and that one task waits for.
#[derive(Clone, Default)]
pub struct Signal(Rc<SignalState>);

#[derive(Default)]
struct SignalState {
    is_set: Cell<bool>,
    waiting: Cell<Option<Waker>>,
}

impl Signal {
    /// Sets the signal, and resumes the task that waits for it.
    pub fn set(&self) {
        self.0.is_set.set(true);
        if let Some(waker) = self.0.waiting.take() {
            waker.wake();
        }
    }

    /// Waits until the signal is set.
    pub async fn wait(&self) {
        poll_fn(|context| {
            if self.0.is_set.get() {
                Poll::Ready(())
            } else {
                self.0.waiting.set(Some(context.waker().clone()));
                Poll::Pending
            }
        })
        .await;
    }
}

/// Runs a future to its end. The future is boxed, so that there is one copy of the code that runs
/// it instead of one per future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    spawn_local(future);
}

/// Calls `act` after `milliseconds`. Dropping the timer prevents the call.
pub fn call_later(milliseconds: u32, act: impl FnOnce() + 'static) -> Timeout {
    let act: Box<dyn FnOnce()> = Box::new(act);
    Timeout::new(milliseconds, act)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn a_waiting_task_is_resumed() {
        let signal = Signal::default();
        let giver = signal.clone();
        let timer = call_later(1, move || giver.set());
        signal.wait().await;
        signal.wait().await;
        drop(timer);
    }

    #[wasm_bindgen_test]
    async fn a_timer_that_is_dropped_does_nothing() {
        let signal = Signal::default();
        let was_done = Rc::new(Cell::new(false));
        let (giver, done) = (signal.clone(), Rc::clone(&was_done));
        drop(call_later(1, move || done.set(true)));
        let timer = call_later(20, move || giver.set());
        signal.wait().await;
        assert!(!was_done.get());
        drop(timer);
    }
}
