//! Document upload sessions and links as the API shows them.

use async_graphql::resolver_utils::parse_enum;
use async_graphql::{ComplexObject, Context, Enum, ID, Interface, SimpleObject};

use super::document_type::DocumentType;
use crate::clock::iso;
use crate::errors::Internal;
use crate::graphql::context::RequestContext as _;
use crate::store::documents::{Link, SESSION_SECONDS, Session, SessionKind};
use crate::uploads::UploadAddresses;

/// A status code representing the state of the document upload session
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentUploadSessionStatusCode {
    /// Created, but not initiated.
    Created,
    /// Initiated: files can now be uploaded to the session.
    Initiated,
    /// A file upload has been initiated.
    InProgress,
    /// Ended: files can no longer be uploaded to the session.
    Submitted,
    /// Never submitted: files can no longer be uploaded to the session.
    Expired,
}

/// A status representing a file upload
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentUploadLinkStatusCode {
    /// Waiting for a file to be uploaded.
    Pending,
    /// A file is being uploaded.
    InProgress,
    /// The file has been stored.
    Completed,
    /// The upload has failed and needs to be tried again.
    Failed,
    /// The file contains malware.
    Denied,
}

/// A categorization of an uploaded document
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentCategoryType {
    PrimaryDocumentType,
    SecondaryDocumentType,
    SupportingDocumentType,
}

/// The fields of all document upload sessions.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "&ID"),
    field(name = "status", ty = "&Option<DocumentUploadSessionStatusCode>"),
    field(name = "created_at", ty = "&Option<String>"),
    field(name = "updated_at", ty = "&Option<String>"),
    field(name = "documents", ty = "Option<Vec<UploadLink>>")
)]
pub enum DocumentUploadSession {
    USAccountHolderApplicationDocumentUploadSession(
        USAccountHolderApplicationDocumentUploadSession,
    ),
    IdentityVerificationDocumentUploadSession(IdentityVerificationDocumentUploadSession),
    ManualDocumentRequestUploadSession(ManualDocumentRequestUploadSession),
}

/// The fields of all upload links.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "&ID"),
    field(name = "status", ty = "&Option<DocumentUploadLinkStatusCode>"),
    field(name = "upload_url", ty = "&Option<String>"),
    field(name = "created_at", ty = "&Option<String>"),
    field(name = "updated_at", ty = "&Option<String>")
)]
pub enum UploadLink {
    DocumentUploadLink(DocumentUploadLink),
}

/// A session for the documents of an account holder's application.
#[derive(SimpleObject)]
#[graphql(name = "USAccountHolderApplicationDocumentUploadSession", complex)]
pub struct USAccountHolderApplicationDocumentUploadSession {
    pub id: ID,
    /// The current state of the document upload session
    pub status: Option<DocumentUploadSessionStatusCode>,
    /// Documents that give evidence of identity.
    primary_document_types: Option<Vec<DocumentType>>,
    /// Documents that substantiate that evidence.
    secondary_document_types: Option<Vec<DocumentType>>,
    /// Documents that correlate the identity.
    supporting_document_types: Option<Vec<DocumentType>>,
    /// A recommended list of documents to collect.
    recommended_document_types: Option<Vec<DocumentType>>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
}

/// A session for documents that prove an identity.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct IdentityVerificationDocumentUploadSession {
    pub id: ID,
    /// The current state of the document upload session
    pub status: Option<DocumentUploadSessionStatusCode>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    /// When the session expires.
    expires_at: Option<String>,
    /// The documents that are requested.
    requested_documents: Option<Vec<DocumentType>>,
}

/// A session for documents that were requested by a person.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ManualDocumentRequestUploadSession {
    pub id: ID,
    /// The current state of the document upload session
    pub status: Option<DocumentUploadSessionStatusCode>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    /// When the session expires.
    expires_at: Option<String>,
    /// The documents that are requested.
    document_requests: Option<Vec<DocumentRequest>>,
}

/// A document that is requested.
#[derive(SimpleObject)]
pub struct DocumentRequest {
    document_type: Option<DocumentType>,
    required: Option<bool>,
}

#[ComplexObject]
impl USAccountHolderApplicationDocumentUploadSession {
    /// The documents uploaded to the session.
    pub async fn documents(&self, ctx: &Context<'_>) -> Result<Option<Vec<UploadLink>>, Internal> {
        links(ctx, &self.id).await
    }
}

#[ComplexObject]
impl IdentityVerificationDocumentUploadSession {
    /// The documents uploaded to the session.
    pub async fn documents(&self, ctx: &Context<'_>) -> Result<Option<Vec<UploadLink>>, Internal> {
        links(ctx, &self.id).await
    }
}

