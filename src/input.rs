//! A field that a person types into.
//!
//! 1. What is typed stays in the input of the field's own document and is read at the moment of the
//!    call; it is never an attribute and never in a message.
//! 2. The page is told of a change of state, not of keys: counting events would tell the length.
//! 3. A text that is too long is kept and said to be: `maxlength` would cut it, and nobody would see
//!    that. A PIN's field has room for four characters: one key more does nothing, and a paste that
//!    does not fit is refused as a whole, with its error.
//! 4. An error is shown when it can no longer be a matter of typing on: at once for what can't
//!    become right, else when the field is left or sent.
//! 5. While an input method composes, nothing is rewritten.
//! 6. Hidden characters are shown only by a press of the person (see `toggle`).

use std::cell::Cell;
use std::rc::{Rc, Weak};

use sordino_core::error::FieldCode;
use sordino_core::field::{Input, Insertion, State, caret, readable};
use sordino_core::protocol::{FieldEvent, FieldOptions, Gesture};
use sordino_core::text::concat;
use sordino_core::word::Word;
use sordino_core::words::Locale;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlButtonElement, HtmlElement, HtmlInputElement, InputEvent};
use zeroize::Zeroizing;

use crate::clock::context;
use crate::frame::{Frame, part, set};
use crate::listen::{EventListener, on};
use crate::outlet::{Focusable, Outlet};
use crate::toggle::Toggle;

/// An input, built.
pub struct InputField {
    spec: &'static Input,
    locale: Locale,
    outlet: Outlet,
    label: HtmlElement,
    input: HtmlInputElement,
    toggle: Option<Rc<Toggle>>,
    error: HtmlElement,
    /// What is wrong with the text that was typed, as far as it was said.
    problem: Cell<Option<FieldCode>>,
    told: Cell<State>,
    has_focus: Cell<bool>,
    listeners: Cell<Vec<EventListener>>,
}

const NOTHING: State = State { empty: true, complete: false, code: None };

impl InputField {
    /// Builds it into `frame`.
    pub fn build(
        frame: &Frame,
        kind: &str,
        spec: &'static Input,
        label: Word,
        options: &FieldOptions,
        locale: Locale,
        outlet: Outlet,
    ) -> Rc<Self> {
        let field: HtmlElement = frame.copy("input");
        set(&field, &[("data-kind", kind)]);
        // A list to choose from has the same `value`, and so the same way through here.
        let tags = if spec.choices.is_empty() { ["input", "select"] } else { ["select", "input"] };
        part::<Element>(&field, tags[1]).remove();
        let input: HtmlInputElement = part(&field, tags[0]);
        set(&input, &[("inputmode", spec.inputmode), ("autocomplete", spec.autocomplete)]);
        if !spec.choices.is_empty() {
            frame.choices(&input, "", spec.choices, readable);
        }
        let button: HtmlButtonElement = part(&field, "button");
        let toggle = if spec.masked {
            Some(Toggle::new(frame, &field, input.clone(), button))
        } else {
            button.remove();
            None
        };
        frame.show(&field);
        let built = Rc::new(Self {
            spec,
            locale,
            outlet,
            label: part(&field, "label"),
            input,
            toggle,
            error: part(&field, ".error"),
            problem: Cell::default(),
            told: Cell::new(NOTHING),
            has_focus: Cell::default(),
            listeners: Cell::default(),
        });
        built.update(label, options);
        built.listen();
        built
    }

    /// Takes other options.
    pub fn update(&self, label: Word, options: &FieldOptions) {
        let label = options.label.as_deref().unwrap_or(self.locale.say(label));
        self.label.set_text_content(Some(label));
        let form = self.spec.form_in.map_or("", |word| self.locale.form_in(word));
        set(&self.input, &[("placeholder", options.placeholder.as_deref().unwrap_or(form))]);
        self.input.set_disabled(options.disabled.unwrap_or_default());
        // Not `required`: the browser would mark an input that nobody has typed into yet.
        let is_required = options.required.unwrap_or_default();
        set(&self.input, &[("aria-required", if is_required { "true" } else { "false" })]);
        if let Some(toggle) = &self.toggle {
            set(
                &toggle.button,
                &[("aria-label", &concat(&[self.locale.say(Word::Show), ": ", label]))],
            );
        }
    }

    fn listen(self: &Rc<Self>) {
        let handler = |handle: fn(&Rc<Self>)| {
            let field = Rc::downgrade(self);
            move |_: &Event| {
                if let Some(field) = Weak::upgrade(&field) {
                    handle(&field);
                }
            }
        };
        let field = Rc::downgrade(self);
        let inserting = Weak::clone(&field);
        let mut listeners = vec![
            on(&self.input, "input", move |event| {
                // Of another realm, so unchecked; an event without the member is one that does not
                // compose.
                let is_composing = event.unchecked_ref::<InputEvent>().is_composing();
                if let Some(field) = field.upgrade().filter(|_| !is_composing) {
                    field.settle();
                }
            }),
            on(&self.input, "beforeinput", move |event| {
                if let Some(field) = inserting.upgrade() {
                    field.insert(event.unchecked_ref());
                }
            }),
            on(&self.input, "compositionend", handler(|field| field.settle())),
            // Some programs that fill in a form tell of nothing else. After a person has typed it
            // says nothing new, and may come after the call that the person pressed a button for:
            // then it must not take away what that call has found wrong.
            on(&self.input, "change", handler(Self::changed)),
            on(&self.input, "focus", handler(Self::entered)),
            on(&self.input, "blur", handler(|field| field.left())),
        ];
        if let Some(toggle) = &self.toggle {
            let field = Rc::downgrade(self);
            listeners.push(on(&toggle.button, "click", move |press| {
                if let Some(field) = field.upgrade().filter(|_| press.is_trusted()) {
                    field.toggle(press);
                }
            }));
        }
        self.listeners.set(listeners);
    }

