//! Minting a token for a card, setting its PIN, reading its number.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::support::{Bench, CARD, ODD_EXPIRY_CARD, OTHER_CARD, SUSPENDED_CARD, VIEW_CARD};

const MINT: &str = "mutation Mint($input: GeneratePaymentCardClientTokenInput!) { generatePaymentCardClientToken(input: $input) { \
     __typename ... on ClientToken { value expirationDate usage } ... on UserError { errors { code errorPath } } \
     ... on AccessDeniedError { message } } }";

#[tokio::test]
async fn a_token_is_a_jwt_with_the_documented_claims() {
    let bench = Bench::new().await;
    let input =
        json!({ "input": { "paymentCardId": CARD, "permissions": ["READ_RESTRICTED_DETAILS"] } });
    let answer = bench.server(MINT, input).await;
    let token = answer.field();
    assert_eq!(token["usage"], "UNTIL_EXPIRATION");

    let value = token["value"].as_str().expect("a value");
    let parts: Vec<Value> = value
        .split('.')
        .take(2)
        .map(|part| {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
        })
        .collect();
    assert_eq!(value.split('.').count(), 3);
    let [header, claims] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!(header["alg"], "RS256");
    assert_eq!(header["typ"], "JWT");
    assert!(header["kid"].is_string());
    for name in ["aud", "org", "reg", "appid", "iss", "tn", "env"] {
        assert!(claims[name].is_string(), "{name}: {claims}");
    }
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 600);
    let entry: Value =
        serde_json::from_str(claims["rt_vault_card_detokenize_r"][0].as_str().unwrap())
            .expect("JSON in a text");
    assert_eq!(entry, json!({ "k": "payment_card", "v": CARD }));

    let expires: jiff::Timestamp =
        token["expirationDate"].as_str().unwrap().parse().expect("ISO 8601");
    assert_eq!(expires.as_second(), claims["exp"].as_i64().unwrap());
}

#[tokio::test]
async fn a_token_needs_a_card_and_a_permission() {
    let bench = Bench::new().await;
    let request = |card: &str, permissions: Value| json!({ "input": { "paymentCardId": card, "permissions": permissions } });

    let unknown = bench.server(MINT, request("cd_unknown", json!([]))).await;
    assert_eq!(unknown.error_paths(), ["input.paymentCardId", "input.permissions"]);

    // GraphQL accepts a single value as a list of one.
    let single = bench.server(MINT, request(CARD, json!("SET_PAYMENT_CARD_PIN"))).await;
    assert_eq!(single.field()["__typename"], "ClientToken");

    // A browser can't mint tokens with more permissions.
    let token = bench.pin_token(CARD).await;
    let answer = bench.api(&token, MINT, request(CARD, json!(["READ_RESTRICTED_DETAILS"]))).await;
    assert_eq!((answer.status, &answer.field()["__typename"]), (200, &json!("AccessDeniedError")));
}

#[tokio::test]
async fn a_pin_is_set_and_kept_as_a_hash() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    let answer = bench.set_pin(&token, CARD, "4817").await;
    assert_eq!(answer.status, 200);
    let card = answer.field();
    assert_eq!(card["__typename"], "PaymentCard");
    assert_eq!(card["last4"], "1111");
    assert_eq!(card["pinDetails"]["isSet"], true);
    assert_eq!(card["pinDetails"]["pinUpdateHistory"].as_array().unwrap().len(), 1);

    assert!(bench.pin_is(CARD, "4817").await);
    assert!(!bench.pin_is(CARD, "4818").await);
    assert!(!bench.pin_is(OTHER_CARD, "4817").await);

    // The token may be used until it expires.
    assert_eq!(bench.set_pin(&token, CARD, "1234").await.field()["__typename"], "PaymentCard");
    assert!(bench.pin_is(CARD, "1234").await);
    let state = bench.read(&format!("/state/payment-cards/{CARD}")).await;
    assert_eq!(state, json!({ "id": CARD, "status": "ACTIVE", "pinSet": true, "pinUpdates": 2 }));
}

