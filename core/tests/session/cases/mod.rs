//! Single sequences by name, and the worlds in which most of them begin.

mod asking;
mod calls;
mod clock;
mod leaving;
mod refusal;

use sordino_core::protocol::TokenReason::{Expiring, First};
use sordino_core::session::Event;
use sordino_core::session::calls::CallState;
use sordino_core::session::tokens::TokenAnswer;
use sordino_core::token::Usage;
use sordino_core::use_case::Operation;

use crate::world::{World, done, shown};

const PIN: Operation = Operation::SetPaymentCardPin;
const VIEW: Operation = Operation::ViewPaymentCard;
const CREATE: Operation = Operation::CreatePersonAccountHolder;

/// A world with a call whose request was sent with a token.
fn sent(operation: Operation) -> World {
    let mut world = World::new();
    world.call(1, operation);
    world.give_token("a");
    assert_eq!(world.session.call_state(1), Some(CallState::Sent));
    world
}

/// A world in which a card is shown.
fn showing() -> World {
    let mut world = sent(VIEW);
    world.answer(1, shown(), None);
    world.step(Event::Finish { call: 1 });
    assert!(world.is_shown);
    world
}

/// A world with a call whose request was sent with a token that another token has replaced since.
fn overtaken() -> World {
    let mut world = World::new();
    world.call(1, PIN);
    let token = world.token("a", Usage::UntilExpiration, 20, 0);
    world.give(TokenAnswer::Token(token));
    world.answer(1, done(), None);
    world.step(Event::Finish { call: 1 });
    world.pass(14_000, false);
    world.call(2, PIN);
    world.pass(2_000, false);
    world.give_token("b");
    assert_eq!(
        (world.asks.as_slice(), &world.sent[&2]),
        ([First, Expiring].as_slice(), &world.text("a"))
    );
    world
}
