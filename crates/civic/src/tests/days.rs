//! Days: laws of the calendar under any holidays, and the days of 2026 as people know them.

use super::town::{CALENDAR, random_hands};
use crate::Calendar;
use crate::calendar::{Delay, Unit};
use arbtest::arbitrary::{Result, Unstructured};
use expect_test::expect;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

const UNITS: [Unit; 4] = [Unit::WorkingDays, Unit::CalendarDays, Unit::Months, Unit::Years];

fn some_day(u: &mut Unstructured) -> Result<Date> {
    Ok(date(2020, 1, 1) + i64::from(u.int_in_range(0..=8_000)?).days())
}

fn some_holidays(u: &mut Unstructured) -> Result<Vec<Date>> {
    (0..u.int_in_range(0..=40)?).map(|_| some_day(u)).collect()
}

fn working(count: i32) -> Delay {
    Delay { count, unit: Unit::WorkingDays }
}

#[test]
fn counting_forth_and_back_agree() {
    let mut tried = 0;
    random_hands(120, 1_500, |u| {
        let calendar = Calendar::new(some_holidays(u)?);
        for _ in 0..20 {
            let (from, count) = (some_day(u)?, u.int_in_range(0..=120)?);
            for unit in [Unit::WorkingDays, Unit::CalendarDays] {
                let end = calendar.after(from, Delay { count, unit });
                assert_eq!(calendar.between(from, end, unit), count, "{count} {unit:?} from {from}");
                assert_eq!(calendar.between(end, from, unit), -count);
            }
            let end = calendar.after(from, working(count));
            assert!(count == 0 || calendar.is_worked(end), "a delay in working days ends on a day off: {end}");
            tried += 1;
        }
        Ok(())
    });
    assert!(200 < tried, "{tried}");
}

#[test]
fn a_longer_delay_or_a_later_start_never_ends_earlier() {
    let mut tried = 0;
    random_hands(120, 1_500, |u| {
        let calendar = Calendar::new(some_holidays(u)?);
        for _ in 0..20 {
            let (one, other) = (some_day(u)?, some_day(u)?);
            let (from, later) = (one.min(other), one.max(other));
            let (count, more) = (u.int_in_range(0..=90)?, u.int_in_range(0..=30)?);
            for unit in UNITS {
                let delay = |count| Delay { count, unit };
                assert!(from <= calendar.after(from, delay(count)));
                assert!(calendar.after(from, delay(count)) <= calendar.after(from, delay(count + more)));
                assert!(calendar.after(from, delay(count)) <= calendar.after(later, delay(count)));
            }
            // Counted in two parts, it ends the same day.
            let halves = calendar.after(calendar.after(from, working(count)), working(more));
            assert_eq!(halves, calendar.after(from, working(count + more)));
            tried += 1;
        }
        Ok(())
    });
    assert!(200 < tried, "{tried}");
}

#[test]
fn a_holiday_more_never_shortens_a_delay() {
    let mut longer = 0;
    random_hands(120, 1_500, |u| {
        let mut holidays = some_holidays(u)?;
        let before = Calendar::new(holidays.iter().copied());
        holidays.push(some_day(u)?);
        holidays.push(some_day(u)?);
        let after = Calendar::new(holidays.iter().copied());
        for _ in 0..40 {
            let from = *u.choose(&holidays)? - i64::from(u.int_in_range(0..=30)?).days();
            let delay = working(u.int_in_range(0..=60)?);
            assert!(before.after(from, delay) <= after.after(from, delay));
            longer += usize::from(before.after(from, delay) < after.after(from, delay));
        }
        Ok(())
    });
    assert!(20 < longer, "no holiday ever mattered: {longer}");
}

/// The table agrees with counting on one's fingers.
#[test]
fn counting_on_the_fingers_agrees() {
    let mut tried = 0;
    random_hands(120, 1_500, |u| {
        let holidays = some_holidays(u)?;
        let calendar = Calendar::new(holidays.iter().copied());
        let (from, count) = (some_day(u)?, u.int_in_range(1..=40)?);
        let mut day = from;
        let mut left = count;
        while 0 < left {
            day += 1.day();
            let off = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || holidays.contains(&day);
            left -= i32::from(!off);
        }
        assert_eq!(calendar.after(from, working(count)), day);
        tried += 1;
        Ok(())
    });
    assert!(100 < tried, "{tried}");
}

#[test]
fn outside_the_calendar_nothing_breaks() {
    let calendar = Calendar::new([date(1956, 3, 2), date(2300, 1, 1)]);
    for day in [date(1900, 1, 1), date(2000, 1, 1), date(2079, 12, 31), date(2400, 1, 1), Date::MIN, Date::MAX] {
        for unit in UNITS {
            for count in [i32::MIN, -1, 0, 1, 100_000, i32::MAX] {
                let _ = calendar.after(day, Delay { count, unit });
            }
            let _ = (calendar.between(day, Date::MAX, unit), calendar.is_worked(day));
        }
    }
}

#[test]
fn the_worked_days_of_2026() {
    let months: String = (1..=12)
        .map(|month| {
            let first = date(2026, month, 1);
            let last = first.last_of_month();
            let off: Vec<String> = first
                .series(1.day())
                .take_while(|day| *day <= last)
                .filter(|day| {
                    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !CALENDAR.is_worked(*day)
                })
                .map(|day| day.day().to_string())
                .collect();
            let worked = CALENDAR.between(first.yesterday().unwrap(), last, Unit::WorkingDays);
            format!("{month:>2}: {worked} worked, off {}\n", off.join(" ")).replace(", off \n", "\n")
        })
        .collect();
    expect![[r#"
         1: 20 worked, off 1 14
         2: 20 worked
         3: 21 worked, off 20
         4: 22 worked
         5: 18 worked, off 1 27 28
         6: 21 worked, off 17
         7: 22 worked, off 30
         8: 16 worked, off 14 20 21 25 26
         9: 22 worked
        10: 22 worked
        11: 19 worked, off 6 18
        12: 23 worked
    "#]]
    .assert_eq(&months);
}
