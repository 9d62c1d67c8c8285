//! Payment cards: setting the PIN, and showing number, CVV and expiry.

use super::{
    Effect, Form, Node, Output, Shape, UseCase, Variables, document, id, output, required,
};
use crate::field::FieldKind;

/// `PaymentCardStatus`.
const STATUS: &str = "ACTIVATION_REQUIRED ACTIVE SUSPENDED CLOSED";

/// The facts about a card that the page is told (`PaymentCardSummary`).
const SUMMARY: [Output; 4] = [
    output("id", "id", Form::Id),
    output("last4", "last4", Form::LastFour),
    output("status", "status", Form::Enum(STATUS)),
    output("network", "network", Form::Enum("VISA MASTERCARD")),
];

/// `setPinForPaymentCard`, permission `SET_PAYMENT_CARD_PIN`.
pub const SET_PIN: UseCase = UseCase {
    document: document!("set_payment_card_pin"),
    name: "SetPinForPaymentCard",
    root: "setPinForPaymentCard",
    success: "PaymentCard",
    effect: Effect::Set,
    variables: Variables::Input,
    input: &[
        id("paymentCardId", "paymentCardId"),
        Node { alias: Some("pin"), ..required("newPin", Shape::Secret(FieldKind::Pin)) },
    ],
    same_id: Some("paymentCardId"),
    personal_when: None,
    may_deny: None,
    shown: &[],
    result: &[
        SUMMARY[0],
        SUMMARY[1],
        SUMMARY[2],
        SUMMARY[3],
        output("pinDetails.isSet", "pinIsSet", Form::Bool),
    ],
};

/// `node` → `PaymentCard.restrictedDetails`, permission `READ_RESTRICTED_DETAILS`.
pub const VIEW: UseCase = UseCase {
    document: document!("view_payment_card"),
    name: "ViewPaymentCard",
    root: "node",
    success: "PaymentCard",
    effect: Effect::Read,
    variables: Variables::Own,
    input: &[id("id", "paymentCardId")],
    same_id: Some("paymentCardId"),
    personal_when: None,
    may_deny: Some("restrictedDetails"),
    shown: &[
        (FieldKind::CardNumber, "restrictedDetails.number"),
        (FieldKind::Cvv, "restrictedDetails.cvv"),
        (FieldKind::ExpirationDate, "expirationMonth/expirationYear"),
    ],
    result: &SUMMARY,
};
