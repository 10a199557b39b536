//! What is known of certificates after they were issued: lists, answers, and what was taken back.

use super::{ANSWER_HOURS, ISSUING, LIST_HOURS, ROOT, at_hand, failed, moment, term};
use crate::{Desk, Result};
use proof::authority::{Listed, Responder, Status, Term};
use proof::certificate::Certificate;
use proof::fault::{Reason, Revocation};
use proof::trust::{RevocationRule, Trust};
use store::keys as kept;

/// Whom this installation believes, with all that it knows of revocation, judging now.
pub async fn trust(desk: &Desk) -> Result<Trust> {
    let authorities = at_hand(desk).await?;
    let mut trust = Trust::new(moment(desk.clock.now()));
    trust.roots = vec![authorities.root.clone()];
    trust.intermediates = vec![authorities.issuing.certificate().clone()];
    trust.crls = vec![list(desk).await?, root_list(desk).await?];
    for row in desk.db.read(|tx| -> Result<_> { Ok(kept::foreign(tx)?) }).await? {
        for above in super::foreign::above(&row)? {
            let whose = if above.is_root() { &mut trust.roots } else { &mut trust.intermediates };
            if !whose.contains(&above) {
                whose.push(above);
            }
        }
    }
    trust.crls.extend(desk.db.read(|tx| -> Result<_> { Ok(kept::foreign_lists(tx)?) }).await?);
    if let Some(stamp) = &desk.options.stamp {
        trust.roots.extend(stamp.roots.iter().cloned());
        trust.crls.extend(stamp.known());
    }
    trust.revocation = RevocationRule::IfKnown;
    Ok(trust)
}

/// What an authority's list says: of what it issued itself, and no more.
pub(super) fn listed(revoked: &[kept::Certificate], by_root: bool) -> Vec<Listed> {
    revoked
        .iter()
        .filter(|c| (c.purpose == ISSUING) == by_root && c.purpose != ROOT && c.chain.is_none())
        .filter_map(|c| {
            let (at, reason) = c.revoked.as_ref()?;
            let revocation = Revocation { at: moment(*at), reason: reason_of(reason), doubtful_since: None };
            Some(Listed { serial: c.certificate_number.clone(), revocation })
        })
        .collect()
}

/// The reasons for which a certificate is taken back, as they are kept and said.
pub const REASONS: [&str; 4] = ["key-compromise", "affiliation-changed", "superseded", "cessation"];

fn reason_of(word: &str) -> Reason {
    match word {
        "key-compromise" => Reason::KeyCompromise,
        "affiliation-changed" => Reason::AffiliationChanged,
        "superseded" => Reason::Superseded,
        _ => Reason::CessationOfOperation,
    }
}

/// The revocation list of the issuing authority, in force: a new one when the last is half over, or
/// when something was taken back since.
pub async fn list(desk: &Desk) -> Result<Vec<u8>> {
    let authorities = at_hand(desk).await?;
    let now = desk.clock.now();
    let half = LIST_HOURS * 3_600 * 1_000_000 / 2;
    let current = desk
        .db
        .glance(move |tx| -> Result<Option<kept::List>> {
            let taken_back = kept::revoked(tx)?.last().and_then(|c| Some(c.revoked.as_ref()?.0));
            let last = kept::last_list(tx, ISSUING)?;
            Ok(last.filter(|last| now < last.at + half && taken_back.is_none_or(|at| at < last.at)))
        })
        .await?;
    if let Some(current) = current {
        return Ok(current.der);
    }
    desk.db
        .write(move |tx| -> Result<Vec<u8>> {
            let number = kept::last_list(tx, ISSUING)?.map_or(1, |last| last.number + 1);
            let term = Term { from: moment(now), until: term(now, LIST_HOURS).until };
            let revoked = listed(&kept::revoked(tx)?, false);
            let counted = u64::try_from(number).map_err(failed)?;
            let der = authorities.issuing.revocation_list(counted, &revoked, term).map_err(failed)?;
            let next = term.until.as_microsecond();
            let list = kept::List { issuer: ISSUING.to_owned(), number, at: now, next, der };
            if kept::add_list(tx, &list)? {
                return Ok(list.der);
            }
            // Somebody signed one at this very moment: theirs is as good.
            let theirs = kept::last_list(tx, ISSUING)?.ok_or_else(|| failed("the revocation list is not there"))?;
            Ok(theirs.der)
        })
        .await
}

/// The root's own list, signed when the root was founded and whenever an operator asks: its key may be away.
pub async fn root_list(desk: &Desk) -> Result<Vec<u8>> {
    at_hand(desk).await?;
    let found = desk.db.glance(|tx| -> Result<_> { Ok(kept::last_list(tx, ROOT)?) }).await?;
    found.map(|list| list.der).ok_or_else(|| failed("the root's revocation list is not there"))
}

/// An OCSP request answered (RFC 6960).
pub async fn answer_ocsp(desk: &Desk, request: &[u8]) -> Result<Vec<u8>> {
    let authorities = at_hand(desk).await?;
    let own = authorities.ocsp.chain.first().cloned().ok_or_else(|| failed("the responder has no certificate"))?;
    let responder =
        Responder::new(authorities.issuing.certificate().clone(), own, authorities.ocsp.key.clone()).map_err(failed)?;
    let (request, now) = (request.to_vec(), desk.clock.now());
    desk.db
        .read(move |tx| -> Result<Vec<u8>> {
            let mut lost = None;
            let seen = std::cell::RefCell::new(tx);
            let lost_here = std::cell::RefCell::new(&mut lost);
            let status = |serial: &str| match kept::by_number(&mut seen.borrow_mut(), serial) {
                // What another authority issued is for that one to answer.
                Ok(Some(certificate)) if certificate.chain.is_some() => Status::Unknown,
                Ok(Some(certificate)) => match certificate.revoked {
                    Some((at, reason)) => {
                        Status::Revoked(Revocation { at: moment(at), reason: reason_of(&reason), doubtful_since: None })
                    }
                    None => Status::Good,
                },
                Ok(None) => Status::Unknown,
                Err(error) => {
                    **lost_here.borrow_mut() = Some(error);
                    Status::Unknown
                }
            };
            let term = Term { from: moment(now), until: term(now, ANSWER_HOURS).until };
            let answer = responder.answer(&request, term, &status);
            match lost {
                // Nobody is told that a certificate is unknown because the database was away.
                Some(error) => Err(error.into()),
                None => Ok(answer),
            }
        })
        .await
}

/// What a paper needs to be judged for ever: certificates, lists, and the answer on its signer.
pub async fn evidence(desk: &Desk, chains: &[Vec<Certificate>]) -> Result<proof::pdf::Evidence> {
    let authorities = at_hand(desk).await?;
    let mut certificates: Vec<Vec<u8>> = Vec::new();
    let known = chains.iter().flatten().chain([
        &authorities.stamp_certificate,
        authorities.issuing.certificate(),
        &authorities.root,
    ]);
    for certificate in known {
        if !certificates.iter().any(|der| der == certificate.der()) {
            certificates.push(certificate.der().to_vec());
        }
    }
    let mut crls = vec![list(desk).await?, root_list(desk).await?];
    let known: Vec<Certificate> = chains.iter().flatten().cloned().collect();
    crls.extend(desk.db.read(move |tx| super::lists::known(tx, &known)).await?);
    if let Some(stamp) = &desk.options.stamp {
        certificates.extend(stamp.roots.iter().map(|root| root.der().to_vec()));
        crls.extend(stamp.known());
    }
    Ok(proof::pdf::Evidence { certificates, ocsps: Vec::new(), crls })
}
