//! The root of the local authorities: its certificate, the list that it signs, and its key, which an operator
//! may take out of the database into a file locked by a passphrase.
//!
//! ```text
//! diwan root key 1
//! name  the key's identifier, which is locked with it
//! kind  p256
//! salt  16 bytes, base 64: argon2id (RFC 9106; 64 MiB, three passes) of the passphrase
//! key   base 64: PKCS#8 under AES-256-GCM with that (`proof::keystore`)
//! ```
//!
//! Afterwards the issuing authority goes on as before. What only the root can do (another issuing authority,
//! the root's own list) asks for the file.

use super::{ISSUING_HOURS, ROOT, failed, moment, open, read, term};
use crate::{Desk, Result};
use argon2::{Algorithm as Kdf, Argon2, Params, Version};
use civic::{Mistake, Place};
use data_encoding::BASE64;
use proof::authority::{Authority, Term};
use proof::certificate::Certificate;
use proof::key::{Algorithm, Key, LocalKey};
use proof::keystore;
use std::sync::Arc;
use store::keys as kept;
use store::{Tx, people};
use uuid::Uuid;

/// The shortest passphrase that locks a root.
pub const PASSPHRASE_LETTERS_LEAST: usize = 12;
const HEAD: &str = "diwan root key 1";
/// A file of ours has some four hundred bytes.
const FILE_BYTES_MOST: usize = 8 * 1024;

/// A root's key, out of its file.
#[derive(Clone)]
pub struct Root(Arc<LocalKey>);

impl Root {
    /// Opens the file with its passphrase.
    pub fn unlock(text: &str, passphrase: &str) -> Result<Root> {
        let unread = || failed("this is not the file of a root's key; give the one that `diwan ca root` wrote");
        let mut lines = text.get(..FILE_BYTES_MOST.min(text.len())).unwrap_or_default().lines();
        if lines.next() != Some(HEAD) {
            return Err(unread());
        }
        let mut part = |name: &str| {
            let line = lines.next().and_then(|line| line.strip_prefix(name));
            line.map(str::trim).filter(|value| !value.is_empty()).ok_or_else(unread)
        };
        let (name, kind) = (part("name")?, part("kind")?);
        let decode = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| unread());
        let (salt, blob) = (decode(part("salt")?)?, decode(part("key")?)?);
        let kind = Algorithm::from_code(kind).ok_or_else(unread)?;
        let key = keystore::open(name, kind, &blob, &stretched(passphrase, &salt)?);
        let key = key.map_err(|_| failed("the passphrase is not the one of this file, or the file is damaged"))?;
        Ok(Root(Arc::new(key)))
    }
}

