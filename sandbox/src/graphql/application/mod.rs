//! An account holder's application for a card product. It leads to the upload sessions of the
//! documents that it waits for.
//!
//! An approved application needed no documents. A waiting one needs the documents of its upload
//! sessions, which are in the snapshot of a person and in the profile of a business.
//!
//! * [`snapshot`] the account holder at the time of the application
//! * [`verification`] whether the account holder is verified, and the documents that are needed

mod snapshot;
mod verification;

use async_graphql::{ComplexObject, Context, Enum, ID, SimpleObject, Union};

use super::connection::connection;
use super::context::RequestContext as _;
use super::organization::CardProduct;
use super::unsigned_int::UnsignedInt;
use crate::clock::iso;
use crate::errors::Internal;
use crate::store::account_holders::Kind;
use crate::store::applications::Application;
use snapshot::{AccountHolderSnapshot, business_snapshot, person_snapshot};
use verification::AccountHolderVerification;

/// The status of an application.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountHolderApplicationStatusCode {
    Denied,
    Approved,
    Pending,
    InReview,
    Closed,
}

/// The state of an application.
#[derive(SimpleObject)]
pub struct AccountHolderApplicationState {
    status: AccountHolderApplicationStatusCode,
}

/// The status of a part of an application.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductApplicationWorkflowStatus {
    Pending,
    InProgress,
    Completed,
}

/// The kind of a part of an application.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductApplicationWorkflowType {
    Identity,
    CreditUnderwriting,
    Risk,
    CreateVpaBuyer,
    OfferManagement,
    BusinessRuleValidation,
    ExternalBankOnboarding,
}

/// A part of an application.
#[derive(SimpleObject)]
pub struct ProductApplicationWorkflow {
    execution_order: Option<UnsignedInt>,
    status: Option<ProductApplicationWorkflowStatus>,
    workflow_type: Option<ProductApplicationWorkflowType>,
}

/// An account holder's application for a card product.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AccountHolderCardProductApplication {
    /// Global ID used to reference the application in operations.
    pub id: ID,
    application_state: Option<AccountHolderApplicationState>,
    application_workflows: Option<Vec<ProductApplicationWorkflow>>,
    created_at: Option<String>,
    updated_at: Option<String>,
    decisioned_at: Option<String>,
    #[graphql(skip)]
    stored: Application,
}

#[ComplexObject]
impl AccountHolderCardProductApplication {
    /// The account holder at the time of the application.
    async fn account_holder_snapshot(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<AccountHolderSnapshot>, Internal> {
        let store = ctx.store()?;
        let Some(holder) = store.account_holder(&self.stored.account_holder_id).await? else {
            return Ok(None);
        };
        let verification = AccountHolderVerification::of(store, &self.stored, ctx.now()?).await?;
        Ok(match holder.kind {
            Kind::Person => Some(person_snapshot(holder, verification).into()),
            Kind::Business => {
                Some(business_snapshot(holder, self.stored.clone(), verification).into())
            }
            Kind::AuthorizedUser => None,
        })
    }

    /// The card product of the application.
    async fn card_product(&self, ctx: &Context<'_>) -> Result<Option<CardProduct>, Internal> {
        CardProduct::find(ctx.store()?, &self.stored.card_product_id).await
    }
}

impl From<Application> for AccountHolderCardProductApplication {
    fn from(stored: Application) -> Self {
        use AccountHolderApplicationStatusCode::{Approved, Pending};
        use ProductApplicationWorkflowStatus::{Completed, InProgress};
        let approved = stored.approved;
        let at = Some(iso(stored.created_at));
        Self {
            id: ID(stored.id.clone()),
            application_state: Some(AccountHolderApplicationState {
                status: if approved { Approved } else { Pending },
            }),
            application_workflows: Some(vec![ProductApplicationWorkflow {
                execution_order: Some(UnsignedInt::new(1)),
                status: Some(if approved { Completed } else { InProgress }),
                workflow_type: Some(ProductApplicationWorkflowType::Identity),
            }]),
            created_at: at.clone(),
            updated_at: at.clone(),
            decisioned_at: at.filter(|_| approved),
            stored,
        }
    }
}

/// Any application for a card product. The sandbox has no applications of authorized users.
#[derive(Union)]
pub enum CardProductApplication {
    AccountHolder(AccountHolderCardProductApplication),
}

impl From<Application> for CardProductApplication {
    fn from(stored: Application) -> Self {
        AccountHolderCardProductApplication::from(stored).into()
    }
}

connection!(
    /// Account holders' applications.
    AccountHolderCardProductApplicationConnection,
    AccountHolderCardProductApplicationEdge,
    AccountHolderCardProductApplication
);
connection!(
    /// Applications of any kind.
    CardProductApplicationConnection,
    CardProductApplicationEdge,
    CardProductApplication
);
