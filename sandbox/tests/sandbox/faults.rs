//! Each fault has its effect and no other.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Answer, Bench, CARD, OTHER_CARD, SET_PIN};

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
async fn each_fault_affects_one_answer_and_the_request_has_no_effect() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    let cases: [(Value, fn(&Answer)); 9] = [
        (json!({ "kind": "status" }), |answer| assert_eq!(answer.status, 500)),
        (json!({ "kind": "status", "status": 429, "retryAfterSeconds": 7 }), |answer| {
            assert_eq!(answer.status, 429);
            assert_eq!(answer.header("retry-after"), Some("7"));
            assert_eq!(answer.body["extensions"]["rateLimit"]["retryAfter"], 7);
        }),
        (json!({ "kind": "malformed" }), |answer| {
            assert!(answer.status == 200 && answer.body.is_string());
        }),
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
        (json!({ "kind": "graphqlErrors", "data": "absent", "errorCode": "X" }), |answer| {
            assert!(answer.status == 200 && answer.body.get("data").is_none());
            assert_eq!(answer.body["errors"][0]["extensions"]["code"], "X");
        }),
        (json!({ "kind": "status", "status": 403, "page": true, "retryAfter": "1.5" }), |answer| {
            assert!(answer.status == 403 && answer.body.is_string());
            assert_eq!(answer.header("retry-after"), Some("1.5"));
        }),
        (json!({ "kind": "oversized" }), |answer| {
            assert!(answer.body.to_string().len() > 16_000_000);
        }),
    ];
    for (fault, check) in cases {
        bench.control("/faults", fault.clone()).await;
        let answer =
            Answer::of(try_set_pin(&bench, &token, "4817").await.expect("an answer")).await;
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
    // The faults are used up.
    assert_eq!(try_set_pin(&bench, &token, "4817").await.expect("an answer").status(), 200);
    assert!(bench.pin_is(CARD, "4817").await);
}

#[tokio::test]
async fn after_the_commit_only_the_answer_is_affected() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    for (pin, kind) in [
        ("0001", "drop"),
        ("0002", "status"),
        ("0003", "malformed"),
        ("0004", "truncated"),
        ("0005", "never"),
    ] {
        bench.control("/faults", json!({ "kind": kind, "afterCommit": true })).await;
        let _ = try_set_pin(&bench, &token, pin).await;
        assert!(bench.pin_is(CARD, pin).await, "{kind}");
    }
}

#[tokio::test]
async fn a_fault_waits_for_its_operation_and_a_delay_only_delays() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench
        .control("/faults", json!({ "kind": "delay", "delayMs": 300, "operationName": "SetPin" }))
        .await;
    bench.control("/faults", json!({ "kind": "extraFields", "operationName": "SetPin" })).await;
    assert_eq!(bench.server("query Ping { ping }", json!(null)).await.status, 200);
    // The other operation has not used the fault up.
    let started = Instant::now();
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
async fn an_answer_is_held_until_the_faults_are_cleared() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    for (pin, after_commit) in [("0001", false), ("0002", true)] {
        bench.control("/faults", json!({ "kind": "hold", "afterCommit": after_commit })).await;
        let answer = bench.set_pin(&token, CARD, pin);
        let meanwhile = async {
            let is_there = |log: Value| {
                log.as_array().is_some_and(|all| {
                    all.iter().any(|one| one["operationName"] == "SetPin" && one["status"] == 0)
                })
            };
            while !is_there(bench.read("/requests").await)
                || bench.pin_is(CARD, pin).await != after_commit
            {}
            bench.http.delete(bench.control_url("/faults")).send().await.unwrap();
        };
        let (answer, ()) = tokio::join!(answer, meanwhile);
        assert_eq!(answer.status, 200);
        assert!(bench.pin_is(CARD, pin).await);
    }
}

#[tokio::test]
async fn a_request_that_is_still_waiting_is_in_the_log() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.control("/faults", json!({ "kind": "never" })).await;
    assert!(try_set_pin(&bench, &token, "4817").await.is_err());
    let log = bench.read("/requests").await;
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!((&last["operationName"], &last["status"]), (&json!("SetPin"), &json!(0)));
}

#[tokio::test]
async fn an_answer_can_be_overtaken_by_the_next_one_to_the_same_token() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    let other = bench.pin_token(OTHER_CARD).await;
    bench.control("/faults", json!({ "kind": "reorder", "variable": CARD, "times": 1 })).await;
    let order = Mutex::new(Vec::new());
    let first = async {
        bench.set_pin(&token, CARD, "1111").await;
        order.lock().unwrap().push("first");
    };
    let second = async {
        // The request took effect, and its answer is kept back.
        while !bench.pin_is(CARD, "1111").await {}
        bench.set_pin(&other, OTHER_CARD, "2222").await;
        order.lock().unwrap().push("other token");
        bench.set_pin(&token, CARD, "3333").await;
        order.lock().unwrap().push("second");
    };
    tokio::join!(first, second);
    let order = order.into_inner().unwrap();
    assert_eq!(order[0], "other token");
    assert!(order.contains(&"first") && order.contains(&"second"));
}

