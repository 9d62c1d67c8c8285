//! The client token, and the request to the page for one.

use std::rc::Rc;

use super::clock::{End, Milliseconds, Now};
use super::command::Command;
use super::lease::{LeasedToken, issuer_time, single_use_fingerprint};
use crate::error::Code;
use crate::named::named;
use crate::protocol::TokenReason;
use crate::time::Seconds;
use crate::token::{ClientToken, Usage};

/// The most times that the page is asked for one token when its callback fails.
pub const ASKS: u8 = 3;

named! {
    /// The state of the token.
    #[derive(Default)]
    pub enum TokenState {
        /// No call has needed a token yet.
        #[default]
        None = "none",
        /// The page was asked for a token, and a call waits for it.
        Asked = "asked",
        /// The vault has a token.
        Held = "held",
        /// The token ends soon, and the page was asked for another one.
        Ending = "ending",
        /// The token has ended or is used up.
        Ended = "ended",
        /// The API refused the token, or what it was used for.
        Refused = "refused",
    }
}

/// The page's answer to a request for a token.
#[derive(Debug)]
pub enum TokenAnswer {
    /// A token.
    Token(ClientToken),
    /// A value that is no token.
    Malformed,
    /// The page has no token to give.
    Nothing,
    /// The page's callback failed. It may succeed when it is called again.
    Failed,
}

/// A request to the page, or the pause before the next request.
#[derive(Debug)]
struct Ask {
    request: u32,
    reason: TokenReason,
    tries: u8,
    is_paused: bool,
    /// When the request has taken too long, or the pause is over.
    until: Milliseconds,
}

/// The token, and the request for one.
#[derive(Debug, Default)]
pub struct Tokens {
    state: TokenState,
    /// While held or ending: the token to use. While asked or refused: the token to try again if
    /// the page has no other.
    leased: Option<LeasedToken>,
    ask: Option<Ask>,
    requests: u32,
    /// Whether the page was asked in vain for the token after the one that ends.
    gave_up: bool,
    /// Whether the last token could be used often. The page is asked for such a token before a
    /// call needs it.
    is_lasting: bool,
    /// Fingerprints of the tokens for a single use.
    used: Vec<u64>,
    /// The seconds by which the issuer's clock is ahead of the machine's; `None` until an answer
    /// told.
    skew: Option<Seconds>,
    page: PagePresence,
}

/// Whether the page is there, which decides whether it is asked for a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum PagePresence {
    /// The page is visible.
    #[default]
    Visible,
    /// The page is hidden: it is asked for a token only when a call needs one.
    Hidden,
    /// The page goes away or is in the back/forward cache. It is asked for nothing, because another
    /// person may sit there when it is back.
    Gone,
}

impl Tokens {
    /// Returns the state of the token.
    pub fn state(&self) -> TokenState {
        self.state
    }

    /// Returns the time of the next check.
    pub fn next_wake(&self, now: Now) -> Option<Milliseconds> {
        let ask = self.ask.as_ref().map(|ask| ask.until);
        let leased = self.leased.as_ref().map(|leased| {
            let next = leased.end.next_check(now);
            // A token that is used again because the page has no other may be close to its end.
            let expiring = leased.expiring.max(now.ticks + 1);
            if self.state == TokenState::Held { next.min(expiring) } else { next }
        });
        [ask, leased].into_iter().flatten().min()
    }

    /// Returns the token to send a request with; `None` if the vault has no usable token.
    pub fn take(&mut self) -> Option<LeasedToken> {
        if !matches!(self.state, TokenState::Held | TokenState::Ending) {
            return None;
        }
        if self.leased.as_ref()?.token.usage() == Usage::SingleUse {
            self.set_without_token(TokenState::Ended);
            return self.leased.take();
        }
        self.leased.clone()
    }

