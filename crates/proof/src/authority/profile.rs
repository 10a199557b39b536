//! What each kind of certificate says: names (ETSI EN 319 412-2 and -3) and extensions (RFC 5280 §4.2).

use const_oid::ObjectIdentifier;
use const_oid::db::{rfc4519, rfc5280, rfc5912, rfc6960};
use der::asn1::{Ia5String, Null, OctetString, PrintableStringRef, SetOfVec, Utf8StringRef};
use der::flagset::FlagSet;
use der::{Encode, Tag};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::attr::{AttributeTypeAndValue, AttributeValue};
use x509_cert::ext::pkix::crl::CrlDistributionPoints;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AccessDescription, AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage,
    KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, Extensions};
use x509_cert::name::{Name, RelativeDistinguishedName};

use super::{AuthorityError, key_identifier};
use crate::certificate::{Certificate, Identity, ORGANIZATION_IDENTIFIER};
use crate::trust::ID_KP_DOCUMENT_SIGNING;

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// A person signs papers: names, function, and the commune as organisation.
    DocumentSignature,
    /// The institution seals papers: no person, the organisation's number if there is one.
    InstitutionSeal,
    /// Time-stamps, and nothing else.
    TimeStamping,
    /// Answers on revocation in the issuer's place.
    OcspSigning,
}

impl Use {
    /// The use that a certificate of ours was issued for.
    pub fn of(certificate: &Certificate) -> Option<Use> {
        let keys = certificate.extension::<KeyUsage>()?;
        let extended = certificate.extension::<ExtendedKeyUsage>()?;
        let has = |oid| extended.0.contains(&oid);
        match () {
            () if has(rfc5280::ID_KP_TIME_STAMPING) => Some(Use::TimeStamping),
            () if has(rfc5280::ID_KP_OCSP_SIGNING) => Some(Use::OcspSigning),
            () if has(ID_KP_DOCUMENT_SIGNING) && keys.digital_signature() => Some(Use::InstitutionSeal),
            () if has(ID_KP_DOCUMENT_SIGNING) => Some(Use::DocumentSignature),
            () => None,
        }
    }
}

/// Where others find an authority's word: addresses of plain letters, usually `http`, since what is
/// fetched there is signed by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Its revocation list.
    pub list: Option<String>,
    /// Its OCSP responder.
    pub ocsp: Option<String>,
    /// Its own certificate.
    pub issuer: Option<String>,
}

/// What a name must say for that use.
pub(super) fn complete(name: &Identity, purpose: Use) -> Result<(), AuthorityError> {
    let needed: &[(&Option<String>, &'static str)] = match purpose {
        Use::DocumentSignature => &[
            (&name.common_name, "the common name"),
            (&name.given_name, "the given name"),
            (&name.surname, "the surname"),
            (&name.organisation, "the organisation"),
        ],
        _ => &[(&name.common_name, "the common name"), (&name.organisation, "the organisation")],
    };
    match needed.iter().find(|(value, _)| value.as_deref().is_none_or(|value| value.trim().is_empty())) {
        Some((_, what)) => Err(AuthorityError::NameLacks(what)),
        None => Ok(()),
    }
}

/// Letters that each part may have at most (RFC 5280, appendix A.1).
const PARTS: [(ObjectIdentifier, &str, usize); 9] = [
    (rfc4519::C, "country", 2),
    (rfc4519::O, "organisation", 64),
    (ORGANIZATION_IDENTIFIER, "organisation's number", 64),
    (rfc4519::OU, "unit", 64),
    (rfc4519::TITLE, "title", 64),
    (rfc4519::SN, "surname", 64),
    (rfc4519::GIVEN_NAME, "given name", 64),
    (rfc4519::SERIAL_NUMBER, "serial number", 64),
    (rfc4519::CN, "common name", 64),
];

/// A distinguished name: UTF8String, in Arabic or in French; country and numbers as PrintableString.
pub(super) fn name(name: &Identity) -> Result<Name, AuthorityError> {
    let values = [
        &name.country,
        &name.organisation,
        &name.organisation_id,
        &name.unit,
        &name.title,
        &name.surname,
        &name.given_name,
        &name.serial_number,
        &name.common_name,
    ];
    let mut parts = Vec::new();
    for ((oid, part, most), value) in PARTS.into_iter().zip(values) {
        let Some(value) = value else { continue };
        if most < value.chars().count() {
            return Err(AuthorityError::NameTooLong { part, most });
        }
        let value = match oid {
            rfc4519::C | rfc4519::SERIAL_NUMBER => AttributeValue::encode_from(&PrintableStringRef::new(value)?)?,
            _ => AttributeValue::new(Tag::Utf8String, Utf8StringRef::new(value)?.as_bytes())?,
        };
        let one = SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }])?;
        parts.push(RelativeDistinguishedName(one));
    }
    if parts.is_empty() {
        return Err(AuthorityError::NameLacks("the common name"));
    }
    Ok(x509_cert::name::RdnSequence(parts))
}

