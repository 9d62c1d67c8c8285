//! The calls under way.

use super::clock::{Milliseconds, Now};
use super::effect::Effect;
use super::tokens::Held;
use crate::error::{Code, Failure, Outcome};
use crate::named::named;
use crate::protocol::limits;
use crate::token::Usage;
use crate::use_case::{self, Operation, Success};

/// How often one request is sent at most, if sending it again can do no harm.
pub const SENDS: u8 = 3;

named! {
    /// Where a call is.
    pub enum CallState {
        /// It gathers what it will send; nothing has left the vault.
        Gathering = "gathering",
        /// It needs a token.
        Waiting = "waiting",
        /// It is on its way, or with the API.
        Sent = "sent",
        /// It failed in a way that may pass, and is sent again after a pause.
        Pausing = "pausing",
        /// Its request is answered.
        Answered = "answered",
    }
}

/// A call.
#[derive(Debug)]
pub struct Call {
    id: u32,
    operation: Operation,
    state: CallState,
    effect: use_case::Effect,
    /// When an answer comes too late.
    deadline: Milliseconds,
    /// When it is sent again.
    again: Milliseconds,
    sends: u8,
    was_refused: bool,
    /// A request may have taken effect although no answer said so.
    is_open: bool,
    is_aborted: bool,
    used: Option<Held>,
    last: Option<Failure>,
    /// The id of the object that the request is about.
    object: Option<Box<str>>,
}

/// A request that a call wants to send.
pub struct Request {
    /// The page's number for the call.
    pub call: u32,
    /// The harm that sending it again could do.
    pub effect: use_case::Effect,
    /// The id of the object that it is about, where it must come back.
    pub object: Option<Box<str>>,
}

impl Call {
    /// The page's number for it.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// It is sent with a token. The first time, and after another token had to be fetched, its time
    /// begins anew.
    pub fn sent(&mut self, held: Held, deadline: Milliseconds) {
        if self.last.as_ref().is_none_or(|last| is_refusal(last.code)) {
            self.deadline = deadline;
        }
        self.sends += 1;
        self.state = CallState::Sent;
        self.used = Some(held);
    }

    fn answer(&mut self, outcome: Result<Success, Failure>) -> Effect {
        self.state = CallState::Answered;
        let outcome = outcome.map_err(|mut failure| {
            failure.outcome = self.is_open.then_some(Outcome::Unknown);
            failure.retryable &= !(self.is_open && self.effect == use_case::Effect::Make);
            failure
        });
        Effect::Deliver { call: self.id, outcome: Box::new(outcome) }
    }

    /// It gets no further: `code`, or what was wrong before it was tried again.
    fn give_up(&mut self, code: Code) -> Effect {
        let failure = self.last.take().unwrap_or_else(|| code.into());
        self.answer(Err(failure))
    }

    /// It is stopped wherever it is, and told why if it waits for an answer.
    fn stop(&mut self, code: Code) -> Vec<Effect> {
        if self.state == CallState::Sent {
            self.lose();
        }
        let mut effects = vec![Effect::Cancel { call: self.id }];
        if !matches!(self.state, CallState::Gathering | CallState::Answered) {
            effects.push(self.answer(Err(code.into())));
        }
        effects
    }

    /// Nobody says whether it was done; what only reads does nothing.
    fn lose(&mut self) {
        self.is_open |= self.effect != use_case::Effect::Read;
    }
}

/// Whether it says that a token was refused.
fn is_refusal(code: Code) -> bool {
    matches!(code, Code::Unauthorized | Code::TokenExpired)
}

/// All calls.
#[derive(Debug, Default)]
pub struct Calls(Vec<Call>);

impl Calls {
    fn get(&mut self, id: u32) -> Option<&mut Call> {
        self.0.iter_mut().find(|call| call.id == id)
    }

    /// Where a call is.
    pub fn state(&self, id: u32) -> Option<CallState> {
        self.0.iter().find(|call| call.id == id).map(|call| call.state)
    }

    /// Two clicks are one operation: a second call of one that runs is refused.
    pub fn begin(&mut self, id: u32, operation: Operation) -> Result<(), Code> {
        if self.0.len() >= limits::CALLS || self.0.iter().any(|call| call.id == id) {
            return Err(Code::Protocol);
        }
        if self.0.iter().any(|call| call.operation == operation) {
            return Err(Code::Busy);
        }
        self.0.push(Call {
            id,
            operation,
            state: CallState::Gathering,
            effect: use_case::Effect::Read,
            deadline: 0,
            again: 0,
            sends: 0,
            was_refused: false,
            is_open: false,
            is_aborted: false,
            used: None,
            last: None,
            object: None,
        });
        Ok(())
    }

    /// A call wants to send something.
    pub fn request(&mut self, request: Request, deadline: Milliseconds, effects: &mut Vec<Effect>) {
        let Some(call) = self.get(request.call) else { return };
        if !matches!(call.state, CallState::Gathering | CallState::Answered) {
            return;
        }
        call.effect = request.effect;
        call.object = request.object;
        call.deadline = deadline;
        call.sends = 0;
        call.was_refused = false;
        call.is_open = false;
        call.last = None;
        if call.is_aborted {
            effects.push(call.answer(Err(Code::Aborted.into())));
        } else {
            call.state = CallState::Waiting;
        }
    }

