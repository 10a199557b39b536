//! CMS SignedData (RFC 5652 §5) with one signer, as papers' signatures and time-stamps both use it:
//! how it is made, and what can be judged of it before asking whom to believe.

use const_oid::db::rfc5911;
use der::asn1::{ObjectIdentifier, OctetStringRef};
use der::{Decode, Encode};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;
use x509_cert::name::Name;
use x509_cert::time::Time;

use crate::algorithm::{self, Digest, Imprint};
use crate::asn1::{self, Element, SEQUENCE, SET, element, limited, malformed, set_of};
use crate::certificate::Certificate;
use crate::fault::{Fault, Part};
use crate::key::{Key, KeyError};

/// The largest signature or time-stamp that is read, in bytes.
pub const SIGNATURE_BYTES_MOST: usize = 128 * 1024;
const CERTIFICATES_MOST: usize = 24;
const LISTS_MOST: usize = 16;
const ATTRIBUTES_MOST: usize = 48;

/// ESS attributes (RFC 5035 §5) and their host.
pub(crate) const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// What a signature is about: given whole, or by a digest made before.
#[derive(Debug, Clone)]
pub enum Content<'a> {
    Digest(Imprint),
    /// One content in several pieces, as a PDF around its signature.
    Pieces(&'a [&'a [u8]]),
}

impl From<[u8; 32]> for Content<'_> {
    fn from(sha256: [u8; 32]) -> Self {
        Content::Digest(sha256.into())
    }
}

impl From<Imprint> for Content<'_> {
    fn from(imprint: Imprint) -> Self {
        Content::Digest(imprint)
    }
}

impl Content<'_> {
    /// Its digest by that algorithm; a fault when only another one was given.
    pub(crate) fn imprint(&self, algorithm: Digest) -> Result<Imprint, Fault> {
        match self {
            Content::Pieces(pieces) => Ok(algorithm.of(pieces)),
            Content::Digest(imprint) if imprint.algorithm == algorithm => Ok(imprint.clone()),
            Content::Digest(_) => Err(Fault::OtherDigest(algorithm)),
        }
    }
}

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Paper,
    /// The first ESS attribute, by SHA-1, is still good for these (RFC 5816 §2.2.1).
    TimeStamp,
}

impl Kind {
    pub fn content_type(self) -> ObjectIdentifier {
        match self {
            Kind::Paper => rfc5911::ID_DATA,
            Kind::TimeStamp => ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4"),
        }
    }
}

/// What to sign, and with what around it.
pub(crate) struct Making<'a> {
    pub kind: Kind,
    /// The content, if it travels inside.
    pub inside: Option<&'a [u8]>,
    pub imprint: Imprint,
    /// The time that the signer says, where the format wants it.
    pub claimed_at: Option<Timestamp>,
    /// The signer's certificate first.
    pub chain: &'a [Certificate],
    /// Whether the chain travels along.
    pub with_certificates: bool,
}

/// Why no signature came out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("no certificate goes with the key; give its chain, the signer's first")]
    NoCertificate,
    #[error("the certificate of {0} belongs to another key; give the one that was issued for this key")]
    OtherKey(String),
    #[error("this key signs {needed:?} digests; make the content's digest with that algorithm")]
    OtherDigest { needed: Digest },
    /// The time-stamp could not be had. Sign without it and add it later.
    #[error("the time-stamp could not be had: {0}")]
    Stamp(#[from] crate::stamp::StampError),
    #[error("the signature to be completed cannot be read: {0}")]
    Unreadable(Fault),
    #[error("the structure cannot be written: {0}")]
    Encoding(String),
}

impl SignError {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            SignError::Key(key) => key.code(),
            SignError::NoCertificate => "sign-no-certificate",
            SignError::OtherKey(_) => "sign-other-key",
            SignError::OtherDigest { .. } => "sign-other-digest",
            SignError::Stamp(stamp) => stamp.code(),
            SignError::Unreadable(_) => "sign-unreadable",
            SignError::Encoding(_) => "sign-failed",
        }
    }
}

