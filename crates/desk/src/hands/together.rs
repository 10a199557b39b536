//! Several who sign one paper one after the other, for a program that acts in its own town: the demo gives
//! its past the signatures that its members gave, each by their own key, and keeps the last state alone.

use super::{delegated, field, off_the_runtime, signing_of, written};
use crate::keys::{self, Signer};
use crate::who::Proof;
use crate::{Denial, Desk, Result, Who, complete, paper, signing};
use civic::hands::State;
use civic::{Place, Seat};
use data_encoding::HEXLOWER;
use papers::Pace;
use proof::pdf;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::documents;
use store::hands::{self as kept, Hand};
use uuid::Uuid;

const PAPERS_MOST: i64 = 2_000;

/// The papers of a seat that were asked for before a day and still await its hand.
pub async fn before(desk: &Desk, seat: Seat, day: jiff::civil::Date) -> Result<Vec<(Place, Uuid)>> {
    let all = desk.db.read(move |tx| -> Result<_> { Ok(kept::awaited(tx, seat, PAPERS_MOST)?) }).await?;
    Ok(all.into_iter().filter(|hand| hand.asked < day).map(|hand| (hand.commune, hand.document)).collect())
}

/// Gives every hand that a paper awaits, the last one last. Each seat must be held by one of these people.
pub async fn sign(desk: &Desk, people: &[Who], commune: Place, id: Uuid) -> Result<()> {
    if people.iter().any(|who| who.proof != Proof::Inside) {
        return Err(Denial::Unproven.into());
    }
    let document = paper::make(desk, commune, id, Pace::Patient).await?;
    let hands = desk.db.read(move |tx| -> Result<_> { Ok(kept::of(tx, commune, id)?) }).await?;
    let mut places = Vec::new();
    for hand in hands.into_iter().filter(|hand| hand.state == State::Awaited) {
        let Some(who) = people.iter().find(|who| who.viewer.seats.contains(&hand.seat)) else { continue };
        let delegation = delegated(who, hand.seat)?;
        let signing = signing_of(desk, who, &document, (&hand, delegation.as_ref()), document.made_at);
        let hand = Hand { office: delegation.map(|office| office.id), ..hand };
        let signer: Arc<Signer> = keys::of(desk, signing.owner).await?;
        places.push((hand, who.account.id, signing, signer));
    }
    if places.is_empty() {
        return Ok(());
    }
    let (now, stamping, files) = (desk.clock.now(), keys::stamping(desk).await?, desk.files.clone());
    let digest = super::digest_of(&document)?;
    let (blob, given) = off_the_runtime(move || {
        let mut bytes = files.bytes(&digest, super::PAPER_BYTES_MOST)?;
        let mut given = Vec::new();
        for (hand, holder, said, signer) in places {
            let placed = signing::place(&bytes, &said, &field(hand.seat.role), pdf::Kind::Approve)?;
            let signed = signing::give(placed, &signer, &stamping)?;
            bytes = signed.bytes;
            let now_is = (HEXLOWER.encode(&Sha256::digest(&bytes)), bytes.len() as i64);
            given.push((hand, holder, signer.serial.clone(), signed.digest, signed.stamped, now_is));
        }
        Ok((files.put_bytes(&bytes)?, given))
    })
    .await?;
    let (counter, was) = (desk.clone(), document.sha256.clone().unwrap_or_default());
    desk.db
        .write(move |tx| -> Result<()> {
            if !documents::grown(tx, commune, id, &was, &blob.digest.to_string(), blob.size as i64)? {
                return Err(Denial::Stale { since: Vec::new() }.into());
            }
            for (at, (hand, holder, serial, digest, stamped, now_is)) in given.iter().enumerate() {
                let signature = store::keys::Signature {
                    commune,
                    document: id,
                    place: at as i64 + 2,
                    kind: "person".into(),
                    signer: Some(*holder),
                    role: Some(hand.seat.role.as_str().into()),
                    certificate_number: serial.clone(),
                    digest: digest.clone(),
                    at: now,
                    stamped: *stamped,
                    complete: false,
                };
                store::keys::add_signature(tx, &signature)?;
                let signed = Hand {
                    state: State::Signed,
                    holder: Some(*holder),
                    seen: Some(digest.clone()),
                    at: Some(now),
                    ..hand.clone()
                };
                written(kept::change(tx, State::Awaited, &signed)?, hand.seat.role)?;
                let by = (hand.seat.role, *holder);
                paper::leaves::signed(tx, &counter, &document, by, (&now_is.0, now_is.1), digest)?;
            }
            complete::ask(tx, &counter, &document, given.iter().all(|one| one.4))
        })
        .await
}