    /// The first that waits for a token.
    pub fn first_waiting(&mut self) -> Option<&mut Call> {
        self.0.iter_mut().find(|call| call.state == CallState::Waiting)
    }

    /// No token comes.
    pub fn fail_waiting(&mut self, code: Code, effects: &mut Vec<Effect>) {
        while let Some(call) = self.first_waiting() {
            // The page is to hear of a token that is none, whatever was wrong with the one before.
            call.last.take_if(|_| code == Code::TokenMalformed);
            effects.push(call.give_up(code));
        }
    }

    /// An answer came: the token that it was sent with and the object that it is about, if anybody
    /// still waits for it.
    pub fn answered(&mut self, id: u32) -> Option<(Held, Option<Box<str>>)> {
        let call = self.get(id).filter(|call| call.state == CallState::Sent)?;
        Some((call.used.take()?, call.object.clone()))
    }

    /// A call is told how it ended.
    pub fn deliver(
        &mut self,
        id: u32,
        outcome: Result<Success, Failure>,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(call) = self.get(id) {
            effects.push(call.answer(outcome));
        }
    }

    /// A request failed: it is sent again where that can help and can do no harm, or the call is
    /// told.
    pub fn failed(
        &mut self,
        now: Now,
        id: u32,
        usage: Usage,
        failure: Failure,
        effects: &mut Vec<Effect>,
    ) {
        let Some(call) = self.get(id) else { return };
        let is_make = call.effect == use_case::Effect::Make;
        // Browsers send a request again when its connection breaks. Then the refusal of a token for
        // a single use can be the answer to the second request, after the first has used the token
        // up and was carried out.
        let is_second = failure.code == Code::Unauthorized && usage == Usage::SingleUse && is_make;
        // Only some answers prove that nothing happened; the absence of an answer never does.
        if failure.outcome.is_some() || !failure.code.proves_not_done() || is_second {
            call.lose();
        }
        // A token that is refused before anything is done: one further token is tried, not two.
        if is_refusal(failure.code) && !call.was_refused && !(is_make && call.is_open) {
            call.was_refused = true;
            call.sends = 0;
            call.state = CallState::Waiting;
            call.last = Some(failure);
            return;
        }
        let may_pass = matches!(
            failure.code,
            Code::Network | Code::Timeout | Code::ServerError | Code::RateLimited
        );
        if may_pass && !is_make && call.sends < SENDS {
            let asked_for = failure.retry_after.map_or(0, |seconds| u64::from(seconds) * 1000);
            let again = now.ticks + now.pause(call.sends).max(asked_for);
            if again < call.deadline {
                call.state = CallState::Pausing;
                call.again = again;
                call.last = Some(failure);
                return;
            }
        }
        effects.push(call.answer(Err(failure)));
    }

    /// The page no longer wants an answer.
    pub fn abort(&mut self, id: u32, effects: &mut Vec<Effect>) {
        let Some(call) = self.get(id) else { return };
        call.is_aborted = true;
        effects.extend(call.stop(Code::Aborted));
    }

    /// Ends the calls that read, or wait to read, because the page goes away: another person may
    /// sit there when it is back.
    pub fn leave(&mut self, effects: &mut Vec<Effect>) {
        for call in &mut self.0 {
            let is_asked =
                matches!(call.state, CallState::Waiting | CallState::Sent | CallState::Pausing);
            if is_asked && call.effect == use_case::Effect::Read {
                effects.extend(call.stop(Code::TokenExpired));
            }
        }
    }

    /// A call wants nothing more.
    pub fn finish(&mut self, id: u32) {
        self.0.retain(|call| call.id != id);
    }

    /// Time went by.
    pub fn pass(&mut self, now: Now, effects: &mut Vec<Effect>) {
        for call in &mut self.0 {
            let is_late = call.deadline <= now.ticks;
            match call.state {
                CallState::Sent if is_late => effects.extend(call.stop(Code::Timeout)),
                CallState::Waiting | CallState::Pausing if is_late => {
                    effects.push(call.give_up(Code::TokenUnavailable));
                }
                CallState::Pausing if call.again <= now.ticks => call.state = CallState::Waiting,
                _ => {}
            }
        }
    }

    /// When something is to be looked at again.
    pub fn wake(&self) -> Option<Milliseconds> {
        let next = |call: &Call| match call.state {
            CallState::Waiting | CallState::Sent => Some(call.deadline),
            CallState::Pausing => Some(call.again),
            CallState::Gathering | CallState::Answered => None,
        };
        self.0.iter().filter_map(next).min()
    }

    /// The session ends: each is told so.
    pub fn end(&mut self, effects: &mut Vec<Effect>) {
        for mut call in self.0.drain(..) {
            effects.extend(call.stop(Code::Destroyed));
        }
    }
}
