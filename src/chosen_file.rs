//! A file in the list of a field for documents: its type, its upload, and its row.

use std::cell::{Cell, RefCell};

use sordino_core::field::document::type_name;
use sordino_core::protocol::FileState;
use sordino_core::word::Word;
use sordino_core::words::Locale;
use web_sys::{Element, File, HtmlElement, HtmlInputElement, HtmlProgressElement};
use zeroize::Zeroizing;

use crate::frame::{Frame, part, set_attributes};

/// A file in the list.
pub struct ChosenFile {
    /// The file.
    pub file: File,
    /// The content type, detected from the file's first bytes.
    pub content_type: &'static str,
    /// The place at which the file has arrived.
    arrived: RefCell<Option<Place>>,
    /// A link to which the file was sent without an answer.
    pub link: Cell<Option<Link>>,
    /// The file's row in the list.
    pub row: HtmlElement,
    kind: HtmlInputElement,
    progress: HtmlProgressElement,
}

/// The upload session and the document type that a file is sent for. A file that has arrived at one
/// place is sent again for another upload session or another type.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The upload session.
    pub session: String,
    /// The `DocumentType`.
    pub document_type: String,
}

/// The address of an upload. For five minutes, anyone who has the address can upload to it.
pub struct Link {
    /// The place that the link belongs to.
    pub of: Place,
    /// The address.
    pub url: Zeroizing<String>,
}

impl ChosenFile {
    /// Builds the row of a file.
    pub fn new(
        frame: &Frame,
        locale: &Locale,
        types: &[&str],
        file: File,
        content_type: &'static str,
    ) -> Self {
        let row: HtmlElement = frame.copy("document");
        part::<Element>(&row, ".name").set_text_content(Some(&file.name()));
        let kind: HtmlInputElement = part(&row, "select");
        set_attributes(&kind, &[("aria-label", locale.text(Word::DocumentType))]);
        let progress: HtmlProgressElement = part(&row, "progress");
        set_attributes(&progress, &[("aria-label", &file.name())]);
        set_attributes(&part(&row, "button"), &[("aria-label", locale.text(Word::Remove))]);
        let chosen = Self {
            file,
            content_type,
            arrived: RefCell::default(),
            link: Cell::default(),
            row,
            kind,
            progress,
        };
        chosen.offer(frame, locale, types);
        chosen
    }

    /// Offers types to choose from. The chosen type stays if it is still offered. A single type
    /// needs no choice.
    pub fn offer(&self, frame: &Frame, locale: &Locale, types: &[&str]) {
        let chosen = self.document_type();
        frame.fill_select(&self.kind, locale.text(Word::DocumentType), types, type_name);
        self.kind.set_value(match types {
            [only] => only,
            // If the chosen type is no longer offered, the browser shows no choice.
            _ => &chosen,
        });
    }

    /// Returns the chosen `DocumentType`; empty if none is chosen.
    pub fn document_type(&self) -> String {
        self.kind.value()
    }

    /// Marks or unmarks the choice of a type as missing.
    pub fn mark_type(&self, is_missing: bool) {
        set_attributes(&self.kind, &[("aria-invalid", if is_missing { "true" } else { "false" })]);
    }

    /// Shows the progress for the type that is chosen now.
    pub fn show_chosen_type(&self) {
        self.mark_type(false);
        if let Some(place) = &*self.arrived.borrow() {
            let is_done = place.document_type == self.document_type();
            self.show(if is_done { 100 } else { 0 }, is_done.then_some(FileState::Done));
        }
    }

    /// Shows the progress and state of the upload.
    pub fn show(&self, percent: u32, state: Option<FileState>) {
        self.progress.set_value(percent.into());
        set_attributes(&self.row, &[("data-state", state.map_or("", FileState::name))]);
    }

    /// Returns whether the file has arrived at a place.
    pub fn has_arrived_at(&self, place: &Place) -> bool {
        self.arrived.borrow().as_ref() == Some(place)
    }

    /// Records that the file has arrived at a place.
    pub fn set_arrived(&self, place: Place) {
        self.arrived.replace(Some(place));
    }
}
