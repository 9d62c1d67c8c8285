//! The commands that the state machine gives to the vault.

use std::rc::Rc;

use crate::error::{Code, Failure};
use crate::protocol::TokenReason;
use crate::token::ClientToken;
use crate::use_case::Success;

/// A command to the vault.
pub enum Command {
    /// Gather the input of a call.
    Gather {
        /// The call.
        call: u32,
    },
    /// Tell the page that a call is refused.
    Refuse {
        /// The call.
        call: u32,
        /// The reason.
        code: Code,
    },
    /// Ask the page for a token.
    Ask {
        /// The number of the request.
        request: u32,
        /// The reason.
        reason: TokenReason,
    },
    /// Send the request of a call.
    Send {
        /// The call.
        call: u32,
        /// The token to send it with, kept no longer than until the request is sent.
        token: Rc<ClientToken>,
    },
    /// Stop the request of a call, whose answer no longer counts.
    Cancel {
        /// The call.
        call: u32,
    },
    /// Tell a call the outcome of its request.
    Deliver {
        /// The call.
        call: u32,
        /// The outcome, boxed to keep commands small.
        outcome: Box<Result<Success, Failure>>,
    },
    /// Tell the page that the token ends soon.
    Expiring,
    /// Tell the page that the token has ended.
    Expired,
    /// Mask all shown values.
    Mask,
}
