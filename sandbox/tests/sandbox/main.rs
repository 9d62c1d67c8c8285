//! Tests of the sandbox over HTTP, as its clients use it.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that can't continue fails")]
#![expect(
    clippy::format_collect,
    clippy::type_complexity,
    reason = "the tables of tests are easier to read this way"
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
