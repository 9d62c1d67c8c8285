//! Documents at the host of uploads.

use serde_json::json;

use crate::support::{Bench, bearer};

const SESSION: &str = "du_9a4c6d13e7b04f25a8d0c1f6e93b5278";

const STEPS: [&str; 2] = [
    "mutation Start($input: StartDocumentUploadSessionInput!) { startDocumentUploadSession(input: $input) { __typename } }",
    "mutation Link($input: CreateDocumentUploadLinkInput!) { createDocumentUploadLink(input: $input) { __typename \
     ... on DocumentUploadLink { id uploadUrl } } }",
];

/// The address of a new link of the session.
async fn link(bench: &Bench) -> String {
    let request = json!({ "for": "uploadDocuments", "id": SESSION });
    let token = bearer(&bench.control("/client-tokens", request).await.body["value"]);
    bench.api(&token, STEPS[0], json!({ "input": { "documentUploadSessionId": SESSION } })).await;
    let input =
        json!({ "input": { "documentUploadSessionId": SESSION, "documentType": "PASSPORT" } });
    let answer = bench.api(&token, STEPS[1], input).await;
    answer.field()["uploadUrl"].as_str().expect("an address").to_owned()
}

async fn put(bench: &Bench, url: &str, document: &'static str) -> u16 {
    bench.http.put(url).body(document).send().await.expect("an answer").status().as_u16()
}

#[tokio::test]
async fn the_same_document_again_is_the_same_and_another_is_refused() {
    let bench = Bench::new().await;
    let url = link(&bench).await;
    assert_eq!(put(&bench, &url, "GIF89a").await, 400);
    assert_eq!(put(&bench, &url, "%PDF-1.7 one").await, 200);
    let state =
        || bench.read("/state/document-upload-sessions/du_9a4c6d13e7b04f25a8d0c1f6e93b5278");
    let stored = state().await;
    assert_eq!(stored["links"][0]["status"], "COMPLETED");
    assert_eq!(put(&bench, &url, "%PDF-1.7 one").await, 200);
    assert_eq!(put(&bench, &url, "%PDF-1.7 two").await, 403);
    assert_eq!(state().await, stored);
}
