//! Passes the page's messages on to the other modules. Hands each event to the state machine, and
//! carries out its commands.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use sordino_core::decode::Malformed;
use sordino_core::error::{Code, Failure, FieldProblem};
use sordino_core::protocol::{FromVault, GivenToken, ToVault, limits};
use sordino_core::session::tokens::TokenAnswer;
use sordino_core::session::{Command, Event, StateMachine};
use sordino_core::token::ClientToken;
use sordino_core::words::{Locale, PageTexts};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};

use crate::clock::now;
use crate::config::Config;
use crate::decode::decode;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::js::{get, window};
use crate::listen::{EventListener, on};
use crate::operation::Operations;
use crate::port::Port;
use crate::wait::{call_later, spawn};
use crate::words;

/// The default of the milliseconds that one answer may take, and the most that a page may set.
const TIMEOUT: u32 = 15_000;
const LONGEST_TIMEOUT: u32 = 120_000;

/// The milliseconds after which waiting messages are tried again.
const READ_AGAIN: u32 = 100;

/// One session with one page.
pub struct Session {
    port: Rc<Port>,
    fields: Rc<Fields>,
    operations: Rc<Operations>,
    machine: RefCell<StateMachine>,
    /// Wakes the state machine for its next check.
    timer: Cell<Option<Timeout>>,
    is_started: Cell<bool>,
    is_ready: Cell<bool>,
    /// Messages that have arrived and were not read yet.
    unread: RefCell<VecDeque<MessageEvent>>,
    /// Continues reading when it ends.
    read_timer: Cell<Option<Timeout>>,
    /// Messages that arrived before the texts were loaded.
    deferred: RefCell<Vec<ToVault>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Session {
    /// Starts a session, and listens on its port.
    pub fn start(config: Config, port: MessagePort, unclaimed: Vec<Frame>) -> Rc<Self> {
        let port = Rc::new(Port::new(port));
        let fields = Rc::new(Fields::new(Rc::clone(&port), unclaimed));
        let session = Rc::new_cyclic(|session: &Weak<Self>| Self {
            operations: Operations::new(config, Rc::clone(&port), Rc::clone(&fields), {
                let session = Weak::clone(session);
                Box::new(move |event| {
                    if let Some(session) = session.upgrade() {
                        session.dispatch(event);
                    }
                })
            }),
            fields,
            port,
            machine: RefCell::new(StateMachine::new(TIMEOUT.into())),
            timer: Cell::default(),
            is_started: Cell::new(false),
            is_ready: Cell::new(false),
            unread: RefCell::default(),
            read_timer: Cell::default(),
            deferred: RefCell::default(),
            listeners: RefCell::default(),
        });
        let receiver = Rc::clone(&session);
        let mut listeners = vec![on(session.port.raw(), "message", move |event| {
            receiver.enqueue(event.clone().unchecked_into());
        })];
        // The page goes away, perhaps only into the back/forward cache. On return there is no token
        // and no value to reveal, because another person may sit there (attack 37). Typed texts
        // stay.
        let window = window();
        let leaving = Rc::clone(&session);
        listeners.push(on(&window, "pagehide", move |event| {
            let is_kept = get(event, "persisted").is_truthy();
            leaving.dispatch(Event::Leave { is_kept });
            leaving.fields.forget_shown();
            // The vault's document does not come back, but its memory may live on for a while. It
            // still has the texts of fields that went away first.
            if !is_kept {
                leaving.fields.clear();
            }
        }));
        let back = Rc::clone(&session);
        listeners.push(on(&window, "pageshow", move |event| {
            // Each document also sends this event when it has loaded.
            if get(event, "persisted").is_truthy() {
                back.fields.restore_inputs();
            }
            back.dispatch(Event::Return);
        }));
        if let Some(document) = window.document() {
            let (seen, of) = (Rc::clone(&session), document.clone());
            listeners.push(on(&document, "visibilitychange", move |_| {
                seen.dispatch(if of.hidden() { Event::Hide } else { Event::Return });
            }));
        }
        session.listeners.replace(listeners);
        // Until now, messages have waited in the port.
        session.port.raw().start();
        session
    }

    /// Takes the frame of a field that announced itself.
    pub fn add_frame(&self, frame: Frame) {
        self.fields.add_frame(frame);
    }

    /// Takes a message that has arrived. It is normally read at once. Under a flood it waits, or
    /// ends the session.
    fn enqueue(self: &Rc<Self>, event: MessageEvent) {
        self.unread.borrow_mut().push_back(event);
        if self.unread.borrow().len() > limits::UNREAD {
            self.port.send(FromVault::Ended(Code::Protocol.into()));
            return self.destroy();
        }
        self.read_waiting();
    }

    /// Reads waiting messages for as long as the port's allowance lasts.
    fn read_waiting(self: &Rc<Self>) {
        while !self.unread.borrow().is_empty() {
            if !self.port.may_read() {
                let session = Rc::clone(self);
                self.read_timer.set(Some(call_later(READ_AGAIN, move || session.read_waiting())));
                return;
            }
            let next = self.unread.borrow_mut().pop_front();
            let Some(event) = next else { return };
            self.receive(&self.port.read(&event));
        }
    }

    fn receive(self: &Rc<Self>, message: &JsValue) {
        if !self.port.charge_message() {
            return self.refuse(message, Code::Protocol, Vec::new());
        }
        match decode(message) {
            Ok(message) => self.handle(message),
            Err(Malformed(problems)) => self.refuse(message, Code::InvalidInput, problems),
        }
    }

    fn handle(self: &Rc<Self>, message: ToVault) {
        if let Err(failure) = self.try_handle(message) {
            self.port.fail(failure);
        }
    }

    fn try_handle(self: &Rc<Self>, message: ToVault) -> Result<(), Failure> {
        // `Start` must be the first message, and must come only once.
        if matches!(message, ToVault::Start { .. }) == self.is_started.get() {
            return Err(Code::Protocol.into());
        }
        // A field that is built before the texts are loaded would have none.
        if self.is_started.get() && !self.is_ready.get() {
            self.deferred.borrow_mut().push(message);
            return Ok(());
        }
        match message {
            ToVault::Start { appearance, locale, words, timeout } => {
                self.is_started.set(true);
                let timeout = timeout.clamp(1, LONGEST_TIMEOUT);
                self.machine.borrow_mut().timeout = timeout.into();
                self.fields.timeout.set(timeout);
                self.fields.set_appearance(appearance);
                self.load_texts(locale.chars().take(35).collect(), words, timeout);
            }
            ToVault::Appearance(appearance) => self.fields.set_appearance(appearance),
            ToVault::AddField { id, kind, options } => self
                .fields
                .add(&id, kind, self.operations.config.policy.limit(options))
                .inspect_err(|failure| self.fields.refuse(&id, failure))?,
            ToVault::RemoveField { id } => self.fields.remove(&id),
            ToVault::CommandField { id, command } => self.fields.command(&id, command),
            ToVault::Call { id, operation, .. }
                if !self.operations.config.policy.allows(operation) =>
            {
                self.port.send(FromVault::Failed { id, error: Code::Unsupported.into() });
            }
            ToVault::Call { id, operation, input } => self.operations.begin(id, operation, input),
            ToVault::Abort { id } => self.dispatch(Event::Abort { call: id }),
            ToVault::Token { request, token, failed } => {
                let answer = if failed { TokenAnswer::Failed } else { self.check_token(token) };
                self.dispatch(Event::TokenAnswer { request, answer });
            }
            ToVault::Hide {} => self.fields.hide(),
            ToVault::Destroy {} => self.destroy(),
        }
        Ok(())
    }

    /// Loads the texts of a language, and replaces some of them with the page's own. Then the
    /// session is ready, and handles the deferred messages.
    fn load_texts(self: &Rc<Self>, language: String, own: PageTexts, timeout: u32) {
        let session = Rc::clone(self);
        spawn(async move {
            let texts = words::load(&language, timeout).await;
            let locale = Locale::new(&language, texts, own);
            session.fields.set_language(language, locale);
            session.is_ready.set(true);
            session.port.send(FromVault::Ready {});
            Frame::each_sibling(|frame| session.fields.add_frame(frame));
            for message in session.deferred.take() {
                session.handle(message);
            }
        });
    }

    /// Refuses a message. A refused call fails with `code`, because its caller must not wait
    /// forever. Wrong options are named, and wrong options of `Start` end the session.
    fn refuse(&self, message: &JsValue, code: Code, problems: Vec<FieldProblem>) {
        if !problems.is_empty() {
            let failure = Failure::with_fields(Code::InvalidOptions, problems);
            if let Some(id) = get(&get(message, "addField"), "id").as_string() {
                self.fields.refuse(&id, &failure);
            }
            return if self.is_started.get() {
                self.port.fail(failure);
            } else {
                self.port.send(FromVault::Ended(failure));
            };
        }
        match get(&get(message, "call"), "id").as_f64() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the loader ignores an unknown id"
            )]
            Some(id) => self.port.send(FromVault::Failed { id: id as u32, error: code.into() }),
            None => self.port.fail(Code::Protocol),
        }
    }

    /// Hands an event to the state machine, and carries out its commands. Never inlined, because
    /// it contains the whole machine.
    #[inline(never)]
    fn dispatch(self: &Rc<Self>, event: Event) {
        let commands = self.machine.borrow_mut().step(now(), event);
        for command in commands {
            match command {
                Command::Gather { call } => self.operations.run_call(call),
                Command::Refuse { call, code } => self.operations.refuse(call, code),
                Command::Ask { request, reason } => {
                    self.port.send(FromVault::NeedToken { request, reason });
                }
                Command::Send { call, token } => self.operations.send(call, token),
                Command::Cancel { call } => self.operations.calls.cancel(call),
                Command::Deliver { call, outcome } => self.operations.calls.deliver(call, outcome),
                Command::Expiring => self.port.send(FromVault::TokenExpiring {}),
                Command::Expired => self.port.send(FromVault::TokenExpired {}),
                Command::Mask => self.fields.forget_shown(),
            }
        }
        self.set_timer();
    }

    fn set_timer(self: &Rc<Self>) {
        let now = now();
        let timer = self.machine.borrow().next_wake(now).map(|wake| {
            let session = Rc::clone(self);
            let left = u32::try_from(wake.saturating_sub(now.ticks)).unwrap_or(u32::MAX);
            call_later(left, move || session.dispatch(Event::Time))
        });
        self.timer.set(timer);
    }

    fn destroy(self: &Rc<Self>) {
        self.dispatch(Event::Destroy);
        self.fields.clear();
        self.listeners.take();
        self.unread.take();
        self.port.close();
    }

    /// Checks the token that the page gave. A token that the deployment's policy does not accept,
    /// such as another organization's, counts as malformed.
    fn check_token(&self, token: Option<GivenToken>) -> TokenAnswer {
        let Some(GivenToken { value, expiration_date, usage }) = token else {
            return TokenAnswer::Nothing;
        };
        match ClientToken::new(value.into_inner(), expiration_date.as_deref(), usage, now().time) {
            Ok(token) if self.operations.config.policy.accepts(&token) => TokenAnswer::Token(token),
            _ => TokenAnswer::Malformed,
        }
    }
}
