//! The waist: one transaction, one SQL text, two engines. Nobody else knows which engine answers.
//!
//! A transaction is one synchronous closure over a `Tx`. On SQLite it is sent to the one writer
//! (`db/lite.rs`), which commits many of them together; on PostgreSQL it runs on a pooled
//! connection (`db/pg.rs`) and runs again when others were in its way.
//!
//! Laws: the closure may run twice, so it has no effect outside `tx`, and it never calls `Db`
//! again. Once a statement has failed the transaction never commits, even if the closure goes on.
//! On PostgreSQL a write is `read committed`: guard what you decided on, by
//! `update … where version = $n` or by a unique key.
//!
//! Absent on purpose: the time. The database never tells it; `now()` is an argument.

mod lite;
mod pg;
mod pool;
mod tls;
mod value;

use crate::Vault;
use crate::error::{Error, Result};
use std::any::Any;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
pub use value::{Cell, Read, Row, Value};

/// Where the memory is.
#[derive(Clone, PartialEq, Eq)]
pub enum Engine {
    Sqlite { file: PathBuf },
    Postgres { url: String },
}

/// How much is done at once, and how much may wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// SQLite: connections that read.
    pub readers: usize,
    /// PostgreSQL: connections in all.
    pub connections: usize,
    /// Transactions that may wait; one more is told `Busy`.
    pub queue: usize,
    /// How long one may wait for a connection.
    pub wait: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { readers: 4, connections: 16, queue: 4_096, wait: Duration::from_secs(10) }
    }
}

/// The database. Cheap to clone; the last one dropped waits for the writer to finish.
#[derive(Clone)]
pub struct Db(Arc<Inner>, Lock);

/// What opens sealed fields, once it is given.
type Lock = Arc<OnceLock<Arc<Vault>>>;

enum Inner {
    Lite(lite::Lite),
    Pg(pg::Pg),
}

/// What the database did since it was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Transactions that wait now.
    pub waiting: u64,
    /// Commits; on SQLite one commit serves many transactions.
    pub commits: u64,
    /// Transactions that wrote and were kept.
    pub kept: u64,
    /// Transactions that wrote and were undone.
    pub undone: u64,
    /// Transactions that ran again because others were in their way.
    pub again: u64,
    /// Connections that were cut and made anew.
    pub reconnects: u64,
}

#[derive(Default)]
struct Counts {
    commits: AtomicU64,
    kept: AtomicU64,
    undone: AtomicU64,
    again: AtomicU64,
    reconnects: AtomicU64,
}

impl Db {
    pub fn open(engine: &Engine) -> Result<Db> {
        Db::open_with(engine, &Limits::default())
    }

    pub fn open_with(engine: &Engine, limits: &Limits) -> Result<Db> {
        let lock = Lock::default();
        let inner = match engine {
            Engine::Sqlite { file } => Inner::Lite(lite::Lite::open(file, limits, &lock)?),
            Engine::Postgres { url } => Inner::Pg(pg::Pg::open(url, limits, &lock)?),
        };
        Ok(Db(Arc::new(inner), lock))
    }

    /// Gives the keys of sealed fields, once: the first ones stay.
    pub fn unlock(&self, vault: Vault) {
        self.1.get_or_init(|| Arc::new(vault));
    }

