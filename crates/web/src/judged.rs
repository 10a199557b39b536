//! A judgement on a signed PDF, in sentences: for the page where anyone drops a file, and for the
//! operator's `diwan verify FILE.pdf`. What is true of the file is `proof`'s to say. The same for the
//! evidence of a file is in `evidence`.

mod evidence;

pub use evidence::{Evidence, OneSeal, evidence};

use i18n::{Arg, Lang};
use proof::pdf::{Altered, Fault, Judgement, Level, Role};
use serde::Serialize;

/// Reasons that are told of one signature; a file altered everywhere has thousands.
const REASONS_MOST: usize = 12;

/// Says the sentence of a key.
pub type Say<'a> = &'a dyn Fn(&str, &[(&str, Arg)]) -> String;

/// What a person is told of a file.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    pub accepted: bool,
    /// What is wrong with the file itself.
    pub faults: Vec<String>,
    pub signatures: Vec<Signature>,
    pub bytes: usize,
}

/// And of each signature in it.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// `person`, `seal`, or `stamp` for a time-stamp over the file.
    pub kind: &'static str,
    pub accepted: bool,
    pub name: String,
    pub title: Option<String>,
    pub organisation: Option<String>,
    pub issuer: Option<String>,
    pub reason: String,
    /// In microseconds, as `claimed_at`.
    pub proven_at: Option<i64>,
    pub claimed_at: Option<i64>,
    /// `b`, `t`, `lt`, `lta`; empty when the signature is refused.
    pub level: &'static str,
    /// Nothing follows what it covers.
    pub whole: bool,
    /// What was added later, and may be.
    pub later: Vec<String>,
    pub faults: Vec<String>,
}

pub fn told(lang: Lang, say: Say, judgement: &Judgement) -> Told {
    Told {
        accepted: judgement.accepted(),
        faults: reasons(lang, say, &judgement.faults),
        signatures: judgement.signatures.iter().map(|one| signature(lang, say, one)).collect(),
        bytes: judgement.bytes,
    }
}

fn signature(lang: Lang, say: Say, one: &proof::pdf::Signature) -> Signature {
    let subject = one.signer.as_ref().map(|signer| signer.certificate.subject());
    let part = |of: fn(&proof::certificate::Identity) -> &Option<String>| subject.and_then(|s| of(s).clone());
    let kind = match (one.role, part(|s| &s.given_name)) {
        (Role::TimeStamp, _) => "stamp",
        (_, Some(_)) => "person",
        _ => "seal",
    };
    Signature {
        kind,
        accepted: one.faults.is_empty(),
        name: part(|s| &s.common_name).unwrap_or_else(|| one.name.clone()),
        title: part(|s| &s.title),
        organisation: part(|s| &s.organisation),
        issuer: one.signer.as_ref().and_then(|signer| signer.certificate.issuer().common_name.clone()),
        reason: one.reason.clone(),
        proven_at: one.proven_at.map(|at| at.as_microsecond()),
        claimed_at: one.claimed_at.map(|at| at.as_microsecond()),
        level: match one.level {
            Some(Level::B) => "b",
            Some(Level::T) => "t",
            Some(Level::Lt) => "lt",
            Some(Level::Lta) => "lta",
            None => "",
        },
        whole: one.coverage.as_ref().is_some_and(|coverage| coverage.whole),
        later: one.after.iter().map(|change| say(&format!("judge-{}", change.code()), &[])).collect(),
        faults: reasons(lang, say, &one.faults),
    }
}

fn reasons(lang: Lang, say: Say, faults: &[Fault]) -> Vec<String> {
    let mut said: Vec<String> = faults.iter().map(|fault| reason(lang, say, fault)).collect();
    said.dedup();
    said.truncate(REASONS_MOST);
    said
}

fn reason(lang: Lang, say: Say, fault: &Fault) -> String {
    let mut args: Vec<(&str, Arg)> = Vec::new();
    let mut code = fault.code();
    match fault {
        Fault::Altered { what, .. } => {
            code = altered(what);
            if let Some(page) = page_of(what) {
                args.push(("page", Arg::from(page as i64)));
            }
        }
        Fault::SignatureRemoved { field } => args.push(("field", Arg::from(field.as_str()))),
        Fault::TooLarge { most, .. } => args.push(("megabytes", Arg::from((most >> 20) as i64))),
        Fault::Signature(inner) => return trusted(lang, say, inner),
        _ => {}
    }
    say(&format!("judge-{code}"), &args)
}

/// What is wrong with a signature's own value, its certificate or its time-stamp.
pub fn trusted(lang: Lang, say: Say, fault: &proof::fault::Fault) -> String {
    say(&format!("judge-{}", fault.code()), &about(lang, fault))
}

/// What a person is told of a change: that of the page where they can see it, the rest in one sentence.
fn altered(what: &Altered) -> &'static str {
    match what {
        Altered::Content { .. } => "pdf-altered-content",
        Altered::Page { .. } => "pdf-altered-page",
        Altered::Pages => "pdf-altered-pages",
        Altered::Annotation { .. } => "pdf-altered-annotation",
        Altered::Visible { .. } => "pdf-altered-visible",
        Altered::Font { .. } => "pdf-altered-font",
        Altered::Image { .. } => "pdf-altered-image",
        _ => "pdf-altered-other",
    }
}

fn page_of(what: &Altered) -> Option<usize> {
    match what {
        Altered::Content { page }
        | Altered::Page { page, .. }
        | Altered::Annotation { page, .. }
        | Altered::Font { page }
        | Altered::Image { page } => Some(*page),
        _ => None,
    }
}

/// Whose certificate, and when: what a sentence about a certificate needs.
fn about(lang: Lang, fault: &proof::fault::Fault) -> Vec<(&'static str, Arg)> {
    use proof::fault::Fault as F;
    let day = |at: &jiff::Timestamp| Arg::from(i18n::format::moment(lang, at.as_microsecond()));
    match fault {
        F::NotYetValid { certificate, from, .. } => vec![("name", Arg::from(certificate.clone())), ("date", day(from))],
        F::Expired { certificate, until, .. } => vec![("name", Arg::from(certificate.clone())), ("date", day(until))],
        F::Revoked { certificate, revocation, .. } => {
            vec![("name", Arg::from(certificate.clone())), ("date", day(&revocation.at))]
        }
        F::UnknownIssuer { certificate, issuer } => {
            vec![("name", Arg::from(certificate.clone())), ("issuer", Arg::from(issuer.clone()))]
        }
        F::RevocationUnknown { certificate }
        | F::RevocationEvidence { certificate, .. }
        | F::WrongUsage { certificate, .. }
        | F::PathTooLong { certificate }
        | F::UnknownRule { certificate, .. }
        | F::NotTheCertificate { certificate } => vec![("name", Arg::from(certificate.clone()))],
        F::BadSignature { by } | F::Weak { by, .. } | F::UnknownAlgorithm { by, .. } => {
            vec![("name", Arg::from(by.clone()))]
        }
        F::Stamp(inner) => about(lang, inner),
        F::StampFromTheFuture { at } | F::StampFromThePast { at, .. } => vec![("date", day(at))],
        _ => Vec::new(),
    }
}
