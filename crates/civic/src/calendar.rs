//! Days: which are worked, and how delays are counted.
//!
//! Saturday, Sunday and the holidays of the Kingdom are not worked. Fixed holidays recur; those of
//! the lunar calendar are announced, so they are rows of a table that an administrator edits, and
//! every due date that they govern is counted anew. The day an act is done is never counted: a
//! delay of one day from Monday ends on Tuesday (dies a quo non computatur).

use jiff::civil::{Date, Weekday, date};
use jiff::{SignedDuration, Span};
use serde::{Deserialize, Serialize};

/// In what a delay is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    WorkingDays,
    CalendarDays,
    Months,
    Years,
}

/// A length of time that the law gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Delay {
    pub count: i32,
    pub unit: Unit,
}

/// The first and the last day that can be counted.
const FIRST: Date = date(2000, 1, 1);
const LAST: Date = date(2079, 12, 31);

/// The days of the Kingdom, worked or not, from 2000 to 2079.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// For each day since `FIRST`, how many worked days there are up to it, included.
    worked_until: Vec<u32>,
    /// The worked days in order, as days since `FIRST`.
    worked: Vec<u32>,
}

impl Calendar {
    /// The calendar in which `holidays` are not worked.
    pub fn new(holidays: impl IntoIterator<Item = Date>) -> Calendar {
        let days = index(LAST) as usize + 1;
        let mut off = vec![false; days];
        for day in holidays {
            if (FIRST..=LAST).contains(&day) {
                off[index(day) as usize] = true;
            }
        }
        let mut calendar = Calendar { worked_until: Vec::with_capacity(days), worked: Vec::new() };
        let mut weekday = FIRST.weekday();
        for (i, off) in off.into_iter().enumerate() {
            if !off && !matches!(weekday, Weekday::Saturday | Weekday::Sunday) {
                calendar.worked.push(i as u32);
            }
            calendar.worked_until.push(calendar.worked.len() as u32);
            weekday = weekday.next();
        }
        calendar
    }

    pub fn is_worked(&self, day: Date) -> bool {
        let i = index(day) as usize;
        let before = if i == 0 { 0 } else { self.worked_until[i - 1] };
        before < self.worked_until[i]
    }

    /// The last day of a delay that starts on `from`. A delay in working days ends on a worked day.
    pub fn after(&self, from: Date, delay: Delay) -> Date {
        match delay.unit {
            Unit::WorkingDays => {
                let base = self.worked_until[index(from) as usize] as i64;
                let at = (base + i64::from(delay.count) - 1).clamp(0, self.worked.len() as i64 - 1);
                if delay.count <= 0 { from } else { day(self.worked[at as usize]) }
            }
            Unit::CalendarDays => {
                day((i64::from(index(from)) + i64::from(delay.count)).clamp(0, i64::from(index(LAST))) as u32)
            }
            Unit::Months => later(from, Span::new().try_months(delay.count)),
            Unit::Years => later(from, Span::new().try_years(delay.count)),
        }
    }

    /// How many days of `unit` lie after `from`, up to `to` included; negative when `to` is earlier.
    /// Months and years are counted in calendar days.
    pub fn between(&self, from: Date, to: Date, unit: Unit) -> i32 {
        match unit {
            Unit::WorkingDays => {
                self.worked_until[index(to) as usize] as i32 - self.worked_until[index(from) as usize] as i32
            }
            _ => index(to) as i32 - index(from) as i32,
        }
    }
}

/// Months and years by the calendar; what lies beyond it ends on its last day.
fn later(from: Date, span: Result<Span, jiff::Error>) -> Date {
    span.and_then(|span| from.checked_add(span)).unwrap_or(LAST).min(LAST)
}

/// Days since `FIRST`; days outside the calendar count as its ends.
fn index(day: Date) -> u32 {
    let hours = day.duration_since(FIRST).as_hours();
    (hours / 24).clamp(0, LAST.duration_since(FIRST).as_hours() / 24) as u32
}

fn day(index: u32) -> Date {
    FIRST.checked_add(SignedDuration::from_hours(i64::from(index) * 24)).unwrap_or(LAST)
}