fn stretched(passphrase: &str, salt: &[u8]) -> Result<[u8; 32]> {
    let params = Params::new(64 * 1024, 3, 1, Some(32)).map_err(failed)?;
    let mut key = [0; 32];
    Argon2::new(Kdf::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(failed)?;
    Ok(key)
}

/// The root's certificate, once it is founded.
pub(super) fn certificate(tx: &mut Tx) -> Result<Option<Certificate>> {
    let Some(key) = kept::key_of(tx, Place::KINGDOM, ROOT)? else { return Ok(None) };
    kept::certificate_of(tx, Place::KINGDOM, key.id)?.map(|row| read(&row)).transpose()
}

/// The root, ready to sign: from the database, or with the key that the operator brings.
pub(super) fn at_hand(tx: &mut Tx, desk: &Desk, brought: Option<Root>) -> Result<Authority> {
    let row = kept::key_of(tx, Place::KINGDOM, ROOT)?.ok_or_else(|| failed("the root is not founded yet"))?;
    let certificate = certificate(tx)?.ok_or_else(|| failed("the root has no certificate"))?;
    let key = match brought {
        Some(Root(key)) if key.public() == certificate.public().map_err(failed)? => key,
        Some(_) => return Err(failed("the key in this file is another root's")),
        None if row.locked.is_empty() => {
            return Err(failed("the root's key is not in the database; name its file with --root"));
        }
        None => Arc::new(open(desk, &row)?),
    };
    Authority::new(certificate, key).map_err(failed)
}

/// Signs the root's list: of the issuing authorities that were taken back.
pub(super) fn write_list(tx: &mut Tx, root: &Authority, now: i64) -> Result<()> {
    let number = kept::last_list(tx, ROOT)?.map_or(1, |last| last.number + 1);
    let list_term = Term { from: moment(now), until: term(now, ISSUING_HOURS).until.min(root.certificate().until()) };
    let revoked = super::revocation::listed(&kept::revoked(tx)?, true);
    let der = root.revocation_list(u64::try_from(number).map_err(failed)?, &revoked, list_term).map_err(failed)?;
    let next = list_term.until.as_microsecond();
    kept::add_list(tx, &kept::List { issuer: ROOT.to_owned(), number, at: now, next, der })?;
    Ok(())
}

/// Signs the root's list anew.
pub async fn sign_root_list(desk: &Desk, by: Uuid, root: Option<Root>) -> Result<()> {
    super::at_hand(desk).await?;
    let (counter, now) = (desk.clone(), desk.clock.now());
    desk.db
        .write(move |tx| -> Result<()> {
            let root = at_hand(tx, &counter, root.clone())?;
            write_list(tx, &root, now)?;
            super::operator::note(tx, &counter, Place::KINGDOM, by, "root-list-signed", "")
        })
        .await
}

/// The root's key as the text of a file that only the passphrase opens.
pub async fn locked_root(desk: &Desk, passphrase: &str) -> Result<String> {
    if passphrase.chars().count() < PASSPHRASE_LETTERS_LEAST {
        let least = PASSPHRASE_LETTERS_LEAST as i64;
        return Err(crate::Error::Mistakes(vec![Mistake::beyond("passphrase", "too-short", least)]));
    }
    super::at_hand(desk).await?;
    let counter = desk.clone();
    let (id, key) = desk
        .db
        .read(move |tx| -> Result<_> {
            let row = kept::key_of(tx, Place::KINGDOM, ROOT)?.ok_or_else(|| failed("the root is not founded yet"))?;
            if row.locked.is_empty() {
                return Err(failed("the root's key is not in the database: it was taken out before"));
            }
            Ok((row.id, open(&counter, &row)?))
        })
        .await?;
    let salt = desk.chance.bytes::<16>();
    let name = id.to_string();
    let blob = keystore::seal(&name, &key, &stretched(passphrase, &salt)?).map_err(failed)?;
    let (salt, blob) = (BASE64.encode(&salt), BASE64.encode(&blob));
    Ok(format!("{HEAD}\nname {name}\nkind {}\nsalt {salt}\nkey {blob}\n", key.algorithm().code()))
}

/// Removes the root's key from the database, once the file was read again and opened.
pub async fn forget_root(desk: &Desk, by: Uuid, proof_of_file: Root) -> Result<()> {
    let (counter, now) = (desk.clone(), desk.clock.now());
    desk.db
        .write(move |tx| -> Result<()> {
            let row = kept::key_of(tx, Place::KINGDOM, ROOT)?.ok_or_else(|| failed("the root is not founded yet"))?;
            let certificate = certificate(tx)?.ok_or_else(|| failed("the root has no certificate"))?;
            if proof_of_file.0.public() != certificate.public().map_err(failed)? {
                return Err(failed("the key in this file is another root's"));
            }
            kept::send_away(tx, Place::KINGDOM, row.id)?;
            let entry = people::Entry { at: now, who: by, what: "root-moved".into(), detail: certificate.serial() };
            people::note(tx, Place::KINGDOM, counter.chance.id(now), &entry)?;
            Ok(())
        })
        .await?;
    desk.keys.forget();
    Ok(())
}
