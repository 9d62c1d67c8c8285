//! Persons, businesses and authorized users, and the tokenized drafts of them.

use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Store, unreadable};
use crate::errors::StoreError;
use crate::random;

/// The kind of an account holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    Person,
    Business,
    AuthorizedUser,
}

impl Kind {
    /// The name in the database, and in the JSON of the customer's server.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Business => "business",
            Self::AuthorizedUser => "authorizedUser",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Person, Self::Business, Self::AuthorizedUser]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    fn id_prefix(self) -> &'static str {
        match self {
            Self::Person => "ps",
            Self::Business => "og",
            Self::AuthorizedUser => "au",
        }
    }
}

/// An account holder that is not created yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Draft {
    pub kind: Kind,
    pub name: String,
    pub external_id: Option<String>,
    /// The business of an authorized user.
    pub account_holder_id: Option<String>,
    /// The keyed hash of the tax number, which is a person's SSN or a business's EIN.
    pub tax_hash: Option<String>,
    /// The input, with hashes instead of all tax numbers.
    pub details: Value,
}

impl Draft {
    /// The group in which a tax number is unique, if it must be: all persons, all businesses, or
    /// the authorized users of one business.
    fn tax_scope(&self) -> String {
        match (self.kind, &self.account_holder_id) {
            (Kind::AuthorizedUser, Some(business)) => format!("authorizedUser {business}"),
            (kind, _) => kind.name().to_owned(),
        }
    }
}

/// An account holder that was created.
#[derive(Debug, Clone)]
pub struct Holder {
    pub id: String,
    pub kind: Kind,
    pub name: String,
    pub external_id: Option<String>,
    pub account_holder_id: Option<String>,
    pub tax_hash: Option<String>,
    pub details: Value,
    pub created_at: i64,
}

/// The result of creating an account holder.
#[derive(Debug)]
pub enum Creation {
    Created(Box<Holder>),
    /// The tax number must be unique, and another one of the same group has it.
    Duplicate,
    /// An authorized user's business does not exist.
    NoBusiness,
    /// The token is unknown, of another kind, expired or redeemed.
    NoDraft,
}

/// The state of a draft and its token.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DraftState {
    pub hash: String,
    pub kind: String,
    pub expires_at: i64,
    pub redeemed_at: Option<i64>,
    pub draft: Value,
}

const SELECT: &str = "select id, kind, name, external_id, account_holder_id, tax_hash, details, \
                      created_at from account_holders";

fn holder(row: &Row<'_>) -> rusqlite::Result<Holder> {
    let kind: String = row.get(1)?;
    let details: String = row.get(6)?;
    Ok(Holder {
        id: row.get(0)?,
        kind: Kind::named(&kind)
            .ok_or_else(|| unreadable(1, format!("no kind is named {kind}")))?,
        name: row.get(2)?,
        external_id: row.get(3)?,
        account_holder_id: row.get(4)?,
        tax_hash: row.get(5)?,
        details: serde_json::from_str(&details)
            .map_err(|error| unreadable(6, error.to_string()))?,
        created_at: row.get(7)?,
    })
}

fn find(connection: &Connection, id: &str) -> Result<Option<Holder>, StoreError> {
    Ok(connection.query_row(&format!("{SELECT} where id = ?1"), [id], holder).optional()?)
}

/// Whether two account holders of one group may have the same tax number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxNumbers {
    /// They may, because no documentation forbids it.
    Shared,
    /// They may not.
    Unique,
}

