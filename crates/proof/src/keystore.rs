//! A private key as a sealed blob, for a file or a row: AES-256-GCM (NIST SP 800-38D) under a master key
//! of 32 bytes that is kept elsewhere. The key's name is sealed with it, so that one blob cannot be
//! put in the place of another. Where blobs and the master key live is not our business.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf;
use zeroize::Zeroizing;

use crate::key::{Algorithm, KeyError, LocalKey};

/// The largest blob that is opened, in bytes. An RSA key of 3072 bits has less than two thousand.
pub const BLOB_BYTES_MOST: usize = 16 * 1024;
/// The first bytes of a blob: what it is, and in which manner it was made.
const MARK: &[u8; 16] = b"diwan sealed k1\n";

/// A key's length for HKDF.
struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        AES_256_GCM.key_len()
    }
}

/// Seals a key under its name.
pub fn seal(name: &str, key: &LocalKey, master: &[u8; 32]) -> Result<Vec<u8>, KeyError> {
    seal_secret(name, &key.to_pkcs8()?, master)
}

/// Seals any other secret under its name: what an authenticator shares with us, for instance.
pub fn seal_secret(name: &str, secret: &[u8], master: &[u8; 32]) -> Result<Vec<u8>, KeyError> {
    let failed = |_| KeyError::Failed(format!("the secret {name} could not be sealed"));
    let mut text = Zeroizing::new(secret.to_vec());
    let nonce = cipher(master)
        .and_then(|cipher| cipher.seal_in_place_append_tag(Aad::from(bound(name)), &mut *text))
        .map_err(failed)?;
    Ok([MARK.as_slice(), nonce.as_ref(), text.as_slice()].concat())
}

/// Opens what [`seal`] made under that name. The error does not say which of name, master key and
/// bytes is wrong, because nobody can know.
pub fn open(name: &str, algorithm: Algorithm, blob: &[u8], master: &[u8; 32]) -> Result<LocalKey, KeyError> {
    LocalKey::from_pkcs8(algorithm, &open_secret(name, blob, master)?)
}

/// Opens what [`seal_secret`] made under that name.
pub fn open_secret(name: &str, blob: &[u8], master: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let sealed = || KeyError::Sealed(name.to_string());
    let rest = blob.strip_prefix(MARK.as_slice()).filter(|_| blob.len() <= BLOB_BYTES_MOST).ok_or_else(sealed)?;
    let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>().ok_or_else(sealed)?;
    let mut text = Zeroizing::new(text.to_vec());
    let cipher = cipher(master).map_err(|_| sealed())?;
    let nonce = Nonce::assume_unique_for_key(*nonce);
    let length = cipher.open_in_place(nonce, Aad::from(bound(name)), &mut text).map_err(|_| sealed())?.len();
    text.truncate(length);
    Ok(text)
}

/// The master key serves other purposes too: each has its own key from it (RFC 5869).
fn cipher(master: &[u8; 32]) -> Result<RandomizedNonceKey, aws_lc_rs::error::Unspecified> {
    let mut bytes = Zeroizing::new([0; 32]);
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]);
    salt.extract(master).expand(&[MARK.as_slice()], Length)?.fill(bytes.as_mut_slice())?;
    RandomizedNonceKey::new(&AES_256_GCM, bytes.as_slice())
}

fn bound(name: &str) -> Vec<u8> {
    [MARK.as_slice(), name.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithm;
    use crate::key::Key;

    const MASTER: [u8; 32] = [7; 32];

    #[test]
    fn what_was_sealed_opens_under_its_name_alone() {
        for kind in [Algorithm::P256, Algorithm::Rsa3072, Algorithm::Ed25519] {
            let key = LocalKey::generate(kind).expect("a key");
            let blob = seal("seal/2026", &key, &MASTER).expect("sealed");
            let again = open("seal/2026", kind, &blob, &MASTER).expect("opened");
            assert_eq!(again.public(), key.public());
            let signature = again.sign(b"a paper").expect("signed");
            assert!(algorithm::verify(kind, key.public(), b"a paper", &signature));
            assert!(!algorithm::verify(kind, key.public(), b"another", &signature));
            let refused = |opened: Result<LocalKey, KeyError>| opened.expect_err("refused").code();
            assert_eq!(refused(open("seal/2025", kind, &blob, &MASTER)), "key-sealed");
            assert_eq!(refused(open("seal/2026", kind, &blob, &[8; 32])), "key-sealed");
        }
    }

    #[test]
    fn a_change_anywhere_is_refused() {
        let key = LocalKey::generate(Algorithm::P256).expect("a key");
        let blob = seal("seal", &key, &MASTER).expect("sealed");
        let plain = key.to_pkcs8().expect("a key");
        assert!(!blob.windows(32).any(|window| plain.windows(32).any(|secret| secret == window)));
        for at in 0..blob.len() {
            let mut changed = blob.clone();
            changed[at] ^= 1;
            assert!(open("seal", Algorithm::P256, &changed, &MASTER).is_err(), "a change at {at} was not seen");
            assert!(open("seal", Algorithm::P256, &blob[..at], &MASTER).is_err(), "cut at {at}");
        }
        let again = seal("seal", &key, &MASTER).expect("sealed");
        assert_ne!(blob, again, "each sealing has its own chance");
    }

    #[test]
    fn a_key_of_another_kind_is_refused() {
        let key = LocalKey::generate(Algorithm::P256).expect("a key");
        let blob = seal("seal", &key, &MASTER).expect("sealed");
        let other = open("seal", Algorithm::Ed25519, &blob, &MASTER).expect_err("another kind");
        assert_eq!(other, KeyError::NotAKey("ed25519"));
    }
}
