//! The limits of a caller in ten seconds: the number of requests, and the sum of their costs.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::caller::Caller;
use crate::clock::iso;
use crate::environment::Environment;

/// The time window of both limits.
const WINDOW_MS: i64 = 10_000;

/// The limits in one time window.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Requests with the API key.
    server_requests: u64,
    /// Requests with the client tokens of one subject.
    client_requests: u64,
    /// The sum of the costs of one caller's requests.
    complexity: u64,
}

/// The documented limits. Those of the test environment are half of those of the live one.
fn limits(environment: Environment) -> Limits {
    match environment {
        Environment::Test => Limits { server_requests: 100, client_requests: 10, complexity: 2500 },
        Environment::Live => Limits { server_requests: 200, client_requests: 20, complexity: 5000 },
    }
}

/// How many subjects are remembered. Above that number, those without recent requests are
/// forgotten.
const SUBJECTS: usize = 10_000;

/// All callers' recent requests.
pub struct RateLimits {
    limits: Limits,
    recent: Mutex<HashMap<String, VecDeque<Spent>>>,
    /// Counts no requests, so that the speed of the sandbox can be measured.
    is_off: bool,
}

struct Spent {
    at_ms: i64,
    cost: u64,
}

/// The use of the limits, which the API reports with each response.
#[derive(Debug, Clone)]
pub struct Usage {
    as_of: Timestamp,
    count: Bucket,
    complexity: Bucket,
    /// Seconds to wait, if the request exceeds a limit.
    pub retry_after: Option<u64>,
}

#[derive(Debug, Clone)]
struct Bucket {
    cost: u64,
    remaining: u64,
    limit: u64,
    exceeded: bool,
}

impl RateLimits {
    /// Creates the limits of an environment. If `off`, nothing is limited.
    pub fn new(environment: Environment, off: bool) -> Self {
        Self { limits: limits(environment), recent: Mutex::default(), is_off: off }
    }

    /// The highest cost of a single request.
    pub fn complexity(&self) -> u64 {
        self.limits.complexity
    }

    /// Counts a request of a caller. A request that would exceed a limit is not counted, and
    /// [`Usage::retry_after`] says when to try again.
    pub fn charge(&self, caller: &Caller, cost: u64, now: Timestamp) -> Usage {
        let Limits { server_requests, client_requests, complexity } = self.limits;
        let limit = if caller.is_server() { server_requests } else { client_requests };
        if self.is_off {
            return Usage::of_nothing(limit, complexity, now);
        }
        let now_ms = now.as_millisecond();
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() > SUBJECTS {
            recent.retain(|_, spent| spent.iter().any(|spent| is_recent(spent, now_ms)));
        }
        let spent = recent.entry(caller.subject()).or_default();
        spent.retain(|spent| is_recent(spent, now_ms));

        let used = u64::try_from(spent.len()).unwrap_or(u64::MAX);
        let paid: u64 = spent.iter().map(|spent| spent.cost).sum();
        let no_count = used >= limit;
        let no_cost = paid.saturating_add(cost) > complexity;
        let refused = no_count || no_cost;
        let room = complexity.saturating_sub(cost);
        let retry_after =
            refused.then(|| seconds_until_room(spent, no_cost.then_some(room), now_ms));
        let (used, paid) = if refused {
            (used, paid)
        } else {
            spent.push_back(Spent { at_ms: now_ms, cost });
            (used + 1, paid + cost)
        };
        Usage {
            as_of: now,
            count: Bucket {
                cost: 1,
                remaining: limit.saturating_sub(used),
                limit,
                exceeded: no_count,
            },
            complexity: Bucket {
                cost,
                remaining: complexity.saturating_sub(paid),
                limit: complexity,
                exceeded: no_cost,
            },
            retry_after,
        }
    }

