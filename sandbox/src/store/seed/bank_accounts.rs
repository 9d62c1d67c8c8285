//! Bank accounts. The routing number `110000000` is a processor's published test number, and no bank
//! has `123456780`. Both have the right check digit. The account numbers are made up.

use jiff::Timestamp;
use rusqlite::Connection;

use crate::errors::StoreError;

pub struct Account {
    pub id: &'static str,
    number: &'static str,
    routing_number: &'static str,
    bank: &'static str,
    r#type: &'static str,
}

/// Numbers of financial accounts.
#[rustfmt::skip]
pub const DIRECT_DEPOSIT: [Account; 2] = [
    Account { id: "dd_3b90c7ae51f2480d9ce684d0a7b15f23", number: "900000123456789", routing_number: "123456780", bank: "SUTTON_BANK",      r#type: "CHECKING" },
    Account { id: "dd_e1574f8d02ab4c6f8a3b95c07de46132", number: "900000987654321", routing_number: "123456780", bank: "CROSS_RIVER_BANK", r#type: "SAVINGS" },
];

/// Numbers of accounts at other banks.
#[rustfmt::skip]
pub const EXTERNAL: [Account; 2] = [
    Account { id: "eb_58d2ac60f7934be1b06d4c9e82a57f10", number: "000123456789", routing_number: "110000000", bank: "", r#type: "CHECKING" },
    Account { id: "eb_c40e7b9152fd4a83946ab1d8f03c72e5", number: "000222222227", routing_number: "110000000", bank: "", r#type: "SAVINGS" },
];

/// Fills the tables.
pub fn fill(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let now = now.as_second();
    let mut insert = connection.prepare(
        "insert into direct_deposit_details \
         (id, position, number, routing_number, bank, type, created_at) \
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, account) in (0_i64..).zip(&DIRECT_DEPOSIT) {
        let Account { id, number, routing_number, bank, r#type } = account;
        insert.execute((id, position, number, routing_number, bank, r#type, now))?;
    }
    let mut insert = connection.prepare(
        "insert into external_bank_account_details \
         (id, position, number, routing_number, type, created_at) values (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (position, account) in (0_i64..).zip(&EXTERNAL) {
        let Account { id, number, routing_number, r#type, .. } = account;
        insert.execute((id, position, number, routing_number, r#type, now))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routing_numbers_pass_their_check_digit() {
        for account in DIRECT_DEPOSIT.iter().chain(&EXTERNAL) {
            let weights = [3, 7, 1].into_iter().cycle();
            let sum: u32 = account
                .routing_number
                .bytes()
                .zip(weights)
                .map(|(digit, weight)| u32::from(digit - b'0') * weight)
                .sum();
            assert_eq!(sum % 10, 0, "{}", account.id);
        }
    }
}
