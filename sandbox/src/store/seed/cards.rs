//! Payment cards. Their numbers are test numbers that networks and processors have published.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::accounts::{BUSINESS_ACCOUNT, PERSON_ACCOUNT};
use crate::errors::StoreError;

struct SeedCard {
    id: &'static str,
    external_id: &'static str,
    status: &'static str,
    network: &'static str,
    form_factor: &'static str,
    holder_name: &'static str,
    number: &'static str,
    cvv: &'static str,
    /// The month that is printed on the card.
    month: i8,
    /// How many hours the clock that ends that month is behind UTC.
    hours_behind_utc: i64,
}

/// At least one card in each status of `PaymentCardStatus`, the active ones first. The last active
/// card expires when January ends on the east coast, which is in February by UTC.
#[rustfmt::skip]
const CARDS: [SeedCard; 8] = [
    SeedCard { id: "cd_7c1f0a52b9e84d63a1d0c54e8f9b2a17", external_id: "4KQ7ZT1MWD", status: "ACTIVE",              network: "VISA",       form_factor: "PHYSICAL", holder_name: "Clara Wieck",     number: "4111111111111111", cvv: "123", month: 1, hours_behind_utc: 0 },
    SeedCard { id: "cd_2e94d7b01c6a4f58b3e7902d6a1f8c45", external_id: "9FJ2XNB8RS", status: "ACTIVE",              network: "MASTERCARD", form_factor: "PHYSICAL", holder_name: "Clara Wieck",     number: "5555555555554444", cvv: "456", month: 6, hours_behind_utc: 0 },
    SeedCard { id: "cd_b85a3f6e0d274c91ae42f7d8103c9e6b", external_id: "HT5W3PLQ6C", status: "ACTIVE",              network: "MASTERCARD", form_factor: "VIRTUAL",  holder_name: "Fanny Hensel",    number: "2223003122003222", cvv: "789", month: 9, hours_behind_utc: 0 },
    SeedCard { id: "cd_40d6e8c7f1934ab2950b7e3cd82f6a1e", external_id: "MV8DKG4Y1A", status: "ACTIVE",              network: "VISA",       form_factor: "VIRTUAL",  holder_name: "Fanny Hensel",    number: "4012888888881881", cvv: "012", month: 12, hours_behind_utc: 0 },
    SeedCard { id: "cd_5a1d83e6c94b4f7780e2f6b13d0c7a95", external_id: "7BDN4RX9ZM", status: "ACTIVE",              network: "VISA",       form_factor: "PHYSICAL", holder_name: "Fanny Hensel",    number: "4000056655665556", cvv: "567", month: 1, hours_behind_utc: 5 },
    SeedCard { id: "cd_f3702b9d5ce8461f8d14a06eb7c93d52", external_id: "3ZRC6HU9JE", status: "ACTIVATION_REQUIRED", network: "VISA",       form_factor: "PHYSICAL", holder_name: "Clara Wieck",     number: "4242424242424242", cvv: "345", month: 3, hours_behind_utc: 0 },
    SeedCard { id: "cd_96be1c48a07d4e35bf82d90c5e3f7a61", external_id: "W7NX2QBT5F", status: "SUSPENDED",           network: "MASTERCARD", form_factor: "PHYSICAL", holder_name: "Robert Franz",    number: "5105105105105100", cvv: "678", month: 4, hours_behind_utc: 0 },
    SeedCard { id: "cd_0ad5f92e83bc471b9c6e12f47d80b3e9", external_id: "YC1L8SGP4K", status: "CLOSED",              network: "VISA",       form_factor: "PHYSICAL", holder_name: "Robert Franz",    number: "4000000000000002", cvv: "901", month: 8, hours_behind_utc: 0 },
];

/// The year that is printed on all cards: four years from now, so that no card has expired.
fn printed_year(now: Timestamp) -> i16 {
    TimeZone::UTC.to_datetime(now).year().saturating_add(4)
}

/// The last second of a month, by a clock that is `hours_behind_utc` behind UTC.
fn last_second(year: i16, month: i8, hours_behind_utc: i64) -> i64 {
    let end = date(year, month, 1).last_of_month().at(23, 59, 59, 0);
    let end = end.to_zoned_datetime(TimeZone::UTC).map_or(0, |end| end.timestamp().as_second());
    end + hours_behind_utc * 3600
}

/// Fills the table.
pub fn fill(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let mut insert = connection.prepare(
        "insert into payment_cards (id, position, external_id, status, network, form_factor, \
         holder_name, number, cvv, expires_at, expiration_month, expiration_year, \
         financial_account_id) \
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let year = printed_year(now);
    for (position, card) in (0_i64..).zip(&CARDS) {
        insert.execute((
            card.id,
            position,
            card.external_id,
            card.status,
            card.network,
            card.form_factor,
            card.holder_name,
            card.number,
            card.cvv,
            last_second(year, card.month, card.hours_behind_utc),
            card.month,
            year,
            if card.holder_name == "Clara Wieck" { PERSON_ACCOUNT } else { BUSINESS_ACCOUNT },
        ))?;
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that can't continue fails")]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_pass_luhn_and_are_of_their_network() {
        for card in &CARDS {
            let sum: u32 = card
                .number
                .bytes()
                .rev()
                .zip([1, 2].into_iter().cycle())
                .map(|(digit, weight)| u32::from(digit - b'0') * weight)
                .map(|value| value / 10 + value % 10)
                .sum();
            assert_eq!(sum % 10, 0, "{}", card.id);
            assert_eq!(card.number.len(), 16);
            let first = &card.number[..1];
            assert_eq!(first == "4", card.network == "VISA", "{}", card.id);
        }
    }

    #[test]
    fn every_status_is_seeded() {
        for status in ["ACTIVATION_REQUIRED", "ACTIVE", "SUSPENDED", "CLOSED"] {
            assert!(CARDS.iter().any(|card| card.status == status), "{status}");
        }
        assert!(CARDS.iter().filter(|card| card.status == "ACTIVE").count() >= 2);
    }

    #[test]
    fn cards_expire_at_the_end_of_a_month() {
        let now = Timestamp::from_second(1_900_000_000).expect("a time in 2030");
        let end = |month, hours| crate::clock::iso(last_second(printed_year(now), month, hours));
        assert_eq!(end(2, 0), "2034-02-28T23:59:59Z");
        assert_eq!(end(1, 5), "2034-02-01T04:59:59Z");
    }
}
