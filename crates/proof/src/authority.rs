//! A local certification authority (RFC 5280, after ETSI EN 319 412): a root that stays locked away,
//! an issuing authority under it, and the certificates that a commune needs. For towns without an
//! accredited provider, and for the tests; what its signatures are worth is a matter of law.
//!
//! It keeps nothing: whoever calls keeps the list of what was issued and revoked. Revocation lists are
//! in `list`, OCSP answers in `answer`.

mod answer;
mod list;
mod profile;
mod request;

use std::sync::Arc;

use aws_lc_rs::rand;
use der::asn1::BitString;
use der::{Decode, Encode};
use jiff::Timestamp;
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::TbsCertificate;
use x509_cert::certificate::Version;
use x509_cert::ext::Extensions;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Validity;

use crate::algorithm;
use crate::asn1;
use crate::certificate::{Certificate, Identity};
use crate::fault::{Fault, Usage};
use crate::key::{Key, KeyError};

pub use answer::{ANSWERED_AT_ONCE_MOST, OCSP_REQUEST_BYTES_MOST, Responder, Status};
pub use list::Listed;
pub use profile::{Addresses, Use};
pub use request::request;

/// From when to when a certificate counts. Both moments are rounded down to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// Why nothing was issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the certificate of {0} belongs to another key; give the one that was issued for this key")]
    OtherKey(String),
    #[error("the certificate of {0} is not an authority's; give the issuing authority's")]
    NotAnAuthority(String),
    #[error("the public key is not one that is certified here: P-256, RSA of 2048 bits or more, or Ed25519")]
    PublicKey,
    #[error("the name lacks {0}")]
    NameLacks(&'static str),
    #[error("the name's {part} has more than {most} letters")]
    NameTooLong { part: &'static str, most: usize },
    #[error("the term is empty, or ends after the authority's own at {0}")]
    Term(Timestamp),
    #[error("the address {0} cannot be written in a certificate; use plain letters of an http address")]
    Address(String),
    #[error("the certificate cannot be read: {0}")]
    Unreadable(Fault),
    #[error("the structure cannot be written: {0}")]
    Encoding(String),
}

impl AuthorityError {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            AuthorityError::Key(key) => key.code(),
            AuthorityError::OtherKey(_) => "authority-other-key",
            AuthorityError::NotAnAuthority(_) => "authority-not-one",
            AuthorityError::PublicKey => "authority-public-key",
            AuthorityError::NameLacks(_) => "authority-name-lacks",
            AuthorityError::NameTooLong { .. } => "authority-name-too-long",
            AuthorityError::Term(_) => "authority-term",
            AuthorityError::Address(_) => "authority-address",
            AuthorityError::Unreadable(_) => "authority-unreadable",
            AuthorityError::Encoding(_) => "authority-failed",
        }
    }
}

impl From<der::Error> for AuthorityError {
    fn from(why: der::Error) -> AuthorityError {
        AuthorityError::Encoding(why.to_string())
    }
}

/// An authority with its key at hand.
pub struct Authority {
    certificate: Certificate,
    key: Arc<dyn Key>,
}

impl Authority {
    /// Takes up an authority with its certificate and the key that belongs to it.
    pub fn new(certificate: Certificate, key: Arc<dyn Key>) -> Result<Authority, AuthorityError> {
        if certificate.public().ok().as_deref() != Some(key.public()) {
            return Err(AuthorityError::OtherKey(certificate.said()));
        }
        let mut faults = Vec::new();
        crate::trust::judge_usage(&certificate, Usage::Issuing, &mut faults);
        crate::trust::judge_usage(&certificate, Usage::RevocationList, &mut faults);
        if !faults.is_empty() {
            return Err(AuthorityError::NotAnAuthority(certificate.said()));
        }
        Ok(Authority { certificate, key })
    }

    /// Founds a root: signed by itself, over one level of authorities. Its key belongs offline.
    pub fn root(name: &Identity, key: Arc<dyn Key>, term: Term) -> Result<Authority, AuthorityError> {
        let subject = profile::name(name)?;
        let info = public_key(key.public())?;
        let extensions = profile::authority(1, &info, &info, &Addresses::default())?;
        let certificate = write(&subject, key.as_ref(), &subject, info, term, extensions)?;
        Ok(Authority { certificate, key })
    }

