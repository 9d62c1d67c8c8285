//! What the page asked for, passed on.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use sordino_core::error::{Code, Failure};
use sordino_core::protocol::{FromVault, ToVault};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};

use crate::config::Config;
use crate::decode::decode;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::js::{get, window};
use crate::listen::{EventListener, on};
use crate::operation::Calls;
use crate::port::Port;
use crate::tokens::Tokens;
use crate::wait::spawn;
use crate::words;

/// Milliseconds that one answer may take, until the page says otherwise; and the most that it may say.
const TIMEOUT: u32 = 15_000;
const LONGEST_TIMEOUT: u32 = 120_000;

/// One session with one page.
pub struct Session {
    /// What was deployed.
    pub config: Config,
    /// The channel.
    pub port: Rc<Port>,
    /// The fields.
    pub fields: Fields,
    /// The token.
    pub tokens: Tokens,
    /// What is under way.
    pub calls: Calls,
    /// Milliseconds that one answer may take.
    pub timeout: Cell<u32>,
    is_started: Cell<bool>,
    is_ready: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Session {
    /// Begins to listen on the port.
    pub fn start(config: Config, port: MessagePort) -> Rc<Self> {
        let port = Rc::new(Port::new(port));
        let session = Rc::new(Self {
            config,
            fields: Fields::new(Rc::clone(&port)),
            port,
            tokens: Tokens::default(),
            calls: Calls::default(),
            timeout: Cell::new(TIMEOUT),
            is_started: Cell::new(false),
            is_ready: Cell::new(false),
            listeners: RefCell::default(),
        });
        let receiver = Rc::clone(&session);
        let mut listeners = vec![on(session.port.raw(), "message", move |event| {
            receiver.receive(&event.unchecked_ref::<MessageEvent>().data());
        })];
        // The page goes away, perhaps only into the back/forward cache: on return there is nothing to reveal and no token
        // (attack 37), whoever sits there then. What was typed stays.
        let leaving = Rc::clone(&session);
        listeners.push(on(&window(), "pagehide", move |_| {
            leaving.tokens.forget();
            leaving.fields.forget_shown();
        }));
        session.listeners.replace(listeners);
        // What is shown by a token is forgotten when it ends.
        let ending = Rc::downgrade(&session);
        session.tokens.when_ended(move || {
            if let Some(session) = ending.upgrade() {
                session.fields.forget_shown();
            }
        });
        // Messages wait in the port until now.
        session.port.raw().start();
        session
    }

    /// A field's document is there. Before the words are, nothing is built: once the session is ready, the page has every field
    /// announce itself again.
    pub fn announced(&self, frame: Frame) {
        if self.is_ready.get() {
            self.fields.announced(frame);
        }
    }

    fn receive(self: &Rc<Self>, message: &JsValue) {
        if !self.port.allows_one_more() {
            return self.refuse(message, Code::Protocol);
        }
        let Ok(message) = decode(message) else { return self.refuse(message, Code::InvalidInput) };
        if let Err(failure) = self.act(message) {
            self.port.fail(failure);
        }
    }

    fn act(self: &Rc<Self>, message: ToVault) -> Result<(), Failure> {
        // Nothing before the first message, and that only once.
        if matches!(message, ToVault::Start { .. }) == self.is_started.get() {
            return Err(Code::Protocol.into());
        }
        match message {
            ToVault::Start { appearance, locale, timeout } => {
                self.is_started.set(true);
                self.timeout.set(timeout.clamp(1, LONGEST_TIMEOUT));
                match self.fields.dress(appearance) {
                    Ok(()) => self.begin(locale.chars().take(35).collect()),
                    Err(failure) => self.port.send(FromVault::Ended(failure)),
                }
            }
            ToVault::Appearance(appearance) => self.fields.dress(appearance)?,
            ToVault::AddField { id, kind, options } => self.fields.add(&id, kind, options)?,
            ToVault::UpdateField { id, options } => self.fields.update(&id, options)?,
            ToVault::RemoveField { id } => self.fields.remove(&id),
            ToVault::CommandField { id, command } => self.fields.command(&id, command),
            ToVault::Call { id, operation, input } => self.call(id, operation, input),
            ToVault::Abort { id } => self.calls.abort(id),
            ToVault::Token { request, token } => self.tokens.answered(request, token),
            ToVault::Hide {} => self.fields.hide(),
            ToVault::Destroy {} => self.destroy(),
        }
        Ok(())
    }

    /// Learns the language; then the session is ready.
    fn begin(self: &Rc<Self>, language: String) {
        let session = Rc::clone(self);
        spawn(async move {
            let locale = words::load(&language, session.timeout.get()).await;
            session.fields.speak(language, locale);
            session.is_ready.set(true);
            session.port.send(FromVault::Ready {});
        });
    }

    /// A message that is not taken. Who waits for a call's answer must not wait for ever: it is told `code`.
    fn refuse(&self, message: &JsValue, code: Code) {
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

    fn destroy(&self) {
        self.calls.abort_all();
        self.tokens.forget();
        self.fields.clear();
        self.listeners.take();
        self.port.close();
    }
}
