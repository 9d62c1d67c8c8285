//! The appearance of fields: the page's theme and values, language and direction, and the resulting
//! height.

use std::rc::Rc;

use sordino_core::appearance::{Appearance, Theme};
use sordino_core::field::{Role, spec};
use sordino_core::protocol::FieldEvent;
use sordino_core::words::{Locale, is_right_to_left};

use super::Fields;
use super::built::Built;
use super::field::Field;
use crate::frame::{Frame, set_attributes};
use crate::js::object;
use crate::observe::Observer;

impl Fields {
    /// Sets the language, as a BCP 47 tag, and its texts.
    pub fn set_language(&self, language: String, locale: Locale) {
        self.language.replace(language);
        self.locale.replace(locale);
    }

    /// Applies a new appearance to all fields.
    pub fn set_appearance(&self, appearance: Appearance) {
        self.appearance.replace(appearance);
        self.heights.iter().for_each(|height| height.set(0));
        for field in &mut *self.list.borrow_mut() {
            if let Some((frame, built)) = &field.built {
                self.apply_appearance(frame);
                if let Built::Shown(values) = built {
                    for value in values {
                        value.update_visibility();
                    }
                }
                let height = self.measure(field);
                if height > 0 {
                    self.sender(&field.id).send(FieldEvent::Resize { height });
                }
            }
        }
    }

    pub(super) fn apply_appearance(&self, frame: &Frame) {
        let Some(root) = frame.root() else { return };
        let appearance = self.appearance.borrow();
        let theme = match appearance.theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::System => "system",
        };
        let language = self.language.borrow();
        let direction = if is_right_to_left(&language) { "rtl" } else { "ltr" };
        set_attributes(&root, &[("data-theme", theme), ("dir", direction), ("lang", &language)]);
        for (property, value) in appearance.properties().0 {
            let _set = root.style().set_property(property, value);
        }
    }

    /// Measures the height of a built field. The height of a field that is not drawn is unknown: it
    /// is 0 or belongs to another width. The page is told the height as soon as the field is drawn.
    #[inline(never)]
    pub(super) fn measure(&self, field: &mut Field) -> u32 {
        let Some((frame, _)) = &field.built else { return 0 };
        let height = self.height(frame, spec(field.kind).role);
        field.height.set(height);
        if field.size_observer.is_none()
            && let Some(body) = frame.document().body()
        {
            let (told, sender) = (Rc::clone(&field.height), self.sender(&field.id));
            let of = frame.clone();
            let drawn = Box::new(move |_| {
                let height = of.height();
                if height > 0 && told.replace(height) != height {
                    sender.send(FieldEvent::Resize { height });
                }
            });
            field.size_observer =
                Observer::watch(frame, "ResizeObserver", &object(&[]), &body, drawn);
        }
        height
    }

    /// Returns the height of a field. The height of an input depends only on its appearance and
    /// kind (www/frame/field.css), so all inputs of a kind share one measurement.
    fn height(&self, frame: &Frame, role: Role) -> u32 {
        let Role::Input(input) = role else { return frame.height() };
        let known =
            &self.heights[if input.choices.is_empty() { usize::from(input.masked) } else { 2 }];
        if known.get() == 0 {
            known.set(frame.height());
        }
        known.get()
    }
}
