//! The mutations, as a table: each is written in the file named after what it does.

use async_graphql::{Context, Object};

use super::client_tokens::{self, GeneratePaymentCardClientTokenInput, GeneratePaymentCardClientTokenPayload};
use super::set_pin::{self, SetPinForPaymentCardInput, SetPinForPaymentCardPayload};
use crate::errors::Internal;

/// All mutations that can be performed.
pub struct Mutation;

#[Object]
impl Mutation {
    /// Generate a token for use in a client-side integration for a specific Payment Card.
    async fn generate_payment_card_client_token(
        &self,
        ctx: &Context<'_>,
        input: GeneratePaymentCardClientTokenInput,
    ) -> Result<Option<GeneratePaymentCardClientTokenPayload>, Internal> {
        client_tokens::for_payment_card(ctx, input).await.map(Some)
    }

    /// Set a pin on a payment card.
    async fn set_pin_for_payment_card(
        &self,
        ctx: &Context<'_>,
        input: SetPinForPaymentCardInput,
    ) -> Result<Option<SetPinForPaymentCardPayload>, Internal> {
        set_pin::set_pin(ctx, input).await.map(Some)
    }
}
