//! What a session of the commission may become, and what is wrong in the call for one. Pure.

use civic::hands::Called;
use civic::role::Level;
use civic::{Mistake, Place, Role, Seat, identity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many files one agenda may hold.
pub const FILES_MOST: usize = 60;
const PLACE_MOST: usize = 200;

/// Where a session stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    Called,
    Open,
    Closed,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Called => "called",
            Status::Open => "open",
            Status::Closed => "closed",
        }
    }

    pub fn parse(word: &str) -> Option<Status> {
        [Status::Called, Status::Open, Status::Closed].into_iter().find(|s| s.as_str() == word)
    }

    /// A session is called, then held, then closed; never the other way.
    pub fn may_become(self, next: Status) -> bool {
        matches!((self, next), (Status::Called, Status::Open) | (Status::Open, Status::Closed))
    }
}

/// The call for a session, as it was written.
pub struct Call<'a> {
    pub day: Option<Date>,
    pub hour: &'a str,
    pub place: &'a str,
    pub files: usize,
}

/// Everything that is wrong in a call, at once.
pub fn judge(call: &Call, today: Date) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    match call.day {
        None => mistakes.push(Mistake::new("day", "not-a-date")),
        Some(day) if day < today => mistakes.push(Mistake::new("day", "day-past")),
        Some(_) => {}
    }
    if !is_hour(call.hour) {
        mistakes.push(Mistake::new("hour", "not-an-hour"));
    }
    let place = call.place.trim();
    if place.is_empty() {
        mistakes.push(Mistake::new("place", "required"));
    } else if PLACE_MOST < place.chars().count() {
        mistakes.push(Mistake::beyond("place", "too-long", PLACE_MOST as i64));
    } else if identity::has_control(place) {
        mistakes.push(Mistake::new("place", "control-characters"));
    }
    if call.files == 0 {
        mistakes.push(Mistake::new("files", "none-chosen"));
    } else if FILES_MOST < call.files {
        mistakes.push(Mistake::beyond("files", "too-large", FILES_MOST as i64));
    }
    mistakes
}

/// `09:30`.
pub fn is_hour(text: &str) -> bool {
    let parts = text.split_once(':').and_then(|(h, m)| Some((h.parse::<u8>().ok()?, m.parse::<u8>().ok()?)));
    text.len() == 5 && parts.is_some_and(|(h, m)| h < 24 && m < 60)
}

/// The roles that sit in a commission, its chair first.
pub const SITTING: [Role; 6] = [
    Role::CommissionChair,
    Role::UrbanPlanning,
    Role::UrbanAgency,
    Role::Province,
    Role::CivilProtection,
    Role::Utilities,
];

/// A member at a session: there, or represented by someone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Presence {
    pub present: bool,
    pub by: String,
}

/// Who was at a session, by role.
pub type Attendance = BTreeMap<String, Presence>;

/// Who was at a session, as it was written down.
pub fn attendance(text: &str) -> Attendance {
    serde_json::from_str(text).unwrap_or_default()
}

/// The members who sign a session's minutes, those who were excused with that reason. The chair signs last
/// and is not among them. A role of which nothing was written down did not sit.
pub fn called(attendance: &Attendance, seat: Place) -> Vec<Called> {
    let sitting = SITTING.iter().filter(|role| **role != Role::CommissionChair);
    sitting
        .filter_map(|role| {
            let there = attendance.get(role.as_str())?;
            let place = if role.level() == Level::Province { seat.province() } else { seat };
            let away = (!there.present).then(|| EXCUSED.to_owned());
            Some(Called { seat: Seat { role: *role, place }, away })
        })
        .collect()
}

/// The register's own reason for a member who was not there.
const EXCUSED: &str = "=excused";

/// Whether a seat may see the sessions of a commission: its chair, those of the province who sit in it, and
/// the towns whose files it examines. `examiner` is the commission of the seat's own town.
pub fn sees(seat: &Seat, commission: Place, examiner: Place) -> bool {
    match seat.role.level() {
        _ if !SITTING.contains(&seat.role) => false,
        Level::Examiner => seat.place == commission,
        Level::Commune => examiner == commission,
        _ => seat.place == commission.province(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_call_tells_everything_that_is_wrong_at_once() {
        let call = Call { day: Some(date(2026, 1, 1)), hour: "25:00", place: " ", files: 0 };
        let said: Vec<String> =
            judge(&call, date(2026, 2, 1)).iter().map(|m| format!("{} {}", m.field, m.code)).collect();
        assert_eq!(said, ["day day-past", "hour not-an-hour", "place required", "files none-chosen"]);
        let sound = Call { day: Some(date(2026, 2, 1)), hour: "09:30", place: "Salle", files: 1 };
        assert!(judge(&sound, date(2026, 2, 1)).is_empty());
    }

    #[test]
    fn a_session_never_goes_back() {
        let ways = [Status::Called, Status::Open, Status::Closed];
        let allowed: Vec<_> =
            ways.iter().flat_map(|a| ways.iter().filter(|b| a.may_become(**b)).map(move |b| (*a, *b))).collect();
        assert_eq!(allowed, [(Status::Called, Status::Open), (Status::Open, Status::Closed)]);
    }

    #[test]
    fn who_was_there_signs_and_who_was_excused_is_named_so() {
        let (here, away) = (Presence { present: true, by: String::new() }, Presence::default());
        let all = [("commission-chair", &here), ("urban-planning", &here), ("urban-agency", &away)];
        let attendance: Attendance = all.into_iter().map(|(role, p)| (role.to_owned(), p.clone())).collect();
        let called = called(&attendance, Place(95_410_113));
        let told: Vec<_> = called.iter().map(|c| (c.seat.role.as_str(), c.seat.place.0, c.away.as_deref())).collect();
        let expected = [("urban-planning", 95_410_113, None), ("urban-agency", 95_410_000, Some("=excused"))];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_province_sees_the_sessions_of_its_towns_and_a_town_those_that_examine_for_it() {
        let (town, village, province) = (Place(95_410_113), Place(95_410_105), Place(95_410_000));
        let agency = Seat { role: Role::UrbanAgency, place: province };
        assert!(sees(&agency, town, province) && sees(&agency, province, province));
        let planning = Seat { role: Role::UrbanPlanning, place: village };
        assert!(sees(&planning, province, province) && !sees(&planning, town, province));
        let chair = Seat { role: Role::CommissionChair, place: town };
        assert!(sees(&chair, town, town) && !sees(&chair, province, town));
        assert!(!sees(&Seat { role: Role::Cashier, place: town }, town, town));
    }
}
