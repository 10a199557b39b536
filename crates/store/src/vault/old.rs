//! Rows that were written before there was a vault: sealed a few at a time, in any order, as often as it takes.
//!
//! Each person and each file is sealed in the transaction that makes its key, so that a row with a key is
//! sealed whole and one without is not: what was cut goes on where it stopped. Nothing else reads such rows.

use super::{Field, make_key};
use crate::db::{Cell, Read, Row, Tx};
use crate::log::{self, Key, Written};
use crate::{Result, answers, args, drafts};
use civic::Place;
use uuid::Uuid;

/// A text as it was kept: SQLite left it a text, PostgreSQL has made bytes of it.
struct Plain(String);

impl Read for Plain {
    fn read(cell: Cell<'_>) -> Option<Plain> {
        match cell {
            Cell::Text(text) => Some(Plain(text.to_owned())),
            Cell::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(|text| Plain(text.to_owned())),
            _ => None,
        }
    }
}

fn text(row: &Row, at: usize) -> Result<Option<String>> {
    Ok(row.get::<Option<Plain>>(at)?.map(|plain| plain.0))
}

/// Whether a program has gone through every row once: none is written unsealed since.
pub fn is_done(tx: &mut Tx) -> Result<bool> {
    let mark =
        tx.opt("select 1 from vault_key where collectivity = 0 and subject = $1", args![Uuid::nil()], |row| {
            row.get::<i64>(0)
        })?;
    Ok(mark.is_some())
}

/// Says so, in a town that has people: an empty one costs nothing to go through again.
pub fn done(tx: &mut Tx) -> Result<()> {
    tx.exec(
        "insert into vault_key (collectivity, subject, wrapped, made_at, destroyed_at)
         select 0, $1, null, 0, null where exists (select 1 from account) on conflict (collectivity, subject) do nothing",
        args![Uuid::nil()],
    )?;
    Ok(())
}

/// A field as it is kept, and by what it is found.
type Sealed = (Option<Vec<u8>>, Option<Vec<u8>>);

/// Seals some persons; how many.
pub fn persons(tx: &mut Tx, most: i64) -> Result<usize> {
    let found = tx.all(
        "select a.id, a.cnie, a.phone, a.email, a.made_at from account a
          where a.collectivity = 0 and not exists (select 1 from vault_key k where k.collectivity = 0 and k.subject = a.id)
          order by a.id limit $1",
        args![most],
        |row| Ok((row.get::<Uuid>(0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?, row.get::<i64>(4)?)),
    )?;
    let vault = tx.vault()?;
    for (id, cnie, phone, email, made_at) in &found {
        let key = make_key(tx, 0, *id, *made_at)?;
        let seal = |column: &str, value: &Option<String>| -> Result<Sealed> {
            let Some(value) = value else { return Ok((None, None)) };
            let field = Field { table: "account", column, row: id.as_bytes() };
            Ok((Some(key.seal_text(field, value)?), Some(vault.index(0, column, value)?)))
        };
        let ((cnie, cnie_index), (phone, phone_index), (email, email_index)) =
            (seal("cnie", cnie)?, seal("phone", phone)?, seal("email", email)?);
        tx.exec(
            "update account set cnie = $2, phone = $3, email = $4, cnie_index = $5, phone_index = $6, email_index = $7
              where collectivity = 0 and id = $1",
            args![*id, cnie, phone, email, cnie_index, phone_index, email_index],
        )?;
    }
    Ok(found.len())
}

/// Seals some files with their acts; which.
pub fn files(tx: &mut Tx, most: i64) -> Result<Vec<(Place, Uuid)>> {
    let found = tx.all(
        "select d.commune, d.id, d.state, d.filed_at from dossier d
          where not exists (select 1 from vault_key k where k.collectivity = d.commune and k.subject = d.id)
          order by d.commune, d.id limit $1",
        args![most],
        |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, text(row, 2)?.unwrap_or_default(), row.get::<i64>(3)?)),
    )?;
    for (commune, id, state, filed_at) in &found {
        let key = make_key(tx, *commune, *id, *filed_at)?;
        let field = Field { table: "dossier", column: "state", row: id.as_bytes() };
        let sealed = key.seal_text(field, state)?;
        tx.exec("update dossier set state = $3 where commune = $1 and id = $2", args![*commune, *id, sealed])?;
        let acts = tx.all(
            "select seq, content from act where commune = $1 and dossier = $2 order by seq",
            args![*commune, *id],
            |row| Ok((row.get::<i64>(0)?, text(row, 1)?.unwrap_or_default())),
        )?;
        for (seq, content) in acts {
            let at = Key { commune: Place(*commune), dossier: *id, seq };
            let written =
                Written { key: at, at: 0, by: Uuid::nil(), role: String::new(), name: String::new(), content };
            let sealed = log::seal_content(&key, &written)?;
            tx.exec(
                "update act set content = $4 where commune = $1 and dossier = $2 and seq = $3",
                args![*commune, *id, seq, sealed],
            )?;
        }
    }
    Ok(found.into_iter().map(|(commune, id, ..)| (Place(commune), id)).collect())
}

/// Seals some drafts, uploads and kept answers; how many.
pub fn others(tx: &mut Tx, most: i64) -> Result<usize> {
    let vault = tx.vault()?;
    let found = tx.all(
        "select commune, id, typed, for_whom from draft where sealed = 0 order by commune, id limit $1",
        args![most],
        |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, text(row, 2)?, text(row, 3)?)),
    )?;
    for (commune, id, typed, for_whom) in &found {
        let own = vault.of(*commune)?;
        let seal = |column, value: &Option<String>| {
            own.own.seal_text(drafts::field("draft", column, id), value.as_deref().unwrap_or_default())
        };
        let (typed, for_whom) = (seal("typed", typed)?, seal("for_whom", for_whom)?);
        tx.exec(
            "update draft set typed = $3, for_whom = $4, sealed = 1 where commune = $1 and id = $2",
            args![*commune, *id, typed, for_whom],
        )?;
    }
    let mut done = found.len();
    let found = tx.all(
        "select commune, id, name from upload where sealed = 0 order by commune, id limit $1",
        args![most],
        |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, text(row, 2)?.unwrap_or_default())),
    )?;
    for (commune, id, name) in &found {
        let name = vault.of(*commune)?.own.seal_text(drafts::field("upload", "name", id), name)?;
        tx.exec("update upload set name = $3, sealed = 1 where commune = $1 and id = $2", args![*commune, *id, name])?;
    }
    done += found.len();
    let found = tx.all(
        "select collectivity, who, key, status, body from answer where sealed = 0 and status <> 0
          order by collectivity, who, key limit $1",
        args![most],
        |row| {
            let (who, key): (Uuid, String) = (row.get(1)?, row.get(2)?);
            Ok((row.get::<i64>(0)?, who, key, row.get::<i64>(3)?, row.get::<Vec<u8>>(4)?))
        },
    )?;
    for (collectivity, who, key, status, body) in &found {
        let body = answers::seal(tx, *collectivity, *who, key, *status, body)?;
        tx.exec(
            "update answer set body = $4, sealed = 1 where collectivity = $1 and who = $2 and key = $3",
            args![*collectivity, *who, key, body],
        )?;
    }
    Ok(done + found.len())
}
