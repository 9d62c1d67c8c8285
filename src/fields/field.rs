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
use crate::frame::Frame;
use crate::listen::{EventListener, on};
use crate::observe::Observer;
use crate::outlet::Outlet;

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
    pub sizing: Option<Observer>,
    /// Whether the page has given the field the focus before it was built.
    pub is_to_have_focus: Cell<bool>,
    /// The text that was typed when the field's document went away. A page that moves an iframe in
    /// its DOM reloads it.
    pub kept: Rc<Cell<Zeroizing<String>>>,
    /// The listener that fills `kept`.
    keeping: Option<EventListener>,
    /// Reports the field as unavailable when it ends.
    pub watch: Option<Timeout>,
}

impl Field {
    /// Creates a field that must announce itself before `watch` ends.
    pub fn new(id: Rc<str>, kind: FieldKind, options: Box<FieldOptions>, watch: Timeout) -> Self {
        Self {
            id,
            kind,
            options,
            built: None,
            height: Rc::default(),
            sizing: None,
            is_to_have_focus: Cell::default(),
            kept: Rc::default(),
            keeping: None,
            watch: Some(watch),
        }
    }

    fn plan<'a>(&'a self, locale: &'a Locale, outlet: &'a Outlet) -> Plan<'a> {
        let (kind, options) = (self.kind, &*self.options);
        Plan { kind, spec: spec(kind), options, locale, outlet }
    }

    /// Builds the field into its document, with the text that was typed in the previous document.
    pub fn build(&mut self, frame: &Frame, locale: &Locale, outlet: &Outlet) {
        self.watch = None;
        let built = Built::build(frame, &self.plan(locale, outlet));
        if let Built::Input(input) = &built {
            input.restore(&self.kept.take());
            let (kept, leaving) = (Rc::clone(&self.kept), Rc::downgrade(input));
            self.keeping = Some(on(frame.window(), "pagehide", move |_| {
                if let Some(input) = leaving.upgrade() {
                    kept.set(input.typed());
                }
            }));
        }
        if let Some((_, before)) = &self.built {
            built.take_over(before);
        }
        if self.is_to_have_focus.take() {
            built.focus(true);
        }
        self.built = Some((frame.clone(), built));
    }

    /// Applies changed options.
    pub fn update(&mut self, options: Box<FieldOptions>, locale: &Locale, outlet: &Outlet) {
        self.options = options;
        if let Some((frame, built)) = &self.built {
            built.update(frame, &self.plan(locale, outlet));
        }
    }

    /// Returns whether the field is in the page or still to be built. A built field no longer
    /// counts if the page has removed its iframe or shows another document in it.
    pub fn is_there(&self) -> bool {
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
        self.kept.take();
        if let Some((_, built)) = &self.built {
            built.wipe();
        }
    }
}
