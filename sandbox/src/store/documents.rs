//! Document upload sessions and their links, and how they change:
//!
//! ```text
//! session  CREATED ─start→ INITIATED ─first upload→ IN_PROGRESS ─end→ SUBMITTED
//!          30 days after it was created, unless submitted: EXPIRED
//! link     PENDING ─upload begins→ IN_PROGRESS ─┬→ COMPLETED
//!             ▲                                 ├→ DENIED (malware)
//!             └──────── upload begins again ────┴→ FAILED (broken off, too large, no known format)
//! ```

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::Store;
use crate::errors::StoreError;
use crate::random;

/// How long a session is open.
pub const SESSION_SECONDS: i64 = 30 * 24 * 3600;
/// How long a link may be used.
pub const LINK_SECONDS: i64 = 300;

/// What a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// An account holder's application.
    Application,
    /// Documents that someone asked for.
    ManualRequest,
    /// Proof of identity.
    IdentityVerification,
}

impl SessionKind {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::ManualRequest => "manualRequest",
            Self::IdentityVerification => "identityVerification",
        }
    }
}

/// The document types of a session, by what they are good for. Names are those of `DocumentType`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentTypes {
    pub primary: Vec<String>,
    pub secondary: Vec<String>,
    pub supporting: Vec<String>,
    /// Those without which the session is not complete.
    pub required: Vec<String>,
}

