//! The sessions of the commissions in the demo town: called, opened, closed as the days pass.

use super::moves::Door;
use civic::{Place, Role};
use jiff::civil::Date;
use permits::counter::{self, Attendance, NewSession, Presence};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

const SITTING: [Role; 3] = [Role::UrbanPlanning, Role::UrbanAgency, Role::Province];

/// Sessions by the day and the place where they are held.
#[derive(Default)]
pub struct Sittings {
    /// Sessions before this day are not kept.
    pub since: Date,
    called: HashMap<(Date, Place), Uuid>,
    /// Files that have come to a commission since the last hour.
    wanted: BTreeMap<(Date, Place), Vec<String>>,
}

impl Sittings {
    /// A file is to come before the commission that sits in `seat` on `day`.
    pub fn want(&mut self, day: Date, seat: Place, number: &str) {
        if self.since <= day {
            self.wanted.entry((day, seat)).or_default().push(number.into());
        }
    }

    pub fn on(&self, day: Date, seat: Place) -> Option<Uuid> {
        self.called.get(&(day, seat)).copied()
    }

    /// The chairs call sessions for what was wanted, or lengthen the agenda of those already called.
    pub async fn call(&mut self, door: &Door<'_>) -> Result<(), String> {
        for ((day, seat), files) in std::mem::take(&mut self.wanted) {
            let said = |e: desk::Error| format!("a session in {seat} on {day}: {e} {e:?}");
            let chair = door.officer(Role::CommissionChair, seat).await.map_err(said)?;
            match self.called.get(&(day, seat)) {
                Some(id) => counter::add(door.desk, &chair, seat, *id, files).await.map_err(said)?,
                None => {
                    let place = if seat.is_commune() {
                        "قاعة الاجتماعات، مقر الجماعة"
                    } else {
                        "قاعة الاجتماعات، مقر الإقليم"
                    };
                    let new = NewSession { day: Some(day), hour: "11:00".into(), place: place.into(), files };
                    let id = counter::call(door.desk, &chair, seat, new).await.map_err(said)?;
                    self.called.insert((day, seat), id);
                }
            }
        }
        Ok(())
    }

    /// Opens what is held on `day`; gives what to close afterwards.
    pub async fn open(&self, door: &Door<'_>, day: Date) -> Result<Vec<(Place, Uuid)>, String> {
        let mut held: Vec<(Place, Uuid)> =
            self.called.iter().filter(|((d, _), _)| *d == day).map(|((_, seat), id)| (*seat, *id)).collect();
        held.sort_unstable();
        for (seat, id) in &held {
            let said = |e: desk::Error| format!("the session in {seat} on {day}: {e} {e:?}");
            let chair = door.officer(Role::CommissionChair, *seat).await.map_err(said)?;
            counter::open(door.desk, &chair, *seat, *id).await.map_err(said)?;
            let mut present = Attendance::new();
            present.insert("commission-chair".into(), Presence { present: true, by: chair.account.name_ar.clone() });
            for role in SITTING {
                let by = door.officer(role, *seat).await.map(|who| who.account.name_ar).unwrap_or_default();
                present.insert(role.as_str().into(), Presence { present: true, by });
            }
            counter::attend(door.desk, &chair, *seat, *id, present).await.map_err(said)?;
        }
        Ok(held)
    }

    pub async fn close(&self, door: &Door<'_>, held: Vec<(Place, Uuid)>) -> Result<(), String> {
        for (seat, id) in held {
            let said = |e: desk::Error| format!("the session in {seat}: {e} {e:?}");
            let chair = door.officer(Role::CommissionChair, seat).await.map_err(said)?;
            counter::close(door.desk, &chair, seat, id).await.map_err(said)?;
        }
        Ok(())
    }
}
