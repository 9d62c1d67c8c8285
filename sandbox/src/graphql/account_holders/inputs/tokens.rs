//! Tokens that an account holder is created from.

use async_graphql::InputObject;

/// Input fields for creating a person from a token.
#[derive(InputObject)]
pub struct CreateUSPersonAccountHolderFromTokenInput {
    pub token: String,
}

/// Input fields for creating a business from a token.
#[derive(InputObject)]
pub struct CreateUSBusinessAccountHolderFromTokenInput {
    pub token: String,
}

/// Input fields for creating an authorized user from a token.
#[derive(InputObject)]
pub struct CreateUSPersonAuthorizedUserFromTokenInput {
    pub token: String,
}
