//! PostgreSQL: a pool of connections, each with the statements it has prepared.
//!
//! Work that met others (40001, 40P01) runs again, and so does work whose connection was cut
//! before its commit was sent: nothing of it can have been kept. A connection cut during the
//! commit itself leaves a doubt, and is an error.

use super::pool::Pool;
use super::value::{Cell, Row, Source, Value};
use super::{Connection, Counts, Limits, Lock, Tx, more};
use crate::error::{Cause, Error, Kind, Result};
use postgres::error::{DbError, SqlState};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Config, Statement};
use std::collections::HashMap;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

pub(super) const WRITE: &str = "begin isolation level read committed read write";
pub(super) const READ: &str = "begin isolation level repeatable read read only";

const STATEMENTS_KEPT: usize = 512;
const TRIES_MOST: u32 = 8;

/// What a connection says first. A statement that hangs must not hold the counter for ever.
const HELLO: &str = "set timezone = 'UTC'; set client_min_messages = warning; set statement_timeout = '60s';
    set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'";

pub(super) struct Pg {
    pub counts: Counts,
    pool: Pool<Tx>,
}

/// One connection. Not to be dropped on a thread of the runtime: see `Drop for Pg`.
pub(super) struct Session {
    client: Client,
    statements: HashMap<String, Statement>,
}

enum Outcome<T, E> {
    Done(Result<T, E>),
    Met(E),
    Cut(E),
}

impl Pg {
    pub fn open(url: &str, limits: &Limits, lock: &Lock) -> Result<Pg> {
        let (mut config, tls) = super::tls::read(url)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(3));
        }
        config.tcp_user_timeout(Duration::from_secs(15)).keepalives_idle(Duration::from_secs(30));
        if config.get_application_name().is_none() {
            config.application_name("diwan");
        }
        let lock = lock.clone();
        let make = move || {
            Session::open(&config, tls.clone()).map(|session| Tx::new(Connection::Pg(Box::new(session)), &lock))
        };
        let pool = Pool::new(limits.connections, limits.queue, limits.wait, make);
        Ok(Pg { counts: Counts::default(), pool })
    }

    pub fn run<T, E: From<Error>>(&self, begin: &str, f: impl Fn(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        let (mut met, mut cut) = (0, 0);
        loop {
            match self.once(begin, &f)? {
                Outcome::Done(done) => return done,
                Outcome::Met(error) if met == TRIES_MOST => return Err(error),
                Outcome::Cut(error) if cut == 1 => return Err(error),
                Outcome::Met(_) => {
                    met += 1;
                    more(&self.counts.again, 1);
                    pause(met);
                }
                Outcome::Cut(_) => {
                    cut += 1;
                    more(&self.counts.reconnects, 1);
                    drop(self.pool.drain());
                }
            }
        }
    }

    fn once<T, E: From<Error>>(&self, begin: &str, f: &impl Fn(&mut Tx) -> Result<T, E>) -> Result<Outcome<T, E>> {
        let (mut tx, used) = self.pool.take()?;
        if let Err(error) = tx.session().and_then(|session| session.script(begin)) {
            self.give_back(tx);
            return if used { Ok(Outcome::Cut(E::from(error))) } else { Err(error) };
        }
        let done = tx.run(f);
        if done.is_err() && (tx.away || tx.session()?.client.is_closed()) {
            self.pool.lost();
            return Ok(done.map_or_else(Outcome::Cut, |value| Outcome::Done(Ok(value))));
        }
        let end = if done.is_ok() { "commit" } else { "rollback" };
        let ended = tx.session()?.script(end);
        if begin == WRITE {
            let is_kept = done.is_ok() && ended.is_ok();
            more(if is_kept { &self.counts.kept } else { &self.counts.undone }, 1);
            more(&self.counts.commits, usize::from(is_kept));
        }
        let outcome = match (done, ended) {
            (Ok(_), Err(Error::Conflict)) => Outcome::Met(E::from(Error::Conflict)),
            (Ok(_), Err(error)) => Outcome::Done(Err(E::from(error))),
            (Err(error), _) if tx.again => Outcome::Met(error),
            (done, _) => Outcome::Done(done),
        };
        self.give_back(tx);
        Ok(outcome)
    }

    /// Only a connection that is open and outside a transaction goes back.
    fn give_back(&self, mut tx: Tx) {
        match tx.session() {
            Ok(session) if !session.client.is_closed() => self.pool.give(tx),
            _ => self.pool.lost(),
        }
    }

    pub fn waiting(&self) -> usize {
        self.pool.waiting()
    }
}

