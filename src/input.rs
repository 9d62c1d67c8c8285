//! A field that a person types into.
//!
//! 1. The text stays in the input of the field's own document and is read only when a call gathers
//!    it. It is never an attribute and never in a message.
//! 2. The page is told of changes of state, not of keys, because the number of events would tell
//!    the length.
//! 3. A text that is too long is kept, with an error. `maxlength` would cut it unnoticed. A PIN's
//!    field takes four characters: another key does nothing, and a paste that does not fit is
//!    refused as a whole, with an error.
//! 4. An error is shown when more typing can't correct it: at once if the text can't become right,
//!    otherwise when the field loses the focus or its content is sent.
//! 5. A text is not rewritten while an input method composes.
//! 6. Only a press of the person shows masked characters (see `toggle`).

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
use crate::event_sender::{EventSender, Focusable};
use crate::frame::{Frame, part, set_attributes};
use crate::listen::{EventListener, on};
use crate::toggle::Toggle;

/// An input field that is built.
pub struct InputField {
    spec: &'static Input,
    locale: Locale,
    sender: EventSender,
    label: HtmlElement,
    input: HtmlInputElement,
    toggle: Option<Rc<Toggle>>,
    error: HtmlElement,
    /// The error that is shown for the typed text.
    problem: Cell<Option<FieldCode>>,
    reported: Cell<State>,
    has_focus: Cell<bool>,
    listeners: Cell<Vec<EventListener>>,
}

const NOTHING: State = State { empty: true, complete: false, code: None };

impl InputField {
    /// Builds the field into `frame`.
    pub fn build(
        frame: &Frame,
        kind: &str,
        spec: &'static Input,
        label: Word,
        options: &FieldOptions,
        locale: Locale,
        sender: EventSender,
    ) -> Rc<Self> {
        let field: HtmlElement = frame.copy("input");
        set_attributes(&field, &[("data-kind", kind)]);
        // A `select` has the same `value` property, so the code treats it as an input.
        let tags = if spec.choices.is_empty() { ["input", "select"] } else { ["select", "input"] };
        part::<Element>(&field, tags[1]).remove();
        let input: HtmlInputElement = part(&field, tags[0]);
        set_attributes(
            &input,
            &[("inputmode", spec.inputmode), ("autocomplete", spec.autocomplete)],
        );
        if !spec.choices.is_empty() {
            frame.fill_select(&input, "", spec.choices, readable);
        }
        let button: HtmlButtonElement = part(&field, "button");
        let toggle = if spec.masked {
            Some(Toggle::new(frame, &field, input.clone(), button))
        } else {
            button.remove();
            None
        };
        frame.set_content(&field);
        let built = Rc::new(Self {
            spec,
            locale,
            sender,
            label: part(&field, "label"),
            input,
            toggle,
            error: part(&field, ".error"),
            problem: Cell::default(),
            reported: Cell::new(NOTHING),
            has_focus: Cell::default(),
            listeners: Cell::default(),
        });
        built.update(label, options);
        built.listen();
        built
    }

