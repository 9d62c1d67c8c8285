//! A session as a state machine: what is known of the token and of the calls, what happens, and
//! what is to be done about it. The vault runs on it: it hands in events and carries out the
//! effects, in order; nothing else asks for a token, sends, or lets something be revealed.
//!
//! - [`tokens`]: the client token: none → asked → held → ending → ended or refused.
//! - [`calls`]: the calls: gathering → waiting for the token → sent → answered, and what is tried
//!   again.
//! - [`clock`]: two clocks, of which each can be wrong in its own way.
//!
//! What holds in every state, whatever happens (`tests/session` tries to break it):
//!
//! 1. One request for a token at a time, with an end, and with pauses and a limit when the page
//!    fails to give one.
//! 2. A token goes out only while it lives, as far as can be known; one for a single use goes out
//!    once, whatever became of the request, also if the page gives it a second time.
//! 3. What makes something is sent again only if the API has refused the token before it did
//!    anything, which of a token for a single use nobody knows; what reads or sets may be sent
//!    [`calls::SENDS`] times, within the call's time.
//! 4. Shown values are taken back when the token ends that read them, unless the API has accepted
//!    another for the same object since, and when the page goes away. The answer to a request from
//!    before that shows nothing, and while the page is away it is asked for no token.
//! 5. After [`Event::Destroy`] nothing is done any more.
//! 6. Every call that asked for something is told what became of it: there is always a next moment
//!    to [`Session::wake`] at.
//!
//! Its picture is in docs/SESSION.md, made by `tests/session/picture.rs` from what the machine
//! does.

pub mod calls;
pub mod clock;
mod effect;
pub mod tokens;

pub use effect::Effect;

use std::rc::Rc;

use crate::error::{Code, Failure};
use crate::time::Seconds;
use crate::use_case::{Operation, Success, is_same_object};

use calls::{CallState, Calls, Request};
use clock::{End, Milliseconds, Now};
use tokens::{Given, TokenState, Tokens};

/// Something that happened.
pub enum Event {
    /// The page calls an operation.
    Begin {
        /// The page's number for it.
        call: u32,
        /// Which.
        operation: Operation,
    },
    /// A call has gathered what it wants to send. Some calls do so several times, one after the
    /// other.
    Request(Request),
    /// What came of a request that was sent.
    Answer {
        /// Whose.
        call: u32,
        /// How it ended.
        answer: Result<Success, Failure>,
        /// The response's header `Date`.
        date: Option<Seconds>,
    },
    /// The page no longer wants a call's answer.
    Abort {
        /// Which.
        call: u32,
    },
    /// A call wants nothing more.
    Finish {
        /// Which.
        call: u32,
    },
    /// The page answered a request for a token.
    Given {
        /// The number of the request.
        request: u32,
        /// What it gave.
        given: Given,
    },
    /// Time went by.
    Time,
    /// The page is hidden: nobody is there to use a token.
    Hide,
    /// The page goes away.
    Leave {
        /// Perhaps only into the back/forward cache. Else the vault goes with it, and has nothing
        /// to say of its calls any more.
        is_kept: bool,
    },
    /// The page is there again: shown, back from the cache, or awake.
    Return,
    /// The session ends.
    Destroy,
}

/// The machine.
pub struct Session {
    /// Milliseconds that one answer may take, of the page or of the API.
    pub timeout: Milliseconds,
    tokens: Tokens,
    calls: Calls,
    /// The objects of which something may be revealed, each until the end of the token that read
    /// it, or of another that the API has accepted for the same object since.
    shown: Vec<(Option<Box<str>>, End)>,
    is_over: bool,
}

impl Session {
    /// A session that has just begun.
    pub fn new(timeout: Milliseconds) -> Self {
        Self {
            timeout,
            tokens: Tokens::default(),
            calls: Calls::default(),
            shown: Vec::new(),
            is_over: false,
        }
    }

    /// Takes an event, and says what is to be done.
    pub fn step(&mut self, now: Now, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.is_over {
            // A call that comes too late is told so; all others have been.
            if let Event::Begin { call, .. } = event {
                effects.push(Effect::Refuse { call, code: Code::Destroyed });
            }
            return effects;
        }
        // Whatever happens, what has ended meanwhile has ended before: a timer sleeps with the
        // machine.
        self.pass(now, &mut effects);
        match event {
            Event::Begin { call, operation } => {
                effects.push(match self.calls.begin(call, operation) {
                    Ok(()) => Effect::Gather { call },
                    Err(code) => Effect::Refuse { call, code },
                });
            }
            Event::Request(request) => {
                self.calls.request(request, now.ticks + self.timeout, &mut effects);
                if self.tokens.is_gone() {
                    self.calls.leave(&mut effects);
                }
            }
            Event::Answer { call, answer, date } => {
                self.answer(now, call, answer, date, &mut effects);
            }
            Event::Abort { call } => self.calls.abort(call, &mut effects),
            Event::Finish { call } => self.calls.finish(call),
            Event::Given { request, given } => self.given(now, request, given, &mut effects),
            Event::Time => {}
            Event::Hide => self.tokens.hide(),
            Event::Leave { is_kept } => {
                self.tokens.leave();
                if is_kept {
                    self.calls.leave(&mut effects);
                }
                self.mask(&mut effects);
            }
            Event::Return => self.tokens.back(now, self.timeout, &mut effects),
            Event::Destroy => return self.destroy(effects),
        }
        self.send_waiting(now, &mut effects);
        effects
    }

