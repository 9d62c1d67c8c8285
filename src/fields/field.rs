//! One field that the page has asked for: what it is to be, and what was built of it.

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

/// A field.
pub struct Field {
    /// The `name` of its iframe.
    pub id: Rc<str>,
    /// What it is for.
    pub kind: FieldKind,
    /// How it is to be.
    pub options: Box<FieldOptions>,
    /// What was built, and where.
    pub built: Option<(Frame, Built)>,
    /// The height that the page was told; 0, of one that was not drawn then.
    pub height: Rc<Cell<u32>>,
    /// Tells another height: of a field that is drawn at last, or is narrower.
    pub sizing: Option<Observer>,
    /// Whether the page has given it the focus before it was built.
    pub is_to_have_focus: Cell<bool>,
    /// What was typed when the field's document went away: a page that moves an iframe in its DOM
    /// reloads it.
    pub kept: Rc<Cell<Zeroizing<String>>>,
    /// Sees to that.
    keeping: Option<EventListener>,
    /// Until it should have announced itself.
    pub watch: Option<Timeout>,
}

impl Field {
    /// A field that is to announce itself before `watch` ends.
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

    /// Builds it into its document, with what was typed in the one before.
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

    /// Takes other options.
    pub fn update(&mut self, options: Box<FieldOptions>, locale: &Locale, outlet: &Outlet) {
        self.options = options;
        if let Some((frame, built)) = &self.built {
            built.update(frame, &self.plan(locale, outlet));
        }
    }

    /// Whether it is there, or is still to come: one that was built counts no more when the page
    /// has taken its iframe out or shows something else in it.
    pub fn is_there(&self) -> bool {
        self.built.as_ref().is_none_or(|(frame, _)| frame.is_current())
    }

    /// Shows its values of what is kept; one that is not kept is wiped.
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

    /// Wipes what it holds, and what it would put back when its document comes anew.
    pub fn wipe(&self) {
        self.kept.take();
        if let Some((_, built)) = &self.built {
            built.wipe();
        }
    }
}
