//! The values that the deployment wrote into `vault.html`. The page can't change any of them.

use sordino_core::policy::Policy;
use sordino_core::text::{concat, has, split};
use web_sys::Document;

use crate::js::window;

/// The frame's configuration.
pub struct Config {
    /// The GraphQL endpoint. Tokens and operations are sent to no other address.
    pub api: String,
    /// The origins that files may be sent to.
    pub upload: Vec<String>,
    /// The origins that may embed the frame.
    pub embedders: Vec<String>,
    /// The deployment's policy, which limits what the page can ask for.
    pub policy: Policy,
    /// The frame's release.
    pub release: String,
}

/// Reads the configuration; `None` if the frame is not deployed and still has the template's
/// placeholders.
pub fn read() -> Option<Config> {
    let document = window().document()?;
    let list = |name| meta(&document, name).map(|list| words(&list));
    let config = Config {
        api: meta(&document, "api")?,
        upload: list("upload").unwrap_or_default(),
        embedders: list("embedders")?,
        // An unreadable policy is not left out: the vault does not start.
        policy: Policy::parse(&meta(&document, "policy")?)?,
        release: meta(&document, "release")?,
    };
    // A wildcard would let anyone embed the frame. A placeholder means that nobody deployed it.
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