    /// When to hand in [`Event::Time`], by the steady clock, if nothing else happens before.
    pub fn wake(&self, now: Now) -> Option<Milliseconds> {
        let reveal = self.reveal().map(|end| end.next(now));
        [self.tokens.wake(now), self.calls.wake(), reveal].into_iter().flatten().min()
    }

    /// Where the token is.
    pub fn token_state(&self) -> TokenState {
        self.tokens.state()
    }

    /// Where a call is; `None` when there is none of this number.
    pub fn call_state(&self, call: u32) -> Option<CallState> {
        self.calls.state(call)
    }

    /// Whether something may be revealed at this moment.
    pub fn may_reveal(&self, now: Now) -> bool {
        self.reveal().is_some_and(|end| !end.is_past(now))
    }

    /// Until when something may be revealed: the first end counts for all, since all is taken back
    /// together. Nothing was given to show if there is no such time.
    fn reveal(&self) -> Option<End> {
        let mut first = None;
        for &(_, end) in &self.shown {
            first = Some(first.map_or(end, |first: End| first.sooner(end)));
        }
        first
    }

    fn pass(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let failed = self.tokens.pass(now, self.timeout, effects);
        if let Some(code) = failed {
            self.calls.fail_waiting(code, effects);
        }
        if self.reveal().is_some_and(|end| end.is_past(now)) {
            self.mask(effects);
        }
        self.calls.pass(now, effects);
    }

    fn given(&mut self, now: Now, request: u32, given: Given, effects: &mut Vec<Effect>) {
        if let Err(code) = self.tokens.given(now, request, given) {
            self.calls.fail_waiting(code, effects);
        }
    }

    fn answer(
        &mut self,
        now: Now,
        call: u32,
        answer: Result<Success, Failure>,
        date: Option<Seconds>,
        effects: &mut Vec<Effect>,
    ) {
        let Some((used, object)) = self.calls.answered(call) else { return };
        let code = answer.as_ref().err().map(|failure| failure.code);
        if let Some(date) = date {
            self.tokens.learn(now, date, &used.token, code == Some(Code::Unauthorized));
        }
        match answer {
            Ok(success) => {
                let end = self.tokens.end_of(now, &used);
                let shows = !success.shown.is_empty();
                if shows && end.is_past(now) {
                    self.calls.deliver(call, Err(Code::TokenExpired.into()), effects);
                } else {
                    self.accept(object, end, shows);
                    self.calls.deliver(call, Ok(success), effects);
                }
            }
            Err(failure) => {
                // Of a token that has ended, the API says no more than that it refuses it.
                let has_ended = self.tokens.is_ended(now, &used.token);
                let failure = match failure.code {
                    Code::Unauthorized => {
                        self.tokens.refuse(&used.token, has_ended);
                        let code = if has_ended { Code::TokenExpired } else { Code::Unauthorized };
                        let Failure { request_id, outcome, .. } = failure;
                        Failure { request_id, outcome, ..code.into() }
                    }
                    Code::AccessDenied => {
                        self.tokens.doubt(&used.token);
                        failure
                    }
                    _ => failure,
                };
                self.calls.failed(now, call, used.token.usage(), failure, effects);
            }
        }
    }

    /// The API has accepted a token for an object: what is shown of it may be revealed until that
    /// token ends.
    fn accept(&mut self, object: Option<Box<str>>, end: End, shows: bool) {
        let known = self.shown.iter_mut().find(|(of, _)| match (of, &object) {
            (Some(one), Some(other)) => is_same_object(one, other),
            (None, None) => shows,
            _ => false,
        });
        match known {
            // An answer may come late, to a request with the token before.
            Some((_, known)) if end.ticks > known.ticks => *known = end,
            None if shows => self.shown.push((object, end)),
            _ => {}
        }
    }

    /// Every call that waits gets a token and is sent, or a token is asked for.
    fn send_waiting(&mut self, now: Now, effects: &mut Vec<Effect>) {
        while let Some(call) = self.calls.first_waiting() {
            let Some(held) = self.tokens.take() else {
                return self.tokens.want(now, self.timeout, effects);
            };
            effects.push(Effect::Send { call: call.id(), token: Rc::clone(&held.token) });
            call.sent(held, now.ticks + self.timeout);
        }
    }

    fn destroy(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        self.is_over = true;
        self.tokens = Tokens::default();
        self.calls.end(&mut effects);
        self.mask(&mut effects);
        effects
    }

    fn mask(&mut self, effects: &mut Vec<Effect>) {
        if !self.shown.is_empty() {
            self.shown.clear();
            effects.push(Effect::Mask);
        }
    }
}
