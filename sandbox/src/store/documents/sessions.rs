//! Document upload sessions.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::errors::StoreError;
use crate::random;
use crate::store::{Store, unreadable};

/// How long after its creation a session expires.
pub const SESSION_SECONDS: i64 = 30 * 24 * 3600;

/// The purpose of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// An account holder's application.
    Application,
    /// Documents that a person at the API asked for.
    ManualRequest,
    /// Proof of identity.
    IdentityVerification,
}

impl SessionKind {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::ManualRequest => "manualRequest",
            Self::IdentityVerification => "identityVerification",
        }
    }
}

/// The document types of a session, by their purpose. Names are those of `DocumentType`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentTypes {
    pub primary: Vec<String>,
    pub secondary: Vec<String>,
    pub supporting: Vec<String>,
    /// The types that the session needs.
    pub required: Vec<String>,
}

impl DocumentTypes {
    /// Whether a document of this type may be uploaded.
    pub fn allow(&self, document_type: &str) -> bool {
        [&self.primary, &self.secondary, &self.supporting]
            .into_iter()
            .any(|types| types.iter().any(|name| name == document_type))
    }
}

/// A session as stored.
#[derive(Debug, Clone)]
pub struct Session {
    pub id: String,
    pub kind: SessionKind,
    pub account_holder_id: String,
    /// The application that needs the documents, if the session is for one.
    pub application_id: Option<String>,
    /// The status at the time of the query: an expired session is `EXPIRED` here, although the
    /// database still has the earlier status.
    pub status: String,
    pub document_types: DocumentTypes,
    pub created_at: i64,
    pub updated_at: i64,
}

fn session(row: &Row<'_>, now: i64) -> rusqlite::Result<Session> {
    let kind: String = row.get(1)?;
    let document_types: String = row.get(4)?;
    let created_at: i64 = row.get(5)?;
    let status: String = row.get(3)?;
    let kinds =
        [SessionKind::Application, SessionKind::ManualRequest, SessionKind::IdentityVerification];
    Ok(Session {
        id: row.get(0)?,
        kind: kinds
            .into_iter()
            .find(|known| known.name() == kind)
            .ok_or_else(|| unreadable(1, format!("no kind is named {kind}")))?,
        account_holder_id: row.get(2)?,
        status: if status != "SUBMITTED" && now >= created_at + SESSION_SECONDS {
            "EXPIRED".to_owned()
        } else {
            status
        },
        document_types: serde_json::from_str(&document_types)
            .map_err(|error| unreadable(4, error.to_string()))?,
        created_at,
        updated_at: row.get(6)?,
        application_id: row.get(7)?,
    })
}

const SESSION: &str = "select id, kind, account_holder_id, status, document_types, created_at, \
                       updated_at, application_id from upload_sessions";

/// Finds a session within a transaction.
pub(super) fn find_session(
    connection: &Connection,
    id: &str,
    now: i64,
) -> Result<Option<Session>, StoreError> {
    let found =
        connection.query_row(&format!("{SESSION} where id = ?1"), [id], |row| session(row, now));
    Ok(found.optional()?)
}

/// Changes a session's status.
pub(super) fn set_session(
    connection: &Connection,
    session: &mut Session,
    status: &str,
    now: i64,
) -> Result<(), StoreError> {
    status.clone_into(&mut session.status);
    session.updated_at = now;
    connection.execute(
        "update upload_sessions set status = ?2, updated_at = ?3 where id = ?1",
        (&session.id, &session.status, now),
    )?;
    Ok(())
}

impl Store {
    /// Finds the session with this id, with its status at `now`.
    pub async fn upload_session(&self, id: &str, now: i64) -> Result<Option<Session>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| find_session(connection, &id, now)).await
    }

    /// Lists all sessions, in the order of the seed.
    pub async fn upload_sessions(&self, now: i64) -> Result<Vec<Session>, StoreError> {
        self.run(move |connection| {
            let mut select = connection.prepare(&format!("{SESSION} order by position"))?;
            Ok(select.query_map([], |row| session(row, now))?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Copies a session as a new one that is not started, for tests that need more than the seed
    /// has. Returns the new id, or `None` if the session does not exist.
    pub async fn copy_upload_session(
        &self,
        id: &str,
        now: i64,
    ) -> Result<Option<String>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let new = random::id("du");
            let made = connection.execute(
                "insert into upload_sessions (id, position, kind, account_holder_id, application_id, \
                 status, document_types, created_at, updated_at) \
                 select ?2, (select count(*) from upload_sessions), kind, account_holder_id, \
                 application_id, 'CREATED', document_types, ?3, ?3 \
                 from upload_sessions where id = ?1",
                (&id, &new, now),
            )?;
            Ok((made == 1).then_some(new))
        })
        .await
    }

    /// Starts a session. A session that is started stays as it is, so that a client whose answer
    /// got lost may ask again.
    pub async fn start_upload_session(
        &self,
        id: &str,
        now: i64,
    ) -> Result<Change<Session>, StoreError> {
        self.change_session(id, now, |session| match session.status.as_str() {
            "CREATED" | "INITIATED" => Some("INITIATED"),
            "IN_PROGRESS" => Some("IN_PROGRESS"),
            _ => None,
        })
        .await
    }

    /// Ends a session that was started.
    pub async fn end_upload_session(
        &self,
        id: &str,
        now: i64,
    ) -> Result<Change<Session>, StoreError> {
        self.change_session(id, now, |session| is_open(session).then_some("SUBMITTED")).await
    }

    /// Gives a session the status that `next` returns, or refuses if it returns `None`.
    async fn change_session(
        &self,
        id: &str,
        now: i64,
        next: fn(&Session) -> Option<&'static str>,
    ) -> Result<Change<Session>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let Some(mut session) = find_session(connection, &id, now)? else {
                return Ok(Change::NotFound);
            };
            let Some(status) = next(&session) else { return Ok(Change::Refused) };
            if status != session.status {
                set_session(connection, &mut session, status, now)?;
            }
            Ok(Change::Made(session))
        })
        .await
    }
}

/// Whether files can be uploaded to the session.
pub(super) fn is_open(session: &Session) -> bool {
    session.status == "INITIATED" || session.status == "IN_PROGRESS"
}
