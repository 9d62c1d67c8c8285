//! The client token.

use std::rc::Rc;

use super::clock::{End, Milliseconds, Now};
use super::effect::Effect;
use crate::error::Code;
use crate::named::named;
use crate::protocol::TokenReason;
use crate::time::Seconds;
use crate::token::{ClientToken, Usage};

/// How often the page is asked for one token, when its callback fails.
pub const ASKS: u8 = 3;

/// The longest time before a token's end at which another is asked for; the shortest is a second,
/// as exact as its end is known.
const LEAD: Milliseconds = 60_000;

/// The longest life that is believed: a day. A client token lives for minutes.
const LONGEST_LIFE: Seconds = 24 * 60 * 60;

named! {
    /// Where the token is.
    #[derive(Default)]
    pub enum TokenState {
        /// Nobody has needed one yet.
        #[default]
        None = "none",
        /// The page is asked for one, and a call waits for it.
        Asked = "asked",
        /// There is one.
        Held = "held",
        /// There is one that ends soon; the page is asked for another.
        Ending = "ending",
        /// It has ended or is used up.
        Ended = "ended",
        /// The API refused it, or what it was used for.
        Refused = "refused",
    }
}

/// What the page gives when it is asked.
#[derive(Debug)]
pub enum Given {
    /// A token.
    Token(ClientToken),
    /// What is no token.
    Malformed,
    /// It has none to give.
    Nothing,
    /// Its callback failed; it may do better when it is asked again.
    Failed,
}

/// A token and its end.
#[derive(Debug, Clone)]
pub struct Held {
    /// The token.
    pub token: Rc<ClientToken>,
    /// When it ends.
    pub end: End,
    /// Its end if its life had just begun when it was given: no clock that the API tells prolongs
    /// it beyond.
    latest: End,
    /// When another is asked for.
    expiring: Milliseconds,
}

/// A request to the page, or the pause before the next.
#[derive(Debug)]
struct Ask {
    request: u32,
    reason: TokenReason,
    tries: u8,
    is_paused: bool,
    /// When it has lasted too long, or the pause is over.
    until: Milliseconds,
}

/// The token, and the request for one.
#[derive(Debug, Default)]
pub struct Tokens {
    state: TokenState,
    /// When held or ending: the one to use. When asked or refused: the one to try again if the page
    /// has no other.
    held: Option<Held>,
    ask: Option<Ask>,
    requests: u32,
    /// The page was asked in vain for one to follow the one that ends.
    gave_up: bool,
    /// Whether the last one could be used often: only such a one is worth asking for before it is
    /// needed.
    is_lasting: bool,
    /// Fingerprints of those for a single use.
    used: Vec<u64>,
    /// What the issuer's clock is ahead of the machine's, once an answer told.
    skew: Option<Seconds>,
    presence: Presence,
}

/// The page's presence, which decides whether it is asked for a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Presence {
    /// It is seen.
    #[default]
    Seen,
    /// Nobody sees it: it is asked only for what a call needs.
    Hidden,
    /// It goes away or is in the back/forward cache: it is asked for nothing, since whoever sits
    /// there when it is back may be another.
    Gone,
}

impl Tokens {
    /// Where it is.
    pub fn state(&self) -> TokenState {
        self.state
    }

    /// When something is to be looked at again.
    pub fn wake(&self, now: Now) -> Option<Milliseconds> {
        let ask = self.ask.as_ref().map(|ask| ask.until);
        let held = self.held.as_ref().map(|held| {
            let next = held.end.next(now);
            // A token that is used again because the page has no other may be close to its end.
            let expiring = held.expiring.max(now.ticks + 1);
            if self.state == TokenState::Held { next.min(expiring) } else { next }
        });
        [ask, held].into_iter().flatten().min()
    }

    /// The token to send something with now.
    pub fn take(&mut self) -> Option<Held> {
        if !matches!(self.state, TokenState::Held | TokenState::Ending) {
            return None;
        }
        if self.held.as_ref()?.token.usage() == Usage::SingleUse {
            self.to(TokenState::Ended);
            return self.held.take();
        }
        self.held.clone()
    }

