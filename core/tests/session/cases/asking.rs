//! When and how often the page is asked for a token.

use sordino_core::error::Code;
use sordino_core::protocol::TokenReason::{Ended, Expiring, First, Refused};
use sordino_core::session::Event;
use sordino_core::session::tokens::{TokenAnswer, TokenState};
use sordino_core::token::Usage;

use super::{PIN, VIEW, sent, showing};
use crate::world::{TIMEOUT, World, done, failed, shown};

#[test]
fn a_token_is_asked_for_when_it_is_needed_and_kept() {
    let mut world = World::new();
    world.pass(60_000, false);
    assert_eq!(world.asks, []);
    world.call(1, PIN);
    world.give_token("a");
    world.answer(1, done(), None);
    assert_eq!(world.end(1), Some(Ok(false)));
    world.step(Event::Finish { call: 1 });
    world.call(2, PIN);
    world.answer(2, done(), None);
    assert_eq!((world.asks, world.ends.len()), (vec![First], 2));
}

#[test]
fn calls_that_wait_share_one_token_but_not_one_for_a_single_use() {
    let mut world = World::new();
    world.call(1, PIN);
    world.call(2, VIEW);
    assert_eq!(world.asks, [First]);
    let once = world.token("a", Usage::SingleUse, 600, 0);
    world.give(TokenAnswer::Token(once));
    assert_eq!((world.sent.len(), world.asks.clone()), (1, vec![First, Ended]));
    world.give_token("b");
    assert_eq!(world.sent.len(), 2);
}

#[test]
fn another_token_is_asked_for_before_the_end_and_replaces_the_first_silently() {
    let mut world = showing();
    world.pass(541_000, false);
    assert_eq!((world.expiring, world.asks.clone()), (1, vec![First, Expiring]));
    assert_eq!(world.session.token_state(), TokenState::Ending);
    world.give_token("b");
    assert_eq!(world.session.token_state(), TokenState::Held);
    world.pass(300_000, false);
    assert_eq!((world.expired, world.masked), (0, 1), "what is shown ends with its own token");
}

#[test]
fn a_shown_value_outlives_its_token_only_if_another_was_accepted_for_its_object() {
    for (operation, object, answer, is_shown) in [
        (PIN, "cd_1", done(), true),
        // The other documented form of the same id.
        (PIN, "MC43LmNkXzE=", done(), true),
        (VIEW, "cd_1", shown(), true),
        (PIN, "cd_2", done(), false),
        // The second object is shown now, and the earlier end masks both.
        (VIEW, "cd_2", shown(), false),
        (PIN, "cd_1", failed(Code::AccessDenied), false),
        (PIN, "cd_1", failed(Code::UserError), false),
    ] {
        let mut world = showing();
        world.pass(541_000, false);
        world.give_token("b");
        world.objects.insert(2, object);
        world.call(2, operation);
        world.answer(2, answer, None);
        world.pass(100_000, false);
        assert_eq!(world.is_shown, is_shown, "{operation:?} {object}");
        world.pass(600_000, false);
        assert!(!world.is_shown, "{operation:?} {object}");
    }
}

#[test]
fn an_invented_token_of_a_long_life_prolongs_nothing() {
    let mut world = showing();
    world.pass(541_000, false);
    let invented = world.token("b", Usage::UntilExpiration, 73 * 365 * 86_400, 0);
    world.give(TokenAnswer::Token(invented));
    world.pass(58_999, false);
    assert!(world.is_shown);
    world.pass(1, false);
    assert!(!world.is_shown);

    // The same holds if the answer to a request with the previous token comes later.
    let mut world = World::new();
    world.call(1, PIN);
    let token = world.token("a", Usage::UntilExpiration, 20, 0);
    world.give(TokenAnswer::Token(token));
    world.answer(1, done(), None);
    world.pass(14_000, false);
    world.call(2, VIEW);
    world.pass(2_000, false);
    let invented = world.token("b", Usage::UntilExpiration, 73 * 365 * 86_400, 0);
    world.give(TokenAnswer::Token(invented));
    world.answer(2, shown(), None);
    assert!(world.is_shown);
    world.pass(4_000, false);
    assert!(!world.is_shown);
}

