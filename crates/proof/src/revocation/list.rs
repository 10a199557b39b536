//! Revocation lists (RFC 5280 §5). A list may be long and comes from anywhere: its signature is
//! verified before its lines are read, and the lines are read without being kept.

use const_oid::db::rfc5280;
use der::asn1::{GeneralizedTime, ObjectIdentifier, UintRef};
use der::{Decode, Reader, SliceReader};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;
use x509_cert::crl::RevokedCert;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::crl::dp::IssuingDistributionPoint;
use x509_cert::ext::pkix::name::DistributionPointName;
use x509_cert::ext::pkix::{BasicConstraints, CrlDistributionPoints, CrlReason};
use x509_cert::name::Name;
use x509_cert::time::Time;

use super::{Evidence, SaturatingAdd, unusable};
use crate::asn1::{self, SEQUENCE, limited, malformed};
use crate::certificate::{Certificate, Identity, hexadecimal};
use crate::fault::{Fault, Part, Reason, Revocation, Usage};
use crate::trust;

/// The largest list that is read, in bytes: some hundred thousand revoked certificates.
pub const LIST_BYTES_MOST: usize = 8 * 1024 * 1024;
const EXTENSIONS_MOST: usize = 32;
const PART: Part = Part::RevocationList;

/// X.509 §9.5.2.8: expiredCertsOnCRL, from which end on the ended ones stay listed.
pub(crate) const EXPIRED_CERTS_ON_CRL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.60");

/// What stands on top of a list, for whoever keeps and renews lists. Nothing of it is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Whose list it says it is.
    pub issuer: Identity,
    /// Its number, in hexadecimal, which grows from list to list.
    pub number: Option<String>,
    pub made_at: Timestamp,
    /// When the next one comes at the latest.
    pub until: Option<Timestamp>,
}

impl List {
    /// Reads the top of a list in DER, at most [`LIST_BYTES_MOST`] long.
    pub fn read(der: &[u8]) -> Result<List, Fault> {
        let top = top(der)?;
        let number = top.extension(rfc5280::ID_CE_CRL_NUMBER).and_then(|value| UintRef::from_der(value).ok());
        Ok(List {
            issuer: Identity::of(&top.issuer),
            number: number.map(|number| hexadecimal(number.as_bytes())),
            made_at: top.made_at,
            until: top.until,
        })
    }
}

/// A list, with its lines unread.
struct Top<'a> {
    signed: &'a [u8],
    algorithm: AlgorithmIdentifierOwned,
    signature: &'a [u8],
    issuer: Name,
    made_at: Timestamp,
    until: Option<Timestamp>,
    lines: &'a [u8],
    extensions: Vec<Extension>,
}

impl Top<'_> {
    fn extension(&self, oid: ObjectIdentifier) -> Option<&[u8]> {
        self.extensions.iter().find(|one| one.extn_id == oid).map(|one| one.extn_value.as_bytes())
    }
}

fn top(der: &[u8]) -> Result<Top<'_>, Fault> {
    limited(PART, der, LIST_BYTES_MOST)?;
    parse(der).map_err(malformed(PART))
}