    /// A call needs one.
    pub fn want(&mut self, now: Now, timeout: Milliseconds, effects: &mut Vec<Effect>) {
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
            // Who needs one does not wait for the end of a pause that was made for nobody.
            Some(ask) if ask.is_paused && ask.reason == TokenReason::Expiring => self.ask = None,
            Some(_) => return,
            None => {}
        }
        self.ask(reason, 1, now, timeout, effects);
    }

    fn ask(
        &mut self,
        reason: TokenReason,
        tries: u8,
        now: Now,
        timeout: Milliseconds,
        effects: &mut Vec<Effect>,
    ) {
        self.requests += 1;
        let request = self.requests;
        self.ask =
            Some(Ask { request, reason, tries, is_paused: false, until: now.ticks + timeout });
        effects.push(Effect::Ask { request, reason });
    }

    /// The page's answer; or what to tell the calls that wait for a token.
    pub fn given(&mut self, now: Now, request: u32, given: Given) -> Result<(), Code> {
        let Some(ask) = self.ask.as_mut().filter(|ask| ask.request == request && !ask.is_paused)
        else {
            return Ok(());
        };
        match given {
            Given::Token(token) => self.keep(now, token),
            Given::Malformed => self.fail(Code::TokenMalformed),
            Given::Failed if ask.tries < ASKS => {
                ask.is_paused = true;
                ask.until = now.ticks + now.pause(ask.tries);
                Ok(())
            }
            Given::Failed | Given::Nothing => {
                let code = match ask.reason {
                    TokenReason::First => Code::TokenUnavailable,
                    TokenReason::Ended | TokenReason::Expiring => Code::TokenExpired,
                    TokenReason::Refused => Code::Unauthorized,
                };
                self.fail(code)
            }
        }
    }

    /// No other token comes.
    fn fail(&mut self, code: Code) -> Result<(), Code> {
        let reason = self.ask.take().map(|ask| ask.reason);
        self.gave_up = true;
        if self.state == TokenState::Ending {
            return Ok(());
        }
        // The one at hand is tried again: what is wrong with it may have been put right.
        if self.held.is_some() && code == Code::Unauthorized {
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

    fn keep(&mut self, now: Now, token: ClientToken) -> Result<(), Code> {
        let fingerprint = (token.usage() == Usage::SingleUse).then(|| fingerprint(token.expose()));
        let life = token.expires().saturating_sub(token.issued());
        let left = match (left(&token, now.time.saturating_add(self.skew())), self.skew) {
            // Ended already, and the API's own clock says so.
            (..=0, Some(_)) => None,
            // Says this machine's clock. Which clock is wrong only the API can say: it is tried.
            (..=0, None) => Some(life),
            // None lives longer than from its beginning to its end.
            (left, _) => Some(if life > 0 { left.min(life) } else { left }),
        };
        let is_used = fingerprint.is_some_and(|fingerprint| self.used.contains(&fingerprint));
        let Some(left) = left.filter(|_| !is_used) else {
            return self.fail(Code::TokenExpired).and(Err(Code::TokenExpired));
        };
        self.used.extend(fingerprint);
        self.is_lasting = fingerprint.is_none();
        self.gave_up = false;
        self.ask = None;
        self.state = TokenState::Held;
        // A life that can't be, of a token that does not say when it began by a clock that is ahead
        // of this machine's, is unknown.
        let latest = End::after(now, if life > 0 { life.min(LONGEST_LIFE) } else { left.max(1) });
        self.hold(now, Rc::new(token), left, latest);
        Ok(())
    }

    fn hold(&mut self, now: Now, token: Rc<ClientToken>, left: Seconds, latest: End) {
        let end = End::after(now, left.clamp(1, LONGEST_LIFE)).sooner(latest);
        // One for a single use is not replaced before it is needed: each would be made for nothing.
        let expiring = match token.usage() {
            Usage::SingleUse => Milliseconds::MAX,
            Usage::UntilExpiration => {
                let left = end.ticks.saturating_sub(now.ticks);
                end.ticks - (left / 4).clamp(1_000, LEAD).min(left / 2)
            }
        };
        self.held = Some(Held { token, end, latest, expiring });
    }

    /// Time went by: a code if calls wait in vain.
    pub fn pass(
        &mut self,
        now: Now,
        timeout: Milliseconds,
        effects: &mut Vec<Effect>,
    ) -> Option<Code> {
        let mut failed = None;
        if let Some(&Ask { reason, tries, is_paused, .. }) =
            self.ask.as_ref().filter(|ask| ask.until <= now.ticks)
        {
            if is_paused {
                self.ask(reason, tries + 1, now, timeout, effects);
            } else {
                // It is asked no more: each time would last as long.
                failed = self.fail(Code::TokenUnavailable).err();
            }
        }
        let Some(held) = &self.held else { return failed };
        if held.end.is_past(now) {
            self.held = None;
            self.to(if self.state == TokenState::Refused {
                TokenState::Refused
            } else {
                TokenState::Ended
            });
            effects.push(Effect::Expired);
        } else if held.expiring <= now.ticks && self.state == TokenState::Held {
            self.state = TokenState::Ending;
            effects.push(Effect::Expiring);
            self.ask_ahead(now, timeout, effects);
        }
        failed
    }

    /// Asks for one that nobody needs yet.
    fn ask_ahead(&mut self, now: Now, timeout: Milliseconds, effects: &mut Vec<Effect>) {
        let reason = match self.state {
            TokenState::Ending if !self.gave_up => TokenReason::Expiring,
            TokenState::Ended if self.is_lasting => TokenReason::Ended,
            _ => return,
        };
        if self.presence == Presence::Seen && self.ask.is_none() {
            self.ask(reason, 1, now, timeout, effects);
        }
    }

    /// It is gone. A request for another that is under way goes on.
    fn to(&mut self, state: TokenState) {
        let is_asked = self.ask.as_ref().is_some_and(|ask| ask.reason != TokenReason::Expiring);
        self.state = if is_asked { TokenState::Asked } else { state };
    }

    /// Nobody sees the page. One that goes is hidden too.
    pub fn hide(&mut self) {
        if !self.is_gone() {
            self.presence = Presence::Hidden;
        }
    }

    /// Whether the page goes away or is in the back/forward cache.
    pub fn is_gone(&self) -> bool {
        self.presence == Presence::Gone
    }

    /// The page goes: it is wiped. What is asked is asked again on return, if it is needed.
    pub fn leave(&mut self) {
        self.presence = Presence::Gone;
        self.held = None;
        self.ask = None;
        if self.state != TokenState::None {
            self.state = TokenState::Ended;
        }
    }

    /// The page is there again.
    pub fn back(&mut self, now: Now, timeout: Milliseconds, effects: &mut Vec<Effect>) {
        self.presence = Presence::Seen;
        self.ask_ahead(now, timeout, effects);
    }

    /// The API refused it (401), since it has ended if `has_ended`.
    pub fn refuse(&mut self, token: &Rc<ClientToken>, has_ended: bool) {
        match &self.held {
            Some(held) if !Rc::ptr_eq(&held.token, token) => return,
            // There is another, or one is on its way, in place of one that was used up.
            None if self.state != TokenState::Ended => return,
            _ => {}
        }
        self.held = None;
        self.to(if has_ended { TokenState::Ended } else { TokenState::Refused });
    }

    /// The API knows it and does not let it do what was asked: before it is used again, the page is
    /// asked for another.
    pub fn doubt(&mut self, token: &Rc<ClientToken>) {
        let is_it = self.held.as_ref().is_some_and(|held| Rc::ptr_eq(&held.token, token));
        if is_it && self.state == TokenState::Held {
            self.state = TokenState::Refused;
        }
    }

    /// An answer to a request with `token` says what time it is where tokens are issued.
    pub fn learn(&mut self, now: Now, date: Seconds, token: &ClientToken, was_refused: bool) {
        // A clock by which a token has ended that was taken is no better than ours: it may be a
        // proxy's.
        if token.is_expired(date) && !was_refused {
            return;
        }
        let is_new = self.skew.replace(date.saturating_sub(now.time)).is_none();
        if let Some(Held { token, latest, .. }) = self.held.take_if(|_| is_new) {
            let left = left(&token, date);
            self.hold(now, token, left, latest);
        }
    }

    /// The seconds by which the issuer's clock is ahead of the machine's; 0 until an answer told.
    fn skew(&self) -> Seconds {
        self.skew.unwrap_or_default()
    }

    /// Whether a token has ended, as far as is known.
    pub fn is_ended(&self, now: Now, token: &ClientToken) -> bool {
        token.is_expired(now.time.saturating_add(self.skew()))
    }

    /// The end of a token that was used, and not of the token that took its place: the API has not
    /// accepted that one for the same object.
    pub fn end_of(&self, now: Now, used: &Held) -> End {
        let time = now.time.saturating_add(self.skew());
        let known = match self.skew {
            Some(_) => End::after(now, left(&used.token, time).clamp(0, LONGEST_LIFE)),
            None => used.end,
        };
        known.sooner(used.latest)
    }
}

/// Seconds until a token ends, by the issuer's clock.
fn left(token: &ClientToken, time: Seconds) -> Seconds {
    token.expires().saturating_sub(time)
}

/// FNV-1a: tells one token from another, and nothing of either.
fn fingerprint(token: &str) -> u64 {
    token.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
