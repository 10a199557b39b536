//! What an operator or an administrator asks of the local authorities: what was issued, another certificate, one
//! taken back. Each is a line of the journal of administration.

use super::{ISSUING, Owner, PERSON, PERSON_HOURS, ROOT, Root, SEAL, SEAL_HOURS, addresses, at_hand, failed, keep};
use super::{open, read, root, term};
use crate::{Denial, Desk, Error, Result, Who};
use civic::{Mistake, Place, Role};
use store::Tx;
use store::keys as kept;
use store::people::{self, Entry};
use uuid::Uuid;

const PAGE: i64 = 512;

/// Where a certificate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    InForce,
    Ended,
    Revoked,
    /// Its key signs nothing more, or another certificate took its place.
    Replaced,
}

impl Status {
    pub fn code(self) -> &'static str {
        match self {
            Status::InForce => "in-force",
            Status::Ended => "ended",
            Status::Revoked => "revoked",
            Status::Replaced => "replaced",
        }
    }
}

/// A certificate with what people ask of it.
#[derive(Clone, Debug)]
pub struct Known {
    pub row: kept::Certificate,
    /// As the certificate names its holder.
    pub subject: String,
    /// The account and the office of a person.
    pub holder: Option<(Uuid, Option<Role>)>,
    pub status: Status,
}

/// Everything that was issued, of one place or of all, the last one first.
pub async fn all(desk: &Desk, place: Option<Place>) -> Result<Vec<Known>> {
    at_hand(desk).await?;
    let now = desk.clock.now();
    desk.db
        .read(move |tx| -> Result<Vec<Known>> {
            let mut found = Vec::new();
            let mut after = (place.unwrap_or(Place::KINGDOM), String::new());
            loop {
                let page = kept::certificates_page(tx, after, PAGE)?;
                let Some(last) = page.last() else { break };
                after = (last.place, last.certificate_number.clone());
                let beyond = place.is_some_and(|place| place != last.place);
                for row in page.into_iter().filter(|row| place.is_none_or(|place| place == row.place)) {
                    found.push(known(tx, row, now)?);
                }
                if beyond {
                    break;
                }
            }
            found.sort_by_key(|one| std::cmp::Reverse((one.row.from, one.row.certificate_number.clone())));
            Ok(found)
        })
        .await
}

pub(super) fn known(tx: &mut Tx, row: kept::Certificate, now: i64) -> Result<Known> {
    let key = kept::get_key(tx, row.place, row.key)?;
    let current = kept::certificate_of(tx, row.place, row.key)?;
    let status = match &row.revoked {
        Some(_) => Status::Revoked,
        None if row.until < now => Status::Ended,
        None if current.is_some_and(|one| one.certificate_number != row.certificate_number) => Status::Replaced,
        None => Status::InForce,
    };
    let holder = key.and_then(|key| Some((key.holder?, key.role.as_deref().and_then(Role::parse))));
    Ok(Known { subject: read(&row)?.subject().said().to_string(), row, holder, status })
}

/// The certificate of that number, or that there is none.
fn found(tx: &mut Tx, serial: &str) -> Result<kept::Certificate> {
    kept::by_number(tx, serial)?.ok_or_else(Error::not_found)
}

/// Writes a line of the journal for whoever acted; nobody in particular at the command line.
pub(super) fn note(tx: &mut Tx, desk: &Desk, place: Place, by: Uuid, what: &str, detail: &str) -> Result<()> {
    let now = desk.clock.now();
    let entry = Entry { at: now, who: by, what: what.into(), detail: detail.into() };
    Ok(people::note(tx, place, desk.chance.id(now), &entry)?)
}

/// What the journal says of a certificate: whom it names, then its number.
pub(super) fn told(known: &Known) -> String {
    let holder = known.holder.map(|(id, role)| format!("{id} {} ", role.map(Role::as_str).unwrap_or_default()));
    format!("{}{}", holder.unwrap_or_default(), known.row.certificate_number)
}

/// Makes sure that an owner has a key with a certificate in force, before it is first needed.
pub async fn issue(desk: &Desk, by: Uuid, owner: Owner) -> Result<Known> {
    let signer = super::of(desk, owner).await?;
    let (counter, serial, now) = (desk.clone(), signer.serial.clone(), desk.clock.now());
    desk.db
        .write(move |tx| -> Result<Known> {
            let row = found(tx, &serial)?;
            let known = known(tx, row, now)?;
            note(tx, &counter, known.row.place, by, "certificate-issued", &told(&known))?;
            Ok(known)
        })
        .await
}

