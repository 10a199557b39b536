//! Erasure: a file or a person is forgotten by destroying the key of what is kept of them (law 09-08).
//!
//! The register stays whole: the leaves of the acts stand in the tree as they were signed, their salts are
//! destroyed with the key, and one more act, the tombstone, says who erased the file, when, why, and which leaves it
//! covers. It is a leaf itself, marked by the program: `verify` accepts what such an act explains and nothing else.

use crate::counter::commune_of;
use crate::readings;
use crate::register::{Register, digest};
use crate::{Denial, Desk, Error, Result, Who, people};
use civic::{Dossier, Mistake, Place, Role};
use jiff::civil::Date;
use proof::leaf::hex;
use proof::tree::sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::log::{self, ERASE, Key, Sealed, Written};
use store::{Digest, Tx, documents, dossiers, privacy, vault};
use uuid::Uuid;

const DECISION_MOST: usize = 120;
const PAGE: i64 = 200;

/// What a tombstone says. Nothing of anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    pub day: Date,
    /// `retention`: its time is over; `decision`: a court or the authority for data protection asked for it.
    pub why: String,
    /// The number of the decision.
    pub decision: String,
    pub text: String,
    pub article: String,
    /// How many acts were erased, and the digest of their leaves, one after the other.
    pub acts: u32,
    pub leaves: String,
}

/// Why a file is erased.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    pub why: String,
    pub decision: String,
}

/// The digest of the leaves that a tombstone covers; none when one is missing.
fn leaves<'a>(acts: impl Iterator<Item = &'a Sealed>) -> Option<String> {
    let leaves = acts.map(|act| act.leaf.as_deref().filter(|leaf| leaf.len() == 32)).collect::<Option<Vec<_>>>()?;
    Some(hex(&sha256(&leaves)))
}

/// What the tombstone of a file says, when it has one that the program wrote and that covers every other act.
pub(crate) fn tombstone(acts: &[Sealed], register: &Register) -> Option<Erased> {
    let (last, others) = acts.split_last()?;
    if last.written.name != ERASE || !last.readable {
        return None;
    }
    let hash = |bytes: &Option<Vec<u8>>| bytes.as_deref().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let (salt, leaf) = (hash(&last.salt)?, hash(&last.leaf)?);
    let sound = digest(&salt, &last.written) == leaf && register.marked(&leaf, last.mark.as_deref()?);
    let said: Erased = serde_json::from_str(&last.written.content).ok().filter(|_| sound)?;
    (said.acts as usize == others.len() && leaves(others.iter())? == said.leaves).then_some(said)
}

/// Says of a file that cannot be read whether it was erased, and when.
pub(crate) fn denial(tx: &mut Tx, desk: &Desk, commune: Place, number: &str) -> Result<Denial> {
    let Some(id) = dossiers::id_of(tx, commune, number)? else { return Ok(Denial::NotFound) };
    let said = match vault::destroyed(tx, commune.0, id)? {
        Some(_) => tombstone(&log::sealed(tx, commune, id)?, &desk.register),
        None => None,
    };
    Ok(said.map_or(Denial::NotFound, |said| Denial::Erased { on: said.day, text: said.text, article: said.article }))
}

/// The last day on which a file that ended is kept.
pub(crate) fn kept_until(desk: &Desk, commune: Place, last_at: i64) -> Option<Date> {
    let ended = i18n::format::local_date(last_at);
    let statute = desk.statute();
    let delay = statute.law.delay("file-retention", commune, desk.clock.today())?;
    Some(statute.calendar.after(ended, delay))
}

/// Erases a file: an administrator of its commune, with a second factor, for a reason that the law knows.
pub async fn erase_file(desk: &Desk, who: &Who, number: &str, grounds: Grounds) -> Result<()> {
    let commune = commune_of(number).ok_or(Denial::NotFound)?;
    if !who.viewer.holds(Role::Administrator, commune) {
        return Err(Denial::NotYours.into());
    }
    judge(&grounds)?;
    who.administers(desk)?;
    readings::flush(desk).await?;
    let (counter, by, number) = (desk.clone(), who.account.id, number.to_owned());
    let (told, decision) = (number.clone(), grounds.decision.clone());
    let blobs = desk.db.write(move |tx| erase(tx, &counter, by, commune, &number, &grounds)).await?;
    people::note(desk, who, commune, "file-erased", &format!("{told} {decision}")).await?;
    destroy(desk, blobs).await?;
    let db = desk.db.clone();
    tokio::task::spawn_blocking(move || db.empty_log()).await.map_err(|e| Error::Setup(e.to_string()))??;
    desk.nudge();
    Ok(())
}

fn judge(grounds: &Grounds) -> Result<()> {
    let mut mistakes = Vec::new();
    if !["retention", "decision"].contains(&grounds.why.as_str()) {
        mistakes.push(Mistake::new("why", "unknown-choice"));
    }
    let decision = grounds.decision.trim();
    if decision.is_empty() {
        mistakes.push(Mistake::new("decision", "required"));
    } else if DECISION_MOST < decision.chars().count() || civic::identity::has_control(decision) {
        mistakes.push(Mistake::beyond("decision", "too-long", DECISION_MOST as i64));
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Error::Mistakes(mistakes)) }
}

