//! Account holders and authorized users. An operation turns their data into a token for the
//! customer's server, or creates them directly.
//!
//! The API decides which client tokens may create; the rule is not published. Both kinds of
//! operation take the input of the create mutation.

use super::person::{ADDRESS, BUSINESS_IDENTIFICATION, IDENTIFICATION, NAME, PHONE, address};
use super::{
    Effect, Form, Need, Node, Output, Shape, UseCase, Variables, document, optional, output,
    required,
};
use crate::field::FieldKind;

const TOKEN: &[Output] = &[output("token", "token", Form::Token)];
const CREATED: &[Output] = &[output("id", "id", Form::Id)];

const BILLING_ADDRESS: [Node; 2] = address("billingAddress", "billingAddressToken");
const HOME_ADDRESS: [Node; 2] = address("homeAddress", "homeAddressToken");

/// The date of birth of a person who acts for, owns or is an authorized user of a business. The
/// person is at least 18.
const ADULT: Node =
    Node { need: Need::Adult, ..required("dateOfBirth", Shape::Either(FieldKind::DateOfBirth)) };

/// The share of a business that an ultimate beneficial owner has, in per cent. The schema requires
/// at least 25.
const OWNERSHIP: Node = Node {
    need: Need::AtLeast(25),
    ..optional("percentageOwnership", Shape::Either(FieldKind::PercentageOwnership))
};

/// `BusinessPlanAttributeInput`.
const PLAN_ATTRIBUTES: &[Node] = &[optional(
    "indicatorAttribute",
    Shape::Group(&[
        required("type", Shape::Enum("FUEL_TAX_EXEMPT")),
        required("value", Shape::Bool),
        required("reportedAt", Shape::Date),
    ]),
)];

/// `CreateUSPersonAccountHolderInput`.
const PERSON: &[Node] = &[required(
    "personAccountHolder",
    Shape::Group(&[
        required("name", Shape::Group(NAME)),
        optional("email", Shape::Either(FieldKind::Email)),
        optional("phoneNumber", Shape::Group(PHONE)),
        BILLING_ADDRESS[0],
        BILLING_ADDRESS[1],
        required("dateOfBirth", Shape::Either(FieldKind::DateOfBirth)),
        optional("identificationDocument", Shape::Group(IDENTIFICATION)),
        optional(
            "personCreditRiskAttributes",
            Shape::Group(&[
                optional("totalAnnualIncome", Shape::Either(FieldKind::TotalAnnualIncome)),
                optional("currentDebtObligations", Shape::Either(FieldKind::TotalAnnualIncome)),
                optional("monthlyHousingPayment", Shape::Either(FieldKind::TotalAnnualIncome)),
                optional(
                    "employmentStatus",
                    Shape::Enum("EMPLOYED SELF_EMPLOYED RETIRED STUDENT UNEMPLOYED OTHER"),
                ),
            ]),
        ),
        optional("externalId", Shape::Id),
    ]),
)];

/// `CreateUSBusinessAccountHolderInput`. The deprecated `creditRiskAttributes` is left out.
const BUSINESS: &[Node] = &[
    required(
        "businessProfile",
        Shape::Group(&[
            required(
                "name",
                Shape::Group(&[
                    required("legalBusinessName", Shape::Either(FieldKind::LegalBusinessName)),
                    optional("doingBusinessAsName", Shape::Either(FieldKind::DoingBusinessAsName)),
                ]),
            ),
            optional("businessDescription", Shape::Either(FieldKind::BusinessDescription)),
            required("phoneNumber", Shape::Group(PHONE)),
            BILLING_ADDRESS[0],
            BILLING_ADDRESS[1],
            optional("legalAddress", Shape::Group(ADDRESS)),
            optional("website", Shape::Either(FieldKind::Website)),
            required("businessType", Shape::Either(FieldKind::BusinessType)),
            optional(
                "businessCreditRiskAttributes",
                Shape::Group(&[optional("annualRevenue", Shape::Either(FieldKind::AnnualRevenue))]),
            ),
            optional("businessPlanAttributes", Shape::List(PLAN_ATTRIBUTES)),
            optional("identificationDocument", Shape::Group(BUSINESS_IDENTIFICATION)),
            optional(
                "ultimateBeneficialOwners",
                Shape::List(&[
                    required("name", Shape::Group(NAME)),
                    HOME_ADDRESS[0],
                    HOME_ADDRESS[1],
                    ADULT,
                    required("email", Shape::Either(FieldKind::Email)),
                    required("phoneNumber", Shape::Group(PHONE)),
                    required("identificationDocument", Shape::Group(IDENTIFICATION)),
                    OWNERSHIP,
                ]),
            ),
        ]),
    ),
    required(
        "primaryAuthorizedPerson",
        Shape::Group(&[
            required("name", Shape::Group(NAME)),
            required("email", Shape::Either(FieldKind::Email)),
            required("phoneNumber", Shape::Group(PHONE)),
            HOME_ADDRESS[0],
            HOME_ADDRESS[1],
            ADULT,
            required("identificationDocument", Shape::Group(IDENTIFICATION)),
            optional("percentageOwnership", Shape::Either(FieldKind::PercentageOwnership)),
            optional(
                "authorizingPersonTitle",
                Shape::Enum("PRESIDENT VICE_PRESIDENT TREASURER OWNER CEO CFO COO"),
            ),
        ]),
    ),
    optional("externalId", Shape::Id),
];

