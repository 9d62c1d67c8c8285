//! The sandbox from outside: over HTTP, as its clients see it.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that can't go on fails")]
#![expect(
    clippy::format_collect,
    clippy::type_complexity,
    reason = "a test's tables read best as they are"
)]

mod authentication;
mod bombs;
mod controls;
mod faults;
mod http;
mod leads;
mod limits;
mod origins;
mod payment_cards;
mod schema;
mod support;
mod survival;
mod tax_numbers;
mod uploads;
