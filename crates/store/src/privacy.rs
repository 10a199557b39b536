//! Requests of persons about their data, holds on files, and the erasure of both: rows in, rows out.
//!
//! What may be erased, when and by whom is decided in `desk`.

use crate::db::{Row, Tx};
use crate::log::{Seal, Written};
use crate::vault::{self, Field, Key};
use crate::{Error, Result, Vault, args, search};
use civic::{Dossier, Place};
use jiff::civil::Date;
use uuid::Uuid;

/// What somebody asks about their own data.
#[derive(Clone, Debug)]
pub struct Request {
    /// The institution that answers.
    pub place: Place,
    pub id: Uuid,
    pub account: Uuid,
    /// `export`, `rectification`, `opposition`.
    pub kind: String,
    pub at: i64,
    pub due: Date,
    /// As JSON, written by `desk`; empty when the person was erased.
    pub said: String,
    pub answered: Option<Answered>,
}

#[derive(Clone, Debug)]
pub struct Answered {
    pub at: i64,
    pub by: Uuid,
    pub accepted: bool,
    pub motive: String,
}

const REQUEST: &str =
    "r.collectivity, r.id, r.account, r.kind, r.at, r.due, r.said, r.answered_at, r.answered_by, r.accepted, r.answer, k.wrapped
       from privacy_request r left join vault_key k on k.collectivity = 0 and k.subject = r.account";

fn field<'a>(column: &'a str, id: &'a Uuid) -> Field<'a> {
    Field { table: "privacy_request", column, row: id.as_bytes() }
}

fn request(vault: &Vault, row: &Row) -> Result<Request> {
    let (id, account): (Uuid, Uuid) = (row.get(1)?, row.get(2)?);
    let key = vault.open_key(0, account, row.get(11)?)?;
    let open = |column: &str, sealed: Option<Vec<u8>>| match (&key, sealed) {
        (Some(key), Some(sealed)) => key.open_text(field(column, &id), &sealed),
        _ => Ok(String::new()),
    };
    let answered = match row.get::<Option<i64>>(7)? {
        Some(at) => {
            let (by, accepted) = (row.get(8)?, row.get(9)?);
            Some(Answered { at, by, accepted, motive: open("answer", row.get(10)?)? })
        }
        None => None,
    };
    Ok(Request {
        place: Place(row.get(0)?),
        id,
        account,
        kind: row.get(3)?,
        at: row.get(4)?,
        due: row.get(5)?,
        said: open("said", row.get(6)?)?,
        answered,
    })
}

fn person(tx: &mut Tx, account: Uuid) -> Result<Key> {
    vault::key(tx, 0, account)?.ok_or(Error::NoRow)
}

pub fn ask(tx: &mut Tx, r: &Request) -> Result<()> {
    let said = person(tx, r.account)?.seal_text(field("said", &r.id), &r.said)?;
    tx.exec(
        "insert into privacy_request (collectivity, id, account, kind, at, due, said) values ($1, $2, $3, $4, $5, $6, $7)",
        args![r.place.0, r.id, r.account, &r.kind, r.at, r.due, said],
    )?;
    Ok(())
}

/// Answers a request that was not answered; false when it was.
pub fn answer(tx: &mut Tx, r: &Request, a: &Answered) -> Result<bool> {
    let motive = person(tx, r.account)?.seal_text(field("answer", &r.id), &a.motive)?;
    let touched = tx.exec(
        "update privacy_request set answered_at = $3, answered_by = $4, accepted = $5, answer = $6
          where collectivity = $1 and id = $2 and answered_at is null",
        args![r.place.0, r.id, a.at, a.by, a.accepted, motive],
    )?;
    Ok(touched == 1)
}

pub fn get(tx: &mut Tx, place: Place, id: Uuid) -> Result<Option<Request>> {
    let vault = tx.vault()?;
    let sql = format!("select {REQUEST} where r.collectivity = $1 and r.id = $2");
    tx.opt(&sql, args![place.0, id], |row| request(&vault, row))
}

/// What somebody asked, the latest first.
pub fn of(tx: &mut Tx, account: Uuid, most: i64) -> Result<Vec<Request>> {
    let vault = tx.vault()?;
    let sql = format!("select {REQUEST} where r.account = $1 order by r.at desc, r.id desc limit $2");
    tx.all(&sql, args![account, most], |row| request(&vault, row))
}

