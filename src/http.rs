//! Sends one request to the one endpoint.
//!
//! 1. A redirect is refused, because a token must not follow it (attack 17). The request has no
//!    cookies, no cache and no referrer.
//! 2. gloo-net reads the answer, but does not send the request: its code for sending panics when
//!    `fetch` rejects with a value that is no `Error`, and its builder is a kilobyte.
//! 3. The response is read in pieces up to a limit (attack 38), into memory that is wiped. The
//!    engine's copies of request and response are wiped too, as far as they can be reached.

use gloo_net::http::Response;
use js_sys::{Date, Uint8Array};
use sordino_core::error::Code;
use sordino_core::text::concat;
use sordino_core::time::Seconds;
use sordino_core::use_case::seconds_of;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, Request};
use zeroize::Zeroizing;

use crate::clock::seconds;
use crate::js::{get, object, window};

/// The longest response that is read, in bytes: a hundred times the longest that the operations can
/// return.
const LONGEST_BODY: usize = 512 * 1024;

/// A complete response.
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Zeroizing<Vec<u8>>,
    /// The header `Retry-After` in seconds; a date is converted.
    pub retry_after: Option<u32>,
    /// The header `Date`, if CORS lets the vault read it.
    pub date: Option<Seconds>,
}

/// Posts `body` with the token as `Authorization: Bearer` (RFC 6750, section 2.1).
pub async fn post(
    url: &str,
    token: &str,
    body: &[u8],
    abort: &AbortController,
) -> Result<Received, Code> {
    let bytes = WipedOnDrop(Uint8Array::from(body));
    let authorization = Zeroizing::new(concat(&["Bearer ", token]));
    let request = request(url, &authorization, &bytes.0, abort).map_err(|_| Code::Internal)?;
    let response = fetch(&request).await?;
    // Wiped at this time, because WebKit copies the bytes only when it sends them, although the
    // Fetch standard says otherwise ("extract a body").
    drop(bytes);
    let headers = response.headers();
    let date = headers.get("Date").and_then(|date| date_of(&date));
    let retry_after = headers.get("Retry-After").and_then(|when| {
        seconds_of(&when).or_else(|| {
            // Computed by the clock of the server that sent the date, if it can be read.
            let left = date_of(&when)? - date.unwrap_or_else(|| seconds(Date::now()));
            Some(u32::try_from(left.max(0)).unwrap_or(u32::MAX))
        })
    });
    let status = response.status();
    Ok(Received { status, body: read_body(&response).await?, retry_after, date })
}

/// Parses an HTTP date (RFC 9110, section 5.6.7). All of its three forms begin with a day's name;
/// engines accept many other texts as dates. The oldest form does not say that it is in GMT.
fn date_of(text: &str) -> Option<Seconds> {
    if !text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let zone = if text.ends_with("GMT") { "" } else { " GMT" };
    let date = Date::parse(&concat(&[text, zone]));
    (!date.is_nan()).then(|| seconds(date))
}

/// Sends a request.
pub async fn fetch(request: &Request) -> Result<Response, Code> {
    let response =
        JsFuture::from(window().fetch_with_request(request)).await.map_err(|_| Code::Network)?;
    Ok(Response::from(response.unchecked_into::<web_sys::Response>()))
}

fn request(
    url: &str,
    authorization: &str,
    body: &Uint8Array,
    abort: &AbortController,
) -> Result<Request, JsValue> {
    let headers = object(&[
        ("Content-Type", &"application/json".into()),
        ("Authorization", &authorization.into()),
    ]);
    let init = object(&[
        ("method", &"POST".into()),
        ("headers", &headers),
        ("credentials", &"omit".into()),
        ("cache", &"no-store".into()),
        ("redirect", &"error".into()),
        ("referrerPolicy", &"no-referrer".into()),
        ("signal", &abort.signal()),
        ("body", body),
    ]);
    Request::new_with_str_and_init(url, init.unchecked_ref())
}

/// The engine's copy of a body, which is also wiped if the call ends before the answer.
struct WipedOnDrop(Uint8Array);

impl Drop for WipedOnDrop {
    fn drop(&mut self) {
        self.0.fill(0, 0, self.0.length());
    }
}

/// Reads a response to its end.
pub async fn read_body(response: &Response) -> Result<Zeroizing<Vec<u8>>, Code> {
    let Some(stream) = response.body() else { return Ok(Zeroizing::new(Vec::new())) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Zeroizing::new(Vec::new());
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(|_| Code::Network)?;
        if get(&piece, "done").is_truthy() {
            return Ok(body);
        }
        let bytes: Uint8Array = get(&piece, "value").dyn_into().map_err(|_| Code::Network)?;
        let length = body.len();
        let piece_length = bytes.length() as usize;
        if length + piece_length > LONGEST_BODY {
            drop(reader.cancel());
            return Err(Code::UnexpectedResponse);
        }
        body = with_room(body, piece_length);
        body.resize(length + piece_length, 0);
        bytes.copy_to(&mut body[length..]);
        bytes.fill(0, 0, bytes.length());
    }
}

