//! Financial accounts of the person and of the business, and an account of each at another bank.

use jiff::Timestamp;
use rusqlite::Connection;

use super::account_holders::{BUSINESS, PERSON};
use super::applications::{BUSINESS_APPROVED, PERSON_APPROVED};
use super::bank_accounts::{DIRECT_DEPOSIT, EXTERNAL};
use crate::errors::StoreError;

/// The person's financial account, which has the person's cards.
pub const PERSON_ACCOUNT: &str = "ac_83f5b17d9c2e40a6b4d8e0f15a7c6329";
/// The business's financial account, which has the other cards.
pub const BUSINESS_ACCOUNT: &str = "ac_0e69d4a8c7b3451f9a2c5d73f81b06e4";

#[rustfmt::skip]
const ACCOUNTS: [(&str, &str, &str, &str, &str); 2] = [
    (PERSON_ACCOUNT,   "6XQ1PD8KVN", "Clara Wieck",      PERSON,   PERSON_APPROVED),
    (BUSINESS_ACCOUNT, "B2TH9WZC4J", "Wieck Pianos LLC", BUSINESS, BUSINESS_APPROVED),
];

#[rustfmt::skip]
const AT_OTHER_BANKS: [(&str, &str, &str); 2] = [
    ("ex_d1f7a90c5e3b4c6288b4f0e62a97d513", "Household",     PERSON),
    ("ex_72b8c4e0a6d94f15b39e1d70f5c2a864", "Rent deposits", BUSINESS),
];

/// Fills the tables.
pub fn fill(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let now = now.as_second();
    let mut insert = connection.prepare(
        "insert into financial_accounts (id, position, external_id, name, account_holder_id, \
         application_id, direct_deposit_detail_id, created_at) \
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for ((position, account), detail) in (0_i64..).zip(ACCOUNTS).zip(&DIRECT_DEPOSIT) {
        let (id, external_id, name, holder, application) = account;
        let row = (id, position, external_id, name, holder, application, detail.id, now);
        insert.execute(row)?;
    }
    let mut insert = connection.prepare(
        "insert into external_bank_accounts \
         (id, position, name, account_holder_id, detail_id, created_at) \
         values (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for ((position, account), detail) in (0_i64..).zip(AT_OTHER_BANKS).zip(&EXTERNAL) {
        let (id, name, holder) = account;
        insert.execute((id, position, name, holder, detail.id, now))?;
    }
    Ok(())
}
