//! What a field is built of.

use sordino_core::field::{FieldKind, Spec};
use sordino_core::protocol::FieldOptions;
use sordino_core::words::Locale;

use crate::outlet::Outlet;

/// What a field is built of, beside its document.
pub struct Plan<'a> {
    /// What it is for.
    pub kind: FieldKind,
    /// The row of its kind.
    pub spec: &'static Spec,
    /// How it is to be.
    pub options: &'a FieldOptions,
    /// What it says.
    pub locale: &'a Locale,
    /// Where it says what happened.
    pub outlet: &'a Outlet,
}