    /// The authority's own certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Issues the certificate of an authority under this one, which issues to no further authorities.
    /// `addresses` are those of this authority.
    pub fn issue_authority(
        &self,
        name: &Identity,
        public: &[u8],
        term: Term,
        addresses: &Addresses,
    ) -> Result<Certificate, AuthorityError> {
        let info = public_key(public)?;
        let extensions = profile::authority(0, &info, self.certificate.key(), addresses)?;
        self.write(&profile::name(name)?, info, term, extensions)
    }

    /// Issues a certificate for a public key (SubjectPublicKeyInfo, DER). That its holder has the
    /// private key is the caller's to make sure. `addresses` are those of this authority.
    pub fn issue(
        &self,
        name: &Identity,
        public: &[u8],
        purpose: Use,
        term: Term,
        addresses: &Addresses,
    ) -> Result<Certificate, AuthorityError> {
        profile::complete(name, purpose)?;
        let info = public_key(public)?;
        let extensions = profile::leaf(purpose, &info, self.certificate.key(), addresses)?;
        self.write(&profile::name(name)?, info, term, extensions)
    }

    /// Issues again what was issued here, to the same name and for the same use, for another term and
    /// perhaps another key.
    pub fn renew(
        &self,
        old: &Certificate,
        public: &[u8],
        term: Term,
        addresses: &Addresses,
    ) -> Result<Certificate, AuthorityError> {
        if !old.may_be_issued_by(&self.certificate) || old.signed_by(&self.certificate).is_err() {
            return Err(AuthorityError::NotAnAuthority(self.certificate.said()));
        }
        let purpose = Use::of(old).ok_or(AuthorityError::NameLacks("a use that is issued here"))?;
        self.issue(old.subject(), public, purpose, term, addresses)
    }

    fn write(
        &self,
        subject: &Name,
        info: SubjectPublicKeyInfoOwned,
        term: Term,
        extensions: Extensions,
    ) -> Result<Certificate, AuthorityError> {
        if self.certificate.until() < term.until || term.from < self.certificate.from() {
            return Err(AuthorityError::Term(self.certificate.until()));
        }
        write(self.certificate.subject_name(), self.key.as_ref(), subject, info, term, extensions)
    }
}

/// 159 bits of chance, positive, of 20 bytes (RFC 5280 §4.1.2.2; CA/Browser asks for 64 bits).
fn serial() -> Result<SerialNumber, AuthorityError> {
    let mut bytes = [0; 20];
    rand::fill(&mut bytes).map_err(|_| KeyError::Failed("the system gave no chance for a serial number".into()))?;
    bytes[0] = bytes[0] & 0x7f | 0x40;
    Ok(SerialNumber::new(&bytes)?)
}

/// Reads a public key, and refuses one that nobody should certify.
fn public_key(der: &[u8]) -> Result<SubjectPublicKeyInfoOwned, AuthorityError> {
    let info = SubjectPublicKeyInfoOwned::from_der(der).map_err(|_| AuthorityError::PublicKey)?;
    if !algorithm::certifiable(&info) {
        return Err(AuthorityError::PublicKey);
    }
    Ok(info)
}

fn write(
    issuer: &Name,
    key: &dyn Key,
    subject: &Name,
    info: SubjectPublicKeyInfoOwned,
    term: Term,
    extensions: Extensions,
) -> Result<Certificate, AuthorityError> {
    if term.until <= term.from {
        return Err(AuthorityError::Term(term.until));
    }
    let signature = algorithm::in_certificates(key.algorithm());
    let certificate = TbsCertificate {
        version: Version::V3,
        serial_number: serial()?,
        signature: signature.clone(),
        issuer: issuer.clone(),
        validity: Validity { not_before: asn1::time(term.from)?, not_after: asn1::time(term.until)? },
        subject: subject.clone(),
        subject_public_key_info: info,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(extensions),
    };
    let der = sign(certificate.to_der()?, key)?;
    Certificate::read(&der).map_err(AuthorityError::Unreadable)
}

/// What certificates and lists have in common: the content, how it is signed, the signature.
fn sign(content: Vec<u8>, key: &dyn Key) -> Result<Vec<u8>, AuthorityError> {
    let algorithm = algorithm::in_certificates(key.algorithm()).to_der()?;
    let signature = BitString::from_bytes(&key.sign(&content)?)?.to_der()?;
    Ok(asn1::element(asn1::SEQUENCE, &[&content, &algorithm, &signature]))
}

/// SHA-1 of the public key's bits (RFC 5280 §4.2.1.2, the first method).
fn key_identifier(info: &SubjectPublicKeyInfoOwned) -> [u8; 20] {
    algorithm::sha1(info.subject_public_key.raw_bytes())
}
