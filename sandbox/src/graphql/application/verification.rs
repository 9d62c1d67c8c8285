//! The verification of an account holder, and the documents that it needs.

use async_graphql::{Enum, SimpleObject, Union};

use crate::clock::iso;
use crate::errors::Internal;
use crate::graphql::documents::{
    DocumentUploadSession, USAccountHolderApplicationDocumentUploadSession,
};
use crate::store::Store;
use crate::store::applications::Application;
use crate::store::documents::Session;

/// The status of a verification.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountHolderVerificationStatusCode {
    Denied,
    Passed,
    Pending,
}

/// The reason for the status of a verification.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountHolderVerificationStatusReasonCode {
    Denied,
    Passed,
    Pending,
    ReviewRequired,
    InReview,
    KbaRequired,
    DocumentUploadRequired,
    IdentityUpdateRequested,
}

/// A finding of a verification.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[rustfmt::skip]
pub enum AccountHolderVerificationResultCode {
    DeviceWarning, FraudReview, SsnWarning, SsnMiskey, DobMiskey, EmailWarning, AddressWarning,
    FraudRisk, FraudWarning, DeniedFraud, DeniedKyc, ForeignDevice, WatchlistWarning,
    BusinessNameMismatch, BusinessNameMatch, FeinDocumentRequired, AddressMatch, AddressMismatch,
    DobMatch, DobMismatch, NameMatch, NameMismatch, SsnMatch, SsnMismatch, PhoneMatch,
    PhoneMismatch, FeinMatch, FeinMismatch, WatchlistHit, HighAbuseScore, HighTheftScore,
    MediumAbuseScore, MediumTheftScore, LowAbuseScore, LowTheftScore, KycFraudPass, KycWarning,
    RepresentativeMatch, RepresentativeMismatch, OfacMatch, BusinessVerificationScoreFailed,
    BusinessVerificationScorePassed, SosMatch, SosMismatch, SosInactive, SosActive, SosUnknown,
    SsnMultiIdentity,
}

/// A finding of a verification with its description.
#[derive(SimpleObject)]
pub struct AccountHolderVerificationResult {
    code: Option<AccountHolderVerificationResultCode>,
    description: Option<String>,
}

/// The status of an upload session in an application.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationDocumentUploadSessionStatus {
    Created,
    Expired,
    Submitted,
}

/// The upload session of a required document.
#[derive(Union)]
pub enum AccountHolderApplicationDocumentUploadSession {
    Us(USAccountHolderApplicationDocumentUploadSession),
}

/// An upload session that an application waits for.
#[derive(SimpleObject)]
pub struct AccountHolderApplicationRequiredDocument {
    document_upload_session: Option<AccountHolderApplicationDocumentUploadSession>,
    status: Option<ApplicationDocumentUploadSessionStatus>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

/// The verification of an account holder.
#[derive(SimpleObject)]
pub struct AccountHolderVerification {
    status: Option<AccountHolderVerificationStatusCode>,
    reason: Option<AccountHolderVerificationStatusReasonCode>,
    results: Option<Vec<AccountHolderVerificationResult>>,
    required_documents: Option<Vec<Option<AccountHolderApplicationRequiredDocument>>>,
}

impl AccountHolderVerification {
    /// The verification of a person or business that passed without documents.
    pub fn passed() -> Self {
        Self {
            status: Some(AccountHolderVerificationStatusCode::Passed),
            reason: Some(AccountHolderVerificationStatusReasonCode::Passed),
            results: Some(Vec::new()),
            required_documents: Some(Vec::new()),
        }
    }

    /// The verification of an application, by its upload sessions. Submitted documents stay in
    /// review, because the sandbox has no reviewer.
    pub async fn of(store: &Store, application: &Application, now: i64) -> Result<Self, Internal> {
        use AccountHolderVerificationStatusReasonCode::{DocumentUploadRequired, InReview};
        if application.approved {
            return Ok(Self::passed());
        }
        let sessions = store.upload_sessions(now).await?;
        let sessions: Vec<Session> = sessions
            .into_iter()
            .filter(|session| session.application_id.as_ref() == Some(&application.id))
            .collect();
        let submitted = sessions.iter().all(|session| session.status == "SUBMITTED");
        Ok(Self {
            status: Some(AccountHolderVerificationStatusCode::Pending),
            reason: Some(if submitted { InReview } else { DocumentUploadRequired }),
            results: Some(Vec::new()),
            required_documents: Some(sessions.into_iter().map(required_document).collect()),
        })
    }
}

fn required_document(session: Session) -> Option<AccountHolderApplicationRequiredDocument> {
    let status = match session.status.as_str() {
        "SUBMITTED" => ApplicationDocumentUploadSessionStatus::Submitted,
        "EXPIRED" => ApplicationDocumentUploadSessionStatus::Expired,
        _ => ApplicationDocumentUploadSessionStatus::Created,
    };
    let [created_at, updated_at] = [session.created_at, session.updated_at].map(|at| Some(iso(at)));
    let DocumentUploadSession::USAccountHolderApplicationDocumentUploadSession(session) =
        session.into()
    else {
        return None;
    };
    Some(AccountHolderApplicationRequiredDocument {
        document_upload_session: Some(session.into()),
        status: Some(status),
        created_at,
        updated_at,
    })
}
