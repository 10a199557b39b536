//! For tests: both engines, ready in a moment and gone afterwards. No product code uses this.
//!
//! SQLite lives in a folder of its own. PostgreSQL is a throw-away cluster, one for each test
//! process, in a temporary folder with a socket beside it; each test gets a database copied from a
//! prepared one. A small shell watches the process from outside and removes the cluster when the
//! process ends, however it ends. Without PostgreSQL's programs a test fails, and says what to do.

use crate::Vault;
use crate::db::{Db, Engine};
use crate::error::{Error, Result};
use crate::migrate::{self, MIGRATIONS, Migration};
use std::collections::HashMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

const MISSING: &str = "the tests need PostgreSQL 15 or newer on this machine: run scripts/setup";

/// A database for one test.
pub struct TestDb {
    pub name: &'static str,
    pub engine: Engine,
    db: Option<Db>,
    folder: Option<Folder>,
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        match &self.db {
            Some(db) => db,
            None => unreachable!("it is taken only when dropped"),
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // The last clone closes the connections; then the database can go. Elsewhere, because a
        // test may end on a thread of its runtime.
        let db = self.db.take();
        std::thread::spawn(move || drop(db)).join().ok();
        if let Engine::Postgres { url } = &self.engine {
            let name = url.split("dbname=").nth(1).unwrap_or("").to_owned();
            cluster().sql(&format!("drop database if exists {name} with (force)"));
        }
    }
}

impl TestDb {
    /// A folder beside the database, for files and copies.
    pub fn folder(&mut self) -> &Path {
        &self.folder.get_or_insert_with(Folder::new).0
    }
}

/// The same story on each engine, over the ground floor's tables.
pub fn each_engine(story: impl Fn(&Db)) {
    for db in engines(&[MIGRATIONS]) {
        println!("on {}", db.name);
        story(&db);
    }
}

/// A fresh database on each engine, with these migrations.
pub fn engines(lists: &[&[Migration]]) -> Vec<TestDb> {
    vec![sqlite(lists), postgres(lists)]
}

pub fn sqlite(lists: &[&[Migration]]) -> TestDb {
    let folder = Folder::new();
    let engine = Engine::Sqlite { file: folder.0.join("diwan.db") };
    let db = ready(&engine, lists);
    TestDb { name: "sqlite", engine, db: Some(db), folder: Some(folder) }
}

pub fn postgres(lists: &[&[Migration]]) -> TestDb {
    let cluster = cluster();
    let engine = cluster.database(lists);
    let db = expect("a fresh PostgreSQL database opens", Db::open(&engine));
    db.unlock(Vault::new(&[0; 32]));
    TestDb { name: "postgres", engine, db: Some(db), folder: None }
}

/// Asks the engine whether it understands each statement; panics with the one it does not.
pub fn prepare_all(db: &Db, statements: &[&str]) {
    for sql in statements {
        let text = (*sql).to_owned();
        if let Err(error) = db.read_now::<_, Error, _>(move |tx| tx.prepare(&text)) {
            panic!("{} refuses a statement: {error:?}\n{sql}", if db.is_sqlite() { "SQLite" } else { "PostgreSQL" });
        }
    }
}

/// The same for every statement written in the sources of a crate, tests left out: nobody keeps a
/// list. A constant whose name ends in `_SQLITE` or `_POSTGRES` is for that engine only, and a text
/// that is filled in (`{`) is left to the tests of its function. How many there were.
pub fn prepare_sources(db: &Db, folder: &str) -> usize {
    let theirs = if db.is_sqlite() { "_POSTGRES:" } else { "_SQLITE:" };
    let mut count = 0;
    for path in sources(Path::new(folder)) {
        let source = expect("a source is read", std::fs::read_to_string(&path));
        for (before, sql) in literals(&source) {
            let is_statement =
                ["select ", "insert into ", "update ", "delete from ", "with "].iter().any(|s| sql.starts_with(s));
            let is_whole = 3 < sql.split_whitespace().count();
            if is_statement && is_whole && !sql.contains('{') && !before.contains(theirs) {
                count += 1;
                prepare_all(db, &[sql.as_str()]);
            }
        }
    }
    count
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = expect("a folder of sources", std::fs::read_dir(folder));
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or("");
        if path.is_dir() && name != "tests" {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") && name != "tests" && name != "stories" {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The plain string literals of a Rust source, each with the line that leads to it.
fn literals(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, from) = rest.split_at(at);
        if from.starts_with("//") {
            rest = from.find('\n').map_or("", |end| from.get(end..).unwrap_or(""));
        } else if let Some(quoted) = from.strip_prefix("'\"'").or_else(|| from.strip_prefix("'\\\"'")) {
            rest = quoted;
        } else if let Some(text) = from.strip_prefix('"') {
            let (literal, after) = literal(text);
            found.push((last_statement(before).to_owned(), literal));
            rest = after;
        } else {
            rest = from.get(1..).unwrap_or("");
        }
    }
    found
}

