//! The session's fields: which the page has asked for, which have announced themselves, and how
//! they look.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use sordino_core::appearance::{Appearance, Theme};
use sordino_core::early::keep_waiting;
use sordino_core::error::{Code, Failure, FieldCode, FieldProblem};
use sordino_core::field::document::check_types;
use sordino_core::field::{FieldKind, Role, spec};
use sordino_core::protocol::{FieldCommand, FieldEvent, FieldOptions, FromVault, limits};
use sordino_core::text::{concat, head};
use sordino_core::use_case::Held;
use sordino_core::word::Word;
use sordino_core::words::{Locale, is_right_to_left};
use web_sys::Element;
use zeroize::Zeroizing;

use crate::documents::DocumentField;
use crate::frame::{Frame, set};
use crate::input::InputField;
use crate::js;
use crate::listen::{EventListener, on};
use crate::port::Port;
use crate::shown::ShownField;
use crate::wait::later;

/// Where a field says what happened to it.
#[derive(Clone)]
pub struct Outlet {
    port: Rc<Port>,
    id: Rc<str>,
    /// The input that had the focus last, of all the session's.
    pub focused: Rc<RefCell<Weak<InputField>>>,
}

impl Outlet {
    /// Tells the page.
    pub fn send(&self, event: FieldEvent) {
        // Not `to_string`: of an `Rc` it is made by the formatting machinery, a kilobyte of it.
        self.port.send(FromVault::Field { id: String::from(&*self.id), event });
    }
}

enum Built {
    Input(Rc<InputField>),
    /// One, or several of a composite.
    Shown(Vec<Rc<ShownField>>),
    Documents(Rc<DocumentField>),
}

impl Built {
    /// Hides what can be hidden.
    fn hide(&self) {
        match self {
            Built::Input(input) => input.hide(),
            Built::Shown(values) => values.iter().for_each(|value| value.hide()),
            Built::Documents(_) => {}
        }
    }

    /// Takes what stood in a document that went away: a page that moves an iframe in its DOM
    /// reloads it.
    fn take_over(&self, before: &Self) {
        match (self, before) {
            (Built::Shown(values), Built::Shown(before)) => {
                values.iter().zip(before).for_each(|(value, before)| value.take_over(before));
            }
            (Built::Documents(documents), Built::Documents(before)) => documents.take_over(before),
            // An input's text is put back as it was kept (`Field::kept`).
            _ => {}
        }
    }

    /// Wipes what it holds.
    fn wipe(&self) {
        match self {
            Built::Input(input) => input.wipe(),
            Built::Shown(values) => values.iter().for_each(|value| value.wipe()),
            Built::Documents(documents) => documents.wipe(),
        }
    }
}

struct Field {
    id: Rc<str>,
    kind: FieldKind,
    options: Box<FieldOptions>,
    built: Option<(Frame, Built)>,
    /// What the page was told.
    height: Cell<u32>,
    /// What was typed when the field's document went away: a page that moves an iframe in its DOM
    /// reloads it.
    kept: Rc<Cell<Zeroizing<String>>>,
    /// See to that.
    keeping: Vec<EventListener>,
    /// Until it should have announced itself.
    watch: Option<Timeout>,
}

/// All fields of a session.
pub struct Fields {
    port: Rc<Port>,
    list: RefCell<Vec<Field>>,
    language: RefCell<String>,
    locale: RefCell<Locale>,
    /// Documents whose field the page has not asked for yet (`sordino_core::early`).
    early: RefCell<Vec<Frame>>,
    appearance: RefCell<Appearance>,
    focused: Rc<RefCell<Weak<InputField>>>,
    /// Of inputs, plain, masked and to choose from, once one of them was asked: to ask makes the
    /// browser lay out a document that may be out of sight.
    heights: [Cell<u32>; 3],
    /// Milliseconds that a field's document may take.
    pub patience: Cell<u32>,
}

impl Fields {
    /// None yet, but documents that were there before the session.
    pub fn new(port: Rc<Port>, early: Vec<Frame>) -> Self {
        Self {
            port,
            list: RefCell::default(),
            language: RefCell::default(),
            locale: RefCell::new(Locale::new(None, Vec::new())),
            early: RefCell::new(early),
            appearance: RefCell::default(),
            focused: Rc::default(),
            heights: Default::default(),
            patience: Cell::default(),
        }
    }

