//! Turning the pages of a list that has the latest first: an address says where the page before ended, by
//! moment and identifier, so that of several lines of one moment none is left out.

use serde::Deserialize;
use uuid::Uuid;

/// `?after=…` of a page's address.
#[derive(Default, Deserialize)]
pub struct Turned {
    #[serde(default)]
    after: String,
}

impl Turned {
    /// Where the page before ended; none on the first, and for what nobody wrote.
    pub fn after(&self) -> Option<(i64, Uuid)> {
        let (at, id) = self.after.split_once('.')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    }
}

/// The end of a page, as an address says it.
pub fn turned(at: i64, id: Uuid) -> String {
    format!("{at}.{id}")
}
