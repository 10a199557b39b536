//! The register's log: what each act weighs in the tree, the tree's tiles, and its signed heads.
//!
//! What a digest is made of and how a head is signed is `proof`'s and `desk`'s affair; here are rows.
//! The tree is one for the whole database, so its tables belong to the Kingdom (0); acts stay with
//! their commune.

use crate::db::{Row, Tx};
use crate::vault::{self, Field};
use crate::{Error, Result, Vault, args};
use civic::Place;
use uuid::Uuid;

/// The name of the act that says that a file was erased. No procedure has a door of that name.
pub const ERASE: &str = "erase";

/// The acts of a paper that follows from no act of a file: it was made, somebody signed it. Their file is the
/// paper itself.
pub const PAPER_MADE: &str = "paper-made";
pub const PAPER_SIGNED: &str = "paper-signed";

/// What names nobody is kept open, and is read when nothing else of the file is.
fn is_open(name: &str) -> bool {
    [ERASE, PAPER_MADE, PAPER_SIGNED].contains(&name)
}

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// The act that a place refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub commune: Place,
    pub dossier: Uuid,
    pub seq: i64,
}

/// An act as its row says it: what its digest is made from.
#[derive(Clone, Debug)]
pub struct Written {
    pub key: Key,
    pub at: i64,
    pub by: Uuid,
    pub role: String,
    pub name: String,
    pub content: String,
}

/// What an act is given when it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    pub salt: Hash,
    pub leaf: Hash,
    pub mark: Hash,
}

/// Makes the seal of an act.
pub type Sealer<'a> = &'a dyn Fn(&Written) -> Seal;

/// An act that has no place yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub key: Key,
    pub number: Option<String>,
    pub leaf: Option<Vec<u8>>,
    pub mark: Option<Vec<u8>>,
}

/// A leaf of the tree and the act that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub place: i64,
    pub key: Key,
    pub number: String,
    pub leaf: Vec<u8>,
}

fn key(row: &Row, from: usize) -> Result<Key> {
    Ok(Key { commune: Place(row.get(from)?), dossier: row.get(from + 1)?, seq: row.get(from + 2)? })
}

/// Where the content of an act stands: its file and its place among the file's acts.
fn row_of(key: &Key) -> [u8; 24] {
    let mut row = [0; 24];
    row[..16].copy_from_slice(key.dossier.as_bytes());
    row[16..].copy_from_slice(&key.seq.to_be_bytes());
    row
}

/// The content of an act as it is kept.
pub(crate) fn seal_content(sealing: &vault::Key, written: &Written) -> Result<Vec<u8>> {
    sealing.seal_text(Field { table: "act", column: "content", row: &row_of(&written.key) }, &written.content)
}

pub(crate) fn open_content(sealing: &vault::Key, key: &Key, content: &[u8]) -> Result<String> {
    sealing.open_text(Field { table: "act", column: "content", row: &row_of(key) }, content)
}

/// An act's row, and the key of its file as the columns at `wrapped` have it. The content is what was digested:
/// none when it cannot be opened, because its key was destroyed or because somebody changed it.
fn written(vault: &Vault, row: &Row, wrapped: usize) -> Result<(Written, bool)> {
    let key = key(row, 0)?;
    let sealing = vault.open_key(key.commune.0, key.dossier, row.get(wrapped)?).unwrap_or_default();
    let content: Option<Vec<u8>> = row.get(7)?;
    let name: String = row.get(6)?;
    let open = |content: &Vec<u8>| match is_open(&name) {
        true => std::str::from_utf8(content).ok().map(str::to_owned),
        false => sealing.as_ref().and_then(|sealing| open_content(sealing, &key, content).ok()),
    };
    let content = content.as_ref().and_then(open);
    let readable = content.is_some();
    let written = Written {
        key,
        at: row.get(3)?,
        by: row.get(4)?,
        role: row.get(5)?,
        name,
        content: content.unwrap_or_default(),
    };
    Ok((written, readable))
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry { place: row.get(0)?, key: key(row, 1)?, number: row.get(4)?, leaf: row.get(5)? })
}

