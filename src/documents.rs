//! A field for documents. Files are picked or dropped inside the frame, recognized by their first
//! bytes, and each has a document type.
//!
//! 1. Names, sizes and bytes stay in the frame. The page hears of a file by its number in the list,
//!    and of a refused file by a code.
//! 2. A refused file is listed with the reason and never sent. An accepted file stays in the list
//!    until it has arrived, is removed, or is wiped.
//! 3. The list does not change while it is sent. A file that was added or removed during that time
//!    would be lost, or sent against its owner's will.
//! 4. A field that is disabled, or whose list is being sent, takes no files, removes none, and
//!    keeps their types: all of its controls are in one `fieldset`.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{ArrayBuffer, Uint8Array};
use sordino_core::digits::decimal;
use sordino_core::error::{FieldCode, FieldProblem};
use sordino_core::field::document::{
    HEAD, MAX_FILES, Refusal, TOO_MANY, UNREADABLE, check_size, content_type, offered,
};
use sordino_core::protocol::{FieldEvent, FieldOptions, FileState};
use sordino_core::text::concat;
use sordino_core::word::Word;
use sordino_core::words::Locale;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Element, Event, File, FileList, HtmlElement, HtmlInputElement};

use crate::chosen_file::ChosenFile;
use crate::event_sender::EventSender;
use crate::frame::{Frame, append, part, set_attributes};
use crate::listen::{EventListener, on};
use crate::wait::spawn;

/// A field for documents that is built.
pub struct DocumentField {
    frame: Frame,
    locale: Locale,
    sender: EventSender,
    /// The `fieldset`. The type is wrong on purpose: only `disabled` is used, and inputs have the
    /// same property.
    controls: HtmlInputElement,
    label: HtmlElement,
    input: HtmlInputElement,
    list: HtmlElement,
    error: HtmlElement,
    types: RefCell<Vec<&'static str>>,
    files: RefCell<Vec<Rc<ChosenFile>>>,
    is_locked: Cell<bool>,
    is_disabled: Cell<bool>,
    /// The field in the new document, after the page has moved the iframe in its DOM.
    moved: RefCell<Option<Rc<DocumentField>>>,
    listeners: Cell<Vec<EventListener>>,
}

/// Locks the list until it is dropped.
pub struct ListLock(Rc<DocumentField>);

impl Drop for ListLock {
    fn drop(&mut self) {
        self.0.current().set_locked(false);
    }
}

impl DocumentField {
    /// Builds the field into `frame`.
    pub fn build(
        frame: &Frame,
        label: Word,
        options: &FieldOptions,
        locale: Locale,
        sender: EventSender,
    ) -> Rc<Self> {
        let field: HtmlElement = frame.copy("documents");
        let zone: HtmlElement = part(&field, ".zone");
        part::<Element>(&zone, "span").set_text_content(Some(locale.text(Word::ChooseFiles)));
        frame.set_content(&field);
        let built = Rc::new(Self {
            frame: frame.clone(),
            locale,
            sender,
            label: part(&field, "label"),
            input: part(&field, "input"),
            list: part(&field, "ul"),
            error: part(&field, ".error"),
            controls: field.unchecked_into(),
            types: RefCell::default(),
            files: RefCell::default(),
            is_locked: Cell::default(),
            is_disabled: Cell::default(),
            moved: RefCell::default(),
            listeners: Cell::default(),
        });
        built.update(label, options);
        built.listen(&zone);
        built
    }

    /// Applies changed options.
    pub fn update(&self, label: Word, options: &FieldOptions) {
        self.label
            .set_text_content(Some(options.label.as_deref().unwrap_or(self.locale.text(label))));
        self.is_disabled.set(options.disabled.unwrap_or_default());
        self.update_disabled();
        let types = offered(options.document_types.as_deref());
        for chosen in &*self.files.borrow() {
            chosen.offer(&self.frame, &self.locale, &types);
        }
        self.types.replace(types);
    }

