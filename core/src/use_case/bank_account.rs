//! Bank accounts: showing account and routing number of a direct deposit and of an external
//! account.

use super::{Effect, Form, UseCase, Variables, document, id, output};
use crate::field::FieldKind;

/// The numbers of both kinds of account, which have the same paths.
const NUMBERS: &[(FieldKind, &str)] = &[
    (FieldKind::AccountNumber, "restrictedDetails.number"),
    (FieldKind::RoutingNumber, "restrictedDetails.routingNumber"),
];

/// `BankAccountType`.
const TYPES: &str = "CHECKING SAVINGS";

/// `BankName`.
const BANKS: &str = "SUTTON_BANK CFSB_BANK CROSS_RIVER_BANK";

/// `node` → `DirectDepositDetail.restrictedDetails`, permission `READ_RESTRICTED_DETAILS`.
pub const VIEW_DIRECT_DEPOSIT: UseCase = UseCase {
    document: document!("view_direct_deposit_detail"),
    name: "ViewDirectDepositDetail",
    root: "node",
    success: "DirectDepositDetail",
    effect: Effect::Read,
    variables: Variables::Own,
    input: &[id("id", "directDepositDetailId")],
    same_id: Some("directDepositDetailId"),
    personal_when: None,
    may_deny: Some("restrictedDetails"),
    shown: NUMBERS,
    result: &[
        output("id", "id", Form::Id),
        output("restrictedDetails.type", "type", Form::Enum(TYPES)),
        output("restrictedDetails.bank.name", "bankName", Form::Enum(BANKS)),
    ],
};

/// `node` → `NonVerifiedExternalUSFinancialBankAccountDetail.restrictedDetails`, permission
/// `READ_RESTRICTED_DETAILS`.
pub const VIEW_EXTERNAL: UseCase = UseCase {
    document: document!("view_external_bank_account_detail"),
    name: "ViewExternalBankAccountDetail",
    root: "node",
    success: "NonVerifiedExternalUSFinancialBankAccountDetail",
    effect: Effect::Read,
    variables: Variables::Own,
    input: &[id("id", "externalBankAccountDetailId")],
    same_id: Some("externalBankAccountDetailId"),
    personal_when: None,
    may_deny: Some("restrictedDetails"),
    shown: NUMBERS,
    result: &[
        output("id", "id", Form::Id),
        output("last4", "last4", Form::LastFour),
        output("type", "type", Form::Enum(TYPES)),
    ],
};
