//! The services of resolvers, and access to them from a request's context.

use async_graphql::Context;

use crate::caller::Caller;
use crate::clock::Clock;
use crate::environment::CreateTokens;
use crate::errors::Internal;
use crate::keyed::Keyed;
use crate::pin::Hasher;
use crate::store::Store;
use crate::tax_number_policy::TaxNumberPolicy;
use crate::token::Tokens;
use crate::uploads::UploadAddresses;

/// The services that resolvers use.
pub struct Services {
    pub store: Store,
    pub clock: Clock,
    /// Keyed hashes of tax numbers.
    pub keyed: Keyed,
    /// Hashes PINs.
    pub pins: Hasher,
    /// Mints client tokens.
    pub tokens: Tokens,
    pub upload_addresses: UploadAddresses,
    /// Which client tokens may create account holders.
    pub create_tokens: CreateTokens,
    pub tax_numbers: TaxNumberPolicy,
}

/// Access to the services and the caller from a resolver's context.
pub trait RequestContext {
    /// The services. They are missing only in a schema that is made to be printed.
    fn services(&self) -> Result<&Services, Internal>;
    /// The sender of the request.
    fn caller(&self) -> Result<&Caller, Internal>;
    /// The store.
    fn store(&self) -> Result<&Store, Internal>;
    /// The time by the sandbox's clock, in seconds since 1970.
    fn now(&self) -> Result<i64, Internal>;
}

impl RequestContext for Context<'_> {
    fn services(&self) -> Result<&Services, Internal> {
        self.data_opt::<Services>().ok_or(Internal)
    }

    fn caller(&self) -> Result<&Caller, Internal> {
        self.data_opt::<Caller>().ok_or(Internal)
    }

    fn store(&self) -> Result<&Store, Internal> {
        Ok(&self.services()?.store)
    }

    fn now(&self) -> Result<i64, Internal> {
        Ok(self.services()?.clock.now_seconds())
    }
}
