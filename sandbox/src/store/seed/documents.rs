//! Document upload sessions: new ones of each kind, a submitted one, and an expired one.

use jiff::Timestamp;
use rusqlite::Connection;

use super::account_holders::{BUSINESS, PERSON};
use super::applications::{BUSINESS_WAITING, PERSON_WAITING};
use crate::errors::StoreError;
use crate::store::documents::{DocumentTypes, SESSION_SECONDS, SessionKind};

struct Session {
    id: &'static str,
    kind: SessionKind,
    account_holder_id: &'static str,
    application_id: Option<&'static str>,
    status: &'static str,
    /// The session's age.
    age_seconds: i64,
    primary: &'static [&'static str],
    secondary: &'static [&'static str],
    supporting: &'static [&'static str],
    required: &'static [&'static str],
}

const DAY: i64 = 24 * 3600;

const SESSIONS: [Session; 5] = [
    Session {
        id: "du_9a4c6d13e7b04f25a8d0c1f6e93b5278",
        kind: SessionKind::Application,
        account_holder_id: PERSON,
        application_id: Some(PERSON_WAITING),
        status: "CREATED",
        age_seconds: DAY,
        primary: &["DRIVERS_LICENSE", "PASSPORT", "STATE_ISSUED_ID"],
        secondary: &["SOCIAL_SECURITY_CARD", "BIRTH_CERTIFICATE"],
        supporting: &["UTILITY_BILL", "BANK_STATEMENT"],
        required: &["DRIVERS_LICENSE", "UTILITY_BILL"],
    },
    Session {
        id: "du_27f8b05e6c914da3b1e7f490d2a86c35",
        kind: SessionKind::Application,
        account_holder_id: BUSINESS,
        application_id: Some(BUSINESS_WAITING),
        status: "CREATED",
        age_seconds: DAY,
        primary: &["ARTICLES_OF_INCORPORATION", "OPERATING_AGREEMENT"],
        secondary: &["FORM_CP_575", "IRS_ISSUED_TAX_RETURN"],
        supporting: &["BUSINESS_LICENSE", "BANK_STATEMENT"],
        required: &["ARTICLES_OF_INCORPORATION", "FORM_CP_575"],
    },
    Session {
        id: "du_d5e19b7240ac4836bc85f16e3d07a942",
        kind: SessionKind::ManualRequest,
        account_holder_id: PERSON,
        application_id: None,
        status: "CREATED",
        age_seconds: DAY,
        primary: &["PAY_STUB", "W2"],
        secondary: &[],
        supporting: &[],
        required: &["PAY_STUB"],
    },
    Session {
        id: "du_814b3f6ea95d47c0a2f6d97c05b1e863",
        kind: SessionKind::IdentityVerification,
        account_holder_id: PERSON,
        application_id: None,
        status: "SUBMITTED",
        age_seconds: 3 * DAY,
        primary: &["PASSPORT"],
        secondary: &[],
        supporting: &[],
        required: &["PASSPORT"],
    },
    Session {
        id: "du_6c0d82f51be94a7793a4e5b8d1f620c7",
        kind: SessionKind::IdentityVerification,
        account_holder_id: PERSON,
        application_id: None,
        status: "INITIATED",
        age_seconds: SESSION_SECONDS + DAY,
        primary: &["PASSPORT"],
        secondary: &[],
        supporting: &[],
        required: &["PASSPORT"],
    },
];

/// Fills the table.
pub fn fill(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let mut insert = connection.prepare(
        "insert into upload_sessions \
         (id, position, kind, account_holder_id, application_id, status, document_types, \
         created_at, updated_at) \
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
    )?;
    let names = |types: &[&str]| types.iter().map(|&name| name.to_owned()).collect();
    for (position, session) in (0_i64..).zip(&SESSIONS) {
        let types = DocumentTypes {
            primary: names(session.primary),
            secondary: names(session.secondary),
            supporting: names(session.supporting),
            required: names(session.required),
        };
        let types = serde_json::to_string(&types)
            .map_err(|error| StoreError::Unreadable(error.to_string()))?;
        insert.execute((
            session.id,
            position,
            session.kind.name(),
            session.account_holder_id,
            session.application_id,
            session.status,
            types,
            now.as_second() - session.age_seconds,
        ))?;
    }
    Ok(())
}
