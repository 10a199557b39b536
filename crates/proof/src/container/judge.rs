//! Judges a container that somebody sent: what each signature covers, whether every file is what was
//! signed, and whether anything came along that nobody signed.

use jiff::Timestamp;

use super::manifest::{self, Manifest};
use super::zip::{self, Entry, Flaw};
use super::{BYTES_MOST, MEDIA_TYPE, MIMETYPE};
use crate::cms::{self, Content, Signer};
use crate::fault::Fault;
use crate::stamp::{self, Stamped};
use crate::trust::Trust;

/// Manifests that are judged in one container.
const MANIFESTS_MOST: usize = 32;

/// One reason for refusing a container. The sentences are for the log; what a person reads is chosen
/// from [`ContainerFault::code`].
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ContainerFault {
    #[error("the container holds more than is read: at most {BYTES_MOST} bytes and some hundred files")]
    TooLarge,
    #[error("the archive is damaged at byte {at}, or could be read in two ways; ask for it again")]
    Malformed { at: usize },
    #[error("the archive holds the file {name} twice")]
    Twice { name: String },
    #[error("the archive holds a file with the forbidden name {name:?}")]
    Name { name: String },
    #[error("the file {name} is damaged")]
    Damaged { name: String },
    #[error("the archive does not begin with the plain file `mimetype` that says {MEDIA_TYPE}")]
    MediaType,
    #[error("the manifest {name} cannot be read")]
    Manifest { name: String },
    #[error("the container holds {count} manifests; at most {most} are judged")]
    TooManyManifests { count: usize, most: usize },
    #[error("the container holds no signature")]
    NoSignature,
    #[error("{manifest} speaks of {name}, which is not there")]
    Missing { manifest: String, name: String },
    #[error("the file {name} is not what was signed")]
    Changed { name: String },
    #[error("the file {name} is signed by nobody")]
    Unsigned { name: String },
    #[error("{manifest}: {fault}")]
    Signature { manifest: String, fault: Fault },
}

impl ContainerFault {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            ContainerFault::TooLarge => "container-too-large",
            ContainerFault::Malformed { .. } => "container-malformed",
            ContainerFault::Twice { .. } => "container-twice",
            ContainerFault::Name { .. } => "container-name",
            ContainerFault::Damaged { .. } => "container-damaged",
            ContainerFault::MediaType => "container-media-type",
            ContainerFault::Manifest { .. } => "container-manifest",
            ContainerFault::TooManyManifests { .. } => "container-too-many-manifests",
            ContainerFault::NoSignature => "container-no-signature",
            ContainerFault::Missing { .. } => "container-missing",
            ContainerFault::Changed { .. } => "container-changed",
            ContainerFault::Unsigned { .. } => "container-unsigned",
            ContainerFault::Signature { fault, .. } => fault.code(),
        }
    }
}

impl From<Flaw> for ContainerFault {
    fn from(flaw: Flaw) -> ContainerFault {
        match flaw {
            Flaw::Limits => ContainerFault::TooLarge,
            Flaw::Malformed { at } => ContainerFault::Malformed { at },
            Flaw::Twice(name) => ContainerFault::Twice { name },
            Flaw::Name(name) => ContainerFault::Name { name },
            Flaw::Damaged(name) => ContainerFault::Damaged { name },
        }
    }
}

/// Who signed or stamped.
#[derive(Debug, Clone)]
pub enum Seal {
    Signer(Box<Signer>),
    Stamp(Box<Stamped>),
    /// Nobody that could be named; the faults say why.
    Nobody,
}

/// One manifest with its signature or time-stamp.
#[derive(Debug, Clone)]
pub struct Sealed {
    pub manifest: String,
    /// The files that it covers, as signed.
    pub files: Vec<String>,
    pub seal: Seal,
}

/// What was found in a container.
#[derive(Debug, Clone)]
pub struct ContainerJudgement {
    /// The files that are carried, with their bytes; without `mimetype` and `META-INF`.
    pub files: Vec<(String, Vec<u8>)>,
    pub seals: Vec<Sealed>,
    /// Everything that is wrong. Empty: accepted.
    pub faults: Vec<ContainerFault>,
}

