//! The calls of a session.

use super::clock::{Milliseconds, Now};
use super::command::Command;
use super::lease::LeasedToken;
use crate::error::{Code, Failure, Outcome};
use crate::named::named;
use crate::protocol::limits;
use crate::token::Usage;
use crate::use_case::{self, Operation, Success};

/// The limit on how often one request is sent, if repeating it does no harm.
pub const SENDS: u8 = 3;

named! {
    /// The state of a call.
    pub enum CallState {
        /// The call gathers its input; nothing has left the vault.
        Gathering = "gathering",
        /// The call waits for a token.
        Waiting = "waiting",
        /// The request was sent and has no answer yet.
        Sent = "sent",
        /// The request failed in a way that may pass. It is sent again after a pause.
        Pausing = "pausing",
        /// The request was answered.
        Answered = "answered",
    }
}

/// One call.
#[derive(Debug)]
pub struct Call {
    id: u32,
    operation: Operation,
    state: CallState,
    effect: use_case::Effect,
    /// The time at which an answer comes too late.
    deadline: Milliseconds,
    /// The time at which the request is sent again.
    again: Milliseconds,
    sends: u8,
    was_refused: bool,
    /// Whether a request may have taken effect although no answer said so.
    outcome_unknown: bool,
    is_aborted: bool,
    used: Option<LeasedToken>,
    last: Option<Failure>,
    /// The id of the object that the request is about.
    object: Option<Box<str>>,
}

/// A request that a call asks to send.
pub struct Request {
    /// The page's number for the call.
    pub call: u32,
    /// The effect of sending the request again.
    pub effect: use_case::Effect,
    /// The id of the request's object, if the answer must return it.
    pub object: Option<Box<str>>,
}

impl Call {
    /// Returns the page's number for the call.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Records that the request was sent with a token. The call's time starts with the first
    /// request, and again after a refused token was replaced.
    pub fn mark_sent(&mut self, leased: LeasedToken, deadline: Milliseconds) {
        if self.last.as_ref().is_none_or(|last| is_refusal(last.code)) {
            self.deadline = deadline;
        }
        self.sends += 1;
        self.state = CallState::Sent;
        self.used = Some(leased);
    }

    fn answer(&mut self, outcome: Result<Success, Failure>) -> Command {
        self.state = CallState::Answered;
        let outcome = outcome.map_err(|mut failure| {
            failure.outcome = self.outcome_unknown.then_some(Outcome::Unknown);
            failure.retryable &= !(self.outcome_unknown && self.effect == use_case::Effect::Make);
            failure
        });
        Command::Deliver { call: self.id, outcome: Box::new(outcome) }
    }

    /// Ends the call with `code`, or with the failure that caused the retry.
    fn give_up(&mut self, code: Code) -> Command {
        let failure = self.last.take().unwrap_or_else(|| code.into());
        self.answer(Err(failure))
    }

    /// Stops the call in any state. If the call waits for an answer, it gets `code`.
    fn stop(&mut self, code: Code) -> Vec<Command> {
        if self.state == CallState::Sent {
            self.mark_outcome_unknown();
        }
        let mut commands = vec![Command::Cancel { call: self.id }];
        if !matches!(self.state, CallState::Gathering | CallState::Answered) {
            commands.push(self.answer(Err(code.into())));
        }
        commands
    }

    /// Records that the outcome is unknown. An operation that only reads has no effect that could
    /// be unknown.
    fn mark_outcome_unknown(&mut self) {
        self.outcome_unknown |= self.effect != use_case::Effect::Read;
    }
}

/// Returns whether `code` means that a token was refused.
fn is_refusal(code: Code) -> bool {
    matches!(code, Code::Unauthorized | Code::TokenExpired)
}

/// All calls of a session.
#[derive(Debug, Default)]
pub struct Calls(Vec<Call>);

impl Calls {
    fn get(&mut self, id: u32) -> Option<&mut Call> {
        self.0.iter_mut().find(|call| call.id == id)
    }

    /// Returns the state of a call.
    pub fn state(&self, id: u32) -> Option<CallState> {
        self.0.iter().find(|call| call.id == id).map(|call| call.state)
    }

