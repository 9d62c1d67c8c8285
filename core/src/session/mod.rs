//! A session as a state machine. It knows the token and the calls, takes events, and returns
//! commands. The vault runs it: it hands in each event and carries out the commands in order.
//! Nothing else asks for a token, sends a request, or allows a value to be revealed.
//!
//! - [`tokens`]: the client token: none → asked → held → ending → ended or refused.
//! - [`calls`]: the calls: gathering → waiting for the token → sent → answered, and the retries.
//! - `lease`: a token with its end.
//! - [`clock`]: two clocks, each of which can be wrong in its own way.
//!
//! Rules that hold in every state, after any sequence of events (`tests/session` tries to break
//! them):
//!
//! 1. One request for a token is under way at a time. It has a time limit, and a page that fails to
//!    give a token is asked again after pauses, up to a limit.
//! 2. A token is sent only while it lives, as far as the vault can know. A token for a single use
//!    is sent once, whatever the outcome of the request, even if the page gives it a second time.
//! 3. A request that makes something is sent again only if the API refused the token before it did
//!    anything; nobody can know that of a token for a single use. A request that reads or sets may
//!    be sent [`calls::SENDS`] times within the call's time.
//! 4. Shown values are masked when the token that read them ends, unless the API has accepted
//!    another token for the same object since, and when the page goes away. The answer to a request
//!    from before that time shows nothing. A page that is away is asked for no token.
//! 5. After [`Event::Destroy`] the machine does nothing.
//! 6. Every call that asked for something is told its outcome, so there is always a next moment for
//!    [`StateMachine::next_wake`].
//!
//! `tests/session/picture.rs` draws the machine in docs/SESSION.md from what it does.

pub mod calls;
pub mod clock;
mod command;
mod lease;
pub mod tokens;

pub use command::Command;

use std::rc::Rc;

use crate::error::{Code, Failure};
use crate::time::Seconds;
use crate::use_case::{Operation, Success, is_same_object};

use calls::{CallState, Calls, Request};
use clock::{End, Milliseconds, Now};
use tokens::{TokenAnswer, TokenState, Tokens};

/// An event.
pub enum Event {
    /// The page calls an operation.
    Begin {
        /// The page's number for the call.
        call: u32,
        /// The operation.
        operation: Operation,
    },
    /// A call has gathered its input and asks to send a request. Some calls ask several times, one
    /// request after the other.
    Request(Request),
    /// The answer to a request, or its failure.
    Answer {
        /// The call.
        call: u32,
        /// How it ended.
        answer: Result<Success, Failure>,
        /// The response's header `Date`.
        date: Option<Seconds>,
    },
    /// The page no longer wants a call's answer.
    Abort {
        /// The call.
        call: u32,
    },
    /// A call has ended.
    Finish {
        /// The call.
        call: u32,
    },
    /// The page answered a request for a token.
    TokenAnswer {
        /// The number of the request.
        request: u32,
        /// The page's answer.
        answer: TokenAnswer,
    },
    /// Time went by.
    Time,
    /// The page is hidden, so nobody needs a token.
    Hide,
    /// The page goes away.
    Leave {
        /// Whether the page may only go into the back/forward cache. If not, the vault goes with
        /// the page, and its calls need no answer.
        is_kept: bool,
    },
    /// The page is back: shown again, restored from the cache, or awake.
    Return,
    /// The session ends.
    Destroy,
}

/// The state machine.
pub struct StateMachine {
    /// Milliseconds that one answer may take, of the page or of the API.
    pub timeout: Milliseconds,
    tokens: Tokens,
    calls: Calls,
    /// The objects with values that may be revealed. Each entry ends with the token that read the
    /// object, or with another token that the API has accepted for it since.
    shown: Vec<(Option<Box<str>>, End)>,
    is_over: bool,
}

impl StateMachine {
    /// Creates the machine of a session that has just begun.
    pub fn new(timeout: Milliseconds) -> Self {
        Self {
            timeout,
            tokens: Tokens::default(),
            calls: Calls::default(),
            shown: Vec::new(),
            is_over: false,
        }
    }

