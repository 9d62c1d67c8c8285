//! The calls under way: what each wants to send, what stops it, and what came of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Waker;

use sordino_core::error::{Code, Failure};
use sordino_core::use_case::{Operation, Success, UseCase};
use sordino_core::value::Value;
use web_sys::AbortController;
use zeroize::Zeroizing;

/// The calls under way.
#[derive(Default)]
pub struct Calls(RefCell<Vec<Rc<Call>>>);

/// A call.
pub struct Call {
    pub(super) id: u32,
    /// What is to be run, until it runs.
    pub(super) wanted: Cell<Option<(Operation, Value)>>,
    /// What is sent, perhaps several times.
    pub(super) request: RefCell<Option<Rc<Request>>>,
    /// Stops what is being sent.
    sending: Cell<Option<AbortController>>,
    /// What came of the request, and who waits for it.
    pub(super) outcome: Cell<Option<Box<Result<Success, Failure>>>>,
    pub(super) waiting: Cell<Option<Waker>>,
}

/// A request, as it is sent each time.
pub(super) struct Request {
    pub(super) use_case: &'static UseCase,
    pub(super) body: Zeroizing<Vec<u8>>,
    pub(super) same_id: Option<String>,
}

impl Calls {
    pub(super) fn get(&self, id: u32) -> Option<Rc<Call>> {
        self.0.borrow().iter().find(|call| call.id == id).cloned()
    }

    /// A call has begun.
    pub(super) fn begin(&self, id: u32, operation: Operation, input: Value) {
        self.0.borrow_mut().push(Rc::new(Call {
            id,
            wanted: Cell::new(Some((operation, input))),
            request: RefCell::default(),
            sending: Cell::default(),
            outcome: Cell::default(),
            waiting: Cell::default(),
        }));
    }

    /// The last, which has only begun, is not taken.
    pub(super) fn refuse_last(&self) {
        self.0.borrow_mut().pop();
    }

    /// A call has ended.
    pub(super) fn end(&self, id: u32) {
        self.0.borrow_mut().retain(|call| call.id != id);
    }

    /// Stops what is being sent.
    pub fn cancel(&self, id: u32) {
        if let Some(controller) = self.get(id).and_then(|call| call.sending.take()) {
            controller.abort();
        }
    }

    /// Hands a call what came of its request.
    pub fn deliver(&self, id: u32, outcome: Box<Result<Success, Failure>>) {
        let Some(call) = self.get(id) else { return };
        call.request.take();
        call.sending.take();
        call.outcome.set(Some(outcome));
        if let Some(waiting) = call.waiting.take() {
            waiting.wake();
        }
    }
}

impl Call {
    /// What is sent from now on is stopped by this.
    pub(super) fn sends(&self) -> Result<AbortController, Code> {
        let controller = AbortController::new().map_err(|_| Code::Internal)?;
        self.sending.set(Some(controller.clone()));
        Ok(controller)
    }
}
