//! A field's document, which has the vault's origin but its own realm. No other module reaches into
//! another document.
//!
//! Objects of another realm fail `instanceof`, so `dyn_into` does not work on them. They are cast
//! unchecked here, where their types are known. A read that throws when the other window was
//! navigated away goes through [`js::get`].

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
    /// Returns the frame of a window that claims to be a field: a child of the same page that shows
    /// `field.html` of this release. Returns `None` for any other window.
    pub fn of_sibling(window: Window, page: &Window) -> Option<Self> {
        if js::get(&window, "parent") != *AsRef::<JsValue>::as_ref(page) {
            return None;
        }
        // The document's script sets this handler at its end, when all parts of the document exist.
        if !js::get(&window, "ondragstart").is_function() {
            return None;
        }
        let document: Document =
            Some(js::get(&window, "document")).filter(JsValue::is_object)?.unchecked_into();
        let own = js::get(&js::window().location(), "href").as_string()?;
        // The folder names the release, so a field of another release is not this vault's.
        let folder = &own[..=own.rfind('/')?];
        let path = js::get(&document, "URL").as_string()?;
        let rest = path.strip_prefix(folder)?.strip_prefix("field.html")?;
        if !(rest.bytes().next().is_none_or(|first| has("?#", first))) {
            return None;
        }
        let name = js::get(&window, "name").as_string()?;
        Some(Self { window, document, name })
    }

    /// Calls `found` for each field that exists already. Later fields announce themselves.
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

    /// Returns whether both frames have the same document.
    pub fn is_same_document(&self, other: &Frame) -> bool {
        AsRef::<JsValue>::as_ref(&self.document) == AsRef::<JsValue>::as_ref(&other.document)
    }

    /// Returns whether no field was built in the document yet. A built document has a direction.
    pub fn is_new(&self) -> bool {
        js::get(&self.document, "dir").is_falsy()
    }

    /// Returns whether the page has removed the iframe.
    pub fn is_gone(&self) -> bool {
        js::get(&self.window, "closed").is_truthy()
    }

    /// Returns whether the iframe is in the page and still shows the document that the field was
    /// built in. Nobody sees a field elsewhere. A window that shows another origin's document can't
    /// be asked.
    pub fn is_current(&self) -> bool {
        !self.is_gone()
            && js::get(&self.window, "document") == *AsRef::<JsValue>::as_ref(&self.document)
    }

    /// Returns the document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns the window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Returns `navigator` of the field's own window, because the clipboard belongs to the document
    /// that has the gesture.
    pub fn navigator(&self) -> Option<Navigator> {
        Some(js::get(&self.window, "navigator"))
            .filter(JsValue::is_object)
            .map(JsCast::unchecked_into)
    }

    /// Returns the root element, which has the attributes of the whole document.
    pub fn root(&self) -> Option<HtmlElement> {
        self.document.document_element().map(JsCast::unchecked_into)
    }

    /// Copies a `<template>` of `vault.html`, which the caller fills in. The caller must put no
    /// secret into an attribute, because selectors could find it (attack 22).
    pub fn copy<T: JsCast>(&self, template: &str) -> T {
        self.copy_node(template).unchecked_into()
    }

    /// Takes no type parameter, so that there is one copy of the code.
    #[inline(never)]
    fn copy_node(&self, template: &str) -> Element {
        let vault = fixed(js::window().document());
        let template: HtmlTemplateElement =
            fixed(vault.get_element_by_id(template)).unchecked_into();
        let content = fixed(template.content().first_element_child());
        let copy: Element =
            fixed(self.document.import_node_with_deep(&content, true).ok()).unchecked_into();
        randomize_ids(&copy);
        copy
    }

    /// Fills a `select` with names of the API, each as `say` words it for a person. The first
    /// option is empty and reads `prompt`.
    pub fn fill_select(
        &self,
        select: &Element,
        prompt: &str,
        names: &[&str],
        say: fn(&str) -> String,
    ) {
        select.set_text_content(None);
        let choice = |name, text: &str| {
            let option = fixed(self.document.create_element("option").ok());
            set_attributes(&option, &[("value", name)]);
            option.set_text_content(Some(text));
            append(select, &option);
        };
        choice("", prompt);
        for name in names {
            choice(name, &say(name));
        }
    }

    /// Shows `field` as the only content of the body, so that nothing remains of what another vault
    /// may have built there (attack 8).
    pub fn set_content(&self, field: &Element) {
        if let Some(body) = self.document.body() {
            body.set_text_content(None);
            append(&body, field);
        }
    }

    /// Returns the height of the content in CSS pixels. Returns 0 while the frame is not drawn,
    /// because a height without a width means nothing.
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
fn randomize_ids(copy: &Element) {
    let crypto = js::get(&js::window(), "crypto");
    let random: Function = js::get(&crypto, "randomUUID").unchecked_into();
    let random = fixed(random.call0(&crypto).ok().and_then(|random| random.as_string()));
    for attribute in ["id", "for", "aria-describedby", "aria-controls", "aria-labelledby"] {
        let selector = concat(&["[", attribute, "$='-']"]);
        while let Ok(Some(element)) = copy.query_selector(&selector) {
            let name = element.get_attribute(attribute).unwrap_or_default();
            set_attributes(&element, &[(attribute, &concat(&[&name, &random]))]);
        }
    }
}

/// Sets attributes of an element.
pub fn set_attributes(element: &Element, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        // Fails only for an invalid name, and the names are constants.
        let _set = element.set_attribute(name, value);
    }
}

/// Appends a child to an element.
pub fn append(parent: &Element, child: &Element) {
    let _appended = parent.append_child(child);
}

/// Returns the part of a copied template that a selector names.
pub fn part<T: JsCast>(of: &Element, selector: &str) -> T {
    element(of, selector).unchecked_into()
}

/// Takes no type parameter, so that there is one copy of the code.
#[inline(never)]
fn element(of: &Element, selector: &str) -> Element {
    fixed(of.query_selector(selector).ok().flatten())
}

/// Unwraps a part of `vault.html`, which always exists because the wasm comes with it.
fn fixed<T>(found: Option<T>) -> T {
    found.unwrap_or_else(|| wasm_bindgen::throw_str("vault.html"))
}