    /// Takes the language, as a BCP 47 tag, and its words.
    pub fn speak(&self, language: String, locale: Locale) {
        self.language.replace(language);
        self.locale.replace(locale);
    }

    /// Takes new looks, if they are right as a whole.
    pub fn dress(&self, appearance: Appearance) -> Result<(), Failure> {
        if let Err(path) = appearance.properties() {
            return Err(Failure::of_option("appearance.", &path, FieldCode::Invalid));
        }
        self.appearance.replace(appearance);
        self.heights.iter().for_each(|height| height.set(0));
        for field in &*self.list.borrow() {
            if let Some((frame, _)) = &field.built {
                self.dress_one(frame);
                let outlet = self.outlet(&field.id);
                outlet
                    .send(FieldEvent::Resize { height: self.height(frame, spec(field.kind).role) });
            }
        }
        Ok(())
    }

    /// An input's depends on looks and kind alone (www/frame/field.css), so that one of a kind
    /// tells for all. None is that of a document that is not drawn.
    #[inline(never)]
    fn height(&self, frame: &Frame, role: Role) -> u32 {
        let Role::Input(input) = role else { return frame.height() };
        let known =
            &self.heights[if input.choices.is_empty() { usize::from(input.masked) } else { 2 }];
        if known.get() == 0 {
            known.set(frame.height());
        }
        known.get()
    }

