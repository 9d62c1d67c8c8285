//! Whether two account holders may have one tax number.

use serde_json::{Value, json};
use sordino_sandbox::cli::Serve;

use crate::leads::data;
use crate::support::Bench;

const CREATE: &str = "mutation Create($input: CreateUSPersonAccountHolderInput!) { createUSPersonAccountHolder(input: $input) \
                      { __typename ... on USPersonAccountHolder { id } ... on UserError { errors { code errorPath } } } }";

fn another_clara() -> Value {
    json!({ "input": { "personAccountHolder": {
        "name": { "givenName": "Clara", "familyName": "Wieck" },
        "dateOfBirth": "1990-09-13",
        "billingAddress": {
            "streetAddress": "100 Made Up Street", "postalCode": "94107", "region": "CA",
            "locality": "San Francisco", "countryCodeAlpha3": "USA",
        },
        "identificationDocument": {
            "socialSecurityNumber": { "number": "219-09-9999", "countryCodeAlpha3": "USA" },
        },
    } } })
}

#[tokio::test]
async fn two_persons_may_have_one_social_security_number() {
    let bench = Bench::new().await;
    let one = data(&bench, CREATE, another_clara()).await["createUSPersonAccountHolder"].clone();
    let two = data(&bench, CREATE, another_clara()).await["createUSPersonAccountHolder"].clone();
    assert!(
        one["id"].is_string() && two["id"].is_string() && one["id"] != two["id"],
        "{one} {two}"
    );
    // A new person has no accounts, cards or applications yet.
    let query = "query New($id: ID!) { node(id: $id) { ... on USPersonAccountHolder { \
                 paymentCards { edges { node { id } } } applications { edges { cursor } } } } }";
    let found = data(&bench, query, json!({ "id": one["id"] })).await;
    assert_eq!(
        found["node"],
        json!({ "paymentCards": { "edges": [] }, "applications": { "edges": [] } })
    );
}

#[tokio::test]
async fn with_the_switch_a_number_is_one_persons_alone() {
    let bench = Bench::with(Serve { unique_tax_numbers: true, ..Serve::default() }).await;
    let path = "input.personAccountHolder.identificationDocument.socialSecurityNumber.number";
    let refused = bench.server(CREATE, another_clara()).await;
    assert_eq!(refused.error_paths(), [path]);
    assert_eq!(refused.field()["errors"][0]["code"], "DUPLICATE");

    // The control does the same until the next reset.
    bench.control("/tax-numbers", json!({ "unique": false })).await;
    let taken = bench.server(CREATE, another_clara()).await;
    assert_eq!(taken.field()["__typename"], "USPersonAccountHolder");
    bench.control("/reset", json!(null)).await;
    assert_eq!(bench.server(CREATE, another_clara()).await.error_paths(), [path]);
}