/// Erases in one transaction; gives the digests of its pieces and papers.
fn erase(
    tx: &mut Tx,
    desk: &Desk,
    by: Uuid,
    commune: Place,
    number: &str,
    grounds: &Grounds,
) -> Result<BTreeSet<String>> {
    let id = dossiers::id_of(tx, commune, number)?.ok_or(Denial::NotFound)?;
    let Some((dossier, _)) = dossiers::to_decide(tx, commune, id)? else {
        return Err(denial(tx, desk, commune, number)?.into());
    };
    may_go(tx, desk, &dossier, grounds)?;
    let now = desk.clock.now().max(dossier.last_at);
    let sealed = log::sealed(tx, commune, id)?;
    let lost =
        || Error::Store(store::Error::Corrupt(format!("{number}: an act has no seal: `diwan verify` says which")));
    let statute = desk.statute();
    let law = statute.law.value("file-retention", commune, desk.clock.today());
    let (text, article) = match grounds.why.as_str() {
        "retention" => law.map(|law| (law.text.clone(), law.article.clone())).unwrap_or_default(),
        _ => ("09-08".to_owned(), "8".to_owned()),
    };
    let said = Erased {
        day: i18n::format::local_date(now),
        why: grounds.why.clone(),
        decision: grounds.decision.trim().to_owned(),
        text,
        article,
        acts: dossier.acts,
        leaves: leaves(sealed.iter()).ok_or_else(lost)?,
    };
    let written = Written {
        key: Key { commune, dossier: id, seq: i64::from(dossier.acts) },
        at: now,
        by,
        role: Role::Administrator.as_str().to_owned(),
        name: ERASE.to_owned(),
        content: serde_json::to_string(&said).map_err(|e| Error::Setup(e.to_string()))?,
    };
    let mut blobs: BTreeSet<String> = documents::of(tx, commune, id)?.into_iter().filter_map(|d| d.sha256).collect();
    for act in dossiers::acts(tx, commune, id)? {
        blobs.extend(act.body.pieces.into_iter().map(|piece| piece.sha256));
    }
    if !privacy::erase_file(tx, &dossier, &written, &desk.register.seal(&desk.chance, &written))? {
        return Err(Denial::Stale { since: Vec::new() }.into());
    }
    Ok(blobs)
}

/// A file that runs, that somebody holds, or whose time is not over, stays.
fn may_go(tx: &mut Tx, desk: &Desk, d: &Dossier, grounds: &Grounds) -> Result<()> {
    let today = desk.clock.today();
    if !is_over(desk, d) {
        return Err(Denial::StillOpen.into());
    }
    if let Some(hold) = privacy::holds_on(tx, d.commune, d.id)?.into_iter().find(|hold| hold.on(today)) {
        return Err(Denial::Held { basis: hold.basis }.into());
    }
    match kept_until(desk, d.commune, d.last_at) {
        Some(until) if grounds.why == "retention" && today <= until => Err(Denial::NotDue { until }.into()),
        _ => Ok(()),
    }
}

fn is_over(desk: &Desk, d: &Dossier) -> bool {
    desk.street.procedure(&d.procedure, d.revision).is_some_and(|p| p.step(d.step).holder == "nobody")
}

/// Destroys the pieces and papers that no other file, upload or paper uses: the same plan may serve two.
async fn destroy(desk: &Desk, mut blobs: BTreeSet<String>) -> Result<()> {
    let mut after = (Place::KINGDOM, Uuid::nil());
    while !blobs.is_empty() {
        let sought = blobs.clone();
        let (last, used) = desk
            .db
            .read(move |tx| -> Result<_> {
                let page = dossiers::page(tx, after, PAGE)?;
                let mut used = BTreeSet::new();
                for (commune, id) in &page {
                    for act in dossiers::acts(tx, *commune, *id)? {
                        used.extend(act.body.pieces.into_iter().map(|p| p.sha256).filter(|sha| sought.contains(sha)));
                    }
                }
                for sha256 in &sought {
                    if privacy::names_blob(tx, sha256)? {
                        used.insert(sha256.clone());
                    }
                }
                Ok((page.last().copied(), used))
            })
            .await?;
        blobs.retain(|sha256| !used.contains(sha256));
        match last {
            Some(last) => after = last,
            None => break,
        }
    }
    let files = desk.files.clone();
    let gone = move || blobs.iter().filter_map(|sha| sha.parse::<Digest>().ok()).try_for_each(|d| files.delete(&d));
    tokio::task::spawn_blocking(gone).await.map_err(|e| Error::Setup(e.to_string()))??;
    Ok(())
}

/// Erases a person whose files are all erased, at their request or by decision.
pub async fn erase_person(desk: &Desk, who: &Who, place: Place, account: Uuid, decision: &str) -> Result<()> {
    judge(&Grounds { why: "decision".into(), decision: decision.to_owned() })?;
    if !who.viewer.holds(Role::Administrator, place) {
        return Err(Denial::NotYours.into());
    }
    who.administers(desk)?;
    let now = desk.clock.now();
    desk.db
        .write(move |tx| -> Result<()> {
            // Only whom this institution answers: they asked it something.
            let asked = privacy::of(tx, account, PAGE)?.iter().any(|request| request.place == place);
            let person =
                store::people::get(tx, account)?.filter(|a| asked && a.kind != "officer" && !a.name_fr.is_empty());
            if person.is_none() {
                return Err(Denial::NotFound.into());
            }
            if privacy::has_files(tx, account)? {
                return Err(Denial::StillOpen.into());
            }
            Ok(privacy::erase_person(tx, account, now)?)
        })
        .await?;
    people::note(desk, who, place, "person-erased", &format!("{account} {}", decision.trim())).await?;
    let db = desk.db.clone();
    tokio::task::spawn_blocking(move || db.empty_log()).await.map_err(|e| Error::Setup(e.to_string()))??;
    Ok(())
}
