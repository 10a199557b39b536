//! Tracks: which way each line takes between the lanes, so that lines that differ never lie on each other.

use super::{Card, Lane, Line};
use std::collections::BTreeMap;

/// The passages between lanes, and outside the outer two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Passage {
    Before,
    First,
    Second,
    After,
}

impl Passage {
    /// Where its first track runs, and the step from track to track.
    fn track(self, nth: usize) -> f64 {
        let nth = nth as f64;
        match self {
            Passage::Before => 34.0 - nth * 11.0,
            Passage::First => 372.0 - nth * 12.0,
            Passage::Second => 706.0 + nth * 12.0,
            Passage::After => 1038.0 + nth * 12.0,
        }
    }
}

/// Where a line leaves or enters a card.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub x: f64,
    pub y: f64,
}

/// Lines that come together at one card through one passage.
pub(super) struct Group {
    pub to: usize,
    pub by_time: bool,
    pub leaves: bool,
    pub track: f64,
    pub entry: End,
    pub starts: Vec<End>,
}

fn passage(from: &Card, to: &Card) -> Passage {
    match (from.lane, to.lane) {
        (Lane::Applicant, Lane::Applicant) => Passage::Before,
        (Lane::Applicant, Lane::Offices) | (Lane::Offices, Lane::Applicant) => Passage::First,
        (Lane::Offices, Lane::Offices) if to.foot => Passage::First,
        (Lane::Answers, Lane::Answers) => Passage::After,
        _ => Passage::Second,
    }
}

/// The edge of a card that looks at a passage.
fn edge(card: &Card, passage: Passage) -> f64 {
    let (start, width) = card.lane.span();
    let begins = match passage {
        Passage::Before => true,
        Passage::First => card.lane != Lane::Applicant,
        Passage::Second => card.lane == Lane::Answers,
        Passage::After => false,
    };
    if begins { start } else { start + width }
}

/// Moves the cards of a lane a little, where one of their lines would lie on another's in the passage.
pub(super) fn part(cards: &mut [Card], lines: &[Line], lane: Lane) {
    const NEAR: f64 = 8.0;
    const TRIED: [f64; 11] = [0.0, 5.0, -5.0, 9.0, -9.0, 13.0, -13.0, 17.0, -17.0, 22.0, -22.0];
    let heights = |cards: &[Card], mine: usize, own: bool| {
        let mut found = Vec::new();
        for line in lines {
            let (from, to) = (&cards[line.from], &cards[line.to]);
            let passage = passage(from, to);
            let port = from.y + from.rows.get(&line.door).map_or(0.0, |row| row.port);
            let sides = [(line.from, port, line.to), (line.to, to.entry(0, 1), line.from)];
            for (at, y, other) in sides.into_iter().filter(|s| (s.0 == mine) == own && !(own && cards[s.2].foot)) {
                // Two ends of one line may, and should, be level.
                if cards[at].lane != lane || own {
                    found.push((passage, y, line.door, other));
                }
            }
        }
        found
    };
    for mine in (0..cards.len()).filter(|at| cards[*at].lane == lane && !cards[*at].foot).collect::<Vec<_>>() {
        let others = heights(cards, mine, false);
        let owns = heights(cards, mine, true);
        let meets = |by: f64| {
            owns.iter().any(|(passage, y, door, _)| {
                others.iter().any(|(p, other, d, _)| p == passage && d != door && (y + by - other).abs() < NEAR)
            })
        };
        // A line that is nearly straight is made so.
        let straight = owns.iter().flat_map(|(passage, y, door, _)| {
            others
                .iter()
                .filter(move |o| o.0 == *passage && o.2 == *door)
                .map(move |o| o.1 - y)
                .filter(|by| by.abs() < 15.0)
        });
        if let Some(by) = straight.take(1).chain(TRIED).find(|by| !meets(*by)) {
            cards[mine].y += by;
        }
    }
}

pub(super) fn lay(cards: &[Card], lines: &[Line]) -> Vec<Group> {
    let mut gathered: BTreeMap<(Passage, usize, bool), Vec<&Line>> = BTreeMap::new();
    for line in lines {
        gathered.entry((passage(&cards[line.from], &cards[line.to]), line.to, line.by_time)).or_default().push(line);
    }
    let keys: Vec<(Passage, usize, bool)> = gathered.keys().copied().collect();
    let mut groups: Vec<(Passage, Group)> = Vec::new();
    for ((passage, to, by_time), lines) in gathered {
        let beside: Vec<_> = keys.iter().filter(|k| k.0 == passage && k.1 == to).collect();
        let nth = beside.iter().position(|k| k.2 == by_time).unwrap_or_default();
        let entry = End { x: edge(&cards[to], passage), y: cards[to].entry(nth, beside.len()) };
        let start = |line: &&Line| {
            let card = &cards[line.from];
            let port = card.rows.get(&line.door).map_or(card.head / 2.0, |row| row.port);
            End { x: edge(card, passage), y: card.y + port }
        };
        let starts: Vec<End> = lines.iter().map(start).collect();
        groups.push((passage, Group { to, by_time, leaves: cards[to].foot, track: 0.0, entry, starts }));
    }
    assign(&mut groups);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The shortest lines run nearest to the offices; a track is shared where lines do not meet.
fn assign(groups: &mut [(Passage, Group)]) {
    let span = |group: &Group| {
        let ys = group.starts.iter().map(|s| s.y).chain([group.entry.y]);
        ys.fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(y), high.max(y)))
    };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by(|a, b| {
        let length = |at: usize| span(&groups[at].1).1 - span(&groups[at].1).0;
        length(*a).total_cmp(&length(*b))
    });
    let mut taken: BTreeMap<Passage, Vec<Vec<(f64, f64)>>> = BTreeMap::new();
    for at in order {
        let (passage, group) = &mut groups[at];
        let (low, high) = span(group);
        let tracks = taken.entry(*passage).or_default();
        let free = |track: &Vec<(f64, f64)>| track.iter().all(|(l, h)| high + 12.0 < *l || *h + 12.0 < low);
        let nth = tracks.iter().position(free).unwrap_or_else(|| {
            tracks.push(Vec::new());
            tracks.len() - 1
        });
        tracks[nth].push((low, high));
        group.track = passage.track(nth);
    }
}
