//! Filters of financial accounts and of payment cards.

use async_graphql::{ID, InputObject};
use jiff::Timestamp;

use super::passes;
use super::values::{
    CardFormFactorFilterInput, CustomFieldsFilterInput, FinancialAccountFeatureTypeFilterInput,
    IdFilterInput, PaymentCardNetworkFilterInput, PaymentCardStatusFilterInput,
    SearchQueryLanguageInput, StringFilterInput, TimestampFilterInput,
};
use crate::graphql::financial_account::FinancialAccountFeatureType;
use crate::graphql::payment_card::PaymentCard;

/// Financial accounts of an account holder.
#[derive(InputObject)]
pub struct AccountHolderFinancialAccountsFilterInput {
    created_at: Option<TimestampFilterInput>,
    updated_at: Option<TimestampFilterInput>,
    features: Option<FinancialAccountFeatureTypeFilterInput>,
    card_product_id: Option<StringFilterInput>,
    external_id: Option<StringFilterInput>,
    custom_fields: Option<CustomFieldsFilterInput>,
    search_query_language: Option<SearchQueryLanguageInput>,
}

/// The properties of an account that a filter compares.
pub struct AccountFacts<'a> {
    pub created_at: i64,
    pub features: &'a [FinancialAccountFeatureType],
    pub card_product_id: Option<String>,
    pub external_id: String,
}

impl AccountHolderFinancialAccountsFilterInput {
    /// Whether an account passes. An account of the sandbox never changes.
    pub fn passes(&self, account: &AccountFacts<'_>) -> bool {
        let created_at = moment(account.created_at);
        passes(self.created_at.as_ref(), |part| part.passes(created_at))
            && passes(self.updated_at.as_ref(), |part| part.passes(created_at))
            && passes(self.features.as_ref(), |part| part.passes(account.features))
            && passes(self.card_product_id.as_ref(), |part| {
                part.passes(account.card_product_id.as_ref())
            })
            && passes(self.external_id.as_ref(), |part| part.passes(Some(&account.external_id)))
            && passes(self.custom_fields.as_ref(), CustomFieldsFilterInput::passes)
    }

    /// Whether the filter searches in the API's own language, which is not published.
    pub fn searches(&self) -> bool {
        self.search_query_language.is_some()
    }
}

/// Makes a filter of payment cards. The two filters differ in one field.
macro_rules! card_filter {
    ($(#[$doc:meta])* $name:ident, $id:ident) => {
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            bin: Option<StringFilterInput>,
            card_network: Option<PaymentCardNetworkFilterInput>,
            expiration_date: Option<TimestampFilterInput>,
            last4: Option<StringFilterInput>,
            $id: Option<IdFilterInput>,
            status: Option<PaymentCardStatusFilterInput>,
            form_factor: Option<CardFormFactorFilterInput>,
            create_date: Option<TimestampFilterInput>,
            update_date: Option<TimestampFilterInput>,
            custom_fields: Option<CustomFieldsFilterInput>,
        }

        impl $name {
            /// Whether a card passes. `id` is that of its account holder or card product, and
            /// `created_at` the time at which it was issued.
            pub fn passes(&self, card: &PaymentCard, id: Option<&ID>, created_at: i64) -> bool {
                let created_at = moment(created_at);
                passes(self.bin.as_ref(), |part| part.passes(card.bin.as_ref()))
                    && passes(self.card_network.as_ref(), |part| {
                        part.passes(card.network.as_ref())
                    })
                    && passes(self.expiration_date.as_ref(), |part| {
                        part.passes(moment(card.expires_at()))
                    })
                    && passes(self.last4.as_ref(), |part| part.passes(card.last4.as_ref()))
                    && passes(self.$id.as_ref(), |part| part.passes(id))
                    && passes(self.status.as_ref(), |part| part.passes(card.status.as_ref()))
                    && passes(self.form_factor.as_ref(), |part| {
                        part.passes(card.form_factor.as_ref())
                    })
                    && passes(self.create_date.as_ref(), |part| part.passes(created_at))
                    && passes(self.update_date.as_ref(), |part| part.passes(created_at))
                    && passes(self.custom_fields.as_ref(), CustomFieldsFilterInput::passes)
            }
        }
    };
}

card_filter!(
    /// Payment cards of a financial account.
    FinancialAccountPaymentCardsFilterInput,
    account_holder_id
);
card_filter!(
    /// Payment cards of an account holder.
    AccountHolderPaymentCardsFilterInput,
    card_product_id
);

fn moment(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok()
}
