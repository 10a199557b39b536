//! Acts of one kind across files: the lines of the cashier's journal.

use crate::db::Tx;
use crate::dossiers::kept;
use crate::log::{self, Key};
use crate::{Error, Result, args, sight};
use civic::dossier::Body;
use civic::{Place, Viewer};
use uuid::Uuid;

/// An act of one kind, with the file it was done to: a line of the cashier's journal.
#[derive(Clone, Debug)]
pub struct Deed {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub seq: i64,
    pub at: i64,
    pub by: Uuid,
    pub body: Body,
}

/// The acts of a name done in a commune between two moments, on files that the viewer may see, the first first.
pub fn deeds(tx: &mut Tx, viewer: &Viewer, commune: Place, name: &str, from: i64, to: i64) -> Result<Vec<Deed>> {
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 5);
    let mut args = args![commune.0, name, from, to].to_vec();
    args.extend(more);
    let vault = tx.vault()?;
    tx.all(
        &format!(
            "select d.id, d.number, d.title, a.seq, a.at, a.by_whom, a.content, k.wrapped
               from act a join (select commune, id, number, title from dossier where commune = $1 and {seen}) d
                 on d.commune = a.commune and d.id = a.dossier
               join vault_key k on k.collectivity = a.commune and k.subject = a.dossier and k.wrapped is not null
              where a.commune = $1 and a.name = $2 and $3 <= a.at and a.at < $4
              order by a.at, a.seq"
        ),
        &args,
        |row| {
            let (id, seq): (Uuid, i64) = (row.get(0)?, row.get(3)?);
            let key = vault.open_key(commune.0, id, row.get(7)?)?.ok_or(Error::NoRow)?;
            let at = Key { commune, dossier: id, seq };
            let kept = kept(&log::open_content(&key, &at, &row.get::<Vec<u8>>(6)?)?)?;
            Ok(Deed {
                id,
                number: row.get(1)?,
                title: row.get(2)?,
                seq,
                at: row.get(4)?,
                by: row.get(5)?,
                body: kept.body,
            })
        },
    )
}
