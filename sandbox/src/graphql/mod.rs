//! The GraphQL API: the part of the real schema that the thirteen use cases need, and nothing that
//! is not in it.
//!
//! * [`query`] the queries, [`node`] all objects that have an id
//! * [`mutation`] the mutations as a table: `client_tokens`, `set_pin`, `account_holders`,
//!   `documents`
//! * `payment_card`, `bank_accounts` the numbers that are revealed, and to whom
//! * `application`, `financial_account`, `external_account`, `organization` the objects that lead
//!   to the ids of the thirteen use cases, in pages (`connection`) that `filters` narrow
//! * `ledger`, `transfers` other fields of an account, which clients may ask for
//! * [`guard`] what a document may cost, checked before anything runs
//! * `context` what resolvers work with, [`problems`] `UserError` and `AccessDeniedError`
//!
//! The schema's types refer to each other, but the files do not: a type is in one file, and its
//! resolvers are in another above it where they lead to types that lead back.
//!
//! `schema/highnote.graphql` is this schema's text; `sordino-sandbox schema` prints it.

#![expect(
    clippy::large_enum_variant,
    reason = "results are made once and never kept, so boxes gain nothing"
)]

pub mod account_holders;
mod application;
mod bank_accounts;
mod client_tokens;
mod connection;
mod context;
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
mod unsigned_int;

use async_graphql::{EmptySubscription, SDLExportOptions, Schema, SchemaBuilder};

use crate::environment::Environment;

pub use context::Services;

/// The schema with its resolvers.
pub type ApiSchema = Schema<query::Query, mutation::Mutation, EmptySubscription>;

type Builder = SchemaBuilder<query::Query, mutation::Mutation, EmptySubscription>;

/// Makes the schema of an environment, with the services that its resolvers use.
pub fn schema(services: Services, environment: Environment) -> ApiSchema {
    let schema = builder().data(services);
    // The documentation describes introspection of the test environment only.
    match environment {
        Environment::Test => schema.finish(),
        Environment::Live => schema.disable_introspection().finish(),
    }
}

fn builder() -> Builder {
    // The guard limits depth and size. These limits are a second line of defence.
    Schema::build(query::Query, mutation::Mutation, EmptySubscription)
        .limit_depth(guard::MAX_DEPTH)
        .limit_complexity(guard::MAX_FIELDS)
        .limit_recursive_depth(64)
        .limit_directives(16)
}

const HEADING: &str = "\
# The part of Highnote's public schema that Sordino's use cases need and the sandbox serves.
# Written by `cargo run -p sordino-sandbox -- schema`. Tests compare it with the server, and with
# the whole public schema if that file is available.

";

/// Returns the schema's text, as in `schema/highnote.graphql`. It leaves out descriptions, and what
/// every GraphQL server has: its own directives and the names of the roots.
pub fn sdl() -> String {
    let exported = builder().finish().sdl_with_options(SDLExportOptions::new());
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
