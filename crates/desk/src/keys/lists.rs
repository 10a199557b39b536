//! Revocation lists of other authorities, for papers that bear a certificate of theirs (decision 0021): fetched
//! when such a paper is completed, judged, and kept until a later one comes.
//!
//! The addresses are those that certificates name, which an operator brought here with their root, or those of
//! the options. An authority that is away holds no paper up: the paper stays as it is, and is tried again.

use super::{failed, moment};
use crate::{Desk, Result, http};
use data_encoding::HEXLOWER;
use proof::certificate::Certificate;
use proof::pem;
use proof::revocation::{self, Spoken};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use store::{Tx, keys as kept};

/// The largest list that is fetched: each paper carries the lists that judge it.
const LIST_BYTES_MOST: usize = 2 << 20;
/// Addresses that are tried for one list.
const ADDRESSES_MOST: usize = 4;
/// How long an address that did not answer, or answered nonsense, is left alone.
const AWAY_MICROS: i64 = 10 * 60 * 1_000_000;
/// How long a list that was fetched and is in force serves without being asked for again.
const FRESH_MICROS: i64 = 6 * 3_600 * 1_000_000;

/// Where the lists of other authorities are fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListOptions {
    /// Where their certificates say.
    #[default]
    Named,
    Nowhere,
    /// At these addresses, whatever certificates say.
    At(Vec<String>),
}

/// Until when an address is left alone.
#[derive(Default)]
pub struct Away(Mutex<HashMap<String, i64>>);

impl Away {
    fn is(&self, url: &str, now: i64) -> bool {
        let away = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        away.get(url).is_some_and(|until| now < *until)
    }

    fn leave(&self, url: &str, now: i64) {
        let mut away = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        away.retain(|_, until| now < *until);
        away.insert(url.to_owned(), now + AWAY_MICROS);
    }
}

/// What became of the lists that a paper needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gathered {
    All,
    /// Nobody says where these authorities give their lists.
    Unnamed,
    /// These do not give them now.
    Away(Vec<String>),
}

/// Sees to it that the lists of a foreign chain, the signer's certificate first, are here for a signature of
/// that moment.
pub(crate) async fn gather(desk: &Desk, chain: &[Certificate], used: i64) -> Result<Gathered> {
    let (mut unnamed, mut away) = (false, Vec::new());
    for pair in chain.windows(2) {
        let [certificate, issuer] = pair else { continue };
        let urls = addresses(desk, certificate);
        if there(desk, certificate, issuer, used, Some(FRESH_MICROS)).await?
            || fetched(desk, certificate, issuer, used, &urls).await?
            // Nothing later could be had, and what is here was in force at the signature.
            || there(desk, certificate, issuer, used, None).await?
        {
            continue;
        }
        if urls.is_empty() { unnamed = true } else { away.push(issuer.said()) }
    }
    Ok(match (away.is_empty(), unnamed) {
        (false, _) => Gathered::Away(away),
        (true, true) => Gathered::Unnamed,
        (true, false) => Gathered::All,
    })
}

fn addresses(desk: &Desk, certificate: &Certificate) -> Vec<String> {
    let mut urls = match &desk.options.lists {
        ListOptions::Named => certificate.list_addresses(),
        ListOptions::Nowhere => Vec::new(),
        ListOptions::At(urls) => urls.clone(),
    };
    urls.retain(|url| url.starts_with("http://") || url.starts_with("https://"));
    urls.truncate(ADDRESSES_MOST);
    urls
}

/// Whose list it is: by the authority's certificate.
fn name(issuer: &Certificate) -> String {
    format!("{}{}", kept::FOREIGN_LIST, HEXLOWER.encode(&issuer.fingerprint()))
}

/// Whether a list covers a use: it was made after it, or was in force then.
fn covers(list: &Spoken, used: i64) -> bool {
    used <= list.made_at.as_microsecond() || used <= list.until.as_microsecond()
}

