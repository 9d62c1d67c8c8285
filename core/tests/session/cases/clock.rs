//! The end of a token by three clocks: the vault's two, and the API's.

use sordino_core::error::Code;
use sordino_core::protocol::TokenReason::First;
use sordino_core::session::tokens::{TokenAnswer, TokenState};
use sordino_core::session::{Command, Event};
use sordino_core::token::{ClientToken, Usage};

use super::{PIN, VIEW, sent, showing};
use crate::world::{World, done, failed, shown};

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
fn the_clock_of_the_api_counts_not_the_page_s() {
    for skew in [-7_200, 7_200] {
        let mut world = World::new();
        world.call(1, VIEW);
        let token = world.token("a", Usage::UntilExpiration, 600, skew);
        world.give(TokenAnswer::Token(token));
        let date = world.now.time + skew + 60;
        world.answer(1, shown(), Some(date));
        world.pass(485_000, false);
        assert_eq!(world.expiring, 1, "{skew}: a minute before the end by the API's clock");
        world.give(TokenAnswer::Nothing);
        world.pass(50_000, false);
        assert!(world.is_shown, "{skew}");
        world.pass(10_000, false);
        assert!(!world.is_shown, "{skew}");
    }
}

#[test]
fn the_clock_of_the_api_counts_for_the_next_token_too() {
    for skew in [-7_200, 7_200] {
        let mut world = World::new();
        world.call(1, PIN);
        let token = world.token("a", Usage::UntilExpiration, 600, skew);
        world.give(TokenAnswer::Token(token));
        let date = world.now.time + skew;
        world.answer(1, done(), Some(date));
        world.step(Event::Finish { call: 1 });
        world.pass(540_000, false);
        let token = world.token("b", Usage::UntilExpiration, 600, skew);
        world.give(TokenAnswer::Token(token));
        assert_eq!(world.session.token_state(), TokenState::Held, "{skew}: it has not ended");
        world.pass(540_000, false);
        world.give(TokenAnswer::Nothing);
        // A token that was refused because it had ended is reported as ended.
        world.pass(50_000, false);
        world.call(2, PIN);
        world.pass(9_000, false);
        assert_eq!(world.expired, 0, "{skew}");
        world.pass(1_000, false);
        assert_eq!(world.expired, 1, "{skew}");
        world.answer(2, failed(Code::Unauthorized), None);
        world.give(TokenAnswer::Nothing);
        assert_eq!(world.end(2), Some(Err((Code::TokenExpired, false))), "{skew}");
    }
}

#[test]
fn before_the_api_has_said_what_time_it_is_a_token_lives_from_its_beginning_to_its_end() {
    for skew in [-7_200, 7_200] {
        let mut world = World::new();
        world.call(1, PIN);
        let token = world.token("a", Usage::UntilExpiration, 600, skew);
        world.give(TokenAnswer::Token(token));
        world.answer(1, done(), None);
        world.pass(540_000, false);
        world.give(TokenAnswer::Nothing);
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
    world.give(TokenAnswer::Token(token));
    world.answer(1, done(), None);
    world.pass(86_399_000, false);
    world.give(TokenAnswer::Nothing);
    assert_eq!((world.expiring, world.expired), (1, 0));
    world.pass(1_000, false);
    assert_eq!(world.expired, 1);
}

#[test]
fn a_token_that_nobody_uses_is_watched_too() {
    let mut world = sent(PIN);
    world.answer(1, done(), None);
    world.step(Event::Finish { call: 1 });
    assert_eq!(
        world.session.next_wake(world.now),
        Some(world.now.ticks + 10_000),
        "the machine may sleep"
    );
    world.pass(535_000, false);
    assert_eq!(
        world.session.next_wake(world.now),
        Some(world.now.ticks + 5_000),
        "another is asked for"
    );
}

#[test]
fn no_date_of_the_api_prolongs_a_token_beyond_its_own_life() {
    for behind in [3_600, 40 * 365 * 86_400, i64::MAX / 2] {
        let mut world = sent(VIEW);
        let date = world.now.time - behind;
        world.answer(1, shown(), Some(date));
        world.step(Event::Finish { call: 1 });
        // The next token is bounded too, by the API's clock that is known now.
        world.pass(541_000, false);
        world.give_token("b");
        world.call(2, VIEW);
        world.answer(2, shown(), Some(date));
        world.pass(599_000, false);
        assert!(world.is_shown, "{behind}");
        world.pass(1_000, false);
        assert!(!world.is_shown, "{behind}");
        assert_eq!(world.expired, 1, "{behind}");
    }
}

#[test]
fn no_claim_of_a_token_is_too_large_for_the_clocks() {
    use base64::Engine as _;
    for (issued, expires) in
        [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (0, i64::MAX), (i64::MIN, 0)]
    {
        let claims = format!(r#"{{"iat":{issued},"exp":{expires}}}"#);
        let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(claims);
        let text = zeroize::Zeroizing::new(format!("e30.{claims}.c2ln"));
        let mut world = World::new();
        world.call(1, PIN);
        let token = ClientToken::new(text, None, Usage::UntilExpiration, world.now.time);
        let Ok(token) = token else { panic!("no token") };
        let (request, _) = world.asked[0];
        let commands = world
            .session
            .step(world.now, Event::TokenAnswer { request, answer: TokenAnswer::Token(token) });
        assert!(matches!(commands[..], [Command::Send { .. }]), "{issued} {expires}");
        let answer = Event::Answer { call: 1, answer: done(), date: Some(i64::MIN) };
        let commands = world.session.step(world.now, answer);
        assert!(matches!(commands[..], [Command::Deliver { .. }]), "{issued} {expires}");
        world.now.ticks += 86_400_000;
        let commands = world.session.step(world.now, Event::Time);
        assert!(
            commands.iter().any(|command| matches!(command, Command::Expired)),
            "{issued} {expires}"
        );
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
