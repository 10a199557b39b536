//! Reads lists (RFC 5280 §5) and OCSP answers (RFC 6960 §4.2): what they say of one certificate, and
//! whether they may say it. Of several, the most recent counts.

use const_oid::db::{rfc5280, rfc6960};
use der::asn1::{GeneralizedTime, ObjectIdentifier};
use der::{Decode, Encode};
use jiff::{SignedDuration, Timestamp};
use x509_cert::crl::{CertificateList, RevokedCert};
use x509_cert::ext::pkix::crl::dp::IssuingDistributionPoint;
use x509_cert::ext::pkix::name::DistributionPointName;
use x509_cert::ext::pkix::{BasicConstraints, CrlDistributionPoints, CrlReason};
use x509_ocsp::{BasicOcspResponse, CertId, CertStatus, OcspResponse, OcspResponseStatus, ResponderId};

use crate::algorithm::{self, Digest};
use crate::asn1::{self, limited, malformed};
use crate::certificate::Certificate;
use crate::fault::{Fault, Part, Reason, Revocation, Usage};
use crate::trust::{self, Trust};

/// The largest list that is read, in bytes: some hundred thousand revoked certificates.
pub const LIST_BYTES_MOST: usize = 8 * 1024 * 1024;
/// The largest OCSP answer that is read, in bytes.
pub const ANSWER_BYTES_MOST: usize = 64 * 1024;
/// How far two honest clocks may differ.
const CLOCKS_DIFFER_MOST: SignedDuration = SignedDuration::from_mins(5);

/// What all the evidence together says of one certificate.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub good: bool,
    pub revoked: Option<Revocation>,
    /// Evidence that was meant for it and cannot be used.
    pub unusable: Vec<Fault>,
}

/// What one piece of evidence says.
struct Evidence {
    said_at: Timestamp,
    until: Option<Timestamp>,
    revoked: Option<Revocation>,
}

pub(crate) fn known(trust: &Trust, certificate: &Certificate, issuer: &Certificate, used: Timestamp) -> Known {
    let mut known = Known::default();
    let mut latest: Option<Evidence> = None;
    let heard = trust.now.max(trust.at).saturating_add_most(CLOCKS_DIFFER_MOST);
    let lists = trust.crls.iter().map(|list| of_list(list, certificate, issuer));
    let answers = trust.ocsp.iter().map(|answer| of_answer(trust, answer, certificate, issuer));
    for found in lists.chain(answers) {
        match found {
            Ok(Some(evidence)) if evidence.said_at <= heard => {
                if latest.as_ref().is_none_or(|latest| latest.said_at < evidence.said_at) {
                    latest = Some(evidence);
                }
            }
            Ok(Some(evidence)) => {
                known.unusable.push(unusable(certificate, format!("it was made later, at {}", evidence.said_at)));
            }
            Ok(None) => {}
            Err(fault) => known.unusable.push(fault),
        }
    }
    let Some(latest) = latest else { return known };
    known.revoked = latest.revoked;
    // What was said after the use covers it; what was said before covers it until its end.
    let covers = used <= latest.said_at.saturating_add_most(CLOCKS_DIFFER_MOST)
        || latest.until.is_some_and(|until| used <= until);
    known.good = latest.revoked.is_none() && covers;
    if latest.revoked.is_none() && !covers {
        known.unusable.push(unusable(certificate, format!("it is of {} and no longer in force", latest.said_at)));
    }
    known
}

fn unusable(certificate: &Certificate, why: impl Into<String>) -> Fault {
    Fault::RevocationEvidence { certificate: certificate.said(), why: why.into() }
}

trait SaturatingAdd {
    fn saturating_add_most(self, most: SignedDuration) -> Timestamp;
}

impl SaturatingAdd for Timestamp {
    fn saturating_add_most(self, most: SignedDuration) -> Timestamp {
        self.checked_add(most).unwrap_or(Timestamp::MAX)
    }
}

// --- Lists ---

