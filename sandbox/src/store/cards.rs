//! Payment cards. The database has PINs only as Argon2 hashes.

use rusqlite::{Connection, OptionalExtension, Row};

use super::Store;
use crate::errors::StoreError;

/// The status a card must have for its PIN to be set.
pub const ACTIVE: &str = "ACTIVE";
/// All statuses of a card.
pub const STATUSES: [&str; 4] = ["ACTIVATION_REQUIRED", ACTIVE, "SUSPENDED", "CLOSED"];

/// A payment card as stored, without its PIN.
#[derive(Debug, Clone)]
pub struct Card {
    pub id: String,
    pub financial_account_id: String,
    pub external_id: String,
    pub status: String,
    pub network: String,
    pub form_factor: String,
    pub holder_name: String,
    pub number: String,
    pub cvv: String,
    /// The exact moment at which the card expires.
    pub expires_at: i64,
    /// The month that is printed on the card.
    pub expiration_month: u8,
    /// The year that is printed on the card.
    pub expiration_year: u16,
    pub pin_is_set: bool,
    pub pin_updates: Vec<i64>,
}

impl Card {
    /// The last four digits, which are not secret.
    pub fn last4(&self) -> &str {
        &self.number[self.number.len().saturating_sub(4)..]
    }
}

const SELECT: &str = "select id, external_id, status, network, form_factor, holder_name, number, \
                      cvv, expires_at, expiration_month, expiration_year, pin_hash is not null, \
                      financial_account_id from payment_cards";

fn card(row: &Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        id: row.get(0)?,
        external_id: row.get(1)?,
        status: row.get(2)?,
        network: row.get(3)?,
        form_factor: row.get(4)?,
        holder_name: row.get(5)?,
        number: row.get(6)?,
        cvv: row.get(7)?,
        expires_at: row.get(8)?,
        expiration_month: row.get(9)?,
        expiration_year: row.get(10)?,
        pin_is_set: row.get(11)?,
        financial_account_id: row.get(12)?,
        pin_updates: Vec::new(),
    })
}

fn find(connection: &Connection, id: &str) -> Result<Option<Card>, StoreError> {
    let found = connection.query_row(&format!("{SELECT} where id = ?1"), [id], card).optional()?;
    let Some(mut card) = found else { return Ok(None) };
    let mut updates = connection
        .prepare("select updated_at from pin_updates where payment_card_id = ?1 order by rowid")?;
    card.pin_updates = updates.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(Some(card))
}

impl Store {
    /// Finds the card with this id.
    pub async fn card(&self, id: &str) -> Result<Option<Card>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| find(connection, &id)).await
    }

    /// Lists all cards, in the order of the seed.
    pub async fn cards(&self) -> Result<Vec<Card>, StoreError> {
        self.list(format!("{SELECT} order by position"), card).await
    }

    /// Sets the PIN's hash, if the card is active at this moment. Returns the changed card, or
    /// `None` if it is not active.
    pub async fn set_pin_hash(
        &self,
        id: &str,
        hash: String,
        now: i64,
    ) -> Result<Option<Card>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let transaction = connection.transaction()?;
            let changed = transaction.execute(
                "update payment_cards set pin_hash = ?2 where id = ?1 and status = ?3",
                (&id, hash, ACTIVE),
            )?;
            if changed == 0 {
                return Ok(None);
            }
            transaction.execute(
                "insert into pin_updates (payment_card_id, updated_at) values (?1, ?2)",
                (&id, now),
            )?;
            let card = find(&transaction, &id)?;
            transaction.commit()?;
            Ok(card)
        })
        .await
    }

    /// Changes a card's status, for tests. Returns `false` if the card does not exist.
    pub async fn set_card_status(&self, id: &str, status: String) -> Result<bool, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            Ok(connection
                .execute("update payment_cards set status = ?2 where id = ?1", (id, status))?
                == 1)
        })
        .await
    }

    /// Reads the hash of the card's PIN, with which a test compares the PIN that it typed.
    pub async fn pin_hash(&self, id: &str) -> Result<Option<String>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let hash = connection
                .query_row("select pin_hash from payment_cards where id = ?1", [id], |row| {
                    row.get(0)
                })
                .optional()?;
            Ok(hash.flatten())
        })
        .await
    }
}
