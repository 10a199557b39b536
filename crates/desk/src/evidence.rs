//! The evidence of a file: one container for a court or an audit, sealed by the commune, that is judged with
//! OpenSSL and a short script (`docs/guides/evidence.py`), with nothing of ours.
//!
//! ```text
//! file.json                     the file and its acts, as whoever takes it may see them
//! documents/NUMBER.pdf          every paper, with its signatures and time-stamps inside
//! pieces/01-PIECE.pdf           what the applicant gave, when it was asked for and as far as it fits
//! register/key                  the key of the register (C2SP signed note)
//! register/checkpoint           its last signed head; .tst: a time-stamp over that head's text
//! register/act-0000.tlog-proof  each act's way to that head (C2SP tlog-proof)
//! certificates/, lists/         who signed, up to the root, and what is known of revocation
//! ```
//!
//! An act's `head` in its proof names nobody. What was written, and by whom, is opened (`detail`) only where
//! the taker may read it; `proof::leaf` says how the two are bound. Every piece is named by its digest, whether
//! it lies inside or not.

mod judge;
pub mod pieces;
pub mod told;

pub use judge::{Fault, Head, Judgement, judge};

use crate::counter::Shown;
use crate::keys::{self, Owner};
use crate::{Denial, Desk, Error, Result, Who, paper, readings, register};
use civic::{Act, Body, Place, Role};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use proof::container::{self, File};
use proof::stamp::{StampError, Stamper};
use proof::{cms, leaf, pem};
use register::Standing;
use serde_json::{Value, json};
use store::documents::Document;
use store::{keys as kept, log};
use uuid::Uuid;

/// The version of this layout, in `file.json`.
pub const FORMAT: &str = "diwan-evidence/1";

/// For whom evidence is taken.
#[derive(Clone, Copy)]
pub enum Taker<'a> {
    /// Somebody who may see the file, as they may see it.
    Person(&'a Who),
    /// Whoever runs this installation, for a court that asked: everything.
    Operator,
}

/// What a taker may read of an act.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// One's own acts; of the others which office acted, never who.
    Applicant,
    Office,
    Operator,
}

impl Sight {
    fn names(self, act: &Act) -> bool {
        self != Sight::Applicant || act.role == Role::Applicant
    }

    fn code(self) -> &'static str {
        match self {
            Sight::Applicant => "applicant",
            Sight::Office => "office",
            Sight::Operator => "operator",
        }
    }
}

/// The container of a file that the taker may see, with its pieces when they are asked for.
pub async fn take(desk: &Desk, taker: Taker<'_>, commune: Place, number: &str, with_pieces: bool) -> Result<Vec<u8>> {
    let _turn = match with_pieces {
        true => Some(pieces::MAKING.acquire().await.map_err(|e| Error::Setup(e.to_string()))?),
        false => None,
    };
    let sight = match taker {
        Taker::Person(who) if who.viewer.is_officer() => Sight::Office,
        Taker::Person(_) => Sight::Applicant,
        Taker::Operator => Sight::Operator,
    };
    let shown = match taker {
        Taker::Person(who) => crate::counter::show(desk, &who.viewer, commune, number).await?,
        Taker::Operator => crate::counter::show_whole(desk, commune, number).await?,
    };
    let inside: Vec<&str> = match with_pieces {
        true => pieces::all(&shown).iter().map(|(one, _)| one.piece.as_str()).collect(),
        false => Vec::new(),
    };
    match taker {
        Taker::Person(who) => readings::of_evidence(desk, &who.viewer, &shown.dossier, &inside).await?,
        Taker::Operator => readings::of_operator(desk, &shown.dossier, "evidence").await?,
    }
    let most = if sight == Sight::Operator { pieces::OPERATOR_BYTES_MOST } else { pieces::BYTES_MOST };
    let packed = pieces::pack(desk, &shown, with_pieces.then_some(most)).await?;
    let mut papers = Vec::new();
    for document in &shown.documents {
        papers.push(paper::bytes(desk, document.clone()).await?);
    }
    let id = shown.dossier.id;
    let (standings, signatures, chain) = desk
        .db
        .read(move |tx| -> Result<_> {
            let standings = register::of_file(tx, commune, id)?;
            let mut signatures = Vec::new();
            for document in store::documents::of(tx, commune, id)? {
                signatures.extend(kept::signatures(tx, commune, document.id)?);
            }
            let mut chain = Vec::new();
            for signature in &signatures {
                let row = kept::by_number(tx, &signature.certificate_number)?.ok_or(Denial::NotFound)?;
                chain.push(proof::certificate::Certificate::read(&row.der).map_err(keys::failed)?);
                chain.extend(keys::above(&row)?);
            }
            Ok((standings, signatures, chain))
        })
        .await?;
    let seal = keys::of(desk, Owner::Institution(commune)).await?;
    let stamping = keys::stamping(desk).await?;
    let known = keys::evidence(desk, &[chain, seal.chain.clone()]).await?;
    let at = keys::moment(desk.clock.now());
    let mut files = vec![a_file(sight, at, &shown, &papers, &signatures, &standings, packed.lines)?];
    for (document, bytes) in papers {
        files.push(file(format!("documents/{}.pdf", document.number), "application/pdf", bytes));
    }
    files.extend(packed.files);
    files.extend(of_register(desk, &standings));
    files.extend(of_authorities(desk, &known).await?);
    tokio::task::spawn_blocking(move || seal_up(files, at, &seal, &stamping))
        .await
        .map_err(|e| Error::Paper(e.to_string()))?
}

