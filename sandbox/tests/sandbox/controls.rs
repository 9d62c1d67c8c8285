//! The controls for tests, and the access log.

use serde_json::json;
use sha2::{Digest, Sha256};
use sordino_sandbox::cli::Serve;
use sordino_sandbox::sandbox::Sandbox;

use crate::support::{Answer, Bench, CARD};

#[tokio::test]
async fn the_controls_are_off_by_default() {
    let sandbox = Sandbox::start(Serve::default()).await.expect("starts");
    assert!(sandbox.addresses().control.is_none());
    for path in ["/requests", "/reset", "/faults", "/clock"] {
        let addresses = sandbox.addresses();
        for origin in
            [&addresses.app, &addresses.upload, addresses.api.trim_end_matches("/graphql")]
        {
            let answer = Answer::of(reqwest::get(format!("{origin}{path}")).await.unwrap()).await;
            assert_eq!(answer.status, 404, "{origin}{path}");
        }
    }
}

#[tokio::test]
async fn the_access_log_has_neither_tokens_nor_bodies() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.set_pin(&token, CARD, "4817").await;
    let log = bench.read("/requests").await;
    let text = log.to_string();
    assert!(!text.contains("4817"));
    assert!(!text.contains(token.trim_start_matches("Bearer ")));
    assert!(!text.contains(bench.key().trim_start_matches("Basic ")));

    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!(last["origin"], "api");
    assert_eq!(last["method"], "POST");
    assert_eq!(last["path"], "/graphql");
    assert_eq!(last["operationName"], "SetPin");
    assert_eq!(last["status"], 200);
    let hash: String = Sha256::digest(token.trim_start_matches("Bearer "))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(last["headersSeen"]["authorization"], format!("Bearer sha256:{hash}"));
    assert!(last.get("variables").is_none());

    bench.http.delete(bench.control_url("/requests")).send().await.unwrap();
    assert_eq!(bench.read("/requests").await, json!([]));
}

#[tokio::test]
async fn recorded_variables_keep_their_shape_and_lose_their_secrets() {
    let bench = Bench::with(Serve { record: true, ..Serve::default() }).await;
    let token = bench.pin_token(CARD).await;
    bench.set_pin(&token, CARD, "4817").await;
    let log = bench.read("/requests").await;
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!(last["variables"]["input"]["paymentCardId"], CARD);
    assert!(last["variables"]["input"]["newPin"].as_str().unwrap().starts_with("sha256:"));
    assert!(last["document"].as_str().unwrap().contains("setPinForPaymentCard"));
}

#[tokio::test]
async fn a_reset_restores_the_seed() {
    let bench = Bench::new().await;
    bench.clock(3600).await;
    bench.control("/faults", json!({ "kind": "html" })).await;
    bench.http.post(bench.control_url("/reset")).send().await.unwrap();
    bench.set_pin(&bench.pin_token(CARD).await, CARD, "4817").await;
    assert!(bench.pin_is(CARD, "4817").await);

    bench.control("/reset", json!(null)).await;
    let state = bench.read(&format!("/state/payment-cards/{CARD}")).await;
    assert_eq!(state, json!({ "id": CARD, "status": "ACTIVE", "pinSet": false, "pinUpdates": 0 }));
    assert_eq!(bench.read("/requests").await, json!([]));
}

#[tokio::test]
async fn the_revealed_numbers_can_be_read() {
    let bench = Bench::new().await;
    let card = bench.read(&format!("/state/payment-cards/{CARD}/restricted-details")).await;
    assert_eq!((&card["number"], &card["cvv"]), (&json!("4111111111111111"), &json!("123")));
    assert!(card["expirationDate"].as_str().unwrap().ends_with("-01-31T23:59:59Z"));
    let own = bench.read("/state/direct-deposit-details/dd_3b90c7ae51f2480d9ce684d0a7b15f23").await;
    let expected = json!({ "number": "900000123456789", "routingNumber": "123456780", "type": "CHECKING", "bankName": "SUTTON_BANK" });
    assert_eq!(own, expected);
    let other = bench
        .read("/state/external-bank-account-details/eb_58d2ac60f7934be1b06d4c9e82a57f10")
        .await;
    assert_eq!(
        other,
        json!({ "number": "000123456789", "routingNumber": "110000000", "type": "CHECKING" })
    );
}

#[tokio::test]
async fn unknown_ids_and_names_are_errors() {
    let bench = Bench::new().await;
    let response =
        bench.http.get(bench.control_url("/state/payment-cards/cd_unknown")).send().await.unwrap();
    assert_eq!(response.status(), 404);
    let request = json!({ "for": "setPaymentCardPin", "id": CARD, "permissions": ["FLY"] });
    let response =
        bench.http.post(bench.control_url("/client-tokens")).json(&request).send().await.unwrap();
    assert_eq!(response.status(), 400);
}