impl DocumentTypes {
    /// Whether such a document may be uploaded.
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
    /// The application that the documents are for, if they are for one.
    pub application_id: Option<String>,
    /// As it is at the time of the question: expiry needs no one to notice it.
    pub status: String,
    pub document_types: DocumentTypes,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A link as stored.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    pub id: String,
    pub upload_session_id: String,
    pub document_type: String,
    pub status: String,
    pub content_type: Option<String>,
    pub size: Option<i64>,
    pub sha256: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A change that was asked for.
#[derive(Debug)]
pub enum Change<T> {
    /// It was made.
    Made(T),
    /// Nothing has this id.
    NotFound,
    /// The state does not allow it.
    Refused,
}

/// How an upload ended.
#[derive(Debug, Clone)]
pub struct Uploaded {
    /// `COMPLETED`, `DENIED` or `FAILED`.
    pub status: &'static str,
    pub content_type: Option<&'static str>,
    pub size: i64,
    pub sha256: String,
}

fn unreadable(column: usize, message: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, message.into())
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

const SESSION: &str = "select id, kind, account_holder_id, status, document_types, created_at, updated_at, \
                       application_id from upload_sessions";

fn find_session(
    connection: &Connection,
    id: &str,
    now: i64,
) -> Result<Option<Session>, StoreError> {
    let found =
        connection.query_row(&format!("{SESSION} where id = ?1"), [id], |row| session(row, now));
    Ok(found.optional()?)
}

fn set_session(
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

fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    Ok(Link {
        id: row.get(0)?,
        upload_session_id: row.get(1)?,
        document_type: row.get(2)?,
        status: row.get(3)?,
        content_type: row.get(4)?,
        size: row.get(5)?,
        sha256: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}

const LINK: &str = "select id, upload_session_id, document_type, status, content_type, size, sha256, created_at, \
                    updated_at from upload_links";

fn find_link(connection: &Connection, id: &str) -> Result<Option<Link>, StoreError> {
    Ok(connection.query_row(&format!("{LINK} where id = ?1"), [id], link).optional()?)
}

impl Store {
    /// The session of this id, as it is now.
    pub async fn upload_session(&self, id: &str, now: i64) -> Result<Option<Session>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| find_session(connection, &id, now)).await
    }

    /// All sessions, in the order of the seed.
    pub async fn upload_sessions(&self, now: i64) -> Result<Vec<Session>, StoreError> {
        self.run(move |connection| {
            let mut select = connection.prepare(&format!("{SESSION} order by position"))?;
            Ok(select.query_map([], |row| session(row, now))?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// The links of a session, the first first.
    pub async fn upload_links(&self, session_id: &str) -> Result<Vec<Link>, StoreError> {
        let id = session_id.to_owned();
        self.run(move |connection| {
            let mut select = connection
                .prepare(&format!("{LINK} where upload_session_id = ?1 order by position"))?;
            Ok(select.query_map([id], link)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// The link of this id.
    pub async fn upload_link(&self, id: &str) -> Result<Option<Link>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| find_link(connection, &id)).await
    }

    /// Makes another session like `id`, not started, for tests that need more than the seed has;
    /// `None` if there is none.
    pub async fn another_upload_session(
        &self,
        id: &str,
        now: i64,
    ) -> Result<Option<String>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let new = random::id("du");
            let made = connection.execute(
                "insert into upload_sessions (id, position, kind, account_holder_id, application_id, status, document_types, created_at, updated_at) \
                 select ?2, (select count(*) from upload_sessions), kind, account_holder_id, application_id, 'CREATED', document_types, ?3, ?3 \
                 from upload_sessions where id = ?1",
                (&id, &new, now),
            )?;
            Ok((made == 1).then_some(new))
        })
        .await
    }

    /// Starts a session. One that is started stays as it is, so that a client whose answer got lost
    /// may ask again.
    pub async fn start_upload_session(
        &self,
        id: &str,
        now: i64,
    ) -> Result<Change<Session>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let Some(mut session) = find_session(connection, &id, now)? else {
                return Ok(Change::NotFound);
            };
            match session.status.as_str() {
                "CREATED" => set_session(connection, &mut session, "INITIATED", now)?,
                "INITIATED" | "IN_PROGRESS" => {}
                _ => return Ok(Change::Refused),
            }
            Ok(Change::Made(session))
        })
        .await
    }

    /// Ends a session that was started.
    pub async fn end_upload_session(
        &self,
        id: &str,
        now: i64,
    ) -> Result<Change<Session>, StoreError> {
        let id = id.to_owned();
        self.run(move |connection| {
            let Some(mut session) = find_session(connection, &id, now)? else {
                return Ok(Change::NotFound);
            };
            if !is_open(&session) {
                return Ok(Change::Refused);
            }
            set_session(connection, &mut session, "SUBMITTED", now)?;
            Ok(Change::Made(session))
        })
        .await
    }

    /// Makes a link for one document of a session that was started.
    pub async fn create_upload_link(
        &self,
        session_id: &str,
        document_type: String,
        now: i64,
    ) -> Result<Change<Link>, StoreError> {
        let session_id = session_id.to_owned();
        self.run(move |connection| {
            let Some(session) = find_session(connection, &session_id, now)? else { return Ok(Change::NotFound) };
            if !is_open(&session) {
                return Ok(Change::Refused);
            }
            let id = random::id("dl");
            connection.execute(
                "insert into upload_links (id, position, upload_session_id, document_type, status, created_at, updated_at) \
                 values (?1, (select count(*) from upload_links), ?2, ?3, 'PENDING', ?4, ?4)",
                (&id, &session_id, document_type, now),
            )?;
            Ok(find_link(connection, &id)?.map_or(Change::NotFound, Change::Made))
        })
        .await
    }

    /// An upload begins. One link takes one file: after a failure it may be tried again, after a
    /// success only with the same bytes, which changes nothing.
    pub async fn begin_upload(&self, link_id: &str, now: i64) -> Result<Change<()>, StoreError> {
        let id = link_id.to_owned();
        self.run(move |connection| {
            let transaction = connection.transaction()?;
            let Some(link) = find_link(&transaction, &id)? else { return Ok(Change::NotFound) };
            let Some(mut session) = find_session(&transaction, &link.upload_session_id, now)?
            else {
                return Ok(Change::NotFound);
            };
            if !is_open(&session) || !["PENDING", "FAILED"].contains(&link.status.as_str()) {
                return Ok(Change::Refused);
            }
            transaction.execute(
                "update upload_links set status = 'IN_PROGRESS', updated_at = ?2 where id = ?1",
                (&id, now),
            )?;
            set_session(&transaction, &mut session, "IN_PROGRESS", now)?;
            transaction.commit()?;
            Ok(Change::Made(()))
        })
        .await
    }

    /// An upload ended. If the session was ended in the meantime, the document counts no more.
    pub async fn end_upload(
        &self,
        link_id: &str,
        uploaded: Uploaded,
        now: i64,
    ) -> Result<Change<()>, StoreError> {
        let id = link_id.to_owned();
        self.run(move |connection| {
            let transaction = connection.transaction()?;
            let Some(link) = find_link(&transaction, &id)? else { return Ok(Change::NotFound) };
            let session = find_session(&transaction, &link.upload_session_id, now)?;
            let in_time = session.is_some_and(|session| is_open(&session));
            let status = if in_time { uploaded.status } else { "FAILED" };
            transaction.execute(
                "update upload_links set status = ?2, content_type = ?3, size = ?4, sha256 = ?5, updated_at = ?6 where id = ?1",
                (&id, status, uploaded.content_type, uploaded.size, uploaded.sha256, now),
            )?;
            transaction.commit()?;
            Ok(if in_time { Change::Made(()) } else { Change::Refused })
        })
        .await
    }
}

fn is_open(session: &Session) -> bool {
    session.status == "INITIATED" || session.status == "IN_PROGRESS"
}
