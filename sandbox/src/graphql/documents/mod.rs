//! Uploading documents: a client starts a session, makes a link for each document, and ends the
//! session. The documents go to the upload origin.
//!
//! * [`types`] sessions and links as the API shows them, [`document_type`] the kinds of documents

mod document_type;
mod types;

use async_graphql::{Context, ID, InputObject, Union};

use super::context::RequestContext as _;
use super::problems::{AccessDeniedError, Code, Outcome, Problems, UserError, result_union};
use crate::errors::Internal;
use crate::store::documents::{Change, Session};
use crate::token::scope::Permission;

use document_type::DocumentType;
pub use types::{
    DocumentUploadLink, DocumentUploadSession, IdentityVerificationDocumentUploadSession,
    ManualDocumentRequestUploadSession, USAccountHolderApplicationDocumentUploadSession,
};

/// Input fields for starting a document upload session
#[derive(InputObject)]
pub struct StartDocumentUploadSessionInput {
    document_upload_session_id: ID,
}

/// Input fields for making a link for one document
#[derive(InputObject)]
pub struct CreateDocumentUploadLinkInput {
    document_upload_session_id: ID,
    document_type: DocumentType,
}

/// Input fields for ending a document upload session
#[derive(InputObject)]
pub struct EndDocumentUploadSessionInput {
    document_upload_session_id: ID,
}

/// Makes the result union of starting or ending, which have the same members. The members for
/// cheques and card art are left out, because the sandbox has no such sessions.
macro_rules! session_union {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Union)]
        pub enum $name {
            USAccountHolderApplicationDocumentUploadSession(
                USAccountHolderApplicationDocumentUploadSession,
            ),
            IdentityVerificationDocumentUploadSession(IdentityVerificationDocumentUploadSession),
            ManualDocumentRequestUploadSession(ManualDocumentRequestUploadSession),
            UserError(UserError),
            AccessDeniedError(AccessDeniedError),
        }

        impl From<Outcome<Session>> for $name {
            fn from(outcome: Outcome<Session>) -> Self {
                use DocumentUploadSession as Any;
                match outcome {
                    Outcome::Done(session) => match session.into() {
                        Any::USAccountHolderApplicationDocumentUploadSession(one) => one.into(),
                        Any::IdentityVerificationDocumentUploadSession(one) => one.into(),
                        Any::ManualDocumentRequestUploadSession(one) => one.into(),
                    },
                    Outcome::UserError(problems) => UserError::from(problems).into(),
                    Outcome::AccessDenied => AccessDeniedError::new().into(),
                }
            }
        }
    };
}

session_union!(
    /// The session, or the reason for not starting it.
    StartDocumentUploadSessionPayload
);
session_union!(
    /// The session, or the reason for not ending it.
    EndDocumentUploadSessionPayload
);
result_union!(
    /// The link, or the reason for refusing it.
    CreateDocumentUploadLinkPayload = DocumentUploadLink
);

const SESSION_ID: &str = "documentUploadSessionId";
const NOT_OPEN: &str = "The session is not started, or it is submitted or expired";

/// Whether the caller may manage the session.
fn may_manage(ctx: &Context<'_>, id: &ID) -> Result<bool, Internal> {
    Ok(ctx.caller()?.allows(Permission::ManageDocumentUploadSession, id))
}

/// `startDocumentUploadSession`.
pub async fn start(
    ctx: &Context<'_>,
    input: StartDocumentUploadSessionInput,
) -> Result<Outcome<Session>, Internal> {
    let id = &input.document_upload_session_id;
    if !may_manage(ctx, id)? {
        return Ok(Outcome::AccessDenied);
    }
    let change = ctx.store()?.start_upload_session(id, ctx.now()?).await?;
    Ok(changed(change, "The session is submitted or expired"))
}

/// `endDocumentUploadSession`.
pub async fn end(
    ctx: &Context<'_>,
    input: EndDocumentUploadSessionInput,
) -> Result<Outcome<Session>, Internal> {
    let id = &input.document_upload_session_id;
    if !may_manage(ctx, id)? {
        return Ok(Outcome::AccessDenied);
    }
    let change = ctx.store()?.end_upload_session(id, ctx.now()?).await?;
    Ok(changed(change, NOT_OPEN))
}

/// `createDocumentUploadLink`.
pub async fn create_link(
    ctx: &Context<'_>,
    input: CreateDocumentUploadLinkInput,
) -> Result<Outcome<DocumentUploadLink>, Internal> {
    let id = &input.document_upload_session_id;
    if !may_manage(ctx, id)? {
        return Ok(Outcome::AccessDenied);
    }
    let services = ctx.services()?;
    let now = services.clock.now_seconds();
    let name = match async_graphql::resolver_utils::enum_value(input.document_type) {
        async_graphql::Value::Enum(name) => name.to_string(),
        _ => return Err(Internal),
    };
    let session = services.store.upload_session(id, now).await?;
    if session.is_some_and(|session| !session.document_types.allow(&name)) {
        let problems =
            Problems::only("documentType", Code::Invalid, "The session takes no such document");
        return Ok(Outcome::UserError(problems));
    }
    let change = services.store.create_upload_link(id, name, now).await?;
    let outcome = changed(change, NOT_OPEN);
    Ok(outcome.map(|link| DocumentUploadLink::new(&services.upload_addresses, link)))
}

fn changed<T>(change: Change<T>, refused: &str) -> Outcome<T> {
    match change {
        Change::Made(made) => Outcome::Done(made),
        Change::NotFound => Outcome::UserError(Problems::only(
            SESSION_ID,
            Code::NotFound,
            "There is no session with this id",
        )),
        Change::Refused => {
            Outcome::UserError(Problems::only(SESSION_ID, Code::InvalidState, refused))
        }
    }
}
