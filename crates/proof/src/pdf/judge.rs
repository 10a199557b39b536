//! Judges any PDF from outside: who signed it, when, what each signature covers, what came after
//! and whether that may be. Nothing is taken for granted; every reason for refusing is told.
//!
//! Time is the judge's moment (`Trust::at`), and for what a later time-stamp covers, that stamp's
//! moment: so a signature outlives its certificate (ETSI EN 319 102-1, 5.6).

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::allowed_by;
use super::changes::{Step, Steps};
use super::extend::{Evidence, held};
use super::fault::{Altered, Change, Fault};
use super::file::{BYTES_MOST, File, Part, Unreadable, closing};
use super::frame::{Filled, Frame, filled, frame};
use super::object::{Dict, words};
use super::place::Allowed;
use super::view::View;
use crate::certificate::Certificate;
use crate::cms::{self, Content, Signer};
use crate::stamp::{self, Stamped};
use crate::trust::{RevocationRule, Trust};

/// What was found in a file.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// In the order in which they were made.
    pub signatures: Vec<Signature>,
    /// What is wrong with the file itself.
    pub faults: Vec<Fault>,
    /// How often the file was saved.
    pub revisions: usize,
    pub bytes: usize,
}

impl Judgement {
    /// True when somebody signed, and nothing at all is wrong.
    pub fn accepted(&self) -> bool {
        self.faults.is_empty()
            && self.signatures.iter().all(|signature| signature.faults.is_empty())
            && self.signatures.iter().any(|signature| signature.role != Role::TimeStamp)
    }

    /// Every certificate on the way from the signers and the time-stamps to their roots, each once: what
    /// evidence is needed about (`extend`).
    pub fn certificates(&self) -> Vec<Certificate> {
        let mut all: Vec<Certificate> = Vec::new();
        for signature in &self.signatures {
            let signer = signature.signer.iter().flat_map(|signer| &signer.path);
            let stamped = signature.stamped.iter().flat_map(|stamped| &stamped.path);
            for certificate in signer.chain(stamped) {
                if !all.contains(certificate) {
                    all.push(certificate.clone());
                }
            }
        }
        all
    }

    /// Every fault, of the file and of its signatures.
    pub fn all_faults(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().chain(self.signatures.iter().flat_map(|signature| &signature.faults))
    }
}

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The first signature, which says what may follow.
    Certification(Allowed),
    Approval,
    /// A time-stamp over the file.
    TimeStamp,
}

/// How long a signature can be judged (ETSI EN 319 142-1, 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// While its certificate counts.
    B,
    /// Its time is proven.
    T,
    /// What is needed to judge it is inside.
    Lt,
    /// And a time-stamp covers that.
    Lta,
}

/// One signature of a file.
#[derive(Debug, Clone)]
pub struct Signature {
    pub field: String,
    pub role: Role,
    /// What the signature panel of a reader shows; nobody vouches for it.
    pub name: String,
    pub reason: String,
    pub location: String,
    pub claimed_at: Option<Timestamp>,
    /// Who signed, as far as known; absent for a time-stamp over the file.
    pub signer: Option<Box<Signer>>,
    /// The signature's own time-stamp, or the stamp over the file itself.
    pub stamped: Option<Stamped>,
    /// From when it is proven that the signature existed; absent when nothing proves it.
    pub proven_at: Option<Timestamp>,
    /// Absent when the signature is refused.
    pub level: Option<Level>,
    pub coverage: Option<Coverage>,
    /// What was added later and may be.
    pub after: Vec<Change>,
    /// Everything that is wrong. Empty: it holds.
    pub faults: Vec<Fault>,
}

/// Which bytes a signature covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The revision that it closes, counted from one.
    pub revision: usize,
    /// Where the covered bytes end.
    pub end: usize,
    /// The place of the signature itself.
    pub left_out: Range<usize>,
    /// Nothing follows.
    pub whole: bool,
}

