//! Tokenizing and creating persons, businesses and authorized users.
//!
//! * [`inputs`] what is told of them, [`checks`] holds it against the rules, [`types`] what the API
//!   shows, [`lists`] the lists of them and the lists that lead on from them
//!
//! Tokenizing puts the input aside for an hour; the organization's server redeems the token, once.
//! Creating with a client token is a policy of the sandbox (`--create-tokens`): which tokens may is
//! not published.

mod checks;
mod inputs;
mod lists;
mod types;

use async_graphql::{Context, SimpleObject, Union};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Ask as _;
use super::problems::{AccessDeniedError, Code, Outcome, Problems, result_union};
use crate::caller::Caller;
use crate::cli::CreateTokens;
use crate::errors::Internal;
use crate::random;
use crate::store::account_holders::{Creation, Draft, Holder, Kind};
use crate::text::{hex, sha256};
use crate::token::claims::ORGANIZATION;
use crate::token::scope::Permission;
use crate::world::World;

pub use inputs::{
    BusinessStructure, BusinessTitle, CreateUSBusinessAccountHolderFromTokenInput,
    CreateUSBusinessAccountHolderInput, CreateUSPersonAccountHolderFromTokenInput,
    CreateUSPersonAccountHolderInput, CreateUSPersonAuthorizedUserFromTokenInput,
    CreateUSPersonAuthorizedUserInput, PhoneLabel, UnsignedInt,
};
pub use lists::{
    USBusinessAccountHolderConnection, USPersonAccountHolderConnection, businesses, persons,
};
pub use types::{
    Address, BusinessName, Name, Phone, USBusinessAccountHolder, USPersonAccountHolder,
    USPersonAuthorizedUser, part, phones,
};

/// How long a tokenized input is kept.
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
    /// A token for the person, or why there is none.
    TokenizeUSPersonAccountHolderPayload = USPersonAccountHolderToken
);
result_union!(
    /// A token for the business, or why there is none.
    TokenizeUSBusinessAccountHolderPayload = USBusinessAccountHolderToken
);
result_union!(
    /// The person, or why they were not created.
    CreateUSPersonAccountHolderPayload = USPersonAccountHolder
);
result_union!(
    /// The business, or why it was not created.
    CreateUSBusinessAccountHolderPayload = USBusinessAccountHolder
);
result_union!(
    /// The authorized user, or why they were not created.
    CreateUSPersonAuthorizedUserPayload = USPersonAuthorizedUser
);
result_union!(
    /// The person, or why they were not created.
    CreateUSPersonAccountHolderFromTokenPayload = USPersonAccountHolder
);
result_union!(
    /// The business, or why it was not created.
    CreateUSBusinessAccountHolderFromTokenPayload = USBusinessAccountHolder
);
result_union!(
    /// The authorized user, or why they were not created.
    CreateUSPersonAuthorizedUserFromTokenPayload = USPersonAuthorizedUser
);

/// A token for the authorized user, or that the caller may not. This union has no `UserError`, in
/// the real schema too.
#[derive(Union)]
pub enum TokenizeUSPersonAuthorizedUserPayload {
    USPersonAuthorizedUserToken(USPersonAuthorizedUserToken),
    AccessDeniedError(AccessDeniedError),
}

/// An input that a draft can be made of.
pub trait Drafted {
    /// What its client token must allow.
    const PERMISSION: Permission;
    /// The draft, or all that is wrong.
    fn draft(&self, world: &World) -> Result<Draft, Problems>;
}

impl Drafted for CreateUSPersonAccountHolderInput {
    const PERMISSION: Permission = Permission::TokenizeAccountHolder;

    fn draft(&self, world: &World) -> Result<Draft, Problems> {
        checks::Checker::new(&world.keyed, today(world)).person(self)
    }
}

impl Drafted for CreateUSBusinessAccountHolderInput {
    const PERMISSION: Permission = Permission::TokenizeAccountHolder;

    fn draft(&self, world: &World) -> Result<Draft, Problems> {
        checks::Checker::new(&world.keyed, today(world)).business(self)
    }
}

impl Drafted for CreateUSPersonAuthorizedUserInput {
    const PERMISSION: Permission = Permission::TokenizeAuthorizedUser;

