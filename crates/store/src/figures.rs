//! Figures of delays and outcomes, counted in the transaction that gives the answer.
//!
//! `answered` holds one row for each commune, procedure, month, outcome and number of days, so that
//! a median over a year is a sum over a few hundred rows, and no figure is ever older than a write.

use crate::db::{Tx, Value};
use crate::{Result, args};
use civic::Place;
use jiff::civil::Date;

/// An answer that was just given.
pub struct Answered<'a> {
    pub commune: Place,
    pub procedure: &'a str,
    pub day: Date,
    pub outcome: &'a str,
    /// Working days that the file's clock ran.
    pub days: i64,
    pub late: bool,
}

pub fn count(tx: &mut Tx, a: &Answered) -> Result<()> {
    let month = format!("{:04}-{:02}", a.day.year(), a.day.month());
    tx.exec(
        "insert into answered (commune, procedure, month, outcome, days, late, files) values ($1, $2, $3, $4, $5, $6, 1)
         on conflict (commune, procedure, month, outcome, days, late) do update set files = answered.files + 1",
        args![a.commune.0, a.procedure, month, a.outcome, a.days, a.late],
    )?;
    Ok(())
}

/// Files of one commune, procedure, month and outcome that took the same number of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    pub commune: Place,
    pub procedure: String,
    pub month: String,
    pub outcome: String,
    pub days: i64,
    pub late: bool,
    pub files: i64,
}

/// The buckets of a commune, a province, a region or the Kingdom since a month (`2026-01`).
pub fn buckets(tx: &mut Tx, within: Place, since: &str) -> Result<Vec<Bucket>> {
    let (low, high) = range(within);
    tx.all(
        "select commune, procedure, month, outcome, days, late, files from answered
          where $1 <= commune and commune <= $2 and month >= $3
          order by commune, procedure, month, outcome, days",
        args![low, high, since],
        |row| {
            Ok(Bucket {
                commune: Place(row.get(0)?),
                procedure: row.get(1)?,
                month: row.get(2)?,
                outcome: row.get(3)?,
                days: row.get(4)?,
                late: row.get(5)?,
                files: row.get(6)?,
            })
        },
    )
}

/// An opinion that was just given.
pub struct Opined<'a> {
    pub commune: Place,
    pub procedure: &'a str,
    /// The member's role.
    pub role: &'a str,
    pub day: Date,
    /// Working days since it was asked.
    pub days: i64,
    pub late: bool,
}

pub fn opine(tx: &mut Tx, o: &Opined) -> Result<()> {
    let month = format!("{:04}-{:02}", o.day.year(), o.day.month());
    tx.exec(
        "insert into opined (commune, procedure, role, month, days, late, opinions) values ($1, $2, $3, $4, $5, $6, 1)
         on conflict (commune, procedure, role, month, days, late) do update set opinions = opined.opinions + 1",
        args![o.commune.0, o.procedure, o.role, month, o.days, o.late],
    )?;
    Ok(())
}

/// Opinions of one member that took the same number of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinions {
    pub procedure: String,
    pub role: String,
    pub days: i64,
    pub late: bool,
    pub opinions: i64,
}

/// The opinions given on the files of a place since a month (`2026-01`), by member and by how long they took.
pub fn opinions(tx: &mut Tx, within: Place, since: &str) -> Result<Vec<Opinions>> {
    let (low, high) = range(within);
    tx.all(
        "select procedure, role, days, late, cast(sum(opinions) as bigint) from opined
          where $1 <= commune and commune <= $2 and month >= $3
          group by procedure, role, days, late order by procedure, role, days, late",
        args![low, high, since],
        |row| {
            Ok(Opinions {
                procedure: row.get(0)?,
                role: row.get(1)?,
                days: row.get(2)?,
                late: row.get(3)?,
                opinions: row.get(4)?,
            })
        },
    )
}

/// The rule by which the figures were counted; 0 of before there was one.
pub fn rule(tx: &mut Tx) -> Result<i64> {
    let rule = tx.opt("select rule from figures_rule where collectivity = 0", args![], |row| row.get(0))?;
    Ok(rule.unwrap_or(0))
}

/// Forgets what was counted, to count it anew by another rule.
pub fn begin_again(tx: &mut Tx, rule: i64) -> Result<()> {
    tx.exec("delete from answered", args![])?;
    tx.exec("delete from opined", args![])?;
    tx.exec(
        "insert into figures_rule (collectivity, rule) values (0, $1) on conflict (collectivity) do update set rule = $1",
        args![rule],
    )?;
    Ok(())
}

