//! The counted work. Each function prepares input as in a real session, and returns the work on it.
//! Everything in that work is counted, down to the last byte that is wiped.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "the input is correct; if it is not, the work must not be counted"
)]

// The core's own tests use the same input.
#[path = "../../core/tests/support/mod.rs"]
mod support;

use std::hint::black_box;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sordino_core::appearance::VARIABLES;
use sordino_core::field::{FieldKind, Input, Role, caret, spec};
use sordino_core::json;
use sordino_core::protocol::{FieldEvent, FromVault, ToVault};
use sordino_core::session::calls::Request;
use sordino_core::session::clock::Now;
use sordino_core::session::tokens::TokenAnswer;
use sordino_core::session::{Command, Event, StateMachine};
use sordino_core::token::{ClientToken, Usage};
use sordino_core::use_case::{Answer, Operation, UseCase, gather, read, use_case};
use sordino_core::value::Value;
use zeroize::Zeroizing;

use support::{CONTEXT, full_input, held, page};

/// A piece of counted work.
pub type Work = Box<dyn FnOnce()>;

/// 2026-11-24T20:00:00Z.
const NOW: Now = Now { ticks: 60_000, time: 1_795_550_400, chance: 128 };

/// The timeout of an answer, in milliseconds.
const TIMEOUT: u64 = 15_000;

/// Returns a client token with the claims of a real one: a JWT signed with RS256.
fn jwt() -> Zeroizing<String> {
    let header = r#"{"typ":"JWT","alg":"RS256","kid":"c9ae4f7d2b"}"#;
    let claims = r#"{"aud":"api.us.test.example.com","org":"og_5d1c2f8e7ab94036b1e0d4c7f3a2968b","reg":"USA","appid":"client-token-service","iss":"auth.us.test.example.com","tn":"issuing","exp":1795551000,"env":"test","iat":1795550400,"jti":"6f1c3d2e-8a54-4b0e-9c11-0d7b5f6e2a43","paymentCard":[{"id":"cd_6c7e1b0f94a24d83b5a1c2d3e4f50617","actions":["MANAGE_PAYMENT_CARD_PIN","READ_RESTRICTED_DETAILS"]}]}"#;
    let parts = [header.as_bytes(), claims.as_bytes(), &[0x5a; 256]]
        .map(|part| URL_SAFE_NO_PAD.encode(part));
    Zeroizing::new(parts.join("."))
}

fn message(text: &str) -> Value {
    json::parse(text.as_bytes()).expect("JSON")
}

fn typed(kind: FieldKind) -> &'static Input {
    match spec(kind).role {
        Role::Input(input) => input,
        _ => panic!("not an input"),
    }
}

/// Takes a token from the page.
pub fn token() -> Work {
    let value = jwt();
    Box::new(move || {
        let token = ClientToken::new(value, None, Usage::UntilExpiration, NOW.time);
        assert!(token.is_ok_and(|token| token.expires() == 1_795_551_000));
    })
}

fn decoding(message: Value) -> Work {
    Box::new(move || assert!(black_box(ToVault::decode(message)).is_ok()))
}

/// Decodes the message that adds a field, with typical options.
pub fn add_field() -> Work {
    decoding(message(
        r#"{"addField":{"id":"sordino-0.7361049250132","kind":"socialSecurityNumber","options":{"label":"Social security number","placeholder":"123-45-6789","path":"primaryAuthorizedPerson","disabled":false}}}"#,
    ))
}

/// Decodes the message of a call, with the largest input of any page.
pub fn call() -> Work {
    let (input, _) = full_input(Operation::CreateBusinessAccountHolder);
    decoding(message(&format!(
        r#"{{"call":{{"id":1,"operation":"createBusinessAccountHolder","input":{input}}}}}"#
    )))
}

