//! Tokenizing and creating persons, businesses and authorized users.
//!
//! * [`inputs`] describe them, and [`checks`] compare inputs with the rules
//! * [`types`] as the API shows them, [`lists`] lists of them, [`resolvers`] the lists that lead
//!   from them to applications, accounts and cards
//!
//! Tokenizing stores the input for an hour. The organization's server redeems the token once. Which
//! client tokens may create account holders is not published, so `--create-tokens` decides it.

mod checks;
mod inputs;
mod lists;
mod resolvers;
mod types;

use async_graphql::{Context, SimpleObject, Union};
use jiff::tz::TimeZone;

use super::context::{RequestContext as _, Services};
use super::problems::{AccessDeniedError, Code, Outcome, Problems, result_union};
use crate::caller::Caller;
use crate::environment::CreateTokens;
use crate::errors::Internal;
use crate::random;
use crate::store::account_holders::{Creation, Draft, Holder, Kind};
use crate::text::{hex, sha256};
use crate::token::claims::ORGANIZATION;
use crate::token::scope::Permission;
use checks::Checker;

pub use inputs::{
    CreateUSBusinessAccountHolderFromTokenInput, CreateUSBusinessAccountHolderInput,
    CreateUSPersonAccountHolderFromTokenInput, CreateUSPersonAccountHolderInput,
    CreateUSPersonAuthorizedUserFromTokenInput, CreateUSPersonAuthorizedUserInput, PhoneLabel,
};
pub use lists::{USBusinessAccountHolderConnection, USPersonAccountHolderConnection, page};
pub use types::{
    Address, AuthorizedPersonFields, BusinessProfileFields, Name, Phone, USBusinessAccountHolder,
    USPersonAccountHolder, USPersonAuthorizedUser, part, phones,
};

/// How long a tokenized input is stored.
const LIFETIME_SECONDS: i64 = 3600;

/// A reference to a tokenized person.
#[derive(SimpleObject)]
#[graphql(name = "USPersonAccountHolderToken")]
pub struct USPersonAccountHolderToken {
    /// Input of `createUSPersonAccountHolderFromToken`. Expires after 1 hour.
    token: String,
}

/// A reference to a tokenized business.
#[derive(SimpleObject)]
#[graphql(name = "USBusinessAccountHolderToken")]
pub struct USBusinessAccountHolderToken {
    /// Input of `createUSBusinessAccountHolderFromToken`. Expires after 1 hour.
    token: String,
}

/// A reference to a tokenized authorized user.
#[derive(SimpleObject)]
#[graphql(name = "USPersonAuthorizedUserToken")]
pub struct USPersonAuthorizedUserToken {
    /// Input of `createUSPersonAuthorizedUserFromToken`. Expires after 1 hour.
    token: String,
}

result_union!(
    /// A token for the person, or the reason for refusing it.
    TokenizeUSPersonAccountHolderPayload = USPersonAccountHolderToken
);
result_union!(
    /// A token for the business, or the reason for refusing it.
    TokenizeUSBusinessAccountHolderPayload = USBusinessAccountHolderToken
);
result_union!(
    /// The person, or the reason for not creating it.
    CreateUSPersonAccountHolderPayload = USPersonAccountHolder
);
result_union!(
    /// The business, or the reason for not creating it.
    CreateUSBusinessAccountHolderPayload = USBusinessAccountHolder
);
result_union!(
    /// The authorized user, or the reason for not creating it.
    CreateUSPersonAuthorizedUserPayload = USPersonAuthorizedUser
);
result_union!(
    /// The person, or the reason for not creating it.
    CreateUSPersonAccountHolderFromTokenPayload = USPersonAccountHolder
);
result_union!(
    /// The business, or the reason for not creating it.
    CreateUSBusinessAccountHolderFromTokenPayload = USBusinessAccountHolder
);
result_union!(
    /// The authorized user, or the reason for not creating it.
    CreateUSPersonAuthorizedUserFromTokenPayload = USPersonAuthorizedUser
);

/// A token for the authorized user, or a refusal. This union has no `UserError`, as in the real
/// schema.
#[derive(Union)]
pub enum TokenizeUSPersonAuthorizedUserPayload {
    USPersonAuthorizedUserToken(USPersonAuthorizedUserToken),
    AccessDeniedError(AccessDeniedError),
}

/// An input that a draft is made from.
pub trait DraftInput {
    /// The permission that a client token needs.
    const PERMISSION: Permission;
    /// Checks the input and makes the draft.
    fn check(&self, checker: Checker<'_>) -> Result<Draft, Problems>;
}

impl DraftInput for CreateUSPersonAccountHolderInput {
    const PERMISSION: Permission = Permission::TokenizeAccountHolder;

    fn check(&self, checker: Checker<'_>) -> Result<Draft, Problems> {
        checks::person(checker, self)
    }
}

impl DraftInput for CreateUSBusinessAccountHolderInput {
    const PERMISSION: Permission = Permission::TokenizeAccountHolder;

    fn check(&self, checker: Checker<'_>) -> Result<Draft, Problems> {
        checks::business(checker, self)
    }
}

impl DraftInput for CreateUSPersonAuthorizedUserInput {
    const PERMISSION: Permission = Permission::TokenizeAuthorizedUser;

