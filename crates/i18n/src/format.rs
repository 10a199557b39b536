//! Days, moments, numbers and amounts, as people in Morocco write them.
//!
//! The names of months and days and the order of the parts are words, in `words/*.ftl`. Moments
//! are given in microseconds since 1970 UTC and shown by the clock of Casablanca.

use crate::{Arg, Lang, Words};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use std::sync::LazyLock;

/// Holds the parts of a number together: the narrow space of French printers.
const NO_BREAK: char = '\u{202F}';
/// Keeps a minus sign before its number in an Arabic line.
const LEFT_TO_RIGHT: char = '\u{200E}';

static CASABLANCA: LazyLock<TimeZone> = LazyLock::new(|| {
    // The table of zones is part of the program; an hour east of Greenwich if it were not.
    TimeZone::get("Africa/Casablanca").unwrap_or_else(|_| TimeZone::fixed(Offset::constant(1)))
});

/// The words of the ground floor, which a test proves sound; without them, their keys are shown.
static FLOOR: LazyLock<Option<Words>> = LazyLock::new(|| Words::new(&[]).ok());

/// «الأربعاء 5 غشت 2026», « mercredi 5 août 2026 ».
pub fn day(lang: Lang, day: Date) -> String {
    let weekday = weekday(lang, day.weekday());
    dated(lang, "day-long", day, &[("weekday", weekday.into())])
}

/// «5 غشت 2026», « 5 août 2026 ».
pub fn short_day(lang: Lang, day: Date) -> String {
    dated(lang, "day-short", day, &[])
}

/// `05/08/2026` in both languages, for narrow columns.
pub fn numeric_day(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

/// «غشت 2026», « août 2026 ».
pub fn month_of(lang: Lang, day: Date) -> String {
    dated(lang, "month-and-year", day, &[])
}

/// A day and an hour: «5 غشت 2026، 14:05», « 5 août 2026 à 14:05 ».
pub fn moment(lang: Lang, micros: i64) -> String {
    let time = hour(micros);
    dated(lang, "moment", local_date(micros), &[("time", time.into())])
}

/// `14:05`, by the clock of Casablanca.
pub fn hour(micros: i64) -> String {
    local(micros).strftime("%H:%M").to_string()
}

/// What a clock in Casablanca shows at a moment.
pub fn local(micros: i64) -> DateTime {
    zoned(micros).datetime()
}

/// The moment at which a clock in Casablanca shows this, in microseconds since 1970 UTC.
pub fn moment_of(local: DateTime) -> i64 {
    local.to_zoned(CASABLANCA.clone()).map_or(0, |at| at.timestamp().as_microsecond())
}

/// The day that a moment is, in Morocco.
pub fn local_date(micros: i64) -> Date {
    zoned(micros).date()
}

/// `month` from 1 to 12.
pub fn month(lang: Lang, month: i8) -> String {
    word(lang, &format!("month-{month}"), &[])
}

pub fn weekday(lang: Lang, weekday: Weekday) -> String {
    word(lang, &format!("weekday-{}", weekday.to_monday_one_offset()), &[])
}

/// An amount given in centimes: `1.234,50 درهم`, `1 234,50 DH`.
pub fn money(lang: Lang, centimes: i64) -> String {
    word(lang, "amount", &[("number", amount(lang, centimes).into())])
}

/// The same without its currency, for columns that name it once.
pub fn amount(lang: Lang, centimes: i64) -> String {
    let cents = centimes.unsigned_abs() % 100;
    signed(lang, centimes < 0, &format!("{},{cents:02}", grouped(lang, centimes.unsigned_abs() / 100)))
}

/// `1.234.567` or `1 234 567`.
pub fn number(lang: Lang, number: i64) -> String {
    signed(lang, number < 0, &grouped(lang, number.unsigned_abs()))
}

/// A number with this many digits after the comma.
pub fn decimal(lang: Lang, number: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", number.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse().map_or(whole.to_owned(), |whole| grouped(lang, whole));
    let is_zero = text.bytes().all(|b| b == b'0' || b == b'.');
    let comma = if rest.is_empty() { "" } else { "," };
    signed(lang, number < 0.0 && !is_zero, &format!("{whole}{comma}{rest}"))
}

/// A value of the law table with its unit: «15 يوم عمل», « 20,00 DH par m² ».
pub fn quantity(lang: Lang, value: i64, unit: &str) -> String {
    let key = format!("unit-{unit}");
    match unit {
        "centimes" | "centimes-per-m2" => word(lang, &key, &[("amount", money(lang, value).into())]),
        _ => word(lang, &key, &[("count", value.into())]),
    }
}

/// How long is left, or how late it is: « il reste 3 jours », « en retard de 2 jours ».
pub fn days_left(lang: Lang, days: i64) -> String {
    match days {
        0 => word(lang, "days-last", &[]),
        1.. => word(lang, "days-left", &[("days", days.into())]),
        _ => word(lang, "days-late", &[("days", days.saturating_neg().into())]),
    }
}

fn dated(lang: Lang, key: &str, day: Date, more: &[(&str, Arg)]) -> String {
    let mut args: Vec<(&str, Arg)> = vec![
        ("day", i64::from(day.day()).into()),
        ("month", month(lang, day.month()).into()),
        // As text: a year is not grouped like a number.
        ("year", day.year().to_string().into()),
    ];
    args.extend(more.iter().cloned());
    word(lang, key, &args)
}

fn word(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    FLOOR.as_ref().map_or_else(|| format!("«{key}»"), |words| words.plain(lang, key, args))
}

fn zoned(micros: i64) -> jiff::Zoned {
    let micros = micros.clamp(Timestamp::MIN.as_microsecond(), Timestamp::MAX.as_microsecond());
    Timestamp::from_microsecond(micros).unwrap_or_default().to_zoned(CASABLANCA.clone())
}

fn grouped(lang: Lang, number: u64) -> String {
    let separator = match lang {
        Lang::Ar => '.',
        Lang::Fr => NO_BREAK,
    };
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if 0 < i && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

fn signed(lang: Lang, is_negative: bool, number: &str) -> String {
    match (is_negative, lang) {
        (false, _) => number.to_owned(),
        (true, Lang::Fr) => format!("-{number}"),
        (true, Lang::Ar) => format!("{LEFT_TO_RIGHT}-{number}"),
    }
}
