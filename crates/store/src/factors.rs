//! What proves a person beside their password, and what was begun to prove: rows in, rows out.
//!
//! Which factor is asked for when, and what makes one good, is decided in `desk::who`.

use crate::Result;
use crate::args;
use crate::db::{Row, Tx};
use uuid::Uuid;

/// A factor of a person: an authenticator application, a passkey, one recovery code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    pub id: Uuid,
    pub account: Uuid,
    /// `totp`, `passkey`, `recovery-code`.
    pub kind: String,
    pub name: String,
    pub mark: Vec<u8>,
    pub secret: String,
    pub step: i64,
    pub made_at: i64,
    pub used_at: Option<i64>,
}

const FACTOR: &str = "id, account, kind, name, mark, secret, step, made_at, used_at";

fn factor(row: &Row) -> Result<Factor> {
    Ok(Factor {
        id: row.get(0)?,
        account: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        mark: row.get(4)?,
        secret: row.get(5)?,
        step: row.get(6)?,
        made_at: row.get(7)?,
        used_at: row.get(8)?,
    })
}

pub fn add(tx: &mut Tx, f: &Factor) -> Result<()> {
    tx.exec(
        "insert into factor (collectivity, id, account, kind, name, mark, secret, step, made_at, used_at)
         values (0, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![f.id, f.account, &f.kind, &f.name, &f.mark, &f.secret, f.step, f.made_at, f.used_at],
    )?;
    Ok(())
}

/// Every factor of a person, the oldest first.
pub fn of(tx: &mut Tx, account: Uuid) -> Result<Vec<Factor>> {
    tx.all(
        &format!("select {FACTOR} from factor where collectivity = 0 and account = $1 order by made_at, id"),
        args![account],
        factor,
    )
}

/// How many factors a person has with which they may prove themselves again and again.
pub fn lasting(tx: &mut Tx, account: Uuid) -> Result<i64> {
    tx.one(
        "select count(*) from factor where collectivity = 0 and account = $1 and kind <> 'recovery-code'",
        args![account],
        |row| row.get(0),
    )
}

/// Uses one step of a factor: false when that step, or a later one, was used before.
pub fn spend_step(tx: &mut Tx, id: Uuid, step: i64, now: i64) -> Result<bool> {
    let spent = tx.exec(
        "update factor set step = $2, used_at = $3 where collectivity = 0 and id = $1 and step < $2",
        args![id, step, now],
    )?;
    Ok(spent == 1)
}

/// Uses a code that is good once: false when there is none, or no longer.
pub fn spend_once(tx: &mut Tx, account: Uuid, kind: &str, mark: &[u8]) -> Result<bool> {
    let spent = tx.exec(
        "delete from factor where collectivity = 0 and account = $1 and kind = $2 and mark = $3",
        args![account, kind, mark],
    )?;
    Ok(spent == 1)
}

/// Keeps what changed in a factor when it was used.
pub fn used(tx: &mut Tx, id: Uuid, secret: &str, now: i64) -> Result<()> {
    tx.exec("update factor set secret = $2, used_at = $3 where collectivity = 0 and id = $1", args![id, secret, now])?;
    Ok(())
}

pub fn remove(tx: &mut Tx, account: Uuid, id: Uuid) -> Result<bool> {
    Ok(tx.exec("delete from factor where collectivity = 0 and account = $1 and id = $2", args![account, id])? == 1)
}

/// Removes the factors of one kind.
pub fn remove_kind(tx: &mut Tx, account: Uuid, kind: &str) -> Result<u64> {
    tx.exec("delete from factor where collectivity = 0 and account = $1 and kind = $2", args![account, kind])
}

pub fn remove_all(tx: &mut Tx, account: Uuid) -> Result<u64> {
    tx.exec("delete from factor where collectivity = 0 and account = $1", args![account])
}

/// Every factor of a kind whose secret is locked.
pub fn sealed(tx: &mut Tx, kind: &str) -> Result<Vec<Factor>> {
    tx.all(
        &format!("select {FACTOR} from factor where collectivity = 0 and kind = $1 and secret <> '' order by id"),
        args![kind],
        factor,
    )
}

/// The secret of a factor, locked under another key.
pub fn relock(tx: &mut Tx, id: Uuid, secret: &str) -> Result<()> {
    tx.exec("update factor set secret = $2 where collectivity = 0 and id = $1", args![id, secret])?;
    Ok(())
}

/// Something begun, to be finished once and soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The digest of its secret.
    pub token: Vec<u8>,
    pub kind: String,
    pub account: Option<Uuid>,
    pub content: String,
    pub until: i64,
}

