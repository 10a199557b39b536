//! Backup and restore, export and import: the memory carried elsewhere, whole.
//!
//! A backup of SQLite is the database file as it is at one moment, and the blobs; it is taken while
//! the program runs. An export is every table as lines of JSON, from one snapshot, on either
//! engine; it can be imported into an empty database of either engine, which is how a commune
//! moves from a file to a server. Both are written beside their place and renamed when whole.

use crate::args;
use crate::db::{Cell, Db, Tx, Value};
use crate::error::{Error, Result};
use crate::files::{Digest, Files};
use data_encoding::HEXLOWER as HEX;
use serde_json::{Map, Value as Json, json};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

const DATABASE: &str = "diwan.db";
const MANIFEST: &str = "manifest.json";
const FORMAT: i64 = 1;
/// How many lines are imported in one transaction.
const LINES_TOGETHER: usize = 1_000;

/// What was carried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub tables: u64,
    pub rows: u64,
    pub blobs: u64,
    pub bytes: u64,
}

/// Copies the running SQLite database and its blobs into a new folder. A PostgreSQL database is
/// exported into it instead.
pub fn backup(db: &Db, files: &Files, to: &Path, now: i64) -> Result<Report> {
    let folder = Partial::new(to)?;
    // The rows first: every blob they speak of was written before them.
    let mut report = Report::default();
    if db.is_sqlite() {
        let copy = folder.path.join(DATABASE);
        db.copy_file(&copy)?;
        report.bytes += fs::metadata(&copy).map_err(disk)?.len();
        File::open(&copy).and_then(|f| f.sync_all()).map_err(disk)?;
    } else {
        report = write_tables(db, &folder.path.join("tables"))?;
    }
    let copies = Files::open(&folder.path.join("files"))?;
    files.each(|blob, _| {
        copies.put(files.open_blob(&blob.digest)?, u64::MAX).and_then(|copy| same(copy.digest, blob.digest))?;
        report.blobs += 1;
        report.bytes += blob.size;
        Ok(())
    })?;
    folder.describe(json!({ "format": FORMAT, "kind": "backup", "taken": now, "blobs": report.blobs }))?;
    folder.settle()?;
    Ok(report)
}

/// Puts a backup of SQLite where the program looks for its memory. Nothing is overwritten.
pub fn restore(from: &Path, database: &Path, files: &Path) -> Result<Report> {
    let manifest = read_manifest(from)?;
    let copy = from.join(DATABASE);
    if !copy.exists() {
        return Err(Error::other("this backup holds tables, not a database: import it"));
    }
    if database.exists() {
        return Err(Error::other(format!("{} is there already: nothing was restored", database.display())));
    }
    let report = restore_blobs(from, files)?;
    if manifest.get("blobs").and_then(Json::as_u64) != Some(report.blobs) {
        return Err(Error::Corrupt("the backup does not hold all its files".into()));
    }
    if let Some(folder) = database.parent() {
        fs::create_dir_all(folder).map_err(disk)?;
    }
    let partial = database.with_extension("partial");
    let bytes = fs::copy(&copy, &partial).map_err(disk)?;
    File::open(&partial).and_then(|f| f.sync_all()).map_err(disk)?;
    fs::rename(&partial, database).map_err(disk)?;
    Ok(Report { bytes: report.bytes + bytes, ..report })
}

/// Copies the blobs of a backup, each checked against its name.
pub fn restore_blobs(from: &Path, files: &Path) -> Result<Report> {
    let (copies, files) = (Files::open(&from.join("files"))?, Files::open(files)?);
    let mut report = Report::default();
    copies.each(|blob, _| {
        files.put(copies.open_blob(&blob.digest)?, u64::MAX).and_then(|copy| same(copy.digest, blob.digest))?;
        report.blobs += 1;
        report.bytes += blob.size;
        Ok(())
    })?;
    Ok(report)
}

