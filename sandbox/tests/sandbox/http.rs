//! The endpoint's HTTP: statuses, bodies, CORS.

use serde_json::json;

use crate::support::{Answer, Bench, CARD, SET_PIN, VIEW_CARD};

async fn raw(bench: &Bench, content_type: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = bench
        .http
        .post(&bench.sandbox.addresses().api)
        .header("authorization", bench.key())
        .header("content-type", content_type)
        .body(body);
    Answer::of(request.send().await.expect("an answer")).await
}

fn assert_bad_request(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 400, "{what}: {answer:?}");
    assert_eq!(answer.body["data"], json!(null), "{what}");
    let error =
        answer.body["errors"][0].as_object().unwrap_or_else(|| panic!("{what}: {answer:?}"));
    let keys: Vec<&str> = error.keys().map(String::as_str).collect();
    assert_eq!(keys, ["errorPath", "locations", "message", "path"], "{what}");
    assert!(answer.body["extensions"]["requestId"].is_string(), "{what}");
}

#[tokio::test]
async fn a_body_that_is_not_graphql_is_a_bad_request() {
    let bench = Bench::new().await;
    let json = "application/json";
    for (content_type, body) in [
        (json, ""),
        (json, "{"),
        (json, "null"),
        (json, "[]"),
        (json, r#"{"query": 3}"#),
        (json, r#"{"variables": {}}"#),
        (json, r#"[{"query": "{ ping }"}]"#),
        (json, r#"{"query": "{ ping }", "variables": []}"#),
        (json, "\u{feff}{\"query\": \"{ ping }\"}"),
        ("text/plain", r#"{"query": "{ ping }"}"#),
        ("application/x-www-form-urlencoded", "query=%7Bping%7D"),
        ("", r#"{"query": "{ ping }"}"#),
    ] {
        assert_bad_request(&raw(&bench, content_type, body).await, body);
    }
    assert_bad_request(&raw(&bench, json, vec![0xff, 0xfe, 0x00]).await, "not UTF-8");
    assert_eq!(
        raw(&bench, "application/json; charset=utf-8", r#"{"query": "{ ping }"}"#).await.status,
        200
    );
}

#[tokio::test]
async fn a_document_that_the_schema_does_not_allow_is_a_bad_request() {
    let bench = Bench::new().await;
    let input = |input| json!({ "input": input });
    for (query, variables) in [
        ("", json!(null)),
        ("{ nonsense }", json!(null)),
        ("{ ping { deeper } }", json!(null)),
        ("{ node(id: \"x\") }", json!(null)),
        ("{ ping", json!(null)),
        ("subscription { ping }", json!(null)),
        ("mutation { ping }", json!(null)),
        (SET_PIN, json!(null)),
        (SET_PIN, input(json!(null))),
        (SET_PIN, input(json!({}))),
        (SET_PIN, input(json!({ "paymentCardId": CARD }))),
        (SET_PIN, input(json!({ "paymentCardId": CARD, "newPin": 1234 }))),
        (SET_PIN, input(json!({ "paymentCardId": CARD, "newPin": "1234", "other": 1 }))),
        (VIEW_CARD, json!({ "id": {} })),
        ("{ ... on UserError { errors { code } } }", json!(null)),
    ] {
        assert_bad_request(
            &bench.server(query, variables.clone()).await,
            &format!("{query} {variables}"),
        );
    }
    assert_eq!(bench.read(&format!("/state/payment-cards/{CARD}")).await["pinSet"], false);
}

#[tokio::test]
async fn every_answer_has_its_own_request_id() {
    let bench = Bench::new().await;
    let answers = [
        bench.server("{ ping }", json!(null)).await,
        bench.server("{", json!(null)).await,
        bench.api("", "{ ping }", json!(null)).await,
        Answer::of(bench.http.get(&bench.sandbox.addresses().api).send().await.unwrap()).await,
    ];
    let mut ids: Vec<&str> = Vec::new();
    for answer in &answers {
        let id = answer.body["extensions"]["requestId"].as_str().expect("an id");
        assert_eq!(answer.header("x-request-id"), Some(id));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        ids.push(id);
    }
    assert_eq!(answers.each_ref().map(|answer| answer.status), [200, 400, 401, 405]);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn scripts_of_any_origin_may_call_without_credentials() {
    let bench = Bench::new().await;
    let preflight = bench
        .http
        .request(reqwest::Method::OPTIONS, &bench.sandbox.addresses().api)
        .header("origin", "https://frame.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type");
    let preflight = Answer::of(preflight.send().await.unwrap()).await;
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-origin"), Some("*"));
    assert_eq!(preflight.header("access-control-allow-methods"), Some("POST"));
    assert_eq!(
        preflight.header("access-control-allow-headers"),
        Some("authorization,content-type")
    );
    assert_eq!(preflight.header("access-control-allow-credentials"), None);

    // Refusals must be readable too, so that a client can tell them from a network failure.
    for authorization in [bench.key(), String::new()] {
        let answer = bench.api(&authorization, "{ ping }", json!(null)).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(
            answer.header("access-control-expose-headers"),
            Some("date,x-request-id,retry-after")
        );
        assert!(answer.header("date").is_some());
    }
}

#[tokio::test]
async fn an_authenticated_caller_may_ask_for_the_schema() {
    let bench = Bench::new().await;
    // Seven levels of wrapped types, like the query of graphql-js.
    let wrapped =
        (0..7).fold("name kind".to_owned(), |inner, _| format!("name kind ofType {{ {inner} }}"));
    let query = format!(
        "query IntrospectionQuery {{ __schema {{ queryType {{ name }} mutationType {{ name }} types {{ kind name description \
         fields(includeDeprecated: true) {{ name args {{ name type {{ {wrapped} }} defaultValue }} type {{ {wrapped} }} isDeprecated }} \
         inputFields {{ name type {{ {wrapped} }} }} enumValues(includeDeprecated: true) {{ name }} possibleTypes {{ {wrapped} }} }} \
         directives {{ name args {{ name type {{ {wrapped} }} }} }} }} }}"
    );
    let answer = bench.server(&query, json!(null)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let types = answer.field()["types"].as_array().expect("types");
    assert!(types.iter().any(|kind| kind["name"] == "PaymentCard"));
}
