//! Single sequences, by name.

use sordino_core::error::{Code, Failure};
use sordino_core::protocol::TokenReason::{Ended, Expiring, First, Refused};
use sordino_core::session::calls::CallState;
use sordino_core::session::tokens::{Given, TokenState};
use sordino_core::session::{Event, Session};
use sordino_core::token::Usage;
use sordino_core::use_case::{Effect, Operation};

use crate::world::{TIMEOUT, World, done, failed, shown};

const PIN: Operation = Operation::SetPaymentCardPin;
const VIEW: Operation = Operation::ViewPaymentCard;
const CREATE: Operation = Operation::CreatePersonAccountHolder;

/// A world in which a call is on its way with a token.
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
    world.give(Given::Token(once));
    assert_eq!((world.sent.len(), world.asks.clone()), (1, vec![First, Ended]));
    world.give_token("b");
    assert_eq!(world.sent.len(), 2);
}

#[test]
fn a_token_for_a_single_use_is_burned_by_a_failed_request_also_when_the_page_gives_it_again() {
    let mut world = World::new();
    world.call(1, VIEW);
    let once = world.token("a", Usage::SingleUse, 600, 0);
    world.give(Given::Token(once));
    world.answer(1, failed(Code::Network), None);
    world.pass(1_000, false);
    assert_eq!(world.asks, [First, Ended], "tried again with another");
    let same = world.token("a", Usage::SingleUse, 599, 0);
    world.give(Given::Token(same));
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
        world.give(Given::Token(token));
        world.answer(1, failed(Code::Unauthorized), None);
        let end = (!sent_again).then_some(Err((Code::Unauthorized, true)));
        assert_eq!((world.end(1), world.asks.len()), (end, 1 + usize::from(sent_again)), "{operation:?} {usage:?}");
    }
}

#[test]
fn another_token_is_asked_for_before_the_end_and_takes_its_place_without_a_word() {
    let mut world = showing();
    world.pass(541_000, false);
    assert_eq!((world.expiring, world.asks.clone()), (1, vec![First, Expiring]));
    assert_eq!(world.session.token_state(), TokenState::Ending);
    world.give_token("b");
    world.pass(300_000, false);
    assert!(world.is_shown, "what is shown lives on");
    assert_eq!((world.expired, world.masked), (0, 0));
}

#[test]
fn without_another_what_is_shown_is_taken_back_at_the_end() {
    let mut world = showing();
    world.pass(541_000, false);
    world.give(Given::Nothing);
    world.pass(40_000, false);
    assert!(world.is_shown);
    world.pass(20_000, false);
    assert_eq!((world.expired, world.masked, world.is_shown), (1, 1, false));
    assert_eq!(world.asks, [First, Expiring], "nobody needs one");
    world.call(2, VIEW);
    assert_eq!(world.asks, [First, Expiring, Ended]);
    world.give(Given::Nothing);
    assert_eq!(world.end(2), Some(Err((Code::TokenExpired, false))));
}

#[test]
fn sleep_and_a_clock_that_is_set_end_a_token_too() {
    let mut world = showing();
    world.pass(3_600_000, true);
    world.pass(10_000, false);
    assert_eq!((world.expired, world.masked), (1, 1), "seen without being told, soon after waking");

    let mut world = showing();
    world.now.time -= 3_600;
    world.pass(601_000, false);
    assert_eq!((world.expired, world.masked), (1, 1), "a clock that is set back prolongs nothing");
}

