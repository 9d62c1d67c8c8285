//! A field that shows a value from the API.
//!
//! 1. While the value is hidden, it is not in the document at all; a mask of fixed width is in its
//!    place.
//! 2. Only a user's own gesture in the field reveals or copies the value (attack 31, see
//!    `gestures`), and only while the field can be seen (see `visibility`). A revealed value hides
//!    again after a time.
//! 3. A screen reader reads the digits one by one.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use sordino_core::digits::decimal;
use sordino_core::error::FieldCode;
use sordino_core::field::{FieldKind, Role, Shown, spec};
use sordino_core::protocol::{FieldEvent, FieldOptions, Gesture, HIDE_AFTER};
use sordino_core::text::concat;
use sordino_core::word::Word;
use sordino_core::words::Locale;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlButtonElement, HtmlElement};
use zeroize::Zeroizing;

use crate::contrast;
use crate::event_sender::EventSender;
use crate::frame::{Frame, append, part, set_attributes};
use crate::gestures::Gestures;
use crate::listen::{EventListener, on};
use crate::visibility::Visibility;
use crate::wait::{call_later, spawn};

/// The milliseconds after which the clipboard is cleared.
const CLEAR_CLIPBOARD_AFTER: u32 = 30_000;

/// A shown value that is built.
pub struct ShownField {
    /// The kind of value.
    pub kind: FieldKind,
    spec: &'static Shown,
    locale: Locale,
    sender: EventSender,
    frame: Frame,
    gestures: Rc<Gestures>,
    visibility: Visibility,
    label: HtmlElement,
    /// The element around the value, which receives the focus that a page gives: no key presses it.
    area: HtmlElement,
    visible_text: HtmlElement,
    spoken_text: HtmlElement,
    reveal: HtmlButtonElement,
    copy: HtmlButtonElement,
    status: HtmlElement,
    hide_after: Cell<u32>,
    starts_masked: Cell<bool>,
    value: RefCell<Option<Zeroizing<String>>>,
    is_revealed: Cell<bool>,
    /// Whether to reveal the value without a press, as soon as it can be seen.
    shows_when_readable: Cell<bool>,
    /// Hides the value when it ends.
    hide_timer: Cell<Option<Timeout>>,
    /// Clears the clipboard when it ends.
    clipboard_timer: Cell<Option<Timeout>>,
    listeners: Cell<Vec<EventListener>>,
}

impl ShownField {
    /// Builds the value into `parent`. `is_alone` says that it is the only value there.
    pub fn build(
        gestures: &Rc<Gestures>,
        parent: &Element,
        is_alone: bool,
        kind: FieldKind,
        options: &FieldOptions,
        locale: Locale,
        sender: EventSender,
    ) -> Option<Rc<Self>> {
        let frame = &gestures.frame;
        let row = spec(kind);
        let Role::Shown(shown) = row.role else { return None };
        let field: HtmlElement = frame.copy("shown");
        set_attributes(&field, &[("data-kind", kind.name())]);
        append(parent, &field);
        let built = Rc::new(Self {
            kind,
            spec: shown,
            locale,
            sender,
            frame: frame.clone(),
            gestures: Rc::clone(gestures),
            visibility: Visibility::watch(&field, gestures),
            label: part(&field, ".label"),
            area: part(&field, ".value"),
            visible_text: part(&field, ".seen"),
            spoken_text: part(&field, ".spoken"),
            reveal: part(&field, ".reveal"),
            copy: part(&field, ".copy"),
            status: part(&field, ".status"),
            hide_after: Cell::new(HIDE_AFTER),
            starts_masked: Cell::new(true),
            value: RefCell::default(),
            is_revealed: Cell::new(false),
            shows_when_readable: Cell::new(false),
            hide_timer: Cell::default(),
            clipboard_timer: Cell::default(),
            listeners: Cell::default(),
        });
        built.update(options, is_alone);
        built.draw();
        built.listen();
        Some(built)
    }

