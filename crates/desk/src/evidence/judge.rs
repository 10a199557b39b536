//! Judges the evidence of a file, of this town or of another: the container, each paper in it, each act's
//! way to a signed head. Needs no database; what is believed is the caller's to say.

use super::told::{self, Act, File, Piece};
use proof::container::{self, ContainerFault, ContainerJudgement, Seal};
use proof::leaf;
use proof::note::{Checkpoint, Note, Proof, Verifier};
use proof::pem;
use proof::trust::Trust;
use proof::{certificate::Certificate, pdf, stamp};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// One reason for refusing evidence. The sentences are for the log; what a person reads is chosen from
/// [`Fault::code`].
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Container(#[from] ContainerFault),
    /// Its own judgement says why.
    #[error("the paper {name} does not hold")]
    Paper { name: String },
    #[error("file.json cannot be read: {why}")]
    File { why: String },
    #[error("file.json speaks of {name}, and the container holds another, or none")]
    Document { name: String },
    #[error("file.json speaks of the piece {name}, and the container holds another, or none")]
    Piece { name: String },
    #[error("the register's key cannot be read, or is not the one that is known")]
    Key,
    #[error("the time-stamp over the register's head does not hold")]
    HeadStamp,
    #[error("act {act}: its way to the register's head does not hold: {why}")]
    Proof { act: i64, why: String },
    #[error("act {act}: what the container tells of it is not what the register holds")]
    Told { act: i64 },
}

impl Fault {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Container(fault) => fault.code(),
            Fault::Paper { .. } => "evidence-paper",
            Fault::File { .. } => "evidence-file",
            Fault::Document { .. } => "evidence-document",
            Fault::Piece { .. } => "evidence-piece",
            Fault::Key => "evidence-key",
            Fault::HeadStamp => "evidence-head-stamp",
            Fault::Proof { .. } => "evidence-proof",
            Fault::Told { .. } => "evidence-told",
        }
    }
}

