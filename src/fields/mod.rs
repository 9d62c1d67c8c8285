//! The fields of a session: those that the page has asked for, and those that have announced
//! themselves.
//!
//! 1. The text of a field that is no longer in the page, or whose iframe shows another document, is
//!    never sent. It is wiped before a call gathers.
//! 2. The shown values are of one object: see [`sordino_core::shown`].
//! 3. A session has one field for documents, because the files of only one field would be sent.
//!
//! - [`field`]: one field that the page has asked for; [`plan`]: the parts that it is built from.
//! - [`built`]: a field that is built; [`face`]: shown values in their document.
//! - [`appearance`]: the appearance of fields, and their height.

mod appearance;
mod built;
mod face;
mod field;
mod plan;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use sordino_core::appearance::Appearance;
use sordino_core::error::{Code, Failure, FieldCode, FieldProblem};
use sordino_core::field::{Context, FieldKind, spec};
use sordino_core::protocol::{FieldCommand, FieldEvent, FieldOptions, limits};
use sordino_core::shown::{ShownValues, Values};
use sordino_core::unclaimed::retain_unclaimed;
use sordino_core::use_case::{Held, UseCase};
use sordino_core::words::Locale;

use self::built::Built;
use self::field::Field;
use crate::clock::context;
use crate::documents::DocumentField;
use crate::event_sender::{EventSender, Focused};
use crate::frame::Frame;
use crate::port::Port;
use crate::wait::call_later;

/// All fields of a session.
pub struct Fields {
    port: Rc<Port>,
    list: RefCell<Vec<Field>>,
    language: RefCell<String>,
    locale: RefCell<Locale>,
    /// Frames whose field the page has not asked for yet (`sordino_core::unclaimed`).
    unclaimed: RefCell<Vec<Frame>>,
    appearance: RefCell<Appearance>,
    focused: Focused,
    /// The values that the API has answered, to be shown.
    values: RefCell<ShownValues>,
    /// Cached heights of plain, masked and select inputs. Measuring one forces a layout.
    heights: [Cell<u32>; 3],
    /// The milliseconds that a field's document may take to announce itself.
    pub timeout: Cell<u32>,
}

impl Fields {
    /// Creates the fields of a session. `unclaimed` are the frames that announced themselves before
    /// it.
    pub fn new(port: Rc<Port>, unclaimed: Vec<Frame>) -> Self {
        Self {
            port,
            list: RefCell::default(),
            language: RefCell::default(),
            locale: RefCell::new(Locale::new("", None, Vec::new())),
            unclaimed: RefCell::new(unclaimed),
            appearance: RefCell::default(),
            focused: Focused::default(),
            values: RefCell::default(),
            heights: Default::default(),
            timeout: Cell::default(),
        }
    }

    fn sender(&self, id: &Rc<str>) -> EventSender {
        EventSender::new(Rc::clone(&self.port), Rc::clone(id), Rc::clone(&self.focused))
    }

    /// Adds a field; changes the options of a field that exists already.
    pub fn add(
        &self,
        id: &str,
        kind: FieldKind,
        options: Box<FieldOptions>,
    ) -> Result<(), Failure> {
        let mut list = self.list.borrow_mut();
        if let Some(field) = list.iter_mut().find(|field| *field.id == *id) {
            if kind == field.kind && options != field.options {
                let names_another = !options.names_same_objects(&field.options);
                field.update(options, &self.locale.borrow(), &self.sender(&field.id.clone()));
                if names_another {
                    field.fill(&self.values.borrow());
                }
            }
            return Ok(());
        }
        if list.len() >= limits::FIELDS || id.len() > 64 {
            return Err(Code::Protocol.into());
        }
        let is_document = |field: &Field| field.kind == FieldKind::Document && field.is_in_page();
        if kind == FieldKind::Document && list.iter().any(is_document) {
            let conflict = vec![FieldProblem::new("kind", FieldCode::Conflict)];
            return Err(Failure::with_fields(Code::InvalidOptions, conflict));
        }
        let id: Rc<str> = id.into();
        let sender = self.sender(&id);
        let announce_timer = call_later(self.timeout.get(), move || {
            sender.send(FieldEvent::Error { code: FieldCode::Unavailable, gesture: None });
        });
        list.push(Field::new(id, kind, options, announce_timer));
        drop(list);
        self.build_announced();
        Ok(())
    }

