//! What goes wrong on purpose really does, and only that.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Answer, Bench, CARD, SET_PIN};

async fn try_set_pin(bench: &Bench, token: &str, pin: &str) -> reqwest::Result<reqwest::Response> {
    let body = json!({ "operationName": "SetPin", "query": SET_PIN, "variables": { "input": { "paymentCardId": CARD, "newPin": pin } } });
    bench
        .http
        .post(&bench.sandbox.addresses().api)
        .header("authorization", token)
        .json(&body)
        .timeout(Duration::from_secs(2))
        .send()
        .await
}

#[tokio::test]
async fn each_fault_hurts_one_answer_and_nothing_happens() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    let cases: [(Value, fn(&Answer)); 7] = [
        (json!({ "kind": "status" }), |answer| assert_eq!(answer.status, 500)),
        (json!({ "kind": "status", "status": 429, "retryAfterSeconds": 7 }), |answer| {
            assert_eq!(answer.status, 429);
            assert_eq!(answer.header("retry-after"), Some("7"));
            assert_eq!(answer.body["extensions"]["rateLimit"]["retryAfter"], 7);
        }),
        (json!({ "kind": "malformed" }), |answer| assert!(answer.status == 200 && answer.body.is_string())),
        (json!({ "kind": "html" }), |answer| {
            assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        }),
        (json!({ "kind": "redirect" }), |answer| {
            assert_eq!(answer.status, 307);
            assert!(answer.header("location").unwrap().ends_with("/redirected"));
        }),
        (json!({ "kind": "graphqlErrors" }), |answer| {
            assert!(answer.status == 200 && answer.body["errors"].is_array());
        }),
        (json!({ "kind": "oversized" }), |answer| assert!(answer.body.to_string().len() > 16_000_000)),
    ];
    for (fault, check) in cases {
        bench.control("/faults", fault.clone()).await;
        let answer = Answer::of(try_set_pin(&bench, &token, "4817").await.expect("an answer")).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{fault}");
        check(&answer);
    }
    for fault in [json!({ "kind": "drop" }), json!({ "kind": "never" })] {
        bench.control("/faults", fault.clone()).await;
        let error = try_set_pin(&bench, &token, "4817").await.expect_err("no answer");
        assert_eq!(error.is_timeout(), fault["kind"] == "never", "{error:?}");
    }
    bench.control("/faults", json!({ "kind": "truncated" })).await;
    let answer = try_set_pin(&bench, &token, "4817").await.expect("a head");
    assert!(answer.text().await.is_err());

    assert!(!bench.pin_is(CARD, "4817").await);
    // They are used up.
    assert_eq!(try_set_pin(&bench, &token, "4817").await.expect("an answer").status(), 200);
    assert!(bench.pin_is(CARD, "4817").await);
}

#[tokio::test]
async fn after_the_commit_only_the_answer_is_hurt() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    for (pin, kind) in
        [("0001", "drop"), ("0002", "status"), ("0003", "malformed"), ("0004", "truncated"), ("0005", "never")]
    {
        bench.control("/faults", json!({ "kind": kind, "afterCommit": true })).await;
        let _ = try_set_pin(&bench, &token, pin).await;
        assert!(bench.pin_is(CARD, pin).await, "{kind}");
    }
}

#[tokio::test]
async fn a_fault_waits_for_its_operation_and_a_delay_is_only_late() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.control("/faults", json!({ "kind": "delay", "delayMs": 300, "operationName": "SetPin" })).await;
    bench.control("/faults", json!({ "kind": "extraFields", "operationName": "SetPin" })).await;
    let started = Instant::now();
    assert_eq!(bench.server("query Ping { ping }", json!(null)).await.status, 200);
    assert!(started.elapsed() < Duration::from_millis(300));

    let late = try_set_pin(&bench, &token, "4817").await.expect("an answer");
    assert_eq!(late.status(), 200);
    assert!(started.elapsed() >= Duration::from_millis(300));

    let extra = Answer::of(try_set_pin(&bench, &token, "4817").await.expect("an answer")).await;
    assert_eq!(extra.body["data"]["setPinForPaymentCard"]["last4"], "1111");
    assert!(extra.body["data"]["setPinForPaymentCard"]["sordinoExtra"].is_object());

    bench.control("/faults", json!({ "kind": "drop", "times": 5 })).await;
    bench.http.delete(bench.control_url("/faults")).send().await.unwrap();
    assert!(try_set_pin(&bench, &token, "4817").await.is_ok());
}

#[tokio::test]
async fn a_request_that_is_still_waiting_is_in_the_log() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.control("/faults", json!({ "kind": "never" })).await;
    assert!(try_set_pin(&bench, &token, "4817").await.is_err());
    let log = bench.look("/requests").await;
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!((&last["operationName"], &last["status"]), (&json!("SetPin"), &json!(0)));
}
