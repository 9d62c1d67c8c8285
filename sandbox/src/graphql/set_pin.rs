//! `setPinForPaymentCard`.

use async_graphql::{Context, ID, InputObject, Union};

use super::Ask as _;
use super::payment_card::PaymentCard;
use super::problems::{AccessDeniedError, Code, Problems, UserError};
use crate::errors::Internal;
use crate::pin;
use crate::store::cards::ACTIVE;
use crate::token::scope::Permission;

/// Input fields for setting the pin on a payment card
#[derive(InputObject)]
pub struct SetPinForPaymentCardInput {
    /// Id of the payment card.
    payment_card_id: ID,
    /// New pin to set on the payment card. Must be 4 digits in length.
    new_pin: String,
}

/// The card, or why its PIN is not set.
#[derive(Union)]
pub enum SetPinForPaymentCardPayload {
    PaymentCard(PaymentCard),
    UserError(UserError),
    AccessDeniedError(AccessDeniedError),
}

/// Sets the PIN: the card must be the caller's and active, and the PIN exactly four digits.
pub async fn set_pin(
    ctx: &Context<'_>,
    input: SetPinForPaymentCardInput,
) -> Result<SetPinForPaymentCardPayload, Internal> {
    let world = ctx.world()?;
    if !ctx.caller()?.allows(Permission::SetPaymentCardPin, &input.payment_card_id) {
        return Ok(AccessDeniedError::new().into());
    }
    let mut problems = Problems::default();
    match world.store.card(&input.payment_card_id).await? {
        None => problems.add("paymentCardId", Code::NotFound, "There is no payment card with this id"),
        Some(card) if card.status != ACTIVE => not_active(&mut problems),
        Some(_) => {}
    }
    if !pin::is_valid(&input.new_pin) {
        problems.add("newPin", Code::Invalid, "The PIN must be exactly 4 digits");
    }
    if !problems.is_empty() {
        return Ok(UserError::from(problems).into());
    }
    let hash = world.pins.hash(input.new_pin).await?;
    // Asked again while writing: the card may have been suspended in the meantime.
    match world.store.set_pin_hash(&input.payment_card_id, hash, world.clock.now_seconds()).await? {
        Some(card) => Ok(PaymentCard::from(card).into()),
        None => {
            not_active(&mut problems);
            Ok(UserError::from(problems).into())
        }
    }
}

fn not_active(problems: &mut Problems) {
    problems.add("paymentCardId", Code::InvalidState, "The payment card must be active");
}
