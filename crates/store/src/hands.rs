//! The hands that a paper of several signers awaits, and what each was shown before it signed.

use crate::db::{Row, Tx};
use crate::{Result, args};
use civic::hands::State;
use civic::{Place, Role, Seat};
use jiff::civil::Date;
use uuid::Uuid;

/// One hand under a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Of the paper.
    pub commune: Place,
    pub document: Uuid,
    /// The office that signs.
    pub seat: Seat,
    pub rank: i64,
    /// The one who signs last, and closes the paper.
    pub last: bool,
    /// The paper's number and name.
    pub number: String,
    pub name: String,
    pub asked: Date,
    /// The last day to sign.
    pub due: Date,
    pub state: State,
    pub holder: Option<Uuid>,
    /// The office by delegation under which they signed.
    pub office: Option<Uuid>,
    pub reason: Option<String>,
    /// Who set it aside.
    pub said_by: Option<Uuid>,
    /// The digest that the signer was shown.
    pub seen: Option<String>,
    pub at: Option<i64>,
}

impl Hand {
    pub fn is(&self) -> civic::hands::Hand {
        civic::hands::Hand { role: self.seat.role, state: self.state, last: self.last }
    }
}

const HAND: &str = "commune, document, role, seat, rank, closes, number, name, asked_day, due, state, holder, reason, said_by, seen, at, office";

fn read(row: &Row) -> Result<Hand> {
    let (role, state): (String, String) = (row.get(2)?, row.get(10)?);
    let corrupt = || crate::Error::Corrupt(format!("a hand of role `{role}` that is `{state}`"));
    Ok(Hand {
        commune: Place(row.get(0)?),
        document: row.get(1)?,
        seat: Seat { role: Role::parse(&role).ok_or_else(corrupt)?, place: Place(row.get(3)?) },
        rank: row.get(4)?,
        last: row.get(5)?,
        number: row.get(6)?,
        name: row.get(7)?,
        asked: row.get(8)?,
        due: row.get(9)?,
        state: State::parse(&state).ok_or_else(corrupt)?,
        holder: row.get(11)?,
        reason: row.get(12)?,
        said_by: row.get(13)?,
        seen: row.get(14)?,
        at: row.get(15)?,
        office: row.get(16)?,
    })
}

pub fn add(tx: &mut Tx, h: &Hand) -> Result<()> {
    tx.exec(
        "insert into hand (commune, document, role, seat, rank, closes, number, name, asked_day, due, state, holder, reason, said_by, seen, at, office)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        args![
            h.commune.0,
            h.document,
            h.seat.role.as_str(),
            h.seat.place.0,
            h.rank,
            h.last,
            &h.number,
            &h.name,
            h.asked,
            h.due,
            h.state.as_str(),
            h.holder,
            h.reason.clone(),
            h.said_by,
            h.seen.clone(),
            h.at,
            h.office
        ],
    )?;
    Ok(())
}

/// The hands of a paper, in the order in which they are named; the last closes it.
pub fn of(tx: &mut Tx, commune: Place, document: Uuid) -> Result<Vec<Hand>> {
    tx.all(
        &format!("select {HAND} from hand where commune = $1 and document = $2 order by rank, role"),
        args![commune.0, document],
        read,
    )
}

/// The hands that a seat is still to give, the first due first.
pub fn awaited(tx: &mut Tx, seat: Seat, most: i64) -> Result<Vec<Hand>> {
    tx.all(
        &format!(
            "select {HAND} from hand where seat = $1 and role = $2 and state = 'awaited' order by due, commune, document limit $3"
        ),
        args![seat.place.0, seat.role.as_str(), most],
        read,
    )
}

/// Writes what became of a hand, unless something became of it meanwhile.
pub fn change(tx: &mut Tx, before: State, h: &Hand) -> Result<bool> {
    let touched = tx.exec(
        "update hand set state = $5, holder = $6, reason = $7, said_by = $8, seen = $9, at = $10, office = $11
          where commune = $1 and document = $2 and role = $3 and state = $4",
        args![
            h.commune.0,
            h.document,
            h.seat.role.as_str(),
            before.as_str(),
            h.state.as_str(),
            h.holder,
            h.reason.clone(),
            h.said_by,
            h.seen.clone(),
            h.at,
            h.office
        ],
    )?;
    Ok(touched == 1)
}

/// What a member was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub commune: Place,
    pub document: Uuid,
    pub account: Uuid,
    pub role: Role,
    /// SHA-256, in hexadecimal, of the paper that the signature was to be added to.
    pub before: String,
    /// SHA-256, in hexadecimal, of the bytes to be signed.
    pub digest: String,
    /// The moment that the signature says.
    pub at: i64,
    pub until: i64,
}

/// Keeps what somebody was shown; what they were shown before of that paper is forgotten.
pub fn show(tx: &mut Tx, s: &Shown) -> Result<()> {
    forget(tx, s.commune, s.document, s.account)?;
    tx.exec(
        "insert into hand_shown (commune, document, account, role, before, digest, at, until) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![s.commune.0, s.document, s.account, s.role.as_str(), &s.before, &s.digest, s.at, s.until],
    )?;
    Ok(())
}

/// What somebody was shown of a paper, unless its time is over.
pub fn shown(tx: &mut Tx, commune: Place, document: Uuid, account: Uuid, now: i64) -> Result<Option<Shown>> {
    tx.opt(
        "select commune, document, account, role, before, digest, at, until from hand_shown
          where commune = $1 and document = $2 and account = $3 and until >= $4",
        args![commune.0, document, account, now],
        |row| {
            let role: String = row.get(3)?;
            Ok(Shown {
                commune: Place(row.get(0)?),
                document: row.get(1)?,
                account: row.get(2)?,
                role: Role::parse(&role)
                    .ok_or_else(|| crate::Error::Corrupt(format!("what the role `{role}` was shown")))?,
                before: row.get(4)?,
                digest: row.get(5)?,
                at: row.get(6)?,
                until: row.get(7)?,
            })
        },
    )
}

pub fn forget(tx: &mut Tx, commune: Place, document: Uuid, account: Uuid) -> Result<()> {
    tx.exec(
        "delete from hand_shown where commune = $1 and document = $2 and account = $3",
        args![commune.0, document, account],
    )?;
    Ok(())
}

/// What nobody signed in time is forgotten.
pub fn sweep(tx: &mut Tx, now: i64) -> Result<u64> {
    tx.exec("delete from hand_shown where until < $1", args![now])
}
