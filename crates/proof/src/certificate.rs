//! A certificate as it was given, with what we ask of it (RFC 5280). Whether it is trusted is
//! `trust`'s question; how one is made, `authority`'s.

use const_oid::AssociatedOid;
use const_oid::db::rfc4519;
use der::asn1::{ObjectIdentifier, PrintableStringRef, TeletexStringRef, Utf8StringRef};
use der::{Decode, Encode, Tag, Tagged};
use jiff::Timestamp;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::attr::AttributeValue;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::crl::CrlDistributionPoints;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage,
    SubjectKeyIdentifier,
};
use x509_cert::name::Name;

use crate::algorithm::{self, Flaw};
use crate::asn1::{self, limited, malformed};
use crate::fault::{Fault, Part};

/// The largest certificate that is read, in bytes. Those of today have one to three thousand.
pub const CERTIFICATE_BYTES_MOST: usize = 16 * 1024;

/// Who a certificate speaks of: the parts of a distinguished name that people read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    pub common_name: Option<String>,
    pub given_name: Option<String>,
    pub surname: Option<String>,
    /// The function in which the person signs.
    pub title: Option<String>,
    pub organisation: Option<String>,
    /// The organisation's number (ETSI EN 319 412-1 §5.1.4), as in `NTRMA-…`.
    pub organisation_id: Option<String>,
    pub unit: Option<String>,
    /// Tells apart persons of one name.
    pub serial_number: Option<String>,
    pub country: Option<String>,
}

/// 2.5.4.97, X.520.
pub(crate) const ORGANIZATION_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");

impl Identity {
    /// The parts of a name; of a part that is repeated, the last.
    pub(crate) fn of(name: &Name) -> Identity {
        let mut identity = Identity::default();
        for part in name.0.iter().flat_map(|part| part.0.iter()) {
            let slot = match part.oid {
                rfc4519::CN => &mut identity.common_name,
                rfc4519::GIVEN_NAME => &mut identity.given_name,
                rfc4519::SN => &mut identity.surname,
                rfc4519::TITLE => &mut identity.title,
                rfc4519::O => &mut identity.organisation,
                ORGANIZATION_IDENTIFIER => &mut identity.organisation_id,
                rfc4519::OU => &mut identity.unit,
                rfc4519::SERIAL_NUMBER => &mut identity.serial_number,
                rfc4519::C => &mut identity.country,
                _ => continue,
            };
            *slot = text(&part.value).or(slot.take());
        }
        identity
    }

    /// The shortest way to say who it is.
    pub fn said(&self) -> &str {
        [&self.common_name, &self.organisation, &self.unit, &self.serial_number]
            .into_iter()
            .find_map(|part| part.as_deref())
            .unwrap_or("?")
    }
}

/// The text of a name's part, in the encodings that names use.
fn text(value: &AttributeValue) -> Option<String> {
    match value.tag() {
        Tag::Utf8String => value.decode_as::<Utf8StringRef<'_>>().ok().map(|text| text.as_str().to_string()),
        Tag::PrintableString => value.decode_as::<PrintableStringRef<'_>>().ok().map(|text| text.as_str().to_string()),
        Tag::TeletexString => value.decode_as::<TeletexStringRef<'_>>().ok().map(|text| text.as_str().to_string()),
        Tag::BmpString => {
            let units = value.value().chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
            char::decode_utf16(units).collect::<Result<String, _>>().ok()
        }
        _ => None,
    }
}

/// A certificate that could be read. It may still be nobody's: see [`crate::trust`].
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    /// The signed part, as it was sent.
    signed: std::ops::Range<usize>,
    pub(crate) parsed: x509_cert::Certificate,
    identity: Identity,
    issuer: Identity,
}

impl Certificate {
    /// Reads a certificate in DER, at most [`CERTIFICATE_BYTES_MOST`] long.
    pub fn read(der: &[u8]) -> Result<Certificate, Fault> {
        limited(Part::Certificate, der, CERTIFICATE_BYTES_MOST)?;
        Certificate::parse(der).map_err(malformed(Part::Certificate))
    }

