//! The page goes away and comes back, and the session ends.

use sordino_core::error::Code;
use sordino_core::protocol::TokenReason::{Ended, First};
use sordino_core::session::calls::CallState;
use sordino_core::session::tokens::{TokenAnswer, TokenState};
use sordino_core::session::{Event, StateMachine};
use sordino_core::token::Usage;
use sordino_core::use_case::Effect;

use super::{CREATE, PIN, VIEW, sent, showing};
use crate::world::{TIMEOUT, World, done, failed, shown};

#[test]
fn on_return_another_is_asked_for_if_the_one_at_hand_has_ended() {
    let mut world = showing();
    world.step(Event::Hide);
    world.pass(700_000, false);
    assert_eq!(
        (world.asks.clone(), world.masked),
        (vec![First], 1),
        "nobody sees the page: nothing is asked for"
    );
    world.step(Event::Return);
    assert_eq!(world.asks, [First, Ended]);
    world.give_token("b");
    world.step(Event::Return);
    assert_eq!(world.asks, [First, Ended], "one that lives is enough");
}

#[test]
fn the_page_that_goes_away_takes_no_token_with_it() {
    let mut world = showing();
    world.step(Event::Leave { is_kept: true });
    assert_eq!(world.session.token_state(), TokenState::Ended);
    world.step(Event::Return);
    assert_eq!(world.asks, [First, Ended]);
}

#[test]
fn a_call_that_waits_while_the_page_goes_away_and_comes_back_is_answered() {
    let mut world = World::new();
    world.call(1, PIN);
    world.step(Event::Leave { is_kept: true });
    world.step(Event::Return);
    world.give_token("a");
    world.answer(1, done(), None);
    assert_eq!(world.end(1), Some(Ok(false)));
}

#[test]
fn a_value_that_is_read_when_the_page_goes_away_is_never_shown() {
    let mut world = sent(VIEW);
    world.step(Event::Leave { is_kept: true });
    assert_eq!(
        world.end(1),
        Some(Err((Code::TokenExpired, false))),
        "its token went with the page"
    );
    world.step(Event::Return);
    world.step(Event::Answer { call: 1, answer: shown(), date: None });
    assert!(!world.is_shown);
}

#[test]
fn a_waiting_read_ends_when_the_page_goes_away() {
    let waiting = || {
        let mut world = World::new();
        world.call(1, VIEW);
        world
    };
    let pausing = || {
        let mut world = sent(VIEW);
        world.answer(1, failed(Code::Network), None);
        assert_eq!(world.session.call_state(1), Some(CallState::Pausing));
        world
    };
    let refused = || {
        let mut world = sent(VIEW);
        world.answer(1, failed(Code::Unauthorized), None);
        assert_eq!(world.session.call_state(1), Some(CallState::Waiting));
        world
    };
    for mut world in [waiting(), pausing(), refused()] {
        let asks = world.asks.len();
        world.step(Event::Leave { is_kept: true });
        assert_eq!(world.end(1), Some(Err((Code::TokenExpired, false))));
        world.pass(20_000, false);
        assert_eq!(world.asks.len(), asks, "no token is asked for while the page is away");
        world.give_token("b");
        world.step(Event::Return);
        assert!(world.sent.is_empty() && !world.is_shown);
    }
}

#[test]
fn a_read_that_begins_when_the_page_goes_away_is_not_sent() {
    let mut world = World::new();
    world.step(Event::Begin { call: 1, operation: VIEW });
    world.step(Event::Leave { is_kept: true });
    world.request(1, Effect::Read);
    assert_eq!((world.end(1), world.asks.len()), (Some(Err((Code::TokenExpired, false))), 0));
}

#[test]
fn a_waiting_set_or_make_asks_for_its_token_when_the_page_is_back() {
    for operation in [PIN, CREATE] {
        let mut world = World::new();
        world.call(1, operation);
        world.step(Event::Leave { is_kept: true });
        // Some browsers send this event after it.
        world.step(Event::Hide);
        world.pass(5_000, false);
        assert_eq!((world.end(1), world.asks.len()), (None, 1));
        world.step(Event::Return);
        assert_eq!(world.asks.len(), 2);
        world.give_token("b");
        world.answer(1, done(), None);
        assert_eq!(world.end(1), Some(Ok(false)));
    }
    let mut world = World::new();
    world.call(1, PIN);
    world.step(Event::Leave { is_kept: true });
    world.pass(TIMEOUT, false);
    assert_eq!(world.end(1), Some(Err((Code::TokenUnavailable, false))), "and has an end");
}

#[test]
fn a_vault_that_goes_for_good_has_nothing_to_say_of_what_it_was_reading() {
    let mut world = sent(VIEW);
    world.step(Event::Leave { is_kept: false });
    assert_eq!(world.end(1), None, "the loader says that the frame is gone");
    assert_eq!(world.session.token_state(), TokenState::Ended, "and the token is wiped");
}

#[test]
fn a_set_or_make_that_is_sent_when_the_page_goes_away_is_answered() {
    for operation in [PIN, CREATE] {
        let mut world = sent(operation);
        world.step(Event::Leave { is_kept: true });
        world.step(Event::Return);
        world.answer(1, done(), None);
        assert_eq!(world.end(1), Some(Ok(false)), "whether it was done must be known");
    }
}

#[test]
fn an_answer_to_what_was_asked_before_the_page_went_is_not_taken() {
    let mut world = World::new();
    world.call(1, PIN);
    let (request, _) = world.asked[0];
    world.step(Event::Leave { is_kept: true });
    world.step(Event::Return);
    assert_eq!(world.asks.len(), 2);
    let token = world.token("a", Usage::UntilExpiration, 600, 0);
    world.step(Event::TokenAnswer { request, answer: TokenAnswer::Token(token) });
    assert_eq!(world.session.token_state(), TokenState::Asked);
    world.give_token("b");
    assert_eq!(world.sent[&1], world.text("b"));
}

#[test]
fn after_the_end_nothing_is_done() {
    let mut world = showing();
    world.call(2, PIN);
    world.destroy();
    assert_eq!(world.end(2), Some(Err((Code::Destroyed, true))));
    world.call(3, PIN);
    world.pass(3_600_000, false);
    for event in [Event::Return, Event::Leave { is_kept: true }, Event::Time, Event::Destroy] {
        world.step(event);
    }
    assert!(world.session.step(world.now, Event::Time).is_empty());
}

#[test]
fn a_session_without_anything_has_nothing_to_wait_for() {
    let world = World::new();
    assert_eq!(StateMachine::new(TIMEOUT).next_wake(world.now), None);
}
