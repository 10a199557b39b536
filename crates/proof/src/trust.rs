//! Whom to believe: from a certificate to a root, at a moment, with all that is wrong on the way
//! (RFC 5280 §6; ETSI EN 319 102-1 §5.2.6 for the moment). Revocation evidence is read in
//! `revocation`; it is given as bytes, since nothing here fetches.

use std::borrow::Cow;

use const_oid::ObjectIdentifier;
use const_oid::db::{rfc5280, rfc5912, rfc6960};
use jiff::Timestamp;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};

use crate::algorithm::Flaw;
use crate::certificate::Certificate;
use crate::fault::{Fault, Revocation, Usage};
use crate::revocation;

/// Certificates between the signer and the root, both counted.
pub const PATH_CERTIFICATES_MOST: usize = 8;
/// Signatures of certificates that one search may verify: a tangle of authorities costs no more.
const SEARCH_CHECKS_MOST: usize = 64;

/// What the judge knows and believes, and when.
#[derive(Debug, Clone)]
pub struct Trust {
    /// Believed without asking.
    pub roots: Vec<Certificate>,
    /// Helpful on the way to a root, believed only through one.
    pub intermediates: Vec<Certificate>,
    /// Revocation lists (RFC 5280 §5), DER.
    pub crls: Vec<Vec<u8>>,
    /// OCSP responses (RFC 6960 §4.2), DER.
    pub ocsp: Vec<Vec<u8>>,
    /// The moment of judging: now, or when a later time-stamp proves that all this existed.
    pub at: Timestamp,
    /// When the judge speaks: evidence on revocation made up to then may be known, also about an
    /// earlier moment of judging.
    pub now: Timestamp,
    /// Whether silence about revocation is a fault.
    pub revocation: RevocationRule,
}

/// What to do when nothing says whether a certificate was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationRule {
    /// A fault: for evidence, and whenever the network is there.
    Required,
    /// Believe what is known: right after signing, before the lists are fetched.
    IfKnown,
}

impl Trust {
    /// Believes nobody yet; silence about revocation is a fault.
    pub fn new(at: Timestamp) -> Trust {
        Trust {
            roots: Vec::new(),
            intermediates: Vec::new(),
            crls: Vec::new(),
            ocsp: Vec::new(),
            at,
            now: at,
            revocation: RevocationRule::Required,
        }
    }

    /// The same knowledge, judging at another moment.
    pub fn at(&self, at: Timestamp) -> Trust {
        Trust { at, ..self.clone() }
    }

    /// The same, knowing these lists too.
    pub(crate) fn with_lists(&self, lists: &[&[u8]]) -> Cow<'_, Trust> {
        if lists.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut more = self.clone();
        more.crls.extend(lists.iter().map(|list| list.to_vec()));
        Cow::Owned(more)
    }

    /// Judges a certificate that was used at `used`, with the certificates that came beside it.
    pub fn judge(&self, leaf: &Certificate, beside: &[Certificate], usage: Usage, used: Timestamp) -> Judged {
        self.judge_knowing(leaf, beside, usage, used, used)
    }

    /// The same, where evidence on revocation suffices if it covers `covered`, which is earlier: so a
    /// time-stamp stays good on what was known soon after it, until something later is known.
    pub(crate) fn judge_knowing(
        &self,
        leaf: &Certificate,
        beside: &[Certificate],
        usage: Usage,
        used: Timestamp,
        covered: Timestamp,
    ) -> Judged {
        let mut judged = self.search(leaf, beside, used);
        let path = judged.path.clone();
        judge_usage(leaf, usage, &mut judged.faults);
        for (index, certificate) in path.iter().enumerate() {
            judge_moment(certificate, used, &mut judged.faults);
            judge_rules(certificate, &mut judged.faults);
            if 0 < index {
                judge_authority(&path[..=index], usage, &mut judged.faults);
            }
            let Some(issuer) = path.get(index + 1) else { continue };
            let known = revocation::known(self, certificate, issuer, covered);
            match known.revoked {
                Some(revocation) if revocation.counts_from() <= used => {
                    judged.faults.push(Fault::Revoked { certificate: certificate.said(), revocation, at: used });
                }
                Some(revocation) => judged.revoked_later = judged.revoked_later.or(Some(revocation)),
                None if known.good => {}
                None => {
                    judged.revocation_known = false;
                    if self.revocation == RevocationRule::Required {
                        judged.faults.push(Fault::RevocationUnknown { certificate: certificate.said() });
                        judged.faults.extend(known.unusable);
                    }
                }
            }
        }
        judged
    }

    /// Climbs from the leaf to a root. Without one, the highest path found, and why it ends.
    fn search(&self, leaf: &Certificate, beside: &[Certificate], used: Timestamp) -> Judged {
        let mut pool: Vec<&Certificate> = self.roots.iter().chain(&self.intermediates).chain(beside).collect();
        // An authority that was renewed under the same key has two certificates: the one in force first.
        pool.sort_by_key(|one| !(one.from() <= used && used <= one.until()));
        let mut search = Search { trust: self, pool, checks_left: SEARCH_CHECKS_MOST, flaw: None, highest: vec![leaf] };
        let found = search.climb(&mut vec![leaf]);
        let mut faults = Vec::new();
        if !found && let Some(top) = search.highest.last() {
            match search.flaw.take() {
                Some((issuer, flaw)) => faults.push(flaw.by(&issuer)),
                None => faults
                    .push(Fault::UnknownIssuer { certificate: top.said(), issuer: top.issuer().said().to_string() }),
            }
        }
        let path = search.highest.into_iter().cloned().collect();
        Judged { path, trusted: found, faults, revoked_later: None, revocation_known: true }
    }
}

