//! A text from outside that must not be printed.

use zeroize::Zeroizing;

/// A text that is wiped on drop and whose `Debug` shows nothing. [`SecretText::into_inner`] opens
/// it.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Opens the text.
    pub fn into_inner(self) -> Zeroizing<String> {
        self.0
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText(_)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_no_content() {
        assert_eq!(format!("{:?}", SecretText::from("1234".to_owned())), "SecretText(_)");
    }
}