    /// Takes an event and returns the commands to carry out.
    pub fn step(&mut self, now: Now, event: Event) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.is_over {
            // A call that comes too late is refused. All other calls have had their answer.
            if let Event::Begin { call, .. } = event {
                commands.push(Command::Refuse { call, code: Code::Destroyed });
            }
            return commands;
        }
        // Ends whatever has ended before this event, because a timer sleeps with the machine.
        self.advance(now, &mut commands);
        match event {
            Event::Begin { call, operation } => {
                commands.push(match self.calls.begin(call, operation) {
                    Ok(()) => Command::Gather { call },
                    Err(code) => Command::Refuse { call, code },
                });
            }
            Event::Request(request) => {
                self.calls.queue_request(request, now.ticks + self.timeout, &mut commands);
                if self.tokens.is_gone() {
                    self.calls.end_reads(&mut commands);
                }
            }
            Event::Answer { call, answer, date } => {
                self.handle_answer(now, call, answer, date, &mut commands);
            }
            Event::Abort { call } => self.calls.abort(call, &mut commands),
            Event::Finish { call } => self.calls.finish(call),
            Event::TokenAnswer { request, answer } => {
                self.receive_token(now, request, answer, &mut commands);
            }
            Event::Time => {}
            Event::Hide => self.tokens.set_hidden(),
            Event::Leave { is_kept } => {
                self.tokens.leave();
                if is_kept {
                    self.calls.end_reads(&mut commands);
                }
                self.mask(&mut commands);
            }
            Event::Return => self.tokens.come_back(now, self.timeout, &mut commands),
            Event::Destroy => return self.destroy(commands),
        }
        self.send_waiting(now, &mut commands);
        commands
    }

    /// Returns when to hand in [`Event::Time`], by the steady clock, if no other event comes first.
    pub fn next_wake(&self, now: Now) -> Option<Milliseconds> {
        let reveal = self.reveal_end().map(|end| end.next_check(now));
        [self.tokens.next_wake(now), self.calls.next_wake(), reveal].into_iter().flatten().min()
    }

    /// Returns the state of the token.
    pub fn token_state(&self) -> TokenState {
        self.tokens.state()
    }

    /// Returns the state of a call; `None` if no call has this number.
    pub fn call_state(&self, call: u32) -> Option<CallState> {
        self.calls.state(call)
    }

    /// Returns whether a value may be revealed at this moment.
    pub fn may_reveal(&self, now: Now) -> bool {
        self.reveal_end().is_some_and(|end| !end.is_past(now))
    }

    /// Returns the time until which values may be revealed; `None` if there is nothing to show. The
    /// earliest end counts for all values, because they are masked together.
    fn reveal_end(&self) -> Option<End> {
        let mut first = None;
        for &(_, end) in &self.shown {
            first = Some(first.map_or(end, |first: End| first.earlier(end)));
        }
        first
    }

    fn advance(&mut self, now: Now, commands: &mut Vec<Command>) {
        let failed = self.tokens.advance(now, self.timeout, commands);
        if let Some(code) = failed {
            self.calls.fail_waiting(code, commands);
        }
        if self.reveal_end().is_some_and(|end| end.is_past(now)) {
            self.mask(commands);
        }
        self.calls.advance(now, commands);
    }

    fn receive_token(
        &mut self,
        now: Now,
        request: u32,
        answer: TokenAnswer,
        commands: &mut Vec<Command>,
    ) {
        if let Err(code) = self.tokens.receive(now, request, answer) {
            self.calls.fail_waiting(code, commands);
        }
    }

    fn handle_answer(
        &mut self,
        now: Now,
        call: u32,
        answer: Result<Success, Failure>,
        date: Option<Seconds>,
        commands: &mut Vec<Command>,
    ) {
        let Some((used, object)) = self.calls.take_answered(call) else { return };
        let code = answer.as_ref().err().map(|failure| failure.code);
        if let Some(date) = date {
            self.tokens.learn_clock(now, date, &used.token, code == Some(Code::Unauthorized));
        }
        match answer {
            Ok(success) => {
                let end = self.tokens.end_of(now, &used);
                let shows = !success.shown.is_empty();
                if shows && end.is_past(now) {
                    self.calls.deliver(call, Err(Code::TokenExpired.into()), commands);
                } else {
                    self.extend_reveal(object, end, shows);
                    self.calls.deliver(call, Ok(success), commands);
                }
            }
            Err(failure) => {
                // The API only says that it refuses a token, not that the token has ended.
                let has_ended = self.tokens.has_ended(now, &used.token);
                let failure = match failure.code {
                    Code::Unauthorized => {
                        self.tokens.handle_refusal(&used.token, has_ended);
                        let code = if has_ended { Code::TokenExpired } else { Code::Unauthorized };
                        let Failure { request_id, outcome, .. } = failure;
                        Failure { request_id, outcome, ..code.into() }
                    }
                    Code::AccessDenied => {
                        self.tokens.distrust(&used.token);
                        failure
                    }
                    _ => failure,
                };
                self.calls.handle_failure(now, call, used.token.usage(), failure, commands);
            }
        }
    }

    /// Lets the values of an object be revealed until the end of a token that the API has accepted
    /// for it.
    fn extend_reveal(&mut self, object: Option<Box<str>>, end: End, shows: bool) {
        let known = self.shown.iter_mut().find(|(of, _)| match (of, &object) {
            (Some(one), Some(other)) => is_same_object(one, other),
            (None, None) => shows,
            _ => false,
        });
        match known {
            // The answer to a request with the previous token may come late.
            Some((_, known)) if end.ticks > known.ticks => *known = end,
            None if shows => self.shown.push((object, end)),
            _ => {}
        }
    }

    /// Sends each call that waits with a token, or asks the page for one.
    fn send_waiting(&mut self, now: Now, commands: &mut Vec<Command>) {
        while let Some(call) = self.calls.first_waiting() {
            let Some(leased) = self.tokens.take() else {
                return self.tokens.ask_for_call(now, self.timeout, commands);
            };
            commands.push(Command::Send { call: call.id(), token: Rc::clone(&leased.token) });
            call.mark_sent(leased, now.ticks + self.timeout);
        }
    }

    fn destroy(&mut self, mut commands: Vec<Command>) -> Vec<Command> {
        self.is_over = true;
        self.tokens = Tokens::default();
        self.calls.end_all(&mut commands);
        self.mask(&mut commands);
        commands
    }

    fn mask(&mut self, commands: &mut Vec<Command>) {
        if !self.shown.is_empty() {
            self.shown.clear();
            commands.push(Command::Mask);
        }
    }
}
