//! Businesses.

use async_graphql::{ID, InputObject};
use serde::Serialize;

use super::choices::{BusinessPlanIndicatorAttributeType, BusinessStructure};
use super::parts::{AddressInput, AmountInput, PhoneInput, USBusinessIdentificationDocumentInput};
use super::persons::{USAuthorizedPersonInput, USUltimateBeneficialOwnerInput};

/// The names of a business.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessAccountHolderNameInput {
    /// 1 to 255 characters.
    pub legal_business_name: String,
    /// 1 to 255 characters.
    pub doing_business_as_name: Option<String>,
}

/// A business's revenue, in the older form.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditRiskAttributesInput {
    annual_revenue: Option<Vec<Option<AmountInput>>>,
}

/// A business's revenue.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessCreditRiskAttributesInput {
    annual_revenue: Option<Vec<AmountInput>>,
}

/// A fact about a business's plans that is true or false.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessPlanIndicatorAttributeInput {
    r#type: BusinessPlanIndicatorAttributeType,
    value: bool,
    /// YYYY-MM-DD.
    pub reported_at: String,
}

/// A fact about a business's plans.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessPlanAttributeInput {
    pub indicator_attribute: Option<BusinessPlanIndicatorAttributeInput>,
}

/// The details of a business.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USBusinessProfileInput")]
pub struct USBusinessProfileInput {
    pub name: BusinessAccountHolderNameInput,
    /// 1 to 140 characters.
    pub business_description: Option<String>,
    pub phone_number: PhoneInput,
    /// Exactly one of `billingAddress` or `billingAddressToken` must be provided.
    pub billing_address: Option<AddressInput>,
    /// Exactly one of `billingAddress` or `billingAddressToken` must be provided.
    pub billing_address_token: Option<ID>,
    pub legal_address: Option<AddressInput>,
    pub website: Option<String>,
    pub business_type: BusinessStructure,
    credit_risk_attributes: Option<CreditRiskAttributesInput>,
    business_credit_risk_attributes: Option<BusinessCreditRiskAttributesInput>,
    pub business_plan_attributes: Option<Vec<BusinessPlanAttributeInput>>,
    /// Not required of a sole proprietorship.
    pub identification_document: Option<USBusinessIdentificationDocumentInput>,
    pub ultimate_beneficial_owners: Option<Vec<Option<USUltimateBeneficialOwnerInput>>>,
}

/// Input fields for creating or tokenizing a business.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateUSBusinessAccountHolderInput {
    pub primary_authorized_person: USAuthorizedPersonInput,
    pub business_profile: USBusinessProfileInput,
    /// An id of the organization's own: at most 255 characters.
    pub external_id: Option<String>,
}