#[tokio::test]
async fn a_right_answer_can_have_the_content_type_of_html() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.control("/faults", json!({ "kind": "contentType" })).await;
    let answer = bench.set_pin(&token, CARD, "4817").await;
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.field()["__typename"], "PaymentCard");
}

#[tokio::test]
async fn a_token_can_end_just_before_it_is_checked() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.control("/faults", json!({ "kind": "tokenEnded" })).await;
    for _ in 0..2 {
        assert_eq!(bench.set_pin(&token, CARD, "4817").await.status, 401);
    }
    assert!(!bench.pin_is(CARD, "4817").await);
    let another = bench.pin_token(CARD).await;
    assert_eq!(bench.set_pin(&another, CARD, "4817").await.status, 200);
}

#[tokio::test]
async fn the_clock_can_jump_and_the_date_of_an_answer_with_it() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    bench.control("/faults", json!({ "kind": "clockJump", "seconds": -3600 })).await;
    bench.control("/faults", json!({ "kind": "clockJump", "seconds": 7200 })).await;
    let date = |answer: &Answer| {
        jiff::fmt::rfc2822::parse(answer.header("date").unwrap()).unwrap().timestamp()
    };
    let back = bench.set_pin(&token, CARD, "4817").await;
    assert_eq!(back.status, 200);
    let forward = bench.set_pin(&token, CARD, "4817").await;
    assert_eq!(forward.status, 401);
    assert!((7199..=7202).contains(&date(&forward).duration_since(date(&back)).as_secs()));
}

#[tokio::test]
async fn an_origin_can_be_cut_off_and_connected_again() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    assert!(try_set_pin(&bench, &token, "0001").await.is_ok());
    for (reach, is_refused) in [("refused", true), ("halfOpen", false)] {
        bench.control("/line", json!({ "reach": reach })).await;
        let error = try_set_pin(&bench, &token, "4817").await.expect_err("no answer");
        assert_eq!(
            (error.is_connect(), error.is_timeout()),
            (is_refused, !is_refused),
            "{error:?}"
        );
        // The other origins still answer.
        assert!(!bench.pin_is(CARD, "4817").await);
        bench.http.delete(bench.control_url("/faults")).send().await.unwrap();
        // A request that was sent while the origin was cut off is not carried out later.
        assert!(!bench.pin_is(CARD, "4817").await);
        assert!(try_set_pin(&bench, &token, "0002").await.is_ok());
    }
}

#[tokio::test]
async fn the_journal_has_all_effects() {
    let bench = Bench::new().await;
    assert_eq!(bench.read("/state/journal").await, json!([]));
    let token = bench.pin_token(CARD).await;
    bench.control("/faults", json!({ "kind": "drop" })).await;
    bench.control("/faults", json!({ "kind": "drop", "afterCommit": true })).await;
    assert!(try_set_pin(&bench, &token, "0001").await.is_err());
    assert_eq!(bench.read("/state/journal").await, json!([]));
    assert!(try_set_pin(&bench, &token, "0002").await.is_err());
    assert_eq!(bench.read("/state/journal").await, json!([{ "effect": "pinSet", "object": CARD }]));
    bench.http.post(bench.control_url("/reset")).send().await.unwrap();
    assert_eq!(bench.read("/state/journal").await, json!([]));
}

#[tokio::test]
async fn an_upload_session_can_be_copied() {
    let bench = Bench::new().await;
    let known =
        bench.read("/state/document-upload-sessions/du_9a4c6d13e7b04f25a8d0c1f6e93b5278").await;
    let path = "/state/document-upload-sessions/du_9a4c6d13e7b04f25a8d0c1f6e93b5278/another";
    let made = bench.control(path, json!(null)).await;
    let id = made.body["id"].as_str().expect("an id");
    let another = bench.read(&format!("/state/document-upload-sessions/{id}")).await;
    assert_eq!(another["status"], "CREATED");
    assert_eq!(another["requiredDocumentTypes"], known["requiredDocumentTypes"]);
}

#[tokio::test]
async fn errors_beside_data_and_null_members_hide_an_effect() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    for (pin, fault) in [
        ("0001", json!({ "kind": "graphqlErrors", "data": "member" })),
        ("0002", json!({ "kind": "graphqlErrors", "data": "whole" })),
        ("0003", json!({ "kind": "nullMember" })),
    ] {
        bench.control("/faults", fault.clone()).await;
        let answer = Answer::of(try_set_pin(&bench, &token, pin).await.expect("an answer")).await;
        let data = answer.body["data"].as_object().expect("data");
        assert_eq!(answer.body["errors"].is_array(), fault["kind"] == "graphqlErrors", "{fault}");
        assert_eq!(data.values().all(Value::is_null), fault["data"] != "whole", "{fault}");
        assert!(bench.pin_is(CARD, pin).await, "{fault}");
    }
}
