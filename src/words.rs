//! The frame's words in another language than English: a file beside the vault, fetched when a
//! session asks for it. Its texts are only ever shown as text. Without it, the frame speaks
//! English: a session does not fail for want of a word. What the page says in place of it is the
//! page's to get right.

use sordino_core::text::concat;
use sordino_core::words::{is_language, language_of};
use wasm_bindgen::JsCast;
use web_sys::{AbortSignal, Request};

use crate::http;
use crate::js::object;

/// The longest that the words may take, in milliseconds.
const TIMEOUT: u32 = 3_000;

/// The words for a BCP 47 tag; none where they are English, or are not there in a third of the time
/// that the page allows for one answer: the loader waits no longer than that for the whole session.
pub async fn load(tag: &str, timeout: u32) -> Option<String> {
    let language = language_of(tag)?;
    fetch(&concat(&["words-", language, ".txt"]), TIMEOUT.min(timeout / 3))
        .await
        .filter(|texts| is_language(texts))
}

async fn fetch(url: &str, timeout: u32) -> Option<String> {
    let init = object(&[("signal", &AbortSignal::timeout_with_u32(timeout))]);
    let request = Request::new_with_str_and_init(url, init.unchecked_ref()).ok()?;
    let response = http::fetch(&request).await.ok().filter(gloo_net::http::Response::ok)?;
    let texts = http::read_body(&response).await.ok()?;
    str::from_utf8(&texts).ok().map(str::to_owned)
}
