//! How the secret of an authenticator lies in the database: encrypted (AES-256-GCM) with a key of its own
//! that follows from the installation's master key, and bound to its account, so that a copy of the
//! database gives no code and a row moved to another account opens for nobody.

use crate::{Desk, Error, Result};
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf;
use data_encoding::BASE64;
use uuid::Uuid;

/// The first word of a kept secret: in which manner it was made.
const MARK: &str = "diwan-factor-1";

struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        AES_256_GCM.key_len()
    }
}

fn failed() -> Error {
    Error::Setup("the secret of a second factor does not open: is this the master key it was kept under?".into())
}

/// The master key serves other purposes too: each has its own key from it (RFC 5869).
fn cipher(desk: &Desk) -> Result<RandomizedNonceKey> {
    let mut bytes = [0; 32];
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]);
    salt.extract(&desk.options.master.0)
        .expand(&[MARK.as_bytes()], Length)
        .and_then(|key| key.fill(&mut bytes))
        .map_err(|_| failed())?;
    RandomizedNonceKey::new(&AES_256_GCM, &bytes).map_err(|_| failed())
}

pub(super) fn seal(desk: &Desk, account: Uuid, secret: &str) -> Result<String> {
    let mut text = secret.as_bytes().to_vec();
    let nonce =
        cipher(desk)?.seal_in_place_append_tag(Aad::from(*account.as_bytes()), &mut text).map_err(|_| failed())?;
    Ok(format!("{MARK}:{}", BASE64.encode(&[nonce.as_ref().as_slice(), &text].concat())))
}

pub(super) fn open(desk: &Desk, account: Uuid, kept: &str) -> Result<String> {
    let bytes = kept.strip_prefix(MARK).and_then(|rest| rest.strip_prefix(':')).ok_or_else(failed)?;
    let bytes = BASE64.decode(bytes.as_bytes()).map_err(|_| failed())?;
    let (nonce, text) = bytes.split_first_chunk::<NONCE_LEN>().ok_or_else(failed)?;
    let mut text = text.to_vec();
    let nonce = Nonce::assume_unique_for_key(*nonce);
    let plain = cipher(desk)?.open_in_place(nonce, Aad::from(*account.as_bytes()), &mut text).map_err(|_| failed())?;
    String::from_utf8(plain.to_vec()).map_err(|_| failed())
}
