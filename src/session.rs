//! What the page asked for, passed on; and what happens, handed to the state machine, whose effects
//! are carried out here.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use sordino_core::decode::Malformed;
use sordino_core::error::{Code, Failure, FieldProblem};
use sordino_core::protocol::{FromVault, GivenToken, ToVault, limits};
use sordino_core::session::tokens::Given;
use sordino_core::session::{Effect, Event, Session as Machine};
use sordino_core::token::ClientToken;
use sordino_core::words::{Locale, Own};
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
use crate::wait::{later, spawn};
use crate::words;

/// Milliseconds that one answer may take, until the page says otherwise; and the most that it may
/// say.
const TIMEOUT: u32 = 15_000;
const LONGEST_TIMEOUT: u32 = 120_000;

/// Milliseconds until what waits to be read is tried again.
const READ_AGAIN: u32 = 100;

/// One session with one page.
pub struct Session {
    port: Rc<Port>,
    fields: Rc<Fields>,
    operations: Rc<Operations>,
    machine: RefCell<Machine>,
    /// Until the machine is to look again.
    timer: Cell<Option<Timeout>>,
    is_started: Cell<bool>,
    is_ready: Cell<bool>,
    /// What has arrived and is not read yet, and until it is to be tried again.
    unread: RefCell<VecDeque<MessageEvent>>,
    reading: Cell<Option<Timeout>>,
    /// What the page has said before the words were there.
    held: RefCell<Vec<ToVault>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Session {
    /// Begins to listen on the port.
    pub fn start(config: Config, port: MessagePort, early: Vec<Frame>) -> Rc<Self> {
        let port = Rc::new(Port::new(port));
        let fields = Rc::new(Fields::new(Rc::clone(&port), early));
        let session = Rc::new_cyclic(|session: &Weak<Self>| Self {
            operations: Operations::new(config, Rc::clone(&port), Rc::clone(&fields), {
                let session = Weak::clone(session);
                Box::new(move |event| {
                    if let Some(session) = session.upgrade() {
                        session.happened(event);
                    }
                })
            }),
            fields,
            port,
            machine: RefCell::new(Machine::new(TIMEOUT.into())),
            timer: Cell::default(),
            is_started: Cell::new(false),
            is_ready: Cell::new(false),
            unread: RefCell::default(),
            reading: Cell::default(),
            held: RefCell::default(),
            listeners: RefCell::default(),
        });
        let receiver = Rc::clone(&session);
        let mut listeners = vec![on(session.port.raw(), "message", move |event| {
            receiver.arrived(event.clone().unchecked_into());
        })];
        // The page goes away, perhaps only into the back/forward cache: on return there is nothing
        // to reveal and no token (attack 37), whoever sits there then. What was typed stays.
        let window = window();
        let leaving = Rc::clone(&session);
        listeners.push(on(&window, "pagehide", move |event| {
            let is_kept = get(event, "persisted").is_truthy();
            leaving.happened(Event::Leave { is_kept });
            leaving.fields.forget_shown();
            // The vault's document goes for good, and its memory may live on for a while. Fields
            // that went before it have left here what was typed, in case that they come again.
            if !is_kept {
                leaving.fields.clear();
            }
        }));
        let back = Rc::clone(&session);
        listeners.push(on(&window, "pageshow", move |event| {
            // So says each document once it is loaded, too.
            if get(event, "persisted").is_truthy() {
                back.fields.come_back();
            }
            back.happened(Event::Return);
        }));
        if let Some(document) = window.document() {
            let (seen, of) = (Rc::clone(&session), document.clone());
            listeners.push(on(&document, "visibilitychange", move |_| {
                seen.happened(if of.hidden() { Event::Hide } else { Event::Return });
            }));
        }
        session.listeners.replace(listeners);
        // Messages wait in the port until now.
        session.port.raw().start();
        session
    }

    /// A field's document is there.
    pub fn announced(&self, frame: Frame) {
        self.fields.announced(frame);
    }

    /// A message is there. It is read at once, as a rule; under a flood it waits, or ends the session.
    fn arrived(self: &Rc<Self>, event: MessageEvent) {
        self.unread.borrow_mut().push_back(event);
        if self.unread.borrow().len() > limits::UNREAD {
            self.port.send(FromVault::Ended(Code::Protocol.into()));
            return self.destroy();
        }
        self.read_on();
    }

    fn read_on(self: &Rc<Self>) {
        while !self.unread.borrow().is_empty() {
            if !self.port.may_read() {
                let session = Rc::clone(self);
                self.reading.set(Some(later(READ_AGAIN, move || session.read_on())));
                return;
            }
            let next = self.unread.borrow_mut().pop_front();
            let Some(event) = next else { return };
            self.receive(&self.port.read(&event));
        }
    }

    fn receive(self: &Rc<Self>, message: &JsValue) {
        if !self.port.allows_one_more() {
            return self.turn_away(message, Code::Protocol, Vec::new());
        }
        match decode(message) {
            Ok(message) => self.take(message),
            Err(Malformed(problems)) => self.turn_away(message, Code::InvalidInput, problems),
        }
    }

    fn take(self: &Rc<Self>, message: ToVault) {
        if let Err(failure) = self.act(message) {
            self.port.fail(failure);
        }
    }

    fn act(self: &Rc<Self>, message: ToVault) -> Result<(), Failure> {
        // Nothing before the first message, and that only once.
        if matches!(message, ToVault::Start { .. }) == self.is_started.get() {
            return Err(Code::Protocol.into());
        }
        // What is built before the words are there would have none.
        if self.is_started.get() && !self.is_ready.get() {
            self.held.borrow_mut().push(message);
            return Ok(());
        }
        match message {
            ToVault::Start { appearance, locale, words, timeout } => {
                self.is_started.set(true);
                let timeout = timeout.clamp(1, LONGEST_TIMEOUT);
                self.machine.borrow_mut().timeout = timeout.into();
                self.fields.timeout.set(timeout);
                self.fields.set_appearance(appearance);
                self.begin(locale.chars().take(35).collect(), words, timeout);
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
            ToVault::Call { id, operation, input } => self.operations.call(id, operation, input),
            ToVault::Abort { id } => self.happened(Event::Abort { call: id }),
            ToVault::Token { request, token, failed } => {
                let given = if failed { Given::Failed } else { self.given(token) };
                self.happened(Event::Given { request, given });
            }
            ToVault::Hide {} => self.fields.hide(),
            ToVault::Destroy {} => self.destroy(),
        }
        Ok(())
    }

    /// Learns the language, and the page's words in place of its own; then the session is ready,
    /// and does what it was told meanwhile.
    fn begin(self: &Rc<Self>, language: String, own: Own, timeout: u32) {
        let session = Rc::clone(self);
        spawn(async move {
            let texts = words::load(&language, timeout).await;
            let locale = Locale::new(&language, texts, own);
            session.fields.set_language(language, locale);
            session.is_ready.set(true);
            session.port.send(FromVault::Ready {});
            Frame::each_sibling(|frame| session.fields.announced(frame));
            for message in session.held.take() {
                session.take(message);
            }
        });
    }

    /// A message that is not taken. Who waits for a call's answer must not wait for ever: it is
    /// told `code`. Options that are wrong are named; without right ones, no session begins.
    fn turn_away(&self, message: &JsValue, code: Code, problems: Vec<FieldProblem>) {
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
                reason = "an id that is none is nobody's"
            )]
            Some(id) => self.port.send(FromVault::Failed { id: id as u32, error: code.into() }),
            None => self.port.fail(Code::Protocol),
        }
    }

    /// Something happened: the machine says what is to be done. One copy: it holds the whole
    /// machine.
    #[inline(never)]
    fn happened(self: &Rc<Self>, event: Event) {
        let effects = self.machine.borrow_mut().step(now(), event);
        for effect in effects {
            match effect {
                Effect::Gather { call } => self.operations.gather(call),
                Effect::Refuse { call, code } => self.operations.refuse(call, code),
                Effect::Ask { request, reason } => {
                    self.port.send(FromVault::NeedToken { request, reason });
                }
                Effect::Send { call, token } => self.operations.send(call, token),
                Effect::Cancel { call } => self.operations.calls.cancel(call),
                Effect::Deliver { call, outcome } => self.operations.calls.deliver(call, outcome),
                Effect::Expiring => self.port.send(FromVault::TokenExpiring {}),
                Effect::Expired => self.port.send(FromVault::TokenExpired {}),
                Effect::Mask => self.fields.forget_shown(),
            }
        }
        self.set_timer();
    }

    fn set_timer(self: &Rc<Self>) {
        let now = now();
        let timer = self.machine.borrow().wake(now).map(|wake| {
            let session = Rc::clone(self);
            let left = u32::try_from(wake.saturating_sub(now.ticks)).unwrap_or(u32::MAX);
            later(left, move || session.happened(Event::Time))
        });
        self.timer.set(timer);
    }

    fn destroy(self: &Rc<Self>) {
        self.happened(Event::Destroy);
        self.fields.clear();
        self.listeners.take();
        self.unread.take();
        self.port.close();
    }

    /// What the page gave as a token. A token of another organization, say, is none that this
    /// deployment takes.
    fn given(&self, token: Option<GivenToken>) -> Given {
        let Some(GivenToken { value, expiration_date, usage }) = token else {
            return Given::Nothing;
        };
        match ClientToken::new(value.into_inner(), expiration_date.as_deref(), usage, now().time) {
            Ok(token) if self.operations.config.policy.accepts(&token) => Given::Token(token),
            _ => Given::Malformed,
        }
    }
}
