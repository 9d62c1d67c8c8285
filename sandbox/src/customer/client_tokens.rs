//! `POST /client-tokens`: mints the token for one use, as the customer's page asks for it.
//!
//! A real server checks here that the person who is signed in may do this to this object.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ApiClient, CustomerError};
use crate::token::scope::Permission;

/// What a page wants a token for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Use {
    SetPaymentCardPin,
    ViewPaymentCard,
    ViewDirectDepositDetail,
    ViewExternalBankAccountDetail,
    TokenizeAccountHolder,
    TokenizeAuthorizedUser,
    UploadDocuments,
}

/// What the page sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub r#for: Use,
    /// The object, where there is one.
    pub id: Option<String>,
}

/// What the page gets.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
    value: String,
    expiration_date: String,
    usage: String,
}

/// How a use is minted.
struct Minting {
    /// The mutation's name; its input type is named after it.
    mutation: &'static str,
    /// The input's field for the object's id, and the permission to ask for. Tokens for nobody yet
    /// have neither.
    object: Option<(&'static str, &'static str)>,
}

impl Use {
    /// The permission the token is to have.
    pub fn permission(self) -> Permission {
        match self {
            Self::SetPaymentCardPin => Permission::SetPaymentCardPin,
            Self::ViewPaymentCard => Permission::ReadPaymentCard,
            Self::ViewDirectDepositDetail => Permission::ReadDirectDepositDetail,
            Self::ViewExternalBankAccountDetail => Permission::ReadExternalBankAccountDetail,
            Self::TokenizeAccountHolder => Permission::TokenizeAccountHolder,
            Self::TokenizeAuthorizedUser => Permission::TokenizeAuthorizedUser,
            Self::UploadDocuments => Permission::ManageDocumentUploadSession,
        }
    }

    fn minting(self) -> Minting {
        let (mutation, object) = match self {
            Self::SetPaymentCardPin => {
                ("generatePaymentCardClientToken", Some(("paymentCardId", "SET_PAYMENT_CARD_PIN")))
            }
            Self::ViewPaymentCard => (
                "generatePaymentCardClientToken",
                Some(("paymentCardId", "READ_RESTRICTED_DETAILS")),
            ),
            Self::ViewDirectDepositDetail => (
                "generateDirectDepositDetailClientToken",
                Some(("directDepositDetailId", "READ_RESTRICTED_DETAILS")),
            ),
            Self::ViewExternalBankAccountDetail => (
                "generateExternalBankAccountDetailClientToken",
                Some(("externalBankAccountDetailId", "READ_RESTRICTED_DETAILS")),
            ),
            Self::TokenizeAccountHolder => ("generateTokenizeAccountHolderClientToken", None),
            Self::TokenizeAuthorizedUser => ("generateTokenizeAuthorizedUserClientToken", None),
            Self::UploadDocuments => (
                "generateDocumentUploadClientToken",
                Some(("documentUploadSessionId", "MANAGE_DOCUMENT_UPLOAD_SESSION")),
            ),
        };
        Minting { mutation, object }
    }
}

/// Mints the token.
pub async fn mint(api: &ApiClient, wish: Wish) -> Result<Token, CustomerError> {
    let Minting { mutation, object } = wish.r#for.minting();
    let result = "{ __typename ... on ClientToken { value expirationDate usage } ... on UserError { errors { code } } }";
    let (query, variables) = match (object, wish.id) {
        (Some((field, permission)), Some(id)) => {
            let input = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
            let query =
                format!("mutation Mint($input: {input}!) {{ {mutation}(input: $input) {result} }}");
            (query, json!({ "input": { field: id, "permissions": [permission] } }))
        }
        (None, None) => (format!("mutation Mint {{ {mutation} {result} }}"), Value::Null),
        (Some(_), None) => {
            return Err(CustomerError::Refused("this use needs the id of an object".to_owned()));
        }
        (None, Some(_)) => {
            return Err(CustomerError::Refused("this use is for no object".to_owned()));
        }
    };
    let token = api.call(&query, variables, "ClientToken").await?;
    serde_json::from_value(token)
        .map_err(|_| CustomerError::Api("minted something else".to_owned()))
}
