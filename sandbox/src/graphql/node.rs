//! Everything that has an id.

use async_graphql::{ID, Interface};

use super::account_holders::{
    USBusinessAccountHolder, USPersonAccountHolder, USPersonAuthorizedUser,
};
use super::bank_accounts::{DirectDepositDetail, NonVerifiedExternalUSFinancialBankAccountDetail};
use super::documents::{
    DocumentUploadLink, DocumentUploadSession, IdentityVerificationDocumentUploadSession,
    ManualDocumentRequestUploadSession, USAccountHolderApplicationDocumentUploadSession,
};
use super::payment_card::PaymentCard;
use crate::errors::StoreError;
use crate::store::account_holders::Kind;
use crate::world::World;

/// Anything that has a globally unique id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID", desc = "Globally unique ID to fetch a Node."))]
pub enum Node {
    PaymentCard(PaymentCard),
    DirectDepositDetail(DirectDepositDetail),
    NonVerifiedExternalUSFinancialBankAccountDetail(
        NonVerifiedExternalUSFinancialBankAccountDetail,
    ),
    USPersonAccountHolder(USPersonAccountHolder),
    USBusinessAccountHolder(USBusinessAccountHolder),
    USPersonAuthorizedUser(USPersonAuthorizedUser),
    USAccountHolderApplicationDocumentUploadSession(
        USAccountHolderApplicationDocumentUploadSession,
    ),
    IdentityVerificationDocumentUploadSession(IdentityVerificationDocumentUploadSession),
    ManualDocumentRequestUploadSession(ManualDocumentRequestUploadSession),
    DocumentUploadLink(DocumentUploadLink),
}

/// A node, and the id that a client token must name to see it: its own, or that of what it belongs
/// to.
pub struct Found {
    pub node: Node,
    pub owner: String,
}

/// The object of this id, whatever its kind.
pub async fn find(world: &World, id: &str) -> Result<Option<Found>, StoreError> {
    let own = |node: Node| Ok(Some(Found { node, owner: id.to_owned() }));
    if let Some(card) = world.store.card(id).await? {
        return own(Node::PaymentCard(card.into()));
    }
    if let Some(detail) = world.store.direct_deposit_detail(id).await? {
        return own(Node::DirectDepositDetail(detail.into()));
    }
    if let Some(detail) = world.store.external_bank_account_detail(id).await? {
        return own(Node::NonVerifiedExternalUSFinancialBankAccountDetail(detail.into()));
    }
    if let Some(holder) = world.store.account_holder(id).await? {
        return own(match holder.kind {
            Kind::Person => Node::USPersonAccountHolder(holder.into()),
            Kind::Business => Node::USBusinessAccountHolder(holder.into()),
            Kind::AuthorizedUser => Node::USPersonAuthorizedUser(holder.into()),
        });
    }
    if let Some(session) = world.store.upload_session(id, world.clock.now_seconds()).await? {
        return own(match DocumentUploadSession::from(session) {
            DocumentUploadSession::USAccountHolderApplicationDocumentUploadSession(session) => {
                session.into()
            }
            DocumentUploadSession::IdentityVerificationDocumentUploadSession(session) => {
                session.into()
            }
            DocumentUploadSession::ManualDocumentRequestUploadSession(session) => session.into(),
        });
    }
    if let Some(link) = world.store.upload_link(id).await? {
        let owner = link.upload_session_id.clone();
        return Ok(Some(Found {
            node: Node::DocumentUploadLink(DocumentUploadLink::new(world, link)),
            owner,
        }));
    }
    Ok(None)
}
