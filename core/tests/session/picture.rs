//! Draws the state machine from its behaviour: every transition that three hundred thousand events
//! cause. The events are random but the same in each run. A state that no transition enters or
//! leaves is dead, and fails the test.
//!
//! `UPDATE_GENERATED=1` writes the picture into docs/SESSION.md, between its two marks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use sordino_core::error::{Code, Failure};
use sordino_core::session::Event;
use sordino_core::session::calls::CallState;
use sordino_core::session::tokens::{TokenAnswer, TokenState};
use sordino_core::token::Usage;
use sordino_core::use_case::{self, Operation};

use crate::world::{World, done, failed, shown};

/// Transitions from state to state, with the events that cause them.
type Steps = BTreeMap<(&'static str, &'static str), BTreeSet<&'static str>>;

/// A random generator (xorshift) with the same numbers in each run.
struct Die(u64);

impl Die {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// Sends a random event, and returns its name in the picture.
fn act(world: &mut World, die: &mut Die) -> &'static str {
    let call = 1 + u32::try_from(die.roll(2)).unwrap_or_default();
    match die.roll(22) {
        0..=3 => {
            let operations = [
                Operation::SetPaymentCardPin,
                Operation::ViewPaymentCard,
                Operation::CreateAuthorizedUser,
            ];
            world.step(Event::Begin {
                call,
                operation: operations[usize::try_from(die.roll(3)).unwrap_or_default()],
            });
            "called"
        }
        4..=6 => {
            let effects = [use_case::Effect::Read, use_case::Effect::Set, use_case::Effect::Make];
            world.request(call, effects[usize::try_from(die.roll(3)).unwrap_or_default()]);
            "gathered"
        }
        7..=8 => {
            let usage = if die.roll(4) == 0 { Usage::SingleUse } else { Usage::UntilExpiration };
            let name = die.roll(1_000_000).to_string();
            let token =
                world.token(&name, usage, 10 + i64::try_from(die.roll(600)).unwrap_or_default(), 0);
            world.give(TokenAnswer::Token(token));
            "token given"
        }
        9 => {
            world.give(match die.roll(3) {
                0 => TokenAnswer::Nothing,
                1 => TokenAnswer::Failed,
                _ => TokenAnswer::Malformed,
            });
            "no token given"
        }
        10..=13 => {
            let answer = if die.roll(2) == 0 || !world.reads(call) { done() } else { shown() };
            world.answer(call, answer, None);
            "answer"
        }
        14 => {
            world.answer(call, failed(Code::Unauthorized), None);
            "token refused"
        }
        15 => {
            world.answer(call, failed(Code::AccessDenied), None);
            "access denied"
        }
        16 => {
            world.answer(call, Err(Failure::from(Code::Network)), None);
            "connection lost"
        }
        17 => {
            if matches!(
                world.session.call_state(call),
                Some(CallState::Gathering | CallState::Answered)
            ) {
                world.step(Event::Finish { call });
            }
            "finished"
        }
        18 => {
            world.step(Event::Abort { call });
            "aborted"
        }
        19 => {
            let most = [300, 5_000, 200_000][usize::try_from(die.roll(3)).unwrap_or_default()];
            world.now.ticks += die.roll(most);
            world.step(Event::Time);
            "time"
        }
        20 => {
            world.step(Event::Leave { is_kept: true });
            "page left"
        }
        _ => {
            world.step(Event::Return);
            "page back"
        }
    }
}

/// The states of the token, of a call, and of the shown values.
fn states(world: &World) -> [&'static str; 3] {
    let call = world.session.call_state(1).map_or("[*]", CallState::name);
    let shown = if world.is_shown { "shown" } else { "[*]" };
    let token = if world.is_over { "[*]" } else { world.session.token_state().name() };
    [token, call, shown]
}

fn explore() -> [Steps; 3] {
    let mut steps: [Steps; 3] = Default::default();
    let mut die = Die(0x5eed_0f50_4d1e_0001);
    for _ in 0..3_000 {
        let mut world = World::new();
        for _ in 0..100 {
            let before = states(&world);
            let what = act(&mut world, &mut die);
            note(&mut steps, before, states(&world), what);
        }
        let before = states(&world);
        world.destroy();
        note(&mut steps, before, states(&world), "destroyed");
    }
    steps
}

fn note(
    steps: &mut [Steps; 3],
    before: [&'static str; 3],
    after: [&'static str; 3],
    what: &'static str,
) {
    for ((steps, before), after) in steps.iter_mut().zip(before).zip(after) {
        if before != after {
            steps.entry((before, after)).or_default().insert(what);
        }
    }
}

fn diagram(title: &str, first: Option<&str>, steps: &Steps) -> String {
    let mut text = format!("### {title}\n\n```mermaid\nstateDiagram-v2\n");
    if let Some(first) = first {
        let _written = writeln!(text, "  [*] --> {first}");
    }
    for ((from, to), events) in steps {
        let events: Vec<_> = events.iter().copied().collect();
        let _written = writeln!(text, "  {from} --> {to}: {}", events.join(", "));
    }
    text + "```\n"
}

fn check_no_state_is_dead(all: &[&'static str], steps: &Steps, first: Option<&str>) {
    for &state in all {
        assert!(
            Some(state) == first || steps.keys().any(|(_, to)| *to == state),
            "nothing leads to {state}"
        );
        assert!(steps.keys().any(|(from, _)| *from == state), "nothing leads out of {state}");
    }
}

#[test]
fn no_state_is_dead_and_the_picture_is_current() {
    let [tokens, calls, reveal] = explore();
    let names = |states: &[TokenState]| states.iter().map(|state| state.name()).collect::<Vec<_>>();
    check_no_state_is_dead(&names(TokenState::ALL), &tokens, Some("none"));
    let names: Vec<_> = CallState::ALL.iter().map(|state| state.name()).collect();
    check_no_state_is_dead(&names, &calls, None);
    check_no_state_is_dead(&["shown"], &reveal, None);

    let picture = [
        diagram("The token", Some("none"), &tokens),
        diagram("A call", None, &calls),
        diagram("What is revealed", None, &reveal),
    ]
    .join("\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/SESSION.md");
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let (begin, end) =
        ("<!-- picture: made by `cargo xtask generate` -->\n", "<!-- end of picture -->");
    let parts =
        found.split_once(begin).and_then(|(head, rest)| Some((head, rest.split_once(end)?.1)));
    let Some((head, tail)) = parts else { panic!("{} has lost its marks", path.display()) };
    let current = format!("{head}{begin}\n{picture}\n{end}{tail}");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        assert!(std::fs::write(&path, &current).is_ok(), "can't write {}", path.display());
        return;
    }
    assert!(found == current, "{} is not current: run `cargo xtask generate`", path.display());
}