/// An authority's certificate over so many levels of authorities.
pub(super) fn authority(
    levels: u8,
    own: &SubjectPublicKeyInfoOwned,
    issuer: &SubjectPublicKeyInfoOwned,
    addresses: &Addresses,
) -> Result<Extensions, AuthorityError> {
    let mut extensions = vec![
        extension(
            rfc5280::ID_CE_BASIC_CONSTRAINTS,
            true,
            &BasicConstraints { ca: true, path_len_constraint: Some(levels) },
        )?,
        extension(rfc5280::ID_CE_KEY_USAGE, true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
    ];
    extensions.extend(identifiers(own, issuer)?);
    extensions.extend(places(addresses)?);
    Ok(extensions)
}

/// The certificate of one who issues to nobody.
pub(super) fn leaf(
    purpose: Use,
    own: &SubjectPublicKeyInfoOwned,
    issuer: &SubjectPublicKeyInfoOwned,
    addresses: &Addresses,
) -> Result<Extensions, AuthorityError> {
    // A person commits to a content, and only that (EN 319 412-2 §4.3.2, type A).
    let keys: FlagSet<KeyUsages> = match purpose {
        Use::DocumentSignature => KeyUsages::NonRepudiation.into(),
        Use::InstitutionSeal => KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
        Use::TimeStamping | Use::OcspSigning => KeyUsages::DigitalSignature.into(),
    };
    // Readers older than RFC 9336 take a paper's signature for mail, so both purposes are named.
    let extended = match purpose {
        Use::DocumentSignature | Use::InstitutionSeal => {
            vec![ID_KP_DOCUMENT_SIGNING, rfc5280::ID_KP_EMAIL_PROTECTION]
        }
        Use::TimeStamping => vec![rfc5280::ID_KP_TIME_STAMPING],
        Use::OcspSigning => vec![rfc5280::ID_KP_OCSP_SIGNING],
    };
    let alone = purpose == Use::TimeStamping;
    let mut extensions = vec![
        extension(rfc5280::ID_CE_BASIC_CONSTRAINTS, true, &BasicConstraints { ca: false, path_len_constraint: None })?,
        extension(rfc5280::ID_CE_KEY_USAGE, true, &KeyUsage(keys))?,
        extension(rfc5280::ID_CE_EXT_KEY_USAGE, alone, &ExtendedKeyUsage(extended))?,
    ];
    if purpose == Use::OcspSigning {
        // Who would answer for the one who answers? It lives short instead (RFC 6960 §4.2.2.2.1).
        extensions.push(extension(rfc6960::ID_PKIX_OCSP_NOCHECK, false, &Null)?);
    }
    extensions.extend(identifiers(own, issuer)?);
    extensions.extend(places(addresses)?);
    Ok(extensions)
}

fn identifiers(
    own: &SubjectPublicKeyInfoOwned,
    issuer: &SubjectPublicKeyInfoOwned,
) -> Result<[Extension; 2], AuthorityError> {
    let own = SubjectKeyIdentifier(OctetString::new(key_identifier(own))?);
    let issuer = AuthorityKeyIdentifier {
        key_identifier: Some(OctetString::new(key_identifier(issuer))?),
        authority_cert_issuer: None,
        authority_cert_serial_number: None,
    };
    Ok([
        extension(rfc5280::ID_CE_SUBJECT_KEY_IDENTIFIER, false, &own)?,
        extension(rfc5280::ID_CE_AUTHORITY_KEY_IDENTIFIER, false, &issuer)?,
    ])
}

fn places(addresses: &Addresses) -> Result<Vec<Extension>, AuthorityError> {
    let mut extensions = Vec::new();
    if let Some(list) = &addresses.list {
        let point = DistributionPoint {
            distribution_point: Some(DistributionPointName::FullName(vec![address(list)?])),
            reasons: None,
            crl_issuer: None,
        };
        let points = CrlDistributionPoints(vec![point]);
        extensions.push(extension(rfc5280::ID_CE_CRL_DISTRIBUTION_POINTS, false, &points)?);
    }
    let methods = [(rfc5912::ID_AD_OCSP, &addresses.ocsp), (rfc5912::ID_AD_CA_ISSUERS, &addresses.issuer)];
    let mut access = Vec::new();
    for (access_method, place) in methods {
        if let Some(place) = place {
            access.push(AccessDescription { access_method, access_location: address(place)? });
        }
    }
    if !access.is_empty() {
        let access = AuthorityInfoAccessSyntax(access);
        extensions.push(extension(rfc5280::ID_PE_AUTHORITY_INFO_ACCESS, false, &access)?);
    }
    Ok(extensions)
}

fn address(text: &str) -> Result<GeneralName, AuthorityError> {
    let refused = || AuthorityError::Address(text.to_string());
    if !(text.starts_with("http://") || text.starts_with("https://")) || text.contains(char::is_whitespace) {
        return Err(refused());
    }
    Ok(GeneralName::UniformResourceIdentifier(Ia5String::new(text).map_err(|_| refused())?))
}

pub(super) fn extension(oid: ObjectIdentifier, critical: bool, value: &impl Encode) -> der::Result<Extension> {
    Ok(Extension { extn_id: oid, critical, extn_value: OctetString::new(value.to_der()?)? })
}