    /// Sends the reason for a refused field as an event of that field.
    pub fn refuse(&self, id: &str, failure: &Failure) {
        let code = failure.fields.first().map_or(FieldCode::Invalid, |problem| problem.code);
        self.sender(&id.into()).send(FieldEvent::Error { code, gesture: None });
    }

    /// Adds a frame that may be a field's.
    pub fn add_frame(&self, frame: Frame) {
        self.unclaimed.borrow_mut().push(frame);
        self.build_announced();
    }

    /// Builds the fields whose frames have announced themselves. A frame that the page has not
    /// asked for may be another session's, or may have been removed.
    fn build_announced(&self) {
        retain_unclaimed(&mut self.unclaimed.borrow_mut(), |frame| {
            !frame.is_gone() && !self.build(frame)
        });
    }

    /// Builds a field into a frame. Returns whether the frame needs no further try. A frame waits
    /// while the page has not asked for its field.
    fn build(&self, frame: &Frame) -> bool {
        let mut list = self.list.borrow_mut();
        let Some(field) = list.iter_mut().find(|field| *field.id == *frame.name()) else {
            // No field has this name. If the frame is built already, its field was removed.
            return !frame.is_new();
        };
        // A field that was built announces itself again when it is drawn at last. Its text stays.
        if field.built.as_ref().is_none_or(|(built, _)| !built.is_same_document(frame)) {
            self.build_field(field, frame);
            return true;
        }
        let told = field.height.get();
        let height = self.measure(field);
        if height > 0 && height != told {
            self.sender(&field.id).send(FieldEvent::Resize { height });
        }
        true
    }

    // Never inlined: one copy of this code is enough.
    #[inline(never)]
    fn build_field(&self, field: &mut Field, frame: &Frame) {
        self.apply_appearance(frame);
        let sender = self.sender(&field.id);
        let locale = self.locale.borrow().clone();
        field.size_observer = None;
        field.build(frame, &locale, &sender);
        field.fill(&self.values.borrow());
        let height = self.measure(field);
        let own = locale.text(spec(field.kind).label);
        let label = field.options.label.as_deref().unwrap_or(own).to_owned();
        sender.send(FieldEvent::Ready { height, label });
    }

    /// Restores the typed texts after the page is back from the back/forward cache.
    pub fn restore_inputs(&self) {
        // WebKit empties each input without autofill. It does so in a task that it has queued
        // before it reports that the page is back, and that runs at any later time. An input that
        // is created now is not among them, so new inputs replace the old ones, with the typed
        // texts.
        for field in &mut *self.list.borrow_mut() {
            let kept = field.kept_text.take();
            if let Some((frame, Built::Input(_))) = &field.built
                && !kept.is_empty()
                && frame.is_current()
            {
                let frame = frame.clone();
                field.kept_text.set(kept);
                self.build_field(field, &frame);
            }
        }
    }

    /// Removes a field and wipes it.
    pub fn remove(&self, id: &str) {
        self.build_announced();
        let mut list = self.list.borrow_mut();
        let at = list.iter().position(|field| *field.id == *id);
        if let Some(field) = at.map(|at| list.remove(at)) {
            drop(list);
            field.wipe();
        }
    }

    /// Carries out the page's command to a field.
    pub fn command(&self, id: &str, command: FieldCommand) {
        let list = self.list.borrow();
        let Some(field) = list.iter().find(|field| *field.id == *id) else { return };
        match (command, &field.built) {
            (FieldCommand::Clear, _) => {
                self.values.borrow_mut().forget(&field.kind, &field.options);
                field.wipe();
            }
            (_, Some((_, built))) => built.focus(command == FieldCommand::Focus),
            // The focus is given when the field is built.
            (_, None) => field.has_pending_focus.set(command == FieldCommand::Focus),
        }
    }

