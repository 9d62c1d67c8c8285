//! The client token: asked of the page when it is needed, kept while it lives, wiped when it ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Date;
use sordino_core::error::Code;
use sordino_core::protocol::{FromVault, GivenToken, TokenReason};
use sordino_core::time::{Days, Seconds};
use sordino_core::token::{ClientToken, Usage};

use crate::port::Port;
use crate::wait::{Signal, after, until};

/// The longest time until a token's end that is waited for, in seconds; `setTimeout` takes no more than 24 days.
const LONGEST_WAIT: Seconds = 24 * 60 * 60;

/// The token that the session has, and the request for one that is under way.
#[derive(Default)]
pub struct Tokens {
    current: Rc<RefCell<Option<Rc<ClientToken>>>>,
    /// When it ends by this machine's clock, and the timer that wipes it then.
    ends: Cell<Seconds>,
    end: RefCell<Option<Timeout>>,
    ended: RefCell<Option<Rc<dyn Fn()>>>,
    had_one: Cell<bool>,
    is_doubted: Cell<bool>,
    asked: RefCell<Option<Asked>>,
    requests: Cell<u32>,
}

#[derive(Clone)]
struct Asked {
    request: u32,
    answered: Signal,
    answer: Rc<Cell<Option<Code>>>,
}

/// Seconds since 1970 by this machine's clock.
pub fn now() -> Seconds {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for longer than there are dates")]
    let milliseconds = Date::now() as i64;
    milliseconds / 1000
}

/// Today by this machine's clock, in UTC: a day off at most, which only a birthday could notice.
pub fn today() -> Days {
    now().div_euclid(24 * 60 * 60)
}

impl Tokens {
    /// A token that can be used now: the one at hand, or a new one from the page.
    ///
    /// A token for a single use is handed out once and forgotten, whatever becomes of the request.
    pub async fn get(
        &self,
        port: &Port,
        timeout: u32,
        refused: Option<&Rc<ClientToken>>,
    ) -> Result<Rc<ClientToken>, Code> {
        if self.is_doubted.get() {
            match self.ask(port, timeout, TokenReason::Refused).await {
                // Without another, the one at hand is tried again: what is wrong with it may have been put right.
                Ok(()) | Err(Code::Unauthorized) => {}
                Err(code) => return Err(code),
            }
        }
        let is_refused = refused.is_some_and(|refused| match &*self.current.borrow() {
            Some(current) => Rc::ptr_eq(current, refused),
            None => true,
        });
        // A timer sleeps with the machine; the clock does not.
        if is_refused || self.ends.get() <= now() {
            self.forget();
        }
        loop {
            if let Some(token) = self.take() {
                return Ok(token);
            }
            let reason = match (is_refused, self.had_one.get()) {
                (true, _) => TokenReason::Refused,
                (_, true) => TokenReason::Ended,
                (_, false) => TokenReason::First,
            };
            // Another call may take what is given, if it can be used only once: then this one asks again.
            self.ask(port, timeout, reason).await?;
        }
    }

    fn take(&self) -> Option<Rc<ClientToken>> {
        let token = self.current.borrow().clone()?;
        if token.usage() == Usage::SingleUse {
            self.forget();
        }
        Some(token)
    }

    /// The API knows the token and does not let it do what was asked: before it is used again, the page is asked for another.
    pub fn doubt(&self) {
        self.is_doubted.set(true);
    }

    /// One request at a time: who comes while one is under way waits for the same answer.
    async fn ask(&self, port: &Port, timeout: u32, reason: TokenReason) -> Result<(), Code> {
        let under_way = self.asked.borrow().clone();
        let asked = under_way.unwrap_or_else(|| {
            let request = self.requests.get() + 1;
            self.requests.set(request);
            let asked = Asked { request, answered: Signal::default(), answer: Rc::default() };
            self.asked.replace(Some(asked.clone()));
            port.send(FromVault::NeedToken { request, reason });
            asked
        });
        let (_timer, end) = after(timeout);
        let answered = until(asked.answered.given(), &end).await;
        if answered.is_none() {
            self.asked.take_if_is(asked.request);
            return Err(Code::TokenUnavailable);
        }
        match asked.answer.get() {
            None => Ok(()),
            // Without another token, the page learns what was wrong with the one that it gave.
            Some(Code::TokenUnavailable) => Err(match reason {
                TokenReason::First => Code::TokenUnavailable,
                TokenReason::Ended => Code::TokenExpired,
                TokenReason::Refused => Code::Unauthorized,
            }),
            Some(code) => Err(code),
        }
    }

    /// The page's answer.
    pub fn answered(&self, request: u32, given: Option<GivenToken>) {
        let Some(asked) = self.asked.take_if_is(request) else { return };
        let token = given.map(|GivenToken { value, expiration_date, usage }| {
            ClientToken::new(value.into_inner(), expiration_date.as_deref(), usage, now())
        });
        asked.answer.set(match token {
            None => Some(Code::TokenUnavailable),
            Some(Err(_)) => Some(Code::TokenMalformed),
            Some(Ok(token)) => {
                self.keep(token);
                None
            }
        });
        asked.answered.give();
    }

    fn keep(&self, token: ClientToken) {
        let left = token.expires() - now();
        // Ended already, says this machine's clock. Which clock is wrong only the API can say: it is tried.
        let left = if left > 0 { left } else { token.expires() - token.issued() };
        let left = left.clamp(1, LONGEST_WAIT);
        self.ends.set(now() + left);
        self.had_one.set(true);
        self.is_doubted.set(false);
        self.current.replace(Some(Rc::new(token)));
        let current = Rc::clone(&self.current);
        let ended = self.ended.borrow().clone();
        // At its end it is wiped, needed or not.
        let milliseconds = u32::try_from(left * 1000).unwrap_or(u32::MAX);
        let end = Timeout::new(milliseconds, move || {
            current.take();
            if let Some(ended) = ended {
                ended();
            }
        });
        self.end.replace(Some(end));
    }

    /// What to do when a token ends.
    pub fn when_ended(&self, act: impl Fn() + 'static) {
        self.ended.replace(Some(Rc::new(act)));
    }

    /// Wipes the token. A request that is being sent with it keeps its own hold until it is sent.
    pub fn forget(&self) {
        self.current.take();
        self.end.take();
    }
}

trait TakeIfIs {
    fn take_if_is(&self, request: u32) -> Option<Asked>;
}

impl TakeIfIs for RefCell<Option<Asked>> {
    /// An answer to a request that nobody waits for any more is no answer.
    fn take_if_is(&self, request: u32) -> Option<Asked> {
        self.borrow_mut().take_if(|asked| asked.request == request)
    }
}