/// Another certificate for the same key and name, from now on.
pub async fn renew(desk: &Desk, by: Uuid, serial: &str) -> Result<Known> {
    let authorities = at_hand(desk).await?;
    let (counter, serial, now) = (desk.clone(), tidy(serial), desk.clock.now());
    let made = desk
        .db
        .write(move |tx| -> Result<Known> {
            let row = found(tx, &serial)?;
            if row.revoked.is_some() {
                return Err(refused("certificate-revoked"));
            }
            if row.chain.is_some() {
                return Err(refused("certificate-of-others"));
            }
            let hours = match row.purpose.as_str() {
                SEAL => SEAL_HOURS,
                PERSON => PERSON_HOURS,
                _ => return Err(refused("certificate-of-authority")),
            };
            let key = kept::get_key(tx, row.place, row.key)?.ok_or_else(Error::not_found)?;
            let old = read(&row)?;
            let public = old.public().map_err(failed)?;
            let certificate =
                authorities.issuing.renew(&old, &public, term(now, hours), &addresses(&counter)).map_err(failed)?;
            let row = keep(tx, &key, &certificate, None)?;
            let known = known(tx, row, now)?;
            note(tx, &counter, known.row.place, by, "certificate-renewed", &told(&known))?;
            Ok(known)
        })
        .await?;
    desk.keys.forget();
    Ok(made)
}

/// Another certificate for the issuing authority, by the root.
pub async fn renew_issuing(desk: &Desk, by: Uuid, brought: Option<Root>) -> Result<Known> {
    at_hand(desk).await?;
    let (counter, now) = (desk.clone(), desk.clock.now());
    let made = desk
        .db
        .write(move |tx| -> Result<Known> {
            let root = root::at_hand(tx, &counter, brought.clone())?;
            let row = kept::key_of(tx, Place::KINGDOM, ISSUING)?.ok_or_else(|| failed("no issuing authority"))?;
            let key = open(&counter, &row)?;
            let certificate = super::certify_issuing(&counter, &root, &key, now)?;
            let row = keep(tx, &row, &certificate, None)?;
            note(tx, &counter, Place::KINGDOM, by, "certificate-renewed", &row.certificate_number)?;
            known(tx, row, now)
        })
        .await?;
    desk.keys.forget();
    Ok(made)
}

/// Takes a certificate back, from now on: the next list and the next answer say so. The issuing authority's
/// own is taken back by the root.
pub async fn revoke(desk: &Desk, by: Uuid, serial: &str, reason: &str, brought: Option<Root>) -> Result<Known> {
    if !super::REASONS.contains(&reason) {
        return Err(Error::Mistakes(vec![Mistake::new("reason", "unknown-choice")]));
    }
    at_hand(desk).await?;
    let (counter, serial, reason, now) = (desk.clone(), tidy(serial), reason.to_owned(), desk.clock.now());
    let done = desk
        .db
        .write(move |tx| -> Result<Known> {
            let row = found(tx, &serial)?;
            if row.revoked.is_some() {
                return Err(refused("certificate-revoked"));
            }
            let root = match row.purpose.as_str() {
                ROOT => return Err(refused("certificate-of-root")),
                ISSUING => Some(root::at_hand(tx, &counter, brought.clone())?),
                _ => None,
            };
            if !kept::revoke(tx, &serial, now, &reason)? {
                return Err(Denial::Stale { since: Vec::new() }.into());
            }
            if let Some(root) = root {
                root::write_list(tx, &root, now)?;
            }
            let row = found(tx, &serial)?;
            let known = known(tx, row, now)?;
            note(tx, &counter, known.row.place, by, "certificate-revoked", &told(&known))?;
            Ok(known)
        })
        .await?;
    desk.keys.forget();
    Ok(done)
}

/// The same, by an administrator of the place whose certificate it is.
pub async fn revoke_as(desk: &Desk, who: &Who, serial: &str, reason: &str) -> Result<Known> {
    let number = tidy(serial);
    let place = desk.db.read(move |tx| -> Result<Place> { Ok(found(tx, &number)?.place) }).await?;
    crate::people::may_administer(who, place)?;
    who.administers(desk)?;
    revoke(desk, who.account.id, serial, reason, None).await
}

/// A number as people copy it: capitals, colons and spaces between.
fn tidy(serial: &str) -> String {
    serial.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_ascii_lowercase()
}

fn refused(code: &'static str) -> Error {
    Error::Mistakes(vec![Mistake::new("serial", code)])
}