impl Drop for Pg {
    /// The client's own little runtime may not end on a thread of another one.
    fn drop(&mut self) {
        let idle = self.pool.drain();
        if !idle.is_empty() {
            std::thread::spawn(move || drop(idle)).join().ok();
        }
    }
}

/// Waits longer each time, and not the same time as the others who met.
#[expect(clippy::disallowed_methods, reason = "nobody says when the others are done: the database is asked again")]
fn pause(tries: u32) {
    let chance = u64::from(getrandom::u32().unwrap_or(0) % 1_000);
    std::thread::sleep(Duration::from_micros((1 << tries.min(7)) * (500 + chance)));
}

impl Tx {
    fn session(&mut self) -> Result<&mut Session> {
        match &mut self.connection {
            Connection::Pg(session) => Ok(session),
            Connection::Lite(_) => Err(Error::other("not a PostgreSQL connection")),
        }
    }
}

impl Session {
    fn open(config: &Config, tls: MakeRustlsConnect) -> Result<Session> {
        let away = |e: postgres::Error| Error::Unavailable(e.into());
        let mut client = config.connect(tls).map_err(away)?;
        client.batch_execute(HELLO).map_err(away)?;
        Ok(Session { client, statements: HashMap::new() })
    }

    pub fn script(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(error)
    }

    pub fn prepare(&mut self, sql: &str) -> Result<()> {
        self.client.prepare(sql).map(drop).map_err(error)
    }

    pub fn exec(&mut self, sql: &str, args: &[Value]) -> Result<u64> {
        let statement = self.statement(sql)?;
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
        fits(&statement, args.len())?;
        self.client.execute(&statement, &args).map_err(error)
    }

    pub fn rows(&mut self, sql: &str, args: &[Value], f: &mut dyn FnMut(&Row<'_>) -> Result<bool>) -> Result<()> {
        let statement = self.statement(sql)?;
        fits(&statement, args.len())?;
        let mut rows = self.client.query_raw(&statement, args).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            if !f(&Row(Source::Pg(&row)))? {
                break;
            }
        }
        Ok(())
    }

