//! The only module that reaches into another document: a field's, which is of the same origin and
//! of another realm.
//!
//! Objects of another realm fail `instanceof`, so `dyn_into` does not work on them: they are taken
//! unchecked here, where it is known what they are. Whatever can throw because the other window may
//! have been navigated away is asked for by [`js::get`].

use js_sys::{Function, Reflect};
use sordino_core::text::{concat, has};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlTemplateElement, Navigator, Window};

use crate::js;

/// A field's document.
#[derive(Clone)]
pub struct Frame {
    window: Window,
    document: Document,
    name: String,
}

impl Frame {
    /// The frame of a window that says that it is a field: a child of the same page, showing
    /// `field.html` of this release.
    pub fn of_sibling(window: Window, page: &Window) -> Option<Self> {
        if js::get(&window, "parent") != *AsRef::<JsValue>::as_ref(page) {
            return None;
        }
        // Set by the document's script at its end: all that a field is copied from is there.
        if !js::get(&window, "ondragstart").is_function() {
            return None;
        }
        let document: Document =
            Some(js::get(&window, "document")).filter(JsValue::is_object)?.unchecked_into();
        let own = js::get(&js::window().location(), "href").as_string()?;
        // The directory carries the release: a field of another one is not of this vault.
        let folder = &own[..=own.rfind('/')?];
        let path = js::get(&document, "URL").as_string()?;
        let rest = path.strip_prefix(folder)?.strip_prefix("field.html")?;
        if !(rest.bytes().next().is_none_or(|first| has("?#", first))) {
            return None;
        }
        let name = js::get(&window, "name").as_string()?;
        Some(Self { window, document, name })
    }

    /// The fields that are there already: those that come later announce themselves.
    pub fn each_sibling(mut found: impl FnMut(Self)) {
        let page: Window = js::get(&js::window(), "parent").unchecked_into();
        for index in 0..page.length() {
            if let Ok(window) = Reflect::get_u32(&page, index)
                && let Some(frame) = Self::of_sibling(window.unchecked_into(), &page)
            {
                found(frame);
            }
        }
    }

    /// The name that the page gave to the iframe.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it shows the document that it showed.
    pub fn is_same_document(&self, other: &Frame) -> bool {
        AsRef::<JsValue>::as_ref(&self.document) == AsRef::<JsValue>::as_ref(&other.document)
    }

    /// Whether nothing was built in it yet: what is built has a direction.
    pub fn is_new(&self) -> bool {
        js::get(&self.document, "dir").is_falsy()
    }

    /// Whether the page has taken it away.
    pub fn is_gone(&self) -> bool {
        js::get(&self.window, "closed").is_truthy()
    }

    /// Whether it stands in the page and shows the document that was built: what is elsewhere,
    /// nobody sees. Of a window with a document of another origin, nothing can be asked.
    pub fn is_current(&self) -> bool {
        !self.is_gone()
            && js::get(&self.window, "document") == *AsRef::<JsValue>::as_ref(&self.document)
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// `navigator` of the field's own window: the clipboard belongs to the document that has the
    /// gesture.
    pub fn navigator(&self) -> Option<Navigator> {
        Some(js::get(&self.window, "navigator"))
            .filter(JsValue::is_object)
            .map(JsCast::unchecked_into)
    }

    /// The root element, for what holds for the whole document.
    pub fn root(&self) -> Option<HtmlElement> {
        self.document.document_element().map(JsCast::unchecked_into)
    }

    /// A copy of a `<template>` of `vault.html`, without what the caller fills in. What it fills in
    /// is never a secret where it is an attribute: those would be found by selectors (attack 22).
    pub fn copy<T: JsCast>(&self, template: &str) -> T {
        self.copy_node(template).unchecked_into()
    }

    /// One copy of the code for all types.
    #[inline(never)]
    fn copy_node(&self, template: &str) -> Element {
        let vault = fixed(js::window().document());
        let template: HtmlTemplateElement =
            fixed(vault.get_element_by_id(template)).unchecked_into();
        let content = fixed(template.content().first_element_child());
        let copy: Element =
            fixed(self.document.import_node_with_deep(&content, true).ok()).unchecked_into();
        hide_ids(&copy);
        copy
    }

    /// Fills a `select` with names of the API, each as a person reads it, behind an empty choice
    /// that reads `prompt`.
    pub fn choices(&self, select: &Element, prompt: &str, names: &[&str], say: fn(&str) -> String) {
        select.set_text_content(None);
        let choice = |name, text: &str| {
            let option = fixed(self.document.create_element("option").ok());
            set(&option, &[("value", name)]);
            option.set_text_content(Some(text));
            append(select, &option);
        };
        choice("", prompt);
        for name in names {
            choice(name, &say(name));
        }
    }

    /// Shows `field` as the body's whole content: nothing stays of what another vault may have
    /// built there (attack 8).
    pub fn show(&self, field: &Element) {
        if let Some(body) = self.document.body() {
            body.set_text_content(None);
            append(&body, field);
        }
    }

    /// The height that the content needs, in CSS pixels; 0 while it is not drawn, since what has no
    /// width has no height that means anything.
    pub fn height(&self) -> u32 {
        let is_drawn = js::get(&self.window, "innerWidth").is_truthy();
        let body = self.document.body().filter(|_| is_drawn);
        u32::try_from(body.map_or(0, |body| body.offset_height())).unwrap_or_default()
    }
}

/// Appends a random text to each id of a copy and to each reference to it.
///
/// The page can set the fragment of a field's address, and a fragment gives the focus to the
/// element whose id it is (attack 54).
fn hide_ids(copy: &Element) {
    let crypto = js::get(&js::window(), "crypto");
    let random: Function = js::get(&crypto, "randomUUID").unchecked_into();
    let random = fixed(random.call0(&crypto).ok().and_then(|random| random.as_string()));
    for attribute in ["id", "for", "aria-describedby", "aria-controls", "aria-labelledby"] {
        let selector = concat(&["[", attribute, "$='-']"]);
        while let Ok(Some(element)) = copy.query_selector(&selector) {
            let name = element.get_attribute(attribute).unwrap_or_default();
            set(&element, &[(attribute, &concat(&[&name, &random]))]);
        }
    }
}

/// Sets attributes.
pub fn set(element: &Element, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        // Fails only for a name that is none; the names are ours.
        let _set = element.set_attribute(name, value);
    }
}

/// Appends a child.
pub fn append(parent: &Element, child: &Element) {
    let _appended = parent.append_child(child);
}

/// The part of a copied template that a selector names.
pub fn part<T: JsCast>(of: &Element, selector: &str) -> T {
    element(of, selector).unchecked_into()
}

/// One copy of the code for all types.
#[inline(never)]
fn element(of: &Element, selector: &str) -> Element {
    fixed(of.query_selector(selector).ok().flatten())
}

/// What is in `vault.html` is there: the wasm comes with it.
fn fixed<T>(found: Option<T>) -> T {
    found.unwrap_or_else(|| wasm_bindgen::throw_str("vault.html"))
}
