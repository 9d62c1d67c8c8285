//! A field that takes documents: picked or dropped inside the frame, known by their first bytes,
//! each with its type.
//!
//! 1. Names, sizes and bytes stay here; the page hears of a file by its place in the list.
//! 2. What is not taken is said at once and kept out; what was taken stays until it is up, taken
//!    out or wiped.
//! 3. While the list is sent it stays as it is: a file that came or went meanwhile would be lost,
//!    or sent against its owner's will.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{ArrayBuffer, Uint8Array};
use sordino_core::error::FieldCode;
use sordino_core::protocol::{FieldEvent, FieldOptions, FileState};
use sordino_core::use_case::document_upload::{DOCUMENT_TYPES, MAX_FILE, MAX_FILES, content_type};
use sordino_core::word::Word;
use sordino_core::words::Locale;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DragEvent, Element, Event, File, FileList, HtmlElement, HtmlInputElement, HtmlProgressElement,
};
use zeroize::Zeroizing;

use crate::fields::Outlet;
use crate::frame::{Frame, append, part, set};
use crate::listen::{EventListener, on};
use crate::wait::spawn;

/// A list of documents, built.
pub struct DocumentField {
    frame: Frame,
    locale: Locale,
    outlet: Outlet,
    label: HtmlElement,
    input: HtmlInputElement,
    list: HtmlElement,
    error: HtmlElement,
    types: RefCell<Vec<&'static str>>,
    files: RefCell<Vec<Rc<Document>>>,
    is_held: Cell<bool>,
    listeners: Cell<Vec<EventListener>>,
}

/// While it lives, the list stays as it is.
pub struct Held(Rc<DocumentField>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.is_held.set(false);
        self.0.input.set_disabled(false);
    }
}

/// A document in the list.
pub struct Document {
    /// The file.
    pub file: File,
    /// What its first bytes say.
    pub content_type: &'static str,
    /// Whether it is up.
    pub is_done: Cell<bool>,
    /// Where it was sent without an answer.
    pub link: Cell<Option<Link>>,
    row: HtmlElement,
    kind: HtmlInputElement,
    progress: HtmlProgressElement,
    remove: Cell<Option<EventListener>>,
}

/// Where a document can be put: whoever has the address can, for five minutes.
pub struct Link {
    /// The upload session and the `DocumentType` that it is for.
    pub of: String,
    /// The address.
    pub url: Zeroizing<String>,
}

impl Document {
    /// Its `DocumentType`.
    pub fn document_type(&self) -> String {
        self.kind.value()
    }
}

impl DocumentField {
    /// Builds it into `frame`.
    pub fn build(
        frame: &Frame,
        label: Word,
        options: &FieldOptions,
        locale: Locale,
        outlet: Outlet,
    ) -> Rc<Self> {
        let field: HtmlElement = frame.copy("documents");
        let zone: HtmlElement = part(&field, ".zone");
        part::<Element>(&zone, "span").set_text_content(Some(locale.say(Word::ChooseFiles)));
        frame.show(&field);
        let built = Rc::new(Self {
            frame: frame.clone(),
            locale,
            outlet,
            label: part(&field, "label"),
            input: part(&field, "input"),
            list: part(&field, "ul"),
            error: part(&field, ".error"),
            types: RefCell::default(),
            files: RefCell::default(),
            is_held: Cell::default(),
            listeners: Cell::default(),
        });
        built.update(label, options);
        built.listen(&zone);
        built
    }

    /// Takes other options.
    pub fn update(&self, label: Word, options: &FieldOptions) {
        self.label
            .set_text_content(Some(options.label.as_deref().unwrap_or(self.locale.say(label))));
        self.input.set_disabled(options.disabled.unwrap_or_default());
        let mut types = Vec::new();
        for given in options.document_types.iter().flatten() {
            types.extend(DOCUMENT_TYPES.iter().find(|known| **known == *given));
        }
        self.types.replace(if types.is_empty() { DOCUMENT_TYPES.to_vec() } else { types });
    }

    fn listen(self: &Rc<Self>, zone: &HtmlElement) {
        let handler = |handle: fn(&Rc<Self>, &Event)| {
            let field = Rc::downgrade(self);
            move |event: &Event| {
                if let Some(field) = Weak::upgrade(&field) {
                    handle(&field, event);
                }
            }
        };
        self.listeners.set(vec![
            on(&self.input, "change", handler(|field, _| field.pick())),
            // A dropped file must not replace the document, so the default is prevented.
            on(zone, "dragover", handler(|_, event| event.prevent_default())),
            on(zone, "drop", handler(Self::dropped)),
        ]);
    }

    fn pick(self: &Rc<Self>) {
        if let Some(files) = self.input.files() {
            self.take(&files);
        }
        // So that the same file can be picked again after it was taken out.
        self.input.set_value("");
    }

