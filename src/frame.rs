//! The only module that reaches into another document: a field's, which is of the same origin and of another realm.
//!
//! Objects of another realm fail `instanceof`, so `dyn_into` does not work on them: they are taken unchecked here, where it is
//! known what they are. Whatever can throw because the other window may have been navigated away is asked for by `Reflect`.

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Navigator, Window};

/// The namespace of SVG elements.
const SVG: &str = "http://www.w3.org/2000/svg";

/// Icon: an eye.
pub const EYE: &str = "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z";
/// Icon: two sheets.
pub const SHEETS: &str = "M9 9V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-4M5 9h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1Z";

/// A field's document.
#[derive(Clone)]
pub struct Frame {
    window: Window,
    document: Document,
    name: String,
}

impl Frame {
    /// The frame of a window that says that it is a field: a child of the same page, showing `field.html` of this release.
    pub fn of_sibling(window: Window, page: &Window) -> Option<Self> {
        let get = |key: &str| Reflect::get(&window, &key.into()).ok();
        if get("parent")? != JsValue::from(page.clone()) {
            return None;
        }
        let document: Document = get("document").filter(JsValue::is_object)?.unchecked_into();
        let own = web_sys::window()?.location().href().ok()?;
        // The directory carries the release: a field of another one is not of this vault.
        let expected = format!("{}/field.html", own.rsplit_once('/')?.0);
        if document.url().ok()?.split(['?', '#']).next()? != expected {
            return None;
        }
        let name = get("name")?.as_string()?;
        Some(Self { window, document, name })
    }

    /// The name that the page gave to the iframe.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it shows the document that it showed.
    pub fn is_same_document(&self, other: &Frame) -> bool {
        JsValue::from(self.document.clone()) == JsValue::from(other.document.clone())
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// `navigator` of the field's own window: the clipboard belongs to the document that has the gesture.
    pub fn navigator(&self) -> Option<Navigator> {
        Reflect::get(&self.window, &"navigator".into()).ok().map(JsCast::unchecked_into)
    }

    /// The root element, for what holds for the whole document.
    pub fn root(&self) -> Option<HtmlElement> {
        self.document.document_element().map(JsCast::unchecked_into)
    }

    /// A new element with attributes. The attributes are never a secret: they would be found by selectors (attack 22).
    pub fn element<T: JsCast>(&self, tag: &str, attributes: &[(&str, &str)]) -> T {
        // Fails only for a name that is none; the names are ours.
        let element = self.document.create_element(tag).unwrap_or_else(|error| wasm_bindgen::throw_val(error));
        set(&element, attributes);
        element.unchecked_into()
    }

    /// Fills a `select` with names of the API, readable, behind an empty one.
    pub fn choices(&self, select: &Element, names: &[&str]) {
        let empty: Element = self.element("option", &[("value", "")]);
        append(select, &[&empty]);
        for name in names {
            let option: Element = self.element("option", &[("value", name)]);
            option.set_text_content(Some(&readable(name)));
            append(select, &[&option]);
        }
    }

    /// An icon: the outline of one path.
    pub fn icon(&self, path: &str) -> Option<Element> {
        let icon = self.document.create_element_ns(Some(SVG), "svg").ok()?;
        set(&icon, &[("viewBox", "0 0 24 24"), ("aria-hidden", "true"), ("focusable", "false")]);
        let outline = self.document.create_element_ns(Some(SVG), "path").ok()?;
        set(&outline, &[("d", path)]);
        icon.append_child(&outline).ok()?;
        Some(icon)
    }

    /// Shows `field` as the document's whole content.
    pub fn show(&self, field: &Element) {
        if let Some(body) = self.document.body() {
            body.set_text_content(None);
            append(&body, &[field]);
        }
    }

    /// The height that the content needs, in CSS pixels.
    pub fn height(&self) -> u32 {
        let height = self.document.body().map_or(0, |body| body.offset_height());
        u32::try_from(height).unwrap_or_default()
    }
}

/// Sets attributes.
pub fn set(element: &Element, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        // Fails only for a name that is none; the names are ours.
        let _set = element.set_attribute(name, value);
    }
}

/// Appends children in order.
pub fn append(parent: &Element, children: &[&Element]) {
    for child in children {
        let _appended = parent.append_child(child);
    }
}

/// Listens until the listener is dropped.
pub fn on(target: &EventTarget, event: &'static str, handle: impl FnMut(&Event) + 'static) -> EventListener {
    EventListener::new(target, event, handle)
}

/// `SOLE_PROPRIETORSHIP` as `Sole proprietorship`; short names are abbreviations and stay.
fn readable(name: &str) -> String {
    if name.len() <= 3 {
        return name.to_owned();
    }
    let (first, rest) = name.split_at_checked(1).unwrap_or((name, ""));
    format!("{first}{}", rest.to_ascii_lowercase().replace('_', " "))
}
