//! The keys of this installation: its authorities, the seals of institutions, the keys of those who sign.
//!
//! They are made when they are first needed, by a local certification authority whose root stands apart
//! from the one that issues, so that a town works in a minute. Private keys lie in the store, locked with
//! a master key that lies elsewhere: a copy of the database signs nothing. What such a signature is worth
//! before a court is a matter of the certificate's issuer (law 43-20): no screen calls it qualified.

mod foreign;
mod holder;
mod lists;
mod operator;
mod revocation;
mod root;
pub mod rotation;
mod stamping;
mod token;

pub(crate) use foreign::above;
pub use foreign::{accept, request};
pub use holder::of;
pub use lists::ListOptions;
pub(crate) use lists::{Gathered, gather, waits};
pub use operator::{Known, Status, all, issue, renew, renew_issuing, revoke, revoke_as};
pub use revocation::{REASONS, answer_ocsp, evidence, list, root_list, trust};
pub use root::{PASSPHRASE_LETTERS_LEAST, Root, forget_root, locked_root, sign_root_list};
pub use stamping::{StampOptions, Stamping, stamping};
pub use token::TokenOptions;

use crate::{Desk, Error, Result};
use civic::{Place, Role};
use jiff::{SignedDuration, Timestamp};
use proof::authority::{Addresses, Authority, Term, Use};
use proof::certificate::{Certificate, Identity};
use proof::key::{Algorithm, Key, LocalKey};
use proof::stamp::TimeAuthority;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Tx;
use store::keys as kept;
use uuid::Uuid;

/// The policy under which the built-in authority stamps time: of the arc kept for examples (RFC 5612),
/// since a local authority has published no statement of practice.
const STAMP_POLICY: &str = "1.3.6.1.4.1.32473.1";
/// How far the built-in authority says that its clock may be wrong.
const STAMP_ACCURACY: SignedDuration = SignedDuration::from_secs(1);

const YEAR: i64 = 366 * 24;
const ROOT_HOURS: i64 = 25 * YEAR;
const ISSUING_HOURS: i64 = 12 * YEAR;
const STAMP_HOURS: i64 = 11 * YEAR;
const SEAL_HOURS: i64 = 3 * YEAR;
const PERSON_HOURS: i64 = 2 * YEAR;
/// A certificate begins a little before it is made: clocks of readers differ.
const BEGINS_BEFORE_HOURS: i64 = 1;
/// A certificate that ends within this time is renewed before it signs again.
const RENEWED_BEFORE_HOURS: i64 = 30 * 24;
/// How long a revocation list may be believed.
const LIST_HOURS: i64 = 7 * 24;
/// How long an answer on one certificate may be believed.
const ANSWER_HOURS: i64 = 24;

const ROOT: &str = "root";
const ISSUING: &str = "issuing";
const STAMP: &str = "stamp";
const OCSP: &str = "ocsp";
const SEAL: &str = "seal";
const PERSON: &str = "person";

/// The key that locks all the others. Never printed, never in the store.
#[derive(Clone)]
pub struct Master(pub [u8; 32]);

impl std::fmt::Debug for Master {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Master(…)")
    }
}

/// Who signs: a key at hand, and the way up from it.
pub struct Signer {
    pub key: Arc<dyn Key>,
    /// The signer's certificate first, then its issuer. The root is left out: others have it or not.
    pub chain: Vec<Certificate>,
    /// The number of the certificate, in hexadecimal.
    pub serial: String,
}

/// Whose key: of an institution for a purpose, or of a person in an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The seal of an institution.
    Institution(Place),
    /// A person, in the office in which they sign.
    Person { place: Place, holder: Uuid, role: Role },
}

/// Keys that were opened, so that each is opened once.
#[derive(Default)]
pub struct Opened {
    signers: Mutex<HashMap<Owner, Arc<Signer>>>,
    authorities: Mutex<Option<Arc<Authorities>>>,
    /// The token's library, once it is loaded.
    module: Mutex<Option<proof::pkcs11::Module>>,
    /// Until when an authority of the time that did not answer is not asked again.
    away_until: std::sync::atomic::AtomicI64,
    /// Addresses of lists that are left alone for a while.
    lists_away: lists::Away,
    /// How many certificates were taken back when these were opened: another program may take one back too.
    revocations: std::sync::atomic::AtomicI64,
}

/// The local authorities, at hand.
pub struct Authorities {
    pub root: Certificate,
    pub issuing: Arc<Authority>,
    pub ocsp: Signer,
    stamp: Arc<TimeAuthority>,
    stamp_certificate: Certificate,
}

