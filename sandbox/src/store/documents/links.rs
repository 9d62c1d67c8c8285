//! The links with which documents are uploaded.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

use super::change::Change;
use super::sessions::{find_session, is_open, set_session};
use crate::errors::StoreError;
use crate::random;
use crate::store::Store;

/// How long after its creation a link may be used.
pub const LINK_SECONDS: i64 = 300;

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

/// The end of an upload.
#[derive(Debug, Clone)]
pub struct Uploaded {
    /// `COMPLETED`, `DENIED` or `FAILED`.
    pub status: &'static str,
    pub content_type: Option<&'static str>,
    pub size: i64,
    pub sha256: String,
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

const LINK: &str = "select id, upload_session_id, document_type, status, content_type, size, \
                    sha256, created_at, updated_at from upload_links";

fn find_link(connection: &Connection, id: &str) -> Result<Option<Link>, StoreError> {
    Ok(connection.query_row(&format!("{LINK} where id = ?1"), [id], link).optional()?)
}

impl Store {
    /// Lists the links of a session, oldest first.
    pub async fn upload_links(&self, session_id: &str) -> Result<Vec<Link>, StoreError> {
        let select = format!("{LINK} where upload_session_id = ?1 order by position");
        self.list_by_id(select, session_id, link).await
    }

    /// Finds the link with this id.
    pub async fn upload_link(&self, id: &str) -> Result<Option<Link>, StoreError> {
        self.find_by_id(format!("{LINK} where id = ?1"), id, link).await
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
            let Some(session) = find_session(connection, &session_id, now)? else {
                return Ok(Change::NotFound);
            };
            if !is_open(&session) {
                return Ok(Change::Refused);
            }
            let id = random::id("dl");
            connection.execute(
                "insert into upload_links (id, position, upload_session_id, document_type, status, \
                 created_at, updated_at) \
                 values (?1, (select count(*) from upload_links), ?2, ?3, 'PENDING', ?4, ?4)",
                (&id, &session_id, document_type, now),
            )?;
            Ok(find_link(connection, &id)?.map_or(Change::NotFound, Change::Made))
        })
        .await
    }

    /// Begins an upload. A link takes one file: after a failure the upload may be tried again.
    /// After a success only the same bytes are accepted again, and change nothing.
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

    /// Ends an upload. If the session has ended since it began, the upload fails.
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
                "update upload_links set status = ?2, content_type = ?3, size = ?4, sha256 = ?5, \
                 updated_at = ?6 where id = ?1",
                (&id, status, uploaded.content_type, uploaded.size, uploaded.sha256, now),
            )?;
            transaction.commit()?;
            Ok(if in_time { Change::Made(()) } else { Change::Refused })
        })
        .await
    }
}