#[test]
fn without_another_token_shown_values_are_masked_at_the_end() {
    let mut world = showing();
    world.pass(541_000, false);
    world.give(TokenAnswer::Nothing);
    world.pass(40_000, false);
    assert!(world.is_shown);
    world.pass(20_000, false);
    assert_eq!((world.expired, world.masked, world.is_shown), (1, 1, false));
    assert_eq!(world.asks, [First, Expiring], "nobody needs one");
    world.call(2, VIEW);
    assert_eq!(world.asks, [First, Expiring, Ended]);
    world.give(TokenAnswer::Nothing);
    assert_eq!(world.end(2), Some(Err((Code::TokenExpired, false))));
}

#[test]
fn a_short_token_is_said_to_end_and_to_have_ended() {
    let mut world = World::new();
    world.call(1, PIN);
    let short = world.token("a", Usage::UntilExpiration, 3, 0);
    world.give(TokenAnswer::Token(short));
    world.pass(200, false);
    let date = world.now.time;
    world.answer(1, done(), Some(date));
    world.step(Event::Finish { call: 1 });
    world.pass(2_500, false);
    assert_eq!(world.expiring, 1);
    world.give(TokenAnswer::Nothing);
    world.pass(1_000, false);
    assert_eq!(world.expired, 1);
}

#[test]
fn the_page_is_asked_ahead_only_for_a_token_that_it_may_have_and_a_call_may_need() {
    let mut world = sent(PIN);
    world.answer(1, done(), None);
    world.pass(541_000, false);
    world.give(TokenAnswer::Nothing);
    world.step(Event::Return);
    assert_eq!(world.asks, [First, Expiring], "it had none a moment ago");

    let mut world = World::new();
    world.call(1, PIN);
    let once = world.token("a", Usage::SingleUse, 600, 0);
    world.give(TokenAnswer::Token(once));
    world.answer(1, done(), None);
    world.step(Event::Return);
    assert_eq!(world.asks, [First], "one for a single use would be made for nothing");
}

#[test]
fn a_call_skips_the_pause_of_a_request_that_no_call_waited_for() {
    let mut world = sent(PIN);
    world.answer(1, done(), None);
    world.step(Event::Finish { call: 1 });
    world.pass(541_000, false);
    world.give(TokenAnswer::Failed);
    world.call(2, PIN);
    world.answer(2, failed(Code::Unauthorized), None);
    assert_eq!(world.asks, [First, Expiring, Refused]);
}

#[test]
fn a_failing_callback_is_asked_again_with_pauses_and_a_limit() {
    let mut world = World::new();
    world.call(1, PIN);
    for asks in 1..=3 {
        assert_eq!(world.asks.len(), asks);
        world.give(TokenAnswer::Failed);
        assert_eq!(world.asks.len(), asks, "not at once");
        world.pass(2_000, false);
    }
    assert_eq!(world.end(1), Some(Err((Code::TokenUnavailable, false))));
    world.step(Event::Finish { call: 1 });
    world.call(2, PIN);
    world.give_token("a");
    world.answer(2, done(), None);
    assert_eq!(world.end(2), Some(Ok(false)));
}

#[test]
fn a_callback_that_never_answers_is_not_waited_for_longer_than_the_timeout() {
    let mut world = World::new();
    world.call(1, PIN);
    world.pass(TIMEOUT, false);
    assert_eq!(world.end(1), Some(Err((Code::TokenUnavailable, false))));
    assert_eq!(world.asks, [First]);
}

#[test]
fn a_call_waits_for_its_token_no_longer_than_the_timeout_however_often_it_is_asked_for() {
    let mut world = World::new();
    world.call(1, PIN);
    world.pass(TIMEOUT - 1_000, false);
    world.give(TokenAnswer::Failed);
    world.pass(999, false);
    assert_eq!((world.end(1), world.asks.len()), (None, 2), "it is asked for once more");
    world.pass(1, false);
    assert_eq!(world.end(1), Some(Err((Code::TokenUnavailable, false))));
}

#[test]
fn a_value_that_is_no_token_is_reported_as_malformed() {
    let mut world = World::new();
    world.call(1, PIN);
    world.give(TokenAnswer::Malformed);
    assert_eq!(world.end(1), Some(Err((Code::TokenMalformed, false))));
}
