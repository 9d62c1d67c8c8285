//! Requests that try to exhaust the sandbox.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Answer, Bench, CARD};

/// The longest time to refuse a request. An honest request takes a few milliseconds, even in a
/// development build. A bomb that is not refused takes minutes.
const LONGEST_REFUSAL: Duration = Duration::from_secs(15);

async fn assert_still_answers(bench: &Bench) {
    bench.clock(60).await;
    assert_eq!(bench.server("{ ping }", json!(null)).await.status, 200);
    bench.clock(0).await;
}

async fn assert_refused(bench: &Bench, what: &str, query: &str, variables: Value) {
    let started = Instant::now();
    let answer = bench.server(query, variables).await;
    let took = started.elapsed();
    assert_eq!(answer.status, 400, "{what}: {answer:?}");
    assert!(answer.body["extensions"]["requestId"].is_string(), "{what}");
    assert!(took < LONGEST_REFUSAL, "{what} took {took:?}");
}

#[tokio::test]
async fn depth_aliases_and_fragments_are_bounded() {
    let bench = Bench::new().await;
    let nested = |depth: usize, open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };

    for depth in [40, 1000, 15_000] {
        let selections = nested(depth, "{ a ", "{ b }", "}");
        assert_refused(&bench, &format!("{depth} selections"), &selections, json!(null)).await;
        let lists = format!("{{ node(id: {}) {{ id }} }}", nested(depth, "[", "1", "]"));
        assert_refused(&bench, &format!("{depth} lists"), &lists, json!(null)).await;
        let objects = format!("{{ node(id: {}) {{ id }} }}", nested(depth, "{a:", "1", "}"));
        assert_refused(&bench, &format!("{depth} objects"), &objects, json!(null)).await;
        let inline = format!("{{ {} }}", nested(depth, "... on Query { ", "ping", "}"));
        if depth > 64 {
            assert_refused(&bench, &format!("{depth} inline fragments"), &inline, json!(null))
                .await;
        }
        let types = format!("query A($a: {}) {{ ping }}", nested(depth, "[", "Int", "]"));
        assert_refused(&bench, &format!("{depth} list types"), &types, json!(null)).await;
    }

    let aliases: String = (0..10_000).map(|i| format!("a{i}:ping ")).collect();
    assert_refused(&bench, "aliases", &format!("{{ {aliases} }}"), json!(null)).await;

    let pins: String = (0..100)
        .map(|i| format!("a{i}: setPinForPaymentCard(input: {{ paymentCardId: \"{CARD}\", newPin: \"{i:04}\" }}) {{ __typename }} "))
        .collect();
    assert_refused(&bench, "PINs", &format!("mutation {{ {pins} }}"), json!(null)).await;
    assert_eq!(bench.read(&format!("/state/payment-cards/{CARD}")).await["pinSet"], false);

    let doubling: String =
        (0..60).map(|i| format!("fragment f{i} on Query {{ ...f{0} ...f{0} }} ", i + 1)).collect();
    assert_refused(
        &bench,
        "doubling fragments",
        &format!("{{ ...f0 }} {doubling} fragment f60 on Query {{ ping }}"),
        json!(null),
    )
    .await;

    // The operation does not use them, but they are validated too.
    assert_refused(
        &bench,
        "unused doubling fragments",
        &format!("{{ ping }} {doubling} fragment f60 on Query {{ ping }}"),
        json!(null),
    )
    .await;

    assert_refused(
        &bench,
        "a cycle",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        json!(null),
    )
    .await;
    assert_refused(&bench, "an unused cycle", "{ ping } fragment A on Query { ...A }", json!(null))
        .await;

    let directives = format!("{{ ping {} }}", "@skip(if: false) ".repeat(5000));
    assert_refused(&bench, "directives", &directives, json!(null)).await;

    let same_field: String = "ping ".repeat(20_000);
    assert_refused(&bench, "one field over and over", &format!("{{ {same_field} }}"), json!(null))
        .await;
    assert_still_answers(&bench).await;
}

#[tokio::test]
async fn bodies_are_bounded() {
    let bench = Bench::new().await;
    for size in [300 * 1024, 1024 * 1024, 20 * 1024 * 1024] {
        let body =
            json!({ "query": "{ ping }", "variables": { "filler": "x".repeat(size) } }).to_string();
        let sent = bench
            .http
            .post(&bench.sandbox.addresses().api)
            .header("authorization", bench.key())
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await;
        // A server that has read enough may answer before everything is sent; a client may see that
        // as a reset.
        if let Ok(response) = sent {
            let answer = Answer::of(response).await;
            assert_eq!(answer.status, 413, "{size}");
            assert!(answer.body["extensions"]["requestId"].is_string());
        }
    }
    let nested = format!(
        r#"{{"query": "{{ ping }}", "variables": {{"a": {}1{}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let response = bench
        .http
        .post(&bench.sandbox.addresses().api)
        .header("authorization", bench.key())
        .header("content-type", "application/json")
        .body(nested)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 400);
    assert_still_answers(&bench).await;
}