    /// What is typed.
    pub fn typed(&self) -> Zeroizing<String> {
        Zeroizing::new(self.input.value())
    }

    /// Puts a text back that was typed before the field's document was loaded anew, or emptied by
    /// the browser.
    pub fn restore(&self, typed: &str) {
        if !typed.is_empty() {
            self.input.set_value(typed);
            self.settle();
        }
    }

    /// Keeps out what there is no room for. A composition can't be kept out: it is judged as any
    /// other text once it is there.
    fn insert(&self, event: &InputEvent) {
        let Some(inserted) = event.data().map(Zeroizing::new) else { return };
        let end = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
        let selected = end(self.input.selection_start())..end(self.input.selection_end());
        let insertion = self.spec.insertion(&self.typed(), selected, &inserted);
        if insertion != Insertion::Taken {
            event.prevent_default();
        }
        if insertion == Insertion::Refused {
            self.mark(FieldCode::TooLong);
        }
    }

    fn state(&self, typed: &str) -> State {
        self.spec.state(typed, &context(&self.locale))
    }

    /// Brings what is typed into its form, and tells what has changed.
    fn settle(&self) {
        let typed = self.typed();
        let tidied = self.spec.tidy(&typed);
        if *tidied != *typed {
            self.rewrite(&typed, &tidied);
        }
        let state = self.state(&tidied);
        let is_final = matches!(state.code, Some(FieldCode::Invalid | FieldCode::TooLong));
        self.show_error(state.code.filter(|_| is_final));
        self.tell(state);
    }

    fn changed(self: &Rc<Self>) {
        if self.state(&self.typed()) != self.told.get() {
            self.settle();
        }
    }

    fn rewrite(&self, typed: &str, tidied: &str) {
        let place = self.input.selection_start().ok().flatten();
        self.input.set_value(tidied);
        if let Some(place) = place {
            let place = caret(typed, place, tidied);
            let _set = self.input.set_selection_range(place, place);
        }
    }

    fn tell(&self, state: State) {
        if self.told.replace(state) != state {
            let State { empty, complete, code } = state;
            self.outlet.send(FieldEvent::Change { empty, complete, valid: code.is_none(), code });
        }
    }

    fn entered(self: &Rc<Self>) {
        let field: Weak<Self> = Rc::downgrade(self);
        self.outlet.entered(field);
        self.has_focus.set(true);
    }

    /// Shows why it was not sent, or not accepted.
    pub fn mark(&self, code: FieldCode) {
        self.show_error(Some(code));
        self.outlet.send(FieldEvent::Error { code, gesture: None });
    }

    fn show_error(&self, code: Option<FieldCode>) {
        let text = code.map_or("", |code| {
            self.locale.say(match code {
                FieldCode::Missing => Word::Missing,
                FieldCode::Mismatch => Word::Mismatch,
                FieldCode::Rejected => Word::Rejected,
                FieldCode::TooYoung => Word::TooYoung,
                FieldCode::TooOld => Word::TooOld,
                FieldCode::PoBox => Word::PoBox,
                FieldCode::TooSmall => Word::TooSmall,
                FieldCode::TooLong => self.spec.too_long,
                FieldCode::Incomplete | FieldCode::Invalid => self.spec.hint,
                FieldCode::Covered => Word::Covered,
                FieldCode::TooSoon => Word::TooSoon,
                FieldCode::Unknown
                | FieldCode::Conflict
                | FieldCode::Sensitive
                | FieldCode::Unavailable
                | FieldCode::NotCopied
                // Of files, which are in no input.
                | FieldCode::EmptyFile
                | FieldCode::TooLarge
                | FieldCode::TooMany
                | FieldCode::FileType
                | FieldCode::Unreadable => Word::Invalid,
            })
        });
        // Only when it is another: a live region says again what is set again.
        if self.error.text_content().as_deref() != Some(text) {
            self.error.set_text_content(Some(text));
        }
        self.set_problem(code);
    }

    fn set_problem(&self, code: Option<FieldCode>) {
        self.problem.set(code);
        set(&self.input, &[("aria-invalid", if code.is_some() { "true" } else { "false" })]);
    }

    /// Takes a press of the button; one that does not count is told, and is no error of the text.
    fn toggle(&self, press: &Event) {
        let Some(toggle) = &self.toggle else { return };
        let (problem, refused) = (self.problem.get(), toggle.press(press));
        self.show_error(refused.or(problem));
        self.set_problem(problem);
        if let Some(code) = refused {
            self.outlet.send(FieldEvent::Error { code, gesture: Some(Gesture::Reveal) });
        }
    }

    /// Hides the characters.
    pub fn hide(&self) {
        if let Some(toggle) = &self.toggle {
            toggle.mask(true);
        }
    }

    /// Wipes what is typed.
    pub fn wipe(&self) {
        self.input.set_value("");
        self.hide();
        self.show_error(None);
        self.tell(NOTHING);
    }

    /// Takes the focus, or gives it away.
    pub fn focus(&self, takes: bool) {
        drop(if takes { self.input.focus() } else { self.input.blur() });
    }
}

impl Focusable for InputField {
    fn left(&self) {
        if !self.has_focus.replace(false) {
            return;
        }
        let state = self.state(&self.typed());
        if state.code.is_some() {
            self.show_error(state.code);
        }
        self.outlet.send(FieldEvent::Blur {});
    }
}
