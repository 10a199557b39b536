//! The town that the stories live in: real procedures, law and holidays, read once.

use crate::dossier::Given;
use crate::{Calendar, Law, Procedure};
use arbtest::arbitrary::{self, Unstructured};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub const SMALL: &str = include_str!("../../../../services/permits/procedures/permit-building-small.toml");
pub const LARGE: &str = include_str!("../../../../services/permits/procedures/permit-building-large.toml");
pub const LAWS: [&str; 5] = [
    include_str!("../../../../law/texts.toml"),
    include_str!("../../../../law/urban-planning.toml"),
    include_str!("../../../../law/simplification-55-19.toml"),
    include_str!("../../../../law/local-taxes.toml"),
    include_str!("../../../../law/data-protection.toml"),
];
const HOLIDAYS: &str = include_str!("../../../../law/calendar.toml");
const WORDS: [(&str, [&str; 2]); 2] = [
    (
        "ar",
        [
            include_str!("../../../../services/permits/words/ar.ftl"),
            include_str!("../../../../crates/i18n/words/ar.ftl"),
        ],
    ),
    (
        "fr",
        [
            include_str!("../../../../services/permits/words/fr.ftl"),
            include_str!("../../../../crates/i18n/words/fr.ftl"),
        ],
    ),
];

pub static SMALL_PROJECT: LazyLock<Procedure> = LazyLock::new(|| Procedure::read(SMALL).unwrap());
pub static LARGE_PROJECT: LazyLock<Procedure> = LazyLock::new(|| Procedure::read(LARGE).unwrap());
pub static LAW: LazyLock<Law> = LazyLock::new(|| Law::read(&LAWS).unwrap());
pub static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::new(holidays()));

/// The day on which the checker reads in these tests.
pub const TODAY: Date = date(2026, 1, 5);

/// Every holiday of the shipped calendar, from 2000 to 2079.
pub fn holidays() -> Vec<Date> {
    let table: toml::Table = HOLIDAYS.parse().unwrap();
    let mut days = Vec::new();
    for holiday in table["holiday"].as_array().unwrap() {
        match holiday.get("day") {
            Some(day) => days.push(day.as_str().unwrap().parse().unwrap()),
            None => {
                let (month, day) = holiday["month_day"].as_str().unwrap().split_once('-').unwrap();
                let year = |key, usual| holiday.get(key).and_then(toml::Value::as_integer).unwrap_or(usual) as i16;
                let years = year("from", 2000)..=year("to", 2079);
                days.extend(years.map(|year| date(year, month.parse().unwrap(), day.parse().unwrap())));
            }
        }
    }
    days
}

/// The languages that lack a sentence.
pub fn missing_words(key: &str) -> Vec<&'static str> {
    static KEYS: LazyLock<Vec<(&str, BTreeSet<&str>)>> = LazyLock::new(|| {
        let key = |line: &'static str| Some(line.split_once(" =")?.0).filter(|key| !key.contains(' '));
        WORDS
            .iter()
            .map(|(lang, files)| (*lang, files.iter().flat_map(|f| f.lines()).filter_map(key).collect()))
            .collect()
    });
    KEYS.iter().filter(|(_, keys)| !keys.contains(key)).map(|(lang, _)| *lang).collect()
}

/// The sentence of a key, as it is written.
pub fn say(lang: &str, key: &str) -> String {
    let files = WORDS.iter().find(|(tag, _)| *tag == lang).unwrap().1;
    let said = files.iter().flat_map(|f| f.lines()).find_map(|line| line.split_once(" = ").filter(|(k, _)| *k == key));
    said.map_or(format!("[{key}]"), |(_, words)| words.to_owned())
}

/// A piece as it would be given.
pub fn piece(name: &str) -> Given {
    Given {
        piece: name.into(),
        name: format!("{name}.pdf"),
        sha256: "0".repeat(64),
        bytes: 12_000,
        media: "application/pdf".into(),
    }
}

/// Lets random hands try a property: first the same `times` seeds every day, so that what a test
/// counts at its end holds on any machine; then new ones, for a tenth of a second.
pub fn random_hands(times: u64, bytes: u32, mut property: impl FnMut(&mut Unstructured) -> arbitrary::Result<()>) {
    for nth in 1..=times {
        let seed = (nth.wrapping_mul(0x9e37_79b1) & 0xffff_ffff) << 32 | u64::from(bytes);
        // Hands that run out of chance have tried enough.
        arbtest::arbtest(|u| property(u).or(Ok(()))).seed(seed).run();
    }
    arbtest::arbtest(property).size_min(bytes).run();
}
