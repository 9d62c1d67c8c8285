//! `setPinForPaymentCard`.

use async_graphql::{Context, ID, InputObject};

use super::context::RequestContext as _;
use super::payment_card::PaymentCard;
use super::problems::{Code, Outcome, Problems, result_union};
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

result_union!(
    /// The card, or the reason for not setting its PIN.
    SetPinForPaymentCardPayload = PaymentCard
);

/// Sets the PIN. The caller must have the permission, the card must be active, and the PIN must be
/// exactly four digits.
pub async fn set_pin(
    ctx: &Context<'_>,
    input: SetPinForPaymentCardInput,
) -> Result<Outcome<PaymentCard>, Internal> {
    let services = ctx.services()?;
    if !ctx.caller()?.allows(Permission::SetPaymentCardPin, &input.payment_card_id) {
        return Ok(Outcome::AccessDenied);
    }
    let mut problems = Problems::default();
    match services.store.card(&input.payment_card_id).await? {
        None => {
            problems.add("paymentCardId", Code::NotFound, "There is no payment card with this id");
        }
        Some(card) if card.status != ACTIVE => not_active(&mut problems),
        Some(_) => {}
    }
    if !pin::is_valid(&input.new_pin) {
        problems.add("newPin", Code::Invalid, "The PIN must be exactly 4 digits");
    }
    if !problems.is_empty() {
        return Ok(Outcome::UserError(problems));
    }
    let hash = services.pins.hash(input.new_pin).await?;
    // The store checks the status again, because the card may have been suspended since then.
    let now = services.clock.now_seconds();
    let set = services.store.set_pin_hash(&input.payment_card_id, hash, now).await?;
    Ok(if let Some(card) = set {
        Outcome::Done(card.into())
    } else {
        not_active(&mut problems);
        Outcome::UserError(problems)
    })
}

fn not_active(problems: &mut Problems) {
    problems.add("paymentCardId", Code::InvalidState, "The payment card must be active");
}
