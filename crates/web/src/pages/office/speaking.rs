//! How long each member of the commission takes to give an opinion, for the board of a province or a commune.

use desk::figures::{Speaking, speaking};
use minijinja::{Value, context};
use store::figures::Opinions;

/// The members, the slowest first.
pub fn shown(opinions: &[Opinions]) -> Vec<Value> {
    let mut members = speaking(opinions.iter());
    members.sort_by_key(|m| std::cmp::Reverse((m.median, m.p90)));
    let one = |m: Speaking| {
        let on_time = (0 < m.opinions).then(|| ((m.opinions - m.late) * 100 + m.opinions / 2) / m.opinions);
        context! { role => m.role, opinions => m.opinions, median => m.median, p90 => m.p90, on_time }
    };
    members.into_iter().map(one).collect()
}