pub fn begin(tx: &mut Tx, c: &Challenge) -> Result<()> {
    tx.exec(
        "insert into challenge (collectivity, token, kind, account, content, until) values (0, $1, $2, $3, $4, $5)",
        args![&c.token, &c.kind, c.account, &c.content, c.until],
    )?;
    Ok(())
}

/// What was begun, if it is of this kind and not over.
pub fn look(tx: &mut Tx, token: &[u8], kind: &str, now: i64) -> Result<Option<Challenge>> {
    tx.opt(
        "select token, kind, account, content, until from challenge
          where collectivity = 0 and token = $1 and kind = $2 and $3 < until",
        args![token, kind, now],
        |row| {
            Ok(Challenge {
                token: row.get(0)?,
                kind: row.get(1)?,
                account: row.get(2)?,
                content: row.get(3)?,
                until: row.get(4)?,
            })
        },
    )
}

/// Ends what was begun: false when somebody ended it before, so that nothing is finished twice.
pub fn finish(tx: &mut Tx, token: &[u8]) -> Result<bool> {
    Ok(tx.exec("delete from challenge where collectivity = 0 and token = $1", args![token])? == 1)
}

/// Ends everything of a kind that an account began.
pub fn finish_all(tx: &mut Tx, account: Uuid, kind: &str) -> Result<u64> {
    tx.exec("delete from challenge where collectivity = 0 and account = $1 and kind = $2", args![account, kind])
}

pub fn sweep(tx: &mut Tx, now: i64) -> Result<u64> {
    tx.exec("delete from challenge where until < $1", args![now])
}

/// The code under which an officer adds the first factor, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub account: Uuid,
    /// The digest of the code.
    pub mark: Vec<u8>,
    /// The administrator; none: who runs the machine.
    pub made_by: Option<Uuid>,
    pub made_at: i64,
    pub until: i64,
    /// How often it was tried.
    pub tried: i64,
    pub used_at: Option<i64>,
}

const CODE: &str = "account, mark, made_by, made_at, until, tried, used_at";

fn code(row: &Row) -> Result<Code> {
    Ok(Code {
        account: row.get(0)?,
        mark: row.get(1)?,
        made_by: row.get(2)?,
        made_at: row.get(3)?,
        until: row.get(4)?,
        tried: row.get(5)?,
        used_at: row.get(6)?,
    })
}

/// Keeps a code in place of the one before.
pub fn keep_code(tx: &mut Tx, c: &Code) -> Result<()> {
    tx.exec(
        "insert into enrolment (collectivity, account, mark, made_by, made_at, until, tried, used_at)
         values (0, $1, $2, $3, $4, $5, 0, null)
             on conflict (collectivity, account) do update
                set mark = excluded.mark, made_by = excluded.made_by, made_at = excluded.made_at,
                    until = excluded.until, tried = 0, used_at = null",
        args![c.account, &c.mark, c.made_by, c.made_at, c.until],
    )?;
    Ok(())
}

/// The code of an account, good or over.
pub fn code_of(tx: &mut Tx, account: Uuid) -> Result<Option<Code>> {
    tx.opt(&format!("select {CODE} from enrolment where collectivity = 0 and account = $1"), args![account], code)
}

/// Counts a try, then gives the code that it is judged by; none when there is none, or when it was tried
/// so often. Tries made side by side wait for one another here.
pub fn try_code(tx: &mut Tx, account: Uuid, most: i64) -> Result<Option<Code>> {
    tx.opt(
        &format!(
            "update enrolment set tried = tried + 1 where collectivity = 0 and account = $1 and tried < $2
             returning {CODE}"
        ),
        args![account, most],
        code,
    )
}

/// A try that was right is not counted.
pub fn forgive_try(tx: &mut Tx, account: Uuid) -> Result<()> {
    tx.exec("update enrolment set tried = tried - 1 where collectivity = 0 and account = $1", args![account])?;
    Ok(())
}

/// Ends the code of an account, if it has one.
pub fn spend_code(tx: &mut Tx, account: Uuid, now: i64) -> Result<()> {
    tx.exec(
        "update enrolment set used_at = $2 where collectivity = 0 and account = $1 and used_at is null",
        args![account, now],
    )?;
    Ok(())
}
