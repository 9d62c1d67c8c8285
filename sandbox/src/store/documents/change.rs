//! The result of a change of state.

/// The result of a change of state.
#[derive(Debug)]
pub enum Change<T> {
    /// The change was made.
    Made(T),
    /// No object has this id.
    NotFound,
    /// The state does not allow it.
    Refused,
}