    /// Does `f` in one durable transaction. Dropping the future does not stop it half-way.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        match &*self.0 {
            Inner::Lite(lite) => lite.write(f)?.await.unwrap_or_else(|_| Err(E::from(stopped()))),
            Inner::Pg(_) => self.elsewhere(move |db| db.write_now(f)).await,
        }
    }

    /// Reads one snapshot.
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        self.elsewhere(move |db| db.read_now(f)).await
    }

    /// Reads a handful of rows by their keys. On SQLite this takes some tens of microseconds and is done
    /// where it is asked, because handing it to another thread and back costs more than the reading; when
    /// every connection is busy, and on PostgreSQL, it is `read`. Never for a list, a count or a search.
    pub async fn glance<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        if let Inner::Lite(lite) = &*self.0
            && let Some(done) = lite.glance(&f)
        {
            return done;
        }
        self.read(f).await
    }

    /// As `write`, waiting for it. Not on a thread of the runtime.
    pub fn write_now<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        match &*self.0 {
            Inner::Lite(lite) => lite.write(f)?.blocking_recv().unwrap_or_else(|_| Err(E::from(stopped()))),
            Inner::Pg(pg) => pg.run(pg::WRITE, f),
        }
    }

    /// As `read`, waiting for it. Not on a thread of the runtime.
    pub fn read_now<T, E, F>(&self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: Fn(&mut Tx) -> Result<T, E>,
    {
        match &*self.0 {
            Inner::Lite(lite) => lite.read(f),
            Inner::Pg(pg) => pg.run(pg::READ, f),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(*self.0, Inner::Lite(_))
    }

    /// The file, when the memory is one.
    pub fn file(&self) -> Option<&Path> {
        match &*self.0 {
            Inner::Lite(lite) => Some(&lite.file),
            Inner::Pg(_) => None,
        }
    }

    pub fn figures(&self) -> Figures {
        let (counts, waiting) = match &*self.0 {
            Inner::Lite(lite) => (&*lite.counts, lite.waiting()),
            Inner::Pg(pg) => (&pg.counts, pg.waiting()),
        };
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Figures {
            waiting: waiting as u64,
            commits: read(&counts.commits),
            kept: read(&counts.kept),
            undone: read(&counts.undone),
            again: read(&counts.again),
            reconnects: read(&counts.reconnects),
        }
    }

    /// Writes the SQLite database anew without what was taken out of it, and empties its log: what was there
    /// before is on no page any more. PostgreSQL does this by itself, in its own time. Waits.
    pub fn compact(&self) -> Result<()> {
        match &*self.0 {
            Inner::Lite(lite) => lite.compact(),
            Inner::Pg(_) => Ok(()),
        }
    }

    /// Moves what SQLite's log holds into the database and empties it: what was overwritten is in neither. Waits.
    pub fn empty_log(&self) -> Result<()> {
        match &*self.0 {
            Inner::Lite(lite) => lite.empty_log(),
            Inner::Pg(_) => Ok(()),
        }
    }

    /// Copies the running SQLite database into `to`, as it is at one moment.
    pub(crate) fn copy_file(&self, to: &Path) -> Result<()> {
        match &*self.0 {
            Inner::Lite(lite) => lite.copy(to),
            Inner::Pg(_) => Err(Error::other("a PostgreSQL database is not a file")),
        }
    }

    async fn elsewhere<T, E>(&self, f: impl FnOnce(&Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let db = self.clone();
        let done = tokio::task::spawn_blocking(move || f(&db)).await;
        done.unwrap_or_else(|_| Err(E::from(stopped())))
    }
}

/// A transaction that is open.
pub struct Tx {
    connection: Connection,
    lock: Lock,
    /// A statement failed: nothing of this transaction may be kept.
    failed: bool,
    /// It failed because others were in its way: it may be run again.
    again: bool,
    /// It failed because the database went away.
    away: bool,
}

enum Connection {
    Lite(rusqlite::Connection),
    Pg(Box<pg::Session>),
}

impl Tx {
    /// Does a statement; how many rows it touched.
    pub fn exec(&mut self, sql: &str, args: &[Value]) -> Result<u64> {
        let done = match &mut self.connection {
            Connection::Lite(connection) => lite::exec(connection, sql, args),
            Connection::Pg(session) => session.exec(sql, args),
        };
        self.noted(done)
    }

    /// The first row, which must be there.
    pub fn one<T>(&mut self, sql: &str, args: &[Value], read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<T> {
        self.opt(sql, args, read)?.ok_or(Error::NoRow)
    }

    /// The first row, if there is one.
    pub fn opt<T>(
        &mut self,
        sql: &str,
        args: &[Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.rows(sql, args, &mut |row| {
            found = Some(read(row)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// Every row.
    pub fn all<T>(&mut self, sql: &str, args: &[Value], mut read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.rows(sql, args, &mut |row| {
            found.push(read(row)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// Every row in turn, without keeping them.
    pub fn each(&mut self, sql: &str, args: &[Value], mut f: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        self.rows(sql, args, &mut |row| f(row).map(|()| true))
    }

    /// Several statements without arguments: migrations.
    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        let done = match &mut self.connection {
            Connection::Lite(connection) => connection.execute_batch(sql).map_err(lite::error),
            Connection::Pg(session) => session.script(sql),
        };
        self.noted(done)
    }

    /// Asks the engine whether it understands a statement, without doing it.
    pub(crate) fn prepare(&mut self, sql: &str) -> Result<()> {
        let done = match &mut self.connection {
            Connection::Lite(connection) => connection.prepare(sql).map(drop).map_err(lite::error),
            Connection::Pg(session) => session.prepare(sql),
        };
        self.noted(done)
    }

    /// For the two places where the SQL differs: full-text search, and what is locked.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.connection, Connection::Lite(_))
    }

    fn new(connection: Connection, lock: &Lock) -> Tx {
        Tx { connection, lock: lock.clone(), failed: false, again: false, away: false }
    }

    /// The keys of sealed fields.
    pub(crate) fn vault(&self) -> Result<Arc<Vault>> {
        self.lock.get().cloned().ok_or_else(|| Error::other("the store was opened without its master key"))
    }

    fn rows(&mut self, sql: &str, args: &[Value], f: &mut dyn FnMut(&Row<'_>) -> Result<bool>) -> Result<()> {
        let done = match &mut self.connection {
            Connection::Lite(connection) => lite::rows(connection, sql, args, f),
            Connection::Pg(session) => session.rows(sql, args, f),
        };
        self.noted(done)
    }

    fn noted<T>(&mut self, done: Result<T>) -> Result<T> {
        if let Err(error) = &done {
            self.failed = true;
            self.again |= matches!(error, Error::Conflict);
            self.away |= matches!(error, Error::Unavailable(_));
        }
        done
    }

    /// Runs the work; a panic is an error, and work that went on after a failed statement too.
    fn run<T, E: From<Error>>(&mut self, f: impl Fn(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        (self.failed, self.again, self.away) = (false, false, false);
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| f(self)));
        match done {
            Ok(Ok(_)) if self.failed => Err(E::from(Error::other("a statement of the transaction had failed"))),
            Ok(done) => done,
            Err(panic) => Err(E::from(Error::other(format!("the work panicked: {}", words_of(&*panic))))),
        }
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}

fn stopped() -> Error {
    Error::Unavailable("the program is stopping".into())
}

fn more(count: &AtomicU64, by: usize) {
    count.fetch_add(by as u64, Ordering::Relaxed);
}

/// Never with a password: this goes to logs.
impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Engine::Sqlite { file } => write!(f, "sqlite {}", file.display()),
            Engine::Postgres { url } => {
                let config = url.parse::<postgres::Config>().unwrap_or_default();
                write!(f, "postgres {:?} {}", config.get_hosts(), config.get_dbname().unwrap_or("?"))
            }
        }
    }
}