    /// Applies changed options. The page's label is used only if the value is alone.
    pub fn update(&self, options: &FieldOptions, is_alone: bool) {
        let own = self.locale.text(spec(self.kind).label);
        let label = options.label.as_deref().filter(|_| is_alone).unwrap_or(own);
        self.label.set_text_content(Some(label));
        for (button, word) in [(&self.reveal, Word::Show), (&self.copy, Word::Copy)] {
            let text = concat(&[self.locale.text(word), ": ", label]);
            set_attributes(button, &[("aria-label", &text)]);
        }
        self.copy.set_hidden(!options.copy.unwrap_or(true));
        self.hide_after.set(options.hide_after.unwrap_or(HIDE_AFTER).clamp(1, 300));
        self.starts_masked.set(options.masked.unwrap_or(true));
    }

    fn listen(self: &Rc<Self>) {
        let handler = |handle: fn(&Rc<Self>, &Event)| {
            let field = Rc::downgrade(self);
            move |event: &Event| {
                // A page can't reach these elements. The check costs nothing, so it is made anyway.
                if let Some(field) = Weak::upgrade(&field).filter(|_| event.is_trusted()) {
                    handle(&field, event);
                }
            }
        };
        let field = Rc::downgrade(self);
        self.visibility.set_changed(Box::new(move || {
            if let Some(field) = field.upgrade() {
                field.update_visibility();
            }
        }));
        let document = self.frame.document();
        self.listeners.set(vec![
            on(&self.reveal, "click", handler(Self::toggle)),
            on(&self.copy, "click", handler(Self::copy)),
            on(&self.reveal, "focus", handler(|field, _| field.sender.send(FieldEvent::Focus {}))),
            on(&self.reveal, "blur", handler(|field, _| field.sender.send(FieldEvent::Blur {}))),
            on(&self.area, "focus", handler(|field, _| field.sender.send(FieldEvent::Focus {}))),
            on(&self.area, "blur", handler(|field, _| field.sender.send(FieldEvent::Blur {}))),
            on(document, "visibilitychange", handler(|field, _| field.hide_with_page())),
        ]);
    }

    /// Takes a value to show.
    pub fn fill(self: &Rc<Self>, value: Zeroizing<String>) {
        // A gesture for the previous value does not reveal another one.
        if self.value.borrow().as_ref() != Some(&value) {
            self.hide();
        }
        self.value.replace(Some(value));
        // Without a gesture, the value is revealed only if the page asked for it, and only while it
        // can be seen.
        if self.starts_masked.get() {
            return self.draw();
        }
        if self.is_readable() {
            return self.show();
        }
        self.draw();
        // The browser may not have reported yet whether a new field can be seen.
        self.shows_when_readable.set(true);
    }

    /// Hides the value if it can no longer be seen, and reveals a value that waited until it can be
    /// seen.
    pub fn update_visibility(self: &Rc<Self>) {
        if !self.is_readable() {
            // A value that waits to be seen keeps waiting.
            self.mask();
        } else if self.shows_when_readable.take() {
            self.show();
        }
    }

    fn is_readable(&self) -> bool {
        self.visibility.is_visible()
            && contrast::has_contrast(&self.frame, &self.area, &[&self.reveal, &self.copy])
    }

    fn toggle(self: &Rc<Self>, press: &Event) {
        if self.is_revealed.get() {
            self.hide();
        } else if self.accepts_press(press, Gesture::Reveal) {
            self.show();
        }
    }

    fn accepts_press(&self, press: &Event, gesture: Gesture) -> bool {
        let is_own = self.gestures.accept_click(press);
        if !self.is_readable() {
            self.refuse(Word::Covered, FieldCode::Covered, gesture);
        } else if !is_own {
            self.refuse(Word::TooSoon, FieldCode::TooSoon, gesture);
        } else {
            return true;
        }
        false
    }

    fn refuse(&self, word: Word, code: FieldCode, gesture: Gesture) {
        self.set_status(word, "status error");
        self.sender.send(FieldEvent::Error { code, gesture: Some(gesture) });
    }

    fn set_status(&self, word: Word, class: &str) {
        set_attributes(&self.status, &[("class", class)]);
        self.status.set_text_content(Some(self.locale.text(word)));
    }

