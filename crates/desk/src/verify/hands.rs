//! Papers that several sign: what the register says of each hand against what the paper itself bears. A row
//! that was deleted, added or given to another is told with the office and the name.

use super::Report;
use crate::hands::Told;
use crate::{Desk, Result, hands};
use civic::hands::State;
use proof::pdf::{self, Judgement};
use proof::trust::Trust;
use store::documents::Document;
use store::hands::Hand;
use store::{Digest, Files};

const PAPER_BYTES_MOST: u64 = 64 * 1024 * 1024;

pub(super) async fn read(desk: &Desk, page: &[Document], report: &mut Report) -> Result<()> {
    let asked: Vec<Document> = page.iter().filter(|document| document.sha256.is_some()).cloned().collect();
    let found = desk
        .db
        .read(move |tx| -> Result<Vec<(Document, Vec<Told>)>> {
            let mut found = Vec::new();
            for document in &asked {
                let hands = hands::told(tx, document.commune, document.id)?;
                if !hands.is_empty() {
                    found.push((document.clone(), hands));
                }
            }
            Ok(found)
        })
        .await?;
    if found.is_empty() {
        return Ok(());
    }
    report.hands += found.iter().flat_map(|(_, hands)| hands).filter(|told| told.hand.state == State::Signed).count();
    let (trust, files) = (crate::keys::trust(desk).await?, desk.files.clone());
    let faults = tokio::task::spawn_blocking(move || {
        found.iter().flat_map(|(document, hands)| differing(&files, document, hands, &trust)).collect::<Vec<_>>()
    });
    report.faults.extend(faults.await.map_err(|e| crate::Error::Paper(e.to_string()))?);
    Ok(())
}

/// What the paper bears and the register does not say, and the other way round.
fn differing(files: &Files, document: &Document, said: &[Told], trust: &Trust) -> Vec<String> {
    let digest = document.sha256.as_deref().and_then(|text| text.parse::<Digest>().ok());
    // Bytes that are missing or altered were told already.
    let Some(bytes) = digest.and_then(|digest| files.bytes(&digest, PAPER_BYTES_MOST).ok()) else { return Vec::new() };
    let (number, judged) = (&document.number, pdf::judge(&bytes, trust));
    let mut faults = Vec::new();
    if !judged.accepted() {
        let why = judged.all_faults().next().map(|fault| fault.code().to_owned()).unwrap_or_default();
        faults.push(format!("{number}: its signatures do not hold: {why}"));
    }
    for Told { hand, decision, .. } in said.iter().filter(|told| told.hand.state == State::Signed) {
        let role = hand.seat.role.as_str();
        let holder = hand.holder.map(|id| id.simple().to_string());
        match signer(&judged, &hands::field(hand.seat.role)) {
            Some((_, account)) if account == holder => {
                faults.extend(delegated(&judged, document, hand, decision.as_deref()))
            }
            Some((name, _)) => {
                faults.push(format!("{number}: the register names another than {name}, who signed it as {role}"));
            }
            None => {
                faults.push(format!("{number}: the register says that {role} signed it, and it bears no such hand"))
            }
        }
    }
    for one in judged.signatures.iter().filter(|one| one.field.starts_with("hand-")) {
        let told =
            said.iter().any(|told| told.hand.state == State::Signed && hands::field(told.hand.seat.role) == one.field);
        if !told {
            faults.push(format!("{number}: {} signed it ({}), and the register does not say so", one.name, one.field));
        }
    }
    faults
}

/// A signature by delegation names its decision, and the register the same.
fn delegated(judged: &Judgement, document: &Document, hand: &Hand, decision: Option<&str>) -> Option<String> {
    let reason = &judged.signatures.iter().find(|one| one.field == hands::field(hand.seat.role))?.reason;
    let (number, role) = (&document.number, hand.seat.role.as_str());
    match (hand.office, decision) {
        (None, _) if reason.ends_with(number.as_str()) => None,
        (None, _) => Some(format!("{number}: {role} signed it by delegation, and the register does not say so")),
        (Some(_), Some(decision)) if reason.ends_with(decision) => None,
        (Some(_), _) => {
            Some(format!("{number}: the register names a delegation of {role} that the signature does not"))
        }
    }
}

/// Who filled a field: the name, and the account that the certificate names.
fn signer(judged: &Judgement, field: &str) -> Option<(String, Option<String>)> {
    let one = judged.signatures.iter().find(|one| one.field == field)?;
    let account = one.signer.as_ref().and_then(|signer| signer.certificate.subject().serial_number.clone());
    Some((one.name.clone(), account))
}
