//! Checks that a shown value and its buttons contrast with their background (attack 60).

use sordino_core::contrast::{LEAST_OF_CONTROL, LEAST_OF_TEXT, contrast};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::frame::Frame;
use crate::js::get;

/// Returns whether the colours that the engine computed for a value and its buttons have enough
/// contrast.
pub fn has_contrast(frame: &Frame, value: &Element, buttons: &[&Element]) -> bool {
    let color = |element: &Element, property| {
        let style = frame.window().get_computed_style(element).ok().flatten();
        style.and_then(|style| style.get_property_value(property).ok()).unwrap_or_default()
    };
    // www/frame/field.css says why the background is read from another property.
    let around: Element = get(value, "parentElement").unchecked_into();
    let (ground, backing) = (color(&around, "caret-color"), color(&around, "background-color"));
    let is_told = |element, least| contrast(&color(element, "color"), &ground, &backing) >= least;
    is_told(value, LEAST_OF_TEXT) && buttons.iter().all(|button| is_told(button, LEAST_OF_CONTROL))
}
