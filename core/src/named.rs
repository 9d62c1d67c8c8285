//! Enums whose values have a name outside: in messages, in the page's options, in error codes. One
//! list says both.

use crate::text::split;

/// Declares such an enum, with `ALL`, `name` and `from_name`.
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

            /// The names, each with a blank behind it. One text: a list of texts has eight bytes
            /// more for each.
            const NAMES: &'static str = concat!($($name, " "),+);

            /// Its name outside.
            pub fn name(self) -> &'static str {
                $crate::named::name(Self::NAMES, self as usize)
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                $crate::named::position(Self::NAMES, name).and_then(|at| Self::ALL.get(at).copied())
            }
        }
    };
}

pub(crate) use named;

/// The name at a place of `names`.
#[inline(never)]
pub(crate) fn name(names: &'static str, at: usize) -> &'static str {
    split(names, b' ').nth(at).unwrap_or_default()
}

/// Where `name` stands among `names`.
#[inline(never)]
pub(crate) fn position(names: &str, name: &str) -> Option<usize> {
    split(names, b' ').position(|known| known == name)
}
