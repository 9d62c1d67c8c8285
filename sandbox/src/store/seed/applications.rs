//! A card product, and applications for it. The person and the business each have one that is
//! approved and one that waits for documents.

use jiff::Timestamp;
use rusqlite::Connection;

use super::account_holders::{BUSINESS, PERSON};
use crate::errors::StoreError;

/// The card product's id.
const PRODUCT: &str = "pd_c9e4a1d75b3f4026b8d1f7e60a29c354";

/// The approved application of the person.
pub const PERSON_APPROVED: &str = "ap_1b6f0d3c82e94a57a0c7e5d914f8b263";
/// The person's application that waits for documents.
pub const PERSON_WAITING: &str = "ap_e7a24c95d10b4f8386f3b0c81e5d79a2";
/// The approved application of the business.
pub const BUSINESS_APPROVED: &str = "ap_4d90e1b7f6c345a2b85c0a3f72d1e698";
/// The business's application that waits for documents.
pub const BUSINESS_WAITING: &str = "ap_90c3f8a2b51d4e76a9e0d47b26f8c315";

const APPLICATIONS: [(&str, &str, bool); 4] = [
    (PERSON_APPROVED, PERSON, true),
    (PERSON_WAITING, PERSON, false),
    (BUSINESS_APPROVED, BUSINESS, true),
    (BUSINESS_WAITING, BUSINESS, false),
];

/// Fills the tables.
pub fn fill(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    connection.execute(
        "insert into card_products (id, position, name) values (?1, 0, 'Music Lovers Prepaid')",
        [PRODUCT],
    )?;
    let mut insert = connection.prepare(
        "insert into applications \
         (id, position, account_holder_id, card_product_id, approved, created_at) \
         values (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (position, (id, holder, approved)) in (0_i64..).zip(APPLICATIONS) {
        insert.execute((id, position, holder, PRODUCT, approved, now.as_second()))?;
    }
    Ok(())
}
