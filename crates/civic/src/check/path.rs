//! The longest legal path: the file's one clock and its extension, against the most the law allows;
//! the shares of the steps, against the clock; the applicant's own time apart.

use super::Finding;
use super::ways::{Move, moves};
use crate::calendar::{Calendar, Delay, Unit};
use crate::law::Law;
use crate::procedure::{DoorKind, Procedure, Running, Step};
use crate::territory::Place;
use jiff::civil::Date;

/// A length of time with the text that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub name: String,
    pub delay: Delay,
    pub text: String,
    pub article: String,
}

/// A step during which the clock stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    pub step: String,
    pub share: Option<Share>,
    /// At most once in a file's life.
    pub once: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Path {
    pub limit: Option<Share>,
    /// The longest of the extensions; a file can have one.
    pub extension: Option<Share>,
    pub longest: Option<Share>,
    /// The steps of the longest way on which the clock runs.
    pub shares: Vec<(String, Share)>,
    pub pauses: Vec<Wait>,
    /// Acts that take a file back: the step begins again, the clock does not.
    pub returns: Vec<(String, String)>,
    /// Clock and extension end later than the law allows.
    pub beyond: bool,
    /// The steps' own limits end later than the clock.
    pub over: bool,
}

pub fn longest(procedure: &Procedure, law: &Law, calendar: &Calendar, today: Date) -> Path {
    let limit = share(law, &procedure.limit, today);
    let longest = share(law, &procedure.longest, today);
    let extension = procedure
        .doors
        .iter()
        .filter_map(|door| share(law, door.adds.as_deref()?, today))
        .max_by_key(|s| calendar.after(today, s.delay));
    let walk = Walk { procedure, moves: moves(procedure), law, calendar, today };
    let shares = walk.longest();
    let clock: Vec<Delay> = [&limit, &extension].into_iter().flatten().map(|s| s.delay).collect();
    let most: Vec<Delay> = longest.iter().map(|s| s.delay).collect();
    let steps: Vec<Delay> = shares.iter().map(|(_, s)| s.delay).collect();
    let one: Vec<Delay> = limit.iter().map(|s| s.delay).collect();
    Path {
        beyond: longest.is_some() && later(calendar, today, &clock, &most),
        over: limit.is_some() && later(calendar, today, &steps, &one),
        limit,
        extension,
        longest,
        shares,
        pauses: pauses(procedure, law, today),
        returns: returns(procedure),
    }
}

pub fn faults(path: &Path, found: &mut Vec<Finding>) {
    if path.beyond {
        let says = "the clock and its extension can last longer than the law allows for the whole path";
        found.push(Finding::new("too-long", says.into()));
    }
    if path.over {
        let steps: Vec<&str> = path.shares.iter().map(|(step, _)| step.as_str()).collect();
        let says = format!("the limits of {} add up beyond the file's own limit", steps.join(", "));
        found.push(Finding::new("too-long", says));
    }
}

fn share(law: &Law, name: &str, today: Date) -> Option<Share> {
    let value = law.value(name, Place::KINGDOM, today)?;
    Some(Share { name: name.into(), delay: value.delay()?, text: value.text.clone(), article: value.article.clone() })
}

/// The limit of a step; of a step held by members, the longest of theirs.
pub fn share_of(procedure: &Procedure, step: &Step, law: &Law, today: Date) -> Option<Share> {
    let own = step.within.as_deref().and_then(|name| share(law, name, today));
    if step.holder != "members" {
        return own;
    }
    let members = procedure.members.iter().filter_map(|m| share(law, &m.within, today));
    own.into_iter().chain(members).reduce(|a, b| if days(a.delay) < days(b.delay) { b } else { a })
}

/// About how many days, to compare delays of different units.
fn days(delay: Delay) -> i64 {
    let count = i64::from(delay.count);
    match delay.unit {
        Unit::WorkingDays => count * 7 / 5,
        Unit::CalendarDays => count,
        Unit::Months => count * 30,
        Unit::Years => count * 365,
    }
}

/// Whether one chain of delays ends after another, on whatever day of the coming year both begin.
fn later(calendar: &Calendar, today: Date, one: &[Delay], other: &[Delay]) -> bool {
    let ends = |start: Date, chain: &[Delay]| chain.iter().fold(start, |day, delay| calendar.after(day, *delay));
    today.series(jiff::ToSpan::day(1)).take(366).any(|start| ends(start, other) < ends(start, one))
}

fn pauses(procedure: &Procedure, law: &Law, today: Date) -> Vec<Wait> {
    let entered = |at: u8| procedure.doors.iter().filter(move |d| d.to_step == Some(at));
    let wait = |(at, step): (usize, &Step)| Wait {
        step: step.name.clone(),
        share: step.within.as_deref().and_then(|name| share(law, name, today)),
        once: entered(at as u8).all(|door| door.once),
    };
    procedure.steps.iter().enumerate().filter(|(_, s)| s.clock == Running::Pauses).map(wait).collect()
}

fn returns(procedure: &Procedure) -> Vec<(String, String)> {
    procedure
        .doors
        .iter()
        .filter(|d| matches!(d.kind, DoorKind::Answer | DoorKind::SendBack))
        .filter_map(|d| Some((d.act.clone(), procedure.step(d.to_step?).name.clone())))
        .collect()
}

/// A search for the way on which the running steps take longest, no step twice.
struct Walk<'a> {
    procedure: &'a Procedure,
    moves: Vec<Move<'a>>,
    law: &'a Law,
    calendar: &'a Calendar,
    today: Date,
}

/// How many steps the search may take: a procedure has a few ways, a tangle has too many to try.
const TRIED_MOST: usize = 20_000;

impl Walk<'_> {
    fn longest(&self) -> Vec<(String, Share)> {
        let mut best = (self.today, Vec::new());
        let mut tried = 0;
        self.go(0, self.today, &mut vec![0], &mut best, &mut tried);
        let step = |at: &u8| {
            let step = self.procedure.step(*at);
            let running = step.clock == Running::Runs;
            let share = share_of(self.procedure, step, self.law, self.today).filter(|_| running)?;
            Some((step.name.clone(), share))
        };
        best.1.iter().filter_map(step).collect()
    }

    fn go(&self, at: u8, day: Date, way: &mut Vec<u8>, best: &mut (Date, Vec<u8>), tried: &mut usize) {
        *tried += 1;
        let step = self.procedure.step(at);
        if step.clock == Running::Stopped {
            if best.0 < day {
                *best = (day, way.clone());
            }
            return;
        }
        let day = match share_of(self.procedure, step, self.law, self.today) {
            Some(share) if step.clock == Running::Runs => self.calendar.after(day, share.delay),
            _ => day,
        };
        let worked = |m: &&Move| !matches!(m.door.kind, DoorKind::Silence | DoorKind::Lapse | DoorKind::Withdraw);
        for next in self.moves.iter().filter(|m| m.from == at).filter(worked) {
            if *tried < TRIED_MOST && !way.contains(&next.to) {
                way.push(next.to);
                self.go(next.to, day, way, best, tried);
                way.pop();
            }
        }
    }
}
