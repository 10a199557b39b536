//! The territory, as the census of 2024 leaves it: every place, in both scripts, by its prefix.

use super::town::{LAW, TODAY};
use crate::territory::{Place, Territory};
use crate::{Office, Role, Seat};
use jiff::civil::date;
use std::sync::LazyLock;
use uuid::Uuid;

static KINGDOM: LazyLock<Territory> = LazyLock::new(|| {
    Territory::read(&[
        include_str!("../../../../territory/regions.csv"),
        include_str!("../../../../territory/provinces.csv"),
        include_str!("../../../../territory/communes.csv"),
    ])
    .unwrap()
});

const TAROUDANNT: Place = Place(95_410_113);

#[test]
fn every_place_is_there() {
    let regions = (1..=12).filter(|r| KINGDOM.get(Place(r * 10_000_000)).is_some()).count();
    assert_eq!((regions, KINGDOM.provinces().count(), KINGDOM.communes(Place::KINGDOM).count()), (12, 75, 1_503));
    for known in KINGDOM.communes(Place::KINGDOM).chain(KINGDOM.provinces()) {
        assert!(!known.name_ar.is_empty() && !known.name_fr.is_empty(), "{} has no name", known.place);
        assert!(known.name_ar.chars().any(|c| ('\u{0600}'..='\u{06ff}').contains(&c)), "{}", known.name_ar);
        assert!(0 < known.people, "{} is empty", known.name_fr);
        assert!(KINGDOM.get(known.place.province()).is_some() && KINGDOM.get(known.place.region()).is_some());
        assert_eq!(Place::parse(&known.place.to_string()), Some(known.place));
    }
    // Those of the provinces are all, and each once.
    let in_provinces: usize = KINGDOM.provinces().map(|p| KINGDOM.communes(p.place).count()).sum();
    assert_eq!(in_provinces, 1_503);
}

#[test]
fn people_add_up_to_their_provinces() {
    for province in KINGDOM.provinces() {
        let people: i64 = KINGDOM.communes(province.place).map(|c| c.people).sum();
        let off = (people - province.people).abs();
        assert!(
            off * 50 <= province.people,
            "{}: {people} in its communes, {} in all",
            province.name_fr,
            province.people
        );
    }
}

#[test]
fn above_the_threshold_a_commune_examines_by_itself() {
    let above = LAW.value("single-window-population", Place::KINGDOM, TODAY).unwrap().value;
    assert_eq!(above, 50_000);
    assert_eq!(KINGDOM.examiner(TAROUDANNT, above), TAROUDANNT);
    for commune in KINGDOM.communes(Place::KINGDOM) {
        let examiner = KINGDOM.examiner(commune.place, above);
        let own = above < commune.people;
        assert_eq!(examiner, if own { commune.place } else { commune.place.province() }, "{}", commune.name_fr);
    }
    // Exactly at the threshold, the province; one more inhabitant, the commune.
    let people = KINGDOM.get(TAROUDANNT).unwrap().people;
    assert_eq!(KINGDOM.examiner(TAROUDANNT, people), TAROUDANNT.province());
    assert_eq!(KINGDOM.examiner(TAROUDANNT, people - 1), TAROUDANNT);
    // A commune that the tables do not know is examined where it would lie.
    assert_eq!(KINGDOM.examiner(Place(95_419_999), above), TAROUDANNT.province());
}

#[test]
fn codes_are_read_as_written() {
    for text in ["95410113", "095410113", "09.541.01.13"] {
        assert_eq!(Place::parse(text), Some(TAROUDANNT), "{text}");
    }
    for text in ["", ".", "0954101131", "9541011a", "-1", "٠٩٥٤١٠١١٣"] {
        assert_eq!(Place::parse(text), None, "{text}");
    }
    assert_eq!(TAROUDANNT.to_string(), "095410113");
    assert!(TAROUDANNT.is_commune() && TAROUDANNT.province().is_province() && !TAROUDANNT.region().is_province());
}

#[test]
fn a_careless_table_is_refused() {
    assert!(Territory::read(&["code,name_ar\n1,x\n"]).is_err());
    assert!(Territory::read(&["code,name_ar,name_fr\nabc,x,y\n"]).is_err());
    let quoted = Territory::read(&["code,name_ar,name_fr\n095410113,تارودانت,\"Taroudannt, la ville\"\r\n"]).unwrap();
    assert_eq!(quoted.get(TAROUDANNT).unwrap().name(false), "Taroudannt, la ville");
}

#[test]
fn seats_lie_where_their_level_is() {
    let province = TAROUDANNT.province();
    let seats: Vec<(&str, String)> =
        Role::ALL.into_iter().map(|role| (role.as_str(), role.seat(TAROUDANNT, province).to_string())).collect();
    expect_test::expect![[r#"
        [
            (
                "applicant",
                "000000000",
            ),
            (
                "clerk",
                "095410113",
            ),
            (
                "urban-planning",
                "095410113",
            ),
            (
                "commission-chair",
                "095410000",
            ),
            (
                "cashier",
                "095410113",
            ),
            (
                "president",
                "095410113",
            ),
            (
                "administrator",
                "095410113",
            ),
            (
                "urban-agency",
                "095410000",
            ),
            (
                "province",
                "095410000",
            ),
            (
                "civil-protection",
                "095410000",
            ),
            (
                "utilities",
                "095410000",
            ),
            (
                "governor",
                "095410000",
            ),
            (
                "system",
                "000000000",
            ),
        ]
    "#]]
    .assert_debug_eq(&seats);
    for role in Role::ALL {
        assert_eq!(Role::parse(role.as_str()), Some(role));
    }
    let bits: i64 = Role::ALL.into_iter().map(Role::bit).sum();
    assert_eq!(bits.count_ones(), 13, "two roles share a bit");
}

#[test]
fn an_office_holds_from_its_first_day_to_its_last() {
    let office = Office {
        id: Uuid::nil(),
        holder: Uuid::nil(),
        seat: Seat { role: Role::President, place: TAROUDANNT },
        from: date(2026, 1, 5),
        until: Some(date(2026, 1, 7)),
        delegated_by: None,
        decision: "12/2026".into(),
        scope: Default::default(),
    };
    let held: Vec<bool> = (4..=8).map(|day| office.holds_on(date(2026, 1, day))).collect();
    assert_eq!(held, [false, true, true, true, false]);
}
