//! Why a signature, a certificate or a time-stamp is not accepted: facts, one for each reason, all
//! of them at once. The sentences here are for the log and say the remedy; what a person reads is
//! chosen from [`Fault::code`].

use jiff::Timestamp;

use crate::algorithm::Digest;

/// What kind of thing could not be read, or is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Certificate,
    Signature,
    TimeStamp,
    TimeStampRequest,
    TimeStampResponse,
    RevocationList,
    OcspRequest,
    OcspResponse,
}

/// What a certificate was needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Usage {
    /// To sign a paper, as a person or as an institution.
    DocumentSignature,
    /// To give the time (RFC 3161 §2.3).
    TimeStamping,
    /// To answer for an authority on revocation (RFC 6960 §4.2.2.2).
    OcspSigning,
    /// To issue certificates (RFC 5280 §4.2.1.9 and §4.2.1.3).
    Issuing,
    /// To sign a revocation list.
    RevocationList,
}

/// Why a certificate was revoked (RFC 5280 §5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    Unspecified,
    KeyCompromise,
    AuthorityCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    /// Suspended: it may come back.
    CertificateHold,
    PrivilegeWithdrawn,
    AttributeAuthorityCompromise,
}

/// When and why a certificate stopped to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    /// When the authority revoked it.
    pub at: Timestamp,
    pub reason: Reason,
    /// Since when the key is thought to be in other hands, if earlier (RFC 5280 §5.3.2).
    pub doubtful_since: Option<Timestamp>,
}

impl Revocation {
    /// From when on nothing signed by it counts.
    pub fn counts_from(&self) -> Timestamp {
        self.doubtful_since.map_or(self.at, |since| since.min(self.at))
    }
}

/// One reason for refusing. `certificate` is the subject's name as a person would say it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the {part:?} cannot be read: {why}")]
    Malformed { part: Part, why: String },
    #[error("the {part:?} has {size} bytes or elements; at most {most} are read")]
    TooLarge { part: Part, size: usize, most: usize },
    /// CMS with another number of signers than one.
    #[error("the signature has {0} signers; exactly one is expected")]
    Signers(usize),
    #[error("the signature does not carry the certificate of its signer")]
    NoCertificate,
    /// A signed attribute that must be there, once.
    #[error("the signed attribute {0} is missing or repeated")]
    Attribute(&'static str),
    #[error("the signature is for content of type {0}")]
    ContentType(String),
    #[error("the content is not what was signed: its digest differs")]
    Changed,
    #[error("the content's {0:?} digest is needed to judge this signature; give the content itself")]
    OtherDigest(Digest),
    #[error("the signature does not belong to the key of {by}")]
    BadSignature { by: String },
    #[error("{by} signed with {algorithm}, which no longer protects")]
    Weak { by: String, algorithm: String },
    #[error("{by} signed with {algorithm}, which is not known here")]
    UnknownAlgorithm { by: String, algorithm: String },
    /// The ESS attribute names another certificate (RFC 5035 §5.4).
    #[error("the signature names another certificate than that of {certificate}")]
    NotTheCertificate { certificate: String },
    #[error("the certificate of {certificate} counts only from {from}; it was used at {at}")]
    NotYetValid { certificate: String, from: Timestamp, at: Timestamp },
    #[error("the certificate of {certificate} ended at {until}; it was used at {at}")]
    Expired { certificate: String, until: Timestamp, at: Timestamp },
    #[error("the certificate of {certificate} was revoked at {} ({:?}); it was used at {at}", revocation.at, revocation.reason)]
    Revoked { certificate: String, revocation: Revocation, at: Timestamp },
    /// Neither a list nor an answer of its authority says that it counted.
    #[error("nothing says whether the certificate of {certificate} was revoked; fetch its list or OCSP answer")]
    RevocationUnknown { certificate: String },
    /// A list or an answer was there and could not be used.
    #[error("the revocation evidence for {certificate} is not usable: {why}")]
    RevocationEvidence { certificate: String, why: String },
    #[error("the certificate of {certificate} is issued by {issuer}, which is not trusted here")]
    UnknownIssuer { certificate: String, issuer: String },
    #[error("the certificate of {certificate} may not be used for {usage:?}")]
    WrongUsage { certificate: String, usage: Usage },
    #[error("there are more authorities between {certificate} and the signer than it allows")]
    PathTooLong { certificate: String },
    #[error("the certificate of {certificate} carries a critical rule that is not known here: {oid}")]
    UnknownRule { certificate: String, oid: String },
    /// The time-stamp inside a signature has this fault.
    #[error("the time-stamp: {0}")]
    Stamp(Box<Fault>),
    /// The time-stamp answers another question (RFC 3161 §2.4.2).
    #[error("the time-stamp is for other bytes")]
    StampForOther,
    #[error("the time-stamp does not repeat the request's nonce")]
    StampNonce,
    #[error("the time-stamp follows the policy {0}, which was not asked for")]
    StampPolicy(String),
    /// Given later than the moment at which it is judged.
    #[error("the time-stamp says {at}, which is still to come")]
    StampFromTheFuture { at: Timestamp },
    /// Given just now, by a clock that lies far behind.
    #[error("the time-stamp says {at}, and it is {now}: one of the two clocks is wrong")]
    StampFromThePast { at: Timestamp, now: Timestamp },
}

impl Fault {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Malformed { .. } => "fault-malformed",
            Fault::TooLarge { .. } => "fault-too-large",
            Fault::Signers(_) => "fault-signers",
            Fault::NoCertificate => "fault-no-certificate",
            Fault::Attribute(_) => "fault-attribute",
            Fault::ContentType(_) => "fault-content-type",
            Fault::Changed => "fault-changed",
            Fault::OtherDigest(_) => "fault-other-digest",
            Fault::BadSignature { .. } => "fault-bad-signature",
            Fault::Weak { .. } => "fault-weak",
            Fault::UnknownAlgorithm { .. } => "fault-unknown-algorithm",
            Fault::NotTheCertificate { .. } => "fault-not-the-certificate",
            Fault::NotYetValid { .. } => "fault-not-yet-valid",
            Fault::Expired { .. } => "fault-expired",
            Fault::Revoked { .. } => "fault-revoked",
            Fault::RevocationUnknown { .. } => "fault-revocation-unknown",
            Fault::RevocationEvidence { .. } => "fault-revocation-evidence",
            Fault::UnknownIssuer { .. } => "fault-unknown-issuer",
            Fault::WrongUsage { .. } => "fault-wrong-usage",
            Fault::PathTooLong { .. } => "fault-path-too-long",
            Fault::UnknownRule { .. } => "fault-unknown-rule",
            Fault::Stamp(_) => "fault-stamp",
            Fault::StampForOther => "fault-stamp-for-other",
            Fault::StampNonce => "fault-stamp-nonce",
            Fault::StampPolicy(_) => "fault-stamp-policy",
            Fault::StampFromTheFuture { .. } => "fault-stamp-from-the-future",
            Fault::StampFromThePast { .. } => "fault-stamp-from-the-past",
        }
    }
}