fn last_statement(before: &str) -> &str {
    before.rfind(';').map_or(before, |end| before.get(end..).unwrap_or(""))
}

/// The text up to the closing quote, and what follows it.
fn literal(text: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (out, text.get(at + 1..).unwrap_or("")),
            '\\' => match chars.next() {
                Some((_, '\n')) => {
                    while chars.as_str().starts_with(char::is_whitespace) {
                        chars.next();
                    }
                }
                Some((_, 'n')) => out.push('\n'),
                Some((_, c)) => out.push(c),
                None => {}
            },
            c => out.push(c),
        }
    }
    (out, "")
}

/// A folder that disappears.
pub struct Folder(pub PathBuf);

impl Folder {
    #[expect(clippy::new_without_default, reason = "it makes a folder: that is no default")]
    pub fn new() -> Folder {
        let chance = expect("chance", getrandom::u64());
        let path = std::env::temp_dir().join(format!("diwan-test-{chance:016x}"));
        expect("a temporary folder", std::fs::create_dir_all(&path));
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// A PostgreSQL server of our own. Dropped, or its process ended, it is stopped and removed.
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    is_root: bool,
    made: AtomicU64,
    templates: Mutex<HashMap<String, String>>,
    /// Closed when this process ends: that is what the watching shell waits for.
    _leash: Option<ChildStdin>,
}

/// The cluster that all tests of this process share.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::start_new)
}

impl Cluster {
    pub fn start_new() -> Cluster {
        let programs = programs().unwrap_or_else(|| panic!("{MISSING}"));
        let is_root = output(Command::new("id").arg("-u")).trim() == "0";
        let folder = std::env::temp_dir().join("diwan-pg-XXXXXX");
        let mut cluster = Cluster {
            folder: PathBuf::new(),
            programs,
            is_root,
            made: AtomicU64::new(0),
            templates: Mutex::default(),
            _leash: None,
        };
        cluster.folder = output(cluster.command("mktemp").arg("-d").arg(folder)).trim().into();
        cluster._leash = cluster.watch();
        let data = cluster.folder.join("data");
        let mut initdb = cluster.program("initdb");
        initdb.args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"]);
        output(initdb.arg(&data));
        let settings = format!(
            "listen_addresses = ''\nunix_socket_directories = '{}'\nfsync = off\nsynchronous_commit = off\n\
             full_page_writes = off\nmax_connections = 300\nshared_buffers = 32MB\nautovacuum = off\n",
            cluster.folder.display()
        );
        let sets = format!("cat >> '{}/postgresql.conf'", data.display());
        let mut append = cluster.command("sh");
        let mut append = expect("sh starts", append.args(["-c", &sets]).stdin(Stdio::piped()).spawn());
        if let Some(mut input) = append.stdin.take() {
            expect("the settings are written", std::io::Write::write_all(&mut input, settings.as_bytes()));
        }
        expect("the settings are written", append.wait());
        cluster.start();
        cluster
    }

    pub fn start(&self) {
        let log = self.folder.join("log");
        let mut start = self.program("pg_ctl");
        start.args(["start", "--wait", "--silent", "-D"]).arg(self.folder.join("data")).arg("-l").arg(log);
        output(start.stdout(Stdio::null()));
    }

    /// The database goes away, under the hands of those who use it.
    pub fn stop(&self) {
        let mut stop = self.program("pg_ctl");
        output(stop.args(["stop", "--wait", "--silent", "-m", "fast", "-D"]).arg(self.folder.join("data")));
    }