#[tokio::test]
async fn a_pin_is_four_ascii_digits() {
    let bench = Bench::new().await;
    let token = bench.pin_token(CARD).await;
    for pin in ["", "123", "12345", "12a4", "１２３４", "١٢٣٤", " 1234", "1234\n"] {
        let answer = bench.set_pin(&token, CARD, pin).await;
        assert_eq!(answer.error_paths(), ["input.newPin"], "{pin:?}");
    }
    assert_eq!(bench.read(&format!("/state/payment-cards/{CARD}")).await["pinSet"], false);
}

#[tokio::test]
async fn only_an_active_card_gets_a_pin_and_all_errors_come_at_once() {
    let bench = Bench::new().await;
    let objects: Value = bench
        .http
        .get(format!("{}/objects.json", bench.sandbox.addresses().app))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    for card in objects["paymentCards"].as_array().expect("cards") {
        let id = card["id"].as_str().unwrap();
        let answer = bench.set_pin(&bench.pin_token(id).await, id, "2468").await;
        if card["status"] == "ACTIVE" {
            assert_eq!(answer.field()["__typename"], "PaymentCard", "{id}");
        } else {
            assert_eq!(answer.error_paths(), ["input.paymentCardId"], "{id}");
        }
    }
    let token = bench.pin_token(SUSPENDED_CARD).await;
    let both = bench.set_pin(&token, SUSPENDED_CARD, "x").await;
    assert_eq!(both.error_paths(), ["input.paymentCardId", "input.newPin"]);
}

#[tokio::test]
async fn a_token_is_for_its_card_and_its_permission_only() {
    let bench = Bench::new().await;
    let denied = [
        (bench.pin_token(OTHER_CARD).await, "another card's token"),
        (bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await, "a token for reading"),
        (
            bench
                .custom_token(json!({ "for": "setPaymentCardPin", "id": CARD, "permissions": [] }))
                .await,
            "a token for nothing",
        ),
    ];
    for (token, what) in denied {
        let answer = bench.set_pin(&token, CARD, "4817").await;
        assert_eq!(
            (answer.status, &answer.field()["__typename"]),
            (200, &json!("AccessDeniedError")),
            "{what}"
        );
    }
    assert!(!bench.pin_is(CARD, "4817").await);
}

#[tokio::test]
async fn restricted_details_are_denied_field_by_field() {
    let bench = Bench::new().await;
    let view = async |authorization: &str, id: &str| {
        bench.api(authorization, VIEW_CARD, json!({ "id": id })).await
    };

    let reader = bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await;
    let seen = view(&reader, CARD).await;
    let details = &seen.field()["restrictedDetails"];
    assert_eq!(details["number"], "4111111111111111");
    assert_eq!(details["cvv"], "123");
    assert!(seen.field()["expirationDate"].as_str().unwrap().ends_with("-01-31T23:59:59Z"));

    for who in [bench.pin_token(CARD).await, bench.key()] {
        let answer = view(&who, CARD).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.field()["last4"], "1111");
        assert_eq!(
            answer.field()["restrictedDetails"],
            json!({ "__typename": "AccessDeniedError" })
        );
    }
    // To a token, another card is `null`, as a card that does not exist.
    for id in [OTHER_CARD, "cd_unknown"] {
        let answer = view(&reader, id).await;
        assert_eq!((answer.status, &answer.body["data"]), (200, &json!({ "node": null })));
    }
}

#[tokio::test]
async fn the_printed_month_may_differ_from_the_month_of_expiry() {
    let bench = Bench::new().await;
    let query = "query Expiry($id: ID!) { node(id: $id) { ... on PaymentCard \
                 { expirationDate expirationMonth expirationYear } } }";
    let expiry = async |id: &str| bench.server(query, json!({ "id": id })).await.field().clone();

    let odd = expiry(ODD_EXPIRY_CARD).await;
    let year = odd["expirationYear"].as_str().expect("a year");
    assert_eq!(odd["expirationMonth"], "01");
    assert_eq!(odd["expirationDate"], format!("{year}-02-01T04:59:59Z"));

    let plain = expiry(CARD).await;
    assert_eq!(plain["expirationMonth"], "01");
    assert_eq!(plain["expirationDate"], format!("{year}-01-31T23:59:59Z"));
}
