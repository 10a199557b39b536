//! What was written before personal data was sealed: sealed when the counter opens, before anyone reads it.
//!
//! A hundred rows in one transaction; a program that is stopped in the middle goes on at its next start. The
//! words of search are written anew, because they held numbers of persons.

use crate::counter::facts;
use crate::follow::found_by;
use crate::statute::Statute;
use crate::{Result, Street};
use civic::Place;
use std::sync::Arc;
use store::vault::old;
use store::{Db, Tx, dossiers, people};
use uuid::Uuid;

const BATCH: i64 = 100;

/// Seals everything that is not. Gives how many rows were. Waits: not on a thread of the runtime.
pub(crate) fn seal_old(db: &Db, street: &Arc<Street>, statute: &Arc<Statute>) -> Result<usize> {
    if db.read_now(|tx| -> Result<_> { Ok(old::is_done(tx)?) })? {
        return Ok(0);
    }
    let mut done = 0;
    loop {
        let some = db.write_now(|tx| -> Result<_> { Ok(old::persons(tx, BATCH)?) })?;
        done += some;
        if some < BATCH as usize {
            break;
        }
    }
    loop {
        let some = db.write_now(|tx| -> Result<_> { Ok(old::others(tx, BATCH)?) })?;
        done += some;
        if some == 0 {
            break;
        }
    }
    loop {
        let (street, statute) = (street.clone(), statute.clone());
        let some = db.write_now(move |tx| -> Result<usize> {
            let sealed = old::files(tx, BATCH)?;
            for (commune, id) in &sealed {
                found_again(tx, &street, &statute, *commune, *id)?;
            }
            Ok(sealed.len())
        })?;
        done += some;
        if some < BATCH as usize {
            break;
        }
    }
    db.write_now(|tx| -> Result<()> { Ok(old::done(tx)?) })?;
    if 0 < done {
        db.compact()?;
        tracing::info!(rows = done, "personal data of before is sealed now");
    }
    Ok(done)
}

/// Writes what search finds a file by.
fn found_again(tx: &mut Tx, street: &Street, statute: &Statute, commune: Place, id: Uuid) -> Result<()> {
    let Some((dossier, title)) = dossiers::to_decide(tx, commune, id)? else { return Ok(()) };
    let Some(procedure) = street.procedure(&dossier.procedure, dossier.revision) else { return Ok(()) };
    let Some(applicant) = people::get(tx, dossier.applicant)? else { return Ok(()) };
    let facts = facts(statute.with(&procedure), &dossier, title);
    found_by(tx, &procedure, &dossier, &facts, &applicant)
}
