//! Papers that the register knows, and the notices that tell people of them.

use crate::db::{Row, Tx};
use crate::{Result, args};
use civic::Place;
use uuid::Uuid;

/// A paper: numbered when its act is recorded, typeset right after.
#[derive(Clone, Debug)]
pub struct Document {
    pub commune: Place,
    pub id: Uuid,
    pub dossier: Uuid,
    /// The act it follows from.
    pub seq: i64,
    pub name: String,
    pub number: String,
    pub code: String,
    pub made_at: i64,
    /// The blob, once typeset and sealed.
    pub sha256: Option<String>,
    pub bytes: Option<i64>,
}

const DOCUMENT: &str = "commune, id, dossier, seq, name, number, code, made_at, sha256, bytes";

fn document(row: &Row) -> Result<Document> {
    Ok(Document {
        commune: Place(row.get(0)?),
        id: row.get(1)?,
        dossier: row.get(2)?,
        seq: row.get(3)?,
        name: row.get(4)?,
        number: row.get(5)?,
        code: row.get(6)?,
        made_at: row.get(7)?,
        sha256: row.get(8)?,
        bytes: row.get(9)?,
    })
}

pub fn add(tx: &mut Tx, d: &Document) -> Result<()> {
    tx.exec(
        "insert into document (commune, id, dossier, seq, name, number, code, made_at, sha256, bytes) values ($1, $2, $3, $4, $5, $6, $7, $8, null, null)",
        args![d.commune.0, d.id, d.dossier, d.seq, &d.name, &d.number, &d.code, d.made_at],
    )?;
    Ok(())
}

pub fn get(tx: &mut Tx, commune: Place, id: Uuid) -> Result<Option<Document>> {
    tx.opt(&format!("select {DOCUMENT} from document where commune = $1 and id = $2"), args![commune.0, id], document)
}

/// By its number alone: the caller must then read the file with its viewer.
pub fn by_number(tx: &mut Tx, commune: Place, number: &str) -> Result<Option<Document>> {
    tx.opt(
        &format!("select {DOCUMENT} from document where commune = $1 and number = $2"),
        args![commune.0, number],
        document,
    )
}

/// By its number and the code in its QR: what the public page asks for.
pub fn public(tx: &mut Tx, commune: Place, number: &str, code: &str) -> Result<Option<Document>> {
    let found = tx.opt(
        &format!("select {DOCUMENT} from document where commune = $1 and number = $2"),
        args![commune.0, number],
        document,
    )?;
    Ok(found.filter(|d| d.code == code))
}

/// The papers of a file, which the caller has read with its viewer.
pub fn of(tx: &mut Tx, commune: Place, dossier: Uuid) -> Result<Vec<Document>> {
    tx.all(
        &format!("select {DOCUMENT} from document where commune = $1 and dossier = $2 order by seq, number"),
        args![commune.0, dossier],
        document,
    )
}

/// Every paper, a page at a time. For `verify` and `export`.
pub fn page(tx: &mut Tx, after: (Place, Uuid), most: i64) -> Result<Vec<Document>> {
    tx.all(
        &format!("select {DOCUMENT} from document where (commune, id) > ($1, $2) order by commune, id limit $3"),
        args![after.0.0, after.1, most],
        document,
    )
}

/// A paper beside what is said of it in a list of papers.
#[derive(Clone, Debug)]
pub struct Signed {
    pub document: Document,
    /// The number of its file; empty for a paper of a house, which belongs to none.
    pub file: String,
    pub procedure: String,
    /// How many signatures it bears; 0 before it was signed.
    pub signatures: i64,
    pub stamped: bool,
    /// It carries what judges it for ever.
    pub complete: bool,
}