    fn show(self: &Rc<Self>) {
        if self.value.borrow().is_none() {
            return;
        }
        self.shows_when_readable.set(false);
        self.is_revealed.set(true);
        self.status.set_text_content(None);
        self.draw();
        self.start_hiding_animation();
        self.visibility.watch_painting(true);
        let field = Rc::downgrade(self);
        self.hide_timer.set(Some(call_later(self.hide_after.get() * 1000, move || {
            if let Some(field) = field.upgrade() {
                field.hide();
            }
        })));
        self.sender.send(FieldEvent::Reveal { kind: self.kind });
    }

    /// Hides the value, which can be revealed again.
    pub fn hide(&self) {
        self.shows_when_readable.set(false);
        self.mask();
    }

    /// Makes the style sheet hide the value at the same time. A page that floods the vault with
    /// messages delays its timers, but not the painting (attack 61).
    fn start_hiding_animation(&self) {
        let style = self.area.style();
        let _ended = style.remove_property("animation");
        // Forces a layout. Without it, the engine continues an animation of the same name.
        let _width = self.area.offset_width();
        let after = decimal(self.hide_after.get().into(), 1);
        let animation =
            concat(&["fade 1ms ", &after, "s forwards,gone 1ms ", &after, "s forwards"]);
        let _set = style.set_property("animation", &animation);
    }

    fn mask(&self) {
        self.hide_timer.take();
        if self.is_revealed.replace(false) {
            self.visibility.watch_painting(false);
            let _ended = self.area.style().remove_property("animation");
            self.draw();
            self.sender.send(FieldEvent::Hide { kind: self.kind });
        }
    }

    fn hide_with_page(self: &Rc<Self>) {
        if self.frame.document().hidden() {
            self.hide();
        }
    }

    /// Gives the focus to the value, or takes it away.
    pub fn focus(&self, takes: bool) {
        drop(if takes { self.area.focus() } else { self.area.blur() });
    }

    /// Wipes the value.
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
            self.visible_text.set_text_content(Some(&shown));
            self.spoken_text.set_text_content(Some(&one_by_one(&shown)));
        } else {
            self.visible_text.set_text_content(Some(self.spec.mask));
            self.spoken_text.set_text_content(Some(self.locale.text(Word::Hidden)));
        }
        let has_value = value.is_some();
        self.reveal.set_disabled(!has_value);
        self.copy.set_disabled(!has_value);
        let pressed = if revealed.is_some() { "true" } else { "false" };
        set_attributes(&self.reveal, &[("aria-pressed", pressed)]);
    }

    /// Copies the value as it is shown, without the spaces between its groups, and clears the
    /// clipboard later if the browser allows it.
    fn copy(self: &Rc<Self>, press: &Event) {
        if !self.accepts_press(press, Gesture::Copy) {
            return;
        }
        let value = self.value.borrow();
        let (Some(value), Some(navigator)) = (&*value, self.frame.navigator()) else { return };
        let clipboard = navigator.clipboard();
        let text: Zeroizing<String> =
            Zeroizing::new(without_blanks(&(self.spec.format)(value)).collect());
        let written = clipboard.write_text(&text);
        let field = Rc::downgrade(self);
        spawn(async move {
            let outcome = JsFuture::from(written).await;
            let Some(field) = field.upgrade() else { return };
            if outcome.is_err() {
                return field.refuse(Word::NotCopied, FieldCode::NotCopied, Gesture::Copy);
            }
            field.set_status(Word::Copied, "status");
            field.sender.send(FieldEvent::Copy { kind: field.kind });
            field.clipboard_timer.set(Some(call_later(CLEAR_CLIPBOARD_AFTER, move || {
                let cleared = JsFuture::from(clipboard.write_text(""));
                // If the browser requires a gesture or the focus for it, the value stays in the
                // clipboard.
                spawn(async move { drop(cleared.await) });
            })));
        });
    }
}

fn without_blanks(value: &str) -> impl Iterator<Item = char> {
    value.chars().filter(|character| *character != ' ')
}

fn one_by_one(value: &str) -> Zeroizing<String> {
    let mut spaced = Zeroizing::new(String::with_capacity(value.len() * 2));
    for character in without_blanks(value) {
        spaced.push(character);
        spaced.push(' ');
    }
    spaced
}
