//! The RSA key for RS256, made once for each database.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rand::rngs::OsRng;
use rsa::RsaPrivateKey;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey, EncodeRsaPublicKey};
use sha2::{Digest, Sha256};

use super::claims::{AUDIENCE, Claims, ISSUER};
use crate::errors::StartError;
use crate::store::Store;
use crate::text::hex;

/// The longest token that is checked.
const MAX_LENGTH: usize = 8 * 1024;

/// Signs client tokens and checks their signatures.
pub struct Signer {
    key_id: String,
    private: EncodingKey,
    public: DecodingKey,
    validation: Validation,
}

impl Signer {
    /// Reads the database's key, and makes it the first time.
    pub async fn load(store: &Store) -> Result<Self, StartError> {
        let problem = |error: &dyn std::fmt::Display| StartError::SigningKey(error.to_string());
        let private =
            store.secret("signing-key", new_key).await.map_err(|error| problem(&error))?;
        let key = RsaPrivateKey::from_pkcs1_der(&private).map_err(|error| problem(&error))?;
        let public = key.to_public_key().to_pkcs1_der().map_err(|error| problem(&error))?;

        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["aud", "iss", "exp"]);
        // Expiry is checked elsewhere, by the sandbox's clock.
        validation.validate_exp = false;

        Ok(Self {
            key_id: hex(&Sha256::digest(public.as_bytes())[..8]),
            private: EncodingKey::from_rsa_der(&private),
            public: DecodingKey::from_rsa_der(public.as_bytes()),
            validation,
        })
    }

    /// Signs the claims as a compact JWT.
    pub fn sign(&self, claims: &Claims) -> Result<String, jsonwebtoken::errors::Error> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.key_id.clone());
        jsonwebtoken::encode(&header, claims, &self.private)
    }

    /// Returns the claims if the signature, the issuer and the audience are right. It does not
    /// check the time.
    pub fn check(&self, token: &str) -> Option<Claims> {
        if token.len() > MAX_LENGTH {
            return None;
        }
        let checked = jsonwebtoken::decode::<Claims>(token, &self.public, &self.validation).ok()?;
        (checked.header.kid.as_ref() == Some(&self.key_id)).then_some(checked.claims)
    }
}

/// Makes an RSA key of 2048 bits in PKCS #1 DER. The bytes are empty if the system has no
/// randomness, and reading the key fails then.
fn new_key() -> Vec<u8> {
    RsaPrivateKey::new(&mut OsRng, 2048)
        .ok()
        .and_then(|key| key.to_pkcs1_der().ok())
        .map(|der| der.as_bytes().to_vec())
        .unwrap_or_default()
}
