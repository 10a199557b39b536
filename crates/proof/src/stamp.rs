//! Time-stamps (RFC 3161, RFC 5816): to ask for one, to read what came back, and to judge it years
//! later. The authority that gives them is in `authority` beside; who carries the bytes to an
//! authority elsewhere (`application/timestamp-query`) is not our business.

mod authority;

use der::asn1::{Int, OctetStringRef, UintRef};
use der::{Decode, Encode};
use jiff::{SignedDuration, Timestamp};
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::pkix::name::GeneralName;

use crate::algorithm::{Digest, Flaw, Imprint};
use crate::asn1::{self, Element, SEQUENCE, element, limited, malformed};
use crate::certificate::{Certificate, hexadecimal};
use crate::fault::{Fault, Part, Reason, Revocation, Usage};
use crate::key::KeyError;
use crate::signed::{self, Content, Kind, Signed};
use crate::trust::Trust;

pub use authority::{Here, TimeAuthority};

/// The largest request that is read, in bytes.
pub const REQUEST_BYTES_MOST: usize = 4 * 1024;
/// Nonces longer than this are not sent by anyone honest.
const NONCE_BYTES_MOST: usize = 64;

/// Who gives time-stamps: our own authority, or the one that somebody asks over the network.
pub trait Stamper: Send + Sync {
    /// A time-stamp token for that SHA-256 digest, in DER.
    fn stamp(&self, sha256: [u8; 32]) -> Result<Vec<u8>, StampError>;
}

/// Why there is no time-stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// Nobody answered. The paper can wait, or be stamped later.
    #[error("the time-stamping authority is away ({0}); try again later")]
    Away(String),
    /// The authority said no (RFC 3161 §2.4.2).
    #[error("the time-stamping authority refused: {refusal:?} {text}")]
    Refused { refusal: Option<Refusal>, text: String },
    /// It answered, and the answer does not hold.
    #[error("the time-stamp does not hold: {}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("; "))]
    Faulty(Vec<Fault>),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the policy {0} is not a dotted object identifier, as 1.2.3; correct it")]
    Policy(String),
    #[error("the time-stamp cannot be written: {0}")]
    Encoding(String),
}

impl StampError {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            StampError::Away(_) => "stamp-away",
            StampError::Refused { .. } => "stamp-refused",
            StampError::Faulty(_) => "stamp-faulty",
            StampError::Key(key) => key.code(),
            StampError::Policy(_) => "stamp-policy",
            StampError::Encoding(_) => "stamp-failed",
        }
    }
}

/// PKIFailureInfo, with its bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    BadAlgorithm = 0,
    BadRequest = 2,
    BadDataFormat = 5,
    TimeNotAvailable = 14,
    UnacceptedPolicy = 15,
    UnacceptedExtension = 16,
    AdditionalInformationNotAvailable = 17,
    SystemFailure = 25,
}

const REFUSALS: [Refusal; 8] = [
    Refusal::BadAlgorithm,
    Refusal::BadRequest,
    Refusal::BadDataFormat,
    Refusal::TimeNotAvailable,
    Refusal::UnacceptedPolicy,
    Refusal::UnacceptedExtension,
    Refusal::AdditionalInformationNotAvailable,
    Refusal::SystemFailure,
];

/// A question to an authority: what it is about, and what must come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub imprint: Imprint,
    /// Repeated in the answer, so that an old one is not taken for new: the content of an INTEGER, as
    /// it is written in DER.
    pub nonce: Option<Vec<u8>>,
    /// The policy asked for, as a dotted OID.
    pub policy: Option<String>,
    /// Whether the authority's certificate comes along.
    pub with_certificate: bool,
}

impl Request {
    /// The usual question: with the certificate, and with a nonce of the caller's chance.
    pub fn new(imprint: impl Into<Imprint>, nonce: u64) -> Request {
        // Positive, so that a zero leads when the first bit is set, and no other zero.
        let zeros = (nonce.leading_zeros() as usize / 8).min(7);
        let bytes = &nonce.to_be_bytes()[zeros..];
        let sign: &[u8] = if bytes[0] < 0x80 { &[] } else { &[0] };
        let nonce = Some([sign, bytes].concat());
        Request { imprint: imprint.into(), nonce, policy: None, with_certificate: true }
    }

    /// TimeStampReq in DER (RFC 3161 §2.4.1).
    pub fn write(&self) -> Result<Vec<u8>, StampError> {
        let policy = self.policy.as_deref().map(policy).transpose()?.unwrap_or_default();
        self.fields(policy).map_err(|why| StampError::Encoding(why.to_string()))
    }

