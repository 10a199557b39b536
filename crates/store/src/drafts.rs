//! Forms being filled in, and uploads on their way. A draft is read only by the person who types it.

use crate::db::{Row, Tx, Value};
use crate::vault::Field;
use crate::{Result, Vault, args};
use civic::Place;
use uuid::Uuid;

/// A form that is not yet filed. `typed`, `for_whom` and `pieces` are JSON, written by `desk`.
#[derive(Clone, Debug)]
pub struct Draft {
    pub commune: Place,
    pub id: Uuid,
    pub account: Uuid,
    pub procedure: String,
    pub typed: String,
    pub for_whom: String,
    pub pieces: String,
    pub updated_at: i64,
    pub version: i64,
}

const DRAFT: &str = "commune, id, account, procedure, typed, for_whom, pieces, updated_at, version";

/// A draft has no key of its own: it is sealed by its commune's, and goes when it is filed or removed.
pub(crate) fn field<'a>(table: &'a str, column: &'a str, id: &'a Uuid) -> Field<'a> {
    Field { table, column, row: id.as_bytes() }
}

fn draft(vault: &Vault, row: &Row) -> Result<Draft> {
    let (commune, id): (i64, Uuid) = (row.get(0)?, row.get(1)?);
    let own = vault.of(commune)?;
    let open = |column, at| own.own.open_text(field("draft", column, &id), &row.get::<Vec<u8>>(at)?);
    Ok(Draft {
        commune: Place(commune),
        id,
        account: row.get(2)?,
        procedure: row.get(3)?,
        typed: open("typed", 4)?,
        for_whom: open("for_whom", 5)?,
        pieces: row.get(6)?,
        updated_at: row.get(7)?,
        version: row.get(8)?,
    })
}

fn sealed(tx: &mut Tx, d: &Draft) -> Result<(Vec<u8>, Vec<u8>)> {
    let own = tx.vault()?.of(d.commune.0)?;
    let seal = |column, text| own.own.seal_text(field("draft", column, &d.id), text);
    Ok((seal("typed", &d.typed)?, seal("for_whom", &d.for_whom)?))
}

pub fn add(tx: &mut Tx, d: &Draft) -> Result<()> {
    let (typed, for_whom) = sealed(tx, d)?;
    tx.exec(
        "insert into draft (commune, id, account, procedure, typed, for_whom, pieces, updated_at, version, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
        args![d.commune.0, d.id, d.account, &d.procedure, typed, for_whom, &d.pieces, d.updated_at, d.version],
    )?;
    Ok(())
}

/// Writes a draft over the version it was read as; `false` when another device was faster.
pub fn save(tx: &mut Tx, d: &Draft) -> Result<bool> {
    let (typed, for_whom) = sealed(tx, d)?;
    let touched = tx.exec(
        "update draft set typed = $4, for_whom = $5, pieces = $6, updated_at = $7, version = version + 1
          where commune = $1 and id = $2 and account = $3 and version = $8",
        args![d.commune.0, d.id, d.account, typed, for_whom, &d.pieces, d.updated_at, d.version],
    )?;
    Ok(touched == 1)
}

pub fn get(tx: &mut Tx, account: Uuid, id: Uuid) -> Result<Option<Draft>> {
    let vault = tx.vault()?;
    let sql = format!("select {DRAFT} from draft where account = $1 and id = $2");
    tx.opt(&sql, args![account, id], |row| draft(&vault, row))
}

pub fn of(tx: &mut Tx, account: Uuid, most: i64) -> Result<Vec<Draft>> {
    let vault = tx.vault()?;
    tx.all(
        &format!("select {DRAFT} from draft where account = $1 order by updated_at desc, id limit $2"),
        args![account, most],
        |row| draft(&vault, row),
    )
}

pub fn remove(tx: &mut Tx, account: Uuid, commune: Place, id: Uuid) -> Result<bool> {
    tx.exec("delete from upload where commune = $1 and target = $2", args![commune.0, id])?;
    Ok(tx.exec("delete from draft where commune = $1 and id = $2 and account = $3", args![commune.0, id, account])?
        == 1)
}

