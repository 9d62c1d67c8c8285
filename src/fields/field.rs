//! One field of the page: its kind and options, and what is built from them.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use sordino_core::field::{FieldKind, spec};
use sordino_core::protocol::FieldOptions;
use sordino_core::shown::ShownValues;
use sordino_core::words::Locale;
use zeroize::Zeroizing;

use super::built::Built;
use super::plan::Plan;
use crate::event_sender::EventSender;
use crate::frame::Frame;
use crate::listen::{EventListener, on};
use crate::observe::Observer;

/// A field of the page.
pub struct Field {
    /// The `name` of its iframe.
    pub id: Rc<str>,
    /// The kind of field.
    pub kind: FieldKind,
    /// The field's options.
    pub options: Box<FieldOptions>,
    /// The document and what is built in it.
    pub built: Option<(Frame, Built)>,
    /// The height that the page was told; 0 if the field was not drawn then.
    pub height: Rc<Cell<u32>>,
    /// Reports a changed height, when the field is drawn at last or becomes narrower.
    pub size_observer: Option<Observer>,
    /// Whether the page has given the field the focus before it was built.
    pub has_pending_focus: Cell<bool>,
    /// The text that was typed when the field's document went away. A page that moves an iframe in
    /// its DOM reloads it.
    pub kept_text: Rc<Cell<Zeroizing<String>>>,
    /// The listener that fills `kept_text`.
    text_keeper: Option<EventListener>,
    /// Reports the field as unavailable when it ends.
    pub announce_timer: Option<Timeout>,
}

impl Field {
    /// Creates a field that must announce itself before `announce_timer` ends.
    pub fn new(
        id: Rc<str>,
        kind: FieldKind,
        options: Box<FieldOptions>,
        announce_timer: Timeout,
    ) -> Self {
        Self {
            id,
            kind,
            options,
            built: None,
            height: Rc::default(),
            size_observer: None,
            has_pending_focus: Cell::default(),
            kept_text: Rc::default(),
            text_keeper: None,
            announce_timer: Some(announce_timer),
        }
    }

    fn plan<'a>(&'a self, locale: &'a Locale, sender: &'a EventSender) -> Plan<'a> {
        let (kind, options) = (self.kind, &*self.options);
        Plan { kind, spec: spec(kind), options, locale, sender }
    }

    /// Builds the field into its document, with the text that was typed in the previous document.
    pub fn build(&mut self, frame: &Frame, locale: &Locale, sender: &EventSender) {
        self.announce_timer = None;
        let built = Built::build(frame, &self.plan(locale, sender));
        if let Built::Input(input) = &built {
            input.restore(&self.kept_text.take());
            let (kept, leaving) = (Rc::clone(&self.kept_text), Rc::downgrade(input));
            self.text_keeper = Some(on(frame.window(), "pagehide", move |_| {
                if let Some(input) = leaving.upgrade() {
                    kept.set(input.typed());
                }
            }));
        }
        if let Some((_, before)) = &self.built {
            built.take_over(before);
        }
        if self.has_pending_focus.take() {
            built.focus(true);
        }
        self.built = Some((frame.clone(), built));
    }

    /// Applies changed options.
    pub fn update(&mut self, options: Box<FieldOptions>, locale: &Locale, sender: &EventSender) {
        self.options = options;
        if let Some((frame, built)) = &self.built {
            built.update(frame, &self.plan(locale, sender));
        }
    }

    /// Returns whether the field is in the page or still to be built. A built field no longer
    /// counts if the page has removed its iframe or shows another document in it.
    pub fn is_in_page(&self) -> bool {
        self.built.as_ref().is_none_or(|(frame, _)| frame.is_current())
    }

    /// Shows the kept values, and wipes values that are no longer kept.
    pub fn fill(&self, kept: &ShownValues) {
        if let Some((_, Built::Shown(values))) = &self.built {
            for value in values {
                match kept.of(value.kind, &self.options) {
                    Some(text) => value.fill(text.clone()),
                    None => value.wipe(),
                }
            }
        }
    }

    /// Wipes the field's content, and the text to restore in its next document.
    pub fn wipe(&self) {
        self.kept_text.take();
        if let Some((_, built)) = &self.built {
            built.wipe();
        }
    }
}
