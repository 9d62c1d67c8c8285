//! How a shown value behaves.

use zeroize::Zeroizing;

/// How a shown value behaves.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Whether an answer of the API can be such a value: anything else is not shown.
    pub allows: fn(&str) -> bool,
    /// The value with its groups, as it is shown.
    pub format: fn(&str) -> Zeroizing<String>,
    /// What stands there while it is hidden: the same width whatever the value.
    pub mask: &'static str,
}
