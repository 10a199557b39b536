//! Inboxes: who is awaited, by seat and role, the first due first; and counts that are always right.

use crate::db::{Row, Tx, Value};
use crate::{Error, Result, args};
use civic::dossier::Task;
use civic::{Answers, Dossier, Place, Seat};
use jiff::civil::Date;
use uuid::Uuid;

/// Written where nothing says when it is due.
pub const NO_DAY: &str = "9999-12-31";
/// Written where it may be done at once.
pub const AT_ONCE: &str = "0000-01-01";

/// One line of an inbox.
#[derive(Clone, Debug)]
pub struct Line {
    pub commune: Place,
    pub dossier: Uuid,
    pub number: String,
    pub procedure: String,
    pub step: String,
    pub title: String,
    /// What a list says of the project.
    pub summary: Answers,
    pub filed: Date,
    /// When this office should have done its part.
    pub due: Option<Date>,
    /// The last day of the file's one clock.
    pub file_due: Option<Date>,
    pub paused: bool,
    pub version: i64,
}

/// What an inbox is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub step: Option<String>,
    pub procedure: Option<String>,
    pub commune: Option<Place>,
    /// Only what is due before this day.
    pub due_before: Option<Date>,
    /// Only what is due on this day or later.
    pub due_from: Option<Date>,
    /// Only files whose clock stands still.
    pub paused: bool,
}

/// What the lines of a file say beside its state.
pub struct Says<'a> {
    pub title: &'a str,
    pub step: &'a str,
    pub file_due: Option<Date>,
    pub summary: Answers,
}

/// Rewrites the tasks of one file.
pub fn set(tx: &mut Tx, d: &Dossier, says: &Says, tasks: &[Task]) -> Result<()> {
    let summary = serde_json::to_string(&says.summary).map_err(|e| Error::Corrupt(format!("task.summary: {e}")))?;
    if 1 < d.acts {
        tx.exec("delete from task where commune = $1 and dossier = $2", args![d.commune.0, d.id])?;
    }
    for task in tasks {
        let due = task.due.map(|day| day.to_string()).unwrap_or_else(|| NO_DAY.into());
        let starts = task.starts.map(|day| day.to_string()).unwrap_or_else(|| AT_ONCE.into());
        tx.exec(
            "insert into task (commune, dossier, role, seat, due, starts, number, procedure, step, title, filed_day, file_due, paused, version, summary)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             on conflict do nothing",
            args![
                d.commune.0, d.id, task.role.as_str(), task.role.seat(d.commune, d.examiner).0, due, starts, &d.number, &d.procedure, says.step,
                says.title, d.filed, says.file_due, d.pause().is_some(), d.acts, &summary
            ],
        )?;
    }
    Ok(())
}

/// A line that was written before lists said anything says nothing.
fn summary(text: &str) -> Result<Answers> {
    match text {
        "" => Ok(Answers::new()),
        // What is wrong is said without what was read.
        text => serde_json::from_str(text).map_err(|e| Error::Corrupt(format!("task.summary: {:?}", e.classify()))),
    }
}

fn line(row: &Row) -> Result<Line> {
    let due: String = row.get(7)?;
    Ok(Line {
        commune: Place(row.get(0)?),
        dossier: row.get(1)?,
        number: row.get(2)?,
        procedure: row.get(3)?,
        step: row.get(4)?,
        title: row.get(5)?,
        filed: row.get(6)?,
        due: (due != NO_DAY).then(|| due.parse().ok()).flatten(),
        file_due: row.get(8)?,
        paused: row.get(9)?,
        version: row.get(10)?,
        summary: summary(&row.get::<String>(11)?)?,
    })
}

/// The conditions of a filter, their parameters numbered after those in `args`.
fn narrowed(filter: &Filter, args: &mut Vec<Value>) -> String {
    let mut sql = String::new();
    let mut and = |condition: &str, value: Value, args: &mut Vec<Value>| {
        args.push(value);
        sql.push_str(&format!(" and {condition}${}", args.len()));
    };
    if let Some(step) = &filter.step {
        and("step = ", Value::from(step.as_str()), args);
    }
    if let Some(procedure) = &filter.procedure {
        and("procedure = ", Value::from(procedure.as_str()), args);
    }
    if let Some(commune) = filter.commune {
        and("commune = ", Value::from(commune.0), args);
    }
    if let Some(day) = filter.due_before {
        and("due < ", Value::from(day), args);
    }
    if let Some(day) = filter.due_from {
        and("due >= ", Value::from(day), args);
    }
    if filter.paused {
        and("paused = ", Value::from(1_i64), args);
    }
    sql
}

