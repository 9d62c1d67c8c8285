//! The sandbox: a local stand-in for the card API, with the customer's server, the frame and the
//! customer's pages. A real client can't tell it from the API by anything that is documented. It
//! serves the demo and the tests, and everything in it is made up.
//!
//! In reading order:
//!
//! * [`cli`] the command line, [`sandbox`] starts everything and ends it
//! * `origins` what each origin serves: `app`, `frame`, `api`, `upload`, `control`; `listen` their
//!   sockets; `deployed` the frame, deployed by the npm package's own program
//! * `graphql` the schema and its resolvers
//! * `caller` who sends a request, `rate_limit` how much a caller may ask, `token` client tokens,
//!   `token/scope.rs` their permissions; each resolver refuses a caller that lacks the permission
//! * `customer` the server that a user of Sordino writes
//! * `faults`, `requests` faults on purpose and the access log, for tests
//! * `uploads`, `pin`, `tax_numbers`, `tax_number_policy` documents, PINs and tax numbers
//! * `store` the database, and the made-up customer that it starts with
//! * `rules` which texts a field accepts; `clock`, `environment`, `keyed`, `random`, `text`,
//!   `addresses`, `errors` what all others use
//!
//! No two files need each other, which `xtask/tests/circles.rs` checks. No type contains the whole
//! sandbox: each origin has its own state, and resolvers get `graphql::Services`.
//!
//! The crate never prints or logs a secret, never stores a PIN that is not hashed, and serves no
//! field that is not in the real schema.

mod addresses;
mod caller;
pub mod cli;
mod clock;
mod customer;
mod deployed;
mod environment;
mod errors;
mod faults;
#[expect(
    clippy::struct_field_names,
    clippy::enum_variant_names,
    clippy::unused_async,
    clippy::duplicated_attributes,
    clippy::unnecessary_wraps,
    reason = "names are the schema's, and async-graphql makes resolvers async and nullable"
)]
mod graphql;
mod keyed;
mod listen;
mod origins;
mod pin;
mod random;
mod rate_limit;
mod requests;
mod rules;
pub mod sandbox;
mod store;
mod tax_number_policy;
mod tax_numbers;
mod text;
mod token;
mod uploads;

pub use addresses::Addresses;
pub use errors::{StartError, StoreError};
pub use graphql::sdl;
pub use store::Database;