/// Judges a file at the moment of the trust.
pub fn judge(pdf: &[u8], trust: &Trust) -> Judgement {
    let mut judgement = Judgement { signatures: Vec::new(), faults: Vec::new(), revisions: 0, bytes: pdf.len() };
    if let Err(fault) = judge_into(pdf, trust, &mut judgement) {
        judgement.faults.push(fault);
    }
    judgement
}

fn judge_into(pdf: &[u8], trust: &Trust, judgement: &mut Judgement) -> Result<(), Fault> {
    if BYTES_MOST < pdf.len() {
        return Err(Fault::TooLarge { bytes: pdf.len(), most: BYTES_MOST });
    }
    let pdf = closed(pdf, &mut judgement.faults)?;
    let file = File::open(pdf)?;
    judgement.revisions = file.sections.len();
    if file.sections.iter().any(|section| section.trailer.get("Encrypt").is_some()) {
        return Err(Fault::Encrypted);
    }
    // The last end may lead back to an older table: what lies between belongs to no revision.
    if let Some(end) = file.sections.first().and_then(|newest| newest.end.as_ref())
        && end.end < pdf.len()
    {
        judgement.faults.push(Fault::Trailing { at: end.end, bytes: pdf.len() - end.end });
    }
    let view = file.now();
    let mut found = Vec::new();
    for filled in filled(&view)? {
        found.push(read(&view, filled)?);
    }
    removed(&file, &found, &mut judgement.faults)?;
    found.sort_by_key(|found| found.frame.end.unwrap_or(0));

    let steps = steps(&file, &found);
    let kept = held(&view, &view.root()?.1)?;
    let mut judged: Vec<Signature> = Vec::new();
    // From the last to the first: what a stamp covers existed when it was given.
    let mut proven: Option<Timestamp> = None;
    for (index, found) in found.iter().enumerate().rev() {
        let mut signature = found.signature(&view, index == 0, &steps)?;
        let known = enriched(trust, &kept, proven);
        let value = Verified::of(found, pdf, &known);
        if signature.role == Role::TimeStamp && value.faults.is_empty() && found.frame.faults.is_empty() {
            proven = value.stamped.as_ref().map(|stamped| stamped.at).or(proven);
        }
        signature.proven_at = value.stamped.as_ref().map(|stamped| stamped.at).or(proven);
        signature.faults.extend(value.faults.into_iter().map(Fault::Signature));
        signature.signer = value.signer;
        signature.stamped = value.stamped;
        judged.push(signature);
    }
    judged.reverse();

    for index in 0..judged.len() {
        if judged[index].faults.is_empty() {
            let level = level(&file, pdf, trust, &found, &judged, index)?;
            judged[index].level = Some(level);
        }
    }
    if !judged.iter().any(|signature| signature.role != Role::TimeStamp) {
        judgement.faults.push(Fault::NoSignature);
    }
    judgement.signatures = judged;
    Ok(())
}

/// The file up to its last end, and a fault for what follows that.
fn closed<'a>(pdf: &'a [u8], faults: &mut Vec<Fault>) -> Result<&'a [u8], Fault> {
    let Err(unreadable) = closing(pdf) else { return Ok(pdf) };
    if !pdf.starts_with(b"%PDF-") {
        return Err(Unreadable { part: Part::Header, at: 0 }.into());
    }
    let Some(last) = pdf.windows(5).rposition(|word| word == b"%%EOF") else { return Err(unreadable.into()) };
    let line = match pdf[last + 5..] {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    let end = last + 5 + line;
    if end < pdf.len() {
        faults.push(Fault::Trailing { at: end, bytes: pdf.len() - end });
    }
    Ok(&pdf[..end])
}

/// Signatures that an earlier state of the file held and this one does not.
fn removed(file: &File, found: &[Found], faults: &mut Vec<Fault>) -> Result<(), Fault> {
    for level in 1..file.sections.len() {
        if file.sections[level].end.is_none() {
            continue;
        }
        // A state that nobody can read was nobody's to sign.
        let Ok(before) = filled(&file.view(level)) else { continue };
        for old in before {
            let gone = Fault::SignatureRemoved { field: old.field.clone() };
            if !found.iter().any(|found| found.filled == old) && !faults.contains(&gone) {
                faults.push(gone);
            }
        }
    }
    Ok(())
}