/// Every table as lines of JSON in a new folder, from one snapshot.
pub fn export(db: &Db, to: &Path, now: i64) -> Result<Report> {
    let folder = Partial::new(to)?;
    let report = write_tables(db, &folder.path.join("tables"))?;
    folder.describe(json!({ "format": FORMAT, "kind": "export", "taken": now, "tables": report.tables }))?;
    folder.settle()?;
    Ok(report)
}

/// Reads an export into a database that has the same migrations and no rows.
pub fn import(db: &Db, from: &Path) -> Result<Report> {
    read_manifest(from)?;
    let tables = db.read_now(tables)?;
    let mut report = Report::default();
    for (table, columns) in &tables {
        let path = from.join("tables").join(format!("{table}.jsonl"));
        if table == "migration" {
            check_migrations(db, &path)?;
            continue;
        }
        let count = format!("select count(*) from {table}");
        if db.read_now(move |tx| tx.one(&count, args![], |row| row.get::<i64>(0)))? != 0 {
            return Err(Error::other(format!("the table {table} is not empty: nothing of it was imported")));
        }
        if path.exists() {
            report.tables += 1;
            report.rows += import_table(db, table, columns, &path)?;
        }
    }
    Ok(report)
}

fn write_tables(db: &Db, to: &Path) -> Result<Report> {
    fs::create_dir_all(to).map_err(disk)?;
    let to = to.to_owned();
    db.read_now(move |tx| {
        let mut report = Report::default();
        for (table, columns) in tables(tx)? {
            let path = to.join(format!("{table}.jsonl"));
            let mut out = BufWriter::new(File::create(&path).map_err(disk)?);
            tx.each(&format!("select {} from {table}", columns.join(", ")), args![], |row| {
                let mut line = Map::new();
                for (i, column) in columns.iter().enumerate() {
                    line.insert(column.clone(), to_json(row.cell(i)?));
                }
                report.rows += 1;
                serde_json::to_writer(&mut out, &line).map_err(|e| disk(e.into()))?;
                out.write_all(b"\n").map_err(disk)
            })?;
            let file = out.into_inner().map_err(|e| disk(e.into_error()))?;
            file.sync_all().map_err(disk)?;
            report.bytes += file.metadata().map_err(disk)?.len();
            report.tables += 1;
        }
        Ok(report)
    })
}

fn import_table(db: &Db, table: &str, columns: &[String], path: &Path) -> Result<u64> {
    let places: Vec<String> = (1..=columns.len()).map(|i| format!("${i}")).collect();
    let sql = format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "));
    let mut lines = BufReader::new(File::open(path).map_err(disk)?).lines();
    let mut rows = 0;
    loop {
        let some: Vec<String> = lines.by_ref().take(LINES_TOGETHER).collect::<io::Result<_>>().map_err(disk)?;
        if some.is_empty() {
            return Ok(rows);
        }
        let args = some.iter().map(|line| line_args(line, columns)).collect::<Result<Vec<_>>>()?;
        rows += args.len() as u64;
        let sql = sql.clone();
        db.write_now::<_, Error, _>(move |tx| {
            for args in &args {
                tx.exec(&sql, args)?;
            }
            Ok(())
        })?;
    }
}

fn line_args(line: &str, columns: &[String]) -> Result<Vec<Value>> {
    let bad = |why: &str| Error::Corrupt(format!("a line of the export: {why}"));
    let line: Map<String, Json> =
        serde_json::from_str(line).map_err(|e| bad(&format!("{:?} at {}", e.classify(), e.column())))?;
    if line.len() != columns.len() {
        return Err(bad(&format!("it has {} columns, not {columns:?}", line.len())));
    }
    let value = |column: &String| match line.get(column) {
        None => Err(bad(column)),
        Some(Json::Null) => Ok(Value::Null),
        Some(Json::String(text)) => Ok(Value::Text(text.clone())),
        Some(Json::Number(n)) => n.as_i64().map(Value::Int).or(n.as_f64().map(Value::Real)).ok_or_else(|| bad(column)),
        Some(Json::Object(bytes)) => {
            let hex = bytes.get("hex").and_then(Json::as_str).ok_or_else(|| bad(column))?;
            HEX.decode(hex.as_bytes()).map(Value::Bytes).map_err(|_| bad(column))
        }
        Some(_) => Err(bad(column)),
    };
    columns.iter().map(value).collect()
}