    fn statement(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS_KEPT {
            self.statements.clear();
        }
        let statement = self.client.prepare(sql).map_err(error)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn fits(statement: &Statement, args: usize) -> Result<()> {
    let count = statement.params().len();
    if count == args { Ok(()) } else { Err(Error::other(format!("{args} arguments for {count} parameters"))) }
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Cause> {
        match (self, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(v), &Type::INT4) => i32::try_from(*v)?.to_sql(ty, out),
            (Value::Int(v), &Type::INT2) => i16::try_from(*v)?.to_sql(ty, out),
            (Value::Int(v), &Type::BOOL) => (*v != 0).to_sql(ty, out),
            (Value::Int(v), &Type::FLOAT8) => (*v as f64).to_sql(ty, out),
            (Value::Int(v), &Type::INT8) => v.to_sql(ty, out),
            (Value::Real(v), &Type::FLOAT8) => v.to_sql(ty, out),
            (Value::Bytes(v), &Type::BYTEA) => v.to_sql(ty, out),
            (Value::Text(v), &Type::TEXT | &Type::VARCHAR | &Type::NAME | &Type::UNKNOWN) => v.to_sql(ty, out),
            (Value::Text(_), _) => Err(format!("text given where PostgreSQL wants {ty}").into()),
            (_, ty) => Err(format!("another shape given where PostgreSQL wants {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Cell<'a>, Cause> {
        Ok(match *ty {
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(ty, raw)?),
            Type::NUMERIC => numeric(raw).ok_or("a number that no i64 holds")?,
            Type::BYTEA | Type::UUID => Cell::Bytes(raw),
            _ => Cell::Text(std::str::from_utf8(raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Cell<'a>, Cause> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

pub(super) fn cell(row: &postgres::Row, i: usize) -> Result<Cell<'_>> {
    row.try_get(i).map_err(|e| Error::Other(e.into()))
}

/// What `sum(bigint)` and `avg(bigint)` give: digits in base 10,000, most significant first.
fn numeric(raw: &[u8]) -> Option<Cell<'_>> {
    let word = |i: usize| Some(i16::from_be_bytes(raw.get(2 * i..2 * i + 2)?.try_into().ok()?));
    let (count, weight, is_negative) = (word(0)?, word(1)?, word(2)? == 0x4000);
    let digits = (0..count).map(|i| word(4 + usize::try_from(i).ok()?)).collect::<Option<Vec<_>>>()?;
    if count <= weight + 1 {
        let mut whole: i64 = 0;
        for place in 0..=weight {
            let digit = digits.get(usize::try_from(place).ok()?).copied().unwrap_or(0);
            whole = whole.checked_mul(10_000)?.checked_add(digit.into())?;
        }
        return Some(Cell::Int(if is_negative { -whole } else { whole }));
    }
    let mut real = 0.0;
    for (place, digit) in digits.iter().enumerate() {
        real += f64::from(*digit) * 10_000_f64.powi(i32::from(weight) - i32::try_from(place).ok()?);
    }
    Some(Cell::Real(if is_negative { -real } else { real }))
}

fn error(e: postgres::Error) -> Error {
    let Some(said) = e.as_db_error() else {
        let is_io = std::error::Error::source(&e).is_some_and(|source| source.is::<std::io::Error>());
        return if e.is_closed() || is_io { Error::Unavailable(e.into()) } else { Error::Other(e.into()) };
    };
    let code = said.code();
    match code.code().get(..2).unwrap_or("") {
        "08" | "53" | "57" | "58" if *code != SqlState::QUERY_CANCELED => return Error::Unavailable(e.into()),
        "23" => return constraint(said),
        "XX" => return Error::Corrupt(said.message().to_owned()),
        _ => {}
    }
    if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED {
        Error::Conflict
    } else if *code == SqlState::QUERY_CANCELED || *code == SqlState::LOCK_NOT_AVAILABLE {
        Error::Busy
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION && said.message().contains("recovery") {
        Error::Unavailable(e.into())
    } else {
        Error::Other(e.into())
    }
}

/// The same name as SQLite gives; never the values, which may be somebody's.
fn constraint(said: &DbError) -> Error {
    let code = said.code();
    let table = said.table().unwrap_or("?");
    let constraint = said.constraint().unwrap_or("?");
    let (kind, name) = if *code == SqlState::UNIQUE_VIOLATION {
        let columns = said.detail().and_then(|d| Some(d.split_once("Key (")?.1.split_once(")=")?.0));
        (Kind::Unique, columns.map_or(constraint.to_owned(), |columns| format!("{table}({columns})")))
    } else if *code == SqlState::NOT_NULL_VIOLATION {
        (Kind::NotNull, format!("{table}({})", said.column().unwrap_or("?")))
    } else if *code == SqlState::CHECK_VIOLATION {
        (Kind::Check, constraint.to_owned())
    } else if *code == SqlState::FOREIGN_KEY_VIOLATION {
        (Kind::Foreign, constraint.to_owned())
    } else {
        (Kind::Other, constraint.to_owned())
    };
    Error::Constraint { kind, name }
}
