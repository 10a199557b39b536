//! Who signs papers: the key and the certificate of an institution's seal or of a person in an office. A key
//! lies in the store, or in the token that the operator has named; it is made when it is first needed, and its
//! certificate is renewed before it ends.

use super::{Owner, PERSON, PERSON_HOURS, SEAL, SEAL_HOURS, Signer, addresses, at_hand, ends_soon, failed};
use super::{keep, open, part, read, refresh, term, token};
use crate::{Desk, Error, Result};
use civic::{Place, Role};
use i18n::Lang;
use proof::authority::{Authority, Use};
use proof::certificate::{Certificate, Identity};
use proof::key::{Algorithm, Key, LocalKey};
use std::sync::Arc;
use store::Tx;
use store::keys as kept;
use store::people::Account;
use uuid::Uuid;

/// The key of an owner, ready to sign.
pub async fn of(desk: &Desk, owner: Owner) -> Result<Arc<Signer>> {
    refresh(desk).await?;
    let known = desk.keys.signers().get(&owner).cloned();
    let now = desk.clock.now();
    if let Some(known) = known.filter(|s| s.chain.first().is_some_and(|own| !ends_soon(own, now))) {
        return Ok(known);
    }
    let authorities = at_hand(desk).await?;
    let row = desk.db.read(move |tx| in_use(tx, owner)).await?;
    // A token may take its time, and a key made in it cannot be unmade: never inside a transaction.
    let counter = desk.clone();
    let ready = tokio::task::spawn_blocking(move || Ready::of(&counter, owner, row)).await.map_err(failed)??;
    let ready = Arc::new(ready);
    let (counter, mine) = (desk.clone(), ready.clone());
    let chain = desk.db.write(move |tx| certified(tx, &counter, owner, &mine, &authorities.issuing)).await?;
    let Some(chain) = chain else {
        // Another program made the owner's key at this very moment: theirs is taken.
        return Box::pin(of(desk, owner)).await;
    };
    let serial = chain.first().map(Certificate::serial).unwrap_or_default();
    let signer = Arc::new(Signer { key: ready.key.clone(), chain, serial });
    desk.keys.signers().insert(owner, signer.clone());
    Ok(signer)
}

fn in_use(tx: &mut Tx, owner: Owner) -> Result<Option<kept::Key>> {
    Ok(match owner {
        Owner::Institution(place) => kept::key_of(tx, place, SEAL)?,
        Owner::Person { place, holder, role } => kept::key_of_person(tx, place, holder, role.as_str())?,
    })
}

/// A key at hand, with its row; `before` is the row that it takes the place of.
struct Ready {
    key: Arc<dyn Key>,
    row: kept::Key,
    new: bool,
    before: Option<Uuid>,
}

impl Ready {
    fn of(desk: &Desk, owner: Owner, row: Option<kept::Key>) -> Result<Ready> {
        let in_token = desk.options.token.is_some();
        match row {
            Some(row) if row.locked.is_empty() => {
                let key: Arc<dyn Key> = Arc::new(token::key(desk, &row)?);
                Ok(Ready { key, row, new: false, before: None })
            }
            // A key in the store gives way once a token is named.
            Some(row) if !in_token => {
                let key: Arc<dyn Key> = Arc::new(open(desk, &row)?);
                Ok(Ready { key, row, new: false, before: None })
            }
            other => Ready::made(desk, owner, in_token, other.map(|row| row.id)),
        }
    }

    fn made(desk: &Desk, owner: Owner, in_token: bool, before: Option<Uuid>) -> Result<Ready> {
        let now = desk.clock.now();
        let (place, purpose, person) = match owner {
            Owner::Institution(place) => (place, SEAL, None),
            Owner::Person { place, holder, role } => (place, PERSON, Some((holder, role))),
        };
        let id = desk.chance.id(now);
        let (key, locked): (Arc<dyn Key>, Vec<u8>) = if in_token {
            (Arc::new(token::make(desk, id)?), Vec::new())
        } else {
            let key = LocalKey::generate(Algorithm::P256).map_err(failed)?;
            let locked = proof::keystore::seal(&id.to_string(), &key, &desk.options.master.0).map_err(failed)?;
            (Arc::new(key), locked)
        };
        let row = kept::Key {
            place,
            id,
            purpose: purpose.to_owned(),
            holder: person.map(|(account, _)| account),
            role: person.map(|(_, role)| role.as_str().to_owned()),
            algorithm: key.algorithm().code().to_owned(),
            locked,
            made_at: now,
        };
        Ok(Ready { key, row, new: true, before })
    }
}

