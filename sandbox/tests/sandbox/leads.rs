//! The queries with which a customer's server finds the ids of the thirteen use cases.

use serde_json::{Value, json};

use crate::support::{Bench, CARD};

const PERSON: &str = "ps_6e2f91c4b8d04a7595e3c80b17fda264";
const BUSINESS: &str = "og_a17c53e90d6f4b28b4f0629ce5d83a71";

/// The nodes of a connection.
fn nodes(connection: &Value) -> Vec<&Value> {
    let edges = connection["edges"].as_array().unwrap_or_else(|| panic!("edges: {connection}"));
    edges.iter().map(|edge| &edge["node"]).collect()
}

fn ids(connection: &Value) -> Vec<&str> {
    nodes(connection).into_iter().map(|node| node["id"].as_str().expect("an id")).collect()
}

/// Runs a query that must succeed, and returns its data.
pub async fn data(bench: &Bench, query: &str, variables: Value) -> Value {
    let answer = bench.server(query, variables).await;
    assert_eq!((answer.status, &answer.body["errors"]), (200, &Value::Null), "{query}");
    answer.body["data"].clone()
}

#[tokio::test]
async fn a_person_leads_to_their_cards_and_account_numbers() {
    let bench = Bench::new().await;
    let query = "{ personAccountHolders(first: 1, filterBy: { email: { equals: \"clara@example.com\" } }) { edges { node { \
                 id paymentCards { edges { node { id } } } \
                 financialAccounts { edges { node { id directDepositDetails { id } accountHolder { __typename } \
                   features { __typename enabled } ledgers { name normalBalance } \
                   paymentCards { edges { node { id last4 status } } } } } } \
                 externalFinancialAccounts { edges { node { ... on NonVerifiedExternalUSFinancialBankAccount { \
                   id name externalBankAccountDetails { id last4 routingNumber } } } } } } } } }";
    let found = data(&bench, query, json!(null)).await;
    let persons = nodes(&found["personAccountHolders"]);
    assert_eq!(persons.len(), 1);
    let person = persons[0];
    assert_eq!(person["id"], PERSON);

    let accounts = nodes(&person["financialAccounts"]);
    let cards = ids(&accounts[0]["paymentCards"]);
    assert!(cards.contains(&CARD));
    assert_eq!(cards, ids(&person["paymentCards"]));
    assert_eq!(accounts[0]["accountHolder"]["__typename"], "USPersonAccountHolder");
    assert_eq!(accounts[0]["ledgers"][0]["name"], "AVAILABLE_CASH");
    let features: Vec<&Value> =
        accounts[0]["features"].as_array().unwrap().iter().map(|one| &one["__typename"]).collect();
    assert_eq!(
        features,
        ["DirectDepositFinancialAccountFeature", "PrePaidPaymentCardFinancialAccountFeature"]
    );

    // A client token can be minted for each of the ids.
    let detail = accounts[0]["directDepositDetails"]["id"].clone();
    let external =
        nodes(&person["externalFinancialAccounts"])[0]["externalBankAccountDetails"]["id"].clone();
    for (kind, field, id) in [
        ("PaymentCard", "paymentCardId", json!(cards[0])),
        ("DirectDepositDetail", "directDepositDetailId", detail),
        ("ExternalBankAccountDetail", "externalBankAccountDetailId", external),
    ] {
        let mint = format!(
            "mutation Mint($input: Generate{kind}ClientTokenInput!) \
             {{ generate{kind}ClientToken(input: $input) {{ __typename }} }}"
        );
        let input = json!({ field: id, "permissions": ["READ_RESTRICTED_DETAILS"] });
        let minted = data(&bench, &mint, json!({ "input": input })).await;
        assert_eq!(
            minted[format!("generate{kind}ClientToken")]["__typename"],
            "ClientToken",
            "{kind}"
        );
    }
}

