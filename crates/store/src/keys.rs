//! Keys that sign, what was certified of them, and which paper bears whose signature.
//!
//! A private key lies here locked; who holds the master key opens it. Nothing is ever removed: a
//! paper is judged by certificates that ended long ago.

use crate::db::{Row, Tx};
use crate::{Result, args};
use civic::Place;
use jiff::civil::Date;
use uuid::Uuid;

/// A key, locked.
#[derive(Clone, Debug)]
pub struct Key {
    pub place: Place,
    pub id: Uuid,
    /// `root`, `issuing`, `stamp`, `ocsp`, `seal`, `person`, `log`.
    pub purpose: String,
    /// The account of a person.
    pub holder: Option<Uuid>,
    /// The office in which the person signs.
    pub role: Option<String>,
    /// As `proof` names it: `p256`, `rsa3072`, `ed25519`.
    pub algorithm: String,
    /// PKCS#8 under the master key; empty when a token holds the key.
    pub locked: Vec<u8>,
    pub made_at: i64,
}

const KEY: &str = "collectivity, id, purpose, holder, role, algorithm, locked, made_at";

fn key(row: &Row) -> Result<Key> {
    Ok(Key {
        place: Place(row.get(0)?),
        id: row.get(1)?,
        purpose: row.get(2)?,
        holder: row.get(3)?,
        role: row.get(4)?,
        algorithm: row.get(5)?,
        locked: row.get(6)?,
        made_at: row.get(7)?,
    })
}

pub fn add_key(tx: &mut Tx, k: &Key) -> Result<()> {
    tx.exec(
        "insert into signing_key (collectivity, id, purpose, holder, role, algorithm, locked, made_at, retired_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, null)",
        args![k.place.0, k.id, &k.purpose, k.holder, k.role.clone(), &k.algorithm, k.locked.clone(), k.made_at],
    )?;
    Ok(())
}

/// The key in use of an institution.
pub fn key_of(tx: &mut Tx, place: Place, purpose: &str) -> Result<Option<Key>> {
    tx.opt(
        &format!(
            "select {KEY} from signing_key where collectivity = $1 and purpose = $2 and holder is null and retired_at is null
              order by made_at desc limit 1"
        ),
        args![place.0, purpose],
        key,
    )
}

/// The key in use of a person in an office.
pub fn key_of_person(tx: &mut Tx, place: Place, holder: Uuid, role: &str) -> Result<Option<Key>> {
    tx.opt(
        &format!(
            "select {KEY} from signing_key
              where collectivity = $1 and purpose = 'person' and holder = $2 and role = $3 and retired_at is null
              order by made_at desc limit 1"
        ),
        args![place.0, holder, role],
        key,
    )
}

/// Whether there is any key or second factor here, locked by a master key that lies elsewhere.
pub fn any(tx: &mut Tx) -> Result<bool> {
    let key = tx.opt("select 1 from signing_key limit 1", args![], |row| row.get::<i64>(0))?;
    let factor = tx.opt("select 1 from factor where secret <> '' limit 1", args![], |row| row.get::<i64>(0))?;
    let sealed = tx.opt("select 1 from vault_key limit 1", args![], |row| row.get::<i64>(0))?;
    Ok(key.or(factor).or(sealed).is_some())
}

/// Every key that lies here, in use or not: where, which, and as it is locked.
pub fn locked(tx: &mut Tx) -> Result<Vec<(Place, Uuid, Vec<u8>)>> {
    let all = tx.all("select collectivity, id, locked from signing_key order by collectivity, id", args![], |row| {
        Ok((Place(row.get(0)?), row.get::<Uuid>(1)?, row.get::<Vec<u8>>(2)?))
    })?;
    Ok(all.into_iter().filter(|(_, _, locked)| !locked.is_empty()).collect())
}

/// The key, locked under another master key.
pub fn relock(tx: &mut Tx, place: Place, id: Uuid, locked: Vec<u8>) -> Result<()> {
    tx.exec("update signing_key set locked = $3 where collectivity = $1 and id = $2", args![place.0, id, locked])?;
    Ok(())
}

/// A key by its identifier, in use or not.
pub fn get_key(tx: &mut Tx, place: Place, id: Uuid) -> Result<Option<Key>> {
    tx.opt(&format!("select {KEY} from signing_key where collectivity = $1 and id = $2"), args![place.0, id], key)
}

