//! The client token: asked of the page when it is needed, kept while it lives, wiped when it ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Date;
use sordino_core::error::Code;
use sordino_core::protocol::{FromVault, TokenReason};
use sordino_core::time::Seconds;
use sordino_core::token::{ClientToken, Usage};
use zeroize::Zeroizing;

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
        let reason = match (&*self.current.borrow(), refused) {
            (Some(current), Some(refused)) if Rc::ptr_eq(current, refused) => TokenReason::Refused,
            (None, Some(_)) => TokenReason::Refused,
            // A timer sleeps with the machine; the clock does not.
            (Some(_), _) if self.ends.get() <= now() => TokenReason::Ended,
            (None, None) if self.requests.get() > 0 => TokenReason::Ended,
            (None, None) => TokenReason::First,
            (Some(_), _) => return self.take(),
        };
        self.forget();
        self.ask(port, timeout, reason).await?;
        self.take()
    }

    fn take(&self) -> Result<Rc<ClientToken>, Code> {
        let token = self.current.borrow().clone().ok_or(Code::TokenUnavailable)?;
        if token.usage() == Usage::SingleUse {
            self.forget();
        }
        Ok(token)
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

    /// The page's answer: a token.
    pub fn given(&self, request: u32, value: Zeroizing<String>, expiration_date: Option<&str>, usage: Usage) {
        let Some(asked) = self.asked.take_if_is(request) else { return };
        let answer = match ClientToken::new(value, expiration_date, usage, now()) {
            Err(_) => Some(Code::TokenMalformed),
            Ok(token) => {
                self.keep(token);
                None
            }
        };
        asked.answer.set(answer);
        asked.answered.give();
    }

    /// The page's answer: it has none.
    pub fn not_given(&self, request: u32) {
        let Some(asked) = self.asked.take_if_is(request) else { return };
        asked.answer.set(Some(Code::TokenUnavailable));
        asked.answered.give();
    }

    fn keep(&self, token: ClientToken) {
        let left = token.expires() - now();
        // Ended already, says this machine's clock. Which clock is wrong only the API can say: it is tried.
        let left = if left > 0 { left } else { token.expires() - token.issued() };
        let left = left.clamp(1, LONGEST_WAIT);
        self.ends.set(now() + left);
        self.current.replace(Some(Rc::new(token)));
        let current = Rc::clone(&self.current);
        // At its end it is wiped, needed or not.
        let milliseconds = u32::try_from(left * 1000).unwrap_or(u32::MAX);
        self.end.replace(Some(Timeout::new(milliseconds, move || drop(current.take()))));
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
