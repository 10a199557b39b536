//! Signatures of papers: CAdES baseline in CMS (ETSI EN 319 122-1), as PAdES and ASiC-E hold them.
//! Level B-T when a time-stamp of the signature is inside; B-LT is the PDF's work.

use jiff::Timestamp;

use crate::algorithm::{Imprint, sha256};
use crate::asn1;
use crate::certificate::Certificate;
use crate::fault::{Fault, Part, Revocation, Usage};
use crate::key::Key;
use crate::signed::{self, Kind, Making};
use crate::stamp::{self, Stamped, Stamper};
use crate::trust::Trust;

pub use crate::signed::{Content, SIGNATURE_BYTES_MOST, SignError};

/// Time-stamps of one signature that are looked at.
const TOKENS_MOST: usize = 4;

/// Signs content that travels apart, for a PDF (ETSI EN 319 142-1 §6.3): no signing time inside, the
/// PDF says it. `chain` holds the signer's certificate first, then its authorities; the root may be
/// left out. With a stamper, the level is B-T; when it is away nothing is signed.
///
/// The imprint is of SHA-256 (a `[u8; 32]` will do), or of SHA-512 for an Ed25519 key
/// ([`crate::algorithm::Digest::for_key`]).
pub fn sign_detached(
    imprint: impl Into<Imprint>,
    key: &dyn Key,
    chain: &[Certificate],
    stamper: Option<&dyn Stamper>,
) -> Result<Vec<u8>, SignError> {
    sign(imprint.into(), None, key, chain, stamper)
}

/// The same for a container (ASiC-E, ETSI EN 319 162-1): the signer says the time inside.
pub fn sign_detached_at(
    imprint: impl Into<Imprint>,
    at: Timestamp,
    key: &dyn Key,
    chain: &[Certificate],
    stamper: Option<&dyn Stamper>,
) -> Result<Vec<u8>, SignError> {
    sign(imprint.into(), Some(at), key, chain, stamper)
}

fn sign(
    imprint: Imprint,
    claimed_at: Option<Timestamp>,
    key: &dyn Key,
    chain: &[Certificate],
    stamper: Option<&dyn Stamper>,
) -> Result<Vec<u8>, SignError> {
    let making = Making { kind: Kind::Paper, inside: None, imprint, claimed_at, chain, with_certificates: true };
    let signature = signed::make(&making, key)?;
    match stamper {
        Some(stamper) => stamp_later(&signature, stamper),
        None => Ok(signature),
    }
}

/// Adds a time-stamp to a signature that has none yet: B-B becomes B-T.
pub fn stamp_later(signature: &[u8], stamper: &dyn Stamper) -> Result<Vec<u8>, SignError> {
    let signed = signed::read(Part::Signature, signature).map_err(SignError::Unreadable)?;
    let token = stamper.stamp(sha256(signed.signature))?;
    // What came back must at least be about this signature before it is kept for ever.
    stamp::about(&token, &sha256(signed.signature).into()).map_err(stamp::StampError::Faulty)?;
    Ok(signed.with_token(&token)?)
}

/// A signature without what fills its place behind it: a PDF reserves more than it needs.
pub fn unpadded(padded: &[u8]) -> Result<&[u8], Fault> {
    let whole = asn1::first(padded).map_err(asn1::malformed(Part::Signature))?;
    if padded[whole.len()..].iter().any(|byte| *byte != 0) {
        let why = "something other than filling follows it".into();
        return Err(Fault::Malformed { part: Part::Signature, why });
    }
    Ok(whole)
}

/// Who signed, when, and on whose word.
#[derive(Debug, Clone)]
pub struct Signer {
    pub certificate: Certificate,
    /// From the signer's certificate up to a root, or as far as it could be followed.
    pub path: Vec<Certificate>,
    /// The time-stamp inside, if one holds.
    pub stamped: Option<Stamped>,
    /// The time that the signer says; nobody vouches for it.
    pub claimed_at: Option<Timestamp>,
    /// The moment for which the certificate was judged: the time-stamp's, or the judge's.
    pub at: Timestamp,
    /// Revoked since, which does not undo this signature.
    pub revoked_later: Option<Revocation>,
    /// Whether evidence on revocation covered the whole path.
    pub revocation_known: bool,
    /// The bytes of the signature's value: what a time-stamp is about.
    pub value: Vec<u8>,
    /// Every certificate that travels with the signature.
    pub beside: Vec<Certificate>,
}

/// A signature that is not accepted: every reason, and who would have signed, as far as known.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the signature is not accepted: {}", faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; "))]
pub struct Refused {
    pub faults: Vec<Fault>,
    pub signer: Option<Box<Signer>>,
}

/// Judges a signature over content that travels apart. Give the content in pieces when other
/// people's signatures may come, with digests other than SHA-256.
pub fn verify_detached<'a>(
    signature: &[u8],
    content: impl Into<Content<'a>>,
    trust: &Trust,
) -> Result<Signer, Refused> {
    let refused = |fault| Refused { faults: vec![fault], signer: None };
    let signed = signed::read(Part::Signature, signature).map_err(refused)?;
    let mut faults = signed.faults(&content.into(), Kind::Paper, &trust.intermediates);
    if signed.inside.is_some() {
        let why = "it carries a content of its own".into();
        faults.push(Fault::Malformed { part: Part::Signature, why });
    }
    let Some(certificate) = signed.certificate(&trust.intermediates).cloned() else {
        return Err(Refused { faults, signer: None });
    };

    let trust = trust.with_lists(&signed.lists);
    let mut stamped: Option<Stamped> = None;
    let mut stamp_faults = Vec::new();
    for token in signed.tokens().take(TOKENS_MOST) {
        match stamp::verify(token, sha256(signed.signature), &trust) {
            Ok(found) if stamped.as_ref().is_none_or(|earliest| found.at < earliest.at) => stamped = Some(found),
            Ok(_) => {}
            Err(why) => stamp_faults.extend(why.into_iter().map(|fault| Fault::Stamp(Box::new(fault)))),
        }
    }
    if stamped.is_none() {
        faults.append(&mut stamp_faults);
    }
    let at = stamped.as_ref().map_or(trust.at, |stamped| stamped.at);
    let judged = trust.judge(&certificate, &signed.certificates, Usage::DocumentSignature, at);
    faults.extend(judged.faults);
    let signer = Signer {
        certificate,
        path: judged.path,
        stamped,
        claimed_at: signed.claimed_at(),
        at,
        revoked_later: judged.revoked_later,
        revocation_known: judged.revocation_known,
        value: signed.signature.to_vec(),
        beside: signed.certificates.clone(),
    };
    if faults.is_empty() { Ok(signer) } else { Err(Refused { faults, signer: Some(Box::new(signer)) }) }
}