/// What a list says of the certificate; nothing if it is another issuer's or another part's.
fn of_list(der: &[u8], certificate: &Certificate, issuer: &Certificate) -> Result<Option<Evidence>, Fault> {
    let part = Part::RevocationList;
    limited(part, der, LIST_BYTES_MOST)?;
    let signed = asn1::sequence(der, 3).map_err(malformed(part))?;
    let list = CertificateList::from_der(der).map_err(malformed(part))?;
    let inner = &list.tbs_cert_list;
    if inner.issuer != *issuer.subject_name() || !covers_kind(&list, certificate)? {
        return Ok(None);
    }
    let mut faults = Vec::new();
    trust::judge_usage(issuer, Usage::RevocationList, &mut faults);
    if let Some(fault) = faults.pop() {
        return Err(fault);
    }
    let wrong = || Fault::BadSignature { by: issuer.said() };
    let (Some(signed), Some(signature)) = (signed.first(), list.signature.as_bytes()) else { return Err(wrong()) };
    if list.signature_algorithm != inner.signature {
        return Err(wrong());
    }
    issuer.made(&list.signature_algorithm, None, signed.whole, signature).map_err(|flaw| flaw.by(&issuer.said()))?;

    let said_at = asn1::moment(inner.this_update.to_unix_duration());
    let until = inner.next_update.map(|until| asn1::moment(until.to_unix_duration()));
    let entries = inner.revoked_certificates.as_deref().unwrap_or(&[]);
    let entry = entries.iter().find(|entry| entry.serial_number.as_bytes() == certificate.serial_bytes());
    let revoked = match entry {
        Some(entry) => Some(entry_says(entry, certificate)?),
        // A list may forget who ended by itself, unless it says that it does not.
        None if certificate.until() < said_at && !keeps_ended(&list, certificate) => return Ok(None),
        None => None,
    };
    Ok(Some(Evidence { said_at, until, revoked }))
}

/// X.509 §9.5.2.8: expiredCertsOnCRL, from which end on the ended ones stay listed.
pub(crate) const EXPIRED_CERTS_ON_CRL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.60");

fn keeps_ended(list: &CertificateList, certificate: &Certificate) -> bool {
    let extensions = list.tbs_cert_list.crl_extensions.as_deref().unwrap_or(&[]);
    let since = extensions.iter().find(|one| one.extn_id == EXPIRED_CERTS_ON_CRL);
    since
        .and_then(|one| GeneralizedTime::from_der(one.extn_value.as_bytes()).ok())
        .is_some_and(|since| asn1::moment(since.to_unix_duration()) <= certificate.until())
}