/// What was found of one certificate.
#[derive(Debug, Clone)]
pub struct Judged {
    /// From the certificate up; ends at a root if it is trusted.
    pub path: Vec<Certificate>,
    /// Whether the path reaches a root.
    pub trusted: bool,
    /// Everything that is wrong. Empty: believed.
    pub faults: Vec<Fault>,
    /// Revoked since, which does not undo what was signed before.
    pub revoked_later: Option<Revocation>,
    /// Whether evidence covered every certificate under the root.
    pub revocation_known: bool,
}

struct Search<'a> {
    trust: &'a Trust,
    pool: Vec<&'a Certificate>,
    checks_left: usize,
    /// Somebody of the right name whose key did not sign.
    flaw: Option<(String, Flaw)>,
    highest: Vec<&'a Certificate>,
}

impl<'a> Search<'a> {
    fn climb(&mut self, path: &mut Vec<&'a Certificate>) -> bool {
        let Some(top) = path.last().copied() else { return false };
        if self.highest.len() < path.len() {
            self.highest = path.clone();
            self.flaw = None;
        }
        if self.trust.roots.contains(top) {
            self.highest = path.clone();
            return true;
        }
        if path.len() == PATH_CERTIFICATES_MOST {
            return false;
        }
        for index in 0..self.pool.len() {
            let candidate = self.pool[index];
            if !top.may_be_issued_by(candidate) || path.contains(&candidate) {
                continue;
            }
            if self.checks_left == 0 {
                return false;
            }
            self.checks_left -= 1;
            match top.signed_by(candidate) {
                Ok(()) => {
                    path.push(candidate);
                    if self.climb(path) {
                        return true;
                    }
                    path.pop();
                }
                Err(flaw) if path.len() == self.highest.len() => self.flaw = Some((candidate.said(), flaw)),
                Err(_) => {}
            }
        }
        false
    }
}

fn judge_moment(certificate: &Certificate, used: Timestamp, faults: &mut Vec<Fault>) {
    if used < certificate.from() {
        faults.push(Fault::NotYetValid { certificate: certificate.said(), from: certificate.from(), at: used });
    }
    if certificate.until() < used {
        faults.push(Fault::Expired { certificate: certificate.said(), until: certificate.until(), at: used });
    }
}

/// Critical extensions that are read here or need no reading (RFC 5280 §4.2).
const KNOWN_RULES: &[ObjectIdentifier] = &[
    rfc5280::ID_CE_BASIC_CONSTRAINTS,
    rfc5280::ID_CE_KEY_USAGE,
    rfc5280::ID_CE_EXT_KEY_USAGE,
    rfc5280::ID_CE_SUBJECT_KEY_IDENTIFIER,
    rfc5280::ID_CE_AUTHORITY_KEY_IDENTIFIER,
    rfc5280::ID_CE_CRL_DISTRIBUTION_POINTS,
    rfc5280::ID_CE_CERTIFICATE_POLICIES,
    rfc5280::ID_CE_SUBJECT_ALT_NAME,
    rfc5280::ID_CE_ISSUER_ALT_NAME,
    rfc5280::ID_PE_AUTHORITY_INFO_ACCESS,
    rfc6960::ID_PKIX_OCSP_NOCHECK,
];

