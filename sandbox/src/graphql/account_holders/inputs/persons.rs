//! Persons: account holders, authorized users, and persons of a business.

use async_graphql::{ID, InputObject};
use serde::Serialize;

use super::choices::{BusinessTitle, EmploymentStatus};
use super::parts::{
    AddressInput, AmountInput, PersonAccountHolderNameInput, PersonAuthorizedUserNameInput,
    PhoneInput, USAssociatedPersonNameInput, USIdentificationDocumentInput,
};

/// A person's income and debts.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonCreditRiskAttributesInput {
    total_annual_income: Option<Vec<AmountInput>>,
    current_debt_obligations: Option<Vec<AmountInput>>,
    employment_status: Option<EmploymentStatus>,
    monthly_housing_payment: Option<Vec<AmountInput>>,
}

/// The details of a person who holds an account.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USPersonAccountHolderInput")]
pub struct USPersonAccountHolderInput {
    pub name: PersonAccountHolderNameInput,
    pub email: Option<String>,
    pub phone_number: Option<PhoneInput>,
    /// Exactly one of `billingAddress` or `billingAddressToken` must be provided.
    pub billing_address: Option<AddressInput>,
    /// Exactly one of `billingAddress` or `billingAddressToken` must be provided.
    pub billing_address_token: Option<ID>,
    /// YYYY-MM-DD; 10 to 100 years ago.
    pub date_of_birth: String,
    pub identification_document: Option<USIdentificationDocumentInput>,
    pub person_credit_risk_attributes: Option<PersonCreditRiskAttributesInput>,
    /// An id of the organization's own: at most 255 characters.
    pub external_id: Option<String>,
}

/// Input fields for creating or tokenizing a person who holds an account.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateUSPersonAccountHolderInput {
    pub person_account_holder: USPersonAccountHolderInput,
}

/// The details of an authorized user.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USPersonAuthorizedUserInput")]
pub struct USPersonAuthorizedUserInput {
    pub name: PersonAuthorizedUserNameInput,
    pub email: String,
    pub phone_number: PhoneInput,
    /// Exactly one of `billingAddress` or `billingAddressToken` must be provided.
    pub billing_address: Option<AddressInput>,
    /// Exactly one of `billingAddress` or `billingAddressToken` must be provided.
    pub billing_address_token: Option<ID>,
    /// YYYY-MM-DD; 18 to 100 years ago.
    pub date_of_birth: String,
    pub identification_document: Option<USIdentificationDocumentInput>,
    /// An id of the organization's own: at most 255 characters.
    pub external_id: Option<String>,
}

/// Input fields for creating or tokenizing an authorized user.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateUSPersonAuthorizedUserInput {
    pub person_authorized_user: USPersonAuthorizedUserInput,
    /// The business for which the authorized user is created.
    pub account_holder_id: ID,
}

/// The person who acts for a business.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USAuthorizedPersonInput")]
pub struct USAuthorizedPersonInput {
    pub name: USAssociatedPersonNameInput,
    pub email: String,
    pub phone_number: PhoneInput,
    /// Exactly one of `homeAddress` or `homeAddressToken` must be provided.
    pub home_address: Option<AddressInput>,
    /// Exactly one of `homeAddress` or `homeAddressToken` must be provided.
    pub home_address_token: Option<ID>,
    /// YYYY-MM-DD; 18 to 100 years ago.
    pub date_of_birth: String,
    pub identification_document: USIdentificationDocumentInput,
    pub percentage_ownership: Option<i32>,
    pub authorizing_person_title: Option<BusinessTitle>,
}

/// A person who owns a quarter of a business or more.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USUltimateBeneficialOwnerInput")]
pub struct USUltimateBeneficialOwnerInput {
    pub name: USAssociatedPersonNameInput,
    /// Exactly one of `homeAddress` or `homeAddressToken` must be provided.
    pub home_address: Option<AddressInput>,
    /// Exactly one of `homeAddress` or `homeAddressToken` must be provided.
    pub home_address_token: Option<ID>,
    /// YYYY-MM-DD; 18 to 100 years ago.
    pub date_of_birth: String,
    pub email: String,
    pub phone_number: PhoneInput,
    pub identification_document: USIdentificationDocumentInput,
    /// At least 25.
    pub percentage_ownership: Option<i32>,
}
