//! Who gives the time: the built-in authority, or another one by its address (RFC 3161 over HTTP).
//!
//! What comes back from outside is judged before it is kept: by the roots that the operator named, and against
//! our own clock. An authority that is away holds no paper up: the paper bears its signature, and the time follows.

use super::{Authorities, at_hand, moment};
use crate::{Desk, Result, http};
use jiff::{SignedDuration, Timestamp};
use proof::certificate::Certificate;
use proof::fault::Fault;
use proof::stamp::{self, Request, StampError, Stamper};
use proof::trust::{RevocationRule, Trust};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How far its clock and ours may lie apart.
const APART_MOST: SignedDuration = SignedDuration::from_mins(10);
/// How long an authority that did not answer is left alone, in microseconds.
const AWAY_MICROS: i64 = 60 * 1_000_000;

/// An authority of others.
#[derive(Clone, Debug)]
pub struct StampOptions {
    pub url: String,
    /// Whom to believe about the time.
    pub roots: Vec<Certificate>,
    /// Revocation lists of its authorities, as files that the operator keeps fresh (PEM or DER).
    pub lists: Vec<PathBuf>,
}

impl StampOptions {
    /// The lists as they are now; a file that cannot be read says nothing.
    pub(super) fn known(&self) -> Vec<Vec<u8>> {
        let read = |file: &PathBuf| match std::fs::read(file).map(|bytes| proof::pem::of_file(proof::pem::LIST, &bytes))
        {
            Ok(Ok(lists)) => lists,
            _ => {
                tracing::warn!(file = %file.display(), "a revocation list cannot be read");
                Vec::new()
            }
        };
        self.lists.iter().flat_map(read).collect()
    }
}

/// Time-stamps at the hour of the counter's clock.
pub struct Stamping {
    at: Timestamp,
    whose: Whose,
}

enum Whose {
    Ours(Arc<Authorities>),
    Theirs { desk: Desk, options: StampOptions, runtime: tokio::runtime::Handle },
}

/// Who stamps time now. What it gives is used off the runtime: another authority may take its time.
pub async fn stamping(desk: &Desk) -> Result<Stamping> {
    let at = moment(desk.clock.now());
    let whose = match desk.options.stamp.clone() {
        Some(options) => Whose::Theirs { desk: desk.clone(), options, runtime: tokio::runtime::Handle::current() },
        None => Whose::Ours(at_hand(desk).await?),
    };
    Ok(Stamping { at, whose })
}

impl Stamper for Stamping {
    fn stamp(&self, sha256: [u8; 32]) -> Result<Vec<u8>, StampError> {
        match &self.whose {
            Whose::Ours(authorities) => {
                let nonce = u64::from_le_bytes(sha256[..8].try_into().unwrap_or_default());
                authorities.stamp.token(&Request::new(sha256, nonce), self.at)
            }
            Whose::Theirs { desk, options, runtime } => {
                if desk.clock.now() < desk.keys.away_until.load(Ordering::SeqCst) {
                    return Err(StampError::Away(format!("{} did not answer a moment ago", options.url)));
                }
                let given = runtime.block_on(asked(desk, options, sha256));
                if let Err(why) = &given {
                    tracing::warn!(%why, code = why.code(), "no time-stamp; it will be asked for again");
                    desk.keys.away_until.store(desk.clock.now() + AWAY_MICROS, Ordering::SeqCst);
                }
                // Whatever was wrong with it, the paper is not held up: the time follows.
                given.map_err(|why| match why {
                    StampError::Away(_) => why,
                    other => StampError::Away(other.to_string()),
                })
            }
        }
    }
}

async fn asked(desk: &Desk, options: &StampOptions, sha256: [u8; 32]) -> Result<Vec<u8>, StampError> {
    let away = |why: &str| StampError::Away(format!("{}: {why}", options.url));
    let request = Request::new(sha256, u64::from_le_bytes(desk.chance.bytes::<8>()));
    let answer = http::time(&options.url, request.write()?).await.map_err(|_| away("no answer"))?;
    if answer.status != 200 {
        return Err(away(&format!("HTTP {}", answer.status)));
    }
    let token = request.read_response(&answer.body)?;
    let now = moment(desk.clock.now());
    let latest = now.checked_add(APART_MOST).unwrap_or(now);
    let mut trust = Trust::new(latest);
    trust.roots = options.roots.clone();
    trust.crls = options.known();
    trust.revocation = RevocationRule::IfKnown;
    let stamped = stamp::verify(&token, sha256, &trust).map_err(StampError::Faulty)?;
    if stamped.at < now.checked_sub(APART_MOST).unwrap_or(now) {
        return Err(StampError::Faulty(vec![Fault::StampFromThePast { at: stamped.at, now }]));
    }
    Ok(token)
}
