//! Migrations: numbered SQL, applied once, in order, when the program starts.
//!
//! The text is the same for both engines. Where it cannot be (full-text search), a line
//! `-- engine: sqlite`, `-- engine: postgres` or `-- engine: all` says for whom the lines after it
//! are. What was applied is remembered with its digest: an old migration is never edited.

use crate::args;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};

/// A name as `permits/0001_permit`, and its SQL.
pub type Migration = (&'static str, &'static str);

/// What every service stands on.
pub const MIGRATIONS: &[Migration] = &[
    ("store/0001_ground", include_str!("../migrations/0001_ground.sql")),
    ("store/0002_search", include_str!("../migrations/0002_search.sql")),
    ("store/0010_people", include_str!("../migrations/0010_people.sql")),
    ("store/0011_dossiers", include_str!("../migrations/0011_dossiers.sql")),
    ("store/0012_law", include_str!("../migrations/0012_law.sql")),
    ("store/0013_uploads", include_str!("../migrations/0013_uploads.sql")),
    ("store/0014_log", include_str!("../migrations/0014_log.sql")),
    ("store/0015_inbox", include_str!("../migrations/0015_inbox.sql")),
    ("store/0016_keys", include_str!("../migrations/0016_keys.sql")),
    ("store/0017_summary", include_str!("../migrations/0017_summary.sql")),
    ("store/0020_identity", include_str!("../migrations/0020_identity.sql")),
    ("store/0021_trust", include_str!("../migrations/0021_trust.sql")),
    ("store/0030_foreign", include_str!("../migrations/0030_foreign.sql")),
    ("store/0040_readings", include_str!("../migrations/0040_readings.sql")),
    ("store/0041_vault", include_str!("../migrations/0041_vault.sql")),
    ("store/0042_erasure", include_str!("../migrations/0042_erasure.sql")),
    ("store/0050_hands", include_str!("../migrations/0050_hands.sql")),
    ("store/0051_opinions", include_str!("../migrations/0051_opinions.sql")),
    ("store/0052_renewals", include_str!("../migrations/0052_renewals.sql")),
    ("store/0060_enrolment", include_str!("../migrations/0060_enrolment.sql")),
    ("store/0061_master", include_str!("../migrations/0061_master.sql")),
    ("store/0070_delegated_hands", include_str!("../migrations/0070_delegated_hands.sql")),
];

const TABLE: &str =
    "create table if not exists migration (name text primary key, digest bytea not null, applied bigint not null)";

/// Applies what is missing, in the order given; the names of what was applied. Waits: not on a
/// thread of the runtime. Two programs that start together apply each migration once.
pub fn run(db: &Db, lists: &[&[Migration]], now: i64) -> Result<Vec<&'static str>> {
    // PostgreSQL lets two who create the same table at once collide: the second finds it.
    db.write_now(|tx| tx.script(TABLE)).or_else(|_: Error| db.write_now(|tx| tx.script(TABLE)))?;
    let mut applied = Vec::new();
    for (name, sql) in lists.iter().copied().flatten().copied() {
        if db.write_now(move |tx| apply(tx, name, sql, now))? {
            applied.push(name);
        }
    }
    Ok(applied)
}

/// The names of what was applied to this database, the oldest first.
pub fn applied(tx: &mut Tx) -> Result<Vec<String>> {
    tx.all("select name from migration order by applied, name", args![], |row| row.get(0))
}

fn apply(tx: &mut Tx, name: &'static str, sql: &str, now: i64) -> Result<bool> {
    let digest: [u8; 32] = Sha256::digest(sql.as_bytes()).into();
    let is_new = tx.exec(
        "insert into migration (name, digest, applied) values ($1, $2, $3) on conflict (name) do nothing",
        args![name, digest, now],
    )? == 1;
    if !is_new {
        let known = tx.one("select digest from migration where name = $1", args![name], |row| row.get::<Vec<u8>>(0))?;
        if known != digest {
            let why = "its text is not the one that was applied to this database: write a new migration instead";
            return Err(Error::Migration { name: name.to_owned(), why: why.to_owned() });
        }
        return Ok(false);
    }
    let engine = if tx.is_sqlite() { "sqlite" } else { "postgres" };
    tx.script(&lines_for(engine, sql)).map_err(|error| {
        let why = std::iter::successors(Some(&error as &dyn std::error::Error), |e| e.source());
        let why = why.map(ToString::to_string).collect::<Vec<_>>().join(": ");
        Error::Migration { name: name.to_owned(), why }
    })?;
    Ok(true)
}

fn lines_for(engine: &str, sql: &str) -> String {
    let mut ours = true;
    let mut kept = String::with_capacity(sql.len());
    for line in sql.lines() {
        if let Some(whose) = line.trim().strip_prefix("-- engine:") {
            ours = whose.trim() == engine || whose.trim() == "all";
        } else if ours {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
