//! Kept answers: who asks twice with the same key is answered once.
//!
//! The answer is kept in the transaction of the act, so that both are there or neither. The digest
//! of the request is kept with it: the same key with another request is a mistake, for the caller
//! of `look` to refuse.

use crate::args;
use crate::db::Tx;
use crate::error::Result;
use crate::vault::Field;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The digest of the request that was answered.
    pub digest: Vec<u8>,
    pub status: i64,
    pub body: Vec<u8>,
}

pub fn look(tx: &mut Tx, collectivity: i64, who: Uuid, key: &str) -> Result<Option<Answer>> {
    let vault = tx.vault()?;
    tx.opt(
        "select digest, status, body from answer where collectivity = $1 and who = $2 and key = $3",
        args![collectivity, who, key],
        |row| {
            let (digest, status, body): (_, i64, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let body = match status {
                UNDER_WAY => body,
                _ => vault.of(collectivity)?.own.open(field(&row_of(who, key)), &body)?.to_vec(),
            };
            Ok(Answer { digest, status, body })
        },
    )
}

/// What was answered may be somebody's: it is sealed, and bound to who asked with which key.
pub(crate) fn field(row: &[u8]) -> Field<'_> {
    Field { table: "answer", column: "body", row }
}

pub(crate) fn row_of(who: Uuid, key: &str) -> Vec<u8> {
    [who.as_bytes().as_slice(), key.as_bytes()].concat()
}

pub(crate) fn seal(tx: &mut Tx, collectivity: i64, who: Uuid, key: &str, status: i64, body: &[u8]) -> Result<Vec<u8>> {
    match status {
        UNDER_WAY => Ok(body.to_vec()),
        _ => tx.vault()?.of(collectivity)?.own.seal(field(&row_of(who, key)), body),
    }
}

/// Keeps an answer; false when one was kept before, by a request that came at the same time.
pub fn keep(tx: &mut Tx, collectivity: i64, who: Uuid, key: &str, answer: &Answer, at: i64) -> Result<bool> {
    let body = seal(tx, collectivity, who, key, answer.status, &answer.body)?;
    let kept = tx.exec(
        "insert into answer (collectivity, who, key, digest, status, body, at, sealed) values ($1, $2, $3, $4, $5, $6, $7, 1)
             on conflict (collectivity, who, key) do nothing",
        args![collectivity, who, key, &answer.digest, answer.status, body, at],
    )?;
    Ok(kept == 1)
}

/// The status of a key whose request is under way.
pub const UNDER_WAY: i64 = 0;

/// Puts the answer in the place that was kept for it while its request was under way.
pub fn end(tx: &mut Tx, collectivity: i64, who: Uuid, key: &str, status: i64, body: &[u8]) -> Result<bool> {
    let body = seal(tx, collectivity, who, key, status, body)?;
    let ended = tx.exec(
        "update answer set status = $4, body = $5, sealed = 1 where collectivity = $1 and who = $2 and key = $3 and status = 0",
        args![collectivity, who, key, status, body],
    )?;
    Ok(ended == 1)
}

/// Takes the place of a request that was under way since before `before`: its program has died.
pub fn take_over(tx: &mut Tx, collectivity: i64, who: Uuid, key: &str, before: i64, at: i64) -> Result<bool> {
    let taken = tx.exec(
        "update answer set at = $5 where collectivity = $1 and who = $2 and key = $3 and status = 0 and at < $4",
        args![collectivity, who, key, before, at],
    )?;
    Ok(taken == 1)
}

/// Gives the place free: the request came to nothing and may be made again.
pub fn give_up(tx: &mut Tx, collectivity: i64, who: Uuid, key: &str) -> Result<bool> {
    let gone = tx.exec(
        "delete from answer where collectivity = $1 and who = $2 and key = $3 and status = 0",
        args![collectivity, who, key],
    )?;
    Ok(gone == 1)
}

/// Forgets what was kept before this moment; how many.
pub fn forget(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.exec("delete from answer where at < $1", args![before])
}
