//! The mutations with which a server mints client tokens.

use async_graphql::{Context, Enum, ID, InputObject, SimpleObject, Union};

use super::Ask as _;
use super::problems::{AccessDeniedError, Code, Problems, UserError};
use crate::errors::Internal;
use crate::token::scope::{Grant, Permission};
use crate::token::{self, LIFETIME_SECONDS, Minted, Usage};
use crate::world::World;

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

/// What the five mutations have in common: a token, or why there is none.
enum Outcome {
    Token(ClientToken),
    UserError(UserError),
    AccessDenied(AccessDeniedError),
}

/// Makes the result union of one of the mutations. They differ in nothing but their names.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Union)]
        pub enum $name {
            ClientToken(ClientToken),
            UserError(UserError),
            AccessDeniedError(AccessDeniedError),
        }

        impl From<Outcome> for $name {
            fn from(outcome: Outcome) -> Self {
                match outcome {
                    Outcome::Token(token) => Self::ClientToken(token),
                    Outcome::UserError(error) => Self::UserError(error),
                    Outcome::AccessDenied(error) => Self::AccessDeniedError(error),
                }
            }
        }
    };
}

payload!(
    /// A token for a payment card, or why there is none.
    GeneratePaymentCardClientTokenPayload
);

/// Permissions for a PaymentCard Client Token
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
            PaymentCardClientTokenPermission::ReadFulfillmentDetails => Self::ReadFulfillmentDetails,
        }
    }
}

/// Input fields for generating a client token for a payment card
#[derive(InputObject)]
pub struct GeneratePaymentCardClientTokenInput {
    /// Id of the payment card.
    payment_card_id: ID,
    /// What the token is to allow.
    permissions: Vec<PaymentCardClientTokenPermission>,
}

/// `generatePaymentCardClientToken`.
pub async fn for_payment_card(
    ctx: &Context<'_>,
    input: GeneratePaymentCardClientTokenInput,
) -> Result<GeneratePaymentCardClientTokenPayload, Internal> {
    let world = ctx.world()?;
    if !ctx.caller()?.is_server() {
        return Ok(Outcome::AccessDenied(AccessDeniedError::new()).into());
    }
    let known = world.store.card(&input.payment_card_id).await?.is_some();
    let wish = Wish { field: "paymentCardId", resource: input.payment_card_id.0, known };
    Ok(wish.mint(&world, input.permissions).await?.into())
}

/// A token that a server wants for one object.
struct Wish {
    /// The input field with the object's id.
    field: &'static str,
    resource: String,
    known: bool,
}

impl Wish {
    async fn mint<P: Into<Permission>>(self, world: &World, permissions: Vec<P>) -> Result<Outcome, Internal> {
        let mut problems = Problems::default();
        if !self.known {
            problems.add(self.field, Code::NotFound, "There is no object with this id");
        }
        if permissions.is_empty() {
            problems.add("permissions", Code::Required, "At least one permission is needed");
        }
        if !problems.is_empty() {
            return Ok(Outcome::UserError(problems.into()));
        }
        let grants: Vec<Grant> = permissions
            .into_iter()
            .map(|permission| Grant { permission: permission.into(), resource: self.resource.clone() })
            .collect();
        let minted = token::mint(world, &grants, Usage::UntilExpiration, LIFETIME_SECONDS).await?;
        Ok(Outcome::Token(minted.into()))
    }
}