fn parse(der: &[u8]) -> der::Result<Top<'_>> {
    let odd = || der::Error::from(der::ErrorKind::Failed);
    let outer = asn1::sequence(der, 3)?;
    let &[signed, algorithm, signature] = outer.as_slice() else { return Err(odd()) };
    let fields = asn1::sequence(signed.whole, 7)?;
    let mut rest = fields.iter().copied().peekable();
    rest.next_if(|field| field.is(0x02));
    let inner = rest.next_if(|field| field.is(SEQUENCE)).ok_or_else(odd)?;
    if inner.whole != algorithm.whole {
        return Err(odd());
    }
    let issuer = rest.next_if(|field| field.is(SEQUENCE)).ok_or_else(odd)?;
    let is_time = |field: &asn1::Element<'_>| field.is(0x17) || field.is(0x18);
    let time = |field: asn1::Element<'_>| Time::from_der(field.whole).map(|time| asn1::moment(time.to_unix_duration()));
    let made_at = time(rest.next_if(is_time).ok_or_else(odd)?)?;
    let until = rest.next_if(is_time).map(time).transpose()?;
    let lines = rest.next_if(|field| field.is(SEQUENCE)).map_or(&[][..], |lines| lines.value);
    let mut extensions: Vec<Extension> = Vec::new();
    if let Some(wrapped) = rest.next_if(|field| field.is(0xa0)) {
        for one in asn1::sequence(wrapped.value, EXTENSIONS_MOST)? {
            let extension = Extension::from_der(one.whole)?;
            if extensions.iter().any(|earlier| earlier.extn_id == extension.extn_id) {
                return Err(odd());
            }
            extensions.push(extension);
        }
    }
    if rest.next().is_some() {
        return Err(odd());
    }
    Ok(Top {
        signed: signed.whole,
        algorithm: AlgorithmIdentifierOwned::from_der(algorithm.whole)?,
        // A BIT STRING of whole bytes begins with its count of unused bits.
        signature: signature.value.strip_prefix(&[0]).filter(|_| signature.is(0x03)).ok_or_else(odd)?,
        issuer: Name::from_der(issuer.whole)?,
        made_at,
        until,
        lines,
        extensions,
    })
}

/// What a list says of the certificate; nothing if it is another issuer's or another part's.
pub(super) fn says(der: &[u8], certificate: &Certificate, issuer: &Certificate) -> Result<Option<Evidence>, Fault> {
    let list = top(der)?;
    if list.issuer != *issuer.subject_name() || !covers_kind(&list, certificate)? {
        return Ok(None);
    }
    let mut faults = Vec::new();
    trust::judge_usage(issuer, Usage::RevocationList, &mut faults);
    if let Some(fault) = faults.pop() {
        return Err(fault);
    }
    issuer.made(&list.algorithm, None, list.signed, list.signature).map_err(|flaw| flaw.by(&issuer.said()))?;
    let revoked = match line(list.lines, certificate.serial_bytes()).map_err(malformed(PART))? {
        Some(line) => Some(line_says(&line, certificate)?),
        // A list may forget who ended by itself, unless it says that it does not.
        None if certificate.until() < list.made_at && !keeps_ended(&list, certificate) => return Ok(None),
        None => None,
    };
    Ok(Some(Evidence { said_at: list.made_at, until: list.until, revoked }))
}

/// A list that was judged for one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    pub made_at: Timestamp,
    /// When the next one comes at the latest.
    pub until: Timestamp,
    pub revoked: Option<Revocation>,
}

/// Judges a list that was just fetched, for a certificate and by its issuer: it is theirs and signed by them,
/// speaks of certificates of that kind, and is in force now.
pub fn judge_list(
    der: &[u8],
    certificate: &Certificate,
    issuer: &Certificate,
    now: Timestamp,
) -> Result<Spoken, Fault> {
    let Some(said) = says(der, certificate, issuer)? else {
        return Err(unusable(certificate, "the list is another authority's, or says nothing of such certificates"));
    };
    if now.saturating_add_most(super::CLOCKS_DIFFER_MOST) < said.said_at {
        return Err(unusable(certificate, format!("the list was made later, at {}", said.said_at)));
    }
    let Some(until) = said.until else {
        return Err(unusable(certificate, "the list does not say until when it is in force"));
    };
    if until < now {
        return Err(unusable(certificate, format!("the list is of {} and no longer in force", said.said_at)));
    }
    Ok(Spoken { made_at: said.said_at, until, revoked: said.revoked })
}

/// The line of that serial number.
fn line(lines: &[u8], serial: &[u8]) -> der::Result<Option<RevokedCert>> {
    let mut reader = SliceReader::new(lines)?;
    while !reader.is_finished() {
        let whole = reader.tlv_bytes()?;
        let number = asn1::first(asn1::only(whole)?.value)?;
        let number = asn1::only(number)?;
        if number.is(0x02) && number.value == serial {
            return RevokedCert::from_der(whole).map(Some);
        }
    }
    Ok(None)
}

