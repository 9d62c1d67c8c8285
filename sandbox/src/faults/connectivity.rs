//! Whether clients can connect to an origin. A change cuts the connections that exist.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::fault::Target;

/// How far a client's connection gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// Connections work.
    #[default]
    Open,
    /// Each connection works for one request. When a connection that was used before breaks without
    /// a byte of an answer, browsers send the request again, whatever its effect. Here they have no
    /// connection that was used before.
    Once,
    /// No program listens on the port.
    Refused,
    /// The connection is made, but never read from.
    HalfOpen,
}

impl Reach {
    /// Whether requests arrive.
    pub fn lets_requests_in(self) -> bool {
        matches!(self, Self::Open | Self::Once)
    }
}

/// A change that is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// The number of the change, from 1. It is 0 before the first change.
    pub number: u64,
    pub reach: Reach,
}

/// The connectivity of one origin.
#[derive(Debug, Default)]
pub struct Connectivity {
    wanted: watch::Sender<Wanted>,
    done: watch::Sender<u64>,
}

/// The longest time that a change may take.
const LONGEST: Duration = Duration::from_secs(5);

impl Connectivity {
    /// Changes the connectivity, and waits until it is in effect. `false` if that took too long.
    pub async fn set(&self, reach: Reach) -> bool {
        let mut number = 0;
        self.wanted.send_modify(|wanted| {
            number = wanted.number + 1;
            *wanted = Wanted { number, reach };
        });
        let mut done = self.done.subscribe();
        tokio::time::timeout(LONGEST, done.wait_for(|done| *done >= number)).await.is_ok()
    }

    /// How far connections get, as it was last wanted.
    pub fn reach(&self) -> Reach {
        self.wanted.borrow().reach
    }

    /// For the server of the origin: watches the wanted changes.
    pub fn watch(&self) -> watch::Receiver<Wanted> {
        self.wanted.subscribe()
    }

    /// For the server of the origin: reports that a change is in effect.
    pub fn report(&self, number: u64) {
        self.done.send_replace(number);
    }
}

/// The connectivity of each origin that tests can cut off.
#[derive(Debug, Clone, Default)]
pub struct OriginConnectivity {
    pub api: Arc<Connectivity>,
    pub upload: Arc<Connectivity>,
    pub frame: Arc<Connectivity>,
}

impl OriginConnectivity {
    /// The connectivity of one origin.
    pub fn of(&self, target: Target) -> &Connectivity {
        match target {
            Target::Api => &self.api,
            Target::Upload => &self.upload,
            Target::Frame => &self.frame,
        }
    }
}
