//! Revocation lists (RFC 5280 §5): every certificate that was revoked, ended ones too, so that a paper
//! can still be judged after its signer's certificate ended.

use const_oid::db::rfc5280;
use der::Encode;
use der::asn1::{GeneralizedTime, OctetString, Uint};
use x509_cert::certificate::Version;
use x509_cert::crl::{RevokedCert, TbsCertList};
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, CrlReason};
use x509_cert::serial_number::SerialNumber;

use super::profile::extension;
use super::{Authority, AuthorityError, Term, key_identifier, sign};
use crate::algorithm;
use crate::asn1;
use crate::certificate::bytes_of;
use crate::fault::{Reason, Revocation};
use crate::revocation::EXPIRED_CERTS_ON_CRL;

/// One line of a list: which certificate, by its serial number in hexadecimal, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub serial: String,
    pub revocation: Revocation,
}

impl Authority {
    /// Signs the list: `number` grows with each list, `term` is from now until the next list at the
    /// latest, and `revoked` holds all that were ever revoked.
    pub fn revocation_list(&self, number: u64, revoked: &[Listed], term: Term) -> Result<Vec<u8>, AuthorityError> {
        if term.until <= term.from {
            return Err(AuthorityError::Term(term.until));
        }
        let entries = revoked.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        let identifier = AuthorityKeyIdentifier {
            key_identifier: Some(OctetString::new(key_identifier(self.certificate.key()))?),
            authority_cert_issuer: None,
            authority_cert_serial_number: None,
        };
        // Since the authority began, nobody was taken off.
        let since: GeneralizedTime = asn1::generalized(self.certificate.from())?;
        let list = TbsCertList {
            version: Version::V2,
            signature: algorithm::in_certificates(self.key.algorithm()),
            issuer: self.certificate.subject_name().clone(),
            this_update: asn1::time(term.from)?,
            next_update: Some(asn1::time(term.until)?),
            revoked_certificates: if entries.is_empty() { None } else { Some(entries) },
            crl_extensions: Some(vec![
                extension(rfc5280::ID_CE_AUTHORITY_KEY_IDENTIFIER, false, &identifier)?,
                extension(rfc5280::ID_CE_CRL_NUMBER, false, &Uint::new(&number.to_be_bytes())?)?,
                extension(EXPIRED_CERTS_ON_CRL, false, &since)?,
            ]),
        };
        sign(list.to_der()?, self.key.as_ref())
    }
}

fn entry(listed: &Listed) -> Result<RevokedCert, AuthorityError> {
    let serial =
        bytes_of(&listed.serial).ok_or_else(|| AuthorityError::Encoding(format!("serial number {}", listed.serial)))?;
    let mut extensions = Vec::new();
    // RFC 5280 §5.3.1: unspecified is said by silence.
    if listed.revocation.reason != Reason::Unspecified {
        extensions.push(extension(rfc5280::ID_CE_CRL_REASONS, false, &code(listed.revocation.reason))?);
    }
    if let Some(since) = listed.revocation.doubtful_since {
        extensions.push(extension(rfc5280::ID_CE_INVALIDITY_DATE, false, &asn1::generalized(since)?)?);
    }
    Ok(RevokedCert {
        serial_number: SerialNumber::new(&serial)?,
        revocation_date: asn1::time(listed.revocation.at)?,
        crl_entry_extensions: if extensions.is_empty() { None } else { Some(extensions) },
    })
}

pub(super) fn code(reason: Reason) -> CrlReason {
    match reason {
        Reason::Unspecified => CrlReason::Unspecified,
        Reason::KeyCompromise => CrlReason::KeyCompromise,
        Reason::AuthorityCompromise => CrlReason::CaCompromise,
        Reason::AffiliationChanged => CrlReason::AffiliationChanged,
        Reason::Superseded => CrlReason::Superseded,
        Reason::CessationOfOperation => CrlReason::CessationOfOperation,
        Reason::CertificateHold => CrlReason::CertificateHold,
        Reason::PrivilegeWithdrawn => CrlReason::PrivilegeWithdrawn,
        Reason::AttributeAuthorityCompromise => CrlReason::AaCompromise,
    }
}