/// The key signs nothing more.
pub fn retire_key(tx: &mut Tx, place: Place, id: Uuid, at: i64) -> Result<bool> {
    let touched = tx.exec(
        "update signing_key set retired_at = $3 where collectivity = $1 and id = $2 and retired_at is null",
        args![place.0, id, at],
    )?;
    Ok(touched == 1)
}

/// A certificate as it was issued, and whether it was taken back.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub place: Place,
    /// Hexadecimal.
    pub certificate_number: String,
    pub key: Uuid,
    pub purpose: String,
    pub der: Vec<u8>,
    pub from: i64,
    pub until: i64,
    pub revoked: Option<(i64, String)>,
    /// Of another authority: what stands above it up to its root, one DER after the other.
    pub chain: Option<Vec<u8>>,
}

const CERTIFICATE: &str =
    "collectivity, serial_number, signing_key, purpose, der, from_at, until_at, revoked_at, reason, chain";

fn certificate(row: &Row) -> Result<Certificate> {
    let at: Option<i64> = row.get(7)?;
    let reason: Option<String> = row.get(8)?;
    Ok(Certificate {
        place: Place(row.get(0)?),
        certificate_number: row.get(1)?,
        key: row.get(2)?,
        purpose: row.get(3)?,
        der: row.get(4)?,
        from: row.get(5)?,
        until: row.get(6)?,
        revoked: at.map(|at| (at, reason.unwrap_or_default())),
        chain: row.get(9)?,
    })
}

pub fn add_certificate(tx: &mut Tx, c: &Certificate) -> Result<()> {
    tx.exec(
        "insert into certificate
             (collectivity, serial_number, signing_key, purpose, der, from_at, until_at, revoked_at, reason, chain, renewal)
         values ($1, $2, $3, $4, $5, $6, $7, null, null, $8,
             (select coalesce(max(renewal), 0) + 1 from certificate where collectivity = $1 and signing_key = $3))",
        args![c.place.0, &c.certificate_number, c.key, &c.purpose, c.der.clone(), c.from, c.until, c.chain.clone()],
    )?;
    Ok(())
}

/// The certificate in force of a key: that of another authority, or else the last one that was issued for
/// it and not taken back.
pub fn certificate_of(tx: &mut Tx, place: Place, key: Uuid) -> Result<Option<Certificate>> {
    tx.opt(
        &format!(
            "select {CERTIFICATE} from certificate where collectivity = $1 and signing_key = $2 and revoked_at is null
              order by case when chain is null then 1 else 0 end, renewal desc limit 1"
        ),
        args![place.0, key],
        certificate,
    )
}

/// By its serial number, wherever it was issued: what an OCSP request asks.
pub fn by_number(tx: &mut Tx, number: &str) -> Result<Option<Certificate>> {
    tx.opt(&format!("select {CERTIFICATE} from certificate where serial_number = $1"), args![number], certificate)
}

/// Everything that was issued, a page at a time, by place and serial number.
pub fn certificates_page(tx: &mut Tx, after: (Place, String), most: i64) -> Result<Vec<Certificate>> {
    tx.all(
        &format!(
            "select {CERTIFICATE} from certificate where (collectivity, serial_number) > ($1, $2) order by collectivity, serial_number limit $3"
        ),
        args![after.0.0, after.1, most],
        certificate,
    )
}

/// Takes a certificate back. False when it was already, or is not known.
pub fn revoke(tx: &mut Tx, number: &str, at: i64, reason: &str) -> Result<bool> {
    let touched = tx.exec(
        "update certificate set revoked_at = $2, reason = $3 where serial_number = $1 and revoked_at is null",
        args![number, at, reason],
    )?;
    Ok(touched == 1)
}

/// The certificates of other authorities.
pub fn foreign(tx: &mut Tx) -> Result<Vec<Certificate>> {
    tx.all(
        &format!("select {CERTIFICATE} from certificate where chain is not null order by collectivity, serial_number"),
        args![],
        certificate,
    )
}

/// How many certificates were taken back: another number says that what was opened may be so no more.
pub fn revocations(tx: &mut Tx) -> Result<i64> {
    tx.one("select count(*) from certificate where revoked_at is not null", args![], |row| row.get(0))
}

