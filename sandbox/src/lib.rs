//! The sandbox: a local stand-in for the card API that a real client can't tell apart in what is
//! documented, with the customer's server, the frame and the pages around it. For the demo and the
//! tests; everything in it is made up.
//!
//! In reading order:
//!
//! * [`cli`] the command line
//! * [`sandbox`] starts everything and ends it
//! * `deployed` the frame, as the npm package's own program deploys it
//! * `listen` sockets; `origins` what is served on them: `app`, `frame`, `api`, `upload`, `control`
//! * `caller` who sends a request; `token` client tokens; `rate_limit` how much they may ask
//! * `graphql` the schema and what its fields do; `rules` what may stand in a field; `pin` how PINs
//!   are kept, `keyed` and `tax_numbers` how tax numbers are; `uploads` what becomes of documents
//! * `customer` what someone who uses Sordino writes on their own server
//! * `store` what is remembered, and the made-up customer everything starts with
//! * `clock`, `faults`, `requests` time, mishaps and the access log, for tests
//!
//! Never in here: a secret on stderr or in the access log, a PIN that is not hashed, a field that
//! is not in the real schema.

mod addresses;
mod caller;
pub mod cli;
mod clock;
mod customer;
mod deployed;
mod errors;
mod faults;
#[expect(
    clippy::struct_field_names,
    clippy::enum_variant_names,
    clippy::unused_async,
    clippy::duplicated_attributes,
    clippy::unnecessary_wraps,
    reason = "names are the schema's; resolvers are async and nullable as async-graphql and the schema have them"
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
mod tax_numbers;
mod text;
mod token;
mod uploads;
mod world;

pub use addresses::Addresses;
pub use errors::{StartError, StoreError};
pub use graphql::sdl;
pub use store::Database;
