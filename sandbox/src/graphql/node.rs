//! All objects that have an id.

use async_graphql::{ID, Interface};

use super::account_holders::{
    USBusinessAccountHolder, USPersonAccountHolder, USPersonAuthorizedUser,
};
use super::application::AccountHolderCardProductApplication;
use super::bank_accounts::{DirectDepositDetail, NonVerifiedExternalUSFinancialBankAccountDetail};
use super::context::Services;
use super::documents::{
    DocumentUploadLink, DocumentUploadSession, IdentityVerificationDocumentUploadSession,
    ManualDocumentRequestUploadSession, USAccountHolderApplicationDocumentUploadSession,
};
use super::external_account::NonVerifiedExternalUSFinancialBankAccount;
use super::financial_account::FinancialAccount;
use super::organization::{CardProduct, Organization};
use super::payment_card::PaymentCard;
use crate::errors::Internal;
use crate::store::account_holders::Kind;
use crate::token::claims::ORGANIZATION;

/// An object with a globally unique id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID", desc = "Globally unique ID to fetch a Node."))]
pub enum Node {
    PaymentCard(PaymentCard),
    FinancialAccount(FinancialAccount),
    NonVerifiedExternalUSFinancialBankAccount(NonVerifiedExternalUSFinancialBankAccount),
    AccountHolderCardProductApplication(AccountHolderCardProductApplication),
    CardProduct(CardProduct),
    Organization(Organization),
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

/// A node, and the id that a client token must name to see it: the node's own, or that of the
/// object that the node belongs to.
pub struct Found {
    pub node: Node,
    pub owner: String,
}

/// Finds the object with this id, of any kind.
pub async fn find(services: &Services, id: &str) -> Result<Option<Found>, Internal> {
    let store = &services.store;
    let own = |node: Node| Ok(Some(Found { node, owner: id.to_owned() }));
    if let Some(card) = store.card(id).await? {
        return own(Node::PaymentCard(card.into()));
    }
    if let Some(detail) = store.direct_deposit_detail(id).await? {
        return own(Node::DirectDepositDetail(detail.into()));
    }
    if let Some(detail) = store.external_bank_account_detail(id).await? {
        return own(Node::NonVerifiedExternalUSFinancialBankAccountDetail(detail.into()));
    }
    if let Some(account) = store.financial_account(id).await? {
        return own(Node::FinancialAccount(account.into()));
    }
    if let Some(account) = store.external_bank_account(id).await? {
        return own(Node::NonVerifiedExternalUSFinancialBankAccount(account.into()));
    }
    if let Some(application) = store.application(id).await? {
        return own(Node::AccountHolderCardProductApplication(application.into()));
    }
    if let Some(product) = CardProduct::find(store, id).await? {
        return own(Node::CardProduct(product));
    }
    if id == ORGANIZATION {
        return own(Node::Organization(Organization { id: async_graphql::ID(id.to_owned()) }));
    }
    if let Some(holder) = store.account_holder(id).await? {
        return own(match holder.kind {
            Kind::Person => Node::USPersonAccountHolder(holder.into()),
            Kind::Business => Node::USBusinessAccountHolder(holder.into()),
            Kind::AuthorizedUser => Node::USPersonAuthorizedUser(holder.into()),
        });
    }
    if let Some(session) = store.upload_session(id, services.clock.now_seconds()).await? {
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
    if let Some(link) = store.upload_link(id).await? {
        let owner = link.upload_session_id.clone();
        return Ok(Some(Found {
            node: Node::DocumentUploadLink(DocumentUploadLink::new(
                &services.upload_addresses,
                link,
            )),
            owner,
        }));
    }
    Ok(None)
}
