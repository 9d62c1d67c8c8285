//! The one organization, and its card products.

use async_graphql::{ComplexObject, Context, Enum, ID, SimpleObject};

use super::Ask as _;
use super::connection::{Page, Paging, connection};
use super::filters::accounts::AccountHolderFinancialAccountsFilterInput;
use super::financial_account::{FinancialAccountConnection, accounts_page};
use crate::errors::Internal;
use crate::store::applications::Product;
use crate::world::World;

/// How often a card may be used.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardUsage {
    MultiUse,
    SingleUse,
}

/// What a card product is for.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardProductVertical {
    ApInvoiceAutomation,
    CommercialPrepaid,
    EarnedWageAccess,
    Fleet,
    GeneralPurposeReloadable,
    #[graphql(
        deprecation = "The SECURED_COMMERCIAL_CREDIT CardProductVertical is deprecated. Please use COMMERCIAL_CREDIT instead. Please reach out to Highnote support with any questions."
    )]
    SecuredCommercialCredit,
    CommercialDebit,
    ConsumerPrepaid,
    CommercialCreditPayInFull,
    Payroll,
    CommercialCredit,
    ConsumerCredit,
    Acquiring,
    MoneyMovement,
}

/// A card product.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct CardProduct {
    /// Global ID used to reference the Card Product in operations.
    pub id: ID,
    name: Option<String>,
    usage: Option<CardUsage>,
    vertical: Option<CardProductVertical>,
    commercial: Option<bool>,
}

#[ComplexObject]
impl CardProduct {
    /// The financial accounts of the card product.
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderFinancialAccountsFilterInput>,
    ) -> async_graphql::Result<Option<FinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        let keep = |_: &_, product: Option<&str>| product == Some(self.id.as_str());
        accounts_page(&*ctx.world()?, keep, filter_by.as_ref(), paging).await
    }
}

impl CardProduct {
    /// The card product of this id.
    pub async fn find(world: &World, id: &str) -> Result<Option<Self>, Internal> {
        let products = world.store.card_products().await?;
        Ok(products.into_iter().find(|product| product.id == id).map(Self::from))
    }
}

impl From<Product> for CardProduct {
    fn from(product: Product) -> Self {
        Self {
            id: ID(product.id),
            name: Some(product.name),
            usage: Some(CardUsage::MultiUse),
            vertical: Some(CardProductVertical::ConsumerPrepaid),
            commercial: Some(false),
        }
    }
}

connection!(
    /// Card products.
    CardProductConnection,
    CardProductEdge,
    CardProduct
);

/// A page of the card products.
pub async fn card_products(
    world: &World,
    paging: Paging<'_>,
) -> async_graphql::Result<Option<CardProductConnection>> {
    let products = world.store.card_products().await.map_err(Internal::from)?;
    Ok(Some(Page::cut(products, |product| &product.id, paging)?.into()))
}

/// The organization. It has no accounts of its own.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Organization {
    /// Global ID used to reference the Organization in operations.
    pub id: ID,
}

#[ComplexObject]
impl Organization {
    /// The financial accounts of the organization.
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter_by: Option<AccountHolderFinancialAccountsFilterInput>,
    ) -> async_graphql::Result<Option<FinancialAccountConnection>> {
        let paging = Paging { first, after: after.as_deref() };
        let keep = |account: &crate::store::accounts::Account, _: Option<&str>| {
            account.holder_id == self.id.as_str()
        };
        accounts_page(&*ctx.world()?, keep, filter_by.as_ref(), paging).await
    }
}
