//! Days, moments, amounts and numbers as they are written in Morocco: Western digits, the months'
//! Moroccan names, the Casablanca clock.

use crate::Lang;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::sync::LazyLock;

const MONTHS_AR: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"];
const MONTHS_FR: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const DAYS_AR: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const DAYS_FR: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// The zone's rules come with the program; without them, the offset that Morocco keeps most of the year.
static ZONE: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Africa/Casablanca").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(1))));

fn zoned(micros: i64) -> Zoned {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(ZONE.clone())
}

/// What a clock in Casablanca shows at a moment.
pub fn local(micros: i64) -> DateTime {
    zoned(micros).datetime()
}

/// The day in Casablanca at a moment.
pub fn local_date(micros: i64) -> Date {
    zoned(micros).date()
}

/// The moment at which a clock in Casablanca shows this, in microseconds since 1970 UTC.
pub fn moment_of(local: DateTime) -> i64 {
    local.to_zoned(ZONE.clone()).map_or(0, |z| z.timestamp().as_microsecond())
}

pub fn month(lang: Lang, month: i8) -> &'static str {
    let at = usize::try_from(month - 1).unwrap_or(0).min(11);
    match lang {
        Lang::Ar => MONTHS_AR[at],
        Lang::Fr => MONTHS_FR[at],
    }
}

pub fn weekday(lang: Lang, day: Weekday) -> &'static str {
    let at = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
    match lang {
        Lang::Ar => DAYS_AR[at],
        Lang::Fr => DAYS_FR[at],
    }
}

/// «الأربعاء 5 غشت 2026», « mercredi 5 août 2026 ».
pub fn day(lang: Lang, day: Date) -> String {
    format!("{} {}", weekday(lang, day.weekday()), short_day(lang, day))
}

/// «5 غشت 2026», « 5 août 2026 », « 1er août 2026 ».
pub fn short_day(lang: Lang, day: Date) -> String {
    let first = if lang == Lang::Fr && day.day() == 1 { "er" } else { "" };
    format!("{}{first} {} {}", day.day(), month(lang, day.month()), day.year())
}

/// «05/08/2026».
pub fn numeric_day(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// "14:05".
pub fn hour(micros: i64) -> String {
    let at = local(micros);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// «5 غشت 2026، 14:05», « 5 août 2026 à 14:05 ».
pub fn moment(lang: Lang, micros: i64) -> String {
    let (day, hour) = (short_day(lang, local_date(micros)), hour(micros));
    match lang {
        Lang::Ar => format!("{day}، {hour}"),
        Lang::Fr => format!("{day} à {hour}"),
    }
}

/// «1.234.567», « 1 234 567 » with spaces that do not break.
pub fn number(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if 0 < i && (digits.len() - i).is_multiple_of(3) {
            grouped.push_str(match lang {
                Lang::Ar => ".",
                Lang::Fr => "\u{202f}",
            });
        }
        grouped.push(digit);
    }
    if number < 0 { format!("-{grouped}") } else { grouped }
}

/// A number with a decimal comma.
pub fn decimal(lang: Lang, value: f64, digits: u8) -> String {
    let text = format!("{:.*}", usize::from(digits), value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = number(lang, whole.parse().unwrap_or(0));
    let sign = if value < 0.0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

/// «1.234,50 درهم», « 1 234,50 DH ».
pub fn money(lang: Lang, centimes: i64) -> String {
    let sign = if centimes < 0 { "-" } else { "" };
    let whole = number(lang, (centimes.unsigned_abs() / 100) as i64);
    let cents = centimes.unsigned_abs() % 100;
    match lang {
        Lang::Ar => format!("{sign}{whole},{cents:02}\u{a0}درهم"),
        Lang::Fr => format!("{sign}{whole},{cents:02}\u{a0}DH"),
    }
}