    fn parse(der: &[u8]) -> der::Result<Certificate> {
        let signed = asn1::sequence(der, 3)?.first().ok_or(der::ErrorKind::Failed)?.whole;
        // The first element begins where the outer header ends.
        let start = der.len() - asn1::only(der)?.value.len();
        let parsed = x509_cert::Certificate::from_der(der)?;
        if parsed.signature_algorithm != parsed.tbs_certificate.signature {
            return Err(Tag::Sequence.value_error());
        }
        // RFC 5280 §4.2: none twice. A rule that we follow must be readable: absent would mean free.
        let extensions = parsed.tbs_certificate.extensions.as_deref().unwrap_or(&[]);
        for (index, one) in extensions.iter().enumerate() {
            if extensions[..index].iter().any(|earlier| earlier.extn_id == one.extn_id) {
                return Err(Tag::Sequence.value_error());
            }
        }
        parsed.tbs_certificate.get::<BasicConstraints>()?;
        parsed.tbs_certificate.get::<KeyUsage>()?;
        parsed.tbs_certificate.get::<ExtendedKeyUsage>()?;
        parsed.tbs_certificate.get::<AuthorityKeyIdentifier>()?;
        parsed.tbs_certificate.get::<SubjectKeyIdentifier>()?;
        Ok(Certificate {
            der: der.to_vec(),
            signed: start..start + signed.len(),
            identity: Identity::of(&parsed.tbs_certificate.subject),
            issuer: Identity::of(&parsed.tbs_certificate.issuer),
            parsed,
        })
    }

    /// The bytes, as they were given.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whom it speaks of.
    pub fn subject(&self) -> &Identity {
        &self.identity
    }

    /// Who issued it.
    pub fn issuer(&self) -> &Identity {
        &self.issuer
    }

    /// Reads the first of several that stand one after the other.
    pub fn first(several: &[u8]) -> Result<Certificate, Fault> {
        let whole = asn1::first(several).map_err(malformed(Part::Certificate))?;
        Certificate::read(whole)
    }

    /// Whether it signs itself, as a root does. Whom to believe is another question.
    pub fn is_root(&self) -> bool {
        self.is_self_issued() && self.signed_by(self).is_ok()
    }

    /// The subject in one name, for faults and logs.
    pub fn said(&self) -> String {
        self.identity.said().to_string()
    }

    /// The serial number in lower-case hexadecimal, unique under one issuer.
    pub fn serial(&self) -> String {
        hexadecimal(self.parsed.tbs_certificate.serial_number.as_bytes())
    }

    /// The first moment at which it counts.
    pub fn from(&self) -> Timestamp {
        asn1::moment(self.parsed.tbs_certificate.validity.not_before.to_unix_duration())
    }

    /// The last moment at which it counts.
    pub fn until(&self) -> Timestamp {
        asn1::moment(self.parsed.tbs_certificate.validity.not_after.to_unix_duration())
    }

    /// SHA-256 of the whole certificate, by which people compare.
    pub fn fingerprint(&self) -> [u8; 32] {
        algorithm::sha256(&self.der)
    }

    /// The subject's public key as SubjectPublicKeyInfo, DER.
    pub fn public(&self) -> Result<Vec<u8>, Fault> {
        self.key().to_der().map_err(malformed(Part::Certificate))
    }

    /// Where its revocation list is fetched: `http` addresses, as written (RFC 5280 §4.2.1.13).
    pub fn list_addresses(&self) -> Vec<String> {
        let Some(points) = self.extension::<CrlDistributionPoints>() else { return Vec::new() };
        let names = points.0.into_iter().filter_map(|point| point.distribution_point);
        names
            .flat_map(|name| if let DistributionPointName::FullName(names) = name { names } else { Vec::new() })
            .filter_map(|name| address(&name))
            .collect()
    }

