//! Every look of an officer at somebody's data leaves a row, and the person is shown it.
//!
//! The first look of a quarter of an hour is durable before the page is answered, in the commit that others
//! share: what cannot be written down is not shown. Looks that follow it are counted in memory and written
//! together, by `work` and before anyone reads the list; a power cut loses those counts, never that somebody
//! looked. Lists and inboxes show names and numbers and leave no row; opening what they list does.

use crate::{Denial, Desk, Result, Who};
use civic::{Dossier, Place, Role, Seat, Viewer};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::people::Account;
pub use store::readings::{Look, Reading};
use store::{dossiers, readings};
use uuid::Uuid;

/// Looks within this time are one reading.
const TOGETHER_MICROS: i64 = 15 * 60 * 1_000_000;
/// How many are written in one transaction.
const BATCH: usize = 256;
/// How many a list shows.
const SHOWN_MOST: i64 = 200;

/// The readings of the last quarter of an hour, as they stand.
#[derive(Default)]
pub struct Recent(Mutex<HashMap<Look, Standing>>);

struct Standing {
    first_at: i64,
    last_at: i64,
    times: i64,
    /// Whether the row says less than this.
    ahead: bool,
}

impl Standing {
    fn of(&self, look: &Look) -> Reading {
        Reading { look: look.clone(), first_at: self.first_at, last_at: self.last_at, times: self.times }
    }
}

impl Recent {
    fn lock(&self) -> MutexGuard<'_, HashMap<Look, Standing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a look; what must be written before it is granted: the reading that it begins, and what
    /// the one before had still to say.
    fn count(&self, look: &Look, now: i64) -> Vec<Reading> {
        let mut recent = self.lock();
        let mut due = Vec::new();
        if let Some(standing) = recent.get_mut(look) {
            if now < standing.first_at + TOGETHER_MICROS {
                standing.last_at = now;
                standing.times += 1;
                standing.ahead = true;
                return due;
            }
            if standing.ahead {
                due.push(standing.of(look));
            }
        }
        let begun = Standing { first_at: now, last_at: now, times: 1, ahead: false };
        due.push(begun.of(look));
        recent.insert(look.clone(), begun);
        due
    }

    /// What must be written, some of it; what is over and written is forgotten.
    fn ripe(&self, now: i64) -> Vec<Reading> {
        let mut recent = self.lock();
        recent.retain(|_, standing| standing.ahead || now < standing.first_at + TOGETHER_MICROS);
        let ahead = recent.iter().filter(|(_, standing)| standing.ahead).take(BATCH);
        ahead.map(|(look, standing)| standing.of(look)).collect()
    }

    fn written(&self, readings: &[Reading]) {
        let mut recent = self.lock();
        for one in readings {
            if let Some(standing) = recent.get_mut(&one.look) {
                standing.ahead = standing.first_at != one.first_at || standing.times != one.times;
            }
        }
    }

    /// The first look could not be written: the next one begins again.
    fn lost(&self, look: &Look) {
        self.lock().remove(look);
    }
}

/// Writes down that a viewer looks at a file, unless it is their own.
pub async fn of_file(desk: &Desk, viewer: &Viewer, d: &Dossier, what: &str, detail: &str) -> Result<()> {
    grant(desk, look(viewer, d, what, detail).into_iter().collect()).await
}

/// The same of who takes the evidence of a file away, and of each piece that lies in it.
pub async fn of_evidence(desk: &Desk, viewer: &Viewer, d: &Dossier, pieces: &[&str]) -> Result<()> {
    let mut looks: Vec<Look> = look(viewer, d, "evidence", "").into_iter().collect();
    let mut named: Vec<&str> = pieces.to_vec();
    named.sort_unstable();
    named.dedup();
    looks.extend(named.iter().filter_map(|piece| look(viewer, d, "piece", piece)));
    grant(desk, looks).await
}

/// What leaves a row; nothing when it is one's own file.
fn look(viewer: &Viewer, d: &Dossier, what: &str, detail: &str) -> Option<Look> {
    if viewer.person == d.applicant || Some(viewer.person) == d.agent {
        return None;
    }
    Some(Look {
        commune: d.commune,
        subject: d.id,
        reader: viewer.person,
        seat: seat(viewer, d)?,
        what: what.to_owned(),
        detail: detail.to_owned(),
    })
}