    fn each_built(&self, act: &dyn Fn(&Built)) {
        for field in &*self.list.borrow() {
            if let Some((_, built)) = &field.built {
                act(built);
            }
        }
    }

    /// Wipes the fields that are no longer in the page.
    fn wipe_detached(&self) {
        self.list.borrow().iter().filter(|field| !field.is_in_page()).for_each(Field::wipe);
    }

    /// Returns what the rules of fields need to know of this session.
    pub fn context(&self) -> Context<'static> {
        context(&self.locale.borrow())
    }

    /// Calls `use_contents` with the contents of the fields in the page, and with their ids in the same
    /// order.
    pub fn with_contents<T>(&self, use_contents: impl FnOnce(&[Held<'_>], &[Rc<str>]) -> T) -> T {
        self.wipe_detached();
        let list = self.list.borrow();
        let (mut ids, mut contents) = (Vec::new(), Vec::new());
        for field in &*list {
            if let Some((_, Built::Input(input))) = &field.built
                && field.is_in_page()
            {
                contents.push(Held {
                    kind: field.kind,
                    path: field.options.path.as_deref().unwrap_or_default(),
                    typed: input.typed(),
                    is_required: field.options.required.unwrap_or_default(),
                });
                ids.push(Rc::clone(&field.id));
            }
        }
        use_contents(&contents, &ids)
    }

    /// Shows a problem in a field.
    pub fn mark(&self, id: &str, code: FieldCode) {
        let list = self.list.borrow();
        if let Some(field) = list.iter().find(|field| *field.id == *id)
            && let Some((_, Built::Input(input))) = &field.built
        {
            input.mark(code);
        }
    }

    /// Wipes the fields whose content was sent.
    pub fn wipe_sent<'a>(&self, ids: impl Iterator<Item = &'a Rc<str>>) {
        let ids: Vec<_> = ids.collect();
        let list = self.list.borrow();
        list.iter().filter(|field| ids.contains(&&field.id)).for_each(Field::wipe);
    }

    /// Gives an object's values to the fields that show it. Fails if a mounted field's value is
    /// missing.
    pub fn show(
        &self,
        use_case: &'static UseCase,
        id: &str,
        values: Values,
    ) -> Result<(), Failure> {
        self.wipe_detached();
        let list = self.list.borrow();
        let mut mounted = Vec::new();
        for field in list.iter().filter(|field| field.is_in_page()) {
            mounted.push((field.kind, &*field.options));
        }
        let missing = self.values.borrow_mut().replace(use_case, id, values, &mounted);
        let values = self.values.borrow();
        for field in list.iter().filter(|field| field.is_in_page()) {
            if ShownValues::is_for(use_case, id, &field.kind, &field.options) {
                field.fill(&values);
            }
        }
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Failure::with_fields(Code::ValueMissing, missing))
        }
    }

    /// Hides revealed values and unmasked characters.
    pub fn hide(&self) {
        self.each_built(&Built::hide);
    }

    /// Forgets shown values and masks typed characters, because the token that read the values has
    /// ended, or the page goes away.
    pub fn forget_shown(&self) {
        self.values.borrow_mut().clear();
        self.each_built(&|built| match built {
            Built::Shown(_) => built.wipe(),
            Built::Input(_) | Built::Documents(_) => built.hide(),
        });
    }

    /// Returns the field for documents, if it is in the page.
    pub fn documents(&self) -> Option<Rc<DocumentField>> {
        self.list.borrow().iter().filter(|field| field.is_in_page()).find_map(|field| match &field
            .built
        {
            Some((_, Built::Documents(documents))) => Some(Rc::clone(documents)),
            _ => None,
        })
    }

    /// Wipes and removes everything.
    pub fn clear(&self) {
        self.unclaimed.take();
        self.values.take();
        for field in self.list.take() {
            field.wipe();
        }
    }
}