    fn dress_one(&self, frame: &Frame) {
        let Some(root) = frame.root() else { return };
        let appearance = self.appearance.borrow();
        let theme = match appearance.theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::System => "system",
        };
        let language = self.language.borrow();
        let direction = if is_right_to_left(&language) { "rtl" } else { "ltr" };
        set(&root, &[("data-theme", theme), ("dir", direction), ("lang", &language)]);
        for (property, value) in appearance.properties().unwrap_or_default() {
            let _set = root.style().set_property(property, value);
        }
    }

    fn outlet(&self, id: &Rc<str>) -> Outlet {
        Outlet { port: Rc::clone(&self.port), id: Rc::clone(id), focused: Rc::clone(&self.focused) }
    }

    /// Expects a field; one that is known already takes its options.
    pub fn add(
        &self,
        id: &str,
        kind: FieldKind,
        options: Box<FieldOptions>,
    ) -> Result<(), Failure> {
        check(&options)?;
        let mut list = self.list.borrow_mut();
        if let Some(field) = list.iter_mut().find(|field| *field.id == *id) {
            field.update(kind, options, &self.locale.borrow());
            return Ok(());
        }
        if list.len() >= limits::FIELDS || id.len() > 64 {
            return Err(Code::Protocol.into());
        }
        let id: Rc<str> = id.into();
        let outlet = self.outlet(&id);
        let watch = later(self.patience.get(), move || {
            outlet.send(FieldEvent::Error { code: FieldCode::Unavailable, gesture: None });
        });
        list.push(Field {
            id,
            kind,
            options,
            built: None,
            height: Cell::default(),
            kept: Rc::default(),
            keeping: Vec::new(),
            watch: Some(watch),
        });
        drop(list);
        self.look();
        Ok(())
    }

    /// A document is there that may be a field's.
    pub fn announced(&self, frame: Frame) {
        self.early.borrow_mut().push(frame);
        self.look();
    }

    /// Builds fields whose documents are there. What the page has not asked for may be another
    /// session's, or was taken away.
    fn look(&self) {
        keep_waiting(&mut self.early.borrow_mut(), |frame| !frame.is_gone() && !self.build(frame));
    }

    /// Builds a field; again, when its document was loaded anew. Returns whether the document is
    /// done with: one whose field nobody has asked for is not.
    fn build(&self, frame: &Frame) -> bool {
        let mut list = self.list.borrow_mut();
        let Some(field) = list.iter_mut().find(|field| *field.id == *frame.name()) else {
            // One that was built, and calls for its size, was taken away meanwhile.
            return !frame.is_new();
        };
        let row = spec(field.kind);
        // What is typed in it stays when it calls again, because it has another size.
        if field.built.as_ref().is_some_and(|(built, _)| built.is_same_document(frame)) {
            let height = self.height(frame, row.role);
            if field.height.replace(height) != height {
                self.outlet(&field.id).send(FieldEvent::Resize { height });
            }
            return true;
        }
        field.watch = None;
        self.dress_one(frame);
        let outlet = self.outlet(&field.id);
        let locale = self.locale.borrow().clone();
        let name = field.kind.name();
        let built = match row.role {
            Role::Input(input) => {
                let built = InputField::build(
                    frame,
                    name,
                    input,
                    row.label,
                    &field.options,
                    locale.clone(),
                    outlet.clone(),
                );
                built.restore(&field.kept.take());
                let (keeper, leaving) = (Rc::clone(&field.kept), Rc::downgrade(&built));
                let (kept, back) = (Rc::clone(&field.kept), Rc::downgrade(&built));
                field.keeping = vec![
                    on(frame.window(), "pagehide", move |_| {
                        if let Some(input) = leaving.upgrade() {
                            keeper.set(input.typed());
                        }
                    }),
                    // Of a page that comes back, WebKit empties what is not to be filled in by
                    // itself: a moment after it says so. So says each document once it is loaded,
                    // but only one that comes back has lost something.
                    on(frame.window(), "pageshow", move |event| {
                        if js::get(event, "persisted").is_falsy() {
                            return;
                        }
                        let (kept, back) = (Rc::clone(&kept), Weak::clone(&back));
                        let restore = move || {
                            if let Some(input) = back.upgrade() {
                                input.restore(&kept.take());
                            }
                        };
                        later(0, restore).forget();
                    }),
                ];
                Built::Input(built)
            }
            Role::Shown(_) => show(frame, &[field.kind], &field.options, &locale, &outlet),
            Role::Composite(kinds) => show(frame, kinds, &field.options, &locale, &outlet),
            Role::Document => Built::Documents(DocumentField::build(
                frame,
                row.label,
                &field.options,
                locale.clone(),
                outlet.clone(),
            )),
        };
        let height = self.height(frame, row.role);
        field.height.set(height);
        if let Some((_, before)) = &field.built {
            built.take_over(before);
        }
        field.built = Some((frame.clone(), built));
        let label = field.options.label.clone().unwrap_or_else(|| locale.say(row.label).to_owned());
        outlet.send(FieldEvent::Ready { height, label });
        true
    }

    /// Forgets a field, wiped.
    pub fn remove(&self, id: &str) {
        self.look();
        let mut list = self.list.borrow_mut();
        let at = list.iter().position(|field| *field.id == *id);
        if let Some(field) = at.map(|at| list.remove(at)) {
            drop(list);
            field.wipe();
        }
    }

    /// Does what the page asks of a field.
    pub fn command(&self, id: &str, command: FieldCommand) {
        if command == FieldCommand::Clear {
            return self.wipe(&|field| *field.id == *id);
        }
        self.with(&|field| *field.id == *id, &|built| {
            // Elsewhere nothing is typed, so there is nothing to begin or to end.
            if let Built::Input(input) = built {
                input.focus(command == FieldCommand::Focus);
            }
        });
    }

    fn with(&self, which: &dyn Fn(&Field) -> bool, act: &dyn Fn(&Built)) {
        for field in &*self.list.borrow() {
            if let Some((_, built)) = field.built.as_ref().filter(|_| which(field)) {
                act(built);
            }
        }
    }

    /// Calls `use_held` with what the fields hold, and with their ids in the same order.
    pub fn with_held<T>(&self, use_held: impl FnOnce(&[Held<'_>], &[Rc<str>]) -> T) -> T {
        let list = self.list.borrow();
        let (mut ids, mut held) = (Vec::new(), Vec::new());
        for field in &*list {
            if let Some((_, Built::Input(input))) = &field.built {
                let path = field.options.path.as_deref().unwrap_or_default();
                held.push(Held { kind: field.kind, path, typed: input.typed() });
                ids.push(Rc::clone(&field.id));
            }
        }
        use_held(&held, &ids)
    }

    /// Shows in a field what is wrong with it.
    pub fn mark(&self, id: &str, code: FieldCode) {
        self.with(&|field| *field.id == *id, &|built| {
            if let Built::Input(input) = built {
                input.mark(code);
            }
        });
    }

    /// Wipes fields whose content was sent.
    pub fn wipe_sent<'a>(&self, ids: impl Iterator<Item = &'a Rc<str>>) {
        let ids: Vec<_> = ids.collect();
        self.wipe(&|field| ids.contains(&&field.id));
    }

    fn wipe(&self, which: &dyn Fn(&Field) -> bool) {
        self.list.borrow().iter().filter(|field| which(field)).for_each(Field::wipe);
    }

    /// Gives values to the fields of their kind.
    pub fn show(&self, values: &[(FieldKind, Zeroizing<String>)]) {
        self.with(&|_| true, &|built| {
            if let Built::Shown(fields) = built {
                for field in fields {
                    if let Some((_, value)) = values.iter().find(|(kind, _)| *kind == field.kind) {
                        field.fill(value.clone());
                    }
                }
            }
        });
    }

    /// Hides what is revealed.
    pub fn hide(&self) {
        self.with(&|_| true, &Built::hide);
    }

    /// Forgets what is shown, and hides what is typed: the token that it was shown by has ended, or
    /// the page goes away.
    pub fn forget_shown(&self) {
        self.with(&|_| true, &|built| match built {
            Built::Shown(_) => built.wipe(),
            Built::Input(_) | Built::Documents(_) => built.hide(),
        });
    }

    /// The first field for documents.
    pub fn documents(&self) -> Option<Rc<DocumentField>> {
        self.list.borrow().iter().find_map(|field| match &field.built {
            Some((_, Built::Documents(documents))) => Some(Rc::clone(documents)),
            _ => None,
        })
    }

    /// Wipes and forgets everything.
    pub fn clear(&self) {
        self.early.take();
        for field in self.list.take() {
            field.wipe();
        }
    }
}

