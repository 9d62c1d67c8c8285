//! What was written into `vault.html` when the frame was deployed. The page can't change any of it.

use sordino_core::policy::Policy;
use sordino_core::text::{concat, has, split};
use web_sys::Document;

use crate::js::window;

/// The frame's configuration.
pub struct Config {
    /// The GraphQL endpoint: the only place that a token or an operation is ever sent to.
    pub api: String,
    /// The origins that files may be sent to.
    pub upload: Vec<String>,
    /// The origins that may embed the frame.
    pub embedders: Vec<String>,
    /// What the deployment allows, whatever the page asks for.
    pub policy: Policy,
    /// The frame's release.
    pub release: String,
}

/// Reads it; `None` when the frame was not deployed but served as the template that it is.
pub fn read() -> Option<Config> {
    let document = window().document()?;
    let list = |name| meta(&document, name).map(|list| words(&list));
    let config = Config {
        api: meta(&document, "api")?,
        upload: list("upload").unwrap_or_default(),
        embedders: list("embedders")?,
        // A policy that can't be read is not left out: the vault does not start.
        policy: Policy::parse(&meta(&document, "policy")?)?,
        release: meta(&document, "release")?,
    };
    // A wildcard would let anyone embed it; a placeholder means that nobody deployed it.
    let is_deployed =
        |value: &String| !value.is_empty() && !value.bytes().any(|byte| has("*{", byte));
    (is_deployed(&config.api)
        && !config.embedders.is_empty()
        && config.embedders.iter().all(is_deployed))
    .then_some(config)
}

fn words(list: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in split(list, b' ') {
        if !word.is_empty() {
            words.push(word.to_owned());
        }
    }
    words
}

fn meta(document: &Document, name: &str) -> Option<String> {
    document
        .query_selector(&concat(&["meta[name='sordino:", name, "']"]))
        .ok()??
        .get_attribute("content")
}
