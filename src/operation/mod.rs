//! Runs an operation: gather → token → send → read → show. The state machine decides when a request
//! is sent, how often, and with which token; this module does the work.
//!
//! - [`calls`]: the running calls.
//! - [`run`]: the steps of one request.
//! - [`upload`]: the steps of a document upload, with several requests.

mod calls;
mod run;
mod upload;

use std::rc::Rc;

use sordino_core::error::Code;
use sordino_core::protocol::FromVault;
use sordino_core::session::Event;
use sordino_core::use_case::{Operation, use_case};
use sordino_core::value::Value;

use crate::config::Config;
use crate::fields::Fields;
use crate::port::Port;
use crate::wait::spawn;
use calls::RunningCalls;

/// The operations of a session, and the modules that they use.
pub struct Operations {
    /// The frame's configuration.
    pub config: Config,
    /// The port to the page.
    pub port: Rc<Port>,
    /// The session's fields.
    pub fields: Rc<Fields>,
    /// The running calls.
    pub calls: RunningCalls,
    /// Hands an event to the state machine.
    pub dispatch: Box<dyn Fn(Event)>,
}

impl Operations {
    /// Creates the operations of a session; no call is running yet.
    pub fn new(
        config: Config,
        port: Rc<Port>,
        fields: Rc<Fields>,
        dispatch: Box<dyn Fn(Event)>,
    ) -> Rc<Self> {
        Rc::new(Self { config, port, fields, calls: RunningCalls::default(), dispatch })
    }

    /// Begins a call, whose answer goes over the port.
    pub fn begin(&self, id: u32, operation: Operation, input: Value) {
        self.calls.begin(id, operation, input);
        (self.dispatch)(Event::Begin { call: id, operation });
    }

    /// Refuses the last call, which has only begun.
    pub fn refuse(&self, id: u32, code: Code) {
        self.calls.refuse_last();
        self.port.send(FromVault::Failed { id, error: code.into() });
    }

    /// Runs a call that the state machine has accepted.
    pub fn run_call(self: &Rc<Self>, id: u32) {
        let Some(call) = self.calls.get(id) else { return };
        let Some((operation, input)) = call.input.take() else { return };
        let operations = Rc::clone(self);
        spawn(async move {
            let outcome = match operation {
                Operation::UploadDocuments => operations.upload(&call, &input).await,
                _ => operations.run(&call, use_case(operation), &input).await,
            };
            (operations.dispatch)(Event::Finish { call: id });
            operations.calls.end(id);
            operations.port.send(match outcome {
                Ok(result) => FromVault::Done { id, result },
                Err(error) => FromVault::Failed { id, error },
            });
        });
    }
}
