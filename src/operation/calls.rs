//! The calls that are running: their input, their request, and its outcome.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Waker;

use sordino_core::error::{Code, Failure};
use sordino_core::use_case::{Operation, Success, UseCase};
use sordino_core::value::Value;
use web_sys::AbortController;
use zeroize::Zeroizing;

/// The running calls of a session.
#[derive(Default)]
pub struct RunningCalls(RefCell<Vec<Rc<RunningCall>>>);

/// One running call.
pub struct RunningCall {
    pub(super) id: u32,
    /// The operation and its input, until they are taken to be run.
    pub(super) input: Cell<Option<(Operation, Value)>>,
    /// The request, which may be sent several times.
    pub(super) request: RefCell<Option<Rc<PreparedRequest>>>,
    /// Aborts the request or upload that is being sent.
    sending: Cell<Option<AbortController>>,
    /// The outcome of the request, until the call takes it.
    pub(super) outcome: Cell<Option<Box<Result<Success, Failure>>>>,
    pub(super) waker: Cell<Option<Waker>>,
}

/// A request with its body, ready to be sent.
pub(super) struct PreparedRequest {
    pub(super) use_case: &'static UseCase,
    pub(super) body: Zeroizing<Vec<u8>>,
    pub(super) same_id: Option<String>,
}

impl RunningCalls {
    pub(super) fn get(&self, id: u32) -> Option<Rc<RunningCall>> {
        self.0.borrow().iter().find(|call| call.id == id).cloned()
    }

    /// Adds a call.
    pub(super) fn begin(&self, id: u32, operation: Operation, input: Value) {
        self.0.borrow_mut().push(Rc::new(RunningCall {
            id,
            input: Cell::new(Some((operation, input))),
            request: RefCell::default(),
            sending: Cell::default(),
            outcome: Cell::default(),
            waker: Cell::default(),
        }));
    }

    /// Removes the last call, which has only begun, because it was refused.
    pub(super) fn refuse_last(&self) {
        self.0.borrow_mut().pop();
    }

    /// Removes a call that has ended.
    pub(super) fn end(&self, id: u32) {
        self.0.borrow_mut().retain(|call| call.id != id);
    }

    /// Aborts the request or upload that a call is sending.
    pub fn cancel(&self, id: u32) {
        if let Some(controller) = self.get(id).and_then(|call| call.sending.take()) {
            controller.abort();
        }
    }

    /// Hands a call the outcome of its request.
    pub fn deliver(&self, id: u32, outcome: Box<Result<Success, Failure>>) {
        let Some(call) = self.get(id) else { return };
        call.request.take();
        call.sending.take();
        call.outcome.set(Some(outcome));
        if let Some(waker) = call.waker.take() {
            waker.wake();
        }
    }
}

impl RunningCall {
    /// Returns a new controller, which aborts what the call sends from now on.
    pub(super) fn new_controller(&self) -> Result<AbortController, Code> {
        let controller = AbortController::new().map_err(|_| Code::Internal)?;
        self.sending.set(Some(controller.clone()));
        Ok(controller)
    }
}
