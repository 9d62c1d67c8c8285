//! A field that shows what the API answered.
//!
//! 1. While hidden, the value is not in the document at all: a mask of fixed width stands there.
//! 2. It is revealed and copied only by a user's own gesture in the field (attack 31), and hides by itself.
//! 3. A screen reader gets the digits one by one.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use sordino_core::field::Shown;
use sordino_core::protocol::{FieldEvent, FieldOptions};
use sordino_core::words::{Locale, Word};
use web_sys::{Event, HtmlButtonElement, HtmlElement};
use zeroize::Zeroizing;

use crate::fields::Outlet;
use crate::frame::{Frame, append, on, set};

/// Two sheets.
const SHEETS: &str = "M9 9V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-4M5 9h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1Z";
/// An eye.
const EYE: &str = "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z";

/// Seconds until a revealed value hides, unless the page says otherwise.
const HIDE_AFTER: u32 = 30;

/// A shown value, built.
pub struct ShownField {
    spec: Shown,
    locale: Locale,
    outlet: Outlet,
    frame: Frame,
    label: HtmlElement,
    seen: HtmlElement,
    spoken: HtmlElement,
    reveal: HtmlButtonElement,
    copy: HtmlButtonElement,
    status: HtmlElement,
    hide_after: Cell<u32>,
    is_masked_first: Cell<bool>,
    value: RefCell<Option<Zeroizing<String>>>,
    is_revealed: Cell<bool>,
    timer: Cell<Option<Timeout>>,
    listeners: Cell<Vec<EventListener>>,
}

impl ShownField {
    /// Builds it into `frame`.
    pub fn build(
        frame: &Frame,
        kind: &str,
        spec: Shown,
        label: Word,
        options: &FieldOptions,
        locale: Locale,
        outlet: Outlet,
    ) -> Rc<Self> {
        let field: HtmlElement = frame.element("div", &[("class", "field shown"), ("data-kind", kind)]);
        let label_element: HtmlElement = frame.element("span", &[("class", "label"), ("id", "l")]);
        let row: HtmlElement = frame.element("div", &[("class", "box")]);
        let value: HtmlElement = frame.element("div", &[("id", "v"), ("role", "group"), ("aria-labelledby", "l")]);
        let seen: HtmlElement = frame.element("span", &[("class", "seen"), ("aria-hidden", "true")]);
        let spoken: HtmlElement = frame.element("span", &[("class", "spoken")]);
        let reveal: HtmlButtonElement = frame
            .element("button", &[("id", "t"), ("type", "button"), ("aria-pressed", "false"), ("aria-controls", "v")]);
        let copy: HtmlButtonElement = frame.element("button", &[("id", "c"), ("type", "button")]);
        let status: HtmlElement = frame.element("p", &[("id", "e"), ("class", "status"), ("aria-live", "polite")]);
        for (button, path) in [(&reveal, EYE), (&copy, SHEETS)] {
            if let Some(icon) = frame.icon(path) {
                append(button, &[&icon]);
            }
        }
        append(&value, &[&seen, &spoken]);
        append(&row, &[&value, &reveal, &copy]);
        append(&field, &[&label_element, &row, &status]);
        frame.show(&field);
        let built = Rc::new(Self {
            spec,
            locale,
            outlet,
            frame: frame.clone(),
            label: label_element,
            seen,
            spoken,
            reveal,
            copy,
            status,
            hide_after: Cell::new(HIDE_AFTER),
            is_masked_first: Cell::new(true),
            value: RefCell::default(),
            is_revealed: Cell::new(false),
            timer: Cell::default(),
            listeners: Cell::default(),
        });
        built.update(label, options);
        built.draw();
        built.listen();
        built
    }

    /// Takes other options.
    pub fn update(&self, label: Word, options: &FieldOptions) {
        let label = options.label.as_deref().unwrap_or(self.locale.say(label));
        self.label.set_text_content(Some(label));
        set(&self.reveal, &[("aria-label", &format!("{}: {label}", self.locale.say(Word::Show)))]);
        set(&self.copy, &[("aria-label", &format!("{}: {label}", self.locale.say(Word::Copy)))]);
        self.copy.set_hidden(!options.copy.unwrap_or(true));
        self.hide_after.set(options.hide_after.unwrap_or(HIDE_AFTER).clamp(1, 300));
        self.is_masked_first.set(options.masked.unwrap_or(true));
    }

