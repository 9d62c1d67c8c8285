//! A text that came from outside and must not be printed.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Wiped on drop; its `Debug` shows nothing. [`SecretText::into_inner`] opens it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Opens it.
    pub fn into_inner(self) -> Zeroizing<String> {
        self.0
    }
}

impl From<Zeroizing<String>> for SecretText {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
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
    fn it_does_not_print() {
        assert_eq!(format!("{:?}", SecretText::from(Zeroizing::new("1234".to_owned()))), "SecretText(_)");
    }
}