struct Found {
    filled: Filled,
    frame: Frame,
}

fn read(view: &View, filled: Filled) -> Result<Found, Fault> {
    let frame = match filled.id {
        Some(id) => frame(view, id)?,
        None => {
            Frame { dict: Dict::default(), gap: None, end: None, level: None, value: None, faults: vec![Fault::Inline] }
        }
    };
    Ok(Found { filled, frame })
}

/// Each revision after the first that a signature covers, by level.
fn steps(file: &File, found: &[Found]) -> Vec<Option<Step>> {
    let oldest = found.iter().filter_map(|found| found.frame.level).max().unwrap_or(0);
    let steps = Steps::new(file);
    (0..oldest).map(|level| Some(steps.step(level))).collect()
}

impl Found {
    fn signature(&self, view: &View, first: bool, steps: &[Option<Step>]) -> Result<Signature, Fault> {
        let dict = &self.frame.dict;
        let mut faults = self.frame.faults.clone();
        let format = dict.name("SubFilter").unwrap_or_default();
        let stamp = format == b"ETSI.RFC3161";
        if !stamp && !matches!(format, b"ETSI.CAdES.detached" | b"adbe.pkcs7.detached") {
            faults.push(Fault::SubFilter { found: String::from_utf8_lossy(format).into_owned() });
        }
        let role = match allowed_by(view, dict)? {
            _ if stamp => Role::TimeStamp,
            Some(allowed) => Role::Certification(allowed),
            None => Role::Approval,
        };
        if matches!(role, Role::Certification(_)) && !first {
            faults.push(Fault::CertifiedLate);
        }
        let mut after = Vec::new();
        let revisions = view.file.sections.len();
        for (level, step) in steps.iter().enumerate().take(self.frame.level.unwrap_or(0)).rev() {
            let Some(step) = step else { continue };
            for what in &step.altered {
                faults.push(Fault::Altered { revision: revisions - level, what: what.clone() });
            }
            for change in &step.allowed {
                let signs = matches!(change, Change::Signed { .. } | Change::Reserved { .. });
                if role == Role::Certification(Allowed::Nothing) && signs {
                    faults.push(Fault::Forbidden { allowed: Allowed::Nothing, change: change.clone() });
                } else {
                    after.push(change.clone());
                }
            }
        }
        let said = |key: &str| words(dict.text(key).unwrap_or_default());
        let coverage = self.frame.level.zip(self.frame.end).zip(self.frame.gap.clone());
        Ok(Signature {
            field: self.filled.field.clone(),
            role,
            name: said("Name"),
            reason: said("Reason"),
            location: said("Location"),
            claimed_at: dict.text("M").and_then(|date| moment(&words(date))),
            signer: None,
            stamped: None,
            proven_at: None,
            level: None,
            coverage: coverage.map(|((level, end), left_out)| Coverage {
                revision: revisions - level,
                end,
                left_out,
                whole: level == 0,
            }),
            after,
            faults,
        })
    }
}

/// What the cryptography says.
struct Verified {
    signer: Option<Box<Signer>>,
    stamped: Option<Stamped>,
    faults: Vec<crate::fault::Fault>,
}

impl Verified {
    fn of(found: &Found, pdf: &[u8], trust: &Trust) -> Verified {
        let mut verified = Verified { signer: None, stamped: None, faults: Vec::new() };
        // Without its bytes or its value, the frame has said why already.
        let (Some(value), Some(pieces)) = (&found.frame.value, found.frame.covered(pdf)) else { return verified };
        let content = Content::Pieces(&pieces);
        if found.frame.dict.is("SubFilter", "ETSI.RFC3161") {
            match stamp::verify(value, content, trust) {
                Ok(stamped) => verified.stamped = Some(stamped),
                Err(faults) => verified.faults = faults,
            }
            return verified;
        }
        match cms::verify_detached(value, content, trust) {
            Ok(signer) => {
                verified.stamped = signer.stamped.clone();
                verified.signer = Some(Box::new(signer));
            }
            Err(refused) => {
                verified.stamped = refused.signer.as_ref().and_then(|signer| signer.stamped.clone());
                verified.signer = refused.signer;
                verified.faults = refused.faults;
            }
        }
        verified
    }
}