/// The signed head of the register that a container brings.
#[derive(Debug, Clone)]
pub struct Head {
    /// How many acts the register held.
    pub size: u64,
    /// When it was stamped, as far as the stamp holds.
    pub stamped_at: Option<jiff::Timestamp>,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Judgement {
    pub container: ContainerJudgement,
    /// What the container tells of its file, when that can be read.
    pub file: Option<File>,
    /// Each paper by its name in the container.
    pub papers: Vec<(String, pdf::Judgement)>,
    pub head: Option<Head>,
    /// The acts, by their place in the file, whose way to a signed head holds.
    pub proven: Vec<i64>,
    /// Everything that is wrong. Empty: accepted.
    pub faults: Vec<Fault>,
}

impl Judgement {
    pub fn accepted(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether somebody who is believed sealed it: only then is what it tells anybody's word.
    pub fn is_sealed(&self) -> bool {
        let blamed = |manifest: &str| {
            let of = |fault: &Fault| matches!(fault, Fault::Container(ContainerFault::Signature { manifest: m, .. }) if m == manifest);
            self.faults.iter().any(of)
        };
        self.container.seals.iter().any(|one| matches!(one.seal, Seal::Signer(_)) && !blamed(&one.manifest))
    }

    /// Whether what stands under a name in the container is what was sealed and what is told of it.
    pub fn holds(&self, name: &str) -> bool {
        let of = |fault: &Fault| match fault {
            Fault::Container(ContainerFault::Changed { name } | ContainerFault::Unsigned { name }) => {
                Some(name.clone())
            }
            Fault::Container(ContainerFault::Missing { name, .. }) => Some(name.clone()),
            Fault::Paper { name } | Fault::Document { name } | Fault::Piece { name } => Some(name.clone()),
            _ => None,
        };
        !self.faults.iter().filter_map(of).any(|one| one == name)
    }
}

/// What opens a leaf: beside the proof.
#[derive(Deserialize)]
struct Opened {
    head: String,
    outer: String,
}

/// The public part of an act, as its leaf holds it.
#[derive(Deserialize)]
struct Said {
    at: i64,
    commune: String,
    detail: String,
    dossier: String,
    name: String,
    role: String,
    seq: i64,
}

/// Judges a container at the moment of the trust, one that unpacks to no more than `bytes_most`. `key` is
/// the register's, where it is known already.
pub fn judge(bytes: &[u8], trust: &Trust, key: Option<&Verifier>, bytes_most: usize) -> Judgement {
    let mut container = container::judge_up_to(bytes, trust, bytes_most);
    let faults = container.faults.iter().cloned().map(Fault::from).collect();
    let files = std::mem::take(&mut container.files);
    let mut judgement = Judgement { container, file: None, papers: Vec::new(), head: None, proven: Vec::new(), faults };
    // Nothing of it could be read, and that was said.
    if files.is_empty() && !judgement.faults.is_empty() {
        return judgement;
    }
    let holding = Holding { files: &files };
    let known = holding.knowledge(trust);
    papers(&holding, &known, &mut judgement);
    let verifier = holding.text("register/key").and_then(|text| Verifier::parse(text.trim()).ok());
    let verifier = verifier.filter(|found| key.is_none_or(|known| known.to_string() == found.to_string()));
    if verifier.is_none() {
        judgement.faults.push(Fault::Key);
    }
    the_head(&holding, &known, &mut judgement);
    match holding.bytes("file.json").map(told::read) {
        Some(Ok(told)) => the_file(&holding, told, verifier.as_ref(), &mut judgement),
        Some(Err(why)) => judgement.faults.push(Fault::File { why }),
        None => judgement.faults.push(Fault::File { why: "it is not there".into() }),
    }
    judgement.container.files = files;
    judgement
}

/// The register's head and the time-stamp over it.
fn the_head(holding: &Holding, known: &Trust, judgement: &mut Judgement) {
    let note = holding.text("register/checkpoint").and_then(|text| Note::parse(text).ok());
    let token = holding.bytes("register/checkpoint.tst");
    let stamped = note.as_ref().zip(token).and_then(|(note, token)| {
        stamp::verify(token, digest(&[note.text.as_bytes()]), known).ok().map(|stamped| stamped.at)
    });
    if token.is_some() && stamped.is_none() {
        judgement.faults.push(Fault::HeadStamp);
    }
    let head = note.and_then(|note| Checkpoint::parse(&note.text).ok());
    judgement.head = head.map(|head| Head { size: head.size, stamped_at: stamped });
}

fn papers(holding: &Holding, known: &Trust, judgement: &mut Judgement) {
    for (name, bytes) in holding.files.iter().filter(|(name, _)| name.starts_with("documents/")) {
        let judged = pdf::judge(bytes, known);
        if !judged.accepted() {
            judgement.faults.push(Fault::Paper { name: name.clone() });
        }
        judgement.papers.push((name.clone(), judged));
    }
}

fn the_file(holding: &Holding, told: File, verifier: Option<&Verifier>, judgement: &mut Judgement) {
    let is = |path: &str, sha256: &str| holding.bytes(path).is_some_and(|bytes| leaf::hex(&digest(&[bytes])) == sha256);
    for document in told.documents.iter().filter(|document| !is(&document.path, &document.sha256)) {
        judgement.faults.push(Fault::Document { name: document.path.clone() });
    }
    let path = |piece: &Piece| piece.path.clone();
    for (piece, path) in told.pieces.iter().filter_map(|piece| Some((piece, path(piece)?))) {
        if !is(&path, &piece.sha256) {
            judgement.faults.push(Fault::Piece { name: path });
        }
    }
    for (n, act) in told.acts.iter().enumerate() {
        if i64::try_from(n) != Ok(act.seq) {
            judgement.faults.push(Fault::Told { act: act.seq });
        }
        let (Some(name), Some(verifier)) = (&act.proof, verifier) else { continue };
        match holding.proven(name, verifier) {
            Ok(opened) if agrees(&opened, act, &told) => judgement.proven.push(act.seq),
            Ok(_) => judgement.faults.push(Fault::Told { act: act.seq }),
            Err(why) => judgement.faults.push(Fault::Proof { act: act.seq, why }),
        }
    }
    judgement.file = Some(told);
}

/// Whether what is told of an act is what its leaf is a digest of.
fn agrees(opened: &Opened, act: &Act, told: &File) -> bool {
    let Ok(head) = serde_json::from_str::<Said>(&opened.head) else { return false };
    let detail = |detail: &told::Detail| {
        let decode = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap_or_default();
        let digest = digest(&[&decode(&detail.inner), &decode(&detail.by), detail.content.as_bytes()]);
        leaf::hex(&digest) == head.detail
    };
    (head.seq, &head.name, &head.role) == (act.seq, &act.act, &act.role)
        && (&head.dossier, &head.commune) == (&told.id, &told.commune)
        && crate::keys::moment(head.at).to_string() == act.at
        && act.detail.as_ref().is_none_or(detail)
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// The container's files by their names.
struct Holding<'a> {
    files: &'a [(String, Vec<u8>)],
}

impl Holding<'_> {
    fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(one, _)| one == name).map(|(_, bytes)| bytes.as_slice())
    }

    fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes(name)?).ok()
    }

    /// What the judge knows, and what the container brings: believed only through a root of the judge's.
    fn knowledge(&self, trust: &Trust) -> Trust {
        let mut known = trust.clone();
        for (name, bytes) in self.files {
            if name.starts_with("certificates/") {
                let found = pem::of_file(pem::CERTIFICATE, bytes).unwrap_or_default();
                known.intermediates.extend(found.iter().filter_map(|der| Certificate::read(der).ok()));
            } else if name.starts_with("lists/") {
                known.crls.extend(pem::of_file(pem::LIST, bytes).unwrap_or_default());
            }
        }
        known
    }

    /// What opens the leaf that a proof leads from, once it holds under the register's key.
    fn proven(&self, name: &str, verifier: &Verifier) -> Result<Opened, String> {
        let text = self.text(name).ok_or("it is not there")?;
        let proof = Proof::parse(text).map_err(|why| why.to_string())?;
        let opened: Opened = serde_json::from_slice(&proof.extra).map_err(|why| why.to_string())?;
        let head: Said = serde_json::from_str(&opened.head).map_err(|why| why.to_string())?;
        let outer = data_encoding::HEXLOWER.decode(opened.outer.as_bytes()).ok();
        let outer: [u8; 32] = outer.and_then(|outer| outer.try_into().ok()).ok_or("its salt cannot be read")?;
        let entry = leaf::entry(&head.commune, &leaf::digest_of_head(&outer, &opened.head));
        proof.verify(entry.as_bytes(), verifier).map_err(|why| why.to_string())?;
        Ok(opened)
    }
}