/// `CreateUSPersonAuthorizedUserInput`.
const AUTHORIZED_USER: &[Node] = &[
    required(
        "personAuthorizedUser",
        Shape::Group(&[
            required("name", Shape::Group(NAME)),
            required("email", Shape::Either(FieldKind::Email)),
            required("phoneNumber", Shape::Group(PHONE)),
            BILLING_ADDRESS[0],
            BILLING_ADDRESS[1],
            ADULT,
            optional("identificationDocument", Shape::Group(IDENTIFICATION)),
            optional("externalId", Shape::Id),
        ]),
    ),
    required("accountHolderId", Shape::Id),
];

/// The parts that all of these use cases share.
const COMMON: UseCase = UseCase {
    document: "",
    name: "",
    root: "",
    success: "",
    effect: Effect::Make,
    variables: Variables::Input,
    input: &[],
    same_id: None,
    may_deny: None,
    personal_when: None,
    shown: &[],
    result: TOKEN,
};

/// The EIN of a sole proprietor is a person's number, so it is a secret.
const SOLE_PROPRIETOR: Option<(&str, &str, &str)> = Some((
    "businessProfile.identificationDocument.employerIdentificationNumber.number",
    "businessProfile.businessType",
    "SOLE_PROPRIETORSHIP",
));

/// `tokenizeUSPersonAccountHolder`.
pub const TOKENIZE_PERSON: UseCase = UseCase {
    document: document!("tokenize_person_account_holder"),
    name: "TokenizePersonAccountHolder",
    root: "tokenizeUSPersonAccountHolder",
    success: "USPersonAccountHolderToken",
    input: PERSON,
    ..COMMON
};

/// `tokenizeUSBusinessAccountHolder`.
pub const TOKENIZE_BUSINESS: UseCase = UseCase {
    document: document!("tokenize_business_account_holder"),
    name: "TokenizeBusinessAccountHolder",
    root: "tokenizeUSBusinessAccountHolder",
    success: "USBusinessAccountHolderToken",
    input: BUSINESS,
    personal_when: SOLE_PROPRIETOR,
    ..COMMON
};

/// `tokenizeUSPersonAuthorizedUser`. Its union has no `UserError`.
pub const TOKENIZE_AUTHORIZED_USER: UseCase = UseCase {
    document: document!("tokenize_authorized_user"),
    name: "TokenizeAuthorizedUser",
    root: "tokenizeUSPersonAuthorizedUser",
    success: "USPersonAuthorizedUserToken",
    input: AUTHORIZED_USER,
    ..COMMON
};

/// `createUSPersonAccountHolder`.
pub const CREATE_PERSON: UseCase = UseCase {
    document: document!("create_person_account_holder"),
    name: "CreatePersonAccountHolder",
    root: "createUSPersonAccountHolder",
    success: "USPersonAccountHolder",
    input: PERSON,
    result: CREATED,
    ..COMMON
};

/// `createUSBusinessAccountHolder`.
pub const CREATE_BUSINESS: UseCase = UseCase {
    document: document!("create_business_account_holder"),
    name: "CreateBusinessAccountHolder",
    root: "createUSBusinessAccountHolder",
    success: "USBusinessAccountHolder",
    input: BUSINESS,
    personal_when: SOLE_PROPRIETOR,
    result: CREATED,
    ..COMMON
};

/// `createUSPersonAuthorizedUser`.
pub const CREATE_AUTHORIZED_USER: UseCase = UseCase {
    document: document!("create_authorized_user"),
    name: "CreateAuthorizedUser",
    root: "createUSPersonAuthorizedUser",
    success: "USPersonAuthorizedUser",
    input: AUTHORIZED_USER,
    result: CREATED,
    ..COMMON
};

#[cfg(test)]
mod tests;