/// The key's private half lies elsewhere from now on: in a file, or in a token.
pub fn send_away(tx: &mut Tx, place: Place, id: Uuid) -> Result<bool> {
    let none: Vec<u8> = Vec::new();
    let touched =
        tx.exec("update signing_key set locked = $3 where collectivity = $1 and id = $2", args![place.0, id, none])?;
    Ok(touched == 1)
}

/// Every certificate that was taken back: what a revocation list says.
pub fn revoked(tx: &mut Tx) -> Result<Vec<Certificate>> {
    tx.all(
        &format!(
            "select {CERTIFICATE} from certificate where revoked_at is not null order by revoked_at, serial_number"
        ),
        args![],
        certificate,
    )
}

/// The revocation list that is published.
#[derive(Clone, Debug)]
pub struct List {
    /// `root` or `issuing`; of another authority, [`FOREIGN_LIST`] and the digest of its certificate.
    pub issuer: String,
    pub number: i64,
    pub at: i64,
    pub next: i64,
    pub der: Vec<u8>,
}

pub fn last_list(tx: &mut Tx, issuer: &str) -> Result<Option<List>> {
    tx.opt(
        "select issuer, number, at, next_at, der from revocation_list
          where collectivity = 0 and issuer = $1 order by number desc limit 1",
        args![issuer],
        |row| {
            Ok(List { issuer: row.get(0)?, number: row.get(1)?, at: row.get(2)?, next: row.get(3)?, der: row.get(4)? })
        },
    )
}

/// Keeps a list; false when somebody kept one of that number first.
pub fn add_list(tx: &mut Tx, list: &List) -> Result<bool> {
    let touched = tx.exec(
        "insert into revocation_list (collectivity, issuer, number, at, next_at, der) values (0, $1, $2, $3, $4, $5)
             on conflict do nothing",
        args![&list.issuer, list.number, list.at, list.next, list.der.clone()],
    )?;
    Ok(touched == 1)
}

/// How the lists of other authorities are named beside our own.
pub const FOREIGN_LIST: &str = "foreign-";

/// Keeps a list in the place of all that were kept of its issuer: for lists that others sign and keep.
pub fn replace_list(tx: &mut Tx, list: &List) -> Result<()> {
    tx.exec("delete from revocation_list where collectivity = 0 and issuer = $1", args![&list.issuer])?;
    add_list(tx, list)?;
    Ok(())
}

/// The lists of other authorities.
pub fn foreign_lists(tx: &mut Tx) -> Result<Vec<Vec<u8>>> {
    tx.all(
        "select der from revocation_list where collectivity = 0 and issuer like $1 order by issuer, number",
        args![format!("{FOREIGN_LIST}%")],
        |row| row.get(0),
    )
}

/// A signature that a paper bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub commune: Place,
    pub document: Uuid,
    /// 1 is the first signature of the paper.
    pub place: i64,
    /// `seal` or `person`.
    pub kind: String,
    pub signer: Option<Uuid>,
    pub role: Option<String>,
    pub certificate_number: String,
    /// SHA-256, in hexadecimal, of the very bytes that were signed.
    pub digest: String,
    pub at: i64,
    pub stamped: bool,
    /// The paper carries the certificates and lists that judge it.
    pub complete: bool,
}

pub fn add_signature(tx: &mut Tx, s: &Signature) -> Result<()> {
    tx.exec(
        "insert into signature (commune, document, place, kind, signer, role, serial_number, digest, at, stamped, complete)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            s.commune.0,
            s.document,
            s.place,
            &s.kind,
            s.signer,
            s.role.clone(),
            &s.certificate_number,
            &s.digest,
            s.at,
            s.stamped,
            s.complete
        ],
    )?;
    Ok(())
}

/// The signatures of a paper, the first one first.
pub fn signatures(tx: &mut Tx, commune: Place, document: Uuid) -> Result<Vec<Signature>> {
    tx.all(
        "select commune, document, place, kind, signer, role, serial_number, digest, at, stamped, complete from signature
          where commune = $1 and document = $2 order by place",
        args![commune.0, document],
        |row| {
            Ok(Signature {
                commune: Place(row.get(0)?),
                document: row.get(1)?,
                place: row.get(2)?,
                kind: row.get(3)?,
                signer: row.get(4)?,
                role: row.get(5)?,
                certificate_number: row.get(6)?,
                digest: row.get(7)?,
                at: row.get(8)?,
                stamped: row.get(9)?,
                complete: row.get(10)?,
            })
        },
    )
}