#[tokio::test]
async fn an_application_leads_to_the_upload_sessions_of_its_documents() {
    let bench = Bench::new().await;
    let verification = "currentVerification { status reason requiredDocuments { status \
                        documentUploadSession { __typename ... on USAccountHolderApplicationDocumentUploadSession \
                        { id status primaryDocumentTypes } } } }";
    let snapshot = format!(
        "accountHolderSnapshot {{ ... on USPersonAccountHolderSnapshot {{ accountHolderCurrent {{ id }} {verification} }} \
         ... on USBusinessAccountHolderSnapshot {{ accountHolderCurrent {{ id }} \
         primaryAuthorizedPerson {{ {verification} }} businessProfile {{ {verification} }} }} }}"
    );
    let query = format!(
        "query Applications($id: ID!) {{ node(id: $id) {{ \
         ... on USPersonAccountHolder {{ applications {{ edges {{ node {{ ... on AccountHolderCardProductApplication \
         {{ id applicationState {{ status }} cardProduct {{ name }} {snapshot} }} }} }} }} }} \
         ... on USBusinessAccountHolder {{ cardProductApplications {{ edges {{ node {{ \
         id applicationState {{ status }} cardProduct {{ name }} {snapshot} }} }} }} }} }} }}"
    );

    for (holder, list, place) in [
        (PERSON, "applications", "/accountHolderSnapshot"),
        (BUSINESS, "cardProductApplications", "/accountHolderSnapshot/businessProfile"),
    ] {
        let found = data(&bench, &query, json!({ "id": holder })).await;
        let applications = nodes(&found["node"][list]);
        let states: Vec<&Value> =
            applications.iter().map(|one| &one["applicationState"]["status"]).collect();
        assert_eq!(states, ["APPROVED", "PENDING"]);
        let of = |application: &Value| application.pointer(place).expect(place).clone();
        let verification = &of(applications[0])["currentVerification"];
        assert_eq!(verification["requiredDocuments"], json!([]));
        let verification = &of(applications[1])["currentVerification"];
        assert_eq!(verification["reason"], "DOCUMENT_UPLOAD_REQUIRED");
        assert_eq!(verification["requiredDocuments"][0]["status"], "CREATED");
        let session = &verification["requiredDocuments"][0]["documentUploadSession"];

        // The session can be started and ended. The application no longer waits for it then.
        let input = json!({ "input": { "documentUploadSessionId": session["id"] } });
        for (change, status) in [("start", "INITIATED"), ("end", "SUBMITTED")] {
            let capital = if change == "start" { "Start" } else { "End" };
            let mutation = format!(
                "mutation Change($input: {capital}DocumentUploadSessionInput!) \
                 {{ {change}DocumentUploadSession(input: $input) \
                 {{ ... on USAccountHolderApplicationDocumentUploadSession {{ status }} }} }}"
            );
            let changed = data(&bench, &mutation, input.clone()).await;
            assert_eq!(changed[format!("{change}DocumentUploadSession")]["status"], status);
        }
        let found = data(&bench, &query, json!({ "id": holder })).await;
        let verification = &of(nodes(&found["node"][list])[1])["currentVerification"];
        assert_eq!(verification["reason"], "IN_REVIEW");
        assert_eq!(verification["requiredDocuments"][0]["status"], "SUBMITTED");
    }
}

#[tokio::test]
async fn every_object_on_the_way_has_its_own_id() {
    let bench = Bench::new().await;
    let query = "{ cardProducts { edges { node { id name accounts(first: 5) { edges { node { id \
                 cardProductApplication { ... on AccountHolderCardProductApplication { id } } } } } } } } \
                 personAccountHolders { edges { node { id externalFinancialAccounts { edges { node { \
                 ... on NonVerifiedExternalUSFinancialBankAccount { id } } } } } } } }";
    let found = data(&bench, query, json!(null)).await;
    let product = nodes(&found["cardProducts"])[0].clone();
    let account = nodes(&product["accounts"])[0].clone();
    let person = nodes(&found["personAccountHolders"])[0].clone();
    let external = nodes(&person["externalFinancialAccounts"])[0].clone();
    for (node, kind) in [
        (&product, "CardProduct"),
        (&account, "FinancialAccount"),
        (&account["cardProductApplication"], "AccountHolderCardProductApplication"),
        (&external, "NonVerifiedExternalUSFinancialBankAccount"),
        (&person, "USPersonAccountHolder"),
    ] {
        let query = "query Node($id: ID!) { node(id: $id) { __typename id } }";
        let found = data(&bench, query, json!({ "id": node["id"] })).await;
        assert_eq!(found["node"], json!({ "__typename": kind, "id": node["id"] }));
    }
}