fn judge_rules(certificate: &Certificate, faults: &mut Vec<Fault>) {
    for extension in certificate.extensions() {
        if extension.critical && !KNOWN_RULES.contains(&extension.extn_id) {
            let oid = extension.extn_id.to_string();
            faults.push(Fault::UnknownRule { certificate: certificate.said(), oid });
        }
    }
}

/// RFC 9336.
pub(crate) const ID_KP_DOCUMENT_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");
/// What others wrote for the same, before there was a standard (Microsoft, Adobe).
const DOCUMENT_SIGNING_OF_OTHERS: [ObjectIdentifier; 2] =
    [ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.3.12"), ObjectIdentifier::new_unwrap("1.2.840.113583.1.1.5")];

fn allows(extended: &ExtendedKeyUsage, usage: Usage) -> bool {
    extended.0.iter().any(|oid| {
        *oid == rfc5912::ANY_EXTENDED_KEY_USAGE
            || match usage {
                Usage::DocumentSignature => {
                    *oid == ID_KP_DOCUMENT_SIGNING
                        || *oid == rfc5280::ID_KP_EMAIL_PROTECTION
                        || DOCUMENT_SIGNING_OF_OTHERS.contains(oid)
                }
                Usage::TimeStamping => *oid == rfc5280::ID_KP_TIME_STAMPING,
                Usage::OcspSigning => *oid == rfc5280::ID_KP_OCSP_SIGNING,
                Usage::Issuing | Usage::RevocationList => true,
            }
    })
}

pub(crate) fn judge_usage(certificate: &Certificate, usage: Usage, faults: &mut Vec<Fault>) {
    let keys = certificate.extension::<KeyUsage>();
    let extended = certificate.extension::<ExtendedKeyUsage>();
    let signs = keys.is_none_or(|keys| keys.digital_signature() || keys.non_repudiation());
    let free = extended.as_ref().is_none_or(|extended| allows(extended, usage));
    let right = match usage {
        Usage::DocumentSignature => signs && free,
        // RFC 3161 §2.3: this purpose alone, and critical.
        Usage::TimeStamping => {
            let critical =
                certificate.extensions().iter().any(|one| one.extn_id == rfc5280::ID_CE_EXT_KEY_USAGE && one.critical);
            let alone = extended.is_some_and(|extended| extended.0 == [rfc5280::ID_KP_TIME_STAMPING]);
            signs && critical && alone
        }
        Usage::OcspSigning => signs && extended.is_some_and(|extended| allows(&extended, usage)),
        Usage::Issuing => is_authority(certificate),
        Usage::RevocationList => keys.is_none_or(|keys| keys.crl_sign()),
    };
    if !right {
        faults.push(Fault::WrongUsage { certificate: certificate.said(), usage });
    }
}

fn is_authority(certificate: &Certificate) -> bool {
    certificate.extension::<BasicConstraints>().is_some_and(|constraints| constraints.ca)
        && certificate.extension::<KeyUsage>().is_none_or(|keys| keys.key_cert_sign())
}

/// Judges the last of the path as issuer of the one before.
fn judge_authority(path: &[Certificate], usage: Usage, faults: &mut Vec<Fault>) {
    let Some((authority, below)) = path.split_last() else { return };
    if !is_authority(authority) {
        faults.push(Fault::WrongUsage { certificate: authority.said(), usage: Usage::Issuing });
    }
    if authority.extension::<ExtendedKeyUsage>().is_some_and(|extended| !allows(&extended, usage)) {
        faults.push(Fault::WrongUsage { certificate: authority.said(), usage });
    }
    // RFC 5280 §4.2.1.9: authorities between it and the leaf, not counting renewals of themselves.
    let between = below.iter().skip(1).filter(|one| !one.is_self_issued()).count();
    let most = authority.extension::<BasicConstraints>().and_then(|constraints| constraints.path_len_constraint);
    if most.is_some_and(|most| usize::from(most) < between) {
        faults.push(Fault::PathTooLong { certificate: authority.said() });
    }
}