/// Extends the capacity for more bytes. A growing `Vec` would leave the old bytes behind; here they
/// are wiped.
fn with_room(body: Zeroizing<Vec<u8>>, more: usize) -> Zeroizing<Vec<u8>> {
    if body.capacity() - body.len() >= more {
        return body;
    }
    let mut larger = Zeroizing::new(Vec::with_capacity((body.len() + more) * 2));
    larger.extend_from_slice(&body);
    larger
}

#[cfg(test)]
mod tests {
    use js_sys::{Function, Reflect};
    use wasm_bindgen::JsValue;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// Replaces the window's `fetch` for one request.
    async fn with_fetch(body: &str) -> Option<Result<Received, Code>> {
        let global = js_sys::global();
        let key = JsValue::from("fetch");
        let original = Reflect::get(&global, &key).unwrap_or(JsValue::UNDEFINED);
        assert!(Reflect::set(&global, &key, &Function::new_with_args("request", body)).is_ok());
        let Ok(controller) = AbortController::new() else { return None };
        let outcome = post("https://api.invalid/graphql", "token", b"{}", &controller).await;
        assert!(Reflect::set(&global, &key, &original).is_ok());
        Some(outcome)
    }

    #[wasm_bindgen_test]
    async fn the_request_is_what_it_should_be() {
        let check =
            "const ok = request.method === 'POST' && request.credentials === 'omit' && request.redirect === 'error' \
            && request.cache === 'no-store' && request.referrerPolicy === 'no-referrer' \
            && request.headers.get('authorization') === 'Bearer token' \
            && request.headers.get('content-type') === 'application/json';
            return request.text().then((text) => new Response(text, { status: ok && text === '{}' ? 200 : 599 }))";
        let received = with_fetch(check).await.and_then(Result::ok);
        assert_eq!(
            received.map(|received| (received.status, received.body.to_vec())),
            Some((200, b"{}".to_vec()))
        );
    }

    #[wasm_bindgen_test]
    async fn a_failed_fetch_is_a_network_error() {
        let outcome = with_fetch("return Promise.reject(new TypeError('x'))").await;
        assert_eq!(outcome.map(Result::err), Some(Some(Code::Network)));
        let broken = "return Promise.resolve(new Response(new ReadableStream({ pull(c) { c.error(new TypeError('x')) } })))";
        assert_eq!(with_fetch(broken).await.map(Result::err), Some(Some(Code::Network)));
    }

    #[wasm_bindgen_test]
    async fn an_answer_has_a_largest_size() {
        let sized =
            |size: usize| format!("return Promise.resolve(new Response(new Uint8Array({size})))");
        let received = with_fetch(&sized(LONGEST_BODY)).await.and_then(Result::ok);
        assert_eq!(received.map(|received| received.body.len()), Some(LONGEST_BODY));
        let outcome = with_fetch(&sized(LONGEST_BODY + 1)).await;
        assert_eq!(outcome.map(Result::err), Some(Some(Code::UnexpectedResponse)));
    }

    #[wasm_bindgen_test]
    async fn the_date_is_read_if_it_is_one() {
        for (header, date) in [
            ("Wed, 21 Oct 2026 07:28:00 GMT", Some(1_792_567_680)),
            ("Wednesday, 21-Oct-26 07:28:00 GMT", Some(1_792_567_680)),
            ("Wed Oct 21 07:28:00 2026", Some(1_792_567_680)),
            ("soon", None),
            ("2026-10-21", None),
            ("5", None),
        ] {
            let body = format!(
                "return Promise.resolve(new Response('', {{ headers: {{ 'Date': '{header}' }} }}))"
            );
            let received = with_fetch(&body).await.and_then(Result::ok);
            assert_eq!(received.map(|received| received.date), Some(date));
        }
    }

    #[wasm_bindgen_test]
    async fn when_to_try_again_is_read_in_seconds() {
        let with = |value: &str, date: &str| {
            format!(
                "return Promise.resolve(new Response('', {{ status: 429, headers: {{ 'Retry-After': '{value}'{date} }} }}))"
            )
        };
        let date = ", 'Date': 'Wed, 21 Oct 2026 07:28:00 GMT'";
        for (value, date, seconds) in [
            ("7", "", Some(7)),
            ("1.2", "", Some(2)),
            ("Wed, 21 Oct 2026 07:28:30 GMT", date, Some(30)),
            ("Wednesday, 21-Oct-26 07:28:30 GMT", date, Some(30)),
            ("Wed Oct 21 07:28:30 2026", date, Some(30)),
            ("Wed, 21 Oct 2026 07:27:00 GMT", date, Some(0)),
            // Without a `Date` header, this machine's clock counts.
            ("Wed, 21 Oct 2015 07:28:00 GMT", "", Some(0)),
            ("Fri, 21 Oct 2611 07:28:00 GMT", "", Some(u32::MAX)),
            ("-1", "", None),
            ("soon", "", None),
        ] {
            let received = with_fetch(&with(value, date)).await.and_then(Result::ok);
            assert_eq!(received.map(|received| received.retry_after), Some(seconds));
        }
    }
}