#[ComplexObject]
impl ManualDocumentRequestUploadSession {
    /// The documents uploaded to the session.
    pub async fn documents(&self, ctx: &Context<'_>) -> Result<Option<Vec<UploadLink>>, Internal> {
        links(ctx, &self.id).await
    }
}

async fn links(ctx: &Context<'_>, session: &ID) -> Result<Option<Vec<UploadLink>>, Internal> {
    let addresses = &ctx.services()?.upload_addresses;
    let links = ctx.store()?.upload_links(session).await?.into_iter();
    Ok(Some(links.map(|link| DocumentUploadLink::new(addresses, link).into()).collect()))
}

/// A link with which one document is uploaded.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct DocumentUploadLink {
    pub id: ID,
    /// The kind of the document.
    document_type: Option<DocumentType>,
    /// The status of the upload
    pub status: Option<DocumentUploadLinkStatusCode>,
    /// The address to which the document is uploaded. The maximum file size is 10 MB.
    pub upload_url: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    #[graphql(skip)]
    pub session_id: String,
    #[graphql(skip)]
    document_type_name: String,
}

impl DocumentUploadLink {
    /// Shows a stored link. It has an address only while it accepts a file.
    pub fn new(addresses: &UploadAddresses, link: Link) -> Self {
        let usable = link.status == "PENDING" || link.status == "FAILED";
        Self {
            upload_url: usable.then(|| addresses.url(&link.id, link.created_at)),
            id: ID(link.id),
            document_type: parse_enum(link.document_type.as_str().into()).ok(),
            status: parse_enum(link.status.as_str().into()).ok(),
            created_at: Some(iso(link.created_at)),
            updated_at: Some(iso(link.updated_at)),
            session_id: link.upload_session_id,
            document_type_name: link.document_type,
        }
    }
}

#[ComplexObject]
impl DocumentUploadLink {
    /// The session of the link.
    async fn document_upload_session(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<DocumentUploadSession>, Internal> {
        let session = ctx.store()?.upload_session(&self.session_id, ctx.now()?).await?;
        Ok(session.map(DocumentUploadSession::from))
    }

    /// The purpose of the document.
    async fn document_category_type(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<DocumentCategoryType>, Internal> {
        let session = ctx.store()?.upload_session(&self.session_id, ctx.now()?).await?;
        Ok(session.and_then(|session| {
            let types = session.document_types;
            [
                (types.primary, DocumentCategoryType::PrimaryDocumentType),
                (types.secondary, DocumentCategoryType::SecondaryDocumentType),
                (types.supporting, DocumentCategoryType::SupportingDocumentType),
            ]
            .into_iter()
            .find(|(names, _)| names.contains(&self.document_type_name))
            .map(|(_, category)| category)
        }))
    }
}

fn types(names: &[String]) -> Option<Vec<DocumentType>> {
    Some(names.iter().filter_map(|name| parse_enum(name.as_str().into()).ok()).collect())
}

impl From<Session> for DocumentUploadSession {
    fn from(session: Session) -> Self {
        let Session { id, kind, status, document_types, created_at, updated_at, .. } = session;
        let id = ID(id);
        let status = parse_enum(status.as_str().into()).ok();
        let expires_at = Some(iso(created_at + SESSION_SECONDS));
        let [created_at, updated_at] = [created_at, updated_at].map(|at| Some(iso(at)));
        match kind {
            SessionKind::Application => USAccountHolderApplicationDocumentUploadSession {
                id,
                status,
                primary_document_types: types(&document_types.primary),
                secondary_document_types: types(&document_types.secondary),
                supporting_document_types: types(&document_types.supporting),
                recommended_document_types: types(&document_types.required),
                created_at,
                updated_at,
            }
            .into(),
            SessionKind::IdentityVerification => IdentityVerificationDocumentUploadSession {
                id,
                status,
                created_at,
                updated_at,
                expires_at,
                requested_documents: types(&document_types.primary),
            }
            .into(),
            SessionKind::ManualRequest => {
                let request = |name: &String| DocumentRequest {
                    document_type: parse_enum(name.as_str().into()).ok(),
                    required: Some(document_types.required.contains(name)),
                };
                ManualDocumentRequestUploadSession {
                    id,
                    status,
                    created_at,
                    updated_at,
                    expires_at,
                    document_requests: Some(document_types.primary.iter().map(request).collect()),
                }
                .into()
            }
        }
    }
}
