//! The surroundings of the machine: a page that gives tokens, an API that answers, two clocks. Each
//! step checks the machine's commands against the rules.

use std::collections::{HashMap, HashSet};

use sordino_core::error::{Code, Failure, Outcome};
use sordino_core::field::FieldKind;
use sordino_core::protocol::TokenReason;
use sordino_core::session::calls::{CallState, Request, SENDS};
use sordino_core::session::clock::Now;
use sordino_core::session::tokens::{TokenAnswer, TokenState};
use sordino_core::session::{Command, Event, StateMachine};
use sordino_core::time::Seconds;
use sordino_core::token::{ClientToken, Usage};
use sordino_core::use_case::{self, Operation, Success, is_same_object};
use sordino_core::value::Value;
use zeroize::Zeroizing;

/// The timeout of an answer, in milliseconds.
pub const TIMEOUT: u64 = 15_000;

/// The time at which a world begins, by a correct clock.
pub const BEGIN: Seconds = 1_795_550_400;

/// The end of a call.
pub type End = Result<bool, (Code, bool)>;

pub struct World {
    pub session: StateMachine,
    pub now: Now,
    /// The unanswered requests for a token, with their reasons.
    pub asked: Vec<(u32, TokenReason)>,
    /// The reasons of all requests so far.
    pub asks: Vec<TokenReason>,
    /// The requests on their way: the call and the token's text.
    pub sent: HashMap<u32, String>,
    /// The number of times that each token was sent.
    pub uses: HashMap<String, u32>,
    pub ends: Vec<(u32, End)>,
    /// The last failure of each call that failed.
    pub failures: HashMap<u32, Failure>,
    pub expiring: u32,
    pub expired: u32,
    pub masked: u32,
    pub is_shown: bool,
    pub is_over: bool,
    single: HashSet<String>,
    /// The texts of tokens by their names. A name always means the same token, also when it is
    /// given again.
    texts: HashMap<String, String>,
    effects: HashMap<u32, use_case::Effect>,
    sends: HashMap<u32, (u8, bool)>,
    owed: HashSet<u32>,
    /// The calls that were reading, or waited to read, when the page went away.
    left: HashSet<u32>,
    /// Whether the page is away.
    is_gone: bool,
    /// The objects that calls are about; `cd_1` for a call that is missing here.
    pub objects: HashMap<u32, &'static str>,
    /// The whole life of each token in milliseconds.
    lives: HashMap<String, u64>,
    /// The latest end of each given token, by the steady clock: its whole life after it was given.
    latest: HashMap<String, u64>,
    /// The latest time at which the values of each object must be masked: the end of the token that
    /// read it, or of another token that the API has accepted for it.
    until: HashMap<&'static str, u64>,
    /// The token of the request that is being answered.
    answering: Option<String>,
}

impl World {
    pub fn new() -> Self {
        Self {
            session: StateMachine::new(TIMEOUT),
            now: Now { ticks: 1_000, time: BEGIN, chance: 128 },
            asked: Vec::new(),
            asks: Vec::new(),
            sent: HashMap::new(),
            uses: HashMap::new(),
            ends: Vec::new(),
            failures: HashMap::new(),
            expiring: 0,
            expired: 0,
            masked: 0,
            is_shown: false,
            is_over: false,
            single: HashSet::new(),
            texts: HashMap::new(),
            effects: HashMap::new(),
            sends: HashMap::new(),
            owed: HashSet::new(),
            left: HashSet::new(),
            is_gone: false,
            objects: HashMap::new(),
            lives: HashMap::new(),
            latest: HashMap::new(),
            until: HashMap::new(),
            answering: None,
        }
    }

