//! SQLite: one thread writes, several connections read.
//!
//! The writer takes what waits, runs each piece of work and commits once for all of them (group
//! commit), then answers: what is acknowledged is on the disk, and the disk is asked once for many.
//! It hopes that each will be kept: a savepoint costs a copy of every page and a flush of the
//! full-text index. When one has changed something and is not to be kept, the batch is undone and
//! run again with a savepoint around each. When a commit is lost (full disk, failing disk), each
//! piece of work is tried alone, so that one that is too big does not take the others with it.

use super::pool::Pool;
use super::value::{Cell, Row, Source, Value};
use super::{Connection, Counts, Limits, Lock, Tx, more};
use crate::error::{Error, Kind, Result};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::ValueRef;
use rusqlite::{Connection as Sqlite, ErrorCode, OpenFlags, ffi};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

const BATCH_MOST: usize = 256;
const STATEMENTS_KEPT: usize = 256;
const BUSY_WAIT: Duration = Duration::from_secs(10);

pub(super) struct Lite {
    pub file: PathBuf,
    pub counts: Arc<Counts>,
    waiting: Arc<AtomicUsize>,
    readers: Pool<Tx>,
    jobs: Option<SyncSender<Box<dyn Work>>>,
    writer: Option<JoinHandle<()>>,
}

impl Lite {
    pub fn open(file: &Path, limits: &Limits, lock: &Lock) -> Result<Lite> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::Unavailable(e.into()))?;
        }
        let tx = Tx::new(Connection::Lite(writing(file)?), lock);
        let (jobs, queue) = sync_channel(limits.queue.max(1));
        let (counts, waiting) = (Arc::<Counts>::default(), Arc::<AtomicUsize>::default());
        let serving = (counts.clone(), waiting.clone());
        let writer = std::thread::Builder::new().name("store-writer".into());
        let writer = writer.spawn(move || serve(tx, &queue, &serving.0, &serving.1));
        let writer = Some(writer.map_err(|e| Error::Unavailable(e.into()))?);
        let (path, lock) = (file.to_owned(), lock.clone());
        let readers = Pool::new(limits.readers, limits.queue, limits.wait, move || {
            Ok(Tx::new(Connection::Lite(reading(&path)?), &lock))
        });
        Ok(Lite { file: file.to_owned(), counts, waiting, readers, jobs: Some(jobs), writer })
    }

    /// Gives the work to the writer; the answer comes when it is on the disk.
    pub fn write<T, E, F>(&self, f: F) -> Result<oneshot::Receiver<Result<T, E>>>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Job { f, done: None, reply });
        let jobs = self.jobs.as_ref().ok_or_else(super::stopped)?;
        self.waiting.fetch_add(1, Ordering::Relaxed);
        jobs.try_send(job).map(|()| answer).map_err(|refused| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            match refused {
                TrySendError::Full(_) => Error::Busy,
                TrySendError::Disconnected(_) => super::stopped(),
            }
        })
    }

    pub fn read<T, E: From<Error>>(&self, f: impl Fn(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        let (tx, _) = self.readers.take()?;
        self.read_on(tx, f)
    }

    /// Reads on a connection that waits at this moment; none when all are busy.
    pub fn glance<T, E: From<Error>>(&self, f: impl Fn(&mut Tx) -> Result<T, E>) -> Option<Result<T, E>> {
        let tx = self.readers.take_idle()?;
        Some(self.read_on(tx, f))
    }

    fn read_on<T, E: From<Error>>(&self, mut tx: Tx, f: impl Fn(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        let begun = plain(&mut tx, "begin deferred");
        let done = match begun {
            Ok(()) => tx.run(f),
            Err(error) => Err(E::from(error)),
        };
        match plain(&mut tx, "rollback") {
            Ok(()) => self.readers.give(tx),
            Err(_) => self.readers.lost(),
        }
        done
    }

    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed) + self.readers.waiting()
    }

    pub fn compact(&self) -> Result<()> {
        let connection = writing(&self.file)?;
        connection.execute_batch("vacuum; pragma wal_checkpoint(truncate)").map_err(error)
    }

    pub fn empty_log(&self) -> Result<()> {
        writing(&self.file)?.execute_batch("pragma wal_checkpoint(truncate)").map_err(error)
    }

    pub fn copy(&self, to: &Path) -> Result<()> {
        let from = reading(&self.file)?;
        let mut to = Sqlite::open(to).map_err(error)?;
        let backup = Backup::new(&from, &mut to).map_err(error)?;
        // All pages in one step: one snapshot, which a busy writer cannot make start again.
        if backup.step(-1).map_err(error)? != StepResult::Done {
            return Err(Error::Busy);
        }
        drop(backup);
        to.pragma_update(None, "journal_mode", "delete").map_err(error)?;
        let sound: String = to.query_row("pragma quick_check", [], |row| row.get(0)).map_err(error)?;
        if sound != "ok" {
            return Err(Error::Corrupt(format!("the copy is not sound: {sound}")));
        }
        Ok(())
    }
}