/// What an institution is asked: what waits first, the first due first.
pub fn to_answer(tx: &mut Tx, place: Place, most: i64) -> Result<Vec<Request>> {
    let vault = tx.vault()?;
    let sql = format!(
        "select {REQUEST} where r.collectivity = $1 and r.kind <> 'export'
          order by (case when r.answered_at is null then 0 else 1 end), r.due, r.id limit $2"
    );
    tx.all(&sql, args![place.0, most], |row| request(&vault, row))
}

/// A reason for which a file is kept in spite of its age.
#[derive(Clone, Debug)]
pub struct Hold {
    pub commune: Place,
    pub id: Uuid,
    pub dossier: Uuid,
    pub number: String,
    pub basis: String,
    pub from: Date,
    pub until: Option<Date>,
    pub made_by: Uuid,
    pub made_at: i64,
    pub lifted_at: Option<i64>,
}

impl Hold {
    pub fn on(&self, day: Date) -> bool {
        self.lifted_at.is_none() && self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

const HOLD: &str =
    "h.commune, h.id, h.dossier, d.number, h.basis, h.from_day, h.until_day, h.made_by, h.made_at, h.lifted_at
       from legal_hold h join dossier d on d.commune = h.commune and d.id = h.dossier";

fn hold(row: &Row) -> Result<Hold> {
    Ok(Hold {
        commune: Place(row.get(0)?),
        id: row.get(1)?,
        dossier: row.get(2)?,
        number: row.get(3)?,
        basis: row.get(4)?,
        from: row.get(5)?,
        until: row.get(6)?,
        made_by: row.get(7)?,
        made_at: row.get(8)?,
        lifted_at: row.get(9)?,
    })
}

pub fn add_hold(tx: &mut Tx, h: &Hold) -> Result<()> {
    tx.exec(
        "insert into legal_hold (commune, id, dossier, basis, from_day, until_day, made_by, made_at, lifted_by, lifted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, null, null)",
        args![h.commune.0, h.id, h.dossier, &h.basis, h.from, h.until, h.made_by, h.made_at],
    )?;
    Ok(())
}

pub fn lift_hold(tx: &mut Tx, commune: Place, id: Uuid, by: Uuid, at: i64) -> Result<bool> {
    let touched = tx.exec(
        "update legal_hold set lifted_by = $3, lifted_at = $4 where commune = $1 and id = $2 and lifted_at is null",
        args![commune.0, id, by, at],
    )?;
    Ok(touched == 1)
}

/// The holds of a commune, the latest first.
pub fn holds(tx: &mut Tx, commune: Place, most: i64) -> Result<Vec<Hold>> {
    let sql = format!("select {HOLD} where h.commune = $1 order by h.made_at desc, h.id desc limit $2");
    tx.all(&sql, args![commune.0, most], hold)
}

pub fn holds_on(tx: &mut Tx, commune: Place, dossier: Uuid) -> Result<Vec<Hold>> {
    let sql = format!("select {HOLD} where h.commune = $1 and h.dossier = $2 order by h.made_at");
    tx.all(&sql, args![commune.0, dossier], hold)
}

/// A file that ended long ago.
#[derive(Clone, Debug)]
pub struct Ended {
    pub id: Uuid,
    pub number: String,
    pub procedure: String,
    pub step: String,
    pub last_at: i64,
}

/// Files of a commune on which nothing happens any more and nothing happened since a moment, the oldest first.
pub fn ended_before(tx: &mut Tx, commune: Place, before: i64, most: i64) -> Result<Vec<Ended>> {
    tx.all(
        "select id, number, procedure, step, last_at from dossier
          where commune = $1 and wakes is null and roles <> 0 and last_at < $2 order by last_at, id limit $3",
        args![commune.0, before, most],
        |row| {
            let (id, number, procedure) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Ended { id, number, procedure, step: row.get(3)?, last_at: row.get(4)? })
        },
    )
}

/// The same for every commune: how many there are at each step of each procedure.
pub fn ended_by_commune(tx: &mut Tx, before: i64) -> Result<Vec<(Place, String, String, i64)>> {
    tx.all(
        "select commune, procedure, step, count(*) from dossier where wakes is null and roles <> 0 and last_at < $1
          group by commune, procedure, step order by commune, procedure, step",
        args![before],
        |row| Ok((Place(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?)),
    )
}

/// Erases a file: its key, the words that it is found by, what lists show of it. What stays is that there was such a
/// number, what became of it and when; the leaves of its acts; and the act that says why. False when somebody
/// acted on it meanwhile.
pub fn erase_file(tx: &mut Tx, d: &Dossier, tombstone: &Written, seal: &Seal) -> Result<bool> {
    let (nobody, nothing) = (Uuid::nil(), Vec::<u8>::new());
    let touched = tx.exec(
        "update dossier set title = '', roles = 0, applicant = $4, agent = null, state = $5, version = $6, due = null, wakes = null, last_at = $7
          where commune = $1 and id = $2 and version = $3",
        args![d.commune.0, d.id, d.acts, nobody, nothing.clone(), i64::from(d.acts) + 1, tombstone.at],
    )?;
    if touched == 0 {
        return Ok(false);
    }
    tx.exec(
        "update act set content = $3, salt = null, by_whom = (case when role = 'applicant' then $4 else by_whom end)
          where commune = $1 and dossier = $2",
        args![d.commune.0, d.id, nothing, nobody],
    )?;
    tx.exec(
        "insert into act (commune, dossier, seq, at, by_whom, role, name, content, salt, leaf, mark)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            d.commune.0,
            d.id,
            tombstone.key.seq,
            tombstone.at,
            tombstone.by,
            &tombstone.role,
            &tombstone.name,
            tombstone.content.as_bytes(),
            seal.salt,
            seal.leaf,
            seal.mark
        ],
    )?;
    vault::destroy(tx, d.commune.0, d.id, tombstone.at)?;
    search::remove(tx, d.commune.0, "dossier", d.id)?;
    for sql in [
        "delete from task where commune = $1 and dossier = $2",
        "delete from intent where commune = $1 and dossier = $2",
        "delete from outbox where commune = $1 and id in (select id from document where commune = $1 and dossier = $2)",
        "update document set sha256 = null, bytes = null where commune = $1 and dossier = $2",
    ] {
        tx.exec(sql, args![d.commune.0, d.id])?;
    }
    tx.exec("delete from outbox where commune = $1 and subject = $2", args![d.commune.0, &d.number])?;
    tx.exec("delete from notice where number = $1", args![&d.number])?;
    Ok(true)
}

/// Erases a person who has no file any more: their key, their names, what let them in.
pub fn erase_person(tx: &mut Tx, account: Uuid, at: i64) -> Result<()> {
    vault::destroy(tx, 0, account, at)?;
    tx.exec(
        "update account set name_ar = '', name_fr = '', cnie = null, ice = null, phone = null, email = null, password = null, closed = 1,
                cnie_index = null, phone_index = null, email_index = null
          where collectivity = 0 and id = $1",
        args![account],
    )?;
    for sql in [
        "delete from sign_in where account = $1",
        "delete from api_token where account = $1",
        "delete from notice where account = $1",
        "delete from upload where account = $1",
        "delete from draft where account = $1",
        "delete from identity where account = $1",
        "delete from factor where account = $1",
        "delete from challenge where account = $1",
        "delete from answer where who = $1",
    ] {
        tx.exec(sql, args![account])?;
    }
    Ok(())
}

/// What a person may not change by themselves, changed by who judged their proof.
pub fn rectify(tx: &mut Tx, account: Uuid, column: &str, value: &str) -> Result<()> {
    match column {
        "name-ar" => tx.exec("update account set name_ar = $2 where id = $1", args![account, value])?,
        "name-fr" => tx.exec("update account set name_fr = $2 where id = $1", args![account, value])?,
        "cnie" => {
            let field = Field { table: "account", column: "cnie", row: account.as_bytes() };
            let sealed = person(tx, account)?.seal_text(field, value)?;
            let index = tx.vault()?.index(0, "cnie", value)?;
            tx.exec("update account set cnie = $2, cnie_index = $3 where id = $1", args![account, sealed, index])?
        }
        _ => return Ok(()),
    };
    Ok(())
}

/// Whether a person asked for a file that is not erased, anywhere.
pub fn has_files(tx: &mut Tx, account: Uuid) -> Result<bool> {
    let found = tx.opt(
        "select 1 from dossier where applicant = $1 union select 1 from dossier where agent = $1 limit 1",
        args![account],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}

/// Drafts that nobody touched since a moment are removed, with what was sent for them. Gives how many.
pub fn sweep_drafts(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.exec("delete from draft where updated_at < $1", args![before])
}

/// Whether a paper or an upload of anybody is this blob.
pub fn names_blob(tx: &mut Tx, sha256: &str) -> Result<bool> {
    let found = tx.opt(
        "select 1 from document where sha256 = $1 union select 1 from upload where sha256 = $1 limit 1",
        args![sha256],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}
