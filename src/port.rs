//! The one channel to the page.

use std::cell::Cell;

use js_sys::Date;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use sordino_core::error::Failure;
use sordino_core::protocol::{FromVault, limits};
use sordino_core::value::Value;
use wasm_bindgen::JsValue;
use web_sys::{MessageEvent, MessagePort};

/// The milliseconds that the vault may spend on reading messages at once, and the share of the time
/// that it may spend on average.
///
/// An engine deserializes a message when its data is read, so a flood of large messages that are
/// not read does not delay the vault's timers (attack 61). One message costs at most the whole
/// allowance, so that a machine that sleeps while it reads does not make the page wait for hours.
const READING_AT_ONCE: u32 = 500;
const SHARE_OF_READING: f64 = 0.1;

/// The port to the page, with the allowances for its messages.
pub struct Port {
    channel: MessagePort,
    messages: Bucket,
    reading: Bucket,
}

/// An allowance that refills over time.
struct Bucket {
    most: f64,
    per_millisecond: f64,
    level: Cell<f64>,
    since: Cell<f64>,
}

impl Bucket {
    fn full(most: u32, per_millisecond: f64) -> Self {
        let (most, since) = (f64::from(most), Cell::new(Date::now()));
        Self { most, per_millisecond, level: Cell::new(most), since }
    }

    /// Refills the allowance for the elapsed time, and returns it.
    fn fill(&self) -> f64 {
        let now = Date::now();
        let refill = (now - self.since.replace(now)).max(0.0) * self.per_millisecond;
        self.level.set((self.level.get() + refill).min(self.most));
        self.level.get()
    }
}

impl Port {
    /// Wraps a port.
    pub fn new(port: MessagePort) -> Self {
        Self {
            channel: port,
            messages: Bucket::full(limits::BURST, f64::from(limits::MESSAGES_PER_SECOND) / 1000.0),
            reading: Bucket::full(READING_AT_ONCE, SHARE_OF_READING),
        }
    }

    /// Returns the port to listen on.
    pub fn raw(&self) -> &MessagePort {
        &self.channel
    }

    /// Sends a message to the page.
    pub fn send(&self, message: FromVault) {
        // A closed port ignores the message.
        let _posted = self.channel.post_message(&to_js(&message.encode()));
    }

    /// Reports a failure outside of any call.
    pub fn fail(&self, error: impl Into<Failure>) {
        self.send(FromVault::Error(error.into()));
    }

    /// Returns whether a message may be read now.
    pub fn may_read(&self) -> bool {
        self.reading.fill() > 0.0
    }

    /// Reads the data of a message, and charges the time that it took.
    pub fn read(&self, event: &MessageEvent) -> JsValue {
        let begin = Date::now();
        let data = event.data();
        let cost = (Date::now() - begin).clamp(0.0, READING_AT_ONCE.into());
        self.reading.level.set(self.reading.level.get() - cost);
        data
    }

    /// Charges one message, and returns whether it may be handled. A flood costs the vault only
    /// this check.
    pub fn charge_message(&self) -> bool {
        let allowance = self.messages.fill();
        self.messages.level.set((allowance - 1.0).max(0.0));
        allowance >= 1.0
    }

    /// Closes the port.
    pub fn close(&self) {
        self.channel.close();
    }
}

/// Converts a message into the engine's objects.
pub fn to_js(message: &Value) -> JsValue {
    // Can't fail, because every message is plain data with whole numbers of 32 bits.
    message.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
