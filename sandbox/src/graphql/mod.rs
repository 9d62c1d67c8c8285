//! The GraphQL API: the part of the real schema that the thirteen use cases need, and nothing that
//! is not in it.
//!
//! * [`guard`] what a document may cost, looked at before anything runs
//! * [`query`] the queries, [`node`] all that has an id
//! * [`mutation`] the mutations as a table: `client_tokens`, `set_pin`, `account_holders`,
//!   `documents`
//! * `payment_card`, `bank_accounts` what is revealed, and to whom
//! * `application`, `financial_account`, `external_account`, `organization` what leads to the ids of the thirteen cases,
//!   in pages (`connection`) that `filters` narrow; `ledger`, `transfers` what else a client may ask
//!   of an account
//! * [`problems`] `UserError` and `AccessDeniedError`
//!
//! `schema/highnote.graphql` is this schema's text; `sordino-sandbox schema` prints it.

#![expect(
    clippy::large_enum_variant,
    reason = "results are made once and never kept: boxes would only be in the way"
)]

pub mod account_holders;
mod application;
mod bank_accounts;
mod client_tokens;
mod connection;
mod documents;
mod external_account;
mod filters;
mod financial_account;
pub mod guard;
mod ledger;
mod mutation;
mod node;
mod organization;
mod payment_card;
mod problems;
mod query;
mod set_pin;
mod transfers;

use std::sync::Weak;

use async_graphql::{Context, EmptySubscription, SDLExportOptions, Schema};

use crate::caller::Caller;
use crate::cli::Environment;
use crate::errors::Internal;
use crate::world::{Shared, World};

/// The schema with its resolvers.
pub type ApiSchema = Schema<query::Query, mutation::Mutation, EmptySubscription>;

/// Makes the schema. `world` is upgraded by the resolvers; requests come only while it lives.
pub fn schema(world: Weak<World>, environment: Environment) -> ApiSchema {
    // Depth and size are the guard's; these are a second line behind it.
    let schema = Schema::build(query::Query, mutation::Mutation, EmptySubscription)
        .limit_depth(guard::MAX_DEPTH)
        .limit_complexity(guard::MAX_FIELDS)
        .limit_recursive_depth(64)
        .limit_directives(16)
        .data(world);
    // Documented for the test environment alone.
    match environment {
        Environment::Test => schema.finish(),
        Environment::Live => schema.disable_introspection().finish(),
    }
}

const HEADING: &str = "\
# The part of Highnote's public schema that Sordino's use cases need and the sandbox serves.
# Written by `cargo run -p sordino-sandbox -- schema`. Tests hold it to the server, and to the whole public schema where
# that is at hand.

";

/// The schema's text, as in `schema/highnote.graphql`: without descriptions, and without what every
/// GraphQL server has (its own directives, the names of the roots).
pub fn sdl() -> String {
    let exported = schema(Weak::new(), Environment::Test).sdl_with_options(SDLExportOptions::new());
    let mut text = HEADING.to_owned();
    let mut in_description = false;
    for line in exported.lines() {
        if line.trim() == "\"\"\"" {
            in_description = !in_description;
        } else if line.starts_with("schema {") {
            break;
        } else if !(in_description
            || line.starts_with("directive @")
            || line.is_empty() && text.ends_with("\n\n"))
        {
            text.push_str(&line.replace('\t', "  "));
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What every resolver asks of its context.
trait Ask {
    /// The world the request is for.
    fn world(&self) -> Result<Shared, Internal>;
    /// Who sent the request.
    fn caller(&self) -> Result<&Caller, Internal>;
}

impl Ask for Context<'_> {
    fn world(&self) -> Result<Shared, Internal> {
        self.data_opt::<Weak<World>>().and_then(Weak::upgrade).ok_or(Internal)
    }

    fn caller(&self) -> Result<&Caller, Internal> {
        self.data_opt::<Caller>().ok_or(Internal)
    }
}
