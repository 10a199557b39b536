//! Private keys: the one thing that signs. A key lives in memory here, in a file through
//! [`crate::keystore`], or in a token through [`crate::pkcs11`]; whoever signs sees only [`Key`].
//!
//! What a key signs is decided elsewhere: `cms` for papers, `stamp` for time, `authority` for
//! certificates. Verification by public key alone is in [`crate::algorithm`].

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use zeroize::Zeroizing;

/// What a key signs with. One digest goes with each, so that no caller can choose a weak one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256 (FIPS 186-5): the default, taken by every token and reader.
    P256,
    /// RSA of 3072 bits, PKCS#1 v1.5 with SHA-256 (RFC 8017 §8.2), for readers that know nothing else.
    Rsa3072,
    /// Ed25519 (RFC 8032): for notes and checkpoints. In CMS it goes with SHA-512 (RFC 8419 §3.1).
    Ed25519,
}

impl Algorithm {
    /// The stable name, for configuration and statistics.
    pub fn code(self) -> &'static str {
        match self {
            Algorithm::P256 => "p256",
            Algorithm::Rsa3072 => "rsa3072",
            Algorithm::Ed25519 => "ed25519",
        }
    }

    /// The algorithm of that name, if it is one of ours.
    pub fn from_code(code: &str) -> Option<Algorithm> {
        [Algorithm::P256, Algorithm::Rsa3072, Algorithm::Ed25519].into_iter().find(|one| one.code() == code)
    }
}

/// Who can sign. Several threads may ask at once.
pub trait Key: Send + Sync {
    /// What [`Key::sign`] signs with.
    fn algorithm(&self) -> Algorithm;
    /// The public key as SubjectPublicKeyInfo, DER (RFC 5280 §4.1.2.7).
    fn public(&self) -> &[u8];
    /// Signs the message itself, not its digest. ECDSA answers in DER (RFC 3279 §2.2.3), RSA and
    /// Ed25519 raw. A token may be away or refuse: the error says which.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// Why a key could not be had or would not sign. The sentences are for the log, with the remedy;
/// what a person reads is chosen from [`KeyError::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The bytes are no private key of the algorithm asked for.
    #[error("these bytes are not a private key of kind {0} in PKCS#8; give the file that `generate` made")]
    NotAKey(&'static str),
    /// The sealed file cannot be opened: another master key, another name, or changed bytes.
    #[error("the key {0} cannot be opened: wrong master key, renamed or damaged file; restore it from its copy")]
    Sealed(String),
    /// The PKCS#11 library cannot be loaded or started.
    #[error("the token library {path} cannot be used ({why}); check its path and that its packages are installed")]
    Module { path: String, why: String },
    /// No token of that name is present.
    #[error("the token {0} is not there; plug it in, or start its service, and try again")]
    Unplugged(String),
    /// The PIN was refused. Asking again and again locks the token: nobody should retry alone.
    #[error("the token {0} refused the PIN; correct it before trying again, few tries are left")]
    Pin(String),
    /// Too many wrong PINs: only the token's officer can unlock it.
    #[error("the token {0} is locked after wrong PINs; its security officer must unlock it")]
    Locked(String),
    /// The token has no such key, or more than one.
    #[error("the token {token} holds {found} keys labelled {label}; exactly one is needed")]
    Missing { token: String, label: String, found: usize },
    /// The token's key is of a kind that we do not sign with.
    #[error("the key {label} is {kind}; P-256 or RSA of 3072 bits, open after one PIN, is needed")]
    Unsuitable { label: String, kind: String },
    /// The operation failed for another reason.
    #[error("the key did not sign: {0}")]
    Failed(String),
}

impl KeyError {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            KeyError::NotAKey(_) => "key-not-a-key",
            KeyError::Sealed(_) => "key-sealed",
            KeyError::Module { .. } => "key-module",
            KeyError::Unplugged(_) => "key-unplugged",
            KeyError::Pin(_) => "key-pin",
            KeyError::Locked(_) => "key-locked",
            KeyError::Missing { .. } => "key-missing",
            KeyError::Unsuitable { .. } => "key-unsuitable",
            KeyError::Failed(_) => "key-failed",
        }
    }
}

