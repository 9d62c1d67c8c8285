//! The organization and its card products as the API shows them.

use async_graphql::{Enum, ID, SimpleObject};

use crate::errors::Internal;
use crate::graphql::connection::{Page, Paging, connection};
use crate::store::Store;
use crate::store::applications::Product;

/// How often a card may be used.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardUsage {
    MultiUse,
    SingleUse,
}

/// The purpose of a card product.
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

impl CardProduct {
    /// Finds the card product with this id.
    pub async fn find(store: &Store, id: &str) -> Result<Option<Self>, Internal> {
        let products = store.card_products().await?;
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

/// Returns a page of the card products.
pub async fn card_products(
    store: &Store,
    paging: Paging<'_>,
) -> async_graphql::Result<Option<CardProductConnection>> {
    let products = store.card_products().await.map_err(Internal::from)?;
    Ok(Some(Page::cut(products, |product| &product.id, paging)?.into()))
}

/// The organization. It owns no accounts.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Organization {
    /// Global ID used to reference the Organization in operations.
    pub id: ID,
}
