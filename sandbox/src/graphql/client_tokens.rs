//! The mutations with which a server mints client tokens.

use async_graphql::{Context, Enum, ID, InputObject, SimpleObject};

use super::context::{RequestContext as _, Services};
use super::problems::{Code, Outcome, Problems, result_union};
use crate::errors::Internal;
use crate::token::claims::ORGANIZATION;
use crate::token::scope::{Grant, Permission};
use crate::token::{LIFETIME_SECONDS, Minted, Usage};

/// Options for how the client token can be used
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientTokenUsage {
    /// The client token can be repeatedly used until its expiration date.
    UntilExpiration,
    /// The client token can only be used once, even if the request fails.
    SingleUse,
}

/// A token for use in a client-side integration.
#[derive(SimpleObject)]
pub struct ClientToken {
    /// The value to send as an Authorization Bearer header.
    value: String,
    /// The expiration date for the token in ISO 8601 format.
    expiration_date: Option<String>,
    /// Describes how the client token can be used
    usage: Option<ClientTokenUsage>,
}

impl From<Minted> for ClientToken {
    fn from(minted: Minted) -> Self {
        Self {
            expiration_date: Some(minted.expiration_date()),
            usage: Some(match minted.usage {
                Usage::UntilExpiration => ClientTokenUsage::UntilExpiration,
                Usage::SingleUse => ClientTokenUsage::SingleUse,
            }),
            value: minted.value,
        }
    }
}

/// Permissions for a Client Token of a Payment Card
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentCardClientTokenPermission {
    /// Read `number` and `cvv` for Payment Card.
    ReadRestrictedDetails,
    /// Set the PIN number for a Payment Card.
    SetPaymentCardPin,
    /// Manage states for a Payment Card.
    ManagePaymentCard,
    /// Initiate and manage a card fulfillment.
    ManageCardFulfillment,
    /// Read the card fulfillment details.
    ReadFulfillmentDetails,
}

impl From<PaymentCardClientTokenPermission> for Permission {
    fn from(permission: PaymentCardClientTokenPermission) -> Self {
        match permission {
            PaymentCardClientTokenPermission::ReadRestrictedDetails => Self::ReadPaymentCard,
            PaymentCardClientTokenPermission::SetPaymentCardPin => Self::SetPaymentCardPin,
            PaymentCardClientTokenPermission::ManagePaymentCard => Self::ManagePaymentCard,
            PaymentCardClientTokenPermission::ManageCardFulfillment => Self::ManageCardFulfillment,
            PaymentCardClientTokenPermission::ReadFulfillmentDetails => {
                Self::ReadFulfillmentDetails
            }
        }
    }
}

/// Permissions for a Client Token of a Direct Deposit Detail
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectDepositDetailClientTokenPermission {
    /// Read the account number and the routing number.
    ReadRestrictedDetails,
}

impl From<DirectDepositDetailClientTokenPermission> for Permission {
    fn from(_: DirectDepositDetailClientTokenPermission) -> Self {
        Self::ReadDirectDepositDetail
    }
}

/// Permissions for a Client Token of an External Bank Account Detail
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalBankAccountDetailClientTokenPermission {
    /// Read the account number and the routing number.
    ReadRestrictedDetails,
}

impl From<ExternalBankAccountDetailClientTokenPermission> for Permission {
    fn from(_: ExternalBankAccountDetailClientTokenPermission) -> Self {
        Self::ReadExternalBankAccountDetail
    }
}

/// Permissions for a Client Token of a document upload session
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentUploadClientTokenPermission {
    /// Start the session, upload documents, end it.
    ManageDocumentUploadSession,
}

impl From<DocumentUploadClientTokenPermission> for Permission {
    fn from(_: DocumentUploadClientTokenPermission) -> Self {
        Self::ManageDocumentUploadSession
    }
}

/// Input fields for generating a client token for a payment card
#[derive(InputObject)]
pub struct GeneratePaymentCardClientTokenInput {
    /// Id of the payment card.
    payment_card_id: ID,
    /// The permissions that the token gets.
    permissions: Vec<PaymentCardClientTokenPermission>,
}

/// Input fields for generating a client token for direct deposit details
#[derive(InputObject)]
pub struct GenerateDirectDepositDetailClientTokenInput {
    /// Id of the direct deposit detail.
    direct_deposit_detail_id: ID,
    /// The permissions that the token gets.
    permissions: Vec<DirectDepositDetailClientTokenPermission>,
}

/// Input fields for generating a client token for external bank account details
#[derive(InputObject)]
pub struct GenerateExternalBankAccountDetailClientTokenInput {
    /// Id of the external bank account detail.
    external_bank_account_detail_id: ID,
    /// The permissions that the token gets.
    permissions: Vec<ExternalBankAccountDetailClientTokenPermission>,
}

