//! `POST /account-holders`: creates a person, a business or an authorized user by redeeming the
//! token that Sordino gave the page. The customer's server never sees what the person typed.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{ApiClient, CustomerError};
use crate::store::account_holders::Kind;

/// The body that the page sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateRequest {
    pub kind: Kind,
    pub token: String,
}

/// Redeems the token.
pub async fn create(api: &ApiClient, request: CreateRequest) -> Result<Value, CustomerError> {
    let created = match request.kind {
        Kind::Person => "USPersonAccountHolder",
        Kind::Business => "USBusinessAccountHolder",
        Kind::AuthorizedUser => "USPersonAuthorizedUser",
    };
    let query = format!(
        "mutation Create($input: Create{created}FromTokenInput!) {{ \
         create{created}FromToken(input: $input) {{ __typename ... on {created} {{ id }} \
         ... on UserError {{ errors {{ code errorPath }} }} }} }}"
    );
    let value = api.call(&query, json!({ "input": { "token": request.token } }), created).await?;
    Ok(json!({ "id": value["id"], "kind": request.kind.name() }))
}
