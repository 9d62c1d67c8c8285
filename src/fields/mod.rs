//! The session's fields: which the page has asked for, which have announced themselves, and how
//! they look.
//!
//! 1. What is typed in a field that is not in the page any more, or whose iframe shows another
//!    document, is never sent: it is wiped when something is gathered.
//! 2. What is shown is one object's: see [`sordino_core::shown`].
//! 3. A session has one field for documents: of two, only one's files would be sent.
//!
//! - [`field`]: one field that the page has asked for.
//! - [`built`]: one that is built; [`face`]: shown values in their document.
//! - [`looks`]: how they look, and how high they are.

mod built;
mod face;
mod field;
mod looks;
mod plan;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use sordino_core::appearance::Appearance;
use sordino_core::early::keep_waiting;
use sordino_core::error::{Code, Failure, FieldCode, FieldProblem};
use sordino_core::field::{Context, FieldKind, spec};
use sordino_core::protocol::{FieldCommand, FieldEvent, FieldOptions, limits};
use sordino_core::shown::{ShownValues, Values};
use sordino_core::use_case::{Held, UseCase};
use sordino_core::words::Locale;

use self::built::Built;
use self::field::Field;
use crate::clock::context;
use crate::documents::DocumentField;
use crate::frame::Frame;
use crate::outlet::{Focused, Outlet};
use crate::port::Port;
use crate::wait::later;

/// All fields of a session.
pub struct Fields {
    port: Rc<Port>,
    list: RefCell<Vec<Field>>,
    language: RefCell<String>,
    locale: RefCell<Locale>,
    /// Documents whose field the page has not asked for yet (`sordino_core::early`).
    early: RefCell<Vec<Frame>>,
    appearance: RefCell<Appearance>,
    focused: Focused,
    /// What was answered to be shown.
    values: RefCell<ShownValues>,
    /// Of inputs, plain, masked and to choose from, once one of them was asked: to ask makes the
    /// browser lay out a document that may be out of sight.
    heights: [Cell<u32>; 3],
    /// Milliseconds that a field's document may take.
    pub timeout: Cell<u32>,
}

impl Fields {
    /// None yet, but documents that were there before the session.
    pub fn new(port: Rc<Port>, early: Vec<Frame>) -> Self {
        Self {
            port,
            list: RefCell::default(),
            language: RefCell::default(),
            locale: RefCell::new(Locale::new("", None, Vec::new())),
            early: RefCell::new(early),
            appearance: RefCell::default(),
            focused: Focused::default(),
            values: RefCell::default(),
            heights: Default::default(),
            timeout: Cell::default(),
        }
    }

    fn outlet(&self, id: &Rc<str>) -> Outlet {
        Outlet::new(Rc::clone(&self.port), Rc::clone(id), Rc::clone(&self.focused))
    }

    /// Expects a field; one that is known already takes its options.
    pub fn add(
        &self,
        id: &str,
        kind: FieldKind,
        options: Box<FieldOptions>,
    ) -> Result<(), Failure> {
        let mut list = self.list.borrow_mut();
        if let Some(field) = list.iter_mut().find(|field| *field.id == *id) {
            if kind == field.kind && options != field.options {
                let names_another = !options.names_same(&field.options);
                field.update(options, &self.locale.borrow(), &self.outlet(&field.id.clone()));
                if names_another {
                    field.fill(&self.values.borrow());
                }
            }
            return Ok(());
        }
        if list.len() >= limits::FIELDS || id.len() > 64 {
            return Err(Code::Protocol.into());
        }
        let is_document = |field: &Field| field.kind == FieldKind::Document && field.is_there();
        if kind == FieldKind::Document && list.iter().any(is_document) {
            let conflict = vec![FieldProblem::new("kind", FieldCode::Conflict)];
            return Err(Failure::with_fields(Code::InvalidOptions, conflict));
        }
        let id: Rc<str> = id.into();
        let outlet = self.outlet(&id);
        let watch = later(self.timeout.get(), move || {
            outlet.send(FieldEvent::Error { code: FieldCode::Unavailable, gesture: None });
        });
        list.push(Field::new(id, kind, options, watch));
        drop(list);
        self.build_waiting();
        Ok(())
    }

    /// A field is not taken: it says so where it was to be.
    pub fn refuse(&self, id: &str, failure: &Failure) {
        let code = failure.fields.first().map_or(FieldCode::Invalid, |problem| problem.code);
        self.outlet(&id.into()).send(FieldEvent::Error { code, gesture: None });
    }

    /// A document is there that may be a field's.
    pub fn announced(&self, frame: Frame) {
        self.early.borrow_mut().push(frame);
        self.build_waiting();
    }

    /// Builds fields whose documents are there. What the page has not asked for may be another
    /// session's, or was taken away.
    fn build_waiting(&self) {
        keep_waiting(&mut self.early.borrow_mut(), |frame| !frame.is_gone() && !self.build(frame));
    }

    /// Builds a field; again, when its document was loaded anew. Returns whether the document is
    /// done with: one whose field nobody has asked for is not.
    fn build(&self, frame: &Frame) -> bool {
        let mut list = self.list.borrow_mut();
        let Some(field) = list.iter_mut().find(|field| *field.id == *frame.name()) else {
            // One that was built, and calls once more, was taken away meanwhile.
            return !frame.is_new();
        };
        // What is typed in it stays when it calls again, because it is drawn at last.
        if field.built.as_ref().is_none_or(|(built, _)| !built.is_same_document(frame)) {
            self.build_field(field, frame);
            return true;
        }
        let told = field.height.get();
        let height = self.measure(field);
        if height > 0 && height != told {
            self.outlet(&field.id).send(FieldEvent::Resize { height });
        }
        true
    }

