//! Minted client tokens, by their SHA-256.

use rusqlite::OptionalExtension;
use serde::Serialize;

use super::Store;
use crate::errors::StoreError;

/// The result of redeeming a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redemption {
    /// The token may be used. A single-use one is used up now.
    Accepted,
    /// The token was for a single use and was used before.
    UsedUp,
    /// A test ended the token early.
    Ended,
    /// The token was never minted, or the sandbox was reset since.
    Unknown,
}

/// The state of a client token.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenState {
    pub hash: String,
    pub usage: String,
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

impl Store {
    /// Returns all client tokens, for tests.
    pub async fn tokens(&self) -> Result<Vec<TokenState>, StoreError> {
        let select =
            "select hash, usage, expires_at, used_at from client_tokens order by expires_at";
        self.list(select.to_owned(), |row| {
            Ok(TokenState {
                hash: row.get(0)?,
                usage: row.get(1)?,
                expires_at: row.get(2)?,
                used_at: row.get(3)?,
            })
        })
        .await
    }

    /// Stores a token that was minted.
    pub async fn remember_token(
        &self,
        hash: String,
        usage: &'static str,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        self.run(move |connection| {
            connection.execute(
                "insert into client_tokens (hash, usage, expires_at) values (?1, ?2, ?3)",
                (hash, usage, expires_at),
            )?;
            Ok(())
        })
        .await
    }

    /// Ends a token early, for tests.
    pub async fn end_token(&self, hash: String, now: i64) -> Result<(), StoreError> {
        self.run(move |connection| {
            connection
                .execute("update client_tokens set expires_at = ?2 where hash = ?1", (hash, now))?;
            Ok(())
        })
        .await
    }

    /// Records the use of a token. This uses a single-use token up, even if the request fails.
    pub async fn redeem_token(&self, hash: String, now: i64) -> Result<Redemption, StoreError> {
        self.run(move |connection| {
            let known: Option<(String, i64)> = connection
                .query_row(
                    "select usage, expires_at from client_tokens where hash = ?1",
                    [&hash],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((usage, expires_at)) = known else { return Ok(Redemption::Unknown) };
            if now >= expires_at {
                return Ok(Redemption::Ended);
            }
            let changed = connection.execute(
                "update client_tokens set used_at = ?2 where hash = ?1 and used_at is null",
                (&hash, now),
            )?;
            let used_up = usage == "SINGLE_USE" && changed == 0;
            Ok(if used_up { Redemption::UsedUp } else { Redemption::Accepted })
        })
        .await
    }
}