    /// Applies changed options.
    pub fn update(&self, label: Word, options: &FieldOptions) {
        let label = options.label.as_deref().unwrap_or(self.locale.text(label));
        self.label.set_text_content(Some(label));
        let form = self.spec.form_in.map_or("", |word| self.locale.date_form(word));
        let placeholder = options.placeholder.as_deref().unwrap_or(form);
        set_attributes(&self.input, &[("placeholder", placeholder)]);
        self.input.set_disabled(options.disabled.unwrap_or_default());
        // With `required`, the browser would mark an input that the person has not typed
        // into yet.
        let is_required = options.required.unwrap_or_default();
        let required = if is_required { "true" } else { "false" };
        set_attributes(&self.input, &[("aria-required", required)]);
        if let Some(toggle) = &self.toggle {
            set_attributes(
                &toggle.button,
                &[("aria-label", &concat(&[self.locale.text(Word::Show), ": ", label]))],
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
                // The event is of another realm, so it is cast unchecked. If the member is missing,
                // the event does not compose.
                let is_composing = event.unchecked_ref::<InputEvent>().is_composing();
                if let Some(field) = field.upgrade().filter(|_| !is_composing) {
                    field.apply_rule();
                }
            }),
            on(&self.input, "beforeinput", move |event| {
                if let Some(field) = inserting.upgrade() {
                    field.check_insertion(event.unchecked_ref());
                }
            }),
            on(&self.input, "compositionend", handler(|field| field.apply_rule())),
            // Some programs that fill in forms send only this event. After typing it says nothing
            // new, and it may come after the call for which the person pressed a button. It must
            // not remove the error that the call has shown.
            on(&self.input, "change", handler(Self::handle_change)),
            on(&self.input, "focus", handler(Self::handle_focus)),
            on(&self.input, "blur", handler(|field| field.handle_blur())),
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

    /// Returns the typed text.
    pub fn typed(&self) -> Zeroizing<String> {
        Zeroizing::new(self.input.value())
    }

    /// Restores a text that was typed before the field's document was reloaded, or before the
    /// browser emptied the input.
    pub fn restore(&self, typed: &str) {
        if !typed.is_empty() {
            self.input.set_value(typed);
            self.apply_rule();
        }
    }

    /// Prevents an insertion that does not fit. A composition can't be prevented; the rule judges
    /// it afterwards, as any other text.
    fn check_insertion(&self, event: &InputEvent) {
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

    /// Formats the typed text, and reports the new state.
    fn apply_rule(&self) {
        let typed = self.typed();
        let tidied = self.spec.tidy(&typed);
        if *tidied != *typed {
            self.rewrite(&typed, &tidied);
        }
        let state = self.state(&tidied);
        let is_final = matches!(state.code, Some(FieldCode::Invalid | FieldCode::TooLong));
        self.show_error(state.code.filter(|_| is_final));
        self.report_state(state);
    }

    fn handle_change(self: &Rc<Self>) {
        if self.state(&self.typed()) != self.reported.get() {
            self.apply_rule();
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

    fn report_state(&self, state: State) {
        if self.reported.replace(state) != state {
            let State { empty, complete, code } = state;
            self.sender.send(FieldEvent::Change { empty, complete, valid: code.is_none(), code });
        }
    }

    fn handle_focus(self: &Rc<Self>) {
        let field: Weak<Self> = Rc::downgrade(self);
        self.sender.report_focus(field);
        self.has_focus.set(true);
    }

    /// Shows why the content was not sent or not accepted.
    pub fn mark(&self, code: FieldCode) {
        self.show_error(Some(code));
        self.sender.send(FieldEvent::Error { code, gesture: None });
    }

    fn show_error(&self, code: Option<FieldCode>) {
        let text = code.map_or("", |code| {
            self.locale.text(match code {
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
                // The codes of files, which no input has.
                | FieldCode::EmptyFile
                | FieldCode::TooLarge
                | FieldCode::TooMany
                | FieldCode::FileType
                | FieldCode::Unreadable => Word::Invalid,
            })
        });
        // Set only if it changes, because a screen reader reads a live region again when it is set
        // again.
        if self.error.text_content().as_deref() != Some(text) {
            self.error.set_text_content(Some(text));
        }
        self.set_problem(code);
    }

    fn set_problem(&self, code: Option<FieldCode>) {
        self.problem.set(code);
        let invalid = if code.is_some() { "true" } else { "false" };
        set_attributes(&self.input, &[("aria-invalid", invalid)]);
    }

    /// Handles a press of the button. A refused press shows an error, but does not make the text
    /// invalid.
    fn toggle(&self, press: &Event) {
        let Some(toggle) = &self.toggle else { return };
        let (problem, refused) = (self.problem.get(), toggle.press(press));
        self.show_error(refused.or(problem));
        self.set_problem(problem);
        if let Some(code) = refused {
            self.sender.send(FieldEvent::Error { code, gesture: Some(Gesture::Reveal) });
        }
    }

    /// Masks the characters.
    pub fn hide(&self) {
        if let Some(toggle) = &self.toggle {
            toggle.mask(true);
        }
    }

    /// Wipes the text.
    pub fn wipe(&self) {
        self.input.set_value("");
        self.hide();
        self.show_error(None);
        self.report_state(NOTHING);
    }

    /// Gives the focus to the input, or takes it away.
    pub fn focus(&self, takes: bool) {
        drop(if takes { self.input.focus() } else { self.input.blur() });
    }
}

impl Focusable for InputField {
    fn handle_blur(&self) {
        if !self.has_focus.replace(false) {
            return;
        }
        let state = self.state(&self.typed());
        if state.code.is_some() {
            self.show_error(state.code);
        }
        self.sender.send(FieldEvent::Blur {});
    }
}
