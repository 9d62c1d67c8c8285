//! Calls: retries, aborts, failures and refusals.

use sordino_core::error::{Code, Failure};
use sordino_core::session::Event;
use sordino_core::session::calls::CallState;
use sordino_core::session::tokens::TokenAnswer;
use sordino_core::token::Usage;
use sordino_core::use_case::{Effect, Operation};

use super::{CREATE, PIN, VIEW, sent};
use crate::world::{TIMEOUT, World, done, failed, shown, unproved};

#[test]
fn a_retry_beyond_the_time_of_the_call_ends_the_call_at_once() {
    for (seconds, end) in [(14, None), (15, Some(Err((Code::RateLimited, false))))] {
        let mut world = sent(PIN);
        world.answer(
            1,
            Err(Failure { retry_after: Some(seconds), ..Code::RateLimited.into() }),
            None,
        );
        assert_eq!(world.end(1), end, "{seconds}");
    }
}

#[test]
fn reads_and_sets_are_sent_again_and_makes_are_not() {
    for (operation, sends, is_open) in [(VIEW, 3, false), (PIN, 3, true), (CREATE, 1, true)] {
        for code in [Code::Network, Code::ServerError, Code::Timeout] {
            let mut world = sent(operation);
            for _ in 0..5 {
                world.answer(1, failed(code), None);
                world.pass(2_100, false);
            }
            assert_eq!(world.end(1), Some(Err((code, is_open))), "{operation:?}");
            assert_eq!(world.uses.values().sum::<u32>(), sends, "{operation:?} {code:?}");
        }
    }
}

#[test]
fn only_what_proves_that_nothing_was_done_says_so_and_what_reads_never_says_unknown() {
    let proofs = [
        Code::Unauthorized,
        Code::AccessDenied,
        Code::UserError,
        Code::RateLimited,
        Code::RequestRejected,
        Code::GatewayRefused,
        Code::WrongEndpoint,
    ];
    // `TokenExpired` is no answer of the API, but the machine's own reading of a refusal.
    for &code in Code::ALL.iter().filter(|code| **code != Code::TokenExpired) {
        for operation in [VIEW, PIN, CREATE] {
            let mut world = sent(operation);
            for _ in 0..3 {
                world.answer(1, failed(code), None);
                world.pass(2_100, false);
                world.give(TokenAnswer::Nothing);
            }
            let is_open = operation != VIEW && !proofs.contains(&code);
            let told = world.end(1).map(|end| end.map_err(|(_, is_open)| is_open));
            assert_eq!(told, Some(Err(is_open)), "{code:?} {operation:?}");
        }
    }
    // The machine replaces what the answer says about itself.
    let mut world = sent(VIEW);
    world.answer(1, unproved(Code::UnexpectedResponse), None);
    assert_eq!(world.end(1), Some(Err((Code::UnexpectedResponse, false))));
}

#[test]
fn a_server_that_says_when_to_come_back_is_not_asked_before() {
    for code in [Code::ServerError, Code::Timeout, Code::RateLimited] {
        let later = |seconds| Err(Failure { retry_after: Some(seconds), ..code.into() });
        let mut world = sent(PIN);
        world.answer(1, later(5), None);
        world.pass(4_999, false);
        assert!(world.sent.is_empty(), "{code:?}");
        world.pass(1, false);
        assert_eq!(world.sent.len(), 1, "{code:?}");
        // If the retry would be too late, the call ends at once and is told when to call again.
        world.answer(1, later(30), None);
        let told = world.failures.get(&1).map(|failure| (failure.code, failure.retry_after));
        assert_eq!(told, Some((code, Some(30))));
        world.pass(60_000, false);
        assert_eq!(world.uses.values().sum::<u32>(), 2, "{code:?}");
    }
}

#[test]
fn an_unknown_outcome_of_the_first_try_stays_unknown_after_the_second() {
    let mut world = sent(PIN);
    world.answer(1, failed(Code::Network), None);
    world.pass(1_000, false);
    world.answer(1, failed(Code::RequestRejected), None);
    assert_eq!(world.end(1), Some(Err((Code::RequestRejected, true))));
}

#[test]
fn the_api_says_when_to_try_again_and_the_timeout_how_long() {
    let limited = |seconds| Err(Failure { retry_after: Some(seconds), ..Code::RateLimited.into() });
    let mut world = sent(PIN);
    world.answer(1, limited(10), None);
    world.pass(9_900, false);
    assert_eq!(world.session.call_state(1), Some(CallState::Pausing));
    world.pass(200, false);
    assert_eq!(world.session.call_state(1), Some(CallState::Sent));
    world.answer(1, limited(10), None);
    assert_eq!(
        world.end(1),
        Some(Err((Code::RateLimited, false))),
        "ten seconds more are too long"
    );
}

#[test]
fn an_answer_that_does_not_come_has_an_end() {
    for (operation, is_open) in [(VIEW, false), (PIN, true), (CREATE, true)] {
        let mut world = sent(operation);
        world.pass(TIMEOUT - 1, false);
        assert_eq!(world.end(1), None);
        world.pass(1, false);
        assert_eq!(world.end(1), Some(Err((Code::Timeout, is_open))));
        assert!(world.sent.is_empty(), "and is stopped");
    }
}

#[test]
fn an_aborted_call_is_told_so_wherever_it_is() {
    let abort = |world: &mut World| {
        world.step(Event::Abort { call: 1 });
        world.end(1)
    };
    let mut world = World::new();
    world.call(1, PIN);
    assert_eq!(abort(&mut world), Some(Err((Code::Aborted, false))));
    let mut world = sent(PIN);
    assert_eq!(abort(&mut world), Some(Err((Code::Aborted, true))));
    let mut world = sent(PIN);
    world.answer(1, failed(Code::Network), None);
    assert_eq!(abort(&mut world), Some(Err((Code::Aborted, true))));
    // An upload aborted between two of its requests does not send the next one.
    let mut world = sent(Operation::UploadDocuments);
    world.answer(1, done(), None);
    world.step(Event::Abort { call: 1 });
    world.request(1, Effect::Make);
    assert_eq!(world.end(1), Some(Err((Code::Aborted, false))));
}

#[test]
fn a_second_call_of_what_runs_is_refused_and_so_is_one_too_many() {
    let mut world = World::new();
    world.call(1, PIN);
    world.call(2, PIN);
    assert_eq!(world.session.call_state(2), None);
    world.call(1, VIEW);
    world.call(3, VIEW);
    assert_eq!(world.session.call_state(3), Some(CallState::Waiting));
}

#[test]
fn an_answer_after_the_end_of_its_token_shows_nothing() {
    let mut world = World::new();
    world.call(1, VIEW);
    let short = world.token("a", Usage::UntilExpiration, 5, 0);
    world.give(TokenAnswer::Token(short));
    world.pass(6_000, false);
    world.answer(1, shown(), None);
    assert_eq!(world.end(1), Some(Err((Code::TokenExpired, false))));
    assert!(!world.is_shown);
}
