//! The line to an origin: whether a connection comes about at all. A change cuts the connections
//! there are.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::Target;

/// How far a client gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// Through.
    #[default]
    Open,
    /// Through, for one request a connection. Browsers send a request again by themselves, whatever
    /// it does, when a connection that they had used before breaks without a byte of an answer:
    /// here they have no such connection.
    Once,
    /// Nobody listens on the port.
    Refused,
    /// The connection is made, and nobody reads from it.
    HalfOpen,
}

impl Reach {
    /// Whether requests get through.
    pub fn is_through(self) -> bool {
        matches!(self, Self::Open | Self::Once)
    }
}

/// What is wanted of a line: its number among the changes, and how far clients are to get.
pub type Wanted = (u64, Reach);

/// One origin's line.
#[derive(Debug, Default)]
pub struct Line {
    wanted: watch::Sender<Wanted>,
    done: watch::Sender<u64>,
}

/// How long a change may take before something is wrong with the sandbox.
const LONGEST: Duration = Duration::from_secs(5);

impl Line {
    /// Changes it; when this returns `true`, every client finds it so.
    pub async fn set(&self, reach: Reach) -> bool {
        let mut number = 0;
        self.wanted.send_modify(|wanted| {
            number = wanted.0 + 1;
            *wanted = (number, reach);
        });
        let mut done = self.done.subscribe();
        tokio::time::timeout(LONGEST, done.wait_for(|done| *done >= number)).await.is_ok()
    }

    /// How far clients get.
    pub fn reach(&self) -> Reach {
        self.wanted.borrow().1
    }

    /// For whoever serves it: what is wanted.
    pub fn watch(&self) -> watch::Receiver<Wanted> {
        self.wanted.subscribe()
    }

    /// For whoever serves it: it is so now.
    pub fn is_so(&self, number: u64) {
        self.done.send_replace(number);
    }
}

/// The lines that can be cut.
#[derive(Debug, Default)]
pub struct Lines {
    pub api: Arc<Line>,
    pub upload: Arc<Line>,
    pub frame: Arc<Line>,
}

impl Lines {
    /// The line of one origin.
    pub fn of(&self, target: Target) -> &Line {
        match target {
            Target::Api => &self.api,
            Target::Upload => &self.upload,
            Target::Frame => &self.frame,
        }
    }
}
