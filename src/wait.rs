//! Futures with an end. The end is kept outside of what is waited for: a promise that never settles must not hold a call.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

/// Something that happens once, and those who wait for it.
#[derive(Clone, Default)]
pub struct Signal(Rc<SignalState>);

#[derive(Default)]
struct SignalState {
    is_given: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Signal {
    /// Gives it: everyone who waits, or will, goes on.
    pub fn give(&self) {
        self.0.is_given.set(true);
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }

    /// Waits until it is given.
    pub async fn given(&self) {
        poll_fn(|context| {
            if self.0.is_given.get() {
                Poll::Ready(())
            } else {
                self.0.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            }
        })
        .await;
    }
}

/// Runs a future to its end, for what it does. Boxed, so that there is one copy of what runs it and not one for each future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    spawn_local(future);
}

/// Does something after `milliseconds`; dropping the timer prevents it.
pub fn later(milliseconds: u32, act: impl FnOnce() + 'static) -> Timeout {
    let act: Box<dyn FnOnce()> = Box::new(act);
    Timeout::new(milliseconds, act)
}

/// A signal that is given after `milliseconds`; dropping the timer ends it.
pub fn after(milliseconds: u32) -> (Timeout, Signal) {
    let signal = Signal::default();
    let given = signal.clone();
    (later(milliseconds, move || given.give()), signal)
}

/// The output of `future`, or `None` if `end` is given first.
pub async fn until<F: Future>(future: F, end: &Signal) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut ended = pin!(end.given());
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        ended.as_mut().poll(context).map(|()| None)
    })
    .await
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn what_never_settles_has_an_end() {
        let (_timer, end) = after(1);
        assert_eq!(until(std::future::pending::<()>(), &end).await, None);
    }

    #[wasm_bindgen_test]
    async fn what_settles_first_counts() {
        let (_timer, end) = after(60_000);
        assert_eq!(until(async { 1 }, &end).await, Some(1));
        let given = Signal::default();
        given.give();
        assert_eq!(until(std::future::pending::<()>(), &given).await, None);
    }

    #[wasm_bindgen_test]
    async fn everyone_who_waits_goes_on() {
        let signal = Signal::default();
        let giver = signal.clone();
        let timer = Timeout::new(1, move || giver.give());
        signal.given().await;
        signal.given().await;
        drop(timer);
    }
}