    /// Asks the page for a token that a call needs.
    pub fn ask_for_call(&mut self, now: Now, timeout: Milliseconds, commands: &mut Vec<Command>) {
        if self.is_gone() {
            return;
        }
        let reason = match self.state {
            TokenState::None => TokenReason::First,
            TokenState::Refused => TokenReason::Refused,
            _ => TokenReason::Ended,
        };
        self.state = TokenState::Asked;
        match &mut self.ask {
            // A call skips the pause of a request that no call waited for.
            Some(ask) if ask.is_paused && ask.reason == TokenReason::Expiring => self.ask = None,
            Some(_) => return,
            None => {}
        }
        self.ask(reason, 1, now, timeout, commands);
    }

    fn ask(
        &mut self,
        reason: TokenReason,
        tries: u8,
        now: Now,
        timeout: Milliseconds,
        commands: &mut Vec<Command>,
    ) {
        self.requests += 1;
        let request = self.requests;
        self.ask =
            Some(Ask { request, reason, tries, is_paused: false, until: now.ticks + timeout });
        commands.push(Command::Ask { request, reason });
    }

    /// Takes the page's answer. Returns an error for the calls that wait for a token.
    pub fn receive(&mut self, now: Now, request: u32, answer: TokenAnswer) -> Result<(), Code> {
        let Some(ask) = self.ask.as_mut().filter(|ask| ask.request == request && !ask.is_paused)
        else {
            return Ok(());
        };
        match answer {
            TokenAnswer::Token(token) => self.accept(now, token),
            TokenAnswer::Malformed => self.fail(Code::TokenMalformed),
            TokenAnswer::Failed if ask.tries < ASKS => {
                ask.is_paused = true;
                ask.until = now.ticks + now.backoff(ask.tries);
                Ok(())
            }
            TokenAnswer::Failed | TokenAnswer::Nothing => {
                let code = match ask.reason {
                    TokenReason::First => Code::TokenUnavailable,
                    TokenReason::Ended | TokenReason::Expiring => Code::TokenExpired,
                    TokenReason::Refused => Code::Unauthorized,
                };
                self.fail(code)
            }
        }
    }

    /// Ends the request for a token: the page gives none.
    fn fail(&mut self, code: Code) -> Result<(), Code> {
        let reason = self.ask.take().map(|ask| ask.reason);
        self.gave_up = true;
        if self.state == TokenState::Ending {
            return Ok(());
        }
        // The current token is tried again, because its rights may have been corrected.
        if self.leased.is_some() && code == Code::Unauthorized {
            self.state = TokenState::Held;
            return Ok(());
        }
        self.state = match reason {
            Some(TokenReason::First) => TokenState::None,
            Some(TokenReason::Refused) => TokenState::Refused,
            _ => TokenState::Ended,
        };
        Err(code)
    }

    fn accept(&mut self, now: Now, token: ClientToken) -> Result<(), Code> {
        let fingerprint = single_use_fingerprint(&token);
        let is_used = fingerprint.is_some_and(|fingerprint| self.used.contains(&fingerprint));
        let leased = LeasedToken::begin(now, token, self.skew).filter(|_| !is_used);
        let Some(leased) = leased else {
            return self.fail(Code::TokenExpired).and(Err(Code::TokenExpired));
        };
        self.used.extend(fingerprint);
        self.is_lasting = fingerprint.is_none();
        self.gave_up = false;
        self.ask = None;
        self.state = TokenState::Held;
        self.leased = Some(leased);
        Ok(())
    }

    /// Ends what has ended by now. Returns an error for the calls that wait in vain.
    pub fn advance(
        &mut self,
        now: Now,
        timeout: Milliseconds,
        commands: &mut Vec<Command>,
    ) -> Option<Code> {
        let mut failed = None;
        if let Some(&Ask { reason, tries, is_paused, .. }) =
            self.ask.as_ref().filter(|ask| ask.until <= now.ticks)
        {
            if is_paused {
                self.ask(reason, tries + 1, now, timeout, commands);
            } else {
                // The page is not asked again, because each try would take as long.
                failed = self.fail(Code::TokenUnavailable).err();
            }
        }
        let Some(leased) = &self.leased else { return failed };
        if leased.end.is_past(now) {
            self.leased = None;
            self.set_without_token(if self.state == TokenState::Refused {
                TokenState::Refused
            } else {
                TokenState::Ended
            });
            commands.push(Command::Expired);
        } else if leased.expiring <= now.ticks && self.state == TokenState::Held {
            self.state = TokenState::Ending;
            commands.push(Command::Expiring);
            self.ask_ahead(now, timeout, commands);
        }
        failed
    }