/// Decodes and checks the message of a new appearance.
pub fn appearance() -> Work {
    // Gives each variable a value of its kind.
    let values = VARIABLES.map(|variable| {
        let value = match variable.name {
            "colorText" => "oklch(0.27 0.04 257 / 90%)",
            "colorBorder" => "rgba(123, 138, 160, 0.8)",
            "fontFamily" => "Inter, \"Segoe UI\", system-ui, sans-serif",
            "fontWeight" => "450",
            "lineHeight" => "1.5",
            name if name.starts_with("color") => "#0f172a",
            _ => "0.75rem",
        };
        format!(r#""{}":{}"#, variable.name, serde_json::json!(value))
    });
    let message = message(&format!(
        r#"{{"appearance":{{"theme":"dark","variables":{{{}}}}}}}"#,
        values.join(",")
    ));
    Box::new(move || {
        let Ok(ToVault::Appearance(appearance)) = ToVault::decode(message) else {
            panic!("not decoded")
        };
        assert_eq!(appearance.properties().0.len(), VARIABLES.len());
    })
}

/// Does the work after a key press (`src/input.rs`): tidies the text, finds the caret's new place,
/// and applies the rule. The texts below cause the most work: they are rewritten and are complete.
fn key(kind: FieldKind, typed_text: &'static str) -> Work {
    let input = typed(kind);
    let text = Zeroizing::new(typed_text.to_owned());
    Box::new(move || {
        let tidied = input.tidy(&text);
        assert!(*tidied != *text, "the caret moves");
        black_box(caret(&text, 1, &tidied));
        assert!(input.state(&tidied, &CONTEXT).complete);
    })
}

/// Handles a key in a social security number.
pub fn key_in_ssn() -> Work {
    key(FieldKind::SocialSecurityNumber, "123-456789")
}

/// Handles a key in a phone number.
pub fn key_in_phone() -> Work {
    key(FieldKind::PhoneNumber, "(415) 5550123")
}

/// Handles a key in a date of birth.
pub fn key_in_date() -> Work {
    key(FieldKind::DateOfBirth, "09/131990")
}

/// Encodes the message that tells the page of a change.
pub fn change() -> Work {
    let id = "sordino-0.7361049250132".to_owned();
    Box::new(move || {
        let event = FieldEvent::Change { empty: false, complete: true, valid: true, code: None };
        black_box(FromVault::Field { id, event }.encode());
    })
}

/// Builds the body of a request, as `src/operation/run.rs` does.
fn body(use_case: &UseCase, variables: Value) -> Zeroizing<Vec<u8>> {
    json::write(&Value::Object(vec![
        ("query".into(), Value::text(use_case.document)),
        ("operationName".into(), Value::text(use_case.name)),
        ("variables".into(), variables),
    ]))
}

fn request(operation: Operation) -> Work {
    let use_case = use_case(operation);
    let (input, fields) = full_input(operation);
    let (input, held) = (page(input), held(fields));
    Box::new(move || {
        let Ok(ready) = gather(use_case, &input, &held, CONTEXT) else { panic!("not gathered") };
        black_box(body(use_case, ready.variables));
    })
}

/// Builds the request that sets a PIN, from the page's input and a field's content.
pub fn set_pin() -> Work {
    request(Operation::SetPaymentCardPin)
}

/// Builds the request that creates a person, from sixteen fields.
pub fn create_person() -> Work {
    request(Operation::CreatePersonAccountHolder)
}

/// Builds the request that creates a business, from twenty fields: the largest request.
pub fn create_business() -> Work {
    request(Operation::CreateBusinessAccountHolder)
}

const CARD: &str = r#"{"data":{"node":{"__typename":"PaymentCard","id":"cd_6c7e1b0f94a24d83b5a1c2d3e4f50617","last4":"1111","status":"ACTIVE","network":"VISA","expirationMonth":"01","expirationYear":"2031","restrictedDetails":{"__typename":"PaymentCardRestrictedDetails","number":"4111111111111111","cvv":"123"}}},"extensions":{"requestId":"6f1c3d2e-8a54-4b0e-9c11-0d7b5f6e2a43","complexity":{"cost":12,"limit":50000},"rateLimit":{"cost":1,"count":{"limit":20,"remaining":18}}}}"#;

/// Reads the answer with a card's number and formats its values.
pub fn reveal() -> Work {
    Box::new(move || {
        let answer = Answer { status: 200, body: CARD.as_bytes(), retry_after: None };
        let id = "cd_6c7e1b0f94a24d83b5a1c2d3e4f50617";
        let Ok(success) = read(use_case(Operation::ViewPaymentCard), &answer, Some(id)) else {
            panic!("not read")
        };
        assert_eq!(success.shown.len(), 3);
        for (kind, text) in &success.shown {
            let Role::Shown(shown) = spec(*kind).role else { panic!("not shown") };
            black_box((shown.format)(text));
        }
        black_box(FromVault::Done { id: 1, result: success.result }.encode());
    })
}

/// Runs a call through the state machine: begin, ask for a token, receive it, send, answer, finish.
pub fn machine() -> Work {
    let answer = Answer { status: 200, body: CARD.as_bytes(), retry_after: None };
    let use_case = use_case(Operation::ViewPaymentCard);
    let Ok(success) = read(use_case, &answer, None) else { panic!("not read") };
    let Ok(token) = ClientToken::new(jwt(), None, Usage::UntilExpiration, NOW.time) else {
        panic!("no token")
    };
    let mut session = StateMachine::new(TIMEOUT);
    Box::new(move || {
        let mut step = |event: Event| {
            let commands = session.step(NOW, event);
            black_box(session.next_wake(NOW));
            commands
        };
        black_box(step(Event::Begin { call: 1, operation: Operation::ViewPaymentCard }));
        let asked =
            step(Event::Request(Request { call: 1, effect: use_case.effect, object: None }));
        let [Command::Ask { request, .. }] = asked[..] else { panic!("not asked") };
        let sent = step(Event::TokenAnswer { request, answer: TokenAnswer::Token(token) });
        assert!(matches!(sent[..], [Command::Send { call: 1, .. }]));
        drop(sent);
        let date = Some(NOW.time);
        assert!(matches!(
            step(Event::Answer { call: 1, answer: Ok(success), date })[..],
            [Command::Deliver { .. }]
        ));
        assert!(step(Event::Finish { call: 1 }).is_empty());
    })
}