    fn listen(self: &Rc<Self>) {
        let handler = |handle: fn(&Rc<Self>)| {
            let field = Rc::downgrade(self);
            move |event: &Event| {
                // A page can't reach these elements; but what costs nothing is asked.
                if let Some(field) = Weak::upgrade(&field).filter(|_| event.is_trusted()) {
                    handle(&field);
                }
            }
        };
        self.listeners.set(vec![
            on(
                &self.reveal,
                "click",
                handler(|field| if field.is_revealed.get() { field.hide() } else { field.show() }),
            ),
            on(&self.copy, "click", handler(Self::copy)),
            on(&self.reveal, "focus", handler(|field| field.outlet.send(FieldEvent::Focus {}))),
            on(&self.reveal, "blur", handler(|field| field.outlet.send(FieldEvent::Blur {}))),
            on(self.frame.document(), "visibilitychange", handler(|field| field.hide_if_page_is_hidden())),
        ]);
    }

    /// Takes a value to show.
    pub fn fill(self: &Rc<Self>, value: Zeroizing<String>) {
        self.value.replace(Some(value));
        if self.is_masked_first.get() { self.draw() } else { self.show() }
    }

    fn show(self: &Rc<Self>) {
        if self.value.borrow().is_none() {
            return;
        }
        self.is_revealed.set(true);
        self.draw();
        let field = Rc::downgrade(self);
        let hide = move || {
            if let Some(field) = field.upgrade() {
                field.hide();
            }
        };
        self.timer.set(Some(Timeout::new(self.hide_after.get() * 1000, hide)));
        self.outlet.send(FieldEvent::Reveal {});
    }

    /// Hides the value; it can be revealed again.
    pub fn hide(&self) {
        self.timer.take();
        if self.is_revealed.replace(false) {
            self.draw();
            self.outlet.send(FieldEvent::Hide {});
        }
    }

    fn hide_if_page_is_hidden(&self) {
        if self.frame.document().hidden() {
            self.hide();
        }
    }

    /// Forgets the value.
    pub fn wipe(&self) {
        self.hide();
        self.value.take();
        self.draw();
    }

    fn draw(&self) {
        let value = self.value.borrow();
        let revealed = value.as_ref().filter(|_| self.is_revealed.get());
        if let Some(value) = revealed {
            let shown = (self.spec.format)(value);
            self.seen.set_text_content(Some(&shown));
            self.spoken.set_text_content(Some(&one_by_one(&shown)));
        } else {
            self.seen.set_text_content(Some(self.spec.mask));
            self.spoken.set_text_content(Some(self.locale.say(Word::Hidden)));
        }
        let has_value = value.is_some();
        self.reveal.set_disabled(!has_value);
        self.copy.set_disabled(!has_value);
        set(&self.reveal, &[("aria-pressed", if revealed.is_some() { "true" } else { "false" })]);
    }

    fn copy(self: &Rc<Self>) {
        let value = self.value.borrow();
        let (Some(value), Some(navigator)) = (&*value, self.frame.navigator()) else { return };
        let written = navigator.clipboard().write_text(value);
        let field = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            let outcome = wasm_bindgen_futures::JsFuture::from(written).await;
            if let (Ok(_), Some(field)) = (outcome, field.upgrade()) {
                field.status.set_text_content(Some(field.locale.say(Word::Copied)));
                field.outlet.send(FieldEvent::Copy {});
            }
        });
    }
}

fn one_by_one(value: &str) -> Zeroizing<String> {
    let mut spaced = Zeroizing::new(String::with_capacity(value.len() * 2));
    for character in value.chars().filter(|character| *character != ' ') {
        spaced.push(character);
        spaced.push(' ');
    }
    spaced
}
