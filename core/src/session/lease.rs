//! A client token and the time at which it ends. The time is computed from the issuer's clock, the
//! token's own claims and two clocks of this machine.

use std::rc::Rc;

use super::clock::{End, Milliseconds, Now};
use crate::time::Seconds;
use crate::token::{ClientToken, Usage};

/// The longest time before a token's end at which the page is asked for another one. The shortest
/// is a second, because the end is known to the second.
const LEAD: Milliseconds = 60_000;

/// The longest life that the vault believes: a day. Client tokens live for minutes.
const LONGEST_LIFE: Seconds = 24 * 60 * 60;

/// A token and its end.
#[derive(Debug, Clone)]
pub struct LeasedToken {
    /// The token.
    pub token: Rc<ClientToken>,
    /// When it ends.
    pub end: End,
    /// When the page is asked for another token.
    pub expiring: Milliseconds,
    /// The end if the token's life began when the page gave it. A later correction by the API's
    /// clock never moves the end beyond this time.
    latest: End,
}

impl LeasedToken {
    /// Takes a token that the page gave. Returns `None` if it has ended by the API's own clock.
    /// `skew` is the seconds by which that clock is ahead of this machine's, if it is known.
    pub fn begin(now: Now, token: ClientToken, skew: Option<Seconds>) -> Option<Self> {
        let life = token.expires().saturating_sub(token.issued());
        let left = match (seconds_left(&token, issuer_time(now, skew)), skew) {
            (..=0, Some(_)) => return None,
            // The token has ended by this machine's clock. The API knows which clock is wrong, so
            // the token is tried.
            (..=0, None) => life,
            // No token lives longer than its claims say.
            (left, _) if life > 0 => left.min(life),
            (left, _) => left,
        };
        // A token without `iat` counts as issued now, by this machine's clock. If the issuer's clock
        // is behind, such a token may end before it begins. Then its life is unknown.
        let latest = End::after(now, if life > 0 { life.min(LONGEST_LIFE) } else { left.max(1) });
        Some(Self::new(now, Rc::new(token), left, latest))
    }

    fn new(now: Now, token: Rc<ClientToken>, left: Seconds, latest: End) -> Self {
        let end = End::after(now, left.clamp(1, LONGEST_LIFE)).earlier(latest);
        // A token for a single use is not replaced before a call needs it, because the new one
        // could be wasted.
        let expiring = match token.usage() {
            Usage::SingleUse => Milliseconds::MAX,
            Usage::UntilExpiration => {
                let left = end.ticks.saturating_sub(now.ticks);
                end.ticks - (left / 4).clamp(1_000, LEAD).min(left / 2)
            }
        };
        Self { token, end, expiring, latest }
    }

    /// Returns the token with its end by the issuer's clock, which says `date`.
    #[must_use]
    pub fn corrected(self, now: Now, date: Seconds) -> Self {
        let left = seconds_left(&self.token, date);
        Self::new(now, self.token, left, self.latest)
    }

    /// Returns the end of the token, by the issuer's clock if it is known.
    pub fn known_end(&self, now: Now, skew: Option<Seconds>) -> End {
        let known = match skew {
            Some(_) => {
                let left = seconds_left(&self.token, issuer_time(now, skew));
                End::after(now, left.clamp(0, LONGEST_LIFE))
            }
            None => self.end,
        };
        known.earlier(self.latest)
    }
}

/// Returns the time by the issuer's clock. Until an answer shows how the two clocks differ, this is
/// the time by this machine's clock.
pub fn issuer_time(now: Now, skew: Option<Seconds>) -> Seconds {
    now.time.saturating_add(skew.unwrap_or_default())
}

/// Returns the seconds until a token ends, by the issuer's clock.
fn seconds_left(token: &ClientToken, time: Seconds) -> Seconds {
    token.expires().saturating_sub(time)
}

/// Hashes a token for a single use (FNV-1a), to recognize it without keeping it. Returns `None` for
/// other tokens.
pub fn single_use_fingerprint(token: &ClientToken) -> Option<u64> {
    let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (token.usage() == Usage::SingleUse)
        .then(|| token.expose().bytes().fold(0xcbf2_9ce4_8422_2325, hash))
}
