//! The parts that a field is built from.

use sordino_core::field::{FieldKind, Spec};
use sordino_core::protocol::FieldOptions;
use sordino_core::words::Locale;

use crate::event_sender::EventSender;

/// The parts that a field is built from, besides its frame.
pub struct Plan<'a> {
    /// The kind of field.
    pub kind: FieldKind,
    /// The kind's row in the table of kinds.
    pub spec: &'static Spec,
    /// The field's options.
    pub options: &'a FieldOptions,
    /// The session's texts.
    pub locale: &'a Locale,
    /// The sender of the field's events.
    pub sender: &'a EventSender,
}
