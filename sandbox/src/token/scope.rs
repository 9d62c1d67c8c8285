//! The permissions of client tokens, and the claims that carry them.

use serde::{Deserialize, Serialize};

/// A permission of a client token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    ReadPaymentCard,
    SetPaymentCardPin,
    ManagePaymentCard,
    ManageCardFulfillment,
    ReadFulfillmentDetails,
    ReadDirectDepositDetail,
    ReadExternalBankAccountDetail,
    ManageDocumentUploadSession,
    TokenizeAccountHolder,
    TokenizeAuthorizedUser,
}

/// The names of a permission.
struct Row {
    permission: Permission,
    /// The name in the schema's permission enum for this kind of object.
    name: &'static str,
    claim: &'static str,
    kind: &'static str,
}

/// All permissions. Only the first claim's name is known, from one expired public sample. The
/// others follow its pattern. A client must not read claims.
#[rustfmt::skip]
const TABLE: [Row; 10] = [
    Row { permission: Permission::ReadPaymentCard,               name: "READ_RESTRICTED_DETAILS",        claim: "rt_vault_card_detokenize_r",        kind: "payment_card" },
    Row { permission: Permission::SetPaymentCardPin,             name: "SET_PAYMENT_CARD_PIN",           claim: "rt_payment_card_pin_w",             kind: "payment_card" },
    Row { permission: Permission::ManagePaymentCard,             name: "MANAGE_PAYMENT_CARD",            claim: "rt_payment_card_w",                 kind: "payment_card" },
    Row { permission: Permission::ManageCardFulfillment,         name: "MANAGE_CARD_FULFILLMENT",        claim: "rt_card_fulfillment_w",             kind: "payment_card" },
    Row { permission: Permission::ReadFulfillmentDetails,        name: "READ_FULFILLMENT_DETAILS",       claim: "rt_card_fulfillment_r",             kind: "payment_card" },
    Row { permission: Permission::ReadDirectDepositDetail,       name: "READ_RESTRICTED_DETAILS",        claim: "rt_direct_deposit_detail_r",        kind: "direct_deposit_detail" },
    Row { permission: Permission::ReadExternalBankAccountDetail, name: "READ_RESTRICTED_DETAILS",        claim: "rt_external_bank_account_detail_r", kind: "external_bank_account_detail" },
    Row { permission: Permission::ManageDocumentUploadSession,   name: "MANAGE_DOCUMENT_UPLOAD_SESSION", claim: "rt_document_upload_session_w",      kind: "document_upload_session" },
    // Two separate mutations mint these two, so their names are the sandbox's own.
    Row { permission: Permission::TokenizeAccountHolder,         name: "TOKENIZE_ACCOUNT_HOLDER",        claim: "rt_account_holder_tokenize_w",      kind: ORGANIZATION },
    Row { permission: Permission::TokenizeAuthorizedUser,        name: "TOKENIZE_AUTHORIZED_USER",       claim: "rt_authorized_user_tokenize_w",     kind: ORGANIZATION },
];

/// The kind of a token that tokenizes: it is for the organization, because its object does not
/// exist yet.
const ORGANIZATION: &str = "organization";

impl Permission {
    /// The name of its claim.
    pub fn claim(self) -> &'static str {
        self.row().claim
    }

    /// The kind of object it is about.
    pub fn kind(self) -> &'static str {
        self.row().kind
    }

    /// Whether it is about one object that exists.
    pub fn is_about_an_object(self) -> bool {
        self.kind() != ORGANIZATION
    }

    /// The permission of a claim.
    pub fn of_claim(claim: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.claim == claim).map(|row| row.permission)
    }

    /// The permission with this name for this kind of object.
    pub fn named(kind: &str, name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.kind == kind && row.name == name).map(|row| row.permission)
    }

    fn row(self) -> &'static Row {
        // The table has a row for each variant, in the same order, as the test below checks.
        &TABLE[self as usize]
    }
}

/// A permission on one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub permission: Permission,
    /// The object's id.
    pub resource: String,
}

/// An entry of a scope claim. The claim is a list of JSON strings, each of one entry.
#[derive(Serialize, Deserialize)]
struct Entry {
    k: String,
    v: String,
}

impl Grant {
    /// Writes the grant as an entry of its permission's claim.
    pub fn entry(&self) -> String {
        let entry = Entry { k: self.permission.kind().to_owned(), v: self.resource.clone() };
        // Serializing two strings can't fail.
        serde_json::to_string(&entry).unwrap_or_default()
    }

    /// Reads an entry of a claim. Returns `None` if its kind is not that of the claim.
    pub fn from_entry(permission: Permission, entry: &str) -> Option<Self> {
        let entry: Entry = serde_json::from_str(entry).ok()?;
        (entry.k == permission.kind()).then_some(Self { permission, resource: entry.v })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_claim_leads_back_to_its_permission() {
        for row in &TABLE {
            let permission = row.permission;
            assert_eq!(permission.claim(), row.claim);
            assert_eq!(Permission::of_claim(row.claim), Some(permission));
            assert_eq!(Permission::named(row.kind, row.name), Some(permission));
            let grant = Grant { permission, resource: "x_1".to_owned() };
            assert_eq!(Grant::from_entry(permission, &grant.entry()), Some(grant));
        }
    }

    #[test]
    fn an_entry_of_another_kind_grants_nothing() {
        assert_eq!(
            Grant::from_entry(Permission::ReadPaymentCard, r#"{"k":"person","v":"x_1"}"#),
            None
        );
        assert_eq!(Grant::from_entry(Permission::ReadPaymentCard, "x_1"), None);
    }
}
