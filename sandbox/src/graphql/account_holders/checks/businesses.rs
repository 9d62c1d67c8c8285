//! Checks of businesses.

use super::super::inputs::{
    BusinessStructure, CreateUSBusinessAccountHolderInput, USBusinessProfileInput,
};
use super::checker::{Checker, below};
use super::persons::individual;
use crate::graphql::problems::{Code, Problems};
use crate::rules;
use crate::store::account_holders::{Draft, Kind};

/// Checks a business, the person who acts for it and the persons who own it.
pub fn business(
    mut checker: Checker<'_>,
    input: &CreateUSBusinessAccountHolderInput,
) -> Result<Draft, Problems> {
    let path = "primaryAuthorizedPerson";
    let person = &input.primary_authorized_person;
    individual(&mut checker, path, &person.into());
    checker.percentage(&below(path, "percentageOwnership"), person.percentage_ownership, 0..=100);
    let tax_hash = profile(&mut checker, "businessProfile", &input.business_profile);
    checker.external_id("externalId", input.external_id.as_deref());
    let name = input.business_profile.name.legal_business_name.clone();
    checker.draft(Kind::Business, name, input.external_id.clone(), None, tax_hash, input)
}

fn profile(
    checker: &mut Checker<'_>,
    path: &str,
    profile: &USBusinessProfileInput,
) -> Option<String> {
    let name = below(path, "name");
    let rule = "must have 1 to 255 characters";
    checker.require(
        &below(&name, "legalBusinessName"),
        &profile.name.legal_business_name,
        rules::is_business_name,
        rule,
    );
    let other = profile.name.doing_business_as_name.as_deref();
    checker.optional(&below(&name, "doingBusinessAsName"), other, rules::is_business_name, rule);
    checker.optional(
        &below(path, "businessDescription"),
        profile.business_description.as_deref(),
        rules::is_business_description,
        "must have 1 to 140 letters, digits and common signs",
    );
    checker.phone(&below(path, "phoneNumber"), &profile.phone_number);
    checker.one_address(
        path,
        "billingAddress",
        profile.billing_address.as_ref(),
        profile.billing_address_token.as_ref(),
    );
    if let Some(address) = &profile.legal_address {
        checker.address(&below(path, "legalAddress"), address);
    }
    checker.optional(
        &below(path, "website"),
        profile.website.as_deref(),
        rules::is_website,
        "must be a URL",
    );
    for (at, attribute) in profile.business_plan_attributes.iter().flatten().enumerate() {
        if let Some(indicator) = &attribute.indicator_attribute {
            let path = format!("{path}.businessPlanAttributes.{at}.indicatorAttribute.reportedAt");
            let exists = |text: &str| rules::date(text).is_some();
            checker.require(&path, &indicator.reported_at, exists, "must be a date, YYYY-MM-DD");
        }
    }
    for (at, owner) in profile.ultimate_beneficial_owners.iter().flatten().enumerate() {
        let Some(owner) = owner else { continue };
        let path = format!("{path}.ultimateBeneficialOwners.{at}");
        individual(checker, &path, &owner.into());
        checker.percentage(
            &below(&path, "percentageOwnership"),
            owner.percentage_ownership,
            25..=100,
        );
    }
    let path = below(path, "identificationDocument");
    if let Some(document) = &profile.identification_document {
        checker.ein(&path, &document.employer_identification_number)
    } else {
        if profile.business_type != BusinessStructure::SoleProprietorship {
            checker.problems.add(
                &path,
                Code::Required,
                "is required of all but sole proprietorships",
            );
        }
        None
    }
}
