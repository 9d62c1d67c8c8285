//! Tokens that the API refuses, and tokens for a single use.

use sordino_core::error::{Code, Failure};
use sordino_core::protocol::TokenReason::{Ended, First, Refused};
use sordino_core::session::Event;
use sordino_core::session::tokens::TokenAnswer;
use sordino_core::token::Usage;
use sordino_core::use_case::Operation;

use super::{CREATE, PIN, VIEW, overtaken, sent};
use crate::world::{World, done, failed, unproved};

#[test]
fn a_token_for_a_single_use_is_burned_by_a_failed_request_also_when_the_page_gives_it_again() {
    let mut world = World::new();
    world.call(1, VIEW);
    let once = world.token("a", Usage::SingleUse, 600, 0);
    world.give(TokenAnswer::Token(once));
    world.answer(1, failed(Code::Network), None);
    world.pass(1_000, false);
    assert_eq!(world.asks, [First, Ended], "tried again with another");
    let same = world.token("a", Usage::SingleUse, 599, 0);
    world.give(TokenAnswer::Token(same));
    assert_eq!(world.end(1), Some(Err((Code::Network, false))));
    assert!(world.uses.values().all(|uses| *uses == 1));
}

#[test]
fn a_refusal_of_a_token_for_a_single_use_does_not_prove_that_nothing_was_made() {
    for (operation, usage, sent_again) in [
        (CREATE, Usage::SingleUse, false),
        (CREATE, Usage::UntilExpiration, true),
        (PIN, Usage::SingleUse, true),
        (VIEW, Usage::SingleUse, true),
    ] {
        let mut world = World::new();
        world.call(1, operation);
        let token = world.token("a", usage, 600, 0);
        world.give(TokenAnswer::Token(token));
        world.answer(1, failed(Code::Unauthorized), None);
        let end = (!sent_again).then_some(Err((Code::Unauthorized, true)));
        assert_eq!(
            (world.end(1), world.asks.len()),
            (end, 1 + usize::from(sent_again)),
            "{operation:?} {usage:?}"
        );
    }
}

#[test]
fn a_refusal_while_a_request_is_carried_out_does_not_prove_that_nothing_was_made() {
    for (operation, end) in
        [(CREATE, Some(Err((Code::Unauthorized, true)))), (PIN, None), (VIEW, None)]
    {
        let mut world = sent(operation);
        world.answer(1, unproved(Code::Unauthorized), None);
        assert_eq!(world.end(1), end, "{operation:?}");
        // The token counts as refused: before the next call the page is asked for another.
        world.call(2, Operation::TokenizeAuthorizedUser);
        assert_eq!(world.asks, [First, Refused], "{operation:?}");
    }
    // The outcome stays unknown, even if the second answer says that nothing was done.
    let mut world = sent(PIN);
    world.answer(1, unproved(Code::Unauthorized), None);
    world.give_token("b");
    world.answer(1, failed(Code::UserError), None);
    assert_eq!(world.end(1), Some(Err((Code::UserError, true))));
}

#[test]
fn a_refused_token_is_replaced_once() {
    let mut world = sent(CREATE);
    world.answer(1, failed(Code::Unauthorized), None);
    assert_eq!(world.asks, [First, Refused]);
    world.give_token("b");
    world.answer(1, failed(Code::Unauthorized), None);
    assert_eq!(world.end(1), Some(Err((Code::Unauthorized, false))));
    assert_eq!(world.uses.len(), 2);
}

#[test]
fn a_token_that_the_api_says_has_ended_is_said_to_have() {
    let mut world = World::new();
    world.call(1, PIN);
    let ended = world.token("a", Usage::UntilExpiration, -60, 0);
    world.give(TokenAnswer::Token(ended));
    let now = world.now.time;
    world.answer(1, failed(Code::Unauthorized), Some(now));
    // The API's clock is known now, so the next token is not even tried.
    let ended = world.token("b", Usage::UntilExpiration, -60, 0);
    world.give(TokenAnswer::Token(ended));
    assert_eq!(world.end(1), Some(Err((Code::TokenExpired, false))));
    assert_eq!(world.uses.len(), 1);
    // The next call gets the same code.
    world.step(Event::Finish { call: 1 });
    world.call(2, PIN);
    world.give(TokenAnswer::Nothing);
    assert_eq!(world.end(2), Some(Err((Code::TokenExpired, false))));
}

#[test]
fn a_refusal_of_a_token_says_nothing_of_the_one_that_took_its_place() {
    let mut world = overtaken();
    world.answer(2, failed(Code::Unauthorized), None);
    assert_eq!(
        (world.asks.len(), &world.sent[&2]),
        (2, &world.text("b")),
        "it is there to be tried"
    );

    let mut world = overtaken();
    world.answer(2, failed(Code::AccessDenied), None);
    world.step(Event::Finish { call: 2 });
    world.call(3, PIN);
    assert_eq!((world.asks.len(), &world.sent[&3]), (2, &world.text("b")));
}

#[test]
fn a_token_for_another_object_is_doubted_and_tried_again_only_if_there_is_no_other() {
    let mut world = sent(PIN);
    world.answer(1, failed(Code::AccessDenied), None);
    assert_eq!(world.end(1), Some(Err((Code::AccessDenied, false))));
    world.step(Event::Finish { call: 1 });
    world.call(2, PIN);
    assert_eq!(world.asks, [First, Refused]);
    world.give(TokenAnswer::Nothing);
    world.answer(2, done(), None);
    assert_eq!((world.end(2), world.uses.len()), (Some(Ok(false)), 1));
}

#[test]
fn the_id_of_a_request_that_was_refused_is_told() {
    for (life, code) in [(600, Code::Unauthorized), (-60, Code::TokenExpired)] {
        let mut world = World::new();
        world.call(1, CREATE);
        let token = world.token("a", Usage::UntilExpiration, life, 0);
        world.give(TokenAnswer::Token(token));
        let refusal = Failure { request_id: Some("r".to_owned()), ..Code::Unauthorized.into() };
        world.answer(1, Err(refusal), None);
        world.give(TokenAnswer::Nothing);
        let told =
            world.failures.get(&1).map(|failure| (failure.code, failure.request_id.as_deref()));
        assert_eq!(told, Some((code, Some("r"))));
    }
}
