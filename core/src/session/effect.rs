//! What the machine wants done.

use std::rc::Rc;

use crate::error::{Code, Failure};
use crate::protocol::TokenReason;
use crate::token::ClientToken;
use crate::use_case::Success;

/// Something to do.
pub enum Effect {
    /// Gather what a call sends.
    Gather {
        /// Which.
        call: u32,
    },
    /// Tell the page that a call is not taken.
    Refuse {
        /// Which.
        call: u32,
        /// Why.
        code: Code,
    },
    /// Ask the page for a token.
    Ask {
        /// The number of the request.
        request: u32,
        /// Why.
        reason: TokenReason,
    },
    /// Send what a call has gathered.
    Send {
        /// Which.
        call: u32,
        /// With this token, kept no longer than until it is sent.
        token: Rc<ClientToken>,
    },
    /// Stop what a call is doing: its answer counts no more.
    Cancel {
        /// Which.
        call: u32,
    },
    /// Tell a call what came of its request.
    Deliver {
        /// Which.
        call: u32,
        /// What; boxed, so that effects are small.
        outcome: Box<Result<Success, Failure>>,
    },
    /// Tell the page that the token ends soon.
    Expiring,
    /// Tell the page that the token has ended.
    Expired,
    /// Take back what is shown.
    Mask,
}
