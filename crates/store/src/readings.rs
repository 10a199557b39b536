//! Who read whose data: rows in, rows out. What counts as a reading is decided in `desk`.

use crate::db::{Row, Tx};
use crate::{Error, Result, args};
use civic::{Place, Role, Seat};
use uuid::Uuid;

/// Somebody's look at somebody's data, in one quality.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    pub commune: Place,
    /// The file, or the account of a person.
    pub subject: Uuid,
    /// The account of the officer; nil: the operator, at the machine.
    pub reader: Uuid,
    pub seat: Seat,
    /// `file`, `piece`, `paper`, `person`, `evidence`, `export`.
    pub what: String,
    /// The piece's name, the paper's number.
    pub detail: String,
}

/// A look and when it was taken, looks of one quarter of an hour together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub look: Look,
    pub first_at: i64,
    pub last_at: i64,
    pub times: i64,
}

const READING: &str = "commune, subject, reader, role, seat, what, detail, first_at, last_at, times";

fn reading(row: &Row) -> Result<Reading> {
    let role: String = row.get(3)?;
    let role = Role::parse(&role).ok_or_else(|| Error::Corrupt(format!("reading.role `{role}`")))?;
    Ok(Reading {
        look: Look {
            commune: Place(row.get(0)?),
            subject: row.get(1)?,
            reader: row.get(2)?,
            seat: Seat { role, place: Place(row.get(4)?) },
            what: row.get(5)?,
            detail: row.get(6)?,
        },
        first_at: row.get(7)?,
        last_at: row.get(8)?,
        times: row.get(9)?,
    })
}

/// Writes a reading, or what it has become since it was written.
pub fn put(tx: &mut Tx, r: &Reading) -> Result<()> {
    let look = &r.look;
    tx.exec(
        "insert into reading (commune, subject, reader, role, seat, what, detail, first_at, last_at, times)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (commune, subject, reader, role, seat, what, detail, first_at) do update
            set last_at = excluded.last_at, times = excluded.times",
        args![
            look.commune.0,
            look.subject,
            look.reader,
            look.seat.role.as_str(),
            look.seat.place.0,
            &look.what,
            &look.detail,
            r.first_at,
            r.last_at,
            r.times
        ],
    )?;
    Ok(())
}

/// Who read a file or a person, the latest first.
pub fn of(tx: &mut Tx, commune: Place, subject: Uuid, most: i64) -> Result<Vec<Reading>> {
    tx.all(
        &format!(
            "select {READING} from reading where commune = $1 and subject = $2
              order by last_at desc, first_at desc, reader, what, detail limit $3"
        ),
        args![commune.0, subject, most],
        reading,
    )
}

/// What somebody read in a commune since a moment, the latest first.
pub fn by(tx: &mut Tx, commune: Place, reader: Uuid, since: i64, most: i64) -> Result<Vec<Reading>> {
    tx.all(
        &format!(
            "select {READING} from reading where commune = $1 and reader = $2 and $3 <= last_at
              order by last_at desc, first_at desc, subject, what, detail limit $4"
        ),
        args![commune.0, reader, since, most],
        reading,
    )
}

/// Forgets readings that ended before a moment. Gives how many.
pub fn forget(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.exec("delete from reading where last_at < $1", args![before])
}
