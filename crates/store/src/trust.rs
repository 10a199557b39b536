//! Who may act for another, and how somebody is let in again: recoveries, the order of vice-presidents,
//! absences, what identity providers call people. Rows in, rows out.

use crate::Result;
use crate::args;
use crate::db::{Row, Tx};
use civic::Place;
use jiff::civil::Date;
use uuid::Uuid;

/// An officer who lost every second factor, and what two administrators say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    pub place: Place,
    pub id: Uuid,
    pub account: Uuid,
    pub reason: String,
    pub asked_by: Uuid,
    pub asked_at: i64,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<i64>,
    /// The last moment of the request; once confirmed, of the link.
    pub until: i64,
    pub ended_at: Option<i64>,
}

const RECOVERY: &str =
    "collectivity, id, account, reason, asked_by, asked_at, confirmed_by, confirmed_at, until, ended_at";

fn recovery(row: &Row) -> Result<Recovery> {
    Ok(Recovery {
        place: Place(row.get(0)?),
        id: row.get(1)?,
        account: row.get(2)?,
        reason: row.get(3)?,
        asked_by: row.get(4)?,
        asked_at: row.get(5)?,
        confirmed_by: row.get(6)?,
        confirmed_at: row.get(7)?,
        until: row.get(8)?,
        ended_at: row.get(9)?,
    })
}

pub fn ask_recovery(tx: &mut Tx, r: &Recovery) -> Result<()> {
    tx.exec(
        "insert into recovery (collectivity, id, account, reason, asked_by, asked_at, until) values ($1, $2, $3, $4, $5, $6, $7)",
        args![r.place.0, r.id, r.account, &r.reason, r.asked_by, r.asked_at, r.until],
    )?;
    Ok(())
}

/// What is open for an account in a place: asked, or confirmed and not yet used.
pub fn open_recovery(tx: &mut Tx, place: Place, account: Uuid, now: i64) -> Result<Option<Recovery>> {
    tx.opt(
        &format!(
            "select {RECOVERY} from recovery
              where collectivity = $1 and account = $2 and ended_at is null and $3 < until order by asked_at desc"
        ),
        args![place.0, account, now],
        recovery,
    )
}

/// Confirms a request, once, by somebody else than who asked and than whom it is for.
pub fn confirm_recovery(tx: &mut Tx, r: &Recovery, by: Uuid, token: &[u8], now: i64, until: i64) -> Result<bool> {
    let confirmed = tx.exec(
        "update recovery set confirmed_by = $3, confirmed_at = $4, token = $5, until = $6
          where collectivity = $1 and id = $2 and confirmed_by is null and ended_at is null and $4 < until
            and asked_by <> $3 and account <> $3",
        args![r.place.0, r.id, by, now, token, until],
    )?;
    Ok(confirmed == 1)
}

/// Ends a request or a link; false when it had ended.
pub fn end_recovery(tx: &mut Tx, place: Place, id: Uuid, now: i64) -> Result<bool> {
    let ended = tx.exec(
        "update recovery set ended_at = $3 where collectivity = $1 and id = $2 and ended_at is null",
        args![place.0, id, now],
    )?;
    Ok(ended == 1)
}

/// The confirmed recovery that a link opens, while it lasts.
pub fn recovery_of(tx: &mut Tx, token: &[u8], now: i64) -> Result<Option<Recovery>> {
    tx.opt(
        &format!("select {RECOVERY} from recovery where token = $1 and ended_at is null and $2 < until"),
        args![token, now],
        recovery,
    )
}

/// A vice-president and their place in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deputy {
    pub rank: i64,
    pub holder: Uuid,
    /// The minutes of the election.
    pub decision: String,
}

/// The vice-presidents of a place, the first first.
pub fn deputies(tx: &mut Tx, place: Place) -> Result<Vec<Deputy>> {
    tx.all("select rank, holder, decision from deputy where collectivity = $1 order by rank", args![place.0], |row| {
        Ok(Deputy { rank: row.get(0)?, holder: row.get(1)?, decision: row.get(2)? })
    })
}

/// The places where somebody is a vice-president.
pub fn deputy_in(tx: &mut Tx, holder: Uuid) -> Result<Vec<Place>> {
    tx.all("select collectivity from deputy where holder = $1 order by collectivity", args![holder], |row| {
        Ok(Place(row.get(0)?))
    })
}

/// Writes the order anew, as the council elected it.
pub fn set_deputies(tx: &mut Tx, place: Place, all: &[Deputy]) -> Result<()> {
    tx.exec("delete from deputy where collectivity = $1", args![place.0])?;
    for one in all {
        tx.exec(
            "insert into deputy (collectivity, rank, holder, decision) values ($1, $2, $3, $4)",
            args![place.0, one.rank, one.holder, &one.decision],
        )?;
    }
    Ok(())
}

/// Days on which somebody cannot exercise their seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    pub place: Place,
    pub id: Uuid,
    pub holder: Uuid,
    pub from: Date,
    pub until: Option<Date>,
    /// What establishes it.
    pub decision: String,
    pub made_by: Uuid,
    pub made_at: i64,
}

impl Absence {
    pub fn on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

pub fn add_absence(tx: &mut Tx, a: &Absence) -> Result<()> {
    tx.exec(
        "insert into absence (collectivity, id, holder, from_day, until_day, decision, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![a.place.0, a.id, a.holder, a.from, a.until, &a.decision, a.made_by, a.made_at],
    )?;
    Ok(())
}

/// The absences of a place, the latest first.
pub fn absences(tx: &mut Tx, place: Place) -> Result<Vec<Absence>> {
    tx.all(
        "select collectivity, id, holder, from_day, until_day, decision, made_by, made_at from absence
          where collectivity = $1 order by from_day desc, id",
        args![place.0],
        |row| {
            Ok(Absence {
                place: Place(row.get(0)?),
                id: row.get(1)?,
                holder: row.get(2)?,
                from: row.get(3)?,
                until: row.get(4)?,
                decision: row.get(5)?,
                made_by: row.get(6)?,
                made_at: row.get(7)?,
            })
        },
    )
}

/// Says the last day of an absence.
pub fn end_absence(tx: &mut Tx, place: Place, id: Uuid, until: Date) -> Result<bool> {
    let ended =
        tx.exec("update absence set until_day = $3 where collectivity = $1 and id = $2", args![place.0, id, until])?;
    Ok(ended == 1)
}

/// The account that a provider's person is linked to.
pub fn linked(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<Uuid>> {
    tx.opt(
        "select account from identity where collectivity = 0 and issuer = $1 and subject = $2",
        args![issuer, subject],
        |row| row.get(0),
    )
}

pub fn link(tx: &mut Tx, issuer: &str, subject: &str, account: Uuid, now: i64) -> Result<()> {
    tx.exec(
        "insert into identity (collectivity, issuer, subject, account, linked_at) values (0, $1, $2, $3, $4)",
        args![issuer, subject, account, now],
    )?;
    Ok(())
}
