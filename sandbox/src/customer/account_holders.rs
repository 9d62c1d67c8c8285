//! `POST /account-holders`: redeems a token that Sordino gave the page, and so creates a person, a
//! business or an authorized user. The customer's server never sees what they typed.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{ApiClient, CustomerError};
use crate::store::account_holders::Kind;

/// What the page sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub kind: Kind,
    pub token: String,
}

/// Redeems the token.
pub async fn create(api: &ApiClient, wish: Wish) -> Result<Value, CustomerError> {
    let created = match wish.kind {
        Kind::Person => "USPersonAccountHolder",
        Kind::Business => "USBusinessAccountHolder",
        Kind::AuthorizedUser => "USPersonAuthorizedUser",
    };
    let query = format!(
        "mutation Create($input: Create{created}FromTokenInput!) {{ create{created}FromToken(input: $input) {{ \
         __typename ... on {created} {{ id }} ... on UserError {{ errors {{ code errorPath }} }} }} }}"
    );
    let value = api.call(&query, json!({ "input": { "token": wish.token } }), created).await?;
    Ok(json!({ "id": value["id"], "kind": wish.kind.name() }))
}