    fn check(&self, checker: Checker<'_>) -> Result<Draft, Problems> {
        checks::authorized_user(checker, self)
    }
}

fn draft<I: DraftInput>(input: &I, services: &Services) -> Result<Draft, Problems> {
    let today = TimeZone::UTC.to_datetime(services.clock.now()).date();
    input.check(Checker::new(&services.keyed, today))
}

/// Stores an input as a draft, and returns the token for it.
async fn tokenize<I: DraftInput>(
    ctx: &Context<'_>,
    input: &I,
) -> Result<Outcome<String>, Internal> {
    let services = ctx.services()?;
    if !ctx.caller()?.allows(I::PERMISSION, ORGANIZATION) {
        return Ok(Outcome::AccessDenied);
    }
    let draft = match draft(input, services) {
        Ok(draft) => draft,
        Err(problems) => return Ok(Outcome::UserError(problems)),
    };
    let token = hex(&random::bytes::<32>());
    services
        .store
        .save_draft(sha256(&token), draft, services.clock.now_seconds() + LIFETIME_SECONDS)
        .await?;
    Ok(Outcome::Done(token))
}

/// `tokenizeUSPersonAccountHolder`.
pub async fn tokenize_person(
    ctx: &Context<'_>,
    input: CreateUSPersonAccountHolderInput,
) -> Result<Outcome<USPersonAccountHolderToken>, Internal> {
    Ok(tokenize(ctx, &input).await?.map(|token| USPersonAccountHolderToken { token }))
}

/// `tokenizeUSBusinessAccountHolder`. The schema makes the argument optional, but it is needed.
pub async fn tokenize_business(
    ctx: &Context<'_>,
    input: Option<CreateUSBusinessAccountHolderInput>,
) -> Result<Outcome<USBusinessAccountHolderToken>, Internal> {
    let Some(input) = input else {
        let allowed = ctx.caller()?.allows(Permission::TokenizeAccountHolder, ORGANIZATION);
        let problems = Problems::only("", Code::Required, "is required");
        return Ok(if allowed { Outcome::UserError(problems) } else { Outcome::AccessDenied });
    };
    Ok(tokenize(ctx, &input).await?.map(|token| USBusinessAccountHolderToken { token }))
}

/// `tokenizeUSPersonAuthorizedUser`. Problems of the input become a top-level error with their
/// paths, because the union has no `UserError`. The error never contains a value.
pub async fn tokenize_authorized_user(
    ctx: &Context<'_>,
    input: CreateUSPersonAuthorizedUserInput,
) -> async_graphql::Result<TokenizeUSPersonAuthorizedUserPayload> {
    match tokenize(ctx, &input).await? {
        Outcome::Done(token) => Ok(USPersonAuthorizedUserToken { token }.into()),
        Outcome::AccessDenied => Ok(AccessDeniedError::new().into()),
        Outcome::UserError(problems) => {
            Err(async_graphql::Error::new(format!("Invalid input: {}", problems.paths())))
        }
    }
}

/// Creates an account holder from an input. Client tokens may do so if `--create-tokens` allows it.
pub async fn create<I: DraftInput, T: From<Holder>>(
    ctx: &Context<'_>,
    input: I,
) -> Result<Outcome<T>, Internal> {
    let services = ctx.services()?;
    let caller = ctx.caller()?;
    let allowed = match (caller, services.create_tokens) {
        (Caller::Server, _) => true,
        (Caller::Client(_), CreateTokens::None) => false,
        (Caller::Client(token), CreateTokens::Tokenize) => {
            token.allows(I::PERMISSION, ORGANIZATION)
        }
    };
    if !allowed {
        return Ok(Outcome::AccessDenied);
    }
    let draft = match draft(&input, services) {
        Ok(draft) => draft,
        Err(problems) => return Ok(Outcome::UserError(problems)),
    };
    let tax_number = match draft.kind {
        Kind::Person => "personAccountHolder.identificationDocument.socialSecurityNumber.number",
        Kind::AuthorizedUser => {
            "personAuthorizedUser.identificationDocument.socialSecurityNumber.number"
        }
        Kind::Business => {
            "businessProfile.identificationDocument.employerIdentificationNumber.number"
        }
    };
    let creation = services
        .store
        .create_account_holder(draft, services.tax_numbers.current(), services.clock.now_seconds())
        .await?;
    Ok(created(creation, tax_number, "accountHolderId"))
}

/// Creates an account holder from a token. Only a server may do so.
pub async fn redeem<T: From<Holder>>(
    ctx: &Context<'_>,
    kind: Kind,
    token: &str,
) -> Result<Outcome<T>, Internal> {
    let services = ctx.services()?;
    if !ctx.caller()?.is_server() {
        return Ok(Outcome::AccessDenied);
    }
    let creation = services
        .store
        .redeem_draft(
            sha256(token),
            kind,
            services.tax_numbers.current(),
            services.clock.now_seconds(),
        )
        .await?;
    Ok(created(creation, "token", "token"))
}

fn created<T: From<Holder>>(creation: Creation, tax_number: &str, business: &str) -> Outcome<T> {
    match creation {
        Creation::Created(holder) => Outcome::Done(T::from(*holder)),
        Creation::Duplicate => Outcome::UserError(Problems::only(
            tax_number,
            Code::Duplicate,
            "Someone with this number exists",
        )),
        Creation::NoBusiness => Outcome::UserError(Problems::only(
            business,
            Code::NotFound,
            "There is no such business",
        )),
        Creation::NoDraft => Outcome::UserError(Problems::only(
            "token",
            Code::Invalid,
            "The token is unknown, expired or redeemed",
        )),
    }
}
