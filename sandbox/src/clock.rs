//! The time as the sandbox sees it: the machine's, moved by an offset that tests choose.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Expiry, rate limits and ages all ask this clock, so that a test can wait a week in no time.
#[derive(Debug, Default)]
pub struct Clock {
    offset_seconds: AtomicI64,
}

impl Clock {
    /// The present, moved by the offset.
    pub fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_secs(self.offset_seconds.load(Ordering::Relaxed));
        Timestamp::now().saturating_add(offset).unwrap_or(Timestamp::MAX)
    }

    /// The present in whole seconds since 1970, as JWTs count.
    pub fn now_seconds(&self) -> i64 {
        self.now().as_second()
    }

    /// Moves the clock by `seconds`.
    pub fn jump(&self, seconds: i64) {
        self.offset_seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Moves the clock to `offset` seconds from the machine's time.
    pub fn set_offset(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::Relaxed);
    }
}

/// A time as the header `Date` has it (RFC 9110, section 5.6.7).
pub fn http_date(time: Timestamp) -> Option<String> {
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()
}

/// A time as the API writes it: ISO 8601, UTC, whole seconds.
pub fn iso(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX).to_string()
}
