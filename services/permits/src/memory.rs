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

/// The sessions of the commissions within these codes, the latest day first.
pub fn sessions(tx: &mut Tx, from: Place, to: Place, most: i64) -> Result<Vec<Session>> {
    tx.all(
        &format!("select {SESSION} from permit_session where $1 <= commune and commune <= $2 order by day desc, hour desc, id limit $3"),
        args![from.0, to.0, most],
        read,
    )
}

/// The same, a page at a time: `after` is the last session of the page before.
pub fn sessions_page(
    tx: &mut Tx,
    (from, to): (Place, Place),
    after: Option<(Date, Uuid)>,
    most: i64,
) -> Result<Vec<Session>> {
    let (day, id) = after.unwrap_or((Date::MAX, Uuid::max()));
    tx.all(
        &format!(
            "select {SESSION} from permit_session
              where $1 <= commune and commune <= $2 and (day, id) < ($3, $4) order by day desc, id desc limit $5"
        ),
        args![from.0, to.0, day, id, most],
        read,
    )
}

pub fn add(tx: &mut Tx, s: &Session) -> Result<()> {
    tx.exec(
        "insert into permit_session (commune, id, number, day, hour, place, status, attendance, made_at, made_by, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        args![s.seat.0, s.id, &s.number, s.day, &s.hour, &s.place, &s.status, &s.attendance, s.made_at, s.made_by],
    )?;
    Ok(())
}

/// Changes what a session says of itself, unless someone was faster.
pub fn change(tx: &mut Tx, s: &Session) -> Result<bool> {
    let touched = tx.exec(
        "update permit_session set status = $4, attendance = $5, version = version + 1 where commune = $1 and id = $2 and version = $3",
        args![s.seat.0, s.id, s.version, &s.status, &s.attendance],
    )?;
    Ok(touched == 1)
}

/// A file on an agenda.
#[derive(Clone, Debug)]
pub struct Item {
    pub commune: Place,
    pub dossier: Uuid,
    pub number: String,
    pub rank: i64,
}

pub fn agenda(tx: &mut Tx, seat: Place, session: Uuid) -> Result<Vec<Item>> {
    tx.all(
        "select file_commune, dossier, number, rank from permit_agenda where commune = $1 and session = $2 order by rank, dossier",
        args![seat.0, session],
        |row| Ok(Item { commune: Place(row.get(0)?), dossier: row.get(1)?, number: row.get(2)?, rank: row.get(3)? }),
    )
}

/// Puts a file at the end of an agenda; one that is there stays where it is.
pub fn put(tx: &mut Tx, seat: Place, session: Uuid, item: &Item) -> Result<()> {
    tx.exec(
        "insert into permit_agenda (commune, session, file_commune, dossier, number, rank) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        args![seat.0, session, item.commune.0, item.dossier, &item.number, item.rank],
    )?;
    Ok(())
}

/// The session that is called or open for a file.
pub fn coming(tx: &mut Tx, commune: Place, dossier: Uuid) -> Result<Option<Uuid>> {
    tx.opt(
        "select s.id from permit_agenda a join permit_session s on s.commune = a.commune and s.id = a.session
          where a.file_commune = $1 and a.dossier = $2 and s.status <> 'closed' order by s.day desc, s.id limit 1",
        args![commune.0, dossier],
        |row| row.get(0),
    )
}
