//! The sessions of the commissions in the demo town: called, opened, closed as the days pass.

use super::moves::Door;
use civic::{Place, Role, Seat};
use desk::Desk;
use jiff::Span;
use jiff::civil::Date;
use permits::counter::{self, Attendance, NewSession, Presence};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

const SITTING: [Role; 3] = [Role::UrbanPlanning, Role::UrbanAgency, Role::Province];
/// Minutes older than this are signed: the members' folders hold what came since.
const SIGNED_AFTER: i64 = 6;

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

/// The members sign the minutes of the past while the town is open: each paper is typeset for it, which is
/// not waited for when the town is made.
pub async fn sign_the_past(desk: Desk) {
    if let Err(error) = signed(&desk).await {
        tracing::warn!(code = error.code(), "the minutes of the past are not all signed");
    }
}

async fn signed(desk: &Desk) -> desk::Result<()> {
    let day = desk.clock.today().saturating_sub(Span::new().days(SIGNED_AFTER));
    let province = super::cast::TOWN.province();
    let communes = desk.street.territory.communes(province).map(|known| known.place);
    let places: Vec<Place> = communes.chain([province]).collect();
    for place in places {
        let chair = Seat { role: Role::CommissionChair, place };
        for (commune, id) in desk::hands::together::before(desk, chair, day).await? {
            let hands = desk.db.read(move |tx| store::hands::of(tx, commune, id)).await?;
            let mut people = Vec::new();
            for seat in hands.iter().map(|hand| hand.seat) {
                let held = desk.db.read(move |tx| store::people::offices_in(tx, seat.place)).await?;
                let holder = held.iter().find(|o| o.seat == seat && o.holds_on(desk.clock.today()));
                if let Some(holder) = holder {
                    people.extend(desk::who::inside(desk, holder.holder).await?);
                }
            }
            desk::hands::together::sign(desk, &people, commune, id).await?;
        }
    }
    Ok(())
}