    /// Begins to listen on the network of this machine, with TLS and a certificate signed by itself: the
    /// port, and the certificate's file.
    pub fn speak_tls(&self) -> (u16, PathBuf) {
        let port =
            expect("a free port", std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr())).port();
        let data = self.folder.join("data");
        let mut sign = self.command("openssl");
        sign.args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ]);
        sign.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
        sign.args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"]).arg(data.join("server.key"));
        output(sign.arg("-out").arg(data.join("server.crt")));
        // Read by the tests from outside the folder that only the server opens.
        let certificate = self.folder.join("server.crt");
        output(self.command("cp").arg(data.join("server.crt")).arg(&certificate));
        for setting in ["ssl = on".to_owned(), "listen_addresses = '127.0.0.1'".to_owned(), format!("port = {port}")] {
            self.sql(&format!("alter system set {setting}"));
        }
        self.stop();
        self.start();
        (port, certificate)
    }

    /// Listens as before, without TLS.
    pub fn speak_plainly(&self) {
        let set = "sed -i '/^ssl/d' \"$1\"";
        output(self.command("sh").args(["-c", set, "sh"]).arg(self.folder.join("data/postgresql.auto.conf")));
        self.stop();
        self.start();
    }

    pub fn url(&self, database: &str) -> String {
        format!("host={} user=postgres dbname={database}", self.folder.display())
    }

    /// A fresh database with these migrations: a copy of one that is made once.
    pub fn database(&self, lists: &[&[Migration]]) -> Engine {
        let key: String = lists.iter().copied().flatten().map(|(name, sql)| format!("{name}\n{sql}\n")).collect();
        let mut templates = self.templates.lock().unwrap_or_else(PoisonError::into_inner);
        let template = templates.entry(key).or_insert_with(|| {
            let name = self.fresh_name();
            self.sql(&format!("create database {name}"));
            let db = ready(&Engine::Postgres { url: self.url(&name) }, lists);
            std::thread::spawn(move || drop(db)).join().ok();
            name
        });
        let name = self.fresh_name();
        self.sql(&format!("create database {name} template {template} strategy file_copy"));
        Engine::Postgres { url: self.url(&name) }
    }

    fn fresh_name(&self) -> String {
        format!("t{}", self.made.fetch_add(1, Ordering::Relaxed))
    }

    fn sql(&self, sql: &str) {
        let (url, sql) = (self.url("postgres"), sql.to_owned());
        // On a thread of its own: the caller may be on a runtime's.
        let done = std::thread::spawn(move || postgres::Client::connect(&url, postgres::NoTls)?.batch_execute(&sql));
        match done.join() {
            Ok(done) => expect("the test cluster obeys", done),
            Err(_) => panic!("the thread that speaks to the test cluster panicked"),
        }
    }

    /// Waits for the end of its input, which is the end of this process; then tidies up.
    fn watch(&self) -> Option<ChildStdin> {
        let script = r#"cat >/dev/null; "$1/pg_ctl" stop -m immediate -D "$2/data"; rm -rf "$2""#;
        let mut watcher = self.command("sh");
        watcher.args(["-c", script, "watch"]).arg(&self.programs).arg(&self.folder);
        watcher.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // A group of its own: the Ctrl-C that ends the tests must not end who tidies up.
        std::os::unix::process::CommandExt::process_group(&mut watcher, 0);
        expect("the watching shell starts", watcher.spawn()).stdin
    }

    fn program(&self, name: &str) -> Command {
        self.command(self.programs.join(name))
    }

    /// PostgreSQL refuses to run as root: as root, everything is done as `postgres`.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = if self.is_root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/").stdin(Stdio::null());
        command
    }
}

/// Where `initdb` and `pg_ctl` are: on the path, or where Debian puts them, the newest first.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path().join("bin"))
        .collect();
    debian.sort();
    folders.extend(debian.into_iter().rev());
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

fn ready(engine: &Engine, lists: &[&[Migration]]) -> Db {
    // On a thread of its own: the caller may be on a runtime's, where nobody waits.
    std::thread::scope(|scope| {
        let done = scope.spawn(|| -> Result<Db> {
            let db = Db::open(engine)?;
            db.unlock(Vault::new(&[0; 32]));
            migrate::run(&db, lists, 0)?;
            Ok(db)
        });
        match done.join() {
            Ok(done) => expect("the migrations apply", done),
            Err(_) => panic!("a migration panicked"),
        }
    })
}

fn output(command: &mut Command) -> String {
    let done = expect("a program of the tests starts", command.output());
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{command:?}\n{said}\n{}", String::from_utf8_lossy(&done.stderr));
    said
}

fn expect<T, E: std::fmt::Debug>(what: &str, done: Result<T, E>) -> T {
    done.unwrap_or_else(|error| panic!("{what}: {error:?}"))
}
