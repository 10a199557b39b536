//! The law table: a value as it stood on a day, the commune's own word before the Kingdom's.

use super::town::{LAW, TODAY};
use crate::Place;
use crate::calendar::{Delay, Unit};
use crate::law::{Law, Value};
use jiff::civil::date;

const TAROUDANNT: Place = Place(95_410_113);

#[test]
fn a_value_is_read_as_it_stood_on_the_day() {
    let on = |day| LAW.delay("permit-small-limit", TAROUDANNT, day);
    assert_eq!(on(date(1992, 7, 14)), None, "a limit before its text");
    assert_eq!(on(date(2023, 7, 12)), Some(Delay { count: 2, unit: Unit::Months }));
    assert_eq!(on(date(2023, 7, 13)), Some(Delay { count: 15, unit: Unit::WorkingDays }));
    assert_eq!(LAW.delay("construction-tax-individual", TAROUDANNT, TODAY), None, "an amount is no length of time");
    assert_eq!(LAW.delay("nobody-wrote-it", TAROUDANNT, TODAY), None);
}

#[test]
fn a_commune_decides_for_itself_from_its_own_day() {
    let name = "construction-tax-individual";
    let mut law = LAW.clone();
    let kingdom = law.value(name, TAROUDANNT, TODAY).unwrap().clone();
    law.add(Value { place: TAROUDANNT, value: 2_500, from: date(2026, 3, 1), ..kingdom.clone() });
    let rate = |place, day| law.value(name, place, day).map(|v| v.value);
    assert_eq!(rate(TAROUDANNT, date(2026, 2, 28)), Some(kingdom.value));
    assert_eq!(rate(TAROUDANNT, date(2026, 3, 1)), Some(2_500));
    assert_eq!(rate(Place(95_410_101), date(2026, 3, 1)), Some(kingdom.value), "one commune decided for another");
}

#[test]
fn a_careless_page_is_refused() {
    assert!(Law::read(&["[[value]]\nname = \"x\"\n"]).is_err());
    assert!(Law::read(&["[[valeu]]\nname = \"x\"\n"]).is_err());
    for value in LAW.values() {
        assert!(LAW.text(&value.text).is_some(), "`{}` cites `{}`, which nobody wrote down", value.name, value.text);
        assert!(value.to.is_none_or(|to| value.from <= to), "`{}` ends before it begins", value.name);
    }
}