/// A file that is being sent, for a piece of a draft or of an answer to a file.
#[derive(Clone, Debug)]
pub struct Upload {
    pub commune: Place,
    pub id: Uuid,
    pub account: Uuid,
    pub target: Uuid,
    pub piece: String,
    pub name: String,
    pub bytes: i64,
    pub made_at: i64,
    /// Once whole and judged by its content.
    pub sha256: Option<String>,
    pub media: Option<String>,
}

fn upload(vault: &Vault, row: &Row) -> Result<Upload> {
    let (commune, id): (i64, Uuid) = (row.get(0)?, row.get(1)?);
    let name = vault.of(commune)?.own.open_text(field("upload", "name", &id), &row.get::<Vec<u8>>(5)?)?;
    Ok(Upload {
        commune: Place(commune),
        id,
        account: row.get(2)?,
        target: row.get(3)?,
        piece: row.get(4)?,
        name,
        bytes: row.get(6)?,
        made_at: row.get(7)?,
        sha256: row.get(8)?,
        media: row.get(9)?,
    })
}

const UPLOAD: &str = "commune, id, account, target, piece, name, bytes, made_at, sha256, media";

pub fn add_upload(tx: &mut Tx, u: &Upload) -> Result<()> {
    // What people call their files names them.
    let name = tx.vault()?.of(u.commune.0)?.own.seal_text(field("upload", "name", &u.id), &u.name)?;
    tx.exec(
        "insert into upload (commune, id, account, target, piece, name, bytes, made_at, sha256, media, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        args![u.commune.0, u.id, u.account, u.target, &u.piece, name, u.bytes, u.made_at, u.sha256.clone(), u.media.clone()],
    )?;
    Ok(())
}

pub fn get_upload(tx: &mut Tx, account: Uuid, id: Uuid) -> Result<Option<Upload>> {
    let vault = tx.vault()?;
    let sql = format!("select {UPLOAD} from upload where account = $1 and id = $2");
    tx.opt(&sql, args![account, id], |row| upload(&vault, row))
}

/// The uploads of these identifiers that are this account's own, in no order.
pub fn uploads_named(tx: &mut Tx, account: Uuid, ids: &[Uuid]) -> Result<Vec<Upload>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let named: Vec<String> = (0..ids.len()).map(|i| format!("${}", i + 2)).collect();
    let mut args = args![account].to_vec();
    args.extend(ids.iter().map(|id| Value::from(*id)));
    let vault = tx.vault()?;
    let sql = format!("select {UPLOAD} from upload where account = $1 and id in ({})", named.join(", "));
    tx.all(&sql, &args, |row| upload(&vault, row))
}

/// The uploads of a draft or of an answer, by the person who sends them, whole or not.
pub fn uploads(tx: &mut Tx, account: Uuid, target: Uuid) -> Result<Vec<Upload>> {
    let vault = tx.vault()?;
    tx.all(
        &format!("select {UPLOAD} from upload where account = $1 and target = $2 order by made_at, id"),
        args![account, target],
        |row| upload(&vault, row),
    )
}

pub fn finish_upload(tx: &mut Tx, account: Uuid, id: Uuid, sha256: &str, bytes: i64, media: &str) -> Result<bool> {
    let touched = tx.exec(
        "update upload set sha256 = $3, bytes = $4, media = $5 where account = $1 and id = $2",
        args![account, id, sha256, bytes, media],
    )?;
    Ok(touched == 1)
}

pub fn remove_upload(tx: &mut Tx, account: Uuid, id: Uuid) -> Result<bool> {
    Ok(tx.exec("delete from upload where account = $1 and id = $2", args![account, id])? == 1)
}

/// Clears what an answer used, once its act is recorded.
pub fn clear_uploads(tx: &mut Tx, account: Uuid, target: Uuid) -> Result<u64> {
    tx.exec("delete from upload where account = $1 and target = $2", args![account, target])
}

/// Uploads that were begun before `before` and belong to no draft that is still there.
pub fn sweep_uploads(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.exec(
        "delete from upload where made_at < $1 and not exists (select 1 from draft where draft.commune = upload.commune and draft.id = upload.target)",
        args![before],
    )
}