#[tokio::test]
async fn filters_narrow_persons_and_businesses() {
    let bench = Bench::new().await;
    let persons = "query Persons($by: PersonAccountHolderFilterInput) \
                   { personAccountHolders(filterBy: $by) { edges { node { id } } } }";
    for (by, found) in [
        (json!(null), 1),
        (json!({}), 1),
        (json!({ "email": { "contains": "@example" } }), 1),
        (json!({ "email": { "startsWith": "bob" } }), 0),
        (json!({ "email": { "notEquals": "clara@example.com" } }), 0),
        (json!({ "dateOfBirth": { "equals": "1990-09-13" } }), 1),
        (json!({ "dateOfBirth": { "lessThan": "1990-09-13" } }), 0),
        (
            json!({ "dateOfBirth": { "between": { "start": "1990-01-01", "end": "1990-12-31" } } }),
            1,
        ),
        (json!({ "name": { "familyName": { "soundsLike": ["Wick"] } } }), 1),
        (json!({ "name": { "familyName": { "soundsLike": ["Schumann"] } } }), 0),
        (
            json!({ "phone": { "label": { "equals": "MOBILE" }, "number": { "equals": "4155550123" } } }),
            1,
        ),
        (json!({ "phone": { "label": { "excludes": ["MOBILE"] } } }), 0),
        (
            json!({ "billingAddress": { "countryCodeAlpha3": "USA", "postalCode": { "includes": ["94107"] } } }),
            1,
        ),
        (json!({ "billingAddress": { "countryCodeAlpha3": "DEU" } }), 0),
        (json!({ "socialSecurityNumber": { "equals": "219-09-9999" } }), 1),
        (json!({ "socialSecurityNumber": { "equals": "219099999" } }), 1),
        (json!({ "socialSecurityNumber": { "equals": "219-09-9998" } }), 0),
    ] {
        let answer = data(&bench, persons, json!({ "by": by })).await;
        assert_eq!(nodes(&answer["personAccountHolders"]).len(), found, "{by}");
    }

    let businesses = "query Businesses($by: BusinessAccountHolderFilterInput) \
                      { businessAccountHolders(filterBy: $by) { edges { node { id } } } }";
    for (by, found) in [
        (json!(null), 1),
        (json!({ "id": { "equals": BUSINESS } }), 1),
        (json!({ "id": { "excludes": [BUSINESS] } }), 0),
        (json!({ "externalId": { "equals": "x" } }), 0),
        (
            json!({ "businessProfile": { "name": { "legalBusinessName": { "endsWith": "LLC" } } } }),
            1,
        ),
        (json!({ "businessProfile": { "name": { "doingBusinessAsName": { "equals": "x" } } } }), 0),
        (json!({ "businessProfile": { "website": { "contains": "." } } }), 0),
        (
            json!({ "businessProfile": { "employerIdentificationNumber": { "equals": "12-3456789" } } }),
            1,
        ),
        (
            json!({ "businessProfile": { "employerIdentificationNumberLast4": { "equals": "6789" } } }),
            1,
        ),
        (
            json!({ "businessProfile": { "employerIdentificationNumberLast4": { "equals": "6788" } } }),
            0,
        ),
        (json!({ "businessProfile": { "ultimateBeneficialOwner": {} } }), 0),
        (
            json!({ "primaryAuthorizedPerson": { "socialSecurityNumberLast4": { "equals": "9999" } } }),
            1,
        ),
        (
            json!({ "primaryAuthorizedPerson": { "name": { "givenName": { "soundsLike": ["Klara"] } } } }),
            0,
        ),
        (
            json!({ "primaryAuthorizedPerson": { "homeAddress": { "postalCode": { "equals": "94107" } } } }),
            1,
        ),
    ] {
        let answer = data(&bench, businesses, json!({ "by": by })).await;
        assert_eq!(nodes(&answer["businessAccountHolders"]).len(), found, "{by}");
    }
}

