//! What happens to the world before a request is carried out.

use super::{Fault, Kind};
use crate::errors::StoreError;
use crate::text::sha256;
use crate::world::World;

impl Fault {
    /// Lets it happen. `authorization` is the request's header.
    pub async fn befall(
        &self,
        world: &World,
        authorization: Option<&str>,
    ) -> Result<(), StoreError> {
        match self.kind {
            Kind::ClockJump => {
                world.clock.jump(self.seconds.unwrap_or_default());
                Ok(())
            }
            Kind::TokenEnded => {
                match authorization.and_then(|header| header.trim().split_once(' ')) {
                    Some((_, token)) => {
                        world.store.end_token(sha256(token.trim()), world.clock.now_seconds()).await
                    }
                    None => Ok(()),
                }
            }
            Kind::Drop
            | Kind::Delay
            | Kind::Hold
            | Kind::Status
            | Kind::Malformed
            | Kind::Truncated
            | Kind::Redirect
            | Kind::Html
            | Kind::ContentType
            | Kind::Oversized
            | Kind::Never
            | Kind::Reorder
            | Kind::GraphqlErrors
            | Kind::NullMember
            | Kind::ExtraFields => Ok(()),
        }
    }
}
