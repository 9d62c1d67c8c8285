//! Enums whose values have a name outside: in messages, in the page's options, in error codes. One list says both.

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

            /// Its name outside.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

pub(crate) use named;
