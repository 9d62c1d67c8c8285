//! The rate limits.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sordino_sandbox::cli::{Environment, Serve};

use crate::support::{Answer, Bench, CARD, OTHER_CARD, VIEW_CARD};

fn assert_limited(answer: &Answer) -> u64 {
    assert_eq!(answer.status, 429, "{answer:?}");
    assert_eq!(answer.body["data"], json!({}));
    assert!(
        answer.body["errors"][0]["message"].as_str().unwrap().starts_with("Usage limit exceeded")
    );
    assert!(answer.body["extensions"]["requestId"].is_string());
    let limit = &answer.body["extensions"]["rateLimit"];
    let seconds = limit["retryAfter"].as_u64().expect("seconds");
    assert!((1..=10).contains(&seconds));
    assert_eq!(answer.header("retry-after"), Some(seconds.to_string().as_str()));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(limit["count"]["cost"], Value::Null);
    seconds
}

#[tokio::test]
async fn a_client_token_has_ten_requests_in_ten_seconds_in_test_and_twenty_in_live() {
    for (environment, requests) in [(Environment::Test, 10), (Environment::Live, 20)] {
        client_token_requests(environment, requests).await;
    }
}

async fn client_token_requests(environment: Environment, requests: u64) {
    let bench = Bench::with(Serve { environment, ..Serve::default() }).await;
    let complexity = requests * 250;
    let token = bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await;
    for i in 0..requests {
        let answer = bench.api(&token, VIEW_CARD, json!({ "id": CARD })).await;
        assert_eq!(answer.status, 200);
        let limit = &answer.body["extensions"]["rateLimit"];
        assert_eq!(
            limit["count"],
            json!({ "cost": 1, "limit": requests, "remaining": requests - 1 - i })
        );
        assert_eq!(
            limit["complexity"],
            json!({ "cost": 2, "limit": complexity, "remaining": complexity - 2 * (i + 1) })
        );
        assert!(limit["asOf"].is_string());
    }
    let seconds = assert_limited(&bench.api(&token, VIEW_CARD, json!({ "id": CARD })).await);

    // More tokens for the same card do not raise the limit. Another card has its own limit, and so
    // does the server.
    let second = bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await;
    assert_limited(&bench.api(&second, VIEW_CARD, json!({ "id": CARD })).await);
    let other = bench.card_token(OTHER_CARD, "READ_RESTRICTED_DETAILS").await;
    assert_eq!(bench.api(&other, VIEW_CARD, json!({ "id": OTHER_CARD })).await.status, 200);

    bench.clock(i64::try_from(seconds).unwrap()).await;
    assert_eq!(bench.api(&token, VIEW_CARD, json!({ "id": CARD })).await.status, 200);
}

#[tokio::test]
async fn the_api_key_has_a_hundred_requests_in_ten_seconds_in_test_and_two_hundred_in_live() {
    for (environment, requests) in [(Environment::Test, 100), (Environment::Live, 200)] {
        let bench = Bench::with(Serve { environment, ..Serve::default() }).await;
        for _ in 0..requests {
            assert_eq!(bench.server("{ ping }", json!(null)).await.status, 200);
        }
        assert_limited(&bench.server("{ ping }", json!(null)).await);
        bench.clock(10).await;
        assert_eq!(bench.server("{ ping }", json!(null)).await.status, 200);
    }
}

#[tokio::test]
async fn the_environments_differ_in_keys_tokens_and_introspection() {
    for (environment, name, introspection) in
        [(Environment::Test, "test", true), (Environment::Live, "live", false)]
    {
        let bench = Bench::with(Serve { environment, ..Serve::default() }).await;
        assert!(bench.sandbox.api_key().starts_with(&format!("sk_{name}_")));
        let token = bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await;
        let claims = token.split('.').nth(1).expect("claims");
        let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64");
        let claims: Value = serde_json::from_slice(&claims).expect("JSON");
        assert_eq!(claims["env"], name);
        let answer = bench.server("{ __schema { queryType { name } } }", json!(null)).await;
        assert_eq!(answer.body["data"]["__schema"]["queryType"]["name"] == "Query", introspection);
    }
}

#[tokio::test]
async fn the_cost_of_a_connection_depends_on_its_items() {
    let bench = Bench::new().await;
    let list =
        "query List($first: Int) { personAccountHolders(first: $first) { edges { node { id } } } }";
    let cost = async |variables: Value| {
        let answer = bench.server(list, variables).await;
        answer.body["extensions"]["rateLimit"]["complexity"]["cost"].clone()
    };
    assert_eq!(cost(json!({ "first": 5 })).await, 7);
    assert_eq!(cost(json!({})).await, 22);
    // The query costs more than the limit here, and is served where the limit is higher.
    let dear = bench.server(list, json!({ "first": 3000 })).await;
    assert_eq!(dear.status, 400, "{dear:?}");
    let live = Bench::with(Serve { environment: Environment::Live, ..Serve::default() }).await;
    assert_eq!(live.server(list, json!({ "first": 3000 })).await.status, 200);
}

#[tokio::test]
async fn costs_have_a_limit_too() {
    let bench = Bench::new().await;
    // 20 mutations cost 10 each, and the token in each of them is an object and costs 1.
    let aliases: String = (0..20)
        .map(|i| {
            format!(
                "a{i}: generatePaymentCardClientToken(input: {{ paymentCardId: \"{CARD}\", permissions: [SET_PAYMENT_CARD_PIN] }}) \
                 {{ __typename }} "
            )
        })
        .collect();
    let query = format!("mutation {{ {aliases} }}");
    for _ in 0..11 {
        let answer = bench.server(&query, json!(null)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.body["extensions"]["rateLimit"]["complexity"]["cost"], 220);
    }
    let answer = bench.server(&query, json!(null)).await;
    assert_limited(&answer);
    let limit = &answer.body["extensions"]["rateLimit"];
    assert!(limit["complexity"]["retryAfter"].is_number());
    assert!(limit["count"]["retryAfter"].is_null());
}
