//! A judgement on the evidence of a file, in sentences: what the container holds, who sealed it, what of it
//! holds. What it tells is said only where somebody who is believed sealed it.

use super::{Say, Told};
use desk::evidence::{Fault, Judgement, told};
use i18n::{Arg, Lang, Words};
use proof::container::{ContainerFault, Seal, Sealed};
use serde::Serialize;

/// Reasons that are told of one container; one that was rewritten whole has thousands.
const REASONS_MOST: usize = 20;

/// What a person is told of a container.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    pub accepted: bool,
    pub faults: Vec<String>,
    /// Reasons beyond those that are told.
    pub more_faults: usize,
    pub seals: Vec<OneSeal>,
    /// None: nobody who is believed sealed it.
    pub file: Option<File>,
}

/// A seal or a time-stamp over the container.
#[derive(Clone, Debug, Serialize)]
pub struct OneSeal {
    /// `seal`, `stamp`, `nobody`.
    pub kind: &'static str,
    pub name: String,
    pub issuer: Option<String>,
    /// In microseconds.
    pub at: Option<i64>,
    pub files: usize,
}

/// The file, as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    pub number: String,
    pub service: String,
    pub taken_at: Option<i64>,
    pub taken_for: String,
    pub acts: Vec<Act>,
    pub proven: usize,
    /// How many acts the register held, and when its head was stamped.
    pub register: Option<(u64, Option<i64>)>,
    pub papers: Vec<Paper>,
    pub pieces: Vec<Piece>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Act {
    pub what: String,
    pub who: String,
    pub at: Option<i64>,
    /// `proven`, `waiting`, `refused`.
    pub state: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    pub number: String,
    pub kind: String,
    pub path: String,
    /// The paper is the one that the file tells of, and it holds.
    pub holds: bool,
    pub told: Told,
}

#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    pub kind: String,
    pub name: String,
    pub bytes: i64,
    /// Whether the piece itself is inside.
    pub inside: bool,
    pub replaced: bool,
    pub holds: bool,
    /// Why it is not inside.
    pub why: String,
}

/// Says what was found.
pub fn evidence(lang: Lang, words: &Words, say: Say, judgement: &Judgement) -> Evidence {
    let mut faults: Vec<String> = judgement.faults.iter().map(|one| fault(lang, say, one)).collect();
    faults.dedup();
    let more_faults = faults.len().saturating_sub(REASONS_MOST);
    faults.truncate(REASONS_MOST);
    let mut seals: Vec<OneSeal> = judgement.container.seals.iter().map(sealed).collect();
    // Who answers for it first, then when.
    seals.sort_by_key(|one| one.kind == "stamp");
    let speaker = Speaker { lang, words, say };
    Evidence {
        accepted: judgement.accepted(),
        faults,
        more_faults,
        seals,
        file: judgement.file.as_ref().filter(|_| judgement.is_sealed()).map(|one| speaker.file(judgement, one)),
    }
}

fn sealed(one: &Sealed) -> OneSeal {
    let (kind, chain, at) = match &one.seal {
        Seal::Signer(signer) => ("seal", Some(&signer.certificate), Some(signer.claimed_at.unwrap_or(signer.at))),
        Seal::Stamp(stamped) => ("stamp", stamped.path.first(), Some(stamped.at)),
        Seal::Nobody => ("nobody", None, None),
    };
    OneSeal {
        kind,
        name: chain.and_then(|c| c.subject().common_name.clone()).unwrap_or_default(),
        issuer: chain.and_then(|c| c.issuer().common_name.clone()),
        at: at.map(|at| at.as_microsecond()),
        files: one.files.len(),
    }
}

/// In which language, and with which words.
struct Speaker<'a> {
    lang: Lang,
    words: &'a Words,
    say: Say<'a>,
}

impl Speaker<'_> {
    /// The word for a code of a procedure; the code itself where this installation has no such word.
    fn word(&self, of: &str, code: &str) -> String {
        let key = format!("{of}-{code}");
        if self.words.has(self.lang, &key) { (self.say)(&key, &[]) } else { code.to_owned() }
    }

    fn file(&self, judgement: &Judgement, one: &told::File) -> File {
        let head = judgement.head.as_ref();
        File {
            number: one.number.clone(),
            service: self.word("procedure", &one.procedure),
            taken_at: moment(&one.taken_at),
            taken_for: self.word("judge-taken-for", &one.taken_for),
            acts: one.acts.iter().map(|act| self.act(judgement, act)).collect(),
            proven: judgement.proven.len(),
            register: head.map(|head| (head.size, head.stamped_at.map(|at| at.as_microsecond()))),
            papers: judgement.papers.iter().map(|(path, paper)| self.paper(judgement, one, path, paper)).collect(),
            pieces: one.pieces.iter().map(|piece| self.piece(judgement, piece)).collect(),
        }
    }

    fn act(&self, judgement: &Judgement, act: &told::Act) -> Act {
        let by = act.by.as_ref().map(|names| if self.lang == Lang::Ar { &names.ar } else { &names.fr });
        let role = self.word("role", &act.role);
        Act {
            what: self.word("done", &act.act),
            who: by.map_or(role.clone(), |name| format!("{role} — {name}")),
            at: moment(&act.at),
            state: match (judgement.proven.contains(&act.seq), &act.proof) {
                (true, _) => "proven",
                (false, None) => "waiting",
                (false, Some(_)) => "refused",
            },
        }
    }

    fn paper(&self, judgement: &Judgement, file: &told::File, path: &str, paper: &proof::pdf::Judgement) -> Paper {
        let of = file.documents.iter().find(|document| document.path == path);
        Paper {
            number: of.map(|document| document.number.clone()).unwrap_or_default(),
            kind: of.map(|document| self.word("paper", &document.name)).unwrap_or_default(),
            path: path.to_owned(),
            holds: judgement.holds(path) && paper.accepted(),
            told: super::told(self.lang, self.say, paper),
        }
    }

    fn piece(&self, judgement: &Judgement, piece: &told::Piece) -> Piece {
        Piece {
            kind: self.word("piece", &piece.piece),
            name: piece.name.clone(),
            bytes: piece.bytes,
            inside: piece.path.is_some(),
            replaced: piece.replaced,
            holds: piece.path.as_ref().is_some_and(|path| judgement.holds(path)),
            why: piece.left_out.as_ref().map(|why| self.word("judge-piece", why)).unwrap_or_default(),
        }
    }
}

fn moment(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(|at| at.as_microsecond())
}

fn fault(lang: Lang, say: Say, fault: &Fault) -> String {
    use ContainerFault as C;
    use Fault as F;
    let key = format!("judge-{}", fault.code());
    match fault {
        F::Container(C::Signature { fault, .. }) => super::trusted(lang, say, fault),
        F::Container(C::Changed { name } | C::Unsigned { name } | C::Missing { name, .. } | C::Damaged { name }) => {
            format!("{} ({name})", say(&key, &[]))
        }
        F::Paper { name } | F::Document { name } | F::Piece { name } => format!("{} ({name})", say(&key, &[])),
        F::Proof { act, .. } | F::Told { act } => say(&key, &[("act", Arg::from(*act))]),
        _ => say(&key, &[]),
    }
}
