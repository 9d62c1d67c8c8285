//! Where documents are put.

use axum::Router;

use super::{faulty, logged};
use crate::faults::Target;
use crate::world::Shared;

/// The upload origin's router.
pub fn router(world: &Shared) -> Router {
    logged(faulty(Router::new(), world, Target::Upload), world, "upload")
}