    /// Hands in an event and carries out the commands.
    pub fn step(&mut self, event: Event) {
        match event {
            Event::Leave { is_kept } => {
                self.is_gone = true;
                if is_kept {
                    self.left.extend(&self.owed);
                }
            }
            Event::Return => self.is_gone = false,
            _ => {}
        }
        let commands = self.session.step(self.now, event);
        for command in commands {
            assert!(
                !self.is_over || matches!(command, Command::Refuse { code: Code::Destroyed, .. }),
                "5: after the end"
            );
            self.carry_out(command);
        }
        for call in self.sent.keys() {
            assert_eq!(
                self.session.call_state(*call),
                Some(CallState::Sent),
                "on its way without its state"
            );
        }
        for call in &self.owed {
            assert!(!self.is_over, "6: a call of an ended session is owed an answer");
            let state = self.session.call_state(*call);
            assert!(
                matches!(state, Some(CallState::Waiting | CallState::Sent | CallState::Pausing)),
                "6: call {call} is owed an answer in state {state:?}"
            );
            assert!(
                self.session.next_wake(self.now).is_some(),
                "6: nothing will ever happen to call {call}"
            );
            if state == Some(CallState::Waiting) && !self.is_gone {
                assert_eq!(
                    self.session.token_state(),
                    TokenState::Asked,
                    "a call waits for a token that nobody is asked for"
                );
            }
        }
        assert_eq!(
            self.is_shown,
            self.session.may_reveal(self.now),
            "4: what is shown, and what may be"
        );
        for (object, until) in &self.until {
            assert!(self.now.ticks < *until, "4: {object} is shown after the end of its token");
        }
        if let Some(wake) = self.session.next_wake(self.now) {
            assert!(wake > self.now.ticks, "a wake-up that is past would never end");
        }
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Gather { call } => {
                assert_eq!(self.session.call_state(call), Some(CallState::Gathering));
            }
            Command::Refuse { .. } => {}
            Command::Ask { request, reason } => {
                assert!(!self.is_gone, "4: a page that is away is asked for a token");
                // The previous request timed out, or the page went away. Its answer no longer
                // counts.
                self.asked.clear();
                self.asked.push((request, reason));
                self.asks.push(reason);
            }
            Command::Send { call, token } => self.send(call, token.expose()),
            Command::Cancel { call } => drop(self.sent.remove(&call)),
            Command::Deliver { call, outcome } => self.deliver(call, *outcome),
            Command::Expiring => self.expiring += 1,
            Command::Expired => self.expired += 1,
            Command::Mask => {
                assert!(self.is_shown, "4: nothing was shown");
                self.is_shown = false;
                self.masked += 1;
                self.until.clear();
            }
        }
    }

    fn send(&mut self, call: u32, token: &str) {
        assert_eq!(self.session.call_state(call), Some(CallState::Sent));
        assert!(self.owed.contains(&call), "sent, though it asked for nothing");
        assert!(
            self.sent.insert(call, token.to_owned()).is_none(),
            "two requests of one call at a time"
        );
        self.left.remove(&call);
        let uses = self.uses.entry(token.to_owned()).or_default();
        *uses += 1;
        assert!(
            *uses == 1 || !self.single.contains(token),
            "2: a token for a single use went out twice"
        );
        let (sends, was_refused) = self.sends.entry(call).or_default();
        *sends += 1;
        if self.effects[&call] == use_case::Effect::Make {
            assert!(*sends == 1 || *was_refused, "3: made twice");
            assert!(*sends <= 2, "3: made twice");
        }
        assert!(*sends <= SENDS * 2, "3: sent for ever");
    }

    fn deliver(&mut self, call: u32, outcome: Result<Success, Failure>) {
        assert!(self.owed.remove(&call), "6: told twice, or unasked");
        assert!(!self.sent.contains_key(&call), "told while its request is on its way");
        let effect = self.effects[&call];
        let end = match outcome {
            Ok(success) => {
                let shows = !success.shown.is_empty();
                assert!(
                    !shows || !self.left.contains(&call),
                    "4: shown to whoever sits there when the page comes back"
                );
                self.is_shown |= shows;
                let of = self.object_of(call);
                let known = self.until.keys().find(|known| is_same_object(known, of));
                let object = known.copied().unwrap_or(of);
                if let Some(token) = &self.answering
                    && (shows || self.until.contains_key(object))
                {
                    let until = self.until.entry(object).or_default();
                    *until = self.latest[token].max(*until);
                }
                Ok(shows)
            }
            Err(failure) => {
                let outcome_unknown = failure.outcome == Some(Outcome::Unknown);
                assert!(
                    !outcome_unknown || effect != use_case::Effect::Read,
                    "reading leaves nothing open"
                );
                assert!(
                    outcome_unknown
                        || effect == use_case::Effect::Read
                        || !matches!(
                            failure.code,
                            Code::Network
                                | Code::Timeout
                                | Code::ServerError
                                | Code::UnexpectedResponse
                        ),
                    "it is said not to be done, and nothing proves it"
                );
                assert!(
                    !(outcome_unknown && failure.retryable && effect == use_case::Effect::Make),
                    "it would be made twice"
                );
                let code = failure.code;
                self.failures.insert(call, failure);
                Err((code, outcome_unknown))
            }
        };
        self.ends.push((call, end));
    }

    /// The page calls an operation, which gathers its input.
    pub fn call(&mut self, call: u32, operation: Operation) {
        self.step(Event::Begin { call, operation });
        if self.session.call_state(call) == Some(CallState::Gathering) {
            self.request(call, use_case::use_case(operation).effect);
        }
    }

    /// A call asks to send a request.
    pub fn request(&mut self, call: u32, effect: use_case::Effect) {
        if matches!(self.session.call_state(call), Some(CallState::Gathering | CallState::Answered))
        {
            self.effects.insert(call, effect);
            self.sends.remove(&call);
            self.owed.insert(call);
        }
        let object = Some(self.object_of(call).into());
        self.step(Event::Request(Request { call, effect, object }));
    }

    /// Returns the object that a call is about.
    fn object_of(&self, call: u32) -> &'static str {
        self.objects.get(&call).copied().unwrap_or("cd_1")
    }

    /// Returns whether a call only reads. No other call has values to show.
    pub fn reads(&self, call: u32) -> bool {
        self.effects.get(&call) == Some(&use_case::Effect::Read)
    }

    /// Returns the token with a name. A new token lives from now on by the issuer's clock, which is
    /// `skew` ahead of the page's.
    pub fn token(&mut self, name: &str, usage: Usage, life: Seconds, skew: Seconds) -> ClientToken {
        let expires = self.now.time + skew + life;
        let text = self
            .texts
            .entry(name.to_owned())
            .or_insert_with(|| jwt(name, expires - life.max(1), expires))
            .clone();
        if usage == Usage::SingleUse {
            self.single.insert(text.clone());
        }
        let lives = u64::try_from(life.max(1)).unwrap_or_default().min(86_400);
        // A token that is given again keeps its own end.
        self.lives.entry(text.clone()).or_insert(lives * 1000);
        match ClientToken::new(Zeroizing::new(text), None, usage, self.now.time) {
            Ok(token) => token,
            Err(error) => panic!("{error:?}"),
        }
    }

    /// Returns the text of the token with a name.
    pub fn text(&self, name: &str) -> String {
        self.texts.get(name).cloned().unwrap_or_default()
    }

    /// The page answers the last request for a token.
    pub fn give(&mut self, answer: TokenAnswer) {
        if let Some((request, _)) = self.asked.pop() {
            if let TokenAnswer::Token(token) = &answer {
                let text = token.expose();
                self.latest.insert(text.to_owned(), self.now.ticks + self.lives[text]);
            }
            self.step(Event::TokenAnswer { request, answer });
        }
    }

    /// The page gives a token for ten minutes.
    pub fn give_token(&mut self, value: &str) {
        let token = self.token(value, Usage::UntilExpiration, 600, 0);
        self.give(TokenAnswer::Token(token));
    }

    /// The API answers the request of a call.
    pub fn answer(&mut self, call: u32, answer: Result<Success, Failure>, date: Option<Seconds>) {
        let Some(token) = self.sent.remove(&call) else { return };
        self.answering = Some(token);
        if let Err(failure) = &answer
            && failure.code == Code::Unauthorized
            && failure.outcome.is_none()
            && let Some((_, was_refused)) = self.sends.get_mut(&call)
        {
            *was_refused = true;
        }
        self.step(Event::Answer { call, answer, date });
        self.answering = None;
    }

    /// Time passes, and timers fire. While the machine sleeps, no timer fires and the steady clock
    /// stops.
    pub fn pass(&mut self, milliseconds: u64, is_asleep: bool) {
        let time = self.now.time + Seconds::try_from(milliseconds / 1000).unwrap_or_default();
        if is_asleep {
            self.now.time = time;
            return;
        }
        let until = self.now.ticks + milliseconds;
        while let Some(wake) = self.session.next_wake(self.now).filter(|wake| *wake <= until) {
            self.now.time += Seconds::try_from((wake - self.now.ticks) / 1000).unwrap_or_default();
            self.now.ticks = wake;
            self.step(Event::Time);
        }
        self.now.ticks = until;
        self.now.time = self.now.time.max(time);
        self.step(Event::Time);
    }

    pub fn destroy(&mut self) {
        let commands = self.session.step(self.now, Event::Destroy);
        for command in commands {
            self.carry_out(command);
        }
        self.is_over = true;
        assert!(self.owed.is_empty(), "6: a call is left without an answer");
        assert!(!self.is_shown, "4: something is still shown");
        assert_eq!(self.session.next_wake(self.now), None, "5: it would go on");
        self.asked.clear();
    }

    /// Returns the calls that wait for an answer.
    pub fn owed(&self) -> usize {
        self.owed.len()
    }

    /// Returns the last end of a call.
    pub fn end(&self, call: u32) -> Option<End> {
        self.ends.iter().rfind(|(of, _)| *of == call).map(|(_, end)| *end)
    }
}

/// A success without values to show.
#[expect(clippy::unnecessary_wraps, reason = "an answer, as `failed`")]
pub fn done() -> Result<Success, Failure> {
    Ok(Success { request_id: None, result: Value::Null, shown: Vec::new() })
}

/// A success with a value to show.
#[expect(clippy::unnecessary_wraps, reason = "an answer, as `failed`")]
pub fn shown() -> Result<Success, Failure> {
    let value = (FieldKind::Cvv, Zeroizing::new("123".to_owned()));
    Ok(Success { request_id: None, result: Value::Null, shown: vec![value] })
}

pub fn failed(code: Code) -> Result<Success, Failure> {
    Err(code.into())
}

/// A failure whose answer does not prove that nothing was done.
pub fn unproved(code: Code) -> Result<Success, Failure> {
    Err(Failure { outcome: Some(Outcome::Unknown), ..code.into() })
}

fn jwt(value: &str, issued: Seconds, expires: Seconds) -> String {
    use base64::Engine as _;
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!(
        "e30.{}.c2ln",
        encode(&format!(r#"{{"sub":"{value}","iat":{issued},"exp":{expires}}}"#))
    )
}
