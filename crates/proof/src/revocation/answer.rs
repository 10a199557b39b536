//! OCSP answers (RFC 6960 §4.2), and the question that asks for one (§4.1).

use const_oid::db::rfc6960;
use der::asn1::{Any, GeneralizedTime, OctetString};
use der::{Decode, Encode};
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::Extension;
use x509_ocsp::{
    BasicOcspResponse, CertId, CertStatus, OcspRequest, OcspResponse, OcspResponseStatus, Request, ResponderId,
    TbsRequest,
};

use super::{Evidence, list, unusable};
use crate::algorithm::{self, Digest};
use crate::asn1::{self, limited, malformed};
use crate::certificate::Certificate;
use crate::fault::{Fault, Part, Reason, Revocation, Usage};
use crate::trust::{self, Trust};

/// The largest OCSP answer that is read, in bytes.
pub const ANSWER_BYTES_MOST: usize = 64 * 1024;
/// Certificates beside an answer that are looked at for the responder's.
const RESPONDERS_MOST: usize = 8;

/// The question to an OCSP responder about one certificate, in DER (`application/ocsp-request`). It
/// names certificates by SHA-1, as all responders expect (RFC 5019 §2.1.1): an identifier, not a
/// protection. A nonce of 16 to 32 bytes of chance makes the answer fresh; many responders ignore it.
pub fn ask(certificate: &Certificate, issuer: &Certificate, nonce: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    write(certificate, issuer, nonce).map_err(malformed(Part::OcspRequest))
}

fn write(certificate: &Certificate, issuer: &Certificate, nonce: Option<&[u8]>) -> der::Result<Vec<u8>> {
    let key = issuer.key().subject_public_key.raw_bytes();
    let req_cert = CertId {
        hash_algorithm: AlgorithmIdentifierOwned {
            oid: const_oid::db::rfc5912::ID_SHA_1,
            parameters: Some(Any::null()),
        },
        issuer_name_hash: OctetString::new(algorithm::sha1(&issuer.subject_name().to_der()?))?,
        issuer_key_hash: OctetString::new(algorithm::sha1(key))?,
        serial_number: certificate.parsed.tbs_certificate.serial_number.clone(),
    };
    let nonce = match nonce {
        Some(nonce) => Some(vec![Extension {
            extn_id: rfc6960::ID_PKIX_OCSP_NONCE,
            critical: false,
            extn_value: OctetString::new(OctetString::new(nonce)?.to_der()?)?,
        }]),
        None => None,
    };
    let tbs_request = TbsRequest {
        version: Default::default(),
        requestor_name: None,
        request_list: vec![Request { req_cert, single_request_extensions: None }],
        request_extensions: nonce,
    };
    OcspRequest { tbs_request, optional_signature: None }.to_der()
}

/// What an answer says of the certificate; nothing if it is about others.
pub(super) fn says(
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
            reason: info.revocation_reason.map_or(Reason::Unspecified, list::reason_of),
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
fn is_about(id: &CertId, certificate: &Certificate, issuer: &Certificate) -> bool {
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
    for candidate in basic.certs.iter().flatten().take(RESPONDERS_MOST) {
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
        for evidence in lists.filter_map(|list| list::says(list, &candidate, issuer).ok().flatten()) {
            if evidence.revoked.is_some_and(|revocation| revocation.counts_from() <= said_at) {
                faults.push(unusable(certificate, "its responder's certificate was revoked"));
            }
        }
        return faults.pop().map_or(Ok(candidate), Err);
    }
    Err(unusable(certificate, "its responder is not named by the issuer"))
}
