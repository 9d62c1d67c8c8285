//! Sends one file to its link.
//!
//! The link comes from the API. It is used only if it leads to an origin that the deployment has
//! written into the frame as an upload host.

use std::cell::Cell;

use sordino_core::error::Code;
use sordino_core::use_case::document_upload::METHOD;
use wasm_bindgen::JsCast;
use web_sys::{AbortSignal, File, ProgressEvent, XmlHttpRequest};

use crate::listen::on;
use crate::wait::Signal;

/// The longest time for one file, in milliseconds: ten megabytes over a slow mobile connection.
const LONGEST: u32 = 5 * 60 * 1000;

/// Sends the file's bytes, and reports the progress in per cent. It does not use `fetch`, which
/// reports no progress of an upload.
pub async fn put(
    url: &str,
    hosts: &[String],
    file: &File,
    content_type: &str,
    progress: impl Fn(u32) + 'static,
    abort: &AbortSignal,
) -> Result<(), Code> {
    // Compared as text. The slash after an origin tells `https://host` from `https://host.evil` and
    // from `https://host@evil`.
    let is_at =
        |host: &String| url.strip_prefix(host.as_str()).is_some_and(|path| path.starts_with('/'));
    if !hosts.iter().any(is_at) {
        return Err(Code::UnexpectedResponse);
    }
    let request = XmlHttpRequest::new().map_err(|_| Code::Internal)?;
    request.open(METHOD, url).map_err(|_| Code::Internal)?;
    request.set_timeout(LONGEST);
    request.set_request_header("Content-Type", content_type).map_err(|_| Code::Internal)?;
    let upload = request.upload().map_err(|_| Code::Internal)?;
    let last = Cell::new(u32::MAX);
    let _progress = on(&upload, "progress", move |event| {
        let event: &ProgressEvent = event.unchecked_ref();
        let percent = percent(event.loaded(), event.total());
        if last.replace(percent) != percent {
            progress(percent);
        }
    });
    let ended = Signal::default();
    let given = ended.clone();
    let _ended = on(&request, "loadend", move |_| given.set());
    request.send_with_opt_blob(Some(file)).map_err(|_| Code::Network)?;
    let stopped = request.clone();
    let _abort = on(abort, "abort", move |_| {
        // Aborting fires `loadend`.
        let _aborted = stopped.abort();
    });
    ended.wait().await;
    if abort.aborted() {
        return Err(Code::Aborted);
    }
    match request.status().unwrap_or_default() {
        200..=299 => Ok(()),
        408 => Err(Code::Timeout),
        429 => Err(Code::RateLimited),
        // The link has expired or was never valid.
        400..=499 => Err(Code::RequestRejected),
        500..=599 => Err(Code::ServerError),
        _ => Err(Code::Network),
    }
}

fn percent(loaded: f64, total: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    if total > 0.0 { (loaded / total * 100.0).clamp(0.0, 100.0) as u32 } else { 0 }
}
