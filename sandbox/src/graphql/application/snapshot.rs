//! Account holders at the time of their application.

use async_graphql::{ComplexObject, Context, ID, SimpleObject, Union};

use super::verification::AccountHolderVerification;
use crate::errors::Internal;
use crate::graphql::account_holders::{
    Address, AuthorizedPersonFields, BusinessProfileFields, Name, Phone, USBusinessAccountHolder,
    USPersonAccountHolder, part, phones,
};
use crate::graphql::context::RequestContext as _;
use crate::graphql::organization::Organization;
use crate::store::account_holders::Holder;
use crate::store::applications::Application;

/// A person at the time of the application.
#[derive(SimpleObject)]
#[graphql(name = "USPersonAccountHolderSnapshot", complex)]
pub struct USPersonAccountHolderSnapshot {
    name: Option<Name>,
    billing_address: Option<Address>,
    email: Option<String>,
    phone_numbers: Option<Vec<Phone>>,
    date_of_birth: Option<String>,
    current_verification: Option<AccountHolderVerification>,
    #[graphql(skip)]
    holder: Holder,
}

#[ComplexObject]
impl USPersonAccountHolderSnapshot {
    /// The person now. Account holders of the sandbox never change.
    async fn account_holder_current(&self) -> Option<USPersonAccountHolder> {
        Some(self.holder.clone().into())
    }
}

/// The person who acts for a business, at the time of the application.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessAuthorizedPersonSnapshot")]
pub struct USBusinessAuthorizedPersonSnapshot {
    #[graphql(flatten)]
    fields: AuthorizedPersonFields,
    current_verification: Option<AccountHolderVerification>,
}

/// An owner of a business, at the time of the application.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessUltimateBeneficialOwnerSnapshot")]
pub struct USBusinessUltimateBeneficialOwnerSnapshot {
    ultimate_beneficial_owner_id: ID,
    name: Option<Name>,
    percentage_ownership: Option<i32>,
    home_address: Option<Address>,
    date_of_birth: Option<String>,
    email: Option<String>,
    phone_numbers: Option<Vec<Phone>>,
    current_verification: Option<AccountHolderVerification>,
}

/// The details of a business, at the time of the application.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessProfileSnapshot")]
pub struct USBusinessProfileSnapshot {
    #[graphql(flatten)]
    fields: BusinessProfileFields,
    current_verification: Option<AccountHolderVerification>,
    ultimate_beneficial_owners: Option<Vec<Option<USBusinessUltimateBeneficialOwnerSnapshot>>>,
}

/// A business at the time of the application.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessAccountHolderSnapshot", complex)]
pub struct USBusinessAccountHolderSnapshot {
    business_profile: Option<USBusinessProfileSnapshot>,
    primary_authorized_person: Option<USBusinessAuthorizedPersonSnapshot>,
    #[graphql(skip)]
    holder: Holder,
    #[graphql(skip)]
    application: Application,
}

#[ComplexObject]
impl USBusinessAccountHolderSnapshot {
    /// The business now. Account holders of the sandbox never change.
    async fn account_holder_current(&self) -> Option<USBusinessAccountHolder> {
        Some(self.holder.clone().into())
    }

    /// The verification of the business.
    #[graphql(deprecation = "use `businessProfile.currentVerification` instead.")]
    async fn current_verification(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<AccountHolderVerification>, Internal> {
        AccountHolderVerification::of(ctx.store()?, &self.application, ctx.now()?).await.map(Some)
    }
}

/// Any account holder.
#[derive(Union)]
pub enum AccountHolder {
    Person(USPersonAccountHolder),
    Business(USBusinessAccountHolder),
    Organization(Organization),
}

/// An applicant of a kind that the sandbox does not have.
#[derive(SimpleObject)]
pub struct BusinessProductApplicantSnapshot {
    id: ID,
    account_holder_current: Option<AccountHolder>,
}

/// Any account holder at the time of the application.
#[derive(Union)]
pub enum AccountHolderSnapshot {
    Person(USPersonAccountHolderSnapshot),
    Business(USBusinessAccountHolderSnapshot),
    Applicant(BusinessProductApplicantSnapshot),
}

/// Makes the snapshot of a person.
pub fn person_snapshot(
    holder: Holder,
    verification: AccountHolderVerification,
) -> USPersonAccountHolderSnapshot {
    let person = &holder.details;
    USPersonAccountHolderSnapshot {
        name: part(person, "name"),
        billing_address: part(person, "billingAddress"),
        email: part(person, "email"),
        phone_numbers: phones(person),
        date_of_birth: part(person, "dateOfBirth"),
        current_verification: Some(verification),
        holder,
    }
}

/// Makes the snapshot of a business.
pub fn business_snapshot(
    holder: Holder,
    application: Application,
    verification: AccountHolderVerification,
) -> USBusinessAccountHolderSnapshot {
    let profile = &holder.details["businessProfile"];
    let owners = profile["ultimateBeneficialOwners"].as_array().into_iter().flatten();
    let opaque = holder.id.split_once('_').map_or(holder.id.as_str(), |(_, opaque)| opaque);
    let owner_snapshot = |(at, owner): (usize, &serde_json::Value)| {
        Some(USBusinessUltimateBeneficialOwnerSnapshot {
            ultimate_beneficial_owner_id: ID(format!("ps_{opaque}{at}")),
            name: part(owner, "name"),
            percentage_ownership: part(owner, "percentageOwnership"),
            home_address: part(owner, "homeAddress"),
            date_of_birth: part(owner, "dateOfBirth"),
            email: part(owner, "email"),
            phone_numbers: phones(owner),
            current_verification: Some(AccountHolderVerification::passed()),
        })
    };
    USBusinessAccountHolderSnapshot {
        primary_authorized_person: Some(USBusinessAuthorizedPersonSnapshot {
            fields: (&holder.details["primaryAuthorizedPerson"]).into(),
            current_verification: Some(AccountHolderVerification::passed()),
        }),
        business_profile: Some(USBusinessProfileSnapshot {
            fields: profile.into(),
            current_verification: Some(verification),
            ultimate_beneficial_owners: Some(owners.enumerate().map(owner_snapshot).collect()),
        }),
        holder,
        application,
    }
}
