//! Figures of real delays and outcomes: medians and ninetieth percentiles from live data.

pub(crate) mod tally;

pub use tally::renew;

use crate::{Desk, Result};
use civic::Place;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use store::figures::{self, Bucket, Stock};

/// Delays and outcomes of some set of answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Delays {
    pub files: i64,
    pub late: i64,
    /// Working days of the file's clock that half of the files took at most.
    pub median: i64,
    /// Working days that nine in ten took at most.
    pub p90: i64,
    /// How many files for each outcome.
    pub outcomes: BTreeMap<String, i64>,
}

impl Delays {
    /// Sums buckets. Withdrawn and lapsed files count as outcomes, not as delays of the office.
    pub fn of<'b>(buckets: impl Iterator<Item = &'b Bucket>) -> Delays {
        let mut sum = Delays::default();
        let mut days: BTreeMap<i64, i64> = BTreeMap::new();
        for bucket in buckets {
            *sum.outcomes.entry(bucket.outcome.clone()).or_default() += bucket.files;
            if matches!(bucket.outcome.as_str(), "withdrawn" | "lapsed") {
                continue;
            }
            sum.files += bucket.files;
            sum.late += if bucket.late { bucket.files } else { 0 };
            *days.entry(bucket.days).or_default() += bucket.files;
        }
        sum.median = quantile(&days, sum.files, 50);
        sum.p90 = quantile(&days, sum.files, 90);
        sum
    }
}

/// How long one member takes to give an opinion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Speaking {
    pub role: String,
    pub opinions: i64,
    pub late: i64,
    /// Working days within which half of the opinions came.
    pub median: i64,
    /// Working days within which nine in ten came.
    pub p90: i64,
}

/// How long each member takes, by role.
pub fn speaking<'o>(opinions: impl Iterator<Item = &'o figures::Opinions>) -> Vec<Speaking> {
    let mut members: BTreeMap<&str, (Speaking, BTreeMap<i64, i64>)> = BTreeMap::new();
    for one in opinions {
        let (sum, days) = members.entry(&one.role).or_default();
        sum.opinions += one.opinions;
        sum.late += if one.late { one.opinions } else { 0 };
        *days.entry(one.days).or_default() += one.opinions;
    }
    let of = |(role, (sum, days)): (&str, (Speaking, BTreeMap<i64, i64>))| {
        let at = |percent| quantile(&days, sum.opinions, percent);
        Speaking { role: role.to_owned(), median: at(50), p90: at(90), ..sum.clone() }
    };
    members.into_iter().map(of).collect()
}

/// The least number of days within which `percent` of the files were answered.
fn quantile(days: &BTreeMap<i64, i64>, files: i64, percent: i64) -> i64 {
    let mut seen = 0;
    for (day, count) in days {
        seen += count;
        if files * percent <= seen * 100 {
            return *day;
        }
    }
    0
}

/// What a page of figures is made from.
#[derive(Clone, Debug)]
pub struct Figures {
    pub buckets: Vec<Bucket>,
    pub stock: Vec<Stock>,
}

/// Of how many places and months the answers are kept at hand.
const KEPT_MOST: usize = 64;

/// The answers that pages have read lately, for those who come in the next seconds: the whole Kingdom's are
/// summed from many rows, and the first page shows them to everyone.
#[derive(Default)]
pub struct AtHand {
    places: Mutex<HashMap<(Place, String), Arc<Turn>>>,
}

/// When it was read, and what. Whoever reads it anew holds it: the others wait for that one reading.
type Turn = tokio::sync::Mutex<Option<(i64, Arc<Vec<Bucket>>)>>;

impl AtHand {
    fn turn(&self, within: Place, since: &str) -> Arc<Turn> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (within, since.to_owned());
        if KEPT_MOST <= places.len() && !places.contains_key(&key) {
            places.clear();
        }
        places.entry(key).or_default().clone()
    }
}

/// The answers of a place since a month (`2026-01`), as they stood at most `figures_seconds` ago.
pub async fn answered(desk: &Desk, within: Place, since: &str) -> Result<Arc<Vec<Bucket>>> {
    let turn = desk.figures.turn(within, since);
    let mut last = turn.lock().await;
    let now = desk.clock.now();
    if let Some((at, buckets)) = &*last
        && (*at..at + desk.options.figures_seconds * 1_000_000).contains(&now)
    {
        return Ok(buckets.clone());
    }
    let since = since.to_owned();
    let read = desk.db.read(move |tx| -> Result<_> { Ok(figures::buckets(tx, within, &since)?) }).await?;
    let read = Arc::new(read);
    *last = Some((now, read.clone()));
    Ok(read)
}

/// The figures of a place since a month (`2026-01`), as they stand.
pub async fn of(desk: &Desk, within: Place, since: &str) -> Result<Figures> {
    let (since, today) = (since.to_owned(), desk.clock.today());
    desk.db
        .read(move |tx| -> Result<Figures> {
            Ok(Figures { buckets: figures::buckets(tx, within, &since)?, stock: figures::stock(tx, within, today)? })
        })
        .await
}