#[tokio::test]
async fn filters_narrow_cards_and_accounts() {
    let bench = Bench::new().await;
    let cards = "query Cards($id: ID!, $by: AccountHolderPaymentCardsFilterInput) { node(id: $id) { \
                 ... on USPersonAccountHolder { paymentCards(filterBy: $by) { edges { node { id } } } } } }";
    for (by, found) in [
        (json!(null), 3),
        (json!({ "status": { "equals": "ACTIVE" } }), 2),
        (json!({ "last4": { "equals": "1111" } }), 1),
        (json!({ "cardNetwork": { "notEquals": "VISA" } }), 1),
        (json!({ "formFactor": { "includes": ["VIRTUAL"] } }), 0),
        (json!({ "expirationDate": { "lessThan": "2000-01-01T00:00:00Z" } }), 0),
        (json!({ "customFields": { "equals": { "key": "a", "value": "b" } } }), 0),
    ] {
        let answer = data(&bench, cards, json!({ "id": PERSON, "by": by })).await;
        assert_eq!(nodes(&answer["node"]["paymentCards"]).len(), found, "{by}");
    }

    let accounts = "query Accounts($id: ID!, $by: AccountHolderFinancialAccountsFilterInput) { node(id: $id) { \
                    ... on USPersonAccountHolder { financialAccounts(filterBy: $by) { edges { node { id } } } } } }";
    for (by, found) in [
        (json!({ "features": { "includes": ["DIRECT_DEPOSIT"] } }), 1),
        (json!({ "features": { "equals": "CARD_FUNDING_ACCOUNT" } }), 0),
        (json!({ "externalId": { "equals": "6XQ1PD8KVN" } }), 1),
        (json!({ "cardProductId": { "equals": "pd_unknown" } }), 0),
    ] {
        let answer = data(&bench, accounts, json!({ "id": PERSON, "by": by })).await;
        assert_eq!(nodes(&answer["node"]["financialAccounts"]).len(), found, "{by}");
    }
    let by = json!({ "searchQueryLanguage": { "query": "x", "version": "VERSION_1" } });
    let answer = bench.server(accounts, json!({ "id": PERSON, "by": by })).await;
    assert!(answer.body["errors"][0]["message"].is_string(), "{:?}", answer.body);
}

#[tokio::test]
async fn lists_come_in_pages() {
    let bench = Bench::new().await;
    let query = "query Cards($id: ID!, $first: Int, $after: String) { node(id: $id) { ... on USPersonAccountHolder { \
                 paymentCards(first: $first, after: $after) { edges { cursor node { id } } \
                 pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }";
    let page = async |first: Value, after: Value| {
        let variables = json!({ "id": PERSON, "first": first, "after": after });
        bench.server(query, variables).await.body.clone()
    };
    let mut seen = Vec::new();
    let mut after = json!(null);
    for left in [true, true, false] {
        let body = page(json!(1), after.clone()).await;
        let connection = &body["data"]["node"]["paymentCards"];
        seen.extend(ids(connection).into_iter().map(str::to_owned));
        assert_eq!(connection["pageInfo"]["hasNextPage"], left);
        assert_eq!(connection["pageInfo"]["hasPreviousPage"], after.is_string());
        assert_eq!(connection["pageInfo"]["startCursor"], connection["edges"][0]["cursor"]);
        after = connection["pageInfo"]["endCursor"].clone();
    }
    let whole = page(json!(null), json!(null)).await;
    assert_eq!(seen, ids(&whole["data"]["node"]["paymentCards"]));
    for body in [page(json!(-1), json!(null)).await, page(json!(1), json!("x")).await] {
        assert!(body["errors"][0]["message"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn a_client_token_sees_no_list() {
    let bench = Bench::new().await;
    let token = bench.card_token(CARD, "READ_RESTRICTED_DETAILS").await;
    for list in ["personAccountHolders", "businessAccountHolders", "cardProducts"] {
        let query = format!("{{ {list} {{ edges {{ node {{ id }} }} }} }}");
        let answer = bench.api(&token, &query, json!(null)).await;
        assert_eq!((answer.status, &answer.body["data"]), (200, &json!({ list: null })));
    }
    let query = "query Node($id: ID!) { node(id: $id) { __typename } }";
    let answer = bench.api(&token, query, json!({ "id": PERSON })).await;
    assert_eq!(answer.body["data"]["node"], json!(null));
}
