//! A field that is built in its own document: which of the three it is, and what all three do.

use std::rc::Rc;

use sordino_core::field::Role;

use super::face;
use super::plan::Plan;
use crate::documents::DocumentField;
use crate::frame::Frame;
use crate::input::InputField;
use crate::shown::ShownField;

/// A field, built.
pub enum Built {
    /// A person types into it.
    Input(Rc<InputField>),
    /// One shown value, or several of a card's face.
    Shown(Vec<Rc<ShownField>>),
    /// It takes files.
    Documents(Rc<DocumentField>),
}

impl Built {
    /// Builds it into `frame`.
    pub fn build(frame: &Frame, plan: &Plan<'_>) -> Self {
        let Plan { kind, spec, options, locale, outlet } = plan;
        let (locale, outlet) = ((*locale).clone(), (*outlet).clone());
        match spec.role {
            Role::Input(input) => Built::Input(InputField::build(
                frame,
                kind.name(),
                input,
                spec.label,
                options,
                locale,
                outlet,
            )),
            Role::Shown(_) | Role::Composite(_) => Built::Shown(face::build(frame, plan)),
            Role::Document => {
                Built::Documents(DocumentField::build(frame, spec.label, options, locale, outlet))
            }
        }
    }

    /// Takes other options.
    pub fn update(&self, frame: &Frame, plan: &Plan<'_>) {
        let Plan { spec, options, locale, .. } = plan;
        match self {
            Built::Input(input) => input.update(spec.label, options),
            Built::Shown(values) => {
                for value in values {
                    value.update(options, values.len() == 1);
                }
                face::print(frame, options, locale.say(spec.label));
            }
            Built::Documents(documents) => documents.update(spec.label, options),
        }
    }

    /// Takes what stood in a document that went away: a page that moves an iframe in its DOM
    /// reloads it. What is typed and what is shown is kept elsewhere.
    pub fn take_over(&self, before: &Self) {
        match (self, before) {
            (Built::Documents(documents), Built::Documents(before)) => documents.take_over(before),
            // Told to be hidden where it was: what is shown again takes its own gesture.
            (_, Built::Shown(_)) => before.wipe(),
            _ => {}
        }
    }

    /// Takes the focus, or gives it away.
    pub fn focus(&self, takes: bool) {
        match self {
            Built::Input(input) => input.focus(takes),
            // Of several, the first can be read first.
            Built::Shown(values) => {
                if let Some(first) = values.first() {
                    first.focus(takes);
                }
            }
            Built::Documents(documents) => documents.focus(takes),
        }
    }

    /// Hides what can be hidden.
    pub fn hide(&self) {
        match self {
            Built::Input(input) => input.hide(),
            Built::Shown(values) => values.iter().for_each(|value| value.hide()),
            Built::Documents(_) => {}
        }
    }

    /// Wipes what it holds.
    pub fn wipe(&self) {
        match self {
            Built::Input(input) => input.wipe(),
            Built::Shown(values) => values.iter().for_each(|value| value.wipe()),
            Built::Documents(documents) => documents.wipe(),
        }
    }
}
