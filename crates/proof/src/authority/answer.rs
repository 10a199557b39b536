//! The OCSP responder (RFC 6960): requests in DER in, responses in DER out, always an answer. What
//! became of a certificate is the caller's to say, from its own list.

use std::sync::Arc;

use const_oid::db::rfc6960;
use der::asn1::{BitString, Null, OctetString};
use der::{Decode, Encode};
use x509_cert::ext::Extension;
use x509_ocsp::{
    BasicOcspResponse, CertStatus, OcspRequest, OcspResponse, ResponderId, ResponseData, RevokedInfo, SingleResponse,
    Version,
};

use super::list::code;
use super::{AuthorityError, Term, key_identifier};
use crate::algorithm;
use crate::asn1;
use crate::certificate::{Certificate, hexadecimal};
use crate::fault::{Reason, Revocation, Usage};
use crate::key::Key;
use crate::revocation;
use crate::trust;

/// The largest request that is read, in bytes.
pub const OCSP_REQUEST_BYTES_MOST: usize = 8 * 1024;
/// Certificates that one request may ask about.
pub const ANSWERED_AT_ONCE_MOST: usize = 16;
/// RFC 9654 §2.1: nonces of 1 to 128 bytes are repeated.
const NONCE_BYTES_MOST: usize = 128;

/// What became of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Issued here, and not revoked.
    Good,
    Revoked(Revocation),
    /// Never issued here.
    Unknown,
}

/// Answers for one issuer, with its own key or one that it certified for this.
pub struct Responder {
    issuer: Certificate,
    own: Certificate,
    key: Arc<dyn Key>,
}

impl Responder {
    /// `own` is the responder's certificate, issued by `issuer` for OCSP signing, or `issuer` itself.
    pub fn new(issuer: Certificate, own: Certificate, key: Arc<dyn Key>) -> Result<Responder, AuthorityError> {
        if own.public().ok().as_deref() != Some(key.public()) {
            return Err(AuthorityError::OtherKey(own.said()));
        }
        let mut faults = Vec::new();
        if own != issuer {
            trust::judge_usage(&own, Usage::OcspSigning, &mut faults);
            faults.extend(own.signed_by(&issuer).err().map(|flaw| flaw.by(&issuer.said())));
        }
        if let Some(fault) = faults.pop() {
            return Err(AuthorityError::Unreadable(fault));
        }
        Ok(Responder { issuer, own, key })
    }

    /// Answers a request. `term` is from now until the answer should be asked again; `status` tells by
    /// serial number in hexadecimal. The request's nonce is repeated.
    pub fn answer(&self, request: &[u8], term: Term, status: &dyn Fn(&str) -> Status) -> Vec<u8> {
        let malformed = OcspResponse::malformed_request();
        let response = if OCSP_REQUEST_BYTES_MOST < request.len() {
            malformed
        } else {
            match OcspRequest::from_der(request) {
                Ok(request) => self.respond(&request, term, status).unwrap_or_else(|_| OcspResponse::internal_error()),
                Err(_) => malformed,
            }
        };
        response.to_der().unwrap_or_default()
    }

    /// The answer about one certificate, without a question: to put beside a paper that it concerns.
    pub fn about(&self, certificate: &Certificate, term: Term, status: Status) -> Result<Vec<u8>, AuthorityError> {
        let request = revocation::ask(certificate, &self.issuer, None).map_err(AuthorityError::Unreadable)?;
        Ok(self.answer(&request, term, &|_| status))
    }

    fn respond(
        &self,
        request: &OcspRequest,
        term: Term,
        status: &dyn Fn(&str) -> Status,
    ) -> Result<OcspResponse, AuthorityError> {
        let asked = &request.tbs_request.request_list;
        if asked.is_empty() || ANSWERED_AT_ONCE_MOST < asked.len() {
            return Ok(OcspResponse::malformed_request());
        }
        if !asked.iter().any(|one| revocation::is_issuer(&one.req_cert, &self.issuer)) {
            // RFC 6960 §2.3: not for us to say.
            return Ok(OcspResponse::unauthorized());
        }
        let this_update = asn1::generalized(term.from)?.into();
        let next_update = Some(asn1::generalized(term.until)?.into());
        let mut responses = Vec::new();
        for one in asked {
            let cert_status = if revocation::is_issuer(&one.req_cert, &self.issuer) {
                said(status(&hexadecimal(one.req_cert.serial_number.as_bytes())))?
            } else {
                CertStatus::Unknown(Null)
            };
            responses.push(SingleResponse {
                cert_id: one.req_cert.clone(),
                cert_status,
                this_update,
                next_update,
                single_extensions: None,
            });
        }
        let data = ResponseData {
            version: Version::V1,
            responder_id: ResponderId::ByKey(OctetString::new(key_identifier(self.own.key()))?),
            produced_at: this_update,
            responses,
            response_extensions: nonce(request)?.map(|nonce| vec![nonce]),
        };
        let signature = self.key.sign(&data.to_der()?)?;
        Ok(OcspResponse::successful(BasicOcspResponse {
            tbs_response_data: data,
            signature_algorithm: algorithm::in_certificates(self.key.algorithm()),
            signature: BitString::from_bytes(&signature)?,
            certs: (self.own != self.issuer).then(|| vec![self.own.parsed.clone()]),
        })?)
    }
}

fn said(status: Status) -> der::Result<CertStatus> {
    Ok(match status {
        Status::Good => CertStatus::Good(Null),
        Status::Unknown => CertStatus::Unknown(Null),
        Status::Revoked(revocation) => CertStatus::Revoked(RevokedInfo {
            // An answer cannot say "doubtful since": the earlier moment is said for it.
            revocation_time: asn1::generalized(revocation.counts_from())?.into(),
            revocation_reason: Some(revocation.reason).filter(|one| *one != Reason::Unspecified).map(code),
        }),
    })
}

fn nonce(request: &OcspRequest) -> der::Result<Option<Extension>> {
    let extensions = request.tbs_request.request_extensions.as_deref().unwrap_or(&[]);
    let nonce = extensions.iter().find(|one| one.extn_id == rfc6960::ID_PKIX_OCSP_NONCE);
    Ok(nonce
        .filter(|one| one.extn_value.as_bytes().len() <= NONCE_BYTES_MOST + 4)
        .map(|one| Extension { critical: false, ..one.clone() }))
}