    fn fields(&self, policy: Vec<u8>) -> der::Result<Vec<u8>> {
        let nonce = self.nonce.as_deref().map(|nonce| element(0x02, &[nonce])).unwrap_or_default();
        // FALSE is the default, which DER leaves out.
        let with_certificate = if self.with_certificate { true.to_der()? } else { Vec::new() };
        let imprint = write_imprint(&self.imprint)?;
        Ok(element(SEQUENCE, &[&1u8.to_der()?, &imprint, &policy, &nonce, &with_certificate]))
    }

    /// Reads a question as an authority gets it. Says how to refuse it.
    pub fn read(der: &[u8]) -> Result<Request, Refusal> {
        if REQUEST_BYTES_MOST < der.len() {
            return Err(Refusal::BadRequest);
        }
        let fields = asn1::sequence(der, 6).map_err(|_| Refusal::BadDataFormat)?;
        let mut rest = fields.iter().copied().peekable();
        let mut next = |tag: u8| rest.next_if(|field| field.is(tag));
        let version = next(0x02).and_then(|version| u8::from_der(version.whole).ok());
        let imprint = next(SEQUENCE).ok_or(Refusal::BadDataFormat)?;
        let policy = next(0x06).map(|policy| asn1::oid_text(policy.value).ok_or(Refusal::BadDataFormat)).transpose()?;
        let nonce = next(0x02).map(|nonce| nonce.value.to_vec());
        let with_certificate = next(0x01).map_or(Ok(false), |asked| bool::from_der(asked.whole));
        let with_certificate = with_certificate.map_err(|_| Refusal::BadDataFormat)?;
        if next(0xa0).is_some_and(|extensions| !extensions.value.is_empty()) {
            return Err(Refusal::UnacceptedExtension);
        }
        if version != Some(1) || rest.next().is_some() {
            return Err(Refusal::BadDataFormat);
        }
        if nonce.as_ref().is_some_and(|nonce: &Vec<u8>| nonce.is_empty() || NONCE_BYTES_MOST < nonce.len()) {
            return Err(Refusal::BadRequest);
        }
        let imprint = read_imprint(imprint).map_err(|_| Refusal::BadDataFormat)?.map_err(|_| Refusal::BadAlgorithm)?;
        if imprint.bytes.len() != imprint.algorithm.of(&[]).bytes.len() {
            return Err(Refusal::BadDataFormat);
        }
        Ok(Request { imprint, nonce, policy, with_certificate })
    }

    /// Takes the token out of an authority's answer (TimeStampResp, DER), if it answers this question.
    /// Who the authority is remains to be judged: [`verify`].
    pub fn read_response(&self, response: &[u8]) -> Result<Vec<u8>, StampError> {
        let one = |fault| StampError::Faulty(vec![fault]);
        limited(Part::TimeStampResponse, response, signed::SIGNATURE_BYTES_MOST).map_err(one)?;
        let bad = |why| one(malformed(Part::TimeStampResponse)(why));
        let fields = asn1::sequence(response, 2).map_err(bad)?;
        let Some(status) = fields.first() else { return Err(bad(der::ErrorKind::Failed.into())) };
        let status = asn1::sequence(status.whole, 3).map_err(bad)?;
        let granted = status.first().map(|status| u8::from_der(status.whole)).transpose().map_err(bad)?;
        // Granted, or granted with changes (RFC 3161 §2.4.2).
        let (Some(0 | 1), Some(token)) = (granted, fields.get(1)) else { return Err(said_no(&status)) };
        let info = read_info(token.whole).map_err(one)?.0;
        let mut faults = Vec::new();
        if info.imprint != self.imprint {
            faults.push(Fault::StampForOther);
        }
        if info.nonce != self.nonce {
            faults.push(Fault::StampNonce);
        }
        if self.policy.as_ref().is_some_and(|asked| *asked != info.policy) {
            faults.push(Fault::StampPolicy(info.policy));
        }
        if faults.is_empty() { Ok(token.whole.to_vec()) } else { Err(StampError::Faulty(faults)) }
    }
}

