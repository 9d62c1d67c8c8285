//! `PaymentCard`, and the rule for reading its number.

use async_graphql::{ComplexObject, Context, Enum, ID, SimpleObject, Union};

use super::connection::connection;
use super::context::RequestContext as _;
use super::problems::AccessDeniedError;
use crate::caller::Caller;
use crate::clock::iso;
use crate::errors::Internal;
use crate::store::cards::Card;
use crate::token::scope::Permission;

/// Possible statuses of a Payment Card.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentCardStatus {
    /// The Payment Card needs activation before it can be used successfully.
    ActivationRequired,
    /// The Payment Card is active and ready for use.
    Active,
    /// Authorizations will fail until the Payment Card is `ACTIVE` again.
    Suspended,
    /// The Payment Card has been closed and all future authorizations will fail.
    Closed,
}

/// The network of a Payment Card.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentCardNetwork {
    Mastercard,
    Visa,
}

/// Whether a card is made of plastic or only of numbers.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardFormFactor {
    Virtual,
    Physical,
}

/// A Payment Card which can be used for card transactions.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct PaymentCard {
    /// Global ID used to reference the Payment Card in operations.
    pub id: ID,
    /// The organization's own id for the card.
    external_id: Option<String>,
    /// The Bank Identification Number: the first 6 digits of the primary account number.
    pub bin: Option<String>,
    /// The last four digits of the primary account number.
    pub last4: Option<String>,
    /// The exact date and time in UTC when the payment card expires.
    expiration_date: Option<String>,
    /// The expiration month to display to the card holder.
    expiration_month: Option<String>,
    /// The expiration year to display to the card holder.
    expiration_year: Option<String>,
    /// The card network that issued the Payment Card.
    pub network: Option<PaymentCardNetwork>,
    /// The current status of the Payment Card.
    pub status: Option<PaymentCardStatus>,
    /// Whether the card is `PHYSICAL` or `VIRTUAL`
    pub form_factor: Option<CardFormFactor>,
    /// Facts about the PIN of the Payment Card, but not the PIN.
    pin_details: Option<PaymentCardPinDetails>,
    #[graphql(skip)]
    card: Card,
}

/// Whether a PIN is set, and the times at which it was set.
#[derive(SimpleObject)]
pub struct PaymentCardPinDetails {
    /// Whether a PIN is set.
    is_set: Option<bool>,
    /// The times at which the PIN was set, oldest first.
    pin_update_history: Option<Vec<PaymentCardPinUpdate>>,
}

/// A time at which the PIN was set.
#[derive(SimpleObject)]
pub struct PaymentCardPinUpdate {
    /// The time.
    updated_at: Option<String>,
}

/// The numbers of a Payment Card that only the card holder should see.
#[derive(SimpleObject)]
pub struct PaymentCardRestrictedDetails {
    /// The primary account number for the payment card.
    number: Option<String>,
    /// The card verification code for the payment card.
    cvv: Option<String>,
}

/// The restricted details, or a refusal.
#[derive(Union)]
pub enum PaymentCardRestrictedDetailsResult {
    PaymentCardRestrictedDetails(PaymentCardRestrictedDetails),
    AccessDeniedError(AccessDeniedError),
}

#[ComplexObject]
impl PaymentCard {
    /// The decrypted values for this card.
    ///
    /// A client token with the permission may read them. The API key may not, because the sandbox's
    /// organization has given no attestation of compliance.
    async fn restricted_details(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<PaymentCardRestrictedDetailsResult>, Internal> {
        let allowed = match ctx.caller()? {
            Caller::Server => false,
            Caller::Client(token) => token.allows(Permission::ReadPaymentCard, &self.card.id),
        };
        Ok(Some(if allowed {
            PaymentCardRestrictedDetailsResult::PaymentCardRestrictedDetails(
                PaymentCardRestrictedDetails {
                    number: Some(self.card.number.clone()),
                    cvv: Some(self.card.cvv.clone()),
                },
            )
        } else {
            AccessDeniedError::new().into()
        }))
    }
}

impl PaymentCard {
    /// The exact moment at which the card expires.
    pub fn expires_at(&self) -> i64 {
        self.card.expires_at
    }
}

connection!(
    /// Payment cards.
    PaymentCardConnection,
    PaymentCardEdge,
    PaymentCard
);

impl From<Card> for PaymentCard {
    fn from(card: Card) -> Self {
        Self {
            id: ID(card.id.clone()),
            external_id: Some(card.external_id.clone()),
            bin: Some(card.number.chars().take(6).collect()),
            last4: Some(card.last4().to_owned()),
            expiration_date: Some(iso(card.expires_at)),
            expiration_month: Some(format!("{:02}", card.expiration_month)),
            expiration_year: Some(card.expiration_year.to_string()),
            network: async_graphql::resolver_utils::parse_enum(card.network.as_str().into()).ok(),
            status: async_graphql::resolver_utils::parse_enum(card.status.as_str().into()).ok(),
            form_factor: async_graphql::resolver_utils::parse_enum(
                card.form_factor.as_str().into(),
            )
            .ok(),
            pin_details: Some(PaymentCardPinDetails {
                is_set: Some(card.pin_is_set),
                pin_update_history: Some(
                    card.pin_updates
                        .iter()
                        .map(|at| PaymentCardPinUpdate { updated_at: Some(iso(*at)) })
                        .collect(),
                ),
            }),
            card,
        }
    }
}