impl From<der::Error> for SignError {
    fn from(why: der::Error) -> SignError {
        SignError::Encoding(why.to_string())
    }
}

/// Signs: ContentInfo in DER.
pub(crate) fn make(making: &Making<'_>, key: &dyn Key) -> Result<Vec<u8>, SignError> {
    let signer = making.chain.first().ok_or(SignError::NoCertificate)?;
    if signer.public().ok().as_deref() != Some(key.public()) {
        return Err(SignError::OtherKey(signer.said()));
    }
    let needed = Digest::for_key(key);
    if making.imprint.algorithm != needed {
        return Err(SignError::OtherDigest { needed });
    }
    let digest = needed.identifier().to_der()?;
    // ESSCertIDv2 with its default digest, SHA-256, is not named (RFC 5035 §4).
    let certificate_hash = OctetStringRef::new(&signer.fingerprint())?.to_der()?;
    let ess = element(SEQUENCE, &[&element(SEQUENCE, &[&element(SEQUENCE, &[&certificate_hash])])]);
    let content_type = making.kind.content_type().to_der()?;
    let mut attributes = vec![
        attribute(rfc5911::ID_CONTENT_TYPE, &content_type)?,
        attribute(rfc5911::ID_MESSAGE_DIGEST, &OctetStringRef::new(&making.imprint.bytes)?.to_der()?)?,
        attribute(SIGNING_CERTIFICATE_V2, &ess)?,
    ];
    if let Some(at) = making.claimed_at {
        attributes.push(attribute(rfc5911::ID_SIGNING_TIME, &asn1::time(at)?.to_der()?)?);
    }
    // Signed as a SET, sent under [0] (RFC 5652 §5.4).
    let signature = key.sign(&set_of(SET, attributes.clone()))?;
    // IssuerAndSerialNumber (RFC 5652 §10.2.4).
    let serial = element(0x02, &[signer.serial_bytes()]);
    let sid = element(SEQUENCE, &[&signer.issuer_name().to_der()?, &serial]);
    let signer_info = element(
        SEQUENCE,
        &[
            &1u8.to_der()?,
            &sid,
            &digest,
            &set_of(0xa0, attributes),
            &algorithm::in_cms(key.algorithm()).to_der()?,
            &OctetStringRef::new(&signature)?.to_der()?,
        ],
    );
    let inside = match making.inside {
        Some(bytes) => element(0xa0, &[&OctetStringRef::new(bytes)?.to_der()?]),
        None => Vec::new(),
    };
    let certificates = match making.with_certificates {
        true => set_of(0xa0, making.chain.iter().map(|one| one.der().to_vec()).collect()),
        false => Vec::new(),
    };
    // RFC 5652 §5.1: 3 when the content is not plain data, else 1.
    let version: u8 = if making.kind == Kind::Paper { 1 } else { 3 };
    let signed_data = element(
        SEQUENCE,
        &[
            &version.to_der()?,
            &element(SET, &[&digest]),
            &element(SEQUENCE, &[&content_type, &inside]),
            &certificates,
            &element(SET, &[&signer_info]),
        ],
    );
    Ok(element(SEQUENCE, &[&rfc5911::ID_SIGNED_DATA.to_der()?, &element(0xa0, &[&signed_data])]))
}

fn attribute(oid: ObjectIdentifier, value: &[u8]) -> der::Result<Vec<u8>> {
    Ok(element(SEQUENCE, &[&oid.to_der()?, &element(SET, &[value])]))
}

/// SignedData as it was sent.
pub(crate) struct Signed<'a> {
    part: Part,
    pub content_type: ObjectIdentifier,
    pub inside: Option<&'a [u8]>,
    pub certificates: Vec<Certificate>,
    pub lists: Vec<&'a [u8]>,
    head: Vec<Element<'a>>,
    signer: Vec<Element<'a>>,
    digest: AlgorithmIdentifierOwned,
    /// With their tag of the place, `[0]`.
    signed_attributes: Element<'a>,
    attributes: Vec<Attribute<'a>>,
    algorithm: AlgorithmIdentifierOwned,
    pub signature: &'a [u8],
    unsigned: Vec<Attribute<'a>>,
}