/// The certificate in force and the way up: issued when there is none. Nothing when the key is no longer the
/// one in use.
fn certified(
    tx: &mut Tx,
    desk: &Desk,
    owner: Owner,
    ready: &Ready,
    issuing: &Authority,
) -> Result<Option<Vec<Certificate>>> {
    let now = desk.clock.now();
    let in_use = in_use(tx, owner)?.map(|row| row.id);
    let expected = if ready.new { ready.before } else { Some(ready.row.id) };
    if in_use != expected {
        return Ok(None);
    }
    if ready.new {
        if let Some(before) = ready.before {
            kept::retire_key(tx, ready.row.place, before, now)?;
        }
        kept::add_key(tx, &ready.row)?;
    }
    let certificate = match kept::certificate_of(tx, ready.row.place, ready.row.id)? {
        // Of another authority: it is renewed there, and counts to its last moment.
        Some(kept) if kept.chain.is_some() && now < kept.until => {
            let above = super::foreign::above(&kept)?;
            // The root is left out: others have it or not.
            let above = above.into_iter().filter(|one| !one.is_root());
            return Ok(Some(std::iter::once(read(&kept)?).chain(above).collect()));
        }
        Some(kept) if kept.chain.is_some() => {
            let why = format!("the certificate {} of another authority has ended", kept.certificate_number);
            return Err(failed(format!(
                "{why}; ask for one with `diwan ca request`, or take it out with `diwan ca revoke`"
            )));
        }
        Some(kept) if !ends_soon(&read(&kept)?, now) => read(&kept)?,
        _ => {
            let name = name(tx, desk, owner)?;
            let (hours, kind) = match owner {
                Owner::Institution(_) => (SEAL_HOURS, Use::InstitutionSeal),
                Owner::Person { .. } => (PERSON_HOURS, Use::DocumentSignature),
            };
            let certificate =
                issuing.issue(&name, ready.key.public(), kind, term(now, hours), &addresses(desk)).map_err(failed)?;
            keep(tx, &ready.row, &certificate, None)?;
            certificate
        }
    };
    Ok(Some(vec![certificate, issuing.certificate().clone()]))
}

/// An owner as a certificate names them.
pub(super) fn name(tx: &mut Tx, desk: &Desk, owner: Owner) -> Result<Identity> {
    match owner {
        Owner::Institution(place) => Ok(institution(desk, place)),
        Owner::Person { place, holder, role } => {
            let account = store::people::get(tx, holder)?.ok_or_else(Error::not_found)?;
            Ok(named(desk, &account, place, role))
        }
    }
}

fn place_name(desk: &Desk, lang: Lang, place: Place) -> String {
    desk.street.territory.get(place).map_or_else(|| place.to_string(), |known| known.name(lang == Lang::Ar).to_owned())
}

/// An institution as its certificate names it: in Arabic first, as its papers do.
fn institution(desk: &Desk, place: Place) -> Identity {
    let name = |lang: Lang| place_name(desk, lang, place);
    Identity {
        common_name: part(&name(Lang::Ar)),
        organisation: part(&name(Lang::Fr)),
        // The census code tells apart communes of one name.
        serial_number: part(&place.to_string()),
        country: Some("MA".to_owned()),
        ..Identity::default()
    }
}

/// A person as their certificate names them: the name in Arabic, given name and surname in French.
fn named(desk: &Desk, account: &Account, place: Place, role: Role) -> Identity {
    let latin = account.name_fr.trim();
    let (given, surname) = latin.split_once(' ').unwrap_or((latin, latin));
    Identity {
        common_name: part(&account.name_ar),
        given_name: part(given),
        surname: part(surname),
        title: part(&desk.words.plain(Lang::Fr, &format!("role-{}", role.as_str()), &[])),
        organisation: part(&place_name(desk, Lang::Fr, place)),
        serial_number: part(&account.id.simple().to_string()),
        country: Some("MA".to_owned()),
        ..Identity::default()
    }
}