    /// Asks for a token that no call needs yet.
    fn ask_ahead(&mut self, now: Now, timeout: Milliseconds, commands: &mut Vec<Command>) {
        let reason = match self.state {
            TokenState::Ending if !self.gave_up => TokenReason::Expiring,
            TokenState::Ended if self.is_lasting => TokenReason::Ended,
            _ => return,
        };
        if self.page == PagePresence::Visible && self.ask.is_none() {
            self.ask(reason, 1, now, timeout, commands);
        }
    }

    /// Sets the state after the token is gone. A request for another token that is under way goes
    /// on.
    fn set_without_token(&mut self, state: TokenState) {
        let is_asked = self.ask.as_ref().is_some_and(|ask| ask.reason != TokenReason::Expiring);
        self.state = if is_asked { TokenState::Asked } else { state };
    }

    /// Records that the page is hidden; a page that goes away stays gone.
    pub fn set_hidden(&mut self) {
        if !self.is_gone() {
            self.page = PagePresence::Hidden;
        }
    }

    /// Returns whether the page goes away or is in the back/forward cache.
    pub fn is_gone(&self) -> bool {
        self.page == PagePresence::Gone
    }

    /// Wipes the token, because the page goes away. After its return the page is asked again if a
    /// token is needed.
    pub fn leave(&mut self) {
        self.page = PagePresence::Gone;
        self.leased = None;
        self.ask = None;
        if self.state != TokenState::None {
            self.state = TokenState::Ended;
        }
    }

    /// Records that the page is back.
    pub fn come_back(&mut self, now: Now, timeout: Milliseconds, commands: &mut Vec<Command>) {
        self.page = PagePresence::Visible;
        self.ask_ahead(now, timeout, commands);
    }

    /// Handles the API's refusal of a token (401). `has_ended` says that the token had ended.
    pub fn handle_refusal(&mut self, token: &Rc<ClientToken>, has_ended: bool) {
        match &self.leased {
            Some(leased) if !Rc::ptr_eq(&leased.token, token) => return,
            // The used token was replaced, or a new one is on its way.
            None if self.state != TokenState::Ended => return,
            _ => {}
        }
        self.leased = None;
        self.set_without_token(if has_ended { TokenState::Ended } else { TokenState::Refused });
    }

    /// Handles a token that the API knows but does not let do what was asked. The page is asked for
    /// another one before this token is used again.
    pub fn distrust(&mut self, token: &Rc<ClientToken>) {
        let is_it = self.leased.as_ref().is_some_and(|leased| Rc::ptr_eq(&leased.token, token));
        if is_it && self.state == TokenState::Held {
            self.state = TokenState::Refused;
        }
    }

    /// Learns the issuer's clock from an answer's date. `token` is the token that the request was
    /// sent with.
    pub fn learn_clock(&mut self, now: Now, date: Seconds, token: &ClientToken, was_refused: bool) {
        // The API took this token, so a clock by which it has ended is no better than this
        // machine's: it may be a proxy's.
        if token.is_expired(date) && !was_refused {
            return;
        }
        let is_new = self.skew.replace(date.saturating_sub(now.time)).is_none();
        if let Some(leased) = self.leased.take_if(|_| is_new) {
            self.leased = Some(leased.corrected(now, date));
        }
    }

    /// Returns whether a token has ended, as far as the vault can know.
    pub fn has_ended(&self, now: Now, token: &ClientToken) -> bool {
        token.is_expired(issuer_time(now, self.skew))
    }

    /// Returns the end of a token that was used. A token that replaced it does not count, because
    /// the API has not accepted that one for the same object.
    pub fn end_of(&self, now: Now, used: &LeasedToken) -> End {
        used.known_end(now, self.skew)
    }
}