struct Attribute<'a> {
    oid: ObjectIdentifier,
    values: Vec<Element<'a>>,
    whole: &'a [u8],
}

/// Reads ContentInfo with SignedData and one signer, DER, at most [`SIGNATURE_BYTES_MOST`] long.
pub(crate) fn read(part: Part, der: &[u8]) -> Result<Signed<'_>, Fault> {
    limited(part, der, SIGNATURE_BYTES_MOST)?;
    parse(part, der).map_err(malformed(part))?
}

fn odd() -> der::Error {
    der::ErrorKind::Failed.into()
}

fn parse(part: Part, der: &[u8]) -> der::Result<Result<Signed<'_>, Fault>> {
    let [kind, content] = fixed(asn1::sequence(der, 2)?)?;
    if ObjectIdentifier::from_der(kind.whole)? != rfc5911::ID_SIGNED_DATA || !content.is(0xa0) {
        return Err(odd());
    }
    let head = asn1::sequence(content.value, 6)?;
    let mut rest = head.iter().copied().peekable();
    let mut next = |tag: u8| rest.next_if(|element| element.is(tag));
    let version = u8::from_der(next(0x02).ok_or_else(odd)?.whole)?;
    let digests = next(SET).ok_or_else(odd)?;
    let encapsulated = next(SEQUENCE).ok_or_else(odd)?;
    let certificates = next(0xa0);
    let lists = next(0xa1);
    let signers = next(SET).ok_or_else(odd)?;

    let mut inner = asn1::elements(encapsulated.value, 2)?.into_iter();
    let content_type = ObjectIdentifier::from_der(inner.next().ok_or_else(odd)?.whole)?;
    let inside = match inner.next() {
        Some(wrapped) if wrapped.is(0xa0) => Some(OctetStringRef::from_der(wrapped.value)?.as_bytes()),
        Some(_) => return Err(odd()),
        None => None,
    };
    let mut found = Vec::new();
    for one in certificates.map(|set| asn1::elements(set.value, CERTIFICATES_MOST)).transpose()?.unwrap_or_default() {
        // Attribute certificates and other kinds are none of our business.
        if one.is(SEQUENCE) {
            match Certificate::read(one.whole) {
                Ok(certificate) => found.push(certificate),
                Err(fault) => return Ok(Err(fault)),
            }
        }
    }
    let lists = lists.map(|set| asn1::elements(set.value, LISTS_MOST)).transpose()?.unwrap_or_default();
    let signers = asn1::elements(signers.value, 8)?;
    let &[signer] = signers.as_slice() else { return Ok(Err(Fault::Signers(signers.len()))) };

    let signer = asn1::sequence(signer.whole, 7)?;
    let mut rest = signer.iter().copied().peekable();
    let own_version = rest.next_if(|element| element.is(0x02)).ok_or_else(odd)?;
    let sid = rest.next_if(|element| element.is(SEQUENCE) || element.is(0x80)).ok_or_else(odd)?;
    let digest = rest.next_if(|element| element.is(SEQUENCE)).ok_or_else(odd)?;
    // Not signed, so held to what RFC 5652 says of it: the versions, and the digest announced.
    let announced = asn1::elements(digests.value, 8)?;
    let right_version = u8::from_der(own_version.whole)? == if sid.is(0x80) { 3 } else { 1 };
    if !matches!(version, 1 | 3..=5) || !right_version || !announced.iter().any(|one| one.whole == digest.whole) {
        return Err(odd());
    }
    let Some(signed_attributes) = rest.next_if(|element| element.is(0xa0)) else {
        return Ok(Err(Fault::Attribute("content-type")));
    };
    let algorithm = rest.next_if(|element| element.is(SEQUENCE)).ok_or_else(odd)?;
    let signature = rest.next_if(|element| element.is(0x04)).ok_or_else(odd)?;
    let unsigned = rest.next_if(|element| element.is(0xa1));
    if rest.next().is_some() {
        return Err(odd());
    }
    Ok(Ok(Signed {
        part,
        content_type,
        inside,
        certificates: found,
        lists: lists.iter().filter(|one| one.is(SEQUENCE)).map(|one| one.whole).collect(),
        digest: AlgorithmIdentifierOwned::from_der(digest.whole)?,
        attributes: attributes(signed_attributes)?,
        signed_attributes,
        algorithm: AlgorithmIdentifierOwned::from_der(algorithm.whole)?,
        signature: signature.value,
        unsigned: unsigned.map(attributes).transpose()?.unwrap_or_default(),
        head,
        signer,
    }))
}