/// Input fields for generating a client token for uploading documents
#[derive(InputObject)]
pub struct GenerateDocumentUploadClientTokenInput {
    /// Id of the document upload session.
    document_upload_session_id: ID,
    /// The permissions that the token gets.
    permissions: Vec<DocumentUploadClientTokenPermission>,
}

result_union!(
    /// A token for a payment card, or the reason for refusing it.
    GeneratePaymentCardClientTokenPayload = ClientToken
);
result_union!(
    /// A token for direct deposit details, or the reason for refusing it.
    GenerateDirectDepositDetailClientTokenPayload = ClientToken
);
result_union!(
    /// A token for external bank account details, or the reason for refusing it.
    GenerateExternalBankAccountDetailClientTokenPayload = ClientToken
);
result_union!(
    /// A token for uploading documents, or the reason for refusing it.
    GenerateDocumentUploadClientTokenPayload = ClientToken
);
result_union!(
    /// A token for tokenizing a new account holder, or the reason for refusing it.
    GenerateTokenizeAccountHolderClientTokenPayload = ClientToken
);
result_union!(
    /// A token for tokenizing a new authorized user, or the reason for refusing it.
    GenerateTokenizeAuthorizedUserClientTokenPayload = ClientToken
);

/// The outcome of a mutation that mints a token.
type Minting = Result<Outcome<ClientToken>, Internal>;

/// `generatePaymentCardClientToken`.
pub async fn for_payment_card(
    ctx: &Context<'_>,
    input: GeneratePaymentCardClientTokenInput,
) -> Minting {
    let known = ctx.store()?.card(&input.payment_card_id).await?.is_some();
    for_object(ctx, "paymentCardId", &input.payment_card_id, known, input.permissions).await
}

/// `generateDirectDepositDetailClientToken`.
pub async fn for_direct_deposit_detail(
    ctx: &Context<'_>,
    input: GenerateDirectDepositDetailClientTokenInput,
) -> Minting {
    let id = &input.direct_deposit_detail_id;
    let known = ctx.store()?.direct_deposit_detail(id).await?.is_some();
    for_object(ctx, "directDepositDetailId", id, known, input.permissions).await
}

/// `generateExternalBankAccountDetailClientToken`.
pub async fn for_external_bank_account_detail(
    ctx: &Context<'_>,
    input: GenerateExternalBankAccountDetailClientTokenInput,
) -> Minting {
    let id = &input.external_bank_account_detail_id;
    let known = ctx.store()?.external_bank_account_detail(id).await?.is_some();
    for_object(ctx, "externalBankAccountDetailId", id, known, input.permissions).await
}

/// `generateDocumentUploadClientToken`.
pub async fn for_document_upload(
    ctx: &Context<'_>,
    input: GenerateDocumentUploadClientTokenInput,
) -> Minting {
    let id = &input.document_upload_session_id;
    let known = ctx.store()?.upload_session(id, ctx.now()?).await?.is_some();
    for_object(ctx, "documentUploadSessionId", id, known, input.permissions).await
}

/// Mints a token for an object that does not exist yet, for the two mutations without input.
pub async fn for_organization(ctx: &Context<'_>, permission: Permission) -> Minting {
    if !ctx.caller()?.is_server() {
        return Ok(Outcome::AccessDenied);
    }
    mint(ctx.services()?, &[Grant { permission, resource: ORGANIZATION.to_owned() }]).await
}

/// Mints a token for one object. `field` is the name of the input's field for the object's id, and
/// `known` says whether the object exists.
async fn for_object<P: Into<Permission>>(
    ctx: &Context<'_>,
    field: &str,
    id: &ID,
    known: bool,
    permissions: Vec<P>,
) -> Minting {
    if !ctx.caller()?.is_server() {
        return Ok(Outcome::AccessDenied);
    }
    let mut problems = Problems::default();
    if !known {
        problems.add(field, Code::NotFound, "There is no object with this id");
    }
    if permissions.is_empty() {
        problems.add("permissions", Code::Required, "At least one permission is needed");
    }
    if !problems.is_empty() {
        return Ok(Outcome::UserError(problems));
    }
    let grant = |permission: P| Grant { permission: permission.into(), resource: id.0.clone() };
    let grants: Vec<Grant> = permissions.into_iter().map(grant).collect();
    mint(ctx.services()?, &grants).await
}

/// Mints a token that may be used until it expires. The API's documentation does not say which of
/// its tokens are for a single use.
async fn mint(services: &Services, grants: &[Grant]) -> Minting {
    let minted = services.tokens.mint(grants, Usage::UntilExpiration, LIFETIME_SECONDS).await?;
    Ok(Outcome::Done(minted.into()))
}
