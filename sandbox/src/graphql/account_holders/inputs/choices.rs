//! Enums that inputs choose from.

use async_graphql::Enum;
use serde::{Deserialize, Serialize};

/// How a phone number is used.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PhoneLabel {
    Mobile,
    Home,
    Work,
    Support,
}

/// A person's title in a business.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BusinessTitle {
    President,
    VicePresident,
    Treasurer,
    Owner,
    Ceo,
    Cfo,
    Coo,
}

/// The legal form of a business.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BusinessStructure {
    Corporation,
    Partnership,
    SoleProprietorship,
    NonProfit,
    Llc,
    PrivateCorporation,
    PublicCorporation,
}

/// How a person earns a living.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EmploymentStatus {
    Employed,
    SelfEmployed,
    Retired,
    Student,
    Unemployed,
    Other,
}

/// The kinds of tax identification numbers.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TaxIdentificationNumberType {
    #[graphql(deprecation = "Use SOCIAL_SECURITY_NUMBER instead")]
    Ssn,
    SocialSecurityNumber,
    #[graphql(deprecation = "Use EMPLOYER_IDENTIFICATION_NUMBER instead")]
    Ein,
    EmployerIdentificationNumber,
    #[graphql(deprecation = "Use INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER instead")]
    Itin,
    IndividualTaxpayerIdentificationNumber,
}

/// Currencies in which amounts may be given.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ISO4217Alpha3SupportedCurrency")]
pub enum SupportedCurrency {
    Usd,
}

/// Kinds of business plan indicators.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BusinessPlanIndicatorAttributeType {
    FuelTaxExempt,
}
