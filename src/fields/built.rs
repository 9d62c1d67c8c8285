//! A field that is built in its document: one of three sorts, with their common functions.

use std::rc::Rc;

use sordino_core::field::Role;

use super::face;
use super::plan::Plan;
use crate::documents::DocumentField;
use crate::frame::Frame;
use crate::input::InputField;
use crate::shown::ShownField;

/// A field that is built.
pub enum Built {
    /// A field that a person types into.
    Input(Rc<InputField>),
    /// One shown value, or the several values of a card's face.
    Shown(Vec<Rc<ShownField>>),
    /// A field for documents.
    Documents(Rc<DocumentField>),
}

impl Built {
    /// Builds the field into `frame`.
    pub fn build(frame: &Frame, plan: &Plan<'_>) -> Self {
        let Plan { kind, spec, options, locale, sender } = plan;
        let (locale, sender) = ((*locale).clone(), (*sender).clone());
        match spec.role {
            Role::Input(input) => Built::Input(InputField::build(
                frame,
                kind.name(),
                input,
                spec.label,
                options,
                locale,
                sender,
            )),
            Role::Shown(_) | Role::Composite(_) => Built::Shown(face::build(frame, plan)),
            Role::Document => {
                Built::Documents(DocumentField::build(frame, spec.label, options, locale, sender))
            }
        }
    }

    /// Applies changed options.
    pub fn update(&self, frame: &Frame, plan: &Plan<'_>) {
        let Plan { spec, options, locale, .. } = plan;
        match self {
            Built::Input(input) => input.update(spec.label, options),
            Built::Shown(values) => {
                for value in values {
                    value.update(options, values.len() == 1);
                }
                face::print(frame, options, locale.text(spec.label));
            }
            Built::Documents(documents) => documents.update(spec.label, options),
        }
    }

    /// Takes over the list of documents of a previous field, after a page that moved the iframe in
    /// its DOM has reloaded it. Typed text and shown values are kept elsewhere.
    pub fn take_over(&self, before: &Self) {
        match (self, before) {
            (Built::Documents(documents), Built::Documents(before)) => documents.take_over(before),
            // The page is told that the old value is hidden. Revealing it again takes a new
            // gesture.
            (_, Built::Shown(_)) => before.wipe(),
            _ => {}
        }
    }

    /// Gives the focus to the field, or takes it away.
    pub fn focus(&self, takes: bool) {
        match self {
            Built::Input(input) => input.focus(takes),
            // The first of several values is read first.
            Built::Shown(values) => {
                if let Some(first) = values.first() {
                    first.focus(takes);
                }
            }
            Built::Documents(documents) => documents.focus(takes),
        }
    }

    /// Hides revealed values and unmasked characters.
    pub fn hide(&self) {
        match self {
            Built::Input(input) => input.hide(),
            Built::Shown(values) => values.iter().for_each(|value| value.hide()),
            Built::Documents(_) => {}
        }
    }

    /// Wipes the field's content.
    pub fn wipe(&self) {
        match self {
            Built::Input(input) => input.wipe(),
            Built::Shown(values) => values.iter().for_each(|value| value.wipe()),
            Built::Documents(documents) => documents.wipe(),
        }
    }
}