impl Opened {
    fn signers(&self) -> MutexGuard<'_, HashMap<Owner, Arc<Signer>>> {
        self.signers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was opened: a certificate was taken back or renewed.
    pub(crate) fn forget(&self) {
        self.signers().clear();
        *self.authorities.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Forgets what was opened when a certificate was taken back since, by whatever program.
async fn refresh(desk: &Desk) -> Result<()> {
    let now = desk.db.glance(|tx| -> Result<i64> { Ok(kept::revocations(tx)?) }).await?;
    if desk.keys.revocations.swap(now, std::sync::atomic::Ordering::SeqCst) != now {
        desk.keys.forget();
    }
    Ok(())
}

pub(crate) fn failed(why: impl std::fmt::Display) -> Error {
    Error::Setup(format!("keys: {why}"))
}

/// The moment that the counter's clock shows.
pub fn moment(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn term(now: i64, hours: i64) -> Term {
    let at = moment(now);
    let shifted = |hours: i64| at.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX);
    Term { from: shifted(-BEGINS_BEFORE_HOURS), until: shifted(hours) }
}

/// Text for a certificate's part, which holds 64 letters at most.
fn part(text: &str) -> Option<String> {
    let tidy = text.trim();
    (!tidy.is_empty()).then(|| tidy.chars().take(64).collect())
}

fn addresses(desk: &Desk) -> Addresses {
    let at = |path: &str| Some(format!("{}/pki/{path}", desk.options.address));
    Addresses { list: at("issuing.crl"), ocsp: at("ocsp"), issuer: at("issuing.cer") }
}

/// Locks a new key and keeps it.
fn make(
    tx: &mut Tx,
    desk: &Desk,
    place: Place,
    purpose: &str,
    holder: Option<(Uuid, Role)>,
) -> Result<(kept::Key, LocalKey)> {
    let now = desk.clock.now();
    let key = LocalKey::generate(Algorithm::P256).map_err(failed)?;
    let id = desk.chance.id(now);
    let locked = proof::keystore::seal(&id.to_string(), &key, &desk.options.master.0).map_err(failed)?;
    let row = kept::Key {
        place,
        id,
        purpose: purpose.to_owned(),
        holder: holder.map(|(account, _)| account),
        role: holder.map(|(_, role)| role.as_str().to_owned()),
        algorithm: key.algorithm().code().to_owned(),
        locked,
        made_at: now,
    };
    kept::add_key(tx, &row)?;
    Ok((row, key))
}

fn open(desk: &Desk, row: &kept::Key) -> Result<LocalKey> {
    let algorithm =
        Algorithm::from_code(&row.algorithm).ok_or_else(|| failed(format!("no algorithm `{}`", row.algorithm)))?;
    proof::keystore::open(&row.id.to_string(), algorithm, &row.locked, &desk.options.master.0).map_err(failed)
}

fn keep(tx: &mut Tx, key: &kept::Key, certificate: &Certificate, chain: Option<Vec<u8>>) -> Result<kept::Certificate> {
    let row = kept::Certificate {
        place: key.place,
        certificate_number: certificate.serial(),
        key: key.id,
        purpose: key.purpose.clone(),
        der: certificate.der().to_vec(),
        from: certificate.from().as_microsecond(),
        until: certificate.until().as_microsecond(),
        revoked: None,
        chain,
    };
    kept::add_certificate(tx, &row)?;
    Ok(row)
}

fn read(row: &kept::Certificate) -> Result<Certificate> {
    Certificate::read(&row.der).map_err(failed)
}

/// An authority's key and certificate, if they are there.
fn stored(tx: &mut Tx, desk: &Desk, purpose: &str) -> Result<Option<(LocalKey, Certificate)>> {
    let Some(key) = kept::key_of(tx, Place::KINGDOM, purpose)? else { return Ok(None) };
    let Some(row) = kept::certificate_of(tx, Place::KINGDOM, key.id)? else { return Ok(None) };
    Ok(Some((open(desk, &key)?, read(&row)?)))
}

fn authority_name(common: &str) -> Identity {
    Identity {
        common_name: Some(common.to_owned()),
        organisation: Some("Diwan".to_owned()),
        country: Some("MA".to_owned()),
        ..Identity::default()
    }
}

/// Founds the local authorities, or takes them up as they were founded.
fn authorities(tx: &mut Tx, desk: &Desk) -> Result<Authorities> {
    let now = desk.clock.now();
    let (issuing_key, issuing, root) = match (stored(tx, desk, ISSUING)?, root::certificate(tx)?) {
        (Some((key, certificate)), Some(root)) => (key, certificate, root),
        // The issuing authority was taken back: another is founded under the same root.
        (None, Some(certificate)) => {
            let root = root::at_hand(tx, desk, None)?;
            let (key, issuing) = under(tx, desk, &root, now)?;
            (key, issuing, certificate)
        }
        (Some(_), None) => return Err(failed("the root has no certificate")),
        (None, None) => found(tx, desk, now)?,
    };
    let issuing = Authority::new(issuing, Arc::new(issuing_key)).map_err(failed)?;
    let mut leaf = |purpose: &str, name: &str, kind: Use| -> Result<Signer> {
        let (key, certificate) = match stored(tx, desk, purpose)? {
            Some((key, certificate)) if !ends_soon(&certificate, now) => (key, certificate),
            _ => {
                let (row, key) = make(tx, desk, Place::KINGDOM, purpose, None)?;
                let term = term(now, STAMP_HOURS);
                let certificate =
                    issuing.issue(&authority_name(name), key.public(), kind, term, &addresses(desk)).map_err(failed)?;
                keep(tx, &row, &certificate, None)?;
                (key, certificate)
            }
        };
        let serial = certificate.serial();
        Ok(Signer { key: Arc::new(key), chain: vec![certificate, issuing.certificate().clone()], serial })
    };
    let stamp = leaf(STAMP, "Diwan time-stamping authority", Use::TimeStamping)?;
    let ocsp = leaf(OCSP, "Diwan OCSP responder", Use::OcspSigning)?;
    let stamp_certificate = stamp.chain.first().cloned().ok_or_else(|| failed("no certificate for time-stamps"))?;
    let stamp = TimeAuthority::new(stamp.key, stamp.chain, STAMP_POLICY, STAMP_ACCURACY).map_err(failed)?;
    Ok(Authorities { root, issuing: Arc::new(issuing), ocsp, stamp: Arc::new(stamp), stamp_certificate })
}

fn found(tx: &mut Tx, desk: &Desk, now: i64) -> Result<(LocalKey, Certificate, Certificate)> {
    let (root_row, root_key) = make(tx, desk, Place::KINGDOM, ROOT, None)?;
    let root_term = term(now, ROOT_HOURS);
    let root =
        Authority::root(&authority_name("Diwan root authority"), Arc::new(root_key), root_term).map_err(failed)?;
    keep(tx, &root_row, root.certificate(), None)?;
    root::write_list(tx, &root, now)?;
    let (key, certificate) = under(tx, desk, &root, now)?;
    Ok((key, certificate, root.certificate().clone()))
}

/// Founds an issuing authority under the root.
fn under(tx: &mut Tx, desk: &Desk, root: &Authority, now: i64) -> Result<(LocalKey, Certificate)> {
    let (row, key) = make(tx, desk, Place::KINGDOM, ISSUING, None)?;
    let certificate = certify_issuing(desk, root, &key, now)?;
    keep(tx, &row, &certificate, None)?;
    Ok((key, certificate))
}

fn certify_issuing(desk: &Desk, root: &Authority, key: &LocalKey, now: i64) -> Result<Certificate> {
    let mut at_root = addresses(desk);
    at_root.list = Some(format!("{}/pki/root.crl", desk.options.address));
    at_root.issuer = Some(format!("{}/pki/root.cer", desk.options.address));
    at_root.ocsp = None;
    root.issue_authority(&authority_name("Diwan issuing authority"), key.public(), term(now, ISSUING_HOURS), &at_root)
        .map_err(failed)
}

fn ends_soon(certificate: &Certificate, now: i64) -> bool {
    certificate.until()
        < moment(now).checked_add(SignedDuration::from_hours(RENEWED_BEFORE_HOURS)).unwrap_or(Timestamp::MAX)
}

/// The local authorities. The first who asks founds them.
pub async fn at_hand(desk: &Desk) -> Result<Arc<Authorities>> {
    refresh(desk).await?;
    let known = desk.keys.authorities.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(known) = known {
        return Ok(known);
    }
    let counter = desk.clone();
    let made = Arc::new(desk.db.write(move |tx| authorities(tx, &counter)).await?);
    *desk.keys.authorities.lock().unwrap_or_else(PoisonError::into_inner) = Some(made.clone());
    Ok(made)
}

/// An RFC 3161 request answered by the built-in authority.
pub async fn answer_stamp(desk: &Desk, request: &[u8]) -> Result<Vec<u8>> {
    let authorities = at_hand(desk).await?;
    Ok(authorities.stamp.answer(request, moment(desk.clock.now())))
}