fn fixed<const N: usize>(elements: Vec<Element<'_>>) -> der::Result<[Element<'_>; N]> {
    elements.try_into().map_err(|_| odd())
}

fn attributes(set: Element<'_>) -> der::Result<Vec<Attribute<'_>>> {
    let mut found = Vec::new();
    for one in asn1::elements(set.value, ATTRIBUTES_MOST)? {
        let [oid, values] = fixed(asn1::sequence(one.whole, 2)?)?;
        if !values.is(SET) {
            return Err(odd());
        }
        let oid = ObjectIdentifier::from_der(oid.whole)?;
        found.push(Attribute { oid, values: asn1::elements(values.value, ATTRIBUTES_MOST)?, whole: one.whole });
    }
    Ok(found)
}

impl<'a> Signed<'a> {
    /// The one value of an attribute that may be there once.
    fn once(&self, oid: ObjectIdentifier, name: &'static str) -> Result<Option<&'a [u8]>, Fault> {
        let mut found = self.attributes.iter().filter(|attribute| attribute.oid == oid);
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some(Attribute { values, .. }), None) if values.len() == 1 => Ok(values.first().map(|value| value.whole)),
            _ => Err(Fault::Attribute(name)),
        }
    }

    /// The time that the signer says. Nobody vouches for it.
    pub fn claimed_at(&self) -> Option<Timestamp> {
        let value = self.once(rfc5911::ID_SIGNING_TIME, "signing-time").ok().flatten()?;
        Time::from_der(value).ok().map(|time| asn1::moment(time.to_unix_duration()))
    }

    /// Time-stamps of the signature's value, which anyone may add.
    pub fn tokens(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        let stamps = self.unsigned.iter().filter(|attribute| attribute.oid == TIME_STAMP_TOKEN);
        stamps.flat_map(|attribute| attribute.values.iter().map(|value| value.whole))
    }

    /// The signer's certificate, if it travels with the signature or is known besides.
    pub fn certificate<'c>(&'c self, known: &'c [Certificate]) -> Option<&'c Certificate> {
        let sid = self.signer.get(1)?;
        self.certificates.iter().chain(known).find(|one| {
            if sid.is(0x80) {
                return one.key_identifier().as_deref() == Some(sid.value);
            }
            let named = asn1::sequence(sid.whole, 2).and_then(fixed);
            named.is_ok_and(|[issuer, serial]| {
                serial.is(0x02)
                    && serial.value == one.serial_bytes()
                    && Name::from_der(issuer.whole).is_ok_and(|issuer| issuer == *one.issuer_name())
            })
        })
    }

    /// Everything that is wrong with it short of trust: attributes, digest, certificate named, signature.
    pub fn faults(&self, content: &Content<'_>, kind: Kind, known: &[Certificate]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let signer = self.certificate(known);
        if self.content_type != kind.content_type() {
            faults.push(Fault::ContentType(self.content_type.to_string()));
        }
        match self.once(rfc5911::ID_CONTENT_TYPE, "content-type") {
            Ok(Some(value)) if ObjectIdentifier::from_der(value) == Ok(self.content_type) => {}
            _ => faults.push(Fault::Attribute("content-type")),
        }
        let by = signer.map_or_else(|| "?".to_string(), Certificate::said);
        let digest = Digest::known(&self.digest);
        match &digest {
            Err(flaw) => faults.push(flaw.clone().by(&by)),
            Ok(digest) => match (self.once(rfc5911::ID_MESSAGE_DIGEST, "message-digest"), content.imprint(*digest)) {
                (_, Err(fault)) | (Err(fault), _) => faults.push(fault),
                (Ok(None), _) => faults.push(Fault::Attribute("message-digest")),
                (Ok(Some(value)), Ok(imprint)) => {
                    if OctetStringRef::from_der(value).map(|value| value.as_bytes()) != Ok(&imprint.bytes) {
                        faults.push(Fault::Changed);
                    }
                }
            },
        }
        let Some(certificate) = signer else {
            faults.push(Fault::NoCertificate);
            return faults;
        };
        faults.extend(self.names(certificate, kind).err());
        let mut message = self.signed_attributes.whole.to_vec();
        message[0] = SET;
        if let Err(flaw) = certificate.made(&self.algorithm, digest.ok(), &message, self.signature) {
            faults.push(flaw.by(&by));
        }
        faults
    }

    /// Whether the ESS attribute names this certificate first.
    fn names(&self, certificate: &Certificate, kind: Kind) -> Result<(), Fault> {
        let malformed = malformed(self.part);
        let identifier = |value: &'a [u8]| -> der::Result<Vec<Element<'a>>> {
            let list = asn1::sequence(value, 2)?;
            let list = asn1::sequence(list.first().ok_or_else(odd)?.whole, CERTIFICATES_MOST)?;
            asn1::sequence(list.first().ok_or_else(odd)?.whole, 3)
        };
        let other = || Err(Fault::NotTheCertificate { certificate: certificate.said() });
        if let Some(value) = self.once(SIGNING_CERTIFICATE_V2, "signing-certificate-v2")? {
            let fields = identifier(value).map_err(&malformed)?;
            let (digest, rest) = match fields.split_first() {
                Some((first, rest)) if first.is(SEQUENCE) => {
                    let named = AlgorithmIdentifierOwned::from_der(first.whole).map_err(&malformed)?;
                    (Digest::known(&named).map_err(|flaw| flaw.by(&certificate.said()))?, rest)
                }
                _ => (Digest::Sha256, fields.as_slice()),
            };
            let hash = rest.first().filter(|hash| hash.is(0x04)).map(|hash| hash.value);
            return if hash == Some(&digest.of(&[certificate.der()]).bytes) { Ok(()) } else { other() };
        }
        match self.once(SIGNING_CERTIFICATE, "signing-certificate")? {
            Some(value) if kind == Kind::TimeStamp => {
                let fields = identifier(value).map_err(&malformed)?;
                let hash = fields.first().filter(|hash| hash.is(0x04)).map(|hash| hash.value);
                if hash == Some(&algorithm::sha1(certificate.der())) { Ok(()) } else { other() }
            }
            _ => Err(Fault::Attribute("signing-certificate-v2")),
        }
    }

    /// The same signature with a time-stamp more, in DER.
    pub fn with_token(&self, token: &[u8]) -> der::Result<Vec<u8>> {
        let mut unsigned: Vec<Vec<u8>> = self.unsigned.iter().map(|attribute| attribute.whole.to_vec()).collect();
        unsigned.push(attribute(TIME_STAMP_TOKEN, token)?);
        let kept = self.signer.iter().filter(|element| !element.is(0xa1)).map(|element| element.whole);
        let unsigned = set_of(0xa1, unsigned);
        let signer = element(SEQUENCE, &kept.chain([unsigned.as_slice()]).collect::<Vec<_>>());
        let signers = element(SET, &[&signer]);
        let (_, before) = self.head.split_last().ok_or_else(odd)?;
        let parts: Vec<&[u8]> = before.iter().map(|element| element.whole).chain([signers.as_slice()]).collect();
        let signed_data = element(SEQUENCE, &parts);
        Ok(element(SEQUENCE, &[&rfc5911::ID_SIGNED_DATA.to_der()?, &element(0xa0, &[&signed_data])]))
    }
}
