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

/// Milliseconds of reading messages that may come at once, and their share of the time. An engine
/// deserializes a message when its data is asked for, so a flood of large messages that is not read
/// does not keep the vault's timers waiting (attack 61). One message costs at most all of it: a
/// machine that sleeps meanwhile does not keep the page waiting for hours.
const READING_AT_ONCE: u32 = 500;
const SHARE_OF_READING: f64 = 0.1;

/// The port to the page, and how much it may still say.
pub struct Port {
    channel: MessagePort,
    messages: Bucket,
    reading: Bucket,
}

/// An allowance that fills with time.
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

    /// Fills it for the time that has gone by; returns what there is.
    fn fill(&self) -> f64 {
        let now = Date::now();
        let refill = (now - self.since.replace(now)).max(0.0) * self.per_millisecond;
        self.level.set((self.level.get() + refill).min(self.most));
        self.level.get()
    }
}

impl Port {
    /// Takes the port.
    pub fn new(port: MessagePort) -> Self {
        Self {
            channel: port,
            messages: Bucket::full(limits::BURST, f64::from(limits::MESSAGES_PER_SECOND) / 1000.0),
            reading: Bucket::full(READING_AT_ONCE, SHARE_OF_READING),
        }
    }

    /// The port itself, to listen on.
    pub fn raw(&self) -> &MessagePort {
        &self.channel
    }

    /// Sends a message.
    pub fn send(&self, message: FromVault) {
        // A port that is closed ignores what it is given.
        let _posted = self.channel.post_message(&to_js(&message.encode()));
    }

    /// Says that something failed that is no call.
    pub fn fail(&self, error: impl Into<Failure>) {
        self.send(FromVault::Error(error.into()));
    }

    /// Whether a message may be read now.
    pub fn may_read(&self) -> bool {
        self.reading.fill() > 0.0
    }

    /// The data of a message.
    pub fn read(&self, event: &MessageEvent) -> JsValue {
        let begin = Date::now();
        let data = event.data();
        let cost = (Date::now() - begin).clamp(0.0, READING_AT_ONCE.into());
        self.reading.level.set(self.reading.level.get() - cost);
        data
    }

    /// Whether one more message of the page may be taken now, so that a flood costs the vault no
    /// more than looking at it.
    pub fn allows_one_more(&self) -> bool {
        let allowance = self.messages.fill();
        self.messages.level.set((allowance - 1.0).max(0.0));
        allowance >= 1.0
    }

    /// Ends the channel.
    pub fn close(&self) {
        self.channel.close();
    }
}

/// A message as the engine's own objects.
pub fn to_js(message: &Value) -> JsValue {
    // Can't fail: every message is of plain data with whole numbers of 32 bits.
    message.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
