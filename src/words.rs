//! The frame's words in another language than English: a file beside the vault, fetched when a session asks for it. Its texts
//! are only ever shown as text. Without it, the frame speaks English: a session does not fail for want of a word.

use sordino_core::text::concat;
use sordino_core::words::{Locale, language_of};

use crate::http;
use crate::wait::{after, until};

/// The words for a BCP 47 tag.
pub async fn load(tag: &str, timeout: u32) -> Locale {
    let Some(language) = language_of(tag) else { return Locale::english() };
    let (_timer, end) = after(timeout);
    let texts = until(fetch(concat(&["words-", language, ".txt"])), &end).await.flatten();
    texts.and_then(|texts| Locale::read(&texts)).unwrap_or_else(Locale::english)
}

async fn fetch(url: String) -> Option<String> {
    let request = web_sys::Request::new_with_str(&url).ok()?;
    let response = http::fetch(&request).await.ok().filter(gloo_net::http::Response::ok)?;
    let texts = http::read_body(&response).await.ok()?;
    str::from_utf8(&texts).ok().map(str::to_owned)
}
