//! The behaviour of a shown value.

use zeroize::Zeroizing;

/// The behaviour of a shown value.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Whether a text of the API can be this value. Any other text is not shown.
    pub allows: fn(&str) -> bool,
    /// Formats the value in groups.
    pub format: fn(&str) -> Zeroizing<String>,
    /// The mask of a hidden value. Its width does not depend on the value.
    pub mask: &'static str,
}
