//! The master key becomes another: what the vault locks under the old one is locked under the new one, row by row,
//! in one transaction. What was sealed under the keys of persons and files stays as it is: their keys alone change
//! their lock. Each is opened again as it will lie, before it is kept.

use super::{Field, Key, Vault, failed, key_field};
use crate::db::Tx;
use crate::{Result, answers, args, drafts};
use uuid::Uuid;

/// Which master key rules, and what stays of the first one.
#[derive(Clone, Debug)]
pub struct Ruling {
    pub mark: Vec<u8>,
    pub lasting: Vec<u8>,
    pub since: i64,
}

/// None in a town whose master key was never changed.
pub fn ruling(tx: &mut Tx) -> Result<Option<Ruling>> {
    tx.opt("select mark, lasting, since from master_key where collectivity = 0", args![], |row| {
        Ok(Ruling { mark: row.get(0)?, lasting: row.get(1)?, since: row.get(2)? })
    })
}

/// From this transaction on, another master key rules.
pub fn rule(tx: &mut Tx, r: &Ruling) -> Result<()> {
    tx.exec(
        "insert into master_key (collectivity, mark, lasting, since) values (0, $1, $2, $3)
             on conflict (collectivity) do update set mark = excluded.mark, lasting = excluded.lasting, since = excluded.since",
        args![&r.mark, &r.lasting, r.since],
    )?;
    Ok(())
}

/// How many rows are read at once.
const PAGE: i64 = 500;

fn again(old: &Key, new: &Key, field: Field, sealed: &[u8]) -> Result<Vec<u8>> {
    let plain = old.open(field, sealed)?;
    let made = new.seal(field, &plain)?;
    if *new.open(field, &made)? == *plain { Ok(made) } else { Err(failed(field.table)) }
}

/// Locks everything anew. Gives how many keys of persons and files, and how many fields of others.
pub fn relock(tx: &mut Tx, old: &Vault, new: &Vault) -> Result<(usize, usize)> {
    Ok((wrapped(tx, old, new)?, typed(tx, old, new)? + names(tx, old, new)? + answered(tx, old, new)?))
}

fn wrapped(tx: &mut Tx, old: &Vault, new: &Vault) -> Result<usize> {
    let (mut done, mut after) = (0, (i64::MIN, Uuid::nil()));
    loop {
        let rows = tx.all(
            "select collectivity, subject, wrapped from vault_key
              where wrapped is not null and (collectivity, subject) > ($1, $2) order by collectivity, subject limit $3",
            args![after.0, after.1, PAGE],
            |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, row.get::<Vec<u8>>(2)?)),
        )?;
        for (place, subject, wrapped) in &rows {
            let (before, now) = (old.of(*place)?, new.of(*place)?);
            let made = again(&before.wraps, &now.wraps, key_field(subject), wrapped)?;
            tx.exec(
                "update vault_key set wrapped = $3 where collectivity = $1 and subject = $2",
                args![*place, *subject, made],
            )?;
        }
        done += rows.len();
        let Some((place, subject, _)) = rows.last() else { return Ok(done) };
        after = (*place, *subject);
    }
}

fn typed(tx: &mut Tx, old: &Vault, new: &Vault) -> Result<usize> {
    let (mut done, mut after) = (0, (i64::MIN, Uuid::nil()));
    loop {
        let rows = tx.all(
            "select commune, id, typed, for_whom from draft where (commune, id) > ($1, $2) order by commune, id limit $3",
            args![after.0, after.1, PAGE],
            |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, row.get::<Vec<u8>>(2)?, row.get::<Vec<u8>>(3)?)),
        )?;
        for (place, id, typed, for_whom) in &rows {
            let (before, now) = (old.of(*place)?, new.of(*place)?);
            let made = |column, sealed: &[u8]| again(&before.own, &now.own, drafts::field("draft", column, id), sealed);
            tx.exec(
                "update draft set typed = $3, for_whom = $4 where commune = $1 and id = $2",
                args![*place, *id, made("typed", typed)?, made("for_whom", for_whom)?],
            )?;
        }
        done += rows.len();
        let Some((place, id, ..)) = rows.last() else { return Ok(done) };
        after = (*place, *id);
    }
}

fn names(tx: &mut Tx, old: &Vault, new: &Vault) -> Result<usize> {
    let (mut done, mut after) = (0, (i64::MIN, Uuid::nil()));
    loop {
        let rows = tx.all(
            "select commune, id, name from upload where (commune, id) > ($1, $2) order by commune, id limit $3",
            args![after.0, after.1, PAGE],
            |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, row.get::<Vec<u8>>(2)?)),
        )?;
        for (place, id, name) in &rows {
            let (before, now) = (old.of(*place)?, new.of(*place)?);
            let made = again(&before.own, &now.own, drafts::field("upload", "name", id), name)?;
            tx.exec("update upload set name = $3 where commune = $1 and id = $2", args![*place, *id, made])?;
        }
        done += rows.len();
        let Some((place, id, _)) = rows.last() else { return Ok(done) };
        after = (*place, *id);
    }
}

fn answered(tx: &mut Tx, old: &Vault, new: &Vault) -> Result<usize> {
    let (mut done, mut after) = (0, (i64::MIN, Uuid::nil(), String::new()));
    loop {
        let rows = tx.all(
            "select collectivity, who, key, body from answer
              where status <> 0 and (collectivity, who, key) > ($1, $2, $3) order by collectivity, who, key limit $4",
            args![after.0, after.1, &after.2, PAGE],
            |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, row.get::<String>(2)?, row.get::<Vec<u8>>(3)?)),
        )?;
        for (place, who, key, body) in &rows {
            let (before, now) = (old.of(*place)?, new.of(*place)?);
            let row = answers::row_of(*who, key);
            let made = again(&before.own, &now.own, answers::field(&row), body)?;
            tx.exec(
                "update answer set body = $4 where collectivity = $1 and who = $2 and key = $3",
                args![*place, *who, key, made],
            )?;
        }
        done += rows.len();
        let Some((place, who, key, _)) = rows.last() else { return Ok(done) };
        after = (*place, *who, key.clone());
    }
}

/// Opens every key of persons and files, and counts the fields of others. Gives how many of each.
pub fn opened(tx: &mut Tx) -> Result<(usize, usize)> {
    let vault = tx.vault()?;
    let (mut done, mut after) = (0, (i64::MIN, Uuid::nil()));
    loop {
        let rows = tx.all(
            "select collectivity, subject, wrapped from vault_key
              where wrapped is not null and (collectivity, subject) > ($1, $2) order by collectivity, subject limit $3",
            args![after.0, after.1, PAGE],
            |row| Ok((row.get::<i64>(0)?, row.get::<Uuid>(1)?, row.get::<Vec<u8>>(2)?)),
        )?;
        for (place, subject, wrapped) in &rows {
            vault.open_key(*place, *subject, Some(wrapped.clone()))?;
        }
        done += rows.len();
        match rows.last() {
            Some((place, subject, _)) => after = (*place, *subject),
            None => break,
        }
    }
    let fields = tx.one(
        "select (select count(*) from draft) + (select count(*) from upload) + (select count(*) from answer where status <> 0)",
        args![],
        |row| row.get::<i64>(0),
    )?;
    Ok((done, usize::try_from(fields).unwrap_or(0)))
}