    /// Where its authority answers by OCSP (RFC 5280 §4.2.2.1).
    pub fn ocsp_addresses(&self) -> Vec<String> {
        self.access(const_oid::db::rfc5912::ID_AD_OCSP)
    }

    /// Where its issuer's certificate is fetched.
    pub fn issuer_addresses(&self) -> Vec<String> {
        self.access(const_oid::db::rfc5912::ID_AD_CA_ISSUERS)
    }

    fn access(&self, method: ObjectIdentifier) -> Vec<String> {
        let Some(access) = self.extension::<AuthorityInfoAccessSyntax>() else { return Vec::new() };
        let of_method = access.0.into_iter().filter(|one| one.access_method == method);
        of_method.filter_map(|one| address(&one.access_location)).collect()
    }

    pub(crate) fn key(&self) -> &SubjectPublicKeyInfoOwned {
        &self.parsed.tbs_certificate.subject_public_key_info
    }

    pub(crate) fn subject_name(&self) -> &Name {
        &self.parsed.tbs_certificate.subject
    }

    pub(crate) fn issuer_name(&self) -> &Name {
        &self.parsed.tbs_certificate.issuer
    }

    pub(crate) fn serial_bytes(&self) -> &[u8] {
        self.parsed.tbs_certificate.serial_number.as_bytes()
    }

    pub(crate) fn extensions(&self) -> &[Extension] {
        self.parsed.tbs_certificate.extensions.as_deref().unwrap_or(&[])
    }

    /// An extension, when it is there once and can be read.
    pub(crate) fn extension<'a, T: Decode<'a> + AssociatedOid>(&'a self) -> Option<T> {
        self.parsed.tbs_certificate.get::<T>().ok().flatten().map(|(_, extension)| extension)
    }

    pub(crate) fn key_identifier(&self) -> Option<Vec<u8>> {
        self.extension::<SubjectKeyIdentifier>().map(|identifier| identifier.0.as_bytes().to_vec())
    }

    /// Whether this certificate's names and key identifiers say that `issuer` may have issued it.
    pub(crate) fn may_be_issued_by(&self, issuer: &Certificate) -> bool {
        if self.issuer_name() != issuer.subject_name() {
            return false;
        }
        let wanted = self.extension::<AuthorityKeyIdentifier>().and_then(|identifier| identifier.key_identifier);
        match (wanted, issuer.key_identifier()) {
            (Some(wanted), Some(found)) => wanted.as_bytes() == found,
            _ => true,
        }
    }

    pub(crate) fn is_self_issued(&self) -> bool {
        self.issuer_name() == self.subject_name()
    }

    /// Whether `issuer`'s key made this certificate's signature.
    pub(crate) fn signed_by(&self, issuer: &Certificate) -> Result<(), Flaw> {
        let signature = self.parsed.signature.as_bytes().ok_or(Flaw::Wrong)?;
        algorithm::check(
            issuer.key(),
            &self.parsed.signature_algorithm,
            None,
            &self.der[self.signed.clone()],
            signature,
        )
    }

    /// Whether this certificate's key made that signature.
    pub(crate) fn made(
        &self,
        named: &AlgorithmIdentifierOwned,
        apart: Option<algorithm::Digest>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), Flaw> {
        algorithm::check(self.key(), named, apart, message, signature)
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Certificate) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Certificate({} by {}, {})", self.identity.said(), self.issuer.said(), self.serial())
    }
}

fn address(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(address) => Some(address.as_str().to_string()),
        _ => None,
    }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What [`hexadecimal`] wrote.
pub(crate) fn bytes_of(hexadecimal: &str) -> Option<Vec<u8>> {
    if !hexadecimal.len().is_multiple_of(2) || !hexadecimal.is_ascii() {
        return None;
    }
    (0..hexadecimal.len()).step_by(2).map(|at| u8::from_str_radix(&hexadecimal[at..at + 2], 16).ok()).collect()
}