/// The paper carries what judges its signatures for ever.
pub fn completed(tx: &mut Tx, commune: Place, document: Uuid) -> Result<()> {
    tx.exec(
        "update signature set complete = 1, stamped = 1 where commune = $1 and document = $2",
        args![commune.0, document],
    )?;
    Ok(())
}

/// The paper's signatures have their time-stamp.
pub fn stamped(tx: &mut Tx, commune: Place, document: Uuid) -> Result<()> {
    tx.exec("update signature set stamped = 1 where commune = $1 and document = $2", args![commune.0, document])?;
    Ok(())
}

/// The paper that bears a signature over these bytes: what somebody's file is compared with.
pub fn paper_signed(tx: &mut Tx, digest: &str) -> Result<Option<(Place, Uuid)>> {
    tx.opt("select commune, document from signature where digest = $1 limit 1", args![digest], |row| {
        Ok((Place(row.get(0)?), row.get(1)?))
    })
}

/// A paper as it will be, which its signer has read and not yet signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    pub commune: Place,
    /// The identifier that the paper will have.
    pub id: Uuid,
    pub account: Uuid,
    pub dossier: Uuid,
    /// The act that will produce it.
    pub act: String,
    /// The version of the file that was read.
    pub version: i64,
    pub motive: Option<String>,
    /// The number that the register would give next.
    pub number: String,
    pub code: String,
    /// The moment that the paper says.
    pub at: i64,
    /// SHA-256, in hexadecimal, of the bytes to be signed.
    pub digest: String,
    pub until: i64,
}

pub fn add_intent(tx: &mut Tx, i: &Intent) -> Result<()> {
    tx.exec(
        "insert into intent (commune, id, account, dossier, act, version, motive, number, code, at, digest, until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            i.commune.0,
            i.id,
            i.account,
            i.dossier,
            &i.act,
            i.version,
            i.motive.clone(),
            &i.number,
            &i.code,
            i.at,
            &i.digest,
            i.until
        ],
    )?;
    Ok(())
}

const INTENT: &str = "commune, id, account, dossier, act, version, motive, number, code, at, digest, until";

fn read_intent(row: &Row) -> Result<Intent> {
    Ok(Intent {
        commune: Place(row.get(0)?),
        id: row.get(1)?,
        account: row.get(2)?,
        dossier: row.get(3)?,
        act: row.get(4)?,
        version: row.get(5)?,
        motive: row.get(6)?,
        number: row.get(7)?,
        code: row.get(8)?,
        at: row.get(9)?,
        digest: row.get(10)?,
        until: row.get(11)?,
    })
}

/// What somebody was shown and has not signed, unless its time is over.
pub fn intent(tx: &mut Tx, commune: Place, id: Uuid, account: Uuid, now: i64) -> Result<Option<Intent>> {
    tx.opt(
        &format!("select {INTENT} from intent where commune = $1 and id = $2 and account = $3 and until >= $4"),
        args![commune.0, id, account, now],
        read_intent,
    )
}

/// The same, by the file and the digest that the signer names.
pub fn intent_seen(
    tx: &mut Tx,
    commune: Place,
    dossier: Uuid,
    account: Uuid,
    digest: &str,
    now: i64,
) -> Result<Option<Intent>> {
    tx.opt(
        &format!(
            "select {INTENT} from intent
              where commune = $1 and dossier = $2 and account = $3 and digest = $4 and until >= $5 order by at desc limit 1"
        ),
        args![commune.0, dossier, account, digest, now],
        read_intent,
    )
}

pub fn remove_intent(tx: &mut Tx, commune: Place, id: Uuid) -> Result<()> {
    tx.exec("delete from intent where commune = $1 and id = $2", args![commune.0, id])?;
    Ok(())
}

/// What nobody signed in time is forgotten: its number was never taken.
pub fn sweep_intents(tx: &mut Tx, now: i64) -> Result<u64> {
    tx.exec("delete from intent where until < $1", args![now])
}

/// The number that a register would give next, without taking it.
pub fn next_number(tx: &mut Tx, commune: Place, series: &str, day: Date, ahead: i64) -> Result<String> {
    let year = i64::from(day.year());
    let n = crate::registers::last(tx, commune.0, series, year)? + ahead;
    Ok(format!("{series}-{commune}-{year:04}-{n:06}"))
}
