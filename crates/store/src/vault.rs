//! Personal data at rest: fields sealed with AES-256-GCM, each bound to its table, column and row.
//!
//! The master key, which lies elsewhere, gives each institution three keys of its own (HKDF, RFC 5869): one
//! wraps the keys of its persons and files, one seals fields that belong to no person, one makes blind indexes
//! (HMAC), by which a sealed number is found again and two equal ones collide. A person or a file has a random
//! key, in a row of its own: destroyed, nothing that was sealed under it is ever read again.

pub mod old;
pub mod relock;

use crate::db::Tx;
use crate::{Error, Result, args};
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The first byte of what is sealed: the manner in which it was.
const MANNER: u8 = 1;
const PURPOSE: &str = "diwan-field/1";
/// The largest field that is opened, in bytes.
const SEALED_BYTES_MOST: usize = 16 * 1024 * 1024;

/// What the master key opens. Never printed.
pub struct Vault {
    master: Zeroizing<[u8; 32]>,
    /// What blind indexes follow from: the first master key gave it, and it stays when that key is another.
    indexes: Zeroizing<[u8; 32]>,
    institutions: RwLock<HashMap<i64, Arc<Institution>>>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// The keys of one institution.
pub struct Institution {
    wraps: Key,
    /// Seals what belongs to no person or file of its own.
    pub own: Key,
    index: hmac::Key,
}

/// A key at hand.
pub struct Key(RandomizedNonceKey);

/// Which field is sealed: where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    pub table: &'a str,
    pub column: &'a str,
    /// What tells the row from the others of its table.
    pub row: &'a [u8],
}

impl Field<'_> {
    fn bound(&self) -> Vec<u8> {
        [PURPOSE.as_bytes(), b"|", self.table.as_bytes(), b"|", self.column.as_bytes(), b"|", self.row].concat()
    }
}

fn failed(what: &str) -> Error {
    Error::Corrupt(format!("{what}: it was sealed under another key, moved or altered"))
}

impl Key {
    fn from(bytes: &[u8; 32]) -> Result<Key> {
        RandomizedNonceKey::new(&AES_256_GCM, bytes).map(Key).map_err(|_| Error::other("a key of another length"))
    }

    pub fn seal(&self, field: Field, plain: &[u8]) -> Result<Vec<u8>> {
        let mut text = Zeroizing::new(plain.to_vec());
        let nonce = self.0.seal_in_place_append_tag(Aad::from(field.bound()), &mut *text);
        let nonce = nonce.map_err(|_| Error::other("a field could not be sealed"))?;
        Ok([&[MANNER], nonce.as_ref().as_slice(), text.as_slice()].concat())
    }

    pub fn open(&self, field: Field, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let wrong = || failed(&format!("{}.{}", field.table, field.column));
        let rest = sealed.strip_prefix(&[MANNER]).filter(|_| sealed.len() <= SEALED_BYTES_MOST).ok_or_else(wrong)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>().ok_or_else(wrong)?;
        let mut text = Zeroizing::new(text.to_vec());
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = self.0.open_in_place(nonce, Aad::from(field.bound()), &mut text).map_err(|_| wrong())?.len();
        text.truncate(length);
        Ok(text)
    }

    pub fn seal_text(&self, field: Field, text: &str) -> Result<Vec<u8>> {
        self.seal(field, text.as_bytes())
    }

    pub fn open_text(&self, field: Field, sealed: &[u8]) -> Result<String> {
        let wrong = || failed(&format!("{}.{}", field.table, field.column));
        let plain = self.open(field, sealed)?;
        Ok(std::str::from_utf8(&plain).map_err(|_| wrong())?.to_owned())
    }
}

/// A key's length for HKDF.
struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        32
    }
}

impl Vault {
    /// In a town whose master key was never changed.
    pub fn new(master: &[u8; 32]) -> Vault {
        Vault::with_indexes(master, master)
    }

    pub fn with_indexes(master: &[u8; 32], indexes: &[u8; 32]) -> Vault {
        let (master, indexes) = (Zeroizing::new(*master), Zeroizing::new(*indexes));
        Vault { master, indexes, institutions: RwLock::default() }
    }

    /// What tells this master key from others, and nothing of it.
    pub fn mark(&self) -> Result<Vec<u8>> {
        Ok(derived(&self.master, 0, "mark")?.to_vec())
    }

