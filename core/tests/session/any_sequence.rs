//! Random sequences of events, impossible ones included. [`World::step`] checks the rules.

use proptest::prelude::*;
use sordino_core::error::{Code, Failure};
use sordino_core::session::Event;
use sordino_core::session::tokens::TokenAnswer;
use sordino_core::token::Usage;
use sordino_core::use_case::Operation;

use crate::world::{World, done, failed, shown, unproved};

#[derive(Debug, Clone, Copy)]
enum Act {
    Call(u32, Operation),
    Again(u32),
    Finish(u32),
    Abort(u32),
    Give {
        value: u8,
        is_single: bool,
        life: i64,
        skew: i64,
    },
    GiveNone(u8),
    GiveLate(u32),
    Answer {
        call: u32,
        code: Option<Code>,
        shows: bool,
        is_unproved: bool,
        retry_after: Option<u32>,
        date: Option<i64>,
    },
    Pass {
        milliseconds: u64,
        is_asleep: bool,
    },
    SetClock(i64),
    Hide,
    Leave,
    Return,
}

fn act() -> impl Strategy<Value = Act> {
    let call = 1..5_u32;
    let operation = prop::sample::select(vec![
        Operation::SetPaymentCardPin,
        Operation::ViewPaymentCard,
        Operation::CreatePersonAccountHolder,
        Operation::UploadDocuments,
    ]);
    let code = prop::option::weighted(
        0.6,
        prop::sample::select(vec![
            Code::Unauthorized,
            Code::Unauthorized,
            Code::AccessDenied,
            Code::Network,
            Code::ServerError,
            Code::RateLimited,
            Code::UserError,
            Code::UnexpectedResponse,
            Code::GatewayRefused,
        ]),
    );
    let milliseconds = prop_oneof![0..3_000_u64, 0..20_000_u64, 0..900_000_u64];
    prop_oneof![
        4 => (call.clone(), operation).prop_map(|(call, operation)| Act::Call(call, operation)),
        1 => call.clone().prop_map(Act::Again),
        2 => call.clone().prop_map(Act::Finish),
        1 => call.clone().prop_map(Act::Abort),
        5 => (0..6_u8, any::<bool>(), -100..900_i64, prop_oneof![Just(0), -9_000..9_000_i64])
            .prop_map(|(value, is_single, life, skew)| Act::Give { value, is_single, life, skew }),
        1 => (0..3_u8).prop_map(Act::GiveNone),
        1 => (0..20_u32).prop_map(Act::GiveLate),
        6 => (call, code, any::<(bool, bool)>(), prop::option::of(0..30_u32), prop::option::of(-9_000..9_000_i64))
            .prop_map(|(call, code, (shows, is_unproved), retry_after, date)| {
                Act::Answer { call, code, shows, is_unproved, retry_after, date }
            }),
        3 => (milliseconds, prop::bool::weighted(0.2))
            .prop_map(|(milliseconds, is_asleep)| Act::Pass { milliseconds, is_asleep }),
        1 => (-9_000..9_000_i64).prop_map(Act::SetClock),
        1 => Just(Act::Hide),
        1 => Just(Act::Leave),
        1 => Just(Act::Return),
    ]
}

fn perform(world: &mut World, act: Act) {
    match act {
        Act::Call(call, operation) => world.call(call, operation),
        Act::Again(call) => world.request(call, sordino_core::use_case::Effect::Make),
        // A call that waits for an answer ends only through another event.
        Act::Finish(call) if world.owed() == 0 => world.step(Event::Finish { call }),
        Act::Abort(call) => world.step(Event::Abort { call }),
        Act::Give { value, is_single, life, skew } => {
            let usage = if is_single { Usage::SingleUse } else { Usage::UntilExpiration };
            let token = world.token(&format!("{value}{is_single}"), usage, life, skew);
            world.give(TokenAnswer::Token(token));
        }
        Act::GiveNone(how) => world.give(match how {
            0 => TokenAnswer::Nothing,
            1 => TokenAnswer::Failed,
            _ => TokenAnswer::Malformed,
        }),
        // An answer to a request that has its answer already, or that was never sent.
        Act::GiveLate(request) if world.asked.iter().all(|(asked, _)| *asked != request) => {
            let token = world.token("late", Usage::UntilExpiration, 600, 0);
            world.step(Event::TokenAnswer { request, answer: TokenAnswer::Token(token) });
            assert!(
                !world.uses.contains_key(&world.text("late")),
                "a token that nobody asked for went out"
            );
        }
        Act::Finish(_) | Act::GiveLate(_) => {}
        Act::Answer { call, code, shows, is_unproved, retry_after, date } => {
            let date = date.map(|date| world.now.time + date);
            let answer = match code {
                Some(code @ (Code::RateLimited | Code::ServerError)) => {
                    Err(Failure { retry_after, ..code.into() })
                }
                Some(code) if is_unproved => unproved(code),
                Some(code) => failed(code),
                None if shows && world.reads(call) => shown(),
                None => done(),
            };
            world.answer(call, answer, date);
        }
        Act::Pass { milliseconds, is_asleep } => world.pass(milliseconds, is_asleep),
        Act::SetClock(seconds) => {
            world.now.time += seconds;
            // No event reports the change; the next check finds it.
            world.step(Event::Time);
        }
        Act::Hide => world.step(Event::Hide),
        Act::Leave => world.step(Event::Leave { is_kept: true }),
        Act::Return => world.step(Event::Return),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nothing_is_done_twice_shown_too_long_or_left_unanswered(acts in prop::collection::vec(act(), 1..80), is_destroyed: bool) {
        let mut world = World::new();
        world.objects.extend([(2, "cd_2"), (4, "cd_2")]);
        for act in acts {
            perform(&mut world, act);
        }
        if is_destroyed {
            world.destroy();
            world.step(Event::Return);
            world.call(9, Operation::ViewPaymentCard);
        }
        // From here on only time passes: every call gets an answer, and nothing stays shown.
        for _ in 0..10 {
            world.pass(1_000_000, false);
        }
        prop_assert_eq!(world.owed(), 0);
        world.pass(100_000_000, false);
        prop_assert!(!world.is_shown);
    }
}