/// What a seat is awaited for, the first due first. `after` is the last line of the page before.
pub fn lines(
    tx: &mut Tx,
    seat: Seat,
    today: Date,
    filter: &Filter,
    after: Option<(String, Uuid)>,
    most: i64,
) -> Result<Vec<Line>> {
    let (due, id) = after.unwrap_or((String::new(), Uuid::nil()));
    let mut args = args![seat.place.0, seat.role.as_str(), due, id, today, most].to_vec();
    let narrowed = narrowed(filter, &mut args);
    tx.all(
        &format!(
            "select commune, dossier, number, procedure, step, title, filed_day, due, file_due, paused, version, summary from task
              where seat = $1 and role = $2 and (due, dossier) > ($3, $4) and starts <= $5{narrowed}
              order by due, dossier limit $6"
        ),
        &args,
        line,
    )
}

/// How many lines a seat has: in all, late, due within the days named, and later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: i64,
    pub late: i64,
    pub soon: i64,
}

/// Counted from the same rows that the list reads.
pub fn counts(tx: &mut Tx, seat: Seat, today: Date, soon: Date, filter: &Filter) -> Result<Counts> {
    let mut args = args![seat.place.0, seat.role.as_str(), today, soon].to_vec();
    let narrowed = narrowed(filter, &mut args);
    tx.one(
        &format!(
            "select count(*), count(*) filter (where due < $3), count(*) filter (where $3 <= due and due <= $4) from task
              where seat = $1 and role = $2 and starts <= $3{narrowed}"
        ),
        &args,
        |row| Ok(Counts { all: row.get(0)?, late: row.get(1)?, soon: row.get(2)? }),
    )
}

/// How many lines of a seat share a step, a procedure and a commune: what the filters of an inbox count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    pub step: String,
    pub procedure: String,
    pub commune: Place,
    pub all: i64,
    pub late: i64,
    /// Due from today to the day named, included.
    pub soon: i64,
    pub paused: i64,
}

/// Counted from the same rows that the list reads.
pub fn spread(tx: &mut Tx, seat: Seat, today: Date, soon: Date) -> Result<Vec<Spread>> {
    tx.all(
        "select step, procedure, commune, count(*), count(*) filter (where due < $3), count(*) filter (where $3 <= due and due <= $4),
                count(*) filter (where paused = 1)
           from task where seat = $1 and role = $2 and starts <= $3
          group by procedure, step, commune order by procedure, step, commune",
        args![seat.place.0, seat.role.as_str(), today, soon],
        |row| {
            Ok(Spread {
                step: row.get(0)?,
                procedure: row.get(1)?,
                commune: Place(row.get(2)?),
                all: row.get(3)?,
                late: row.get(4)?,
                soon: row.get(5)?,
                paused: row.get(6)?,
            })
        },
    )
}

/// What a spread counts in all.
pub fn sum(spread: &[Spread]) -> Counts {
    let add = |sum: Counts, part: &Spread| Counts {
        all: sum.all + part.all,
        late: sum.late + part.late,
        soon: sum.soon + part.soon,
    };
    spread.iter().fold(Counts::default(), add)
}

/// The roles that owe something on a file today, and since when they are due.
pub fn awaited_today(tx: &mut Tx, commune: Place, dossier: Uuid, today: Date) -> Result<Vec<(String, Option<Date>)>> {
    tx.all(
        "select role, due from task where commune = $1 and dossier = $2 and starts <= $3 order by due, role",
        args![commune.0, dossier, today],
        |row| {
            let due: String = row.get(1)?;
            Ok((row.get(0)?, (due != NO_DAY).then(|| due.parse().ok()).flatten()))
        },
    )
}

/// Who else is awaited on a file.
pub fn awaited(tx: &mut Tx, commune: Place, dossier: Uuid) -> Result<Vec<(String, Option<Date>)>> {
    tx.all(
        "select role, due from task where commune = $1 and dossier = $2 order by due, role",
        args![commune.0, dossier],
        |row| {
            let due: String = row.get(1)?;
            Ok((row.get(0)?, (due != NO_DAY).then(|| due.parse().ok()).flatten()))
        },
    )
}