/// Whether the list is about certificates of this kind and place (RFC 5280 §5.2.5). A list of
/// changes only, or of others' certificates, says too little.
fn covers_kind(list: &CertificateList, certificate: &Certificate) -> Result<bool, Fault> {
    for extension in list.tbs_cert_list.crl_extensions.as_deref().unwrap_or(&[]) {
        match extension.extn_id {
            rfc5280::ID_CE_ISSUING_DISTRIBUTION_POINT => {
                let point = IssuingDistributionPoint::from_der(extension.extn_value.as_bytes())
                    .map_err(malformed(Part::RevocationList))?;
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

fn entry_says(entry: &RevokedCert, certificate: &Certificate) -> Result<Revocation, Fault> {
    let mut revocation = Revocation {
        at: asn1::moment(entry.revocation_date.to_unix_duration()),
        reason: Reason::Unspecified,
        doubtful_since: None,
    };
    for extension in entry.crl_entry_extensions.as_deref().unwrap_or(&[]) {
        let value = extension.extn_value.as_bytes();
        match extension.extn_id {
            rfc5280::ID_CE_CRL_REASONS => {
                let reason = CrlReason::from_der(value).map_err(malformed(Part::RevocationList))?;
                revocation.reason = reason_of(reason);
            }
            rfc5280::ID_CE_INVALIDITY_DATE => {
                let since = GeneralizedTime::from_der(value).map_err(malformed(Part::RevocationList))?;
                revocation.doubtful_since = Some(asn1::moment(since.to_unix_duration()));
            }
            other if extension.critical => {
                return Err(unusable(
                    certificate,
                    format!("its list's entry carries an unknown critical rule, {other}"),
                ));
            }
            _ => {}
        }
    }
    Ok(revocation)
}

fn reason_of(reason: CrlReason) -> Reason {
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

// --- OCSP ---

/// What an answer says of the certificate; nothing if it is about others.
fn of_answer(
    trust: &Trust,
    der: &[u8],
    certificate: &Certificate,
    issuer: &Certificate,
) -> Result<Option<Evidence>, Fault> {
    let part = Part::OcspResponse;
    limited(part, der, ANSWER_BYTES_MOST)?;
    let response = OcspResponse::from_der(der).map_err(malformed(part))?;
    let bytes = match (response.response_status, response.response_bytes) {
        (OcspResponseStatus::Successful, Some(bytes)) if bytes.response_type == rfc6960::ID_PKIX_OCSP_BASIC => bytes,
        (status, _) => return Err(unusable(certificate, format!("the responder answered {status:?}"))),
    };
    let signed = asn1::sequence(bytes.response.as_bytes(), 4).map_err(malformed(part))?;
    let basic = BasicOcspResponse::from_der(bytes.response.as_bytes()).map_err(malformed(part))?;
    let about = |id: &CertId| is_about(id, certificate, issuer);
    let Some(single) = basic.tbs_response_data.responses.iter().find(|single| about(&single.cert_id)) else {
        return Ok(None);
    };
    let responder = responder(trust, &basic, certificate, issuer)?;
    let wrong = || Fault::BadSignature { by: responder.said() };
    let (Some(signed), Some(signature)) = (signed.first(), basic.signature.as_bytes()) else { return Err(wrong()) };
    responder
        .made(&basic.signature_algorithm, None, signed.whole, signature)
        .map_err(|flaw| flaw.by(&responder.said()))?;
    let time = |time: GeneralizedTime| asn1::moment(time.to_unix_duration());
    let revoked = match &single.cert_status {
        CertStatus::Good(_) => None,
        CertStatus::Revoked(info) => Some(Revocation {
            at: time(info.revocation_time.0),
            reason: info.revocation_reason.map_or(Reason::Unspecified, reason_of),
            doubtful_since: None,
        }),
        CertStatus::Unknown(_) => return Err(unusable(certificate, "the responder does not know it")),
    };
    let said_at = time(single.this_update.0);
    // Without an end, an answer is as good as the moment it was made (RFC 6960 §4.2.2.1).
    let until = Some(single.next_update.map_or(said_at, |until| time(until.0)));
    Ok(Some(Evidence { said_at, until, revoked }))
}

/// Whether an identifier (RFC 6960 §4.1.1) means this certificate of this issuer.
pub(crate) fn is_about(id: &CertId, certificate: &Certificate, issuer: &Certificate) -> bool {
    id.serial_number.as_bytes() == certificate.serial_bytes() && is_issuer(id, issuer)
}

pub(crate) fn is_issuer(id: &CertId, issuer: &Certificate) -> bool {
    let hash = |bytes: &[u8]| -> Option<Vec<u8>> {
        match Digest::known(&id.hash_algorithm) {
            Ok(digest) => Some(digest.of(&[bytes]).bytes),
            Err(_) if id.hash_algorithm.oid == const_oid::db::rfc5912::ID_SHA_1 => {
                Some(algorithm::sha1(bytes).to_vec())
            }
            Err(_) => None,
        }
    };
    let (Ok(name), Some(key)) = (issuer.subject_name().to_der(), issuer.key().subject_public_key.as_bytes()) else {
        return false;
    };
    hash(&name).is_some_and(|hash| hash == id.issuer_name_hash.as_bytes())
        && hash(key).is_some_and(|hash| hash == id.issuer_key_hash.as_bytes())
}

/// Who answered: the issuer, or whom the issuer itself named for it (RFC 6960 §4.2.2.2).
fn responder(
    trust: &Trust,
    basic: &BasicOcspResponse,
    certificate: &Certificate,
    issuer: &Certificate,
) -> Result<Certificate, Fault> {
    let named = |candidate: &Certificate| match &basic.tbs_response_data.responder_id {
        ResponderId::ByName(name) => name == candidate.subject_name(),
        ResponderId::ByKey(hash) => {
            let key = candidate.key().subject_public_key.as_bytes();
            key.is_some_and(|key| algorithm::sha1(key)[..] == *hash.as_bytes())
        }
    };
    if named(issuer) {
        return Ok(issuer.clone());
    }
    let said_at = asn1::moment(basic.tbs_response_data.produced_at.0.to_unix_duration());
    for candidate in basic.certs.iter().flatten() {
        let Ok(der) = candidate.to_der() else { continue };
        let candidate = Certificate::read(&der)?;
        if !named(&candidate) || !candidate.may_be_issued_by(issuer) || candidate.signed_by(issuer).is_err() {
            continue;
        }
        let mut faults = Vec::new();
        trust::judge_usage(&candidate, Usage::OcspSigning, &mut faults);
        if !(candidate.from() <= said_at && said_at <= candidate.until()) {
            faults.push(unusable(certificate, "its responder's certificate did not count then"));
        }
        let unchecked = candidate.extensions().iter().any(|one| one.extn_id == rfc6960::ID_PKIX_OCSP_NOCHECK);
        let lists = trust.crls.iter().filter(|_| !unchecked);
        for evidence in lists.filter_map(|list| of_list(list, &candidate, issuer).ok().flatten()) {
            if evidence.revoked.is_some_and(|revocation| revocation.counts_from() <= said_at) {
                faults.push(unusable(certificate, "its responder's certificate was revoked"));
            }
        }
        return faults.pop().map_or(Ok(candidate), Err);
    }
    Err(unusable(certificate, "its responder is not named by the issuer"))
}