fn keeps_ended(list: &Top<'_>, certificate: &Certificate) -> bool {
    list.extension(EXPIRED_CERTS_ON_CRL)
        .and_then(|since| GeneralizedTime::from_der(since).ok())
        .is_some_and(|since| asn1::moment(since.to_unix_duration()) <= certificate.until())
}

/// Whether the list is about certificates of this kind and place (RFC 5280 §5.2.5). A list of
/// changes only, or of others' certificates, says too little.
fn covers_kind(list: &Top<'_>, certificate: &Certificate) -> Result<bool, Fault> {
    for extension in &list.extensions {
        match extension.extn_id {
            rfc5280::ID_CE_ISSUING_DISTRIBUTION_POINT => {
                let point =
                    IssuingDistributionPoint::from_der(extension.extn_value.as_bytes()).map_err(malformed(PART))?;
                let authority = certificate.extension::<BasicConstraints>().is_some_and(|one| one.ca);
                let of_kind = !(point.only_contains_attribute_certs
                    || point.indirect_crl
                    || point.only_some_reasons.is_some()
                    || point.only_contains_user_certs && authority
                    || point.only_contains_ca_certs && !authority);
                if !of_kind || !of_place(point.distribution_point.as_ref(), certificate) {
                    return Ok(false);
                }
            }
            rfc5280::ID_CE_DELTA_CRL_INDICATOR => return Ok(false),
            other if extension.critical => {
                return Err(unusable(certificate, format!("its list carries an unknown critical rule, {other}")));
            }
            _ => {}
        }
    }
    Ok(true)
}

fn of_place(place: Option<&DistributionPointName>, certificate: &Certificate) -> bool {
    let Some(DistributionPointName::FullName(here)) = place else { return place.is_none() };
    let points = certificate.extension::<CrlDistributionPoints>().map(|points| points.0).unwrap_or_default();
    points.iter().any(|point| match &point.distribution_point {
        Some(DistributionPointName::FullName(names)) => names.iter().any(|name| here.contains(name)),
        _ => false,
    })
}

fn line_says(line: &RevokedCert, certificate: &Certificate) -> Result<Revocation, Fault> {
    let mut revocation = Revocation {
        at: asn1::moment(line.revocation_date.to_unix_duration()),
        reason: Reason::Unspecified,
        doubtful_since: None,
    };
    for extension in line.crl_entry_extensions.as_deref().unwrap_or(&[]) {
        let value = extension.extn_value.as_bytes();
        match extension.extn_id {
            rfc5280::ID_CE_CRL_REASONS => {
                let reason = CrlReason::from_der(value).map_err(malformed(PART))?;
                revocation.reason = reason_of(reason);
            }
            rfc5280::ID_CE_INVALIDITY_DATE => {
                let since = GeneralizedTime::from_der(value).map_err(malformed(PART))?;
                revocation.doubtful_since = Some(asn1::moment(since.to_unix_duration()));
            }
            other if extension.critical => {
                return Err(unusable(
                    certificate,
                    format!("its list's line carries an unknown critical rule, {other}"),
                ));
            }
            _ => {}
        }
    }
    Ok(revocation)
}

pub(super) fn reason_of(reason: CrlReason) -> Reason {
    match reason {
        CrlReason::Unspecified | CrlReason::RemoveFromCRL => Reason::Unspecified,
        CrlReason::KeyCompromise => Reason::KeyCompromise,
        CrlReason::CaCompromise => Reason::AuthorityCompromise,
        CrlReason::AffiliationChanged => Reason::AffiliationChanged,
        CrlReason::Superseded => Reason::Superseded,
        CrlReason::CessationOfOperation => Reason::CessationOfOperation,
        CrlReason::CertificateHold => Reason::CertificateHold,
        CrlReason::PrivilegeWithdrawn => Reason::PrivilegeWithdrawn,
        CrlReason::AaCompromise => Reason::AttributeAuthorityCompromise,
    }
}
