//! Certificates of another authority for our keys: the request that is taken there, and what comes back.
//!
//! What comes back is believed only as far as it fits: our own key, a day in force, a use that signs papers, and
//! a way up to a root that the operator brings with it. That root is then believed by this installation.

use super::operator::{self, Known};
use super::{Owner, failed, holder, keep, moment, read};
use crate::{Desk, Error, Result};
use proof::certificate::Certificate;
use proof::fault::Usage;
use proof::pem;
use proof::trust::{RevocationRule, Trust};
use store::Tx;
use store::keys as kept;
use uuid::Uuid;

/// What is brought back has a few certificates.
const BROUGHT_MOST: usize = 8;

/// A request for a certificate of an owner's key (PKCS#10), to be taken to another authority.
pub async fn request(desk: &Desk, owner: Owner) -> Result<Vec<u8>> {
    let signer = holder::of(desk, owner).await?;
    let (counter, key) = (desk.clone(), signer.key.clone());
    let name = desk.db.read(move |tx| holder::name(tx, &counter, owner)).await?;
    tokio::task::spawn_blocking(move || proof::authority::request(&name, key.as_ref()).map_err(failed))
        .await
        .map_err(failed)?
}

/// The certificates above one of ours, from its issuer to its root.
pub(crate) fn above(row: &kept::Certificate) -> Result<Vec<Certificate>> {
    let mut rest = row.chain.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let certificate = Certificate::first(rest).map_err(failed)?;
        rest = rest.get(certificate.der().len()..).unwrap_or_default();
        found.push(certificate);
    }
    Ok(found)
}

/// Takes what another authority gave for one of our keys, with the certificates up to its root.
pub async fn accept(desk: &Desk, by: Uuid, text: &str) -> Result<Known> {
    let blocks = pem::read(text).map_err(failed)?;
    let brought: Vec<Certificate> = blocks
        .iter()
        .filter(|block| block.label == pem::CERTIFICATE)
        .take(BROUGHT_MOST)
        .map(|block| Certificate::read(&block.der).map_err(failed))
        .collect::<Result<_>>()?;
    let (counter, now) = (desk.clone(), desk.clock.now());
    let known = desk
        .db
        .write(move |tx| -> Result<Known> {
            let (key, leaf) = ours(tx, &brought)?;
            let above = fits(&brought, &leaf, now)?;
            let chain: Vec<u8> = above.iter().flat_map(|one| one.der().to_vec()).collect();
            if kept::by_number(tx, &leaf.serial())?.is_some() {
                return Err(failed("this certificate is here already; `diwan ca list` shows it"));
            }
            let row = keep(tx, &key, &leaf, Some(chain))?;
            let known = operator::known(tx, row, now)?;
            operator::note(tx, &counter, key.place, by, "certificate-accepted", &operator::told(&known))?;
            Ok(known)
        })
        .await?;
    desk.keys.forget();
    Ok(known)
}

/// The one that is for a key of ours, and that key.
fn ours(tx: &mut Tx, brought: &[Certificate]) -> Result<(kept::Key, Certificate)> {
    let mut after = (civic::Place::KINGDOM, String::new());
    loop {
        let page = kept::certificates_page(tx, after, 512)?;
        let Some(last) = page.last() else { break };
        after = (last.place, last.certificate_number.clone());
        for row in page.iter().filter(|row| ["seal", "person"].contains(&row.purpose.as_str())) {
            let public = read(row)?.public().ok();
            let Some(leaf) = brought.iter().find(|one| one.public().ok() == public) else { continue };
            let key = kept::get_key(tx, row.place, row.key)?.ok_or_else(Error::not_found)?;
            return Ok((key, leaf.clone()));
        }
    }
    Err(failed("no certificate in this file is for a key of this town; ask with `diwan ca request`"))
}

/// The way from the certificate to its root, or everything that does not fit.
fn fits(brought: &[Certificate], leaf: &Certificate, now: i64) -> Result<Vec<Certificate>> {
    let at = moment(now);
    let mut trust = Trust::new(at);
    trust.revocation = RevocationRule::IfKnown;
    trust.roots = brought.iter().filter(|one| one.is_root()).cloned().collect();
    if trust.roots.is_empty() {
        return Err(failed("the file holds no root, which signs itself; add it from a place that you trust"));
    }
    let judged = trust.judge(leaf, brought, Usage::DocumentSignature, at);
    if !judged.faults.is_empty() {
        let said: Vec<String> = judged.faults.iter().map(ToString::to_string).collect();
        return Err(failed(format!("the certificate does not fit: {}", said.join("; "))));
    }
    Ok(judged.path.into_iter().skip(1).collect())
}