#[test]
fn on_return_another_is_asked_for_if_the_one_at_hand_has_ended() {
    let mut world = showing();
    world.step(Event::Hide);
    world.pass(700_000, false);
    assert_eq!((world.asks.clone(), world.masked), (vec![First], 1), "nobody sees the page: nothing is asked for");
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
fn what_is_read_while_the_page_goes_away_is_shown_to_nobody() {
    let mut world = sent(VIEW);
    world.step(Event::Leave { is_kept: true });
    assert_eq!(world.end(1), Some(Err((Code::TokenExpired, false))), "its token went with the page");
    world.step(Event::Return);
    world.step(Event::Answer { call: 1, answer: shown(), date: None });
    assert!(!world.is_shown);
}

#[test]
fn a_vault_that_goes_for_good_has_nothing_to_say_of_what_it_was_reading() {
    let mut world = sent(VIEW);
    world.step(Event::Leave { is_kept: false });
    assert_eq!(world.end(1), None, "the loader says that the frame is gone");
    assert_eq!(world.session.token_state(), TokenState::Ended, "and the token is wiped");
}

#[test]
fn what_is_set_or_made_while_the_page_goes_away_is_answered() {
    for operation in [PIN, CREATE] {
        let mut world = sent(operation);
        world.step(Event::Leave { is_kept: true });
        world.step(Event::Return);
        world.answer(1, done(), None);
        assert_eq!(world.end(1), Some(Ok(false)), "whether it was done must be known");
    }
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
    world.give(Given::Token(ended));
    let now = world.now.time;
    world.answer(1, failed(Code::Unauthorized), Some(now));
    // The clock is known now: the next is not even tried.
    let ended = world.token("b", Usage::UntilExpiration, -60, 0);
    world.give(Given::Token(ended));
    assert_eq!(world.end(1), Some(Err((Code::TokenExpired, false))));
    assert_eq!(world.uses.len(), 1);
    // Nor is anything else said of it the next time.
    world.step(Event::Finish { call: 1 });
    world.call(2, PIN);
    world.give(Given::Nothing);
    assert_eq!(world.end(2), Some(Err((Code::TokenExpired, false))));
}

#[test]
fn a_short_token_is_said_to_end_and_to_have_ended() {
    let mut world = World::new();
    world.call(1, PIN);
    let short = world.token("a", Usage::UntilExpiration, 3, 0);
    world.give(Given::Token(short));
    world.pass(200, false);
    let date = world.now.time;
    world.answer(1, done(), Some(date));
    world.step(Event::Finish { call: 1 });
    world.pass(2_500, false);
    assert_eq!(world.expiring, 1);
    world.give(Given::Nothing);
    world.pass(1_000, false);
    assert_eq!(world.expired, 1);
}

#[test]
fn the_clock_of_the_api_counts_not_the_page_s() {
    for skew in [-7_200, 7_200] {
        let mut world = World::new();
        world.call(1, VIEW);
        let token = world.token("a", Usage::UntilExpiration, 600, skew);
        world.give(Given::Token(token));
        let date = world.now.time + skew + 60;
        world.answer(1, shown(), Some(date));
        world.pass(485_000, false);
        assert_eq!(world.expiring, 1, "{skew}: a minute before the end by the API's clock");
        world.give(Given::Nothing);
        world.pass(50_000, false);
        assert!(world.is_shown, "{skew}");
        world.pass(10_000, false);
        assert!(!world.is_shown, "{skew}");
    }
}

#[test]
fn what_the_api_said_of_its_clock_is_known_of_the_next_token_too() {
    for skew in [-7_200, 7_200] {
        let mut world = World::new();
        world.call(1, PIN);
        let token = world.token("a", Usage::UntilExpiration, 600, skew);
        world.give(Given::Token(token));
        let date = world.now.time + skew;
        world.answer(1, done(), Some(date));
        world.step(Event::Finish { call: 1 });
        world.pass(540_000, false);
        let token = world.token("b", Usage::UntilExpiration, 600, skew);
        world.give(Given::Token(token));
        assert_eq!(world.session.token_state(), TokenState::Held, "{skew}: it has not ended");
        world.pass(540_000, false);
        world.give(Given::Nothing);
        // One that was refused since it has ended meanwhile is said to have ended.
        world.pass(50_000, false);
        world.call(2, PIN);
        world.pass(9_000, false);
        assert_eq!(world.expired, 0, "{skew}");
        world.pass(1_000, false);
        assert_eq!(world.expired, 1, "{skew}");
        world.answer(2, failed(Code::Unauthorized), None);
        world.give(Given::Nothing);
        assert_eq!(world.end(2), Some(Err((Code::TokenExpired, false))), "{skew}");
    }
}

#[test]
fn before_the_api_has_said_what_time_it_is_a_token_lives_from_its_beginning_to_its_end() {
    for skew in [-7_200, 7_200] {
        let mut world = World::new();
        world.call(1, PIN);
        let token = world.token("a", Usage::UntilExpiration, 600, skew);
        world.give(Given::Token(token));
        world.answer(1, done(), None);
        world.pass(540_000, false);
        world.give(Given::Nothing);
        world.pass(59_000, false);
        assert_eq!(world.expired, 0, "{skew}");
        world.pass(1_000, false);
        assert_eq!(world.expired, 1, "{skew}");
    }
}

#[test]
fn no_token_is_believed_to_live_longer_than_a_day() {
    let mut world = World::new();
    world.call(1, PIN);
    let token = world.token("a", Usage::UntilExpiration, 30 * 86_400, 0);
    world.give(Given::Token(token));
    world.answer(1, done(), None);
    world.pass(86_399_000, false);
    world.give(Given::Nothing);
    assert_eq!((world.expiring, world.expired), (1, 0));
    world.pass(1_000, false);
    assert_eq!(world.expired, 1);
}

#[test]
fn a_token_that_nobody_uses_is_watched_too() {
    let mut world = sent(PIN);
    world.answer(1, done(), None);
    world.step(Event::Finish { call: 1 });
    assert_eq!(world.session.wake(world.now), Some(world.now.ticks + 10_000), "the machine may sleep");
    world.pass(535_000, false);
    assert_eq!(world.session.wake(world.now), Some(world.now.ticks + 5_000), "another is asked for");
}

/// A world in which a call is on its way with a token, and another token has taken its place since.
fn overtaken() -> World {
    let mut world = World::new();
    world.call(1, PIN);
    let token = world.token("a", Usage::UntilExpiration, 20, 0);
    world.give(Given::Token(token));
    world.answer(1, done(), None);
    world.step(Event::Finish { call: 1 });
    world.pass(14_000, false);
    world.call(2, PIN);
    world.pass(2_000, false);
    world.give_token("b");
    assert_eq!((world.asks.as_slice(), &world.sent[&2]), ([First, Expiring].as_slice(), &world.text("a")));
    world
}

#[test]
fn a_refusal_of_a_token_says_nothing_of_the_one_that_took_its_place() {
    let mut world = overtaken();
    world.answer(2, failed(Code::Unauthorized), None);
    assert_eq!((world.asks.len(), &world.sent[&2]), (2, &world.text("b")), "it is there to be tried");

    let mut world = overtaken();
    world.answer(2, failed(Code::AccessDenied), None);
    world.step(Event::Finish { call: 2 });
    world.call(3, PIN);
    assert_eq!((world.asks.len(), &world.sent[&3]), (2, &world.text("b")));
}

#[test]
fn the_page_is_asked_ahead_only_for_what_it_may_have_and_somebody_may_need() {
    let mut world = sent(PIN);
    world.answer(1, done(), None);
    world.pass(541_000, false);
    world.give(Given::Nothing);
    world.step(Event::Return);
    assert_eq!(world.asks, [First, Expiring], "it had none a moment ago");

    let mut world = World::new();
    world.call(1, PIN);
    let once = world.token("a", Usage::SingleUse, 600, 0);
    world.give(Given::Token(once));
    world.answer(1, done(), None);
    world.step(Event::Return);
    assert_eq!(world.asks, [First], "one for a single use would be made for nothing");
}

#[test]
fn who_needs_a_token_does_not_wait_for_a_pause_that_was_made_for_nobody() {
    let mut world = sent(PIN);
    world.answer(1, done(), None);
    world.step(Event::Finish { call: 1 });
    world.pass(541_000, false);
    world.give(Given::Failed);
    world.call(2, PIN);
    world.answer(2, failed(Code::Unauthorized), None);
    assert_eq!(world.asks, [First, Expiring, Refused]);
}

#[test]
fn an_answer_to_what_was_asked_before_the_page_went_is_not_taken() {
    let mut world = World::new();
    world.call(1, PIN);
    let (request, _) = world.asked[0];
    world.step(Event::Leave { is_kept: true });
    assert_eq!(world.asks.len(), 2);
    let token = world.token("a", Usage::UntilExpiration, 600, 0);
    world.step(Event::Given { request, given: Given::Token(token) });
    assert_eq!(world.session.token_state(), TokenState::Asked);
    world.give_token("b");
    assert_eq!(world.sent[&1], world.text("b"));
}

#[test]
fn what_may_be_sent_again_only_after_the_call_s_time_is_told_at_once() {
    for (seconds, end) in [(14, None), (15, Some(Err((Code::RateLimited, false))))] {
        let mut world = sent(PIN);
        world.answer(1, Err(Failure { retry_after: Some(seconds), ..Code::RateLimited.into() }), None);
        assert_eq!(world.end(1), end, "{seconds}");
    }
}

#[test]
fn a_date_that_can_t_be_is_not_believed() {
    let mut world = sent(PIN);
    let date = world.now.time + 86_400;
    world.answer(1, done(), Some(date));
    world.step(Event::Finish { call: 1 });
    world.call(2, PIN);
    assert_eq!(world.asks, [First], "the token was taken, so it has not ended");
}

#[test]
fn a_token_for_another_object_is_doubted_and_tried_again_only_if_there_is_no_other() {
    let mut world = sent(PIN);
    world.answer(1, failed(Code::AccessDenied), None);
    assert_eq!(world.end(1), Some(Err((Code::AccessDenied, false))));
    world.step(Event::Finish { call: 1 });
    world.call(2, PIN);
    assert_eq!(world.asks, [First, Refused]);
    world.give(Given::Nothing);
    world.answer(2, done(), None);
    assert_eq!((world.end(2), world.uses.len()), (Some(Ok(false)), 1));
}

#[test]
fn a_callback_that_fails_is_asked_again_with_pauses_and_not_for_ever() {
    let mut world = World::new();
    world.call(1, PIN);
    for asks in 1..=3 {
        assert_eq!(world.asks.len(), asks);
        world.give(Given::Failed);
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
    world.give(Given::Failed);
    world.pass(999, false);
    assert_eq!((world.end(1), world.asks.len()), (None, 2), "it is asked for once more");
    world.pass(1, false);
    assert_eq!(world.end(1), Some(Err((Code::TokenUnavailable, false))));
}

#[test]
fn the_id_of_a_request_that_was_refused_is_told() {
    for (life, code) in [(600, Code::Unauthorized), (-60, Code::TokenExpired)] {
        let mut world = World::new();
        world.call(1, CREATE);
        let token = world.token("a", Usage::UntilExpiration, life, 0);
        world.give(Given::Token(token));
        let refusal = Failure { request_id: Some("r".to_owned()), ..Code::Unauthorized.into() };
        world.answer(1, Err(refusal), None);
        world.give(Given::Nothing);
        let told = world.failures.get(&1).map(|failure| (failure.code, failure.request_id.as_deref()));
        assert_eq!(told, Some((code, Some("r"))));
    }
}

#[test]
fn what_is_no_token_is_said_to_be_none() {
    let mut world = World::new();
    world.call(1, PIN);
    world.give(Given::Malformed);
    assert_eq!(world.end(1), Some(Err((Code::TokenMalformed, false))));
}

#[test]
fn what_reads_or_sets_is_sent_again_and_what_makes_is_not() {
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
fn what_may_have_been_done_by_the_first_try_stays_open_after_the_second() {
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
    assert_eq!(world.end(1), Some(Err((Code::RateLimited, false))), "ten seconds more are too long");
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
    // Between two requests, as an upload is: its next one is not sent.
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
    world.give(Given::Token(short));
    world.pass(6_000, false);
    world.answer(1, shown(), None);
    assert_eq!(world.end(1), Some(Err((Code::TokenExpired, false))));
    assert!(!world.is_shown);
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
    assert_eq!(Session::new(TIMEOUT).wake(world.now), None);
}