/// Acts that have no place, the first done first.
pub fn waiting(tx: &mut Tx, most: i64) -> Result<Vec<Waiting>> {
    tx.all(
        "select a.commune, a.dossier, a.seq, coalesce(d.number, p.number), a.leaf, a.mark
           from act a
           left join dossier d on d.commune = a.commune and d.id = a.dossier
           left join document p on p.commune = a.commune and p.id = a.dossier
          where a.place is null order by a.at, a.commune, a.dossier, a.seq limit $1",
        args![most],
        |row| Ok(Waiting { key: key(row, 0)?, number: row.get(3)?, leaf: row.get(4)?, mark: row.get(5)? }),
    )
}

/// An act's row, for its digest.
pub fn act(tx: &mut Tx, key: Key) -> Result<Option<Written>> {
    let vault = tx.vault()?;
    let found = tx.opt(
        "select a.commune, a.dossier, a.seq, a.at, a.by_whom, a.role, a.name, a.content, k.wrapped
           from act a left join vault_key k on k.collectivity = a.commune and k.subject = a.dossier
          where a.commune = $1 and a.dossier = $2 and a.seq = $3",
        args![key.commune.0, key.dossier, key.seq],
        |row| written(&vault, row, 8),
    )?;
    Ok(found.and_then(|(written, readable)| readable.then_some(written)))
}

/// Records an act whose content names nobody, with its seal.
pub fn record_open(tx: &mut Tx, written: &Written, seal: &Seal) -> Result<()> {
    let key = written.key;
    tx.exec(
        "insert into act (commune, dossier, seq, at, by_whom, role, name, content, salt, leaf, mark)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            key.commune.0,
            key.dossier,
            key.seq,
            written.at,
            written.by,
            &written.role,
            &written.name,
            written.content.as_bytes(),
            seal.salt,
            seal.leaf,
            seal.mark
        ],
    )?;
    Ok(())
}

/// How many acts of its own a paper has: the place of the next.
pub fn acts_of_paper(tx: &mut Tx, commune: Place, paper: Uuid) -> Result<i64> {
    tx.one("select count(*) from act where commune = $1 and dossier = $2", args![commune.0, paper], |row| row.get(0))
}

/// When the first paper was made that has a leaf of its own.
pub fn first_paper_leaf(tx: &mut Tx) -> Result<Option<i64>> {
    tx.one(
        "select min(p.made_at) from document p join act a on a.commune = p.commune and a.dossier = p.id",
        args![],
        |row| row.get(0),
    )
}

/// Gives a seal to an act that was recorded before there was a log.
pub fn seal(tx: &mut Tx, key: Key, seal: &Seal) -> Result<()> {
    tx.exec(
        "update act set salt = $4, leaf = $5, mark = $6 where commune = $1 and dossier = $2 and seq = $3 and salt is null",
        args![key.commune.0, key.dossier, key.seq, seal.salt, seal.leaf, seal.mark],
    )?;
    Ok(())
}

/// Puts an act aside that the program did not write: it takes no place, and `verify` names it.
pub fn refuse(tx: &mut Tx, key: Key) -> Result<()> {
    tx.exec(
        "update act set place = -1 where commune = $1 and dossier = $2 and seq = $3 and place is null",
        args![key.commune.0, key.dossier, key.seq],
    )?;
    Ok(())
}

