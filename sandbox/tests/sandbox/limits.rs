//! How much a caller may ask.

use serde_json::{Value, json};

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
async fn a_client_token_has_twenty_requests_in_ten_seconds() {
    let bench = Bench::new().await;
    let token = bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await;
    for i in 0..20 {
        let answer = bench.api(&token, VIEW_CARD, json!({ "id": CARD })).await;
        assert_eq!(answer.status, 200);
        let limit = &answer.body["extensions"]["rateLimit"];
        assert_eq!(limit["count"], json!({ "cost": 1, "limit": 20, "remaining": 19 - i }));
        assert_eq!(
            limit["complexity"],
            json!({ "cost": 2, "limit": 2500, "remaining": 2500 - 2 * (i + 1) })
        );
        assert!(limit["asOf"].is_string());
    }
    let seconds = assert_limited(&bench.api(&token, VIEW_CARD, json!({ "id": CARD })).await);

    // More tokens for the same card are no way around it; another card is another subject, and the
    // server another still.
    let second = bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await;
    assert_limited(&bench.api(&second, VIEW_CARD, json!({ "id": CARD })).await);
    let other = bench.card_token(OTHER_CARD, "READ_RESTRICTED_DETAILS").await;
    assert_eq!(bench.api(&other, VIEW_CARD, json!({ "id": OTHER_CARD })).await.status, 200);

    bench.clock(i64::try_from(seconds).unwrap()).await;
    assert_eq!(bench.api(&token, VIEW_CARD, json!({ "id": CARD })).await.status, 200);
}

#[tokio::test]
async fn the_api_key_has_two_hundred_requests_in_ten_seconds() {
    let bench = Bench::new().await;
    for _ in 0..200 {
        assert_eq!(bench.server("{ ping }", json!(null)).await.status, 200);
    }
    assert_limited(&bench.server("{ ping }", json!(null)).await);
    bench.clock(10).await;
    assert_eq!(bench.server("{ ping }", json!(null)).await.status, 200);
}

#[tokio::test]
async fn costs_have_a_limit_too() {
    let bench = Bench::new().await;
    // 20 mutations at 10 each, and the token in each an object.
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
