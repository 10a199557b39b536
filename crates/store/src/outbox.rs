//! The outbox: what must follow an act, put in the transaction of the act and done soon after.
//!
//! A worker claims some jobs for a while (a lease), does them, and says so. A worker that dies says
//! nothing: when its lease is over another one takes the job. So a job may be done twice, and is
//! written so that nobody notices. A job that fails waits longer each time, and never disappears.

use crate::args;
use crate::db::{Row, Tx};
use crate::error::Result;
use uuid::Uuid;

const SECOND: i64 = 1_000_000;
const BACK_OFF_LEAST: i64 = 5 * SECOND;
const BACK_OFF_MOST: i64 = 3_600 * SECOND;
const ERROR_LETTERS_MOST: usize = 1_000;

/// Something to be done.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    pub commune: i64,
    pub id: Uuid,
    pub kind: &'a str,
    /// What it is about, as text: a dossier's id, an address.
    pub subject: &'a str,
    pub payload: &'a str,
    pub due: i64,
}

/// Something to be done now, by the one who claimed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub commune: i64,
    pub id: Uuid,
    pub kind: String,
    pub subject: String,
    pub payload: String,
    pub due: i64,
    /// How many times it was claimed, this time counted.
    pub attempts: i64,
    pub leased_until: i64,
}

/// Something that fails again and again, for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    pub commune: i64,
    pub id: Uuid,
    pub kind: String,
    pub subject: String,
    pub due: i64,
    pub attempts: i64,
    pub last_error: Option<String>,
}

/// Puts a job; putting the same one again changes nothing.
pub fn put(tx: &mut Tx, new: &New<'_>) -> Result<()> {
    tx.exec(
        "insert into outbox (commune, id, kind, subject, payload, due, attempts, leased_until, last_error)
         values ($1, $2, $3, $4, $5, $6, 0, 0, null)
             on conflict (commune, id) do nothing",
        args![new.commune, new.id, new.kind, new.subject, new.payload, new.due],
    )?;
    Ok(())
}

const CLAIM: &str = "update outbox set attempts = attempts + 1, leased_until = $1 + $3
      where (commune, id) in (
            select commune, id from outbox where due <= $1 and leased_until <= $1 order by due, id limit $2)
  returning commune, id, kind, subject, payload, due, attempts, leased_until";

/// The same; PostgreSQL's workers pass over what another one is claiming at this moment.
const CLAIM_POSTGRES: &str = "update outbox set attempts = attempts + 1, leased_until = $1 + $3
      where (commune, id) in (
            select commune, id from outbox where due <= $1 and leased_until <= $1 order by due, id limit $2
               for update skip locked)
  returning commune, id, kind, subject, payload, due, attempts, leased_until";

/// Takes up to `most` jobs that are due, for `lease` microseconds, the oldest first.
pub fn claim(tx: &mut Tx, now: i64, most: i64, lease: i64) -> Result<Vec<Job>> {
    let sql = if tx.is_sqlite() { CLAIM } else { CLAIM_POSTGRES };
    let mut jobs = tx.all(sql, args![now, most, lease], read)?;
    jobs.sort_by_key(|job| (job.due, job.id));
    Ok(jobs)
}

/// It is done, and is gone; false when somebody else had done it.
pub fn done(tx: &mut Tx, commune: i64, id: Uuid) -> Result<bool> {
    Ok(tx.exec("delete from outbox where commune = $1 and id = $2", args![commune, id])? == 1)
}

/// It failed, and is due again at `next`.
pub fn failed(tx: &mut Tx, commune: i64, id: Uuid, error: &str, next: i64) -> Result<bool> {
    let error: String = error.chars().take(ERROR_LETTERS_MOST).collect();
    let touched = tx.exec(
        "update outbox set due = $3, leased_until = 0, last_error = $4 where commune = $1 and id = $2",
        args![commune, id, next, error],
    )?;
    Ok(touched == 1)
}

/// How long to wait after so many attempts: 5 s, 10 s, 20 s… and an hour at most.
pub fn back_off(attempts: i64) -> i64 {
    let doublings = attempts.clamp(1, 20) - 1;
    (BACK_OFF_LEAST << doublings).min(BACK_OFF_MOST)
}

/// What was tried at least so many times, the most tried first.
pub fn stuck(tx: &mut Tx, attempts_least: i64, limit: i64) -> Result<Vec<Stuck>> {
    tx.all(
        "select commune, id, kind, subject, due, attempts, last_error
           from outbox where attempts >= $1 order by attempts desc, due, id limit $2",
        args![attempts_least, limit],
        |row| {
            Ok(Stuck {
                commune: row.get(0)?,
                id: row.get(1)?,
                kind: row.get(2)?,
                subject: row.get(3)?,
                due: row.get(4)?,
                attempts: row.get(5)?,
                last_error: row.get(6)?,
            })
        },
    )
}

/// How many jobs are due, and the day the oldest of them was.
pub fn waiting(tx: &mut Tx, now: i64) -> Result<(i64, Option<i64>)> {
    tx.one("select count(*), min(due) from outbox where due <= $1", args![now], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// When the next job is due, if there is one.
pub fn next_due(tx: &mut Tx) -> Result<Option<i64>> {
    tx.one("select min(due) from outbox", args![], |row| row.get(0))
}

fn read(row: &Row<'_>) -> Result<Job> {
    Ok(Job {
        commune: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        payload: row.get(4)?,
        due: row.get(5)?,
        attempts: row.get(6)?,
        leased_until: row.get(7)?,
    })
}
