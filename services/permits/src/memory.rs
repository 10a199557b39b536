//! Sessions of the commission and their agendas: rows in, rows out.

use civic::Place;
use jiff::civil::Date;
use store::{Result, Row, Tx, args};
use uuid::Uuid;

/// A session of a commission over several files.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where the commission sits: a commune, or a province for communes up to 50,000 people.
    pub seat: Place,
    pub id: Uuid,
    pub number: String,
    pub day: Date,
    pub hour: String,
    pub place: String,
    /// `called`, `open`, `closed`.
    pub status: String,
    /// Who was present, by role, as JSON.
    pub attendance: String,
    pub made_at: i64,
    pub made_by: Uuid,
    pub version: i64,
}

const SESSION: &str = "commune, id, number, day, hour, place, status, attendance, made_at, made_by, version";

fn read(row: &Row) -> Result<Session> {
    Ok(Session {
        seat: Place(row.get(0)?),
        id: row.get(1)?,
        number: row.get(2)?,
        day: row.get(3)?,
        hour: row.get(4)?,
        place: row.get(5)?,
        status: row.get(6)?,
        attendance: row.get(7)?,
        made_at: row.get(8)?,
        made_by: row.get(9)?,
        version: row.get(10)?,
    })
}

/// One session of a commission.
pub fn session(tx: &mut Tx, seat: Place, id: Uuid) -> Result<Option<Session>> {
    tx.opt(&format!("select {SESSION} from permit_session where commune = $1 and id = $2"), args![seat.0, id], read)
}
