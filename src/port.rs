//! The one channel to the page.

use std::cell::Cell;

use js_sys::Date;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use sordino_core::error::Failure;
use sordino_core::protocol::{FromVault, limits};
use sordino_core::value::Value;
use wasm_bindgen::JsValue;
use web_sys::MessagePort;

/// The port to the page, and how much it may still say.
pub struct Port {
    channel: MessagePort,
    allowance: Cell<f64>,
    since: Cell<f64>,
}

impl Port {
    /// Takes the port.
    pub fn new(port: MessagePort) -> Self {
        Self {
            channel: port,
            allowance: Cell::new(f64::from(limits::BURST)),
            since: Cell::new(Date::now()),
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

    /// Whether one more message of the page may be taken now: a bucket that fills with time, so
    /// that a flood costs the vault no more than looking at it.
    pub fn allows_one_more(&self) -> bool {
        let now = Date::now();
        let refill = (now - self.since.replace(now)).max(0.0) / 1000.0
            * f64::from(limits::MESSAGES_PER_SECOND);
        let allowance = (self.allowance.get() + refill).min(f64::from(limits::BURST));
        self.allowance.set((allowance - 1.0).max(0.0));
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
