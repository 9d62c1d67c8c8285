//! Credentials that the API accepts and refuses.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;

use crate::support::{Answer, Bench, CARD};

const PING: &str = "{ ping }";

fn assert_unauthorized(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 401, "{what}: {answer:?}");
    assert_eq!(answer.body["data"], json!(null), "{what}");
    assert!(answer.body["errors"][0]["message"].is_string(), "{what}");
    assert!(answer.body["extensions"]["requestId"].is_string(), "{what}");
}

#[tokio::test]
async fn both_forms_of_the_api_key_are_accepted() {
    let bench = Bench::new().await;
    let key = bench.sandbox.api_key();
    for form in [format!("{key}:"), key.to_owned()] {
        let answer =
            bench.api(&format!("Basic {}", STANDARD.encode(form)), PING, json!(null)).await;
        assert_eq!((answer.status, answer.field()), (200, &json!("pong")));
    }
}

#[tokio::test]
async fn all_other_callers_are_unauthorized() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    let unsigned = {
        let (head, _) = token.rsplit_once('.').unwrap();
        format!("{head}.")
    };
    // The same claims under another algorithm.
    let none = {
        let claims = token.split('.').nth(1).unwrap();
        format!("Bearer {}.{claims}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#))
    };
    let tampered = token.replacen('.', ".AA", 1);
    let raw_key = format!("Basic {}", bench.sandbox.api_key());
    let other_key = format!("Basic {}", STANDARD.encode("sk_test_other:"));
    let key_as_token = format!("Bearer {}", bench.sandbox.api_key());
    for authorization in [
        "",
        "Bearer",
        "Bearer ",
        "Basic",
        "Bearer x",
        "Digest x",
        &unsigned,
        &none,
        &tampered,
        &raw_key,
        &other_key,
        &key_as_token,
    ] {
        assert_unauthorized(&bench.api(authorization, PING, json!(null)).await, authorization);
    }
    let without = bench
        .http
        .post(&bench.sandbox.addresses().api)
        .json(&json!({ "query": PING }))
        .send()
        .await
        .unwrap();
    assert_unauthorized(&Answer::of(without).await, "no header");
}

#[tokio::test]
async fn a_token_expires_after_ten_minutes() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.clock(595).await;
    assert_eq!(bench.set_pin(&token, CARD, "4817").await.field()["__typename"], "PaymentCard");
    bench.clock(600).await;
    assert_unauthorized(&bench.set_pin(&token, CARD, "9999").await, "expired");
    bench.clock(0).await;
    assert!(bench.pin_is(CARD, "4817").await);

    let custom = bench
        .custom_token(json!({ "for": "setPaymentCardPin", "id": CARD, "expiresInSeconds": -1 }))
        .await;
    assert_unauthorized(&bench.set_pin(&custom, CARD, "9999").await, "expired from the start");
}

#[tokio::test]
async fn a_single_use_token_is_used_up_by_its_first_request() {
    let bench = Bench::new().await;
    let request = json!({ "for": "setPaymentCardPin", "id": CARD, "usage": "SINGLE_USE" });

    let token = bench.custom_token(request.clone()).await;
    assert_eq!(bench.set_pin(&token, CARD, "4817").await.field()["__typename"], "PaymentCard");
    assert_unauthorized(&bench.set_pin(&token, CARD, "9999").await, "used");

    // A request that fails for any reason uses it up too.
    let token = bench.custom_token(request.clone()).await;
    assert_eq!(bench.set_pin(&token, CARD, "x").await.error_paths(), ["input.newPin"]);
    assert_unauthorized(&bench.set_pin(&token, CARD, "9999").await, "used by a user error");

    let token = bench.custom_token(request.clone()).await;
    assert_eq!(bench.api(&token, "{ nonsense", json!(null)).await.status, 400);
    assert_unauthorized(&bench.set_pin(&token, CARD, "9999").await, "used by nonsense");

    // One of many requests at the same time is accepted.
    let token = bench.custom_token(request).await;
    let all =
        futures_util::future::join_all((0..10).map(|_| bench.set_pin(&token, CARD, "1111"))).await;
    assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1);
    assert!(bench.pin_is(CARD, "1111").await);
}

#[tokio::test]
async fn a_token_of_another_sandbox_is_unknown() {
    let (one, two) = (Bench::new().await, Bench::new().await);
    let token = one.pin_token(CARD).await;
    assert_unauthorized(&two.set_pin(&token, CARD, "4817").await, "another signer's");

    one.control("/reset", json!(null)).await;
    assert_unauthorized(&one.set_pin(&token, CARD, "4817").await, "from before the reset");
}