impl ContainerJudgement {
    /// True when somebody signed every file, and nothing at all is wrong.
    pub fn accepted(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Judges a container at the moment of the trust.
pub fn judge(bytes: &[u8], trust: &Trust) -> ContainerJudgement {
    judge_up_to(bytes, trust, BYTES_MOST)
}

/// The same of one whose files unpack to no more than so many bytes: for strangers' containers, that a
/// small archive does not fill the memory.
pub fn judge_up_to(bytes: &[u8], trust: &Trust, bytes_most: usize) -> ContainerJudgement {
    let mut judgement = ContainerJudgement { files: Vec::new(), seals: Vec::new(), faults: Vec::new() };
    let entries = match zip::read(bytes, bytes_most.min(BYTES_MOST)) {
        Ok(entries) => entries,
        Err(flaw) => {
            judgement.faults.push(flaw.into());
            return judgement;
        }
    };
    let first = entries.first().filter(|first| first.name == MIMETYPE && first.stored && first.bare);
    if first.is_none_or(|first| first.bytes != MEDIA_TYPE.as_bytes()) {
        judgement.faults.push(ContainerFault::MediaType);
    }
    let named = |name: &str| name.starts_with("META-INF/ASiCManifest") && name.ends_with(".xml");
    let mut manifests = Vec::new();
    for entry in entries.iter().filter(|entry| named(&entry.name)) {
        match manifest::read(&entry.bytes) {
            Some(manifest) => manifests.push((entry, manifest)),
            None => judgement.faults.push(ContainerFault::Manifest { name: entry.name.clone() }),
        }
    }
    if MANIFESTS_MOST < manifests.len() {
        let count = manifests.len();
        judgement.faults.push(ContainerFault::TooManyManifests { count, most: MANIFESTS_MOST });
        return judgement;
    }
    seals(&entries, &manifests, trust, &mut judgement);
    covered(&entries, &manifests, &mut judgement);
    let carried = entries.into_iter().filter(|entry| carried(&entry.name));
    judgement.files = carried.map(|entry| (entry.name, entry.bytes)).collect();
    judgement
}

fn carried(name: &str) -> bool {
    name != MIMETYPE && !name.starts_with("META-INF/") && !name.ends_with('/')
}

fn seals(entries: &[Entry], manifests: &[(&Entry, Manifest)], trust: &Trust, judgement: &mut ContainerJudgement) {
    let is_stamp = |manifest: &Manifest| manifest.signature.ends_with(".tst");
    let find = |name: &str| entries.iter().find(|entry| entry.name == name);
    // Time first: what a sound stamp covers existed when it was given.
    let mut proven: Vec<(&Manifest, Timestamp)> = Vec::new();
    let (stamps, signatures): (Vec<_>, Vec<_>) = manifests.iter().partition(|(_, manifest)| is_stamp(manifest));
    let mut signed = false;
    for (entry, manifest) in stamps.into_iter().chain(signatures) {
        let name = || entry.name.clone();
        let Some(value) = find(&manifest.signature) else {
            let missing = manifest.signature.clone();
            judgement.faults.push(ContainerFault::Missing { manifest: name(), name: missing });
            continue;
        };
        let pieces = [entry.bytes.as_slice()];
        let content = Content::Pieces(&pieces);
        let blame = |fault| ContainerFault::Signature { manifest: name(), fault };
        let seal = if is_stamp(manifest) {
            match stamp::verify(&value.bytes, content, trust) {
                Ok(stamped) => {
                    if sound(entries, manifest) {
                        proven.push((manifest, stamped.at));
                    }
                    Seal::Stamp(Box::new(stamped))
                }
                Err(faults) => {
                    judgement.faults.extend(faults.into_iter().map(blame));
                    Seal::Nobody
                }
            }
        } else {
            signed = true;
            let covers = |covering: &Manifest| {
                let has = |name: &str| covering.files.iter().any(|file| file.name == name);
                has(&entry.name) && has(&value.name)
            };
            let at = proven.iter().filter(|(covering, _)| covers(covering)).map(|(_, at)| *at).min();
            match cms::verify_detached(&value.bytes, content, &trust.at(at.unwrap_or(trust.at))) {
                Ok(signer) => Seal::Signer(Box::new(signer)),
                Err(refused) => {
                    judgement.faults.extend(refused.faults.into_iter().map(blame));
                    refused.signer.map_or(Seal::Nobody, Seal::Signer)
                }
            }
        };
        let files = manifest.files.iter().map(|file| file.name.clone()).collect();
        judgement.seals.push(Sealed { manifest: name(), files, seal });
    }
    if !signed {
        judgement.faults.push(ContainerFault::NoSignature);
    }
}

/// Whether every file of a manifest is there as it says.
fn sound(entries: &[Entry], manifest: &Manifest) -> bool {
    manifest.files.iter().all(|file| {
        let entry = entries.iter().find(|entry| entry.name == file.name);
        entry.is_some_and(|entry| file.imprint.algorithm.of(&[&entry.bytes]) == file.imprint)
    })
}

/// Every file is what each manifest says, and a signature speaks of every file.
fn covered(entries: &[Entry], manifests: &[(&Entry, Manifest)], judgement: &mut ContainerJudgement) {
    for (entry, manifest) in manifests {
        for file in &manifest.files {
            let fault = match entries.iter().find(|one| one.name == file.name) {
                None => ContainerFault::Missing { manifest: entry.name.clone(), name: file.name.clone() },
                Some(one) if file.imprint.algorithm.of(&[&one.bytes]) != file.imprint => {
                    ContainerFault::Changed { name: file.name.clone() }
                }
                Some(_) => continue,
            };
            if !judgement.faults.contains(&fault) {
                judgement.faults.push(fault);
            }
        }
    }
    let is_signed = |name: &str| {
        let signatures = manifests.iter().filter(|(_, manifest)| !manifest.signature.ends_with(".tst"));
        signatures.flat_map(|(_, manifest)| &manifest.files).any(|file| file.name == name)
    };
    // What signs is no file that must be signed; beside it nothing may hide in META-INF.
    let signs = |name: &str| manifests.iter().any(|(entry, manifest)| entry.name == name || manifest.signature == name);
    for entry in entries.iter().filter(|entry| entry.name != MIMETYPE && !entry.name.ends_with('/')) {
        if !is_signed(&entry.name) && !signs(&entry.name) {
            judgement.faults.push(ContainerFault::Unsigned { name: entry.name.clone() });
        }
    }
}