/// Whether what is kept serves: made after the signature, or in force at it and fetched no longer ago than that.
async fn there(
    desk: &Desk,
    certificate: &Certificate,
    issuer: &Certificate,
    used: i64,
    fetched_within: Option<i64>,
) -> Result<bool> {
    let Some(kept) = last(desk, issuer).await? else { return Ok(false) };
    let now = desk.clock.now();
    // Judged for the moment when it was fetched: what was in force then tells of then.
    let Ok(list) = revocation::judge_list(&kept.der, certificate, issuer, moment(kept.at)) else { return Ok(false) };
    let recent = fetched_within.is_none_or(|within| now < kept.at + within);
    Ok(used <= list.made_at.as_microsecond() || (recent && covers(&list, used)))
}

async fn last(desk: &Desk, issuer: &Certificate) -> Result<Option<kept::List>> {
    let name = name(issuer);
    desk.db.read(move |tx| -> Result<_> { Ok(kept::last_list(tx, &name)?) }).await
}

/// Fetches a list that holds and keeps it, unless a later one is here; whether one now covers the use.
async fn fetched(
    desk: &Desk,
    certificate: &Certificate,
    issuer: &Certificate,
    used: i64,
    urls: &[String],
) -> Result<bool> {
    for url in urls {
        let now = desk.clock.now();
        if desk.keys.lists_away.is(url, now) {
            continue;
        }
        let Some(der) = answered(url).await else {
            desk.keys.lists_away.leave(url, now);
            continue;
        };
        let list = match revocation::judge_list(&der, certificate, issuer, moment(now)) {
            Ok(list) => list,
            Err(why) => {
                tracing::warn!(%why, code = why.code(), "a revocation list of another authority is not believed");
                desk.keys.lists_away.leave(url, now);
                continue;
            }
        };
        if list.revoked.is_some() {
            tracing::warn!(certificate = certificate.serial(), "another authority took back a certificate in use here");
        }
        if keep(desk, certificate, issuer, &list, der, now).await? && covers(&list, used) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps a list; false when the one that is here is later, and somebody plays an old one.
async fn keep(
    desk: &Desk,
    certificate: &Certificate,
    issuer: &Certificate,
    list: &Spoken,
    der: Vec<u8>,
    now: i64,
) -> Result<bool> {
    let (name, made_at, next) = (name(issuer), list.made_at, list.until.as_microsecond());
    let (certificate, issuer) = (certificate.clone(), issuer.clone());
    desk.db
        .write(move |tx| -> Result<bool> {
            let here = kept::last_list(tx, &name)?;
            let known = |here: &kept::List| {
                revocation::judge_list(&here.der, &certificate, &issuer, moment(here.at)).map(|one| one.made_at).ok()
            };
            if here.as_ref().and_then(known).is_some_and(|known| made_at < known) {
                return Ok(false);
            }
            let number = here.map_or(1, |here| here.number + 1);
            kept::replace_list(tx, &kept::List { issuer: name.clone(), number, at: now, next, der: der.clone() })?;
            Ok(true)
        })
        .await
}

/// A list as DER, whether it came so or as text.
async fn answered(url: &str) -> Option<Vec<u8>> {
    let answer = http::list(url, LIST_BYTES_MOST).await.ok().filter(|answer| answer.status == 200)?;
    pem::of_file(pem::LIST, &answer.body).ok().and_then(|found| found.into_iter().next())
}

/// The lists that are kept of the authorities in these chains.
pub(super) fn known(tx: &mut Tx, chains: &[Certificate]) -> Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for one in chains {
        if let Some(list) = kept::last_list(tx, &name(one))? {
            found.push(list.der);
        }
    }
    Ok(found)
}

/// A paper whose lists are not here yet is tried again; for so long, then it stays as it is.
pub(crate) fn waits(names: &[String]) -> crate::Error {
    failed(format!("no revocation list yet of {}; it is asked for again", names.join(", ")))
}