fn said_no(status: &[Element<'_>]) -> StampError {
    let mut text = String::new();
    let mut refusal = None;
    for field in status.iter().skip(1) {
        if field.is(SEQUENCE) {
            let texts = asn1::elements(field.value, 8).unwrap_or_default();
            let texts: Vec<_> = texts.iter().filter_map(|one| std::str::from_utf8(one.value).ok()).collect();
            text = texts.join(" ");
        } else if let Ok(bits) = der::asn1::BitStringRef::from_der(field.whole) {
            let set = |bit: usize| bits.bits().nth(bit).unwrap_or(false);
            refusal = REFUSALS.into_iter().find(|refusal| set(*refusal as usize));
        }
    }
    StampError::Refused { refusal, text }
}

/// A number that is not negative, as an INTEGER.
fn integer(big_endian: &[u8]) -> der::Result<Vec<u8>> {
    UintRef::new(big_endian)?.to_der()
}

/// A policy's dotted text as an OBJECT IDENTIFIER.
fn policy(dotted: &str) -> Result<Vec<u8>, StampError> {
    let value = asn1::oid_value(dotted).ok_or_else(|| StampError::Policy(dotted.to_string()))?;
    Ok(element(0x06, &[&value]))
}

/// MessageImprint (RFC 3161 §2.4.1).
fn write_imprint(imprint: &Imprint) -> der::Result<Vec<u8>> {
    let digest = OctetStringRef::new(&imprint.bytes)?.to_der()?;
    Ok(element(SEQUENCE, &[&imprint.algorithm.identifier().to_der()?, &digest]))
}

fn read_imprint(field: Element<'_>) -> der::Result<Result<Imprint, Flaw>> {
    let fields = asn1::sequence(field.whole, 2)?;
    let &[algorithm, digest] = fields.as_slice() else { return Err(der::ErrorKind::Failed.into()) };
    let bytes = OctetStringRef::from_der(digest.whole)?.as_bytes().to_vec();
    let algorithm = Digest::known(&AlgorithmIdentifierOwned::from_der(algorithm.whole)?);
    Ok(algorithm.map(|algorithm| Imprint { algorithm, bytes }))
}

/// Accuracy (RFC 3161 §2.4.2): seconds, then thousandths and millionths under tags of their own.
fn read_accuracy(field: Element<'_>) -> der::Result<SignedDuration> {
    let mut whole = SignedDuration::ZERO;
    for part in asn1::elements(field.value, 3)? {
        // Their values are those of INTEGERs, whatever tag they wear.
        let number = i64::from_der(&element(0x02, &[part.value]))?;
        let more = match u8::from(part.tag) {
            0x02 => SignedDuration::from_secs(number),
            0x80 => SignedDuration::from_millis(number),
            0x81 => SignedDuration::from_micros(number),
            _ => return Err(der::ErrorKind::Failed.into()),
        };
        whole = whole.saturating_add(more);
    }
    Ok(whole)
}

/// TSTInfo (RFC 3161 §2.4.2), as it was sent.
struct Info {
    policy: String,
    imprint: Imprint,
    serial: String,
    at: Timestamp,
    accuracy: Option<SignedDuration>,
    ordered: bool,
    nonce: Option<Vec<u8>>,
    authority: Option<GeneralName>,
}

fn read_info(token: &[u8]) -> Result<(Info, Signed<'_>), Fault> {
    let part = Part::TimeStamp;
    let signed = signed::read(part, token)?;
    if signed.content_type != Kind::TimeStamp.content_type() {
        return Err(Fault::ContentType(signed.content_type.to_string()));
    }
    let odd = || Fault::Malformed { part, why: "its time is not as RFC 3161 says".into() };
    let info = parse_info(signed.inside.ok_or_else(odd)?).map_err(malformed(part))?.map_err(|flaw| flaw.by("?"))?;
    Ok((info, signed))
}

fn parse_info(der: &[u8]) -> der::Result<Result<Info, Flaw>> {
    let odd = || der::Error::from(der::ErrorKind::Failed);
    let fields = asn1::sequence(der, 10)?;
    let mut rest = fields.iter().copied().peekable();
    let mut next = |tag: u8| rest.next_if(|element| element.is(tag));
    let version = u8::from_der(next(0x02).ok_or_else(odd)?.whole)?;
    let policy = next(0x06).and_then(|policy| asn1::oid_text(policy.value)).ok_or_else(odd)?;
    let imprint = read_imprint(next(SEQUENCE).ok_or_else(odd)?)?;
    let serial = Int::from_der(next(0x02).ok_or_else(odd)?.whole)?;
    let at = next(0x18).ok_or_else(odd).and_then(|time| general_time(time.value).ok_or_else(odd))?;
    let accuracy = next(SEQUENCE).map(read_accuracy).transpose()?;
    let ordered = next(0x01).map(|ordered| bool::from_der(ordered.whole)).transpose()?.unwrap_or(false);
    let nonce = next(0x02).map(|nonce| nonce.value.to_vec());
    let authority = next(0xa0).map(|name| GeneralName::from_der(name.value)).transpose()?;
    // Extensions may follow; a critical one changes the meaning and is not known here.
    if let Some(extensions) = next(0xa1) {
        for extension in asn1::elements(extensions.value, 16)? {
            if x509_cert::ext::Extension::from_der(extension.whole)?.critical {
                return Err(odd());
            }
        }
    }
    if version != 1 || rest.next().is_some() {
        return Err(odd());
    }
    Ok(imprint.map(|imprint| Info {
        policy,
        imprint,
        serial: hexadecimal(serial.as_bytes()),
        at,
        accuracy,
        ordered,
        nonce,
        authority,
    }))
}

/// GeneralizedTime in UTC with seconds and perhaps a fraction (RFC 3161 §2.4.2), which plain DER
/// readers refuse.
fn general_time(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || fraction.is_empty() || 9 < fraction.len() || !digits(fraction) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| whole[range].parse::<i8>().ok();
    let nanoseconds: i32 = format!("{fraction:0<9}").parse().ok()?;
    let moment = jiff::civil::DateTime::new(
        whole[..4].parse().ok()?,
        number(4..6)?,
        number(6..8)?,
        number(8..10)?,
        number(10..12)?,
        number(12..14)?,
        nanoseconds,
    );
    moment.ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|moment| moment.timestamp())
}