/// Creates an account holder, unless a rule forbids it.
pub fn insert(
    transaction: &Transaction<'_>,
    draft: &Draft,
    id: &str,
    tax_numbers: TaxNumbers,
    now: i64,
) -> Result<Creation, StoreError> {
    if draft.kind == Kind::AuthorizedUser {
        let business = match &draft.account_holder_id {
            Some(id) => find(transaction, id)?,
            None => None,
        };
        if business.is_none_or(|business| business.kind != Kind::Business) {
            return Ok(Creation::NoBusiness);
        }
    }
    if tax_numbers == TaxNumbers::Unique {
        let taken: bool = transaction.query_row(
            "select exists (select 1 from account_holders where tax_scope = ?1 and tax_hash = ?2)",
            (draft.tax_scope(), &draft.tax_hash),
            |row| row.get(0),
        )?;
        if taken {
            return Ok(Creation::Duplicate);
        }
    }
    transaction.execute(
        "insert into account_holders \
         (id, position, kind, name, external_id, account_holder_id, tax_scope, tax_hash, details, \
         created_at) \
         values (?1, (select count(*) from account_holders), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            id,
            draft.kind.name(),
            &draft.name,
            &draft.external_id,
            &draft.account_holder_id,
            draft.tax_scope(),
            &draft.tax_hash,
            draft.details.to_string(),
            now,
        ),
    )?;
    Ok(find(transaction, id)?
        .map_or(Creation::NoDraft, |holder| Creation::Created(Box::new(holder))))
}

impl Store {
    /// Finds the person, business or authorized user with this id.
    pub async fn account_holder(&self, id: &str) -> Result<Option<Holder>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| find(connection, &id)).await
    }

    /// Lists all account holders, in the order of their creation.
    pub async fn account_holders(&self) -> Result<Vec<Holder>, StoreError> {
        self.list(format!("{SELECT} order by position"), holder).await
    }

    /// Creates an account holder.
    pub async fn create_account_holder(
        &self,
        draft: Draft,
        tax_numbers: TaxNumbers,
        now: i64,
    ) -> Result<Creation, StoreError> {
        self.run(move |connection| {
            let transaction = connection.transaction()?;
            let id = random::id(draft.kind.id_prefix());
            let creation = insert(&transaction, &draft, &id, tax_numbers, now)?;
            transaction.commit()?;
            Ok(creation)
        })
        .await
    }

    /// Stores a draft under the hash of its token.
    pub async fn save_draft(
        &self,
        hash: String,
        draft: Draft,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(&draft)
            .map_err(|error| StoreError::Unreadable(error.to_string()))?;
        self.run(move |connection| {
            connection.execute(
                "insert into account_holder_tokens (hash, kind, draft, expires_at) \
                 values (?1, ?2, ?3, ?4)",
                (hash, draft.kind.name(), text, expires_at),
            )?;
            Ok(())
        })
        .await
    }

    /// Creates the account holder of a token. A token can be redeemed once. If nothing was created,
    /// it may be tried again.
    pub async fn redeem_draft(
        &self,
        hash: String,
        kind: Kind,
        tax_numbers: TaxNumbers,
        now: i64,
    ) -> Result<Creation, StoreError> {
        self.run(move |connection| {
            let transaction = connection.transaction()?;
            let redeemed = transaction.execute(
                "update account_holder_tokens set redeemed_at = ?3 \
                 where hash = ?1 and kind = ?2 and redeemed_at is null and expires_at > ?3",
                (&hash, kind.name(), now),
            )?;
            if redeemed == 0 {
                return Ok(Creation::NoDraft);
            }
            let text: String = transaction.query_row(
                "select draft from account_holder_tokens where hash = ?1",
                [&hash],
                |row| row.get(0),
            )?;
            let draft: Draft = serde_json::from_str(&text)
                .map_err(|error| StoreError::Unreadable(error.to_string()))?;
            let id = random::id(kind.id_prefix());
            let creation = insert(&transaction, &draft, &id, tax_numbers, now)?;
            if matches!(creation, Creation::Created(_)) {
                transaction.commit()?;
            }
            Ok(creation)
        })
        .await
    }

    /// Lists the tokens of all drafts, for tests.
    pub async fn drafts(&self) -> Result<Vec<DraftState>, StoreError> {
        let select = "select hash, kind, expires_at, redeemed_at, draft from account_holder_tokens \
                      order by expires_at";
        self.list(select.to_owned(), |row| {
            let draft: String = row.get(4)?;
            Ok(DraftState {
                hash: row.get(0)?,
                kind: row.get(1)?,
                expires_at: row.get(2)?,
                redeemed_at: row.get(3)?,
                draft: serde_json::from_str(&draft).unwrap_or_default(),
            })
        })
        .await
    }
}
