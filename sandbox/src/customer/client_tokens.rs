//! `POST /client-tokens`: mints the client token that the customer's page asks for.
//!
//! A real server checks here that the signed-in person may do this to this object.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ApiClient, CustomerError};
use crate::token::scope::Permission;

/// The use that a token is for.
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

/// The body that the page sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MintRequest {
    pub r#for: Use,
    /// The object's id, if the use is for one object.
    pub id: Option<String>,
}

/// The answer that the page gets.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
    value: String,
    expiration_date: String,
    usage: String,
}

/// The mutation that mints a token for a use.
struct Minting {
    /// The mutation's name, from which the name of its input type follows.
    mutation: &'static str,
    /// The input's field for the object's id, and the permission. `None` for a token that creates a
    /// new object.
    object: Option<(&'static str, &'static str)>,
}

impl Use {
    /// The permission that the token gets.
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

/// Mints a token.
pub async fn mint(api: &ApiClient, request: MintRequest) -> Result<Token, CustomerError> {
    let Minting { mutation, object } = request.r#for.minting();
    let result = "{ __typename ... on ClientToken { value expirationDate usage } \
                  ... on UserError { errors { code } } }";
    let (query, variables) = match (object, request.id) {
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