    /// Forgets all requests.
    pub fn clear(&self) {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Whether a request is in the time window. Requests of the future, which exist after the clock was
/// set back, do not count.
fn is_recent(spent: &Spent, now_ms: i64) -> bool {
    spent.at_ms <= now_ms && now_ms - spent.at_ms < WINDOW_MS
}

/// The time until enough of the oldest requests leave the window, rounded up to whole seconds.
/// Enough is one request, or with `room` so many that the others cost at most `room`.
fn seconds_until_room(spent: &VecDeque<Spent>, room: Option<u64>, now_ms: i64) -> u64 {
    let paid: u64 = spent.iter().map(|spent| spent.cost).sum();
    let mut freed = 0;
    let leaving = spent.iter().find(|spent| {
        freed += spent.cost;
        room.is_none_or(|room| paid - freed <= room)
    });
    let wait_ms = leaving.map_or(WINDOW_MS, |spent| spent.at_ms + WINDOW_MS - now_ms);
    u64::try_from(wait_ms).unwrap_or(0).div_ceil(1000).max(1)
}

impl Usage {
    fn of_nothing(limit: u64, complexity: u64, now: Timestamp) -> Self {
        let bucket = |limit| Bucket { cost: 0, remaining: limit, limit, exceeded: false };
        let (count, complexity) = (bucket(limit), bucket(complexity));
        Self { as_of: now, count, complexity, retry_after: None }
    }

    /// The value of `extensions.rateLimit`. The documentation names two places for `retryAfter`
    /// when a limit is exceeded, so it is in both.
    pub fn extension(&self) -> Value {
        let bucket = |bucket: &Bucket| {
            let mut value = json!({ "remaining": bucket.remaining, "limit": bucket.limit });
            match self.retry_after {
                None => value["cost"] = bucket.cost.into(),
                Some(seconds) if bucket.exceeded => value["retryAfter"] = seconds.into(),
                Some(_) => {}
            }
            value
        };
        let mut value = json!({
            "asOf": iso(self.as_of.as_second()),
            "count": bucket(&self.count),
            "complexity": bucket(&self.complexity),
        });
        if let Some(seconds) = self.retry_after {
            value["retryAfter"] = seconds.into();
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::ClientToken;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_900_000_000_000 + ms).unwrap_or_default()
    }

    fn client(subject: &str) -> Caller {
        Caller::Client(ClientToken { grants: Vec::new(), subject: subject.to_owned() })
    }

    #[test]
    fn requests_in_any_ten_seconds_are_limited() {
        for (environment, requests) in [(Environment::Test, 10), (Environment::Live, 20)] {
            check_limit(environment, requests);
        }
    }

    fn check_limit(environment: Environment, requests: i64) {
        let limits = RateLimits::new(environment, false);
        for i in 0..requests {
            assert_eq!(limits.charge(&client("a"), 1, at(i * 100)).retry_after, None, "{i}");
        }
        assert_eq!(limits.charge(&client("a"), 1, at(2000)).retry_after, Some(8));
        assert_eq!(limits.charge(&client("b"), 1, at(2000)).retry_after, None);
        assert_eq!(limits.charge(&client("a"), 1, at(9_999)).retry_after, Some(1));
        assert_eq!(limits.charge(&client("a"), 1, at(10_000)).retry_after, None);
        let second_is_recent = limits.charge(&client("a"), 1, at(10_050)).retry_after;
        assert_eq!(second_is_recent, Some(1));
    }

    #[test]
    fn no_caller_waits_if_limits_are_off() {
        let limits = RateLimits::new(Environment::Test, true);
        for _ in 0..1000 {
            assert_eq!(limits.charge(&client("a"), 9_999, at(0)).retry_after, None);
        }
    }

    #[test]
    fn costs_are_limited_too() {
        let limits = RateLimits::new(Environment::Test, false);
        assert_eq!(limits.charge(&Caller::Server, 2000, at(0)).retry_after, None);
        let usage = limits.charge(&Caller::Server, 600, at(500));
        assert_eq!(usage.retry_after, Some(10));
        let extension = usage.extension();
        assert_eq!(extension["complexity"]["retryAfter"], 10);
        assert_eq!(extension["complexity"]["cost"], Value::Null);
        assert_eq!(extension["count"]["retryAfter"], Value::Null);
        assert_eq!(limits.charge(&Caller::Server, 500, at(500)).retry_after, None);
    }

    #[test]
    fn requests_of_the_future_do_not_count_after_the_clock_is_set_back() {
        let limits = RateLimits::new(Environment::Test, false);
        for _ in 0..10 {
            limits.charge(&client("a"), 1, at(60_000));
        }
        assert_eq!(limits.charge(&client("a"), 1, at(0)).retry_after, None);
    }
}