impl Field {
    /// Takes other options.
    fn update(&mut self, kind: FieldKind, options: Box<FieldOptions>, locale: &Locale) {
        if kind != self.kind || options == self.options {
            return;
        }
        self.options = options;
        let label = spec(self.kind).label;
        match &self.built {
            Some((_, Built::Input(input))) => input.update(label, &self.options),
            Some((frame, Built::Shown(values))) => {
                for value in values {
                    value.update(&self.options, values.len() == 1);
                }
                print(frame, &self.options, locale.say(label));
            }
            Some((_, Built::Documents(documents))) => documents.update(label, &self.options),
            None => {}
        }
    }

    /// Wipes what it holds, and what it would put back when its document comes anew.
    fn wipe(&self) {
        self.kept.take();
        if let Some((_, built)) = &self.built {
            built.wipe();
        }
    }
}

/// Builds shown values: one, or several on a card's face.
fn show(
    frame: &Frame,
    kinds: &[FieldKind],
    options: &FieldOptions,
    locale: &Locale,
    outlet: &Outlet,
) -> Built {
    let is_composite = kinds.len() > 1;
    let face: Element = frame.copy(if is_composite { "card" } else { "single" });
    frame.show(&face);
    print(frame, options, locale.say(Word::PaymentCard));
    let build = |kind: &FieldKind| {
        let prefix = if is_composite { concat(&[kind.name(), "-"]) } else { String::new() };
        ShownField::build(frame, &face, &prefix, *kind, options, locale.clone(), outlet.clone())
    };
    Built::Shown(kinds.iter().filter_map(build).collect())
}

/// What the page has printed on a card's face: its label, and its holder's name.
const PRINTED: [&str; 2] = ["brand", "holder"];

/// Prints them; a field without a face has no place for them.
fn print(frame: &Frame, options: &FieldOptions, label: &str) {
    let print = |id, text| {
        if let Some(place) = frame.document().get_element_by_id(id) {
            place.set_text_content(Some(text));
        }
    };
    print(PRINTED[0], options.label.as_deref().unwrap_or(label));
    print(PRINTED[1], options.cardholder_name.as_deref().unwrap_or_default());
}

/// Texts of the page are plain text of a bounded length.
fn check(options: &FieldOptions) -> Result<(), Failure> {
    let mut problems = Vec::new();
    let mut check = |name, text: &Option<String>, longest| {
        if text.as_ref().is_some_and(|text| head(text, longest).len() < text.len()) {
            problems.push(FieldProblem::new(name, FieldCode::TooLong));
        }
    };
    check("label", &options.label, 80);
    check("placeholder", &options.placeholder, 80);
    check("path", &options.path, 200);
    check("cardholderName", &options.cardholder_name, 80);
    check_types(options.document_types.as_deref().unwrap_or_default(), &mut problems);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::with_fields(Code::InvalidOptions, problems))
    }
}
