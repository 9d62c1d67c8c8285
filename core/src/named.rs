//! Enums whose values have a name in messages, in the page's options, or in error codes. One list
//! declares both the values and their names.

use crate::text::split;

/// Declares such an enum with `ALL`, `name` and `from_name`.
macro_rules! named {
    ($(#[$meta:meta])* pub enum $Enum:ident { $($(#[$variant_meta:meta])* $Variant:ident = $name:tt,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        pub enum $Enum {
            $($(#[$variant_meta])* #[cfg_attr(feature = "typescript", ts(rename = $name))] $Variant,)+
        }

        impl $Enum {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The names, each followed by a space. They are one text, because a list of texts
            /// takes eight more bytes per name.
            const NAMES: &'static str = concat!($($name, " "),+);

            /// Returns the value's name.
            pub fn name(self) -> &'static str {
                $crate::named::name(Self::NAMES, self as usize)
            }

            /// Returns the value with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                $crate::named::position(Self::NAMES, name).and_then(|at| Self::ALL.get(at).copied())
            }
        }
    };
}

pub(crate) use named;

/// Returns the name at a position in `names`.
#[inline(never)]
pub(crate) fn name(names: &'static str, at: usize) -> &'static str {
    split(names, b' ').nth(at).unwrap_or_default()
}

/// Returns the position of `name` in `names`.
#[inline(never)]
pub(crate) fn position(names: &str, name: &str) -> Option<usize> {
    split(names, b' ').position(|known| known == name)
}