fn to_json(cell: Cell<'_>) -> Json {
    match cell {
        Cell::Null => Json::Null,
        Cell::Int(v) => v.into(),
        Cell::Real(v) => v.into(),
        Cell::Text(v) => v.into(),
        Cell::Bytes(v) => json!({ "hex": HEX.encode(v) }),
    }
}

fn check_migrations(db: &Db, path: &Path) -> Result<()> {
    let ours = db.read_now(crate::migrate::applied)?;
    for line in BufReader::new(File::open(path).map_err(disk)?).lines() {
        let line: Json = serde_json::from_str(&line.map_err(disk)?).map_err(|e| Error::Corrupt(e.to_string()))?;
        let name = line.get("name").and_then(Json::as_str).unwrap_or("?");
        if !ours.iter().any(|our| our == name) {
            let why = "the export was made by a program that has it, and this one has not".to_owned();
            return Err(Error::Migration { name: name.to_owned(), why });
        }
    }
    Ok(())
}

const TABLES_SQLITE: &str = "select t.name, c.name from sqlite_master t join pragma_table_info(t.name) c
      where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'search_text%'
        and not (lower(c.type) = 'integer' and c.pk = 1)
      order by t.name, c.cid";
const TABLES_POSTGRES: &str = "select cast(table_name as text), cast(column_name as text)
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = current_schema() and table_type = 'BASE TABLE' and is_generated = 'NEVER'
      order by table_name, ordinal_position";

/// The tables and their columns, without what the engine makes of other columns.
fn tables(tx: &mut Tx) -> Result<Vec<(String, Vec<String>)>> {
    let sql = if tx.is_sqlite() { TABLES_SQLITE } else { TABLES_POSTGRES };
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    tx.each(sql, args![], |row| {
        let (table, column): (String, String) = (row.get(0)?, row.get(1)?);
        match tables.last_mut() {
            Some((last, columns)) if *last == table => columns.push(column),
            _ => tables.push((table, vec![column])),
        }
        Ok(())
    })?;
    Ok(tables)
}

/// A folder that gets its name when it is whole, and is removed when it is not.
struct Partial {
    path: PathBuf,
    to: PathBuf,
}

impl Partial {
    fn new(to: &Path) -> Result<Partial> {
        if to.exists() {
            return Err(Error::other(format!("{} is there already: nothing was written", to.display())));
        }
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(".partial");
        let path = to.with_file_name(name);
        if path.exists() {
            fs::remove_dir_all(&path).map_err(disk)?;
        }
        fs::create_dir_all(&path).map_err(disk)?;
        Ok(Partial { path, to: to.to_owned() })
    }

    fn describe(&self, manifest: Json) -> Result<()> {
        let mut file = File::create(self.path.join(MANIFEST)).map_err(disk)?;
        file.write_all(format!("{manifest:#}\n").as_bytes()).map_err(disk)?;
        file.sync_all().map_err(disk)
    }

    fn settle(self) -> Result<()> {
        fs::rename(&self.path, &self.to).map_err(disk)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.path).ok();
    }
}

fn read_manifest(from: &Path) -> Result<Json> {
    let text = fs::read_to_string(from.join(MANIFEST)).map_err(|_| Error::other("this folder is not a backup"))?;
    let manifest: Json = serde_json::from_str(&text).map_err(|e| Error::Corrupt(e.to_string()))?;
    match manifest.get("format").and_then(Json::as_i64) {
        Some(FORMAT) => Ok(manifest),
        _ => Err(Error::other("this backup was made by another version of the program")),
    }
}

fn same(copy: Digest, original: Digest) -> crate::files::Result<()> {
    if copy == original { Ok(()) } else { Err(crate::files::Error::Damaged) }
}

fn disk(e: io::Error) -> Error {
    Error::Unavailable(e.into())
}
