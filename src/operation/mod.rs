//! An operation's way: gather → token → send → read → show. When it is sent, how often and with
//! which token says the state machine; here it is done.
//!
//! - [`calls`]: the calls under way.
//! - [`run`]: the way of one request.
//! - [`upload`]: the steps of a document upload, each a request of its own.

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
use calls::Calls;

/// What a session's operations work with.
pub struct Operations {
    /// What was deployed.
    pub config: Config,
    /// The channel.
    pub port: Rc<Port>,
    /// The fields.
    pub fields: Rc<Fields>,
    /// What is under way.
    pub calls: Calls,
    /// Tells the state machine.
    pub happened: Box<dyn Fn(Event)>,
}

impl Operations {
    /// None under way yet.
    pub fn new(
        config: Config,
        port: Rc<Port>,
        fields: Rc<Fields>,
        happened: Box<dyn Fn(Event)>,
    ) -> Rc<Self> {
        Rc::new(Self { config, port, fields, calls: Calls::default(), happened })
    }

    /// Begins a call; its answer goes over the port.
    pub fn call(&self, id: u32, operation: Operation, input: Value) {
        self.calls.begin(id, operation, input);
        (self.happened)(Event::Begin { call: id, operation });
    }

    /// A call is not taken: the last, which has only begun.
    pub fn refuse(&self, id: u32, code: Code) {
        self.calls.refuse_last();
        self.port.send(FromVault::Failed { id, error: code.into() });
    }

    /// A call is taken: it gathers, and goes its way.
    pub fn gather(self: &Rc<Self>, id: u32) {
        let Some(call) = self.calls.get(id) else { return };
        let Some((operation, input)) = call.wanted.take() else { return };
        let operations = Rc::clone(self);
        spawn(async move {
            let outcome = match operation {
                Operation::UploadDocuments => operations.upload(&call, &input).await,
                _ => operations.run(&call, use_case(operation), &input).await,
            };
            (operations.happened)(Event::Finish { call: id });
            operations.calls.end(id);
            operations.port.send(match outcome {
                Ok(result) => FromVault::Done { id, result },
                Err(error) => FromVault::Failed { id, error },
            });
        });
    }
}