/// The judge's knowledge with what the file brings, at the moment that is proven.
fn enriched(trust: &Trust, held: &Evidence, proven: Option<Timestamp>) -> Trust {
    let mut known = trust.at(proven.unwrap_or(trust.at));
    known.intermediates.extend(held.certificates.iter().filter_map(|der| Certificate::read(der).ok()));
    known.crls.extend(held.crls.iter().cloned());
    known.ocsp.extend(held.ocsps.iter().cloned());
    known
}

fn level(
    file: &File,
    pdf: &[u8],
    trust: &Trust,
    found: &[Found],
    judged: &[Signature],
    index: usize,
) -> Result<Level, Fault> {
    if judged[index].proven_at.is_none() {
        return Ok(Level::B);
    }
    // Believing the same roots, and knowing nothing but what the file held at that level.
    let alone = |level: usize, proven: Option<Timestamp>| -> Result<bool, Fault> {
        let view = file.view(level);
        let held = held(&view, &view.root()?.1)?;
        let nothing = Trust {
            intermediates: Vec::new(),
            crls: Vec::new(),
            ocsp: Vec::new(),
            revocation: RevocationRule::Required,
            ..trust.clone()
        };
        Ok(Verified::of(&found[index], pdf, &enriched(&nothing, &held, proven)).faults.is_empty())
    };
    // The earliest sound stamp over the file after this signature, and after that the next ones.
    let later: Vec<usize> = (index + 1..judged.len())
        .filter(|later| judged[*later].role == Role::TimeStamp && judged[*later].faults.is_empty())
        .collect();
    let proven = later.first().and_then(|first| judged[*first].proven_at);
    // One sound stamp is enough; the last ones would only repeat what the first ones say.
    for &stamp in later.iter().take(4) {
        if let Some(level) = found[stamp].frame.level
            && alone(level, proven)?
        {
            return Ok(Level::Lta);
        }
    }
    Ok(if alone(0, proven)? { Level::Lt } else { Level::T })
}

/// A PDF date: `D:20261122141500+01'00'`, its zone and its smaller parts optional (7.9.4).
fn moment(date: &str) -> Option<Timestamp> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits = date.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let part = |from: usize, to: usize, default: i16| -> Option<i16> {
        if digits < to { Some(default) } else { date.get(from..to)?.parse().ok() }
    };
    let small = |from: usize, default: i16| part(from, from + 2, default).and_then(|part| i8::try_from(part).ok());
    let year = part(0, 4, -1).filter(|year| 0 <= *year)?;
    let local = DateTime::new(year, small(4, 1)?, small(6, 1)?, small(8, 0)?, small(10, 0)?, small(12, 0)?, 0).ok()?;
    let zone: String = date.get(digits..)?.chars().filter(|letter| *letter != '\'').collect();
    let sign = match zone.chars().next() {
        Some('-') => -1,
        Some('+') => 1,
        _ => 0,
    };
    let number = |from: usize| zone.get(from..from + 2).and_then(|part| part.parse::<i32>().ok()).unwrap_or(0);
    let offset = jiff::tz::Offset::from_seconds(sign * (number(1) * 3600 + number(3) * 60)).ok()?;
    offset.to_timestamp(local).ok()
}

/// What a step altered, for whoever asks whether a signature is only about the paper as it was.
impl Signature {
    /// The alterations after this signature.
    pub fn altered(&self) -> impl Iterator<Item = &Altered> {
        self.faults.iter().filter_map(|fault| match fault {
            Fault::Altered { what, .. } => Some(what),
            _ => None,
        })
    }
}
