//! The frame's texts in other languages than English. Each language is a file beside the vault,
//! fetched by a session in that language. Its texts are only ever shown as text. If the file is
//! missing, the frame is in English, because missing texts must not fail a session. The page's own
//! texts come on top.

use sordino_core::text::concat;
use sordino_core::words::{is_language, language_of};
use wasm_bindgen::JsCast;
use web_sys::{AbortSignal, Request};

use crate::http;
use crate::js::object;

/// The longest time for fetching the texts, in milliseconds.
const TIMEOUT: u32 = 3_000;

/// Returns the texts for a BCP 47 tag. Returns `None` for English, and if the file does not arrive
/// in a third of `timeout`: the loader waits no longer than `timeout` for the whole session.
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