/// Writes down that an officer of a commune looks at persons, whatever the files they are in.
pub async fn of_persons(desk: &Desk, who: &Who, seat: Seat, persons: &[Account]) -> Result<()> {
    let others = persons.iter().filter(|person| person.id != who.account.id);
    let look = |person: &Account| Look {
        commune: seat.place,
        subject: person.id,
        reader: who.account.id,
        seat,
        what: "person".into(),
        detail: String::new(),
    };
    grant(desk, others.map(look).collect()).await
}

/// Somebody at the machine, where the program knows no name for them.
fn operator(commune: Place, subject: Uuid, what: &str) -> Look {
    let seat = Seat { role: Role::System, place: Place::KINGDOM };
    Look { commune, subject, reader: Uuid::nil(), seat, what: what.to_owned(), detail: String::new() }
}

/// Writes down that the operator took something of one file out of the machine.
pub async fn of_operator(desk: &Desk, d: &Dossier, what: &str) -> Result<()> {
    grant(desk, vec![operator(d.commune, d.id, what)]).await
}

/// The operator took a copy of every file out of the machine.
pub async fn exported(desk: &Desk) -> Result<()> {
    let (now, mut after) = (desk.clock.now(), (Place::KINGDOM, Uuid::nil()));
    loop {
        let page = desk.db.read(move |tx| -> Result<_> { Ok(dossiers::page(tx, after, BATCH as i64)?) }).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = *last;
        let rows = page.into_iter().map(|(commune, subject)| operator(commune, subject, "export"));
        write(desk, rows.map(|look| Reading { look, first_at: now, last_at: now, times: 1 }).collect()).await?;
    }
}

/// The seat that opens a file to a viewer: the one that sits where its office for this file does.
fn seat(viewer: &Viewer, d: &Dossier) -> Option<Seat> {
    let sits = |seat: &&Seat| seat.place == seat.role.seat(d.commune, d.examiner);
    viewer.seats.iter().find(sits).or(viewer.seats.first()).copied()
}

/// Writes down what begins now, or refuses the looks.
async fn grant(desk: &Desk, looks: Vec<Look>) -> Result<()> {
    let now = desk.clock.now();
    let due: Vec<Reading> = looks.iter().flat_map(|look| desk.readings.count(look, now)).collect();
    if due.is_empty() {
        return Ok(());
    }
    let written = write(desk, due).await;
    if written.is_err() {
        looks.iter().for_each(|look| desk.readings.lost(look));
    }
    written
}

async fn write(desk: &Desk, rows: Vec<Reading>) -> Result<()> {
    desk.db
        .write(move |tx| -> Result<()> {
            for row in &rows {
                readings::put(tx, row)?;
            }
            Ok(())
        })
        .await
}

/// Writes what was counted in memory. Gives how many readings said more than their rows.
pub async fn flush(desk: &Desk) -> Result<usize> {
    let mut all = 0;
    loop {
        let ripe = desk.readings.ripe(desk.clock.now());
        if ripe.is_empty() {
            return Ok(all);
        }
        all += ripe.len();
        write(desk, ripe.clone()).await?;
        desk.readings.written(&ripe);
        if ripe.len() < BATCH {
            return Ok(all);
        }
    }
}

/// Who read a file: for the person whose it is, and for those who answer for it.
pub async fn list(desk: &Desk, d: &Dossier) -> Result<Vec<Reading>> {
    flush(desk).await?;
    let (commune, id) = (d.commune, d.id);
    desk.db.read(move |tx| -> Result<_> { Ok(readings::of(tx, commune, id, SHOWN_MOST)?) }).await
}

/// Who read a person of a commune's files.
pub async fn of_person(desk: &Desk, commune: Place, person: Uuid) -> Result<Vec<Reading>> {
    flush(desk).await?;
    desk.db.read(move |tx| -> Result<_> { Ok(readings::of(tx, commune, person, SHOWN_MOST)?) }).await
}

/// Who read a file, with their names: for the administrator of its commune, who answers for the readers.
pub async fn named(desk: &Desk, who: &Who, number: &str) -> Result<Vec<(Reading, Option<Account>)>> {
    let commune = crate::counter::commune_of(number).ok_or(Denial::NotFound)?;
    if !who.viewer.holds(Role::Administrator, commune) {
        return Err(Denial::NotYours.into());
    }
    flush(desk).await?;
    let number = number.to_owned();
    desk.db
        .read(move |tx| -> Result<_> {
            let id = dossiers::id_of(tx, commune, &number)?.ok_or(Denial::NotFound)?;
            let mut all = Vec::new();
            for one in readings::of(tx, commune, id, SHOWN_MOST)? {
                let reader = store::people::get(tx, one.look.reader)?;
                all.push((one, reader));
            }
            Ok(all)
        })
        .await
}