    fn dropped(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        if let Some(files) =
            event.unchecked_ref::<DragEvent>().data_transfer().and_then(|data| data.files())
        {
            self.take(&files);
        }
    }

    fn take(self: &Rc<Self>, files: &FileList) {
        if self.is_held.get() {
            return;
        }
        self.error.set_text_content(None);
        for file in (0..files.length()).filter_map(|at| files.get(at)) {
            let field = Rc::clone(self);
            spawn(async move {
                match kind_of(&file).await {
                    Some(content_type) if field.files.borrow().len() < MAX_FILES => {
                        field.add(file, content_type)
                    }
                    _ => field.mark(FieldCode::Invalid),
                }
            });
        }
    }

    fn add(self: &Rc<Self>, file: File, content_type: &'static str) {
        let row: HtmlElement = self.frame.copy("document");
        part::<Element>(&row, ".name").set_text_content(Some(&file.name()));
        let kind: HtmlInputElement = part(&row, "select");
        set(&kind, &[("aria-label", self.locale.say(Word::DocumentType))]);
        let types = self.types.borrow();
        self.frame.choices(&kind, &types);
        if let Some(first) = types.first() {
            kind.set_value(first);
        }
        let progress: HtmlProgressElement = part(&row, "progress");
        set(&progress, &[("aria-label", &file.name())]);
        let remove: HtmlElement = part(&row, "button");
        set(&remove, &[("aria-label", self.locale.say(Word::Remove))]);
        self.put(Rc::new(Document {
            file,
            content_type,
            is_done: Cell::new(false),
            link: Cell::default(),
            row,
            kind,
            progress,
            remove: Cell::default(),
        }));
    }

    /// Takes what is in the list of a document that went away: a page that moves an iframe in its
    /// DOM reloads it.
    pub fn take_over(self: &Rc<Self>, other: &Self) {
        // What is being uploaded stays where the upload looks for it.
        if !other.is_held.get() {
            other.files.take().into_iter().for_each(|document| self.put(document));
        }
    }

    fn put(self: &Rc<Self>, document: Rc<Document>) {
        append(&self.list, &document.row);
        let (field, removed) = (Rc::downgrade(self), Rc::downgrade(&document));
        let remove: HtmlElement = part(&document.row, "button");
        document.remove.set(Some(on(&remove, "click", move |_| {
            if let (Some(field), Some(document)) = (field.upgrade(), removed.upgrade())
                && !field.is_held.get()
            {
                field.take_out(&document);
            }
        })));
        self.files.borrow_mut().push(document);
        self.tell();
    }

    fn take_out(&self, document: &Rc<Document>) {
        document.row.remove();
        self.files.borrow_mut().retain(|other| !Rc::ptr_eq(other, document));
        self.tell();
    }

    fn tell(&self) {
        let empty = self.files.borrow().is_empty();
        self.outlet.send(FieldEvent::Change { empty, complete: !empty, valid: true, code: None });
    }

    /// Keeps the list as it is for as long as the answer lives.
    pub fn hold(self: &Rc<Self>) -> Held {
        self.is_held.set(true);
        self.input.set_disabled(true);
        Held(Rc::clone(self))
    }

    /// The documents, in order.
    pub fn documents(&self) -> Vec<Rc<Document>> {
        self.files.borrow().clone()
    }

    /// A document's upload went on.
    pub fn went_on(&self, file: u32, percent: u32, state: FileState) {
        if let Some(document) = self.files.borrow().get(file as usize) {
            document.is_done.set(state == FileState::Done);
            document.progress.set_value(percent.into());
            set(&document.row, &[("data-state", state.name())]);
        }
        self.outlet.send(FieldEvent::Progress { file, percent, state });
    }

    /// Shows what is wrong.
    pub fn mark(&self, code: FieldCode) {
        let word = if code == FieldCode::Missing { Word::Missing } else { Word::FileRule };
        self.error.set_text_content(Some(self.locale.say(word)));
        self.outlet.send(FieldEvent::Error { code, gesture: None });
    }

    /// Forgets those that were sent. Another may be there: it was still being read when the list
    /// was held.
    pub fn forget(&self, sent: &[Rc<Document>]) {
        self.error.set_text_content(None);
        for document in sent {
            self.take_out(document);
        }
    }

    /// Forgets all documents.
    pub fn wipe(&self) {
        self.list.set_text_content(None);
        self.files.take();
        self.error.set_text_content(None);
        self.tell();
    }
}

/// The content type of a file that is taken: not empty, not too large, known by its first bytes.
async fn kind_of(file: &File) -> Option<&'static str> {
    if !(1.0..=f64::from(MAX_FILE)).contains(&file.size()) {
        return None;
    }
    let beginning = file.slice_with_i32_and_i32(0, 8).ok()?;
    let bytes: ArrayBuffer = JsFuture::from(beginning.array_buffer()).await.ok()?.unchecked_into();
    content_type(&Uint8Array::new(&bytes).to_vec())
}
