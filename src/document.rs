//! A document in the list of a field: its file, its type, where it has been sent, and its row.

use std::cell::{Cell, RefCell};

use sordino_core::field::document::type_name;
use sordino_core::protocol::FileState;
use sordino_core::word::Word;
use sordino_core::words::Locale;
use web_sys::{Element, File, HtmlElement, HtmlInputElement, HtmlProgressElement};
use zeroize::Zeroizing;

use crate::frame::{Frame, part, set};

/// A document in the list.
pub struct Document {
    /// The file.
    pub file: File,
    /// The content type, by the file's first bytes.
    pub content_type: &'static str,
    /// Where the file has arrived.
    arrived: RefCell<Option<Place>>,
    /// A link that the file was sent to without an answer.
    pub link: Cell<Option<Link>>,
    /// The row of the list.
    pub row: HtmlElement,
    kind: HtmlInputElement,
    progress: HtmlProgressElement,
}

/// The upload session and the type that a file is sent for. A file is done for one place: in another upload session or as another
/// type it is sent again.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The upload session.
    pub session: String,
    /// The `DocumentType`.
    pub document_type: String,
}

/// Where a document can be put: whoever has the address can, for five minutes.
pub struct Link {
    /// The place that the link is for.
    pub of: Place,
    /// The address.
    pub url: Zeroizing<String>,
}

impl Document {
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
        set(&kind, &[("aria-label", locale.say(Word::DocumentType))]);
        let progress: HtmlProgressElement = part(&row, "progress");
        set(&progress, &[("aria-label", &file.name())]);
        set(&part(&row, "button"), &[("aria-label", locale.say(Word::Remove))]);
        let document = Self {
            file,
            content_type,
            arrived: RefCell::default(),
            link: Cell::default(),
            row,
            kind,
            progress,
        };
        document.offer(frame, locale, types);
        document
    }

    /// Offers types to choose from. The chosen type stays if it is among them; a single type needs
    /// no choice.
    pub fn offer(&self, frame: &Frame, locale: &Locale, types: &[&str]) {
        let chosen = self.document_type();
        frame.choices(&self.kind, locale.say(Word::DocumentType), types, type_name);
        self.kind.set_value(match types {
            [only] => only,
            // For a type that is not offered any more, the browser shows no choice at all.
            _ => &chosen,
        });
    }

    /// The chosen `DocumentType`; empty while none is chosen.
    pub fn document_type(&self) -> String {
        self.kind.value()
    }

    /// Shows whether the choice of a type is missing.
    pub fn mark(&self, is_missing: bool) {
        set(&self.kind, &[("aria-invalid", if is_missing { "true" } else { "false" })]);
    }

    /// The row shows how far the document is as what is chosen now.
    pub fn chosen(&self) {
        self.mark(false);
        if let Some(place) = &*self.arrived.borrow() {
            let is_done = place.document_type == self.document_type();
            self.show(if is_done { 100 } else { 0 }, is_done.then_some(FileState::Done));
        }
    }

    /// Shows how far the upload is.
    pub fn show(&self, percent: u32, state: Option<FileState>) {
        self.progress.set_value(percent.into());
        set(&self.row, &[("data-state", state.map_or("", FileState::name))]);
    }

    /// Whether the file has arrived at a place.
    pub fn is_at(&self, place: &Place) -> bool {
        self.arrived.borrow().as_ref() == Some(place)
    }

    /// The file has arrived.
    pub fn arrive(&self, place: Place) {
        self.arrived.replace(Some(place));
    }
}
