//! The built-in time-stamping authority: RFC 3161 requests in, responses out. The hour is the
//! caller's; whether its clock is right within the stated accuracy is the caller's promise.

use std::sync::Arc;

use aws_lc_rs::rand;
use der::Encode;
use der::asn1::{BitString, Utf8StringRef};
use jiff::{SignedDuration, Timestamp};

use super::{Refusal, Request, StampError, Stamper, integer, write_imprint};
use crate::algorithm::{Digest, Imprint};
use crate::asn1::{SEQUENCE, element};
use crate::certificate::Certificate;
use crate::fault::{Fault, Usage};
use crate::key::Key;
use crate::signed::{self, Kind, Making, SignError};
use crate::trust;

/// Gives time-stamps with a key and a certificate made for it.
pub struct TimeAuthority {
    key: Arc<dyn Key>,
    chain: Vec<Certificate>,
    policy: String,
    accuracy: SignedDuration,
    ordered: bool,
}

/// The number of a token: 128 bits of chance, so that no two are alike and nothing must be kept.
const SERIAL_BYTES: usize = 16;

impl TimeAuthority {
    /// `chain` holds the authority's certificate first; `policy` is the dotted OID that its statement
    /// of practice is known by; `accuracy` is how far its clock may be wrong, to the millisecond.
    pub fn new(
        key: Arc<dyn Key>,
        chain: Vec<Certificate>,
        policy: &str,
        accuracy: SignedDuration,
    ) -> Result<TimeAuthority, StampError> {
        super::policy(policy)?;
        let mut faults = Vec::new();
        match chain.first() {
            Some(own) if own.public().ok().as_deref() == Some(key.public()) => {
                trust::judge_usage(own, Usage::TimeStamping, &mut faults);
            }
            Some(own) => faults.push(Fault::NotTheCertificate { certificate: own.said() }),
            None => faults.push(Fault::NoCertificate),
        }
        if !faults.is_empty() {
            return Err(StampError::Faulty(faults));
        }
        Ok(TimeAuthority { key, chain, policy: policy.to_string(), accuracy, ordered: false })
    }

    /// Says in each token that tokens can be put in order by their time alone. True only if the
    /// caller never hands in the same millisecond twice, nor an earlier one.
    pub fn ordered(mut self) -> TimeAuthority {
        self.ordered = true;
        self
    }

    /// Answers a request: TimeStampResp in DER, granted or refused with the reason. Always an answer.
    pub fn answer(&self, request: &[u8], at: Timestamp) -> Vec<u8> {
        let granted = Request::read(request).and_then(|request| {
            if request.policy.as_ref().is_some_and(|asked| *asked != self.policy) {
                return Err(Refusal::UnacceptedPolicy);
            }
            self.token(&request, at).map_err(|_| Refusal::SystemFailure)
        });
        match granted {
            Ok(token) => element(SEQUENCE, &[&element(SEQUENCE, &[&[0x02, 0x01, 0x00]]), &token]),
            Err(refusal) => refused(refusal).unwrap_or_default(),
        }
    }

    /// A token for a question that was read, in DER.
    pub fn token(&self, request: &Request, at: Timestamp) -> Result<Vec<u8>, StampError> {
        let policy = super::policy(&self.policy)?;
        let info = self.info(request, &policy, at).map_err(|why| StampError::Encoding(why.to_string()))?;
        let making = Making {
            kind: Kind::TimeStamp,
            inside: Some(&info),
            imprint: Digest::for_key(self.key.as_ref()).of(&[&info]),
            claimed_at: Some(at),
            chain: &self.chain,
            with_certificates: request.with_certificate,
        };
        signed::make(&making, self.key.as_ref()).map_err(|error| match error {
            SignError::Key(error) => StampError::Key(error),
            other => StampError::Encoding(other.to_string()),
        })
    }

    fn info(&self, request: &Request, policy: &[u8], at: Timestamp) -> der::Result<Vec<u8>> {
        let mut serial = [0; SERIAL_BYTES];
        rand::fill(&mut serial).map_err(|_| der::ErrorKind::Failed)?;
        serial[0] |= 1;
        let nonce = request.nonce.as_deref().map(|nonce| element(0x02, &[nonce]));
        Ok(element(
            SEQUENCE,
            &[
                &1u8.to_der()?,
                policy,
                &write_imprint(&request.imprint)?,
                &integer(&serial)?,
                &general_time(at),
                &self.accuracy()?,
                // FALSE is the default, which DER leaves out.
                &if self.ordered { true.to_der()? } else { Vec::new() },
                &nonce.unwrap_or_default(),
            ],
        ))
    }

    /// Seconds and thousandths; what is nothing is left out.
    fn accuracy(&self) -> der::Result<Vec<u8>> {
        let seconds = u64::try_from(self.accuracy.as_secs()).unwrap_or(0);
        let millis = u16::try_from(self.accuracy.subsec_millis()).unwrap_or(0);
        let seconds = if 0 < seconds { seconds.to_der()? } else { Vec::new() };
        let mut millis = if 0 < millis { millis.to_der()? } else { Vec::new() };
        if let Some(tag) = millis.first_mut() {
            *tag = 0x80;
        }
        Ok(element(SEQUENCE, &[&seconds, &millis]))
    }
}

/// To the millisecond, without zeros at the end (X.690 §11.7).
fn general_time(at: Timestamp) -> Vec<u8> {
    let text = at.strftime("%Y%m%d%H%M%S").to_string();
    let fraction = format!("{:03}", at.subsec_nanosecond() / 1_000_000);
    let fraction = fraction.trim_end_matches('0');
    let text = if fraction.is_empty() { format!("{text}Z") } else { format!("{text}.{fraction}Z") };
    element(0x18, &[text.as_bytes()])
}

/// A refusal: status 2, rejection, with the reason as its bit (RFC 3161 §2.4.2).
fn refused(refusal: Refusal) -> der::Result<Vec<u8>> {
    let bit = refusal as usize;
    let mut bytes = vec![0; bit / 8 + 1];
    bytes[bit / 8] = 0x80 >> (bit % 8);
    let failure = BitString::new(7 - (bit % 8) as u8, bytes)?.to_der()?;
    let text = Utf8StringRef::new(match refusal {
        Refusal::BadAlgorithm => "digest algorithm not accepted: use SHA-256, SHA-384 or SHA-512",
        Refusal::BadRequest => "request or nonce too long",
        Refusal::BadDataFormat => "not a TimeStampReq, or a digest of another length",
        Refusal::UnacceptedPolicy => "policy not offered",
        Refusal::UnacceptedExtension => "extensions not accepted",
        _ => "no time-stamp can be given now",
    })?;
    let text = element(SEQUENCE, &[&text.to_der()?]);
    Ok(element(SEQUENCE, &[&element(SEQUENCE, &[&2u8.to_der()?, &text, &failure])]))
}

/// The authority as a [`Stamper`] in this process, with the caller's clock.
pub struct Here<C> {
    pub authority: Arc<TimeAuthority>,
    pub clock: C,
}

impl<C: Fn() -> Timestamp + Send + Sync> Stamper for Here<C> {
    fn stamp(&self, sha256: [u8; 32]) -> Result<Vec<u8>, StampError> {
        let imprint = Imprint::from(sha256);
        let request = Request { imprint, nonce: None, policy: None, with_certificate: true };
        self.authority.token(&request, (self.clock)())
    }
}