    fn draft(&self, world: &World) -> Result<Draft, Problems> {
        checks::Checker::new(&world.keyed, today(world)).authorized_user(self)
    }
}

fn today(world: &World) -> Date {
    TimeZone::UTC.to_datetime(world.clock.now()).date()
}

/// Puts an input aside and returns the token that stands for it.
async fn put_aside<I: Drafted>(ctx: &Context<'_>, input: &I) -> Result<Outcome<String>, Internal> {
    let world = ctx.world()?;
    if !ctx.caller()?.allows(I::PERMISSION, ORGANIZATION) {
        return Ok(Outcome::AccessDenied);
    }
    let draft = match input.draft(&world) {
        Ok(draft) => draft,
        Err(problems) => return Ok(Outcome::UserError(problems)),
    };
    let token = hex(&random::bytes::<32>());
    world
        .store
        .put_draft_aside(sha256(&token), draft, world.clock.now_seconds() + LIFETIME_SECONDS)
        .await?;
    Ok(Outcome::Done(token))
}

/// `tokenizeUSPersonAccountHolder`.
pub async fn tokenize_person(
    ctx: &Context<'_>,
    input: CreateUSPersonAccountHolderInput,
) -> Result<Outcome<USPersonAccountHolderToken>, Internal> {
    Ok(put_aside(ctx, &input).await?.map(|token| USPersonAccountHolderToken { token }))
}

/// `tokenizeUSBusinessAccountHolder`. Its argument may be left out, but there is nothing to
/// tokenize then.
pub async fn tokenize_business(
    ctx: &Context<'_>,
    input: Option<CreateUSBusinessAccountHolderInput>,
) -> Result<Outcome<USBusinessAccountHolderToken>, Internal> {
    let Some(input) = input else {
        let allowed = ctx.caller()?.allows(Permission::TokenizeAccountHolder, ORGANIZATION);
        let problems = Problems::only("", Code::Required, "is required");
        return Ok(if allowed { Outcome::UserError(problems) } else { Outcome::AccessDenied });
    };
    Ok(put_aside(ctx, &input).await?.map(|token| USBusinessAccountHolderToken { token }))
}

/// `tokenizeUSPersonAuthorizedUser`. What is wrong with the input can only be said as a top-level
/// error: by path, never with a value.
pub async fn tokenize_authorized_user(
    ctx: &Context<'_>,
    input: CreateUSPersonAuthorizedUserInput,
) -> async_graphql::Result<TokenizeUSPersonAuthorizedUserPayload> {
    match put_aside(ctx, &input).await? {
        Outcome::Done(token) => Ok(USPersonAuthorizedUserToken { token }.into()),
        Outcome::AccessDenied => Ok(AccessDeniedError::new().into()),
        Outcome::UserError(problems) => {
            Err(async_graphql::Error::new(format!("Invalid input: {}", problems.paths())))
        }
    }
}

/// Creates someone from an input. A client token may where the sandbox's policy lets it.
pub async fn create<I: Drafted, T: From<Holder>>(
    ctx: &Context<'_>,
    input: I,
) -> Result<Outcome<T>, Internal> {
    let world = ctx.world()?;
    let caller = ctx.caller()?;
    let allowed = match (caller, world.create_tokens) {
        (Caller::Server, _) => true,
        (Caller::Client(_), CreateTokens::None) => false,
        (Caller::Client(token), CreateTokens::Tokenize) => {
            token.allows(I::PERMISSION, ORGANIZATION)
        }
    };
    if !allowed {
        return Ok(Outcome::AccessDenied);
    }
    let draft = match input.draft(&world) {
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
    let creation = world
        .store
        .create_account_holder(draft, world.tax_numbers(), world.clock.now_seconds())
        .await?;
    Ok(created(creation, tax_number, "accountHolderId"))
}

/// Creates whom a token stands for. Only a server may.
pub async fn redeem<T: From<Holder>>(
    ctx: &Context<'_>,
    kind: Kind,
    token: &str,
) -> Result<Outcome<T>, Internal> {
    let world = ctx.world()?;
    if !ctx.caller()?.is_server() {
        return Ok(Outcome::AccessDenied);
    }
    let creation = world
        .store
        .redeem_draft(sha256(token), kind, world.tax_numbers(), world.clock.now_seconds())
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