/// Every paper with its file and how far it is signed, a page at a time. For `export`.
pub fn signed_page(tx: &mut Tx, after: (Place, Uuid), most: i64) -> Result<Vec<Signed>> {
    tx.all(
        "select d.commune, d.id, d.dossier, d.seq, d.name, d.number, d.code, d.made_at, d.sha256, d.bytes, f.number, f.procedure,
                (select count(*) from signature s where s.commune = d.commune and s.document = d.id),
                (select count(*) from signature s where s.commune = d.commune and s.document = d.id and s.stamped = 1),
                (select count(*) from signature s where s.commune = d.commune and s.document = d.id and s.complete = 1)
           from document d left join dossier f on f.commune = d.commune and f.id = d.dossier
          where (d.commune, d.id) > ($1, $2) order by d.commune, d.id limit $3",
        args![after.0.0, after.1, most],
        |row| {
            let (signatures, stamped, complete): (i64, i64, i64) = (row.get(12)?, row.get(13)?, row.get(14)?);
            Ok(Signed {
                document: document(row)?,
                file: row.get::<Option<String>>(10)?.unwrap_or_default(),
                procedure: row.get::<Option<String>>(11)?.unwrap_or_default(),
                signatures,
                stamped: 0 < signatures && stamped == signatures,
                complete: 0 < signatures && complete == signatures,
            })
        },
    )
}

/// Says which bytes a paper has. Only once: a paper that was made is never made otherwise.
pub fn made(tx: &mut Tx, commune: Place, id: Uuid, sha256: &str, bytes: i64) -> Result<bool> {
    let touched = tx.exec(
        "update document set sha256 = $3, bytes = $4 where commune = $1 and id = $2 and sha256 is null",
        args![commune.0, id, sha256, bytes],
    )?;
    Ok(touched == 1)
}

/// Says that evidence was added behind a paper's signatures. Only to the bytes that it was added to.
pub fn completed(tx: &mut Tx, commune: Place, id: Uuid, before: &str, after: &str, bytes: i64) -> Result<bool> {
    let touched = tx.exec(
        "update document set sha256 = $4, bytes = $5 where commune = $1 and id = $2 and sha256 = $3",
        args![commune.0, id, before, after, bytes],
    )?;
    Ok(touched == 1)
}

/// Says that a further signature was added behind those that a paper bears. Only to the bytes that it was
/// added to: of two who sign at once, the second adds theirs to what the first made.
pub fn grown(tx: &mut Tx, commune: Place, id: Uuid, before: &str, after: &str, bytes: i64) -> Result<bool> {
    completed(tx, commune, id, before, after, bytes)
}

/// Something a person is told.
#[derive(Clone, Debug)]
pub struct Notice {
    pub id: Uuid,
    pub account: Uuid,
    pub at: i64,
    pub name: String,
    pub number: String,
    pub service: String,
    pub read_at: Option<i64>,
}

const NOTICE: &str = "id, account, at, name, number, service, read_at";

fn notice(row: &Row) -> Result<Notice> {
    Ok(Notice {
        id: row.get(0)?,
        account: row.get(1)?,
        at: row.get(2)?,
        name: row.get(3)?,
        number: row.get(4)?,
        service: row.get(5)?,
        read_at: row.get(6)?,
    })
}

pub fn tell(tx: &mut Tx, n: &Notice) -> Result<()> {
    tx.exec(
        "insert into notice (collectivity, id, account, at, name, number, service, read_at) values (0, $1, $2, $3, $4, $5, $6, null)",
        args![n.id, n.account, n.at, &n.name, &n.number, &n.service],
    )?;
    Ok(())
}

pub fn get_notice(tx: &mut Tx, id: Uuid) -> Result<Option<Notice>> {
    tx.opt(&format!("select {NOTICE} from notice where collectivity = 0 and id = $1"), args![id], notice)
}

/// What a person is told, the latest first, a page at a time: `after` is the last notice of the page before.
pub fn notices_page(tx: &mut Tx, account: Uuid, after: Option<(i64, Uuid)>, most: i64) -> Result<Vec<Notice>> {
    let (at, id) = after.unwrap_or((i64::MAX, Uuid::max()));
    tx.all(
        &format!(
            "select {NOTICE} from notice where account = $1 and (at, id) < ($2, $3) order by at desc, id desc limit $4"
        ),
        args![account, at, id, most],
        notice,
    )
}

pub fn unread(tx: &mut Tx, account: Uuid) -> Result<i64> {
    tx.one("select count(*) from notice where account = $1 and read_at is null", args![account], |row| row.get(0))
}

pub fn mark_read(tx: &mut Tx, account: Uuid, at: i64) -> Result<u64> {
    tx.exec("update notice set read_at = $2 where account = $1 and read_at is null", args![account, at])
}
