//! The shown values of a document: one alone, or several on a card's face.

use std::rc::Rc;

use sordino_core::protocol::FieldOptions;
use sordino_core::shown::kinds_of;
use web_sys::Element;

use super::plan::Plan;
use crate::frame::Frame;
use crate::gestures::Gestures;
use crate::shown::ShownField;

/// Builds the values of a field.
pub fn build(frame: &Frame, plan: &Plan<'_>) -> Vec<Rc<ShownField>> {
    let kinds = kinds_of(&plan.kind);
    let is_composite = kinds.len() > 1;
    let face: Element = frame.copy(if is_composite { "card" } else { "single" });
    frame.set_content(&face);
    print(frame, plan.options, plan.locale.text(plan.spec.label));
    let gestures = Gestures::watch(frame);
    let mut values = Vec::new();
    for kind in kinds {
        values.extend(ShownField::build(
            &gestures,
            &face,
            !is_composite,
            *kind,
            plan.options,
            plan.locale.clone(),
            plan.sender.clone(),
        ));
    }
    values
}

/// The places of the page's texts on a card's face: the label and the cardholder's name.
const PRINTED: [&str; 2] = [".brand", ".holder"];

/// Prints the page's texts on a card's face. Does nothing in a field without a face.
pub fn print(frame: &Frame, options: &FieldOptions, label: &str) {
    let print = |class, text| {
        if let Ok(Some(place)) = frame.document().query_selector(class) {
            place.set_text_content(Some(text));
        }
    };
    print(PRINTED[0], options.label.as_deref().unwrap_or(label));
    print(PRINTED[1], options.cardholder_name.as_deref().unwrap_or_default());
}
