//! PINs: their rule, and the Argon2 hashes that the sandbox stores instead of them.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::errors::Internal;

/// Whether a PIN is exactly four ASCII digits. No digits are too simple: the API's documentation
/// bans no pattern, and its own example is 1234.
pub fn is_valid(pin: &str) -> bool {
    pin.len() == 4 && pin.bytes().all(|byte| byte.is_ascii_digit())
}

/// Hashes PINs on threads that may block. Each hash takes 19 MiB, so only a few run at a time.
#[derive(Clone)]
pub struct Hasher {
    permits: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { permits: Arc::new(Semaphore::new(threads)) }
    }
}

impl Hasher {
    /// Hashes a PIN with Argon2id and a new salt, to a PHC string.
    pub async fn hash(&self, pin: String) -> Result<String, Internal> {
        self.run(move || {
            Argon2::default().hash_password(pin.as_bytes()).ok().map(|hash| hash.to_string())
        })
        .await?
        .ok_or(Internal)
    }

    /// Whether `hash` is a hash of `pin`.
    pub async fn verify(&self, pin: String, hash: String) -> Result<bool, Internal> {
        self.run(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Internal> {
        let _permit = self.permits.acquire().await.map_err(|_| Internal)?;
        tokio::task::spawn_blocking(job).await.map_err(|_| Internal)
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that can't continue fails")]
mod tests {
    use super::*;

    #[test]
    fn only_four_ascii_digits() {
        for good in ["0000", "1234", "9876"] {
            assert!(is_valid(good), "{good}");
        }
        for bad in ["", "123", "12345", "12a4", " 123", "1234 ", "١٢٣٤", "１２３４", "12\u{0}4"]
        {
            assert!(!is_valid(bad), "{bad:?}");
        }
    }

    #[tokio::test]
    async fn a_hash_is_salted_and_verifies() {
        let hasher = Hasher::default();
        let [one, two] =
            [hasher.hash("1234".to_owned()).await, hasher.hash("1234".to_owned()).await];
        let (one, two) = (one.expect("hashes"), two.expect("hashes"));
        assert_ne!(one, two);
        assert!(one.starts_with("$argon2id$"));
        assert!(hasher.verify("1234".to_owned(), one.clone()).await.expect("verifies"));
        assert!(!hasher.verify("1235".to_owned(), one).await.expect("verifies"));
    }
}