    /// The keys of an institution: of the Kingdom (0) for persons, of a commune for its files.
    pub fn of(&self, collectivity: i64) -> Result<Arc<Institution>> {
        let known = self.institutions.read().unwrap_or_else(PoisonError::into_inner).get(&collectivity).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Arc::new(Institution {
            wraps: Key::from(&*derived(&self.master, collectivity, "wrap")?)?,
            own: Key::from(&*derived(&self.master, collectivity, "own")?)?,
            index: hmac::Key::new(hmac::HMAC_SHA256, &*derived(&self.indexes, collectivity, "index")?),
        });
        let mut all = self.institutions.write().unwrap_or_else(PoisonError::into_inner);
        Ok(all.entry(collectivity).or_insert(made).clone())
    }

    /// By what a sealed value is found: the same for the same value in one column of one institution.
    pub fn index(&self, collectivity: i64, column: &str, value: &str) -> Result<Vec<u8>> {
        let mut mac = hmac::Context::with_key(&self.of(collectivity)?.index);
        mac.update(column.as_bytes());
        mac.update(b"|");
        mac.update(value.as_bytes());
        Ok(mac.sign().as_ref().to_vec())
    }

    /// A wrapped key, opened; none when it was destroyed.
    pub fn open_key(&self, collectivity: i64, subject: Uuid, wrapped: Option<Vec<u8>>) -> Result<Option<Key>> {
        let Some(wrapped) = wrapped else { return Ok(None) };
        let plain = self.of(collectivity)?.wraps.open(key_field(&subject), &wrapped)?;
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(plain.as_slice()).map_err(|_| failed("vault_key.wrapped"))?);
        Key::from(&bytes).map(Some)
    }
}

fn derived(secret: &[u8; 32], collectivity: i64, what: &str) -> Result<Zeroizing<[u8; 32]>> {
    let (mut key, said) = (Zeroizing::new([0; 32]), format!("{PURPOSE}|{collectivity}|{what}"));
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]);
    let extracted = salt.extract(secret);
    let filled = extracted.expand(&[said.as_bytes()], Length).and_then(|made| made.fill(key.as_mut_slice()));
    filled.map_err(|_| Error::other("no key could be derived"))?;
    Ok(key)
}

fn key_field(subject: &Uuid) -> Field<'_> {
    Field { table: "vault_key", column: "wrapped", row: subject.as_bytes() }
}

/// Makes the key of a person or a file.
pub fn make_key(tx: &mut Tx, collectivity: i64, subject: Uuid, at: i64) -> Result<Key> {
    let vault = tx.vault()?;
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|e| Error::Unavailable(e.to_string().into()))?;
    let wrapped = vault.of(collectivity)?.wraps.seal(key_field(&subject), bytes.as_slice())?;
    // A program that was not told of another master key must not lock anything more under the old one.
    let made = tx.exec(
        "insert into vault_key (collectivity, subject, wrapped, made_at, destroyed_at)
         select $1, $2, $3, $4, null where not exists (select 1 from master_key where mark <> $5)",
        args![collectivity, subject, wrapped, at, vault.mark()?],
    )?;
    if made != 1 {
        return Err(Error::other("another master key rules this town now: start the program again with it"));
    }
    Key::from(&bytes)
}

/// The key of a person or a file; none when it has none any more, or none yet.
pub fn key(tx: &mut Tx, collectivity: i64, subject: Uuid) -> Result<Option<Key>> {
    let wrapped = tx.opt(
        "select wrapped from vault_key where collectivity = $1 and subject = $2",
        args![collectivity, subject],
        |row| row.get::<Option<Vec<u8>>>(0),
    )?;
    tx.vault()?.open_key(collectivity, subject, wrapped.flatten())
}

/// Destroys a key: what was sealed under it is lost for good. False when it was gone already.
pub fn destroy(tx: &mut Tx, collectivity: i64, subject: Uuid, at: i64) -> Result<bool> {
    let touched = tx.exec(
        "update vault_key set wrapped = null, destroyed_at = $3
          where collectivity = $1 and subject = $2 and wrapped is not null",
        args![collectivity, subject, at],
    )?;
    Ok(touched == 1)
}

/// When the key of a person or a file was destroyed, if it was.
pub fn destroyed(tx: &mut Tx, collectivity: i64, subject: Uuid) -> Result<Option<i64>> {
    let at = tx.opt(
        "select destroyed_at from vault_key where collectivity = $1 and subject = $2",
        args![collectivity, subject],
        |row| row.get::<Option<i64>>(0),
    )?;
    Ok(at.flatten())
}