impl Drop for Lite {
    /// What was accepted is done before the end.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(writer) = self.writer.take()
            && writer.thread().id() != std::thread::current().id()
        {
            // The writer catches every panic of the work it does.
            writer.join().ok();
        }
    }
}

/// A piece of work and the place for its answer.
struct Job<T, E, F> {
    f: F,
    done: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

trait Work: Send {
    /// Does it; true when it is to be kept.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Says that what was done could not be kept. An error of its own says more, and stays.
    fn lose(&mut self, error: Error);
    fn answer(self: Box<Self>);
}

impl<T, E, F> Work for Job<T, E, F>
where
    T: Send,
    E: From<Error> + Send,
    F: Fn(&mut Tx) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        self.done.insert(tx.run(&self.f)).is_ok()
    }

    fn lose(&mut self, error: Error) {
        if !matches!(self.done, Some(Err(_))) {
            self.done = Some(Err(E::from(error)));
        }
    }

    fn answer(self: Box<Self>) {
        if let Some(done) = self.done {
            // Nobody waits any more when the request was dropped; the work is done all the same.
            self.reply.send(done).ok();
        }
    }
}

fn serve(mut tx: Tx, queue: &Receiver<Box<dyn Work>>, counts: &Counts, waiting: &AtomicUsize) {
    while let Ok(first) = queue.recv() {
        let mut batch = vec![first];
        batch.extend(queue.try_iter().take(BATCH_MOST - 1));
        waiting.fetch_sub(batch.len(), Ordering::Relaxed);
        let done = 1 < batch.len() && {
            hopeful(&mut tx, &mut batch, counts).unwrap_or(false) || {
                give_up(&mut tx);
                together(&mut tx, &mut batch, counts).is_ok()
            }
        };
        if !done {
            give_up(&mut tx);
            for work in &mut batch {
                alone(&mut tx, work.as_mut(), counts);
            }
        }
        for work in batch {
            work.answer();
        }
    }
}

/// One commit for all, without a way back for one of them. False when one needs it: it changed
/// something and is not to be kept. Work that was refused before it wrote needs no way back.
fn hopeful(tx: &mut Tx, batch: &mut [Box<dyn Work>], counts: &Counts) -> Result<bool> {
    plain(tx, "begin immediate")?;
    let mut kept = 0;
    for work in batch.iter_mut() {
        let before = changes(tx);
        if work.run(tx) {
            kept += 1;
        } else if tx.failed || is_over(tx) || changes(tx) != before {
            return Ok(false);
        }
    }
    plain(tx, "commit")?;
    more(&counts.commits, 1);
    more(&counts.kept, kept);
    more(&counts.undone, batch.len() - kept);
    Ok(true)
}

/// How many rows this connection has ever changed.
fn changes(tx: &Tx) -> u64 {
    match &tx.connection {
        Connection::Lite(connection) => connection.total_changes(),
        Connection::Pg(_) => 0,
    }
}

/// One commit for all; each in its savepoint, so that one that fails is undone alone.
fn together(tx: &mut Tx, batch: &mut [Box<dyn Work>], counts: &Counts) -> Result<()> {
    plain(tx, "begin immediate")?;
    let mut kept = 0;
    for work in batch.iter_mut() {
        plain(tx, "savepoint work")?;
        if work.run(tx) {
            kept += 1;
        } else if is_over(tx) {
            return Err(Error::Unavailable("the engine undid the whole batch".into()));
        } else {
            plain(tx, "rollback to work")?;
        }
        plain(tx, "release work")?;
    }
    plain(tx, "commit")?;
    more(&counts.commits, 1);
    more(&counts.kept, kept);
    more(&counts.undone, batch.len() - kept);
    Ok(())
}

fn alone(tx: &mut Tx, work: &mut dyn Work, counts: &Counts) {
    let kept = match plain(tx, "begin immediate") {
        Ok(()) => work.run(tx).then(|| plain(tx, "commit")),
        Err(error) => Some(Err(error)),
    };
    match kept {
        Some(Ok(())) => {
            more(&counts.commits, 1);
            more(&counts.kept, 1);
        }
        Some(Err(error)) => {
            work.lose(error);
            more(&counts.undone, 1);
        }
        None => more(&counts.undone, 1),
    }
    give_up(tx);
}

/// Leaves no transaction open, whatever happened.
fn give_up(tx: &mut Tx) {
    if !is_over(tx)
        && let Err(error) = plain(tx, "rollback")
    {
        tracing::error!(%error, "the writer could not roll back");
    }
}

fn is_over(tx: &Tx) -> bool {
    matches!(&tx.connection, Connection::Lite(connection) if connection.is_autocommit())
}