/// Judges a container by whom this installation believes and by its own register's key.
pub async fn judge_here(desk: &Desk, bytes: Vec<u8>, bytes_most: usize) -> Result<Judgement> {
    let trust = keys::trust(desk).await?;
    let key = desk.register.keys.log.verifier.clone();
    tokio::task::spawn_blocking(move || judge(&bytes, &trust, Some(&key), bytes_most))
        .await
        .map_err(|e| Error::Paper(e.to_string()))
}

fn file(name: String, media_type: &str, bytes: Vec<u8>) -> File {
    File { name, media_type: media_type.into(), bytes }
}

/// Signs and stamps; when the time is away, the seal says the hour by itself.
fn seal_up(files: Vec<File>, at: Timestamp, seal: &keys::Signer, stamping: &keys::Stamping) -> Result<Vec<u8>> {
    let failed = |why: String| Error::Paper(format!("the evidence: {why}"));
    let draft = container::draft(files, at)
        .map_err(|all| failed(all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
    let signed = cms::sign_detached_at(draft.digest(), at, seal.key.as_ref(), &seal.chain, None)
        .map_err(|why| failed(why.to_string()))?;
    let mut container = draft.signed(signed);
    match stamping.stamp(container.stamp_digest()) {
        Ok(token) => container = container.stamped(token),
        Err(StampError::Away(_)) => {}
        Err(why) => return Err(failed(why.to_string())),
    }
    Ok(container.write())
}

/// `file.json`.
fn a_file(
    sight: Sight,
    at: Timestamp,
    shown: &Shown,
    papers: &[(Document, Vec<u8>)],
    signatures: &[kept::Signature],
    standings: &[(log::Sealed, Standing)],
    pieces: Vec<Value>,
) -> Result<File> {
    let d = &shown.dossier;
    let person = |id: &Uuid| {
        shown.people.get(id).map(
            |a| json!({ "kind": a.kind, "names": { "ar": a.name_ar, "fr": a.name_fr }, "cnie": a.cnie, "ice": a.ice }),
        )
    };
    let acts: Vec<Value> = shown
        .acts
        .iter()
        .zip(standings)
        .map(|(act, (sealed, standing))| an_act(sight, shown, act, sealed, standing))
        .collect();
    let documents: Vec<Value> = papers.iter().map(|(document, _)| a_document(document, signatures)).collect();
    let whole = json!({
        "format": FORMAT,
        "taken_at": at.to_string(),
        "taken_for": sight.code(),
        "number": d.number,
        "id": d.id,
        "commune": d.commune.to_string(),
        "examiner": d.examiner.to_string(),
        "procedure": d.procedure,
        "revision": d.revision,
        "filed": d.filed,
        "step": shown.procedure.step(d.step).name,
        "answered": d.answered,
        "outcome": d.outcome,
        "applicant": person(&d.applicant),
        "agent": d.agent.as_ref().and_then(person),
        "answers": d.answers,
        "pieces": pieces,
        "acts": acts,
        "documents": documents,
    });
    let text = serde_json::to_vec_pretty(&whole).map_err(|e| Error::Setup(format!("the evidence: {e}")))?;
    Ok(file("file.json".into(), "application/json", text))
}

fn an_act(sight: Sight, shown: &Shown, act: &Act, sealed: &log::Sealed, standing: &Standing) -> Value {
    let named = sight.names(act);
    let by = shown.people.get(&act.by).filter(|_| named);
    let salt: Option<[u8; 32]> = sealed.salt.as_deref().and_then(|salt| salt.try_into().ok());
    let detail = salt.filter(|_| named).map(|salt| {
        let written = &sealed.written;
        json!({
            "inner": leaf::hex(&leaf::derived(&salt, "detail")),
            "by": HEXLOWER.encode(written.by.as_bytes()),
            "content": written.content,
        })
    });
    let seq = sealed.written.key.seq;
    json!({
        "seq": seq,
        "at": keys::moment(act.at).to_string(),
        "day": act.day,
        "act": act.name,
        "role": act.role,
        "by": by.map(|a| json!({ "ar": a.name_ar, "fr": a.name_fr })),
        "delegated": act.office.is_some(),
        "said": Body { filing: None, ..act.body.clone() },
        "detail": detail,
        "place": standing.index,
        "proof": standing.proof.as_ref().map(|_| proof_name(seq)),
    })
}

fn proof_name(seq: i64) -> String {
    format!("register/act-{seq:04}.tlog-proof")
}

fn a_document(document: &Document, signatures: &[kept::Signature]) -> Value {
    let of = signatures.iter().filter(|s| s.document == document.id);
    let signatures: Vec<Value> = of
        .map(|s| json!({ "kind": s.kind, "role": s.role, "certificate": s.certificate_number, "digest": s.digest, "at": keys::moment(s.at).to_string() }))
        .collect();
    json!({
        "number": document.number,
        "name": document.name,
        "act": document.seq,
        "made_at": keys::moment(document.made_at).to_string(),
        "sha256": document.sha256,
        "path": format!("documents/{}.pdf", document.number),
        "signatures": signatures,
    })
}

/// The register's key, its last head, and each act's way there.
fn of_register(desk: &Desk, standings: &[(log::Sealed, Standing)]) -> Vec<File> {
    const TEXT: &str = "text/plain";
    let key = format!("{}\n", desk.register.keys.log.verifier);
    let mut files = vec![file("register/key".into(), TEXT, key.into_bytes())];
    if let Some(head) = standings.iter().find_map(|(_, standing)| standing.head.as_ref()) {
        files.push(file("register/checkpoint".into(), TEXT, head.note.clone().into_bytes()));
        if let Some(token) = &head.stamp {
            files.push(file("register/checkpoint.tst".into(), "application/vnd.etsi.timestamp-token", token.clone()));
        }
    }
    for (sealed, standing) in standings {
        if let Some(proof) = &standing.proof {
            files.push(file(proof_name(sealed.written.key.seq), TEXT, proof.to_string().into_bytes()));
        }
    }
    files
}

/// Everyone who signed, up to the root, and the lists that say who was taken back.
async fn of_authorities(desk: &Desk, known: &proof::pdf::Evidence) -> Result<Vec<File>> {
    const PEM: &str = "application/x-pem-file";
    let root = keys::at_hand(desk).await?.root.clone();
    let mut files = Vec::new();
    for der in &known.certificates {
        let name = match proof::certificate::Certificate::read(der).map_err(keys::failed)? {
            certificate if certificate == root => "root".to_owned(),
            certificate => certificate.serial(),
        };
        let text = pem::write(pem::CERTIFICATE, der);
        files.push(file(format!("certificates/{name}.pem"), PEM, text.into_bytes()));
    }
    for (n, der) in known.crls.iter().enumerate() {
        files.push(file(format!("lists/{n}.pem"), PEM, pem::write(pem::LIST, der).into_bytes()));
    }
    Ok(files)
}