    fn update_disabled(&self) {
        self.controls.set_disabled(self.is_locked.get() || self.is_disabled.get());
    }

    fn set_locked(&self, is_locked: bool) {
        self.is_locked.set(is_locked);
        self.update_disabled();
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
            on(&self.input, "change", handler(|field, _| field.take_picked())),
            // The script of field.html prevents the browser from opening a dropped file.
            on(zone, "drop", handler(Self::take_dropped)),
            on(&self.list, "change", handler(Self::handle_type_choice)),
            on(&self.list, "click", handler(Self::handle_click)),
        ]);
    }

    fn take_picked(self: &Rc<Self>) {
        if let Some(files) = self.input.files() {
            self.take(&files);
        }
        // Allows the same file to be picked again after it was removed.
        self.input.set_value("");
    }

    fn take_dropped(self: &Rc<Self>, event: &Event) {
        if let Some(files) =
            event.unchecked_ref::<DragEvent>().data_transfer().and_then(|data| data.files())
        {
            self.take(&files);
        }
    }

    fn take(self: &Rc<Self>, files: &FileList) {
        if self.controls.disabled() {
            return;
        }
        self.error.set_text_content(None);
        while let Ok(Some(refused)) = self.list.query_selector(".refused") {
            refused.remove();
        }
        let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
        let field = Rc::clone(self);
        spawn(async move {
            // Sequential, so that the files are listed in their order.
            for file in files {
                let kind = kind_of(&file).await;
                field.current().receive(file, kind);
            }
        });
    }

    fn receive(&self, file: File, kind: Result<&'static str, Refusal>) {
        match kind {
            Ok(_) if self.files.borrow().len() >= MAX_FILES => self.refuse(&file, TOO_MANY),
            Ok(content_type) => {
                let types = self.types.borrow();
                let chosen = ChosenFile::new(&self.frame, &self.locale, &types, file, content_type);
                append(&self.list, &chosen.row);
                self.files.borrow_mut().push(Rc::new(chosen));
                self.report_state();
            }
            Err(refusal) => self.refuse(&file, refusal),
        }
    }

    /// Lists a refused file above the accepted files, with the reason.
    fn refuse(&self, file: &File, refusal: Refusal) {
        let row: Element = self.frame.copy("refused");
        part::<Element>(&row, "bdi").set_text_content(Some(&file.name()));
        part::<Element>(&row, "span").set_text_content(Some(self.locale.text(refusal.word)));
        set_attributes(&part(&row, "button"), &[("aria-label", self.locale.text(Word::Remove))]);
        // Fails only if the row is no node.
        let _listed = self.list.insert_before(&row, self.list.first_child().as_ref());
        self.list.set_scroll_top(0);
        self.sender.send(FieldEvent::Error { code: refusal.code, gesture: None });
    }

    /// Takes over the list of a previous document, after a page that moved the iframe in its DOM
    /// has reloaded it. An upload that is under way continues, and finds its files here.
    pub fn take_over(self: &Rc<Self>, other: &Self) {
        while let Some(row) = other.list.first_element_child() {
            append(&self.list, &row);
        }
        self.files.replace(other.files.take());
        self.set_locked(other.is_locked.get());
        other.moved.replace(Some(Rc::clone(self)));
        self.report_state();
    }

    /// Returns the field in the current document.
    fn current(self: &Rc<Self>) -> Rc<Self> {
        match &*self.moved.borrow() {
            Some(field) => field.current(),
            None => Rc::clone(self),
        }
    }

    /// Handles the choice of a type.
    fn handle_type_choice(self: &Rc<Self>, event: &Event) {
        if let Some(chosen) = self.file_of(event) {
            chosen.show_chosen_type();
            self.error.set_text_content(None);
            self.report_state();
        }
    }

    /// Handles a press of a row's button: removes the row and its file.
    fn handle_click(self: &Rc<Self>, event: &Event) {
        let Some(target) = event.target() else { return };
        let target: Element = target.unchecked_into();
        if target.tag_name() != "BUTTON" {
            return;
        }
        if let Some(chosen) = self.file_of(event) {
            self.remove(&chosen);
        } else if let Some(refused) = target.parent_element() {
            refused.remove();
        }
    }

    /// Returns the file in whose row an event happened.
    fn file_of(&self, event: &Event) -> Option<Rc<ChosenFile>> {
        let row = event.target()?.unchecked_into::<Element>().parent_element()?;
        self.files.borrow().iter().find(|chosen| **chosen.row == *row).cloned()
    }

    fn remove(&self, chosen: &Rc<ChosenFile>) {
        chosen.row.remove();
        self.files.borrow_mut().retain(|other| !Rc::ptr_eq(other, chosen));
        self.report_state();
    }

    fn report_state(&self) {
        let files = self.files.borrow();
        let empty = files.is_empty();
        let is_missing = files.iter().any(|chosen| chosen.document_type().is_empty());
        self.sender.send(FieldEvent::Change {
            empty,
            complete: !empty && !is_missing,
            valid: !is_missing,
            code: is_missing.then_some(FieldCode::Missing),
        });
    }

    /// Returns the files in order with their types. If there is no file or a type is missing, shows
    /// and returns what is missing.
    pub fn ready(&self) -> Result<Vec<(Rc<ChosenFile>, String)>, Vec<FieldProblem>> {
        let mut ready = Vec::new();
        let mut missing = Vec::new();
        for (at, chosen) in self.files.borrow().iter().enumerate() {
            let document_type = chosen.document_type();
            chosen.mark_type(document_type.is_empty());
            if document_type.is_empty() {
                let path = concat(&["document.", &decimal(at as u64, 0), ".documentType"]);
                missing.push(FieldProblem::new(path, FieldCode::Missing));
            }
            ready.push((Rc::clone(chosen), document_type));
        }
        let word = if ready.is_empty() { Word::Missing } else { Word::TypeMissing };
        if ready.is_empty() {
            missing.push(FieldProblem::new("document", FieldCode::Missing));
        }
        if missing.is_empty() {
            return Ok(ready);
        }
        self.error.set_text_content(Some(self.locale.text(word)));
        self.sender.send(FieldEvent::Error { code: FieldCode::Missing, gesture: None });
        Err(missing)
    }

    /// Locks the list until the returned lock is dropped.
    pub fn lock(self: &Rc<Self>) -> ListLock {
        self.set_locked(true);
        ListLock(Rc::clone(self))
    }

    /// Shows the progress of a file's upload, and sends it to the page.
    pub fn show_progress(&self, file: u32, chosen: &ChosenFile, percent: u32, state: FileState) {
        chosen.show(percent, Some(state));
        self.sender.send(FieldEvent::Progress { file, percent, state });
    }

    /// Removes the files that were sent. The list may have another file, which was still being read
    /// when the list was locked.
    pub fn remove_sent<'a>(self: &Rc<Self>, sent: impl Iterator<Item = &'a Rc<ChosenFile>>) {
        let field = self.current();
        field.error.set_text_content(None);
        sent.for_each(|chosen| field.remove(chosen));
    }

    /// Gives the focus to the input, or takes it away.
    pub fn focus(&self, takes: bool) {
        drop(if takes { self.input.focus() } else { self.input.blur() });
    }

    /// Removes all files.
    pub fn wipe(&self) {
        self.list.set_text_content(None);
        self.files.take();
        self.error.set_text_content(None);
        self.report_state();
    }
}

/// Returns the content type of a file, or why the file is refused.
async fn kind_of(file: &File) -> Result<&'static str, Refusal> {
    check_size(file.size())?;
    let first = file.slice_with_i32_and_i32(0, HEAD.into()).map_err(|_| UNREADABLE)?;
    let bytes = JsFuture::from(first.array_buffer()).await.map_err(|_| UNREADABLE)?;
    let bytes: ArrayBuffer = bytes.unchecked_into();
    content_type(&Uint8Array::new(&bytes).to_vec())
}
