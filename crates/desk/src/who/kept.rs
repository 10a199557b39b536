//! How the secret of a factor lies in the database: everything that is kept, or read again, passes here.
//!
//! This is the one place that encrypts it once the institution's key for data at rest is at hand; the
//! word before the colon says how a row was written, so that older rows stay readable.

use crate::{Error, Result};

const PLAIN: &str = "plain:";

pub(super) fn seal(secret: &str) -> String {
    format!("{PLAIN}{secret}")
}

pub(super) fn open(kept: &str) -> Result<&str> {
    kept.strip_prefix(PLAIN)
        .ok_or_else(|| Error::Setup("a factor is kept in a way that this Diwan does not read".into()))
}
