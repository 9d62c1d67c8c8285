//! The sandbox's time: the machine's, moved by an offset that tests choose.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The clock that expiry, rate limits and ages go by, so that a test can skip a week. Clones share
/// the offset.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    offset_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// Returns the machine's time plus the offset.
    pub fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_secs(self.offset_seconds.load(Ordering::Relaxed));
        Timestamp::now().saturating_add(offset).unwrap_or(Timestamp::MAX)
    }

    /// Returns the time in whole seconds since 1970, as JWTs count.
    pub fn now_seconds(&self) -> i64 {
        self.now().as_second()
    }

    /// Moves the clock by `seconds`.
    pub fn jump(&self, seconds: i64) {
        self.offset_seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Sets the clock to `seconds` after the machine's time.
    pub fn set_offset(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::Relaxed);
    }
}

/// Formats a time for the header `Date` (RFC 9110, section 5.6.7).
pub fn http_date(time: Timestamp) -> Option<String> {
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()
}

/// Formats a time as the API does: ISO 8601, UTC, whole seconds.
pub fn iso(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX).to_string()
}