/// Open files of a commune, how many of them are late, paused, or silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    pub commune: Place,
    pub procedure: String,
    pub open: i64,
    pub late: i64,
    pub paused: i64,
}

pub fn stock(tx: &mut Tx, within: Place, today: Date) -> Result<Vec<Stock>> {
    let (low, high) = range(within);
    let args: Vec<Value> = args![low, high, today].to_vec();
    tx.all(
        "select commune, procedure, count(*), count(*) filter (where paused = 0 and due < $3), count(*) filter (where paused = 1)
           from dossier where $1 <= commune and commune <= $2 and answered is null and outcome is null
          group by commune, procedure order by commune, procedure",
        &args,
        |row| Ok(Stock { commune: Place(row.get(0)?), procedure: row.get(1)?, open: row.get(2)?, late: row.get(3)?, paused: row.get(4)? }),
    )
}

/// Open files of one commune, procedure and step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub commune: Place,
    pub procedure: String,
    pub step: String,
    pub open: i64,
    pub late: i64,
    /// Due from today to the day named, included.
    pub soon: i64,
    pub paused: i64,
}

/// Where the files stand that are not over: also those that fell silent and wait for their attestation.
pub fn standing(tx: &mut Tx, within: Place, today: Date, soon: Date) -> Result<Vec<Standing>> {
    let (low, high) = range(within);
    tx.all(
        "select commune, procedure, step, count(*),
                count(*) filter (where answered is null and paused = 0 and due < $3),
                count(*) filter (where answered is null and paused = 0 and $3 <= due and due <= $4),
                count(*) filter (where paused = 1)
           from dossier where $1 <= commune and commune <= $2 and outcome is null
          group by commune, procedure, step order by commune, procedure, step",
        args![low, high, today, soon],
        |row| {
            Ok(Standing {
                commune: Place(row.get(0)?),
                procedure: row.get(1)?,
                step: row.get(2)?,
                open: row.get(3)?,
                late: row.get(4)?,
                soon: row.get(5)?,
                paused: row.get(6)?,
            })
        },
    )
}

/// How many files were opened: commune, procedure, month, files.
pub fn filed(tx: &mut Tx, within: Place, since: &str) -> Result<Vec<(Place, String, String, i64)>> {
    let (low, high) = range(within);
    tx.all(
        "select commune, procedure, substr(filed_day, 1, 7), count(*) from dossier
          where $1 <= commune and commune <= $2 and filed_day >= $3
          group by commune, procedure, substr(filed_day, 1, 7) order by commune, procedure, substr(filed_day, 1, 7)",
        args![low, high, since],
        |row| Ok((Place(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?)),
    )
}

/// How many files have a step or an opinion whose own day has passed: commune, procedure, files.
pub fn behind(tx: &mut Tx, within: Place, today: Date) -> Result<Vec<(Place, String, i64)>> {
    let (low, high) = range(within);
    tx.all(
        "select commune, procedure, count(distinct dossier) from task
          where $1 <= commune and commune <= $2 and starts <= $3 and due < $3
          group by commune, procedure order by commune, procedure",
        args![low, high, today],
        |row| Ok((Place(row.get(0)?), row.get(1)?, row.get(2)?)),
    )
}

/// Whom the files wait for: role, how many, how many late.
pub fn waited(tx: &mut Tx, within: Place, today: Date) -> Result<Vec<(String, i64, i64)>> {
    let (low, high) = range(within);
    tx.all(
        "select role, count(*), count(*) filter (where due < $3) from task
          where $1 <= commune and commune <= $2 and starts <= $3 group by role order by role",
        args![low, high, today],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Open files of a procedure by the revision they were opened under.
pub fn revisions(tx: &mut Tx, within: Place, procedure: &str) -> Result<Vec<(i64, i64)>> {
    let (low, high) = range(within);
    tx.all(
        "select revision, count(*) from dossier
          where $1 <= commune and commune <= $2 and procedure = $3 and outcome is null group by revision order by revision",
        args![low, high, procedure],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The codes that lie within a place.
fn range(within: Place) -> (i64, i64) {
    let span = match within {
        Place::KINGDOM => 1_000_000_000,
        p if p.is_commune() => 1,
        p if p.is_province() => 10_000,
        _ => 10_000_000,
    };
    (within.0, within.0 + span - 1)
}
