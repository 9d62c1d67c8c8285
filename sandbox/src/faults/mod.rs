//! Faults on purpose, as networks, servers and clocks really fail.
//!
//! * [`fault`] what goes wrong, and with which requests
//! * [`schedule`] the faults that wait for a matching request
//! * [`inject`] carries a fault out: ends a token, moves the clock, changes or withholds the answer
//! * [`answer`] late, broken and made-up answers
//! * [`connectivity`] whether clients can connect to an origin

mod answer;
pub mod connectivity;
mod fault;
mod inject;
mod schedule;

pub use answer::Unanswered;
pub use fault::{Fault, RequestFacts, Target};
pub use inject::Injector;