/// What a time-stamp proves, once it holds.
#[derive(Debug, Clone)]
pub struct Stamped {
    /// When, by the authority's clock.
    pub at: Timestamp,
    /// How far its clock may be wrong, if it says so.
    pub accuracy: Option<SignedDuration>,
    /// Whether all its time-stamps can be put in order by their time alone.
    pub ordered: bool,
    pub imprint: Imprint,
    /// The token's number, unique under this authority, in hexadecimal.
    pub serial: String,
    /// The policy that the authority follows, as a dotted OID.
    pub policy: String,
    /// The authority's certificate, and the way up from it.
    pub path: Vec<Certificate>,
    pub revoked_later: Option<Revocation>,
    pub revocation_known: bool,
}

/// Judges a token for that content: digest, ESS, signature, and the authority's certificate, which must
/// still count at the moment of judging (`trust.at`), or a later time-stamp over this one must vouch
/// for it. That it was not revoked must be known for the moment of the token; a revocation that became
/// known since counts too. Every fault at once.
pub fn verify<'a>(token: &[u8], content: impl Into<Content<'a>>, trust: &Trust) -> Result<Stamped, Vec<Fault>> {
    let (info, signed) = read_info(token).map_err(|fault| vec![fault])?;
    let inside = signed.inside.unwrap_or_default();
    let mut faults = signed.faults(&Content::Pieces(&[inside]), Kind::TimeStamp, &trust.intermediates);
    match content.into().imprint(info.imprint.algorithm) {
        Ok(imprint) if imprint == info.imprint => {}
        Ok(_) => faults.push(Fault::StampForOther),
        Err(fault) => faults.push(fault),
    }
    if trust.at < info.at {
        faults.push(Fault::StampFromTheFuture { at: info.at });
    }
    let Some(certificate) = signed.certificate(&trust.intermediates) else { return Err(faults) };
    if let Some(GeneralName::DirectoryName(name)) = &info.authority
        && name != certificate.subject_name()
    {
        faults.push(Fault::NotTheCertificate { certificate: certificate.said() });
    }
    let trust = trust.with_lists(&signed.lists);
    // The authority must have had its certificate when it stamped, and still at the judging.
    if info.at < certificate.from() {
        let from = certificate.from();
        faults.push(Fault::NotYetValid { certificate: certificate.said(), from, at: info.at });
    }
    let certificates = &signed.certificates;
    let mut judged = trust.judge_knowing(certificate, certificates, Usage::TimeStamping, trust.at, info.at);
    // RFC 3161 §4: an authority that was replaced or closed stamped honestly until then.
    judged.faults.retain(|fault| match fault {
        Fault::Revoked { certificate: whose, revocation, .. } if *whose == certificate.said() => {
            let honest = matches!(
                revocation.reason,
                Reason::AffiliationChanged | Reason::Superseded | Reason::CessationOfOperation
            ) && info.at < revocation.counts_from();
            if honest {
                judged.revoked_later = Some(*revocation);
            }
            !honest
        }
        _ => true,
    });
    faults.extend(judged.faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Stamped {
        at: info.at,
        accuracy: info.accuracy,
        ordered: info.ordered,
        imprint: info.imprint,
        serial: info.serial,
        policy: info.policy,
        path: judged.path,
        revoked_later: judged.revoked_later,
        revocation_known: judged.revocation_known,
    })
}

/// Whether a token is about that imprint and belongs to a certificate it carries, whoever that is.
pub(crate) fn about(token: &[u8], imprint: &Imprint) -> Result<(), Vec<Fault>> {
    let (info, signed) = read_info(token).map_err(|fault| vec![fault])?;
    let mut faults = signed.faults(&Content::Pieces(&[signed.inside.unwrap_or_default()]), Kind::TimeStamp, &[]);
    if info.imprint != *imprint {
        faults.push(Fault::StampForOther);
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