fn plain(tx: &mut Tx, sql: &str) -> Result<()> {
    match &mut tx.connection {
        Connection::Lite(connection) => exec(connection, sql, &[]).map(drop),
        Connection::Pg(_) => Err(Error::other("not a SQLite connection")),
    }
}

fn writing(file: &Path) -> Result<Sqlite> {
    let connection = Sqlite::open(file).map_err(error)?;
    connection.busy_timeout(BUSY_WAIT).map_err(error)?;
    set(&connection, "journal_mode", "wal")?;
    set(&connection, "synchronous", "full")?;
    set(&connection, "foreign_keys", "on")?;
    set(&connection, "wal_autocheckpoint", "16000")?;
    set(&connection, "journal_size_limit", "67108864")?;
    // What is taken out of a page leaves no trace in it: a key that was destroyed is gone.
    set(&connection, "secure_delete", "fast")?;
    set(&connection, "cache_size", "-16000")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(connection)
}

fn reading(file: &Path) -> Result<Sqlite> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Sqlite::open_with_flags(file, flags).map_err(error)?;
    connection.busy_timeout(BUSY_WAIT).map_err(error)?;
    set(&connection, "query_only", "on")?;
    set(&connection, "cache_size", "-4000")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(connection)
}

fn set(connection: &Sqlite, name: &str, value: &str) -> Result<()> {
    connection.pragma_update(None, name, value).map_err(error)
}

pub(super) fn exec(connection: &mut Sqlite, sql: &str, args: &[Value]) -> Result<u64> {
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    bind(&mut statement, args)?;
    statement.raw_execute().map(|rows| rows as u64).map_err(error)
}

pub(super) fn rows(
    connection: &mut Sqlite,
    sql: &str,
    args: &[Value],
    f: &mut dyn FnMut(&Row<'_>) -> Result<bool>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    bind(&mut statement, args)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(error)? {
        if !f(&Row(Source::Lite(row)))? {
            break;
        }
    }
    Ok(())
}

/// SQLite reads `$1` as a name and numbers names by their first appearance: bind by the name.
fn bind(statement: &mut rusqlite::Statement<'_>, args: &[Value]) -> Result<()> {
    let count = statement.parameter_count();
    if count != args.len() {
        return Err(Error::other(format!("{} arguments for {count} parameters", args.len())));
    }
    for place in 1..=count {
        let name = statement.parameter_name(place).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let value = name.and_then(|n| args.get(n.checked_sub(1)?));
        let value = value.ok_or_else(|| Error::other("parameters are $1, $2… without a gap"))?;
        match value {
            Value::Null => statement.raw_bind_parameter(place, rusqlite::types::Null),
            Value::Int(v) => statement.raw_bind_parameter(place, v),
            Value::Real(v) => statement.raw_bind_parameter(place, v),
            Value::Text(v) => statement.raw_bind_parameter(place, v.as_str()),
            Value::Bytes(v) => statement.raw_bind_parameter(place, v.as_slice()),
        }
        .map_err(error)?;
    }
    Ok(())
}

pub(super) fn cell<'a>(row: &'a rusqlite::Row<'_>, i: usize) -> Result<Cell<'a>> {
    Ok(match row.get_ref(i).map_err(error)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(v) => Cell::Int(v),
        ValueRef::Real(v) => Cell::Real(v),
        ValueRef::Text(v) => Cell::Text(std::str::from_utf8(v).map_err(|e| Error::Corrupt(e.to_string()))?),
        ValueRef::Blob(v) => Cell::Bytes(v),
    })
}

pub(super) fn error(e: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, message) = &e else {
        return Error::Other(e.into());
    };
    match failure.code {
        ErrorCode::DiskFull
        | ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::ReadOnly
        | ErrorCode::PermissionDenied
        | ErrorCode::OutOfMemory => Error::Unavailable(e.into()),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Corrupt(e.to_string()),
        ErrorCode::ConstraintViolation => constraint(failure.extended_code, message.as_deref().unwrap_or("")),
        _ => Error::Other(e.into()),
    }
}

/// From «UNIQUE constraint failed: paper.commune, paper.number» to `paper(commune, number)`.
fn constraint(code: i32, message: &str) -> Error {
    let kind = match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Kind::Unique
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Kind::Foreign,
        ffi::SQLITE_CONSTRAINT_CHECK => Kind::Check,
        ffi::SQLITE_CONSTRAINT_NOTNULL => Kind::NotNull,
        _ => Kind::Other,
    };
    let said = message.split_once("failed: ").map_or("", |(_, said)| said);
    let name = match said.split_once('.') {
        Some((table, _)) if kind == Kind::Unique || kind == Kind::NotNull => {
            let table_dot = format!("{table}.");
            let columns: Vec<_> = said.split(", ").map(|c| c.strip_prefix(&table_dot).unwrap_or(c)).collect();
            format!("{table}({})", columns.join(", "))
        }
        _ => said.to_owned(),
    };
    Error::Constraint { kind, name }
}
