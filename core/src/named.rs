//! Enums whose values have a name outside: in messages, in the page's options, in error codes. One
//! list says both.

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

            /// A static, of which there is one; a constant would be in the wasm once for each crate
            /// that asks for a name.
            fn names() -> &'static [&'static str] {
                static NAMES: &[&str] = &[$($name),+];
                NAMES
            }

            /// Its name outside.
            pub fn name(self) -> &'static str {
                Self::names()[self as usize]
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                $crate::named::position(Self::names(), name).map(|at| Self::ALL[at])
            }
        }
    };
}

pub(crate) use named;

/// Where `name` stands among `names`.
pub(crate) fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}
