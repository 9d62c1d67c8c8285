//! Reads the clocks of this machine.

use js_sys::{Date, Math};
use sordino_core::field::Context;
use sordino_core::session::clock::Now;
use sordino_core::time::{Days, Seconds};
use sordino_core::words::Locale;

use crate::js::window;

/// Returns the seconds since 1970.
fn time() -> Seconds {
    seconds(Date::now())
}

/// Converts milliseconds to seconds.
pub fn seconds(milliseconds: f64) -> Seconds {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit for longer than there are dates"
    )]
    let milliseconds = milliseconds as i64;
    milliseconds / 1000
}

/// Returns today's date in UTC. It can be a day off, which only matters for a birthday.
fn today() -> Days {
    time().div_euclid(24 * 60 * 60)
}

/// Returns what the rules of fields in a locale need to know.
pub fn context(locale: &Locale) -> Context<'static> {
    Context::new(today(), locale.decimal())
}

/// Returns the current moment.
pub fn now() -> Now {
    let ticks = window().performance().map_or(0.0, |steady| steady.now());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it counts up from 0"
    )]
    Now { ticks: ticks as u64, time: time(), chance: (Math::random() * 255.0) as u8 }
}