/// Writes a leaf, and its place beside its act. Another program that took the place or the act first makes
/// this transaction fail: nothing of it is kept.
pub fn add(tx: &mut Tx, entry: &Entry) -> Result<()> {
    let key = entry.key;
    tx.exec(
        "insert into log_entry (collectivity, place, commune, dossier, seq, number, leaf) values (0, $1, $2, $3, $4, $5, $6)",
        args![entry.place, key.commune.0, key.dossier, key.seq, &entry.number, &entry.leaf],
    )?;
    let touched = tx.exec(
        "update act set place = $4 where commune = $1 and dossier = $2 and seq = $3 and place is null",
        args![key.commune.0, key.dossier, key.seq, entry.place],
    )?;
    if touched == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// How many leaves the tree has.
pub fn size(tx: &mut Tx) -> Result<u64> {
    let last =
        tx.opt("select place from log_entry where collectivity = 0 order by place desc limit 1", args![], |row| {
            row.get::<i64>(0)
        })?;
    Ok(last.map_or(0, |place| u64::try_from(place + 1).unwrap_or(0)))
}

/// Leaves from a place on, in order.
pub fn entries(tx: &mut Tx, from: u64, most: i64) -> Result<Vec<Entry>> {
    tx.all(
        "select place, commune, dossier, seq, number, leaf from log_entry
          where collectivity = 0 and place >= $1 order by place limit $2",
        args![from, most],
        entry,
    )
}

/// A leaf and what there is of its act now: for `verify`.
#[derive(Clone, Debug)]
pub struct Beside {
    pub entry: Entry,
    /// The digest that the act's row holds; none when the act is gone.
    pub act: Option<Option<Vec<u8>>>,
    /// The place that the act's row gives.
    pub place: Option<i64>,
    /// Whether the file, or the paper, has a row.
    pub file: bool,
}

pub fn entries_beside(tx: &mut Tx, from: u64, most: i64) -> Result<Vec<Beside>> {
    tx.all(
        "select e.place, e.commune, e.dossier, e.seq, e.number, e.leaf, a.seq, a.leaf, a.place, d.version, p.made_at
           from log_entry e
           left join act a on a.commune = e.commune and a.dossier = e.dossier and a.seq = e.seq
           left join dossier d on d.commune = e.commune and d.id = e.dossier
           left join document p on p.commune = e.commune and p.id = e.dossier
          where e.collectivity = 0 and e.place >= $1 order by e.place limit $2",
        args![from, most],
        |row| {
            let there = row.get::<Option<i64>>(6)?.is_some();
            let leaf = row.get(7)?;
            let file = row.get::<Option<i64>>(9)?.is_some() || row.get::<Option<i64>>(10)?.is_some();
            Ok(Beside { entry: entry(row)?, act: there.then_some(leaf), place: row.get(8)?, file })
        },
    )
}

/// An act with all that ties it to the tree: for `verify` and for proofs.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub written: Written,
    /// Whether the content could be opened.
    pub readable: bool,
    pub salt: Option<Vec<u8>>,
    pub leaf: Option<Vec<u8>>,
    pub mark: Option<Vec<u8>>,
    pub place: Option<i64>,
    /// Whose leaf stands at that place, and which digest it has.
    pub entry: Option<(Key, Vec<u8>)>,
}

/// Every act of a file, in order.
pub fn sealed(tx: &mut Tx, commune: Place, dossier: Uuid) -> Result<Vec<Sealed>> {
    let vault = tx.vault()?;
    tx.all(
        "select a.commune, a.dossier, a.seq, a.at, a.by_whom, a.role, a.name, a.content, a.salt, a.leaf, a.mark, a.place,
                e.commune, e.dossier, e.seq, e.leaf, k.wrapped
           from act a left join log_entry e on e.collectivity = 0 and e.place = a.place
           left join vault_key k on k.collectivity = a.commune and k.subject = a.dossier
          where a.commune = $1 and a.dossier = $2 order by a.seq",
        args![commune.0, dossier],
        |row| {
            let entry = match row.get::<Option<Vec<u8>>>(15)? {
                Some(leaf) => Some((key(row, 12)?, leaf)),
                None => None,
            };
            let (written, readable) = written(&vault, row, 16)?;
            Ok(Sealed {
                written,
                readable,
                salt: row.get(8)?,
                leaf: row.get(9)?,
                mark: row.get(10)?,
                place: row.get(11)?,
                entry,
            })
        },
    )
}

/// Acts of files that are not there: for `verify`.
pub fn orphans(tx: &mut Tx, most: i64) -> Result<Vec<Key>> {
    tx.all(
        "select a.commune, a.dossier, a.seq
           from act a
           left join dossier d on d.commune = a.commune and d.id = a.dossier
           left join document p on p.commune = a.commune and p.id = a.dossier
          where d.id is null and p.id is null order by a.commune, a.dossier, a.seq limit $1",
        args![most],
        |row| key(row, 0),
    )
}

