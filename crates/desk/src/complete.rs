//! Completing signatures: within a day a paper carries what judges it for ever.
//!
//! At signing it has its time-stamp (PAdES B-T). Later it is given the certificates and the revocation
//! lists of everyone who signed or stamped it (B-LT), so that it can be judged when this installation is
//! long gone. What was signed is not touched: everything is added behind it.

use crate::keys::{self, failed};
use crate::paper::PAPER_BYTES_MOST;
use crate::{Denial, Desk, Error, Result};
use civic::Place;
use proof::certificate::Certificate;
use proof::pdf;
use store::documents::{self, Document};
use store::{Digest, Tx, keys as kept, outbox};
use uuid::Uuid;

/// The kind of outbox job; its payload is the paper's identifier.
pub const JOB: &str = "complete";

/// How long after its signature a paper is completed: by then a revocation list made later is out.
const LATER_HOURS: i64 = 12;

/// How long the lists of another authority are awaited.
const AWAITED_DAYS: i64 = 30;

/// How soon the time is asked for again, where its authority was away.
const STAMP_MINUTES: i64 = 5;

/// Asks for the completion of a paper that was just signed; soon, where it lacks its time-stamp.
pub(crate) fn ask(tx: &mut Tx, desk: &Desk, document: &Document, stamped: bool) -> Result<()> {
    let now = desk.clock.now();
    let later = if stamped { LATER_HOURS * 60 } else { STAMP_MINUTES };
    outbox::put(
        tx,
        &outbox::New {
            commune: document.commune.0,
            id: desk.chance.id(now),
            kind: JOB,
            subject: &document.number,
            payload: &document.id.to_string(),
            due: now + later * 60 * 1_000_000,
        },
    )?;
    Ok(())
}

/// Completes a paper. Done twice, it changes nothing the second time.
pub async fn complete(desk: &Desk, commune: Place, payload: &str) -> Result<()> {
    let id: Uuid = payload.parse().map_err(|_| failed(format!("no paper is named `{payload}`")))?;
    let (document, signatures, chains) = desk
        .db
        .read(move |tx| -> Result<_> {
            let document = documents::get(tx, commune, id)?.ok_or(Denial::NotFound)?;
            let signatures = kept::signatures(tx, commune, id)?;
            let mut chains = Vec::new();
            for signature in &signatures {
                let row = kept::by_number(tx, &signature.certificate_number)?.ok_or(Denial::NotFound)?;
                let mut chain = vec![Certificate::read(&row.der).map_err(failed)?];
                chain.extend(keys::above(&row)?);
                chains.push(chain);
            }
            Ok((document, signatures, chains))
        })
        .await?;
    let Some(before) = document.sha256.clone() else { return Ok(()) };
    if signatures.is_empty() || signatures.iter().all(|s| s.complete) {
        return Ok(());
    }
    let unstamped = signatures.iter().any(|s| !s.stamped);
    let young = signatures.iter().any(|s| desk.clock.now() < s.at + LATER_HOURS * 3_600 * 1_000_000);
    // First the time, as soon as it can be had; the lists that judge the signature are not out yet.
    let only_time = unstamped && young;
    let lists = if only_time { keys::Gathered::All } else { lists(desk, &signatures, &chains).await? };
    let evidence = match only_time {
        true => pdf::Evidence::default(),
        false => keys::evidence(desk, &chains).await?,
    };
    let stamping = if unstamped { Some(keys::stamping(desk).await?) } else { None };
    let digest: Digest = before.parse().map_err(|_| failed("a paper without a digest"))?;
    let files = desk.files.clone();
    let blob = tokio::task::spawn_blocking(move || -> Result<_> {
        let mut bytes = files.bytes(&digest, PAPER_BYTES_MOST)?;
        if let Some(stamping) = stamping {
            bytes = stamped(&bytes, &stamping)?;
        }
        if !only_time {
            bytes = pdf::extend(&bytes, &evidence).map_err(failed)?;
        }
        Ok(files.put_bytes(&bytes)?)
    })
    .await
    .map_err(|e| Error::Paper(e.to_string()))??;
    let (after, size) = (blob.digest.to_string(), blob.size as i64);
    let counter = desk.clone();
    desk.db
        .write(move |tx| -> Result<()> {
            if !documents::completed(tx, commune, id, &before, &after, size)? {
                return Ok(());
            }
            match only_time {
                true => {
                    kept::stamped(tx, commune, id)?;
                    ask(tx, &counter, &document, true)
                }
                // Without the list of another authority it is not judged for ever, and is not said to be.
                false if lists != keys::Gathered::All => Ok(()),
                false => Ok(kept::completed(tx, commune, id)?),
            }
        })
        .await
}

/// Fetches what other authorities say of their certificates. While one is away the paper waits as it is, for
/// thirty days; then it is given what there is.
async fn lists(desk: &Desk, signatures: &[kept::Signature], chains: &[Vec<Certificate>]) -> Result<keys::Gathered> {
    let (mut away, mut found) = (Vec::new(), keys::Gathered::All);
    for (signature, chain) in signatures.iter().zip(chains) {
        match keys::gather(desk, chain, signature.at).await? {
            keys::Gathered::Away(names) => away.extend(names),
            keys::Gathered::Unnamed => found = keys::Gathered::Unnamed,
            keys::Gathered::All => {}
        }
    }
    let since = signatures.iter().map(|signature| signature.at).max().unwrap_or_default();
    match away.is_empty() {
        true => Ok(found),
        false if desk.clock.now() < since + AWAITED_DAYS * 24 * 3_600 * 1_000_000 => Err(keys::waits(&away)),
        false => Ok(keys::Gathered::Away(away)),
    }
}

/// A time-stamp over the whole file, for a signature whose own authority was away.
fn stamped(bytes: &[u8], stamping: &keys::Stamping) -> Result<Vec<u8>> {
    let placed = pdf::prepare_stamp(bytes, "stamp", "time-stamp", pdf::ROOM).map_err(failed)?;
    let token = proof::stamp::Stamper::stamp(stamping, placed.digest()).map_err(failed)?;
    placed.finish(&token).map_err(failed)
}