    // One copy: it holds all that builds a field.
    #[inline(never)]
    fn build_field(&self, field: &mut Field, frame: &Frame) {
        self.apply_appearance(frame);
        let outlet = self.outlet(&field.id);
        let locale = self.locale.borrow().clone();
        field.sizing = None;
        field.build(frame, &locale, &outlet);
        field.fill(&self.values.borrow());
        let height = self.measure(field);
        let own = locale.say(spec(field.kind).label);
        let label = field.options.label.as_deref().unwrap_or(own).to_owned();
        outlet.send(FieldEvent::Ready { height, label });
    }

    /// The page is back from the back/forward cache: what was typed is still there.
    pub fn come_back(&self) {
        // WebKit empties each input that is not to be filled in by itself, in a task of its own
        // that it has planned before it says that the page is back, and that runs whenever the
        // machine gets to it. Inputs that are made now are not among them: they take the place of
        // the old ones, with what was typed.
        for field in &mut *self.list.borrow_mut() {
            let kept = field.kept.take();
            if let Some((frame, Built::Input(_))) = &field.built
                && !kept.is_empty()
                && frame.is_current()
            {
                let frame = frame.clone();
                field.kept.set(kept);
                self.build_field(field, &frame);
            }
        }
    }

    /// Forgets a field, wiped.
    pub fn remove(&self, id: &str) {
        self.build_waiting();
        let mut list = self.list.borrow_mut();
        let at = list.iter().position(|field| *field.id == *id);
        if let Some(field) = at.map(|at| list.remove(at)) {
            drop(list);
            field.wipe();
        }
    }

    /// Does what the page asks of a field.
    pub fn command(&self, id: &str, command: FieldCommand) {
        let list = self.list.borrow();
        let Some(field) = list.iter().find(|field| *field.id == *id) else { return };
        match (command, &field.built) {
            (FieldCommand::Clear, _) => {
                self.values.borrow_mut().forget(&field.kind, &field.options);
                field.wipe();
            }
            (_, Some((_, built))) => built.focus(command == FieldCommand::Focus),
            // Done when it is there.
            (_, None) => field.is_to_have_focus.set(command == FieldCommand::Focus),
        }
    }

    fn each_built(&self, act: &dyn Fn(&Built)) {
        for field in &*self.list.borrow() {
            if let Some((_, built)) = &field.built {
                act(built);
            }
        }
    }

    /// Wipes fields that are not in the page any more.
    fn wipe_lost(&self) {
        self.list.borrow().iter().filter(|field| !field.is_there()).for_each(Field::wipe);
    }

    /// What the rules know of this session.
    pub fn context(&self) -> Context<'static> {
        context(&self.locale.borrow())
    }

    /// Calls `use_held` with what the fields in the page hold, and with their ids in the same
    /// order.
    pub fn with_held<T>(&self, use_held: impl FnOnce(&[Held<'_>], &[Rc<str>]) -> T) -> T {
        self.wipe_lost();
        let list = self.list.borrow();
        let (mut ids, mut held) = (Vec::new(), Vec::new());
        for field in &*list {
            if let Some((_, Built::Input(input))) = &field.built
                && field.is_there()
            {
                held.push(Held {
                    kind: field.kind,
                    path: field.options.path.as_deref().unwrap_or_default(),
                    typed: input.typed(),
                    is_required: field.options.required.unwrap_or_default(),
                });
                ids.push(Rc::clone(&field.id));
            }
        }
        use_held(&held, &ids)
    }

    /// Shows in a field what is wrong with it.
    pub fn mark(&self, id: &str, code: FieldCode) {
        let list = self.list.borrow();
        if let Some(field) = list.iter().find(|field| *field.id == *id)
            && let Some((_, Built::Input(input))) = &field.built
        {
            input.mark(code);
        }
    }

    /// Wipes fields whose content was sent.
    pub fn wipe_sent<'a>(&self, ids: impl Iterator<Item = &'a Rc<str>>) {
        let ids: Vec<_> = ids.collect();
        let list = self.list.borrow();
        list.iter().filter(|field| ids.contains(&&field.id)).for_each(Field::wipe);
    }

    /// Gives an object's values to the fields that show it. Fails if one that is mounted lacks its
    /// own.
    pub fn show(
        &self,
        use_case: &'static UseCase,
        id: &str,
        values: Values,
    ) -> Result<(), Failure> {
        self.wipe_lost();
        let list = self.list.borrow();
        let mut mounted = Vec::new();
        for field in list.iter().filter(|field| field.is_there()) {
            mounted.push((field.kind, &*field.options));
        }
        let missing = self.values.borrow_mut().replace(use_case, id, values, &mounted);
        let values = self.values.borrow();
        for field in list.iter().filter(|field| field.is_there()) {
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

    /// Hides what is revealed.
    pub fn hide(&self) {
        self.each_built(&Built::hide);
    }

    /// Forgets what is shown, and hides what is typed: the token that it was shown by has ended, or
    /// the page goes away.
    pub fn forget_shown(&self) {
        self.values.borrow_mut().clear();
        self.each_built(&|built| match built {
            Built::Shown(_) => built.wipe(),
            Built::Input(_) | Built::Documents(_) => built.hide(),
        });
    }

    /// The field for documents, if it is in the page.
    pub fn documents(&self) -> Option<Rc<DocumentField>> {
        self.list.borrow().iter().filter(|field| field.is_there()).find_map(|field| {
            match &field.built {
                Some((_, Built::Documents(documents))) => Some(Rc::clone(documents)),
                _ => None,
            }
        })
    }

    /// Wipes and forgets everything.
    pub fn clear(&self) {
        self.early.take();
        self.values.take();
        for field in self.list.take() {
            field.wipe();
        }
    }
}