/// A key held in this process's memory.
pub struct LocalKey {
    pair: Pair,
    public: Vec<u8>,
}

enum Pair {
    P256(EcdsaKeyPair),
    Rsa3072(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl LocalKey {
    /// A new key from the system's chance. RSA takes about a second.
    pub fn generate(algorithm: Algorithm) -> Result<LocalKey, KeyError> {
        let failed = |_| KeyError::Failed("the system gave no chance to make a key from".into());
        LocalKey::from_pair(match algorithm {
            Algorithm::P256 => Pair::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map_err(failed)?),
            Algorithm::Rsa3072 => Pair::Rsa3072(Box::new(RsaKeyPair::generate(KeySize::Rsa3072).map_err(failed)?)),
            Algorithm::Ed25519 => Pair::Ed25519(Ed25519KeyPair::generate().map_err(failed)?),
        })
    }

    /// Reads an unencrypted PKCS#8 key (RFC 5958), DER, of that algorithm.
    pub fn from_pkcs8(algorithm: Algorithm, der: &[u8]) -> Result<LocalKey, KeyError> {
        let not_one = |_| KeyError::NotAKey(algorithm.code());
        LocalKey::from_pair(match algorithm {
            Algorithm::P256 => {
                Pair::P256(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der).map_err(not_one)?)
            }
            Algorithm::Rsa3072 => {
                let pair = RsaKeyPair::from_pkcs8(der).map_err(not_one)?;
                if pair.public_modulus_len() * 8 != 3072 {
                    return Err(KeyError::NotAKey(algorithm.code()));
                }
                Pair::Rsa3072(Box::new(pair))
            }
            Algorithm::Ed25519 => Pair::Ed25519(Ed25519KeyPair::from_pkcs8(der).map_err(not_one)?),
        })
    }

    /// The key as unencrypted PKCS#8, DER. To keep it, seal it with [`crate::keystore::seal`].
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let failed = |_| KeyError::Failed("the key cannot be written out".into());
        Ok(Zeroizing::new(match &self.pair {
            Pair::P256(pair) => pair.to_pkcs8v1().map_err(failed)?.as_ref().to_vec(),
            Pair::Rsa3072(pair) => AsDer::<Pkcs8V1Der>::as_der(pair.as_ref()).map_err(failed)?.as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.to_pkcs8v1().map_err(failed)?.as_ref().to_vec(),
        }))
    }

    fn from_pair(pair: Pair) -> Result<LocalKey, KeyError> {
        let failed = |_| KeyError::Failed("the public key cannot be written out".into());
        let public = match &pair {
            Pair::P256(pair) => AsDer::<PublicKeyX509Der>::as_der(pair.public_key()).map_err(failed)?,
            Pair::Rsa3072(pair) => AsDer::<PublicKeyX509Der>::as_der(pair.public_key()).map_err(failed)?,
            Pair::Ed25519(pair) => AsDer::<PublicKeyX509Der>::as_der(pair.public_key()).map_err(failed)?,
        };
        Ok(LocalKey { public: public.as_ref().to_vec(), pair })
    }
}

impl Key for LocalKey {
    fn algorithm(&self) -> Algorithm {
        match self.pair {
            Pair::P256(_) => Algorithm::P256,
            Pair::Rsa3072(_) => Algorithm::Rsa3072,
            Pair::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    fn public(&self) -> &[u8] {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let failed = |_| KeyError::Failed("the library refused to sign".into());
        let chance = SystemRandom::new();
        match &self.pair {
            Pair::P256(pair) => Ok(pair.sign(&chance, message).map_err(failed)?.as_ref().to_vec()),
            Pair::Rsa3072(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &chance, message, &mut signature).map_err(failed)?;
                Ok(signature)
            }
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
        }
    }
}

/// Prints which key, never the key.
impl std::fmt::Debug for LocalKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "LocalKey({})", self.algorithm().code())
    }
}
