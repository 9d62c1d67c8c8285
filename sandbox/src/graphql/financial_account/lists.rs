//! Lists of financial accounts and of their cards.

use super::types::{FinancialAccountConnection, FinancialAccountFeatureType};
use crate::errors::Internal;
use crate::graphql::connection::{Page, Paging};
use crate::graphql::filters::accounts::{AccountFacts, AccountHolderFinancialAccountsFilterInput};
use crate::graphql::payment_card::PaymentCard;
use crate::store::Store;
use crate::store::accounts::Account;

/// The features of each account of the sandbox.
const FEATURES: [FinancialAccountFeatureType; 2] =
    [FinancialAccountFeatureType::DirectDeposit, FinancialAccountFeatureType::PrepaidPaymentCard];

/// Returns the cards of an account.
pub async fn cards_of(store: &Store, account: &Account) -> Result<Vec<PaymentCard>, Internal> {
    let cards = store.cards().await?.into_iter();
    Ok(cards
        .filter(|card| card.financial_account_id == account.id)
        .map(PaymentCard::from)
        .collect())
}

/// Returns the id of an account's card product.
pub async fn card_product_id(store: &Store, account: &Account) -> Result<Option<String>, Internal> {
    let application = store.application(&account.application_id).await?;
    Ok(application.map(|application| application.card_product_id))
}

/// Returns a page of the accounts that satisfy `keep` and pass the filter. `keep` also gets the id
/// of the account's card product.
pub async fn accounts_page(
    store: &Store,
    keep: impl Fn(&Account, Option<&str>) -> bool,
    filter: Option<&AccountHolderFinancialAccountsFilterInput>,
    paging: Paging<'_>,
) -> async_graphql::Result<Option<FinancialAccountConnection>> {
    if filter.is_some_and(AccountHolderFinancialAccountsFilterInput::searches) {
        return Err("the sandbox can't search in the API's own language".into());
    }
    let mut kept = Vec::new();
    for account in store.financial_accounts().await.map_err(Internal::from)? {
        let card_product_id = card_product_id(store, &account).await?;
        if !keep(&account, card_product_id.as_deref()) {
            continue;
        }
        let facts = AccountFacts {
            created_at: account.created_at,
            features: &FEATURES,
            card_product_id,
            external_id: account.external_id.clone(),
        };
        if filter.is_none_or(|filter| filter.passes(&facts)) {
            kept.push(account);
        }
    }
    Ok(Some(Page::cut(kept, |account| &account.id, paging)?.into()))
}
