//! Reads lists (RFC 5280 §5) and OCSP answers (RFC 6960 §4.2): what they say of one certificate, and
//! whether they may say it. Of several, the most recent counts. Fetching them is the caller's work:
//! the addresses are in the certificate, the question to ask is made here.

mod answer;
mod list;

use jiff::{SignedDuration, Timestamp};

use crate::certificate::Certificate;
use crate::fault::{Fault, Revocation};
use crate::trust::Trust;

pub(crate) use answer::is_issuer;
pub use answer::{ANSWER_BYTES_MOST, ask};
pub(crate) use list::EXPIRED_CERTS_ON_CRL;
pub use list::{LIST_BYTES_MOST, List, Spoken, judge_list};

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
    let lists = trust.crls.iter().map(|list| list::says(list, certificate, issuer));
    let answers = trust.ocsp.iter().map(|answer| answer::says(trust, answer, certificate, issuer));
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