    /// Adds a call. Refuses a second call of an operation that is running, so that a double click
    /// is one operation.
    ///
    /// # Errors
    ///
    /// [`Code::Busy`] if the operation is running, and [`Code::Protocol`] for a number that is in use or
    /// for too many calls.
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
            outcome_unknown: false,
            is_aborted: false,
            used: None,
            last: None,
            object: None,
        });
        Ok(())
    }

    /// Takes a request that a call asks to send.
    pub fn queue_request(
        &mut self,
        request: Request,
        deadline: Milliseconds,
        commands: &mut Vec<Command>,
    ) {
        let Some(call) = self.get(request.call) else { return };
        if !matches!(call.state, CallState::Gathering | CallState::Answered) {
            return;
        }
        call.effect = request.effect;
        call.object = request.object;
        call.deadline = deadline;
        call.sends = 0;
        call.was_refused = false;
        call.outcome_unknown = false;
        call.last = None;
        if call.is_aborted {
            commands.push(call.answer(Err(Code::Aborted.into())));
        } else {
            call.state = CallState::Waiting;
        }
    }

    /// Returns the first call that waits for a token.
    pub fn first_waiting(&mut self) -> Option<&mut Call> {
        self.0.iter_mut().find(|call| call.state == CallState::Waiting)
    }

    /// Ends all calls that wait for a token, because none comes.
    pub fn fail_waiting(&mut self, code: Code, commands: &mut Vec<Command>) {
        while let Some(call) = self.first_waiting() {
            // The page must hear that it gave a malformed token, whatever failed before.
            call.last.take_if(|_| code == Code::TokenMalformed);
            commands.push(call.give_up(code));
        }
    }

    /// Takes the answer to a request. Returns the token that the request was sent with and the
    /// object that it is about; `None` if the call no longer waits.
    pub fn take_answered(&mut self, id: u32) -> Option<(LeasedToken, Option<Box<str>>)> {
        let call = self.get(id).filter(|call| call.state == CallState::Sent)?;
        Some((call.used.take()?, call.object.clone()))
    }

    /// Ends a call's request with its outcome.
    pub fn deliver(
        &mut self,
        id: u32,
        outcome: Result<Success, Failure>,
        commands: &mut Vec<Command>,
    ) {
        if let Some(call) = self.get(id) {
            commands.push(call.answer(outcome));
        }
    }

    /// Handles a failed request. It is sent again if that can help and does no harm; otherwise the
    /// call ends with the failure.
    pub fn handle_failure(
        &mut self,
        now: Now,
        id: u32,
        usage: Usage,
        failure: Failure,
        commands: &mut Vec<Command>,
    ) {
        let Some(call) = self.get(id) else { return };
        let is_make = call.effect == use_case::Effect::Make;
        // Browsers send a request again when its connection breaks. Then the refusal of a token for
        // a single use can be the answer to the second request, after the first has used the token
        // up and was carried out.
        let is_second = failure.code == Code::Unauthorized && usage == Usage::SingleUse && is_make;
        // Some answers prove that nothing was done. A missing answer never proves it.
        if failure.outcome.is_some() || !failure.code.proves_not_done() || is_second {
            call.mark_outcome_unknown();
        }
        // The token was refused before anything was done, so one further token is tried, but not
        // two.
        if is_refusal(failure.code) && !call.was_refused && !(is_make && call.outcome_unknown) {
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
            let again = now.ticks + now.backoff(call.sends).max(asked_for);
            if again < call.deadline {
                call.state = CallState::Pausing;
                call.again = again;
                call.last = Some(failure);
                return;
            }
        }
        commands.push(call.answer(Err(failure)));
    }

    /// Aborts a call whose answer the page no longer wants.
    pub fn abort(&mut self, id: u32, commands: &mut Vec<Command>) {
        let Some(call) = self.get(id) else { return };
        call.is_aborted = true;
        commands.extend(call.stop(Code::Aborted));
    }

    /// Ends the calls that read, or wait to read, because the page goes away. When the page is back,
    /// another person may use it.
    pub fn end_reads(&mut self, commands: &mut Vec<Command>) {
        for call in &mut self.0 {
            let is_asked =
                matches!(call.state, CallState::Waiting | CallState::Sent | CallState::Pausing);
            if is_asked && call.effect == use_case::Effect::Read {
                commands.extend(call.stop(Code::TokenExpired));
            }
        }
    }

    /// Removes a call that has ended.
    pub fn finish(&mut self, id: u32) {
        self.0.retain(|call| call.id != id);
    }

    /// Ends the calls whose time is over, and resumes those whose pause is over.
    pub fn advance(&mut self, now: Now, commands: &mut Vec<Command>) {
        for call in &mut self.0 {
            let is_late = call.deadline <= now.ticks;
            match call.state {
                CallState::Sent if is_late => commands.extend(call.stop(Code::Timeout)),
                CallState::Waiting | CallState::Pausing if is_late => {
                    commands.push(call.give_up(Code::TokenUnavailable));
                }
                CallState::Pausing if call.again <= now.ticks => call.state = CallState::Waiting,
                _ => {}
            }
        }
    }

    /// Returns the time of the next check.
    pub fn next_wake(&self) -> Option<Milliseconds> {
        let next = |call: &Call| match call.state {
            CallState::Waiting | CallState::Sent => Some(call.deadline),
            CallState::Pausing => Some(call.again),
            CallState::Gathering | CallState::Answered => None,
        };
        self.0.iter().filter_map(next).min()
    }

    /// Ends all calls, because the session ends.
    pub fn end_all(&mut self, commands: &mut Vec<Command>) {
        for mut call in self.0.drain(..) {
            commands.extend(call.stop(Code::Destroyed));
        }
    }
}
