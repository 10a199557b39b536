//! Papers that follow from no act of a file, against their own leaves: their rows, their bytes and who signed
//! are what the register recorded when it was so.

use super::{Report, sealed};
use crate::paper::leaves::Said;
use crate::{Desk, Result};
use civic::hands::State;
use sha2::{Digest as _, Sha256};
use store::documents::Document;
use store::hands::{self as kept, Hand};
use store::log::{self, PAPER_MADE, PAPER_SIGNED, Sealed};
use store::{Digest, Files};

const PAPER_BYTES_MOST: u64 = 64 * 1024 * 1024;

pub(super) async fn read(desk: &Desk, page: &[Document], report: &mut Report) -> Result<()> {
    let mine = |document: &&Document| desk.street.of_house(&document.name).is_some();
    let of_houses: Vec<Document> = page.iter().filter(mine).cloned().collect();
    if of_houses.is_empty() {
        return Ok(());
    }
    let counter = desk.clone();
    let (found, faults) = desk
        .db
        .read(move |tx| -> Result<_> {
            let (mut found, mut faults) = (Vec::new(), Vec::new());
            for document in &of_houses {
                let (commune, id) = (document.commune, document.id);
                sealed::acts(tx, &counter.register, commune, id, &document.number, &mut faults)?;
                let (acts, hands) = (log::sealed(tx, commune, id)?, kept::of(tx, commune, id)?);
                // Made before such papers had leaves.
                let old = acts.is_empty() && log::first_paper_leaf(tx)?.is_none_or(|first| document.made_at < first);
                if !old {
                    found.push((document.clone(), acts, hands));
                }
            }
            Ok((found, faults))
        })
        .await?;
    report.faults.extend(faults);
    let files = desk.files.clone();
    let faults = tokio::task::spawn_blocking(move || {
        found.iter().flat_map(|(document, acts, hands)| differing(&files, document, acts, hands)).collect::<Vec<_>>()
    });
    report.faults.extend(faults.await.map_err(|e| crate::Error::Paper(e.to_string()))?);
    Ok(())
}

fn differing(files: &Files, document: &Document, acts: &[Sealed], hands: &[Hand]) -> Vec<String> {
    let number = &document.number;
    let mut faults = Vec::new();
    let Some(sha256) = &document.sha256 else {
        if !acts.is_empty() {
            faults.push(format!("{number}: it was made, and the register says that it was not"));
        }
        return faults;
    };
    if acts.first().is_none_or(|act| act.written.name != PAPER_MADE) {
        faults.push(format!("{number}: no leaf of the register's tree says that it was made"));
    }
    // Bytes that are missing or altered were told already.
    let bytes = sha256.parse::<Digest>().ok().and_then(|digest| files.bytes(&digest, PAPER_BYTES_MOST).ok());
    for act in acts {
        let (seq, name) = (act.written.key.seq, &act.written.name);
        let Some(said) = Said::read(&act.written.content) else {
            faults.push(format!("{number}: act {seq} ({name}) cannot be read"));
            continue;
        };
        if !said.tells(document) {
            faults.push(format!("{number}: its row is not what act {seq} ({name}) recorded"));
        }
        let then = |bytes: &Vec<u8>| {
            let head = bytes.get(..usize::try_from(said.bytes).ok()?)?;
            Some(data_encoding::HEXLOWER.encode(&Sha256::digest(head)))
        };
        if bytes.as_ref().is_some_and(|bytes| then(bytes).as_ref() != Some(&said.sha256)) {
            faults.push(format!("{number}: its bytes do not begin with those that act {seq} ({name}) recorded"));
        }
    }
    let signed: Vec<&Sealed> = acts.iter().filter(|act| act.written.name == PAPER_SIGNED).collect();
    let is =
        |act: &Sealed, hand: &Hand| act.written.role == hand.seat.role.as_str() && Some(act.written.by) == hand.holder;
    let given: Vec<&Hand> = hands.iter().filter(|hand| hand.state == State::Signed).collect();
    for hand in given.iter().filter(|hand| !signed.iter().any(|act| is(act, hand))) {
        let role = hand.seat.role.as_str();
        faults.push(format!("{number}: its row says that {role} signed it, and no leaf of the tree does"));
    }
    for act in signed.iter().filter(|act| !given.iter().any(|hand| is(act, hand))) {
        let (seq, role) = (act.written.key.seq, &act.written.role);
        faults.push(format!("{number}: act {seq} says that {role} signed it, and no row does"));
    }
    faults
}