/// A tile's hashes, one after the other.
pub fn tile(tx: &mut Tx, level: u8, tile: u64) -> Result<Option<Vec<u8>>> {
    tx.opt(
        "select hashes from log_tile where collectivity = 0 and level = $1 and tile = $2",
        args![level, tile],
        |row| row.get(0),
    )
}

pub fn put_tile(tx: &mut Tx, level: u8, tile: u64, hashes: &[u8]) -> Result<()> {
    tx.exec(
        "insert into log_tile (collectivity, level, tile, hashes) values (0, $1, $2, $3)
         on conflict (collectivity, level, tile) do update set hashes = excluded.hashes",
        args![level, tile, hashes],
    )?;
    Ok(())
}

/// How many tiles there are: for `verify`.
pub fn tiles(tx: &mut Tx) -> Result<i64> {
    tx.one("select count(*) from log_tile where collectivity = 0", args![], |row| row.get(0))
}

/// A signed head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub size: u64,
    pub at: i64,
    pub root: Vec<u8>,
    pub note: String,
    pub stamp: Option<Vec<u8>>,
}

const CHECKPOINT: &str = "size, at, root, note, stamp";

fn checkpoint(row: &Row) -> Result<Checkpoint> {
    Ok(Checkpoint { size: row.get(0)?, at: row.get(1)?, root: row.get(2)?, note: row.get(3)?, stamp: row.get(4)? })
}

/// Keeps a head. A second one of the same size is refused by its key.
pub fn add_checkpoint(tx: &mut Tx, c: &Checkpoint) -> Result<()> {
    tx.exec(
        "insert into checkpoint (collectivity, size, at, root, note, stamp) values (0, $1, $2, $3, $4, $5)",
        args![c.size, c.at, &c.root, &c.note, c.stamp.clone()],
    )?;
    Ok(())
}

pub fn last_checkpoint(tx: &mut Tx) -> Result<Option<Checkpoint>> {
    tx.opt(
        &format!("select {CHECKPOINT} from checkpoint where collectivity = 0 order by size desc limit 1"),
        args![],
        checkpoint,
    )
}

pub fn checkpoint_of(tx: &mut Tx, size: u64) -> Result<Option<Checkpoint>> {
    tx.opt(
        &format!("select {CHECKPOINT} from checkpoint where collectivity = 0 and size = $1"),
        args![size],
        checkpoint,
    )
}

/// Heads of more than `after` leaves, the smallest first.
pub fn checkpoints(tx: &mut Tx, after: u64, most: i64) -> Result<Vec<Checkpoint>> {
    tx.all(
        &format!("select {CHECKPOINT} from checkpoint where collectivity = 0 and size > $1 order by size limit $2"),
        args![after, most],
        checkpoint,
    )
}

/// The moment of the last head that an authority has stamped.
pub fn last_stamped(tx: &mut Tx) -> Result<Option<i64>> {
    tx.opt(
        "select at from checkpoint where collectivity = 0 and stamp is not null order by size desc limit 1",
        args![],
        |row| row.get(0),
    )
}

/// Keeps the token of an authority, once.
pub fn stamp(tx: &mut Tx, size: u64, token: &[u8]) -> Result<bool> {
    let touched = tx.exec(
        "update checkpoint set stamp = $2 where collectivity = 0 and size = $1 and stamp is null",
        args![size, token],
    )?;
    Ok(touched == 1)
}

/// What another institution signed of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    pub size: u64,
    pub name: String,
    pub at: i64,
    pub line: String,
}

/// Keeps a cosignature; the first of each name and size stays.
pub fn cosign(tx: &mut Tx, c: &Cosignature) -> Result<bool> {
    let added = tx.exec(
        "insert into cosignature (collectivity, size, name, at, line) values (0, $1, $2, $3, $4) on conflict do nothing",
        args![c.size, &c.name, c.at, &c.line],
    )?;
    Ok(added == 1)
}

pub fn cosignatures(tx: &mut Tx, size: u64) -> Result<Vec<Cosignature>> {
    tx.all(
        "select size, name, at, line from cosignature where collectivity = 0 and size = $1 order by name",
        args![size],
        |row| Ok(Cosignature { size: row.get(0)?, name: row.get(1)?, at: row.get(2)?, line: row.get(3)? }),
    )
}
