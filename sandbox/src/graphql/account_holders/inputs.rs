//! What is told of a person or a business when they are tokenized or created.

use async_graphql::{
    Enum, ID, InputObject, InputValueError, InputValueResult, Scalar, ScalarType, Value,
};
use serde::{Deserialize, Serialize};

/// A non-negative integer
#[derive(Serialize)]
pub struct UnsignedInt(u64);

impl UnsignedInt {
    /// Of a number.
    pub fn new(value: u64) -> Self {
        Self(value)
    }
}

#[Scalar]
impl ScalarType for UnsignedInt {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::Number(number) => match number.as_u64() {
                Some(number) => Ok(Self(number)),
                None => Err(InputValueError::custom("must be a non-negative integer")),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        self.0.into()
    }
}

/// How a phone number is used.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PhoneLabel {
    Mobile,
    Home,
    Work,
    Support,
}

/// What someone is in a business.
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

/// How someone makes a living.
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

/// The parts of a name, whichever input type they came in.
pub struct NameParts<'a> {
    pub given_name: &'a str,
    pub middle_name: Option<&'a str>,
    pub family_name: &'a str,
}

/// The schema has three input types for names that differ in nothing but their own.
macro_rules! name_input {
    ($(#[$doc:meta])* $name:ident = $graphql:literal) => {
        $(#[$doc])*
        #[derive(InputObject, Serialize)]
        #[graphql(name = $graphql)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// The part of the name that identifies a person: 1 to 255 Latin letters, apostrophes,
            /// commas, periods, spaces and hyphens.
            given_name: String,
            /// Additional part of the name, with the same rule.
            middle_name: Option<String>,
            /// Part of the name that identifies a family: the same, but 2 to 255.
            family_name: String,
            /// Such as Jr. or Sr.
            suffix: Option<String>,
            /// Such as Mx. or Dr.
            title: Option<String>,
        }

        impl $name {
            /// The parts that have rules.
            pub fn parts(&self) -> NameParts<'_> {
                NameParts {
                    given_name: &self.given_name,
                    middle_name: self.middle_name.as_deref(),
                    family_name: &self.family_name,
                }
            }
        }
    };
}

name_input!(
    /// The name of a person who holds an account.
    PersonAccountHolderNameInput = "PersonAccountHolderNameInput"
);
name_input!(
    /// The name of an authorized user.
    PersonAuthorizedUserNameInput = "PersonAuthorizedUserNameInput"
);
name_input!(
    /// The name of a person who has to do with a business.
    USAssociatedPersonNameInput = "USAssociatedPersonNameInput"
);

/// The parts of a phone number.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneInput {
    /// The assigned country code for the number.
    pub country_code: String,
    /// The phone number in a country specific format.
    pub number: String,
    /// A specific phone on the same number as the main line.
    pub extension: Option<String>,
    /// How the phone number is used.
    pub label: PhoneLabel,
}

/// The parts of an address.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressInput {
    /// The number and street of the address: two groups of characters at least.
    pub street_address: String,
    /// Apartment, unit, floor, or place name.
    pub extended_address: Option<String>,
    /// 5 digits, or 5 and a hyphen and 4.
    pub postal_code: String,
    /// Two-letter code of a state, the district or an outlying area (ISO 3166-2:US).
    pub region: String,
    /// Town or city.
    pub locality: String,
    /// Three-letter country code (ISO 3166-1 alpha-3).
    pub country_code_alpha3: String,
}

/// A tax identification number.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxIdentificationDocumentInput {
    /// The full tax identification number.
    pub number: String,
    /// Three-letter code of the issuing country.
    pub country_code_alpha3: String,
    /// The type of tax identification number.
    pub tax_identification_number_type: Option<TaxIdentificationNumberType>,
}

/// The identification documents of a person.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USIdentificationDocumentInput")]
pub struct USIdentificationDocumentInput {
    /// A person's social security number: `123-45-6789` or nine digits.
    pub social_security_number: TaxIdentificationDocumentInput,
}

/// The identification documents of a business.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "USBusinessIdentificationDocumentInput")]
pub struct USBusinessIdentificationDocumentInput {
    /// A business's employer identification number: `12-3456789`.
    pub employer_identification_number: TaxIdentificationDocumentInput,
}

/// An amount of money.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AmountInput {
    /// In the currency's smallest unit.
    value: UnsignedInt,
    /// ISO 4217 currency code.
    currency_code: SupportedCurrency,
}

/// What a person earns and owes.
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
    /// 25 at least.
    pub percentage_ownership: Option<i32>,
}

/// The names of a business.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessAccountHolderNameInput {
    /// 1 to 255 characters.
    pub legal_business_name: String,
    /// 1 to 255 characters.
    pub doing_business_as_name: Option<String>,
}

/// What a business earns, as it was told before.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditRiskAttributesInput {
    annual_revenue: Option<Vec<Option<AmountInput>>>,
}

/// What a business earns.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessCreditRiskAttributesInput {
    annual_revenue: Option<Vec<AmountInput>>,
}

/// Something that is so or not of a business's plans.
#[derive(InputObject, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessPlanIndicatorAttributeInput {
    r#type: BusinessPlanIndicatorAttributeType,
    value: bool,
    /// YYYY-MM-DD.
    pub reported_at: String,
}

/// Something of a business's plans.
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
