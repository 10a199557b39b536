//! The law and the calendar in force: what is shipped, and what administrators added: holidays by the
//! Kingdom's, a rate by the commune's own.

use crate::street::Street;
use crate::{Denial, Desk, Error, Result, Who};
use civic::dossier::Context;
use civic::law::{Law, Value};
use civic::{Calendar, Mistake, Place, Procedure, Role};
use jiff::civil::Date;
use std::sync::Arc;
use store::Db;
use store::laws::{self, Holiday};
use store::people::{self, Entry};

/// One reading of the law table and the calendar.
pub struct Statute {
    pub law: Law,
    pub calendar: Calendar,
}

impl Statute {
    /// Reads both at the start; puts the shipped holidays into a store that has none. Waits.
    pub(crate) fn load(db: &Db, street: &Street) -> Result<Statute> {
        let shipped = street.holidays.clone();
        let added = db.write_now(move |tx| -> Result<_> {
            if laws::holidays(tx)?.is_empty() {
                for holiday in &shipped {
                    laws::set_holiday(tx, holiday)?;
                }
            }
            Ok((laws::values(tx)?, laws::holidays(tx)?))
        })?;
        Ok(Statute::of(street, added))
    }

    fn of(street: &Street, (values, holidays): (Vec<Value>, Vec<Holiday>)) -> Statute {
        let mut law = street.law.clone();
        values.into_iter().for_each(|value| law.add(value));
        Statute { law, calendar: Calendar::new(holidays.into_iter().map(|h| h.day)) }
    }

    pub fn with<'a>(&'a self, procedure: &'a Procedure) -> Context<'a> {
        Context { procedure, law: &self.law, calendar: &self.calendar }
    }

    /// How many people a commune has when it examines by itself.
    pub fn single_window(&self, today: Date) -> Result<i64> {
        let value = self.law.value(SINGLE_WINDOW, Place::KINGDOM, today);
        value.map(|v| v.value).ok_or_else(|| Error::Setup(not_held(today)))
    }
}

/// The value that says where a file is examined, whatever its procedure.
const SINGLE_WINDOW: &str = "single-window-population";

fn not_held(today: Date) -> String {
    format!("who examines a file rests on `{SINGLE_WINDOW}`, which the law table does not hold on {today}")
}

/// What every procedure rests on, if the law table lacks it on a day.
pub fn own_lack(law: &Law, today: Date) -> Option<String> {
    law.value(SINGLE_WINDOW, Place::KINGDOM, today).is_none().then(|| not_held(today))
}

/// What this Diwan rests on and the law table lacks on a day: a sentence for each.
pub fn lacking(street: &Street, law: &Law, today: Date) -> Vec<String> {
    let of = |p: &Arc<Procedure>| {
        let code = p.code.clone();
        civic::check::lacking(p, law, today).into_iter().map(move |says| format!("`{code}`: {says}"))
    };
    let houses = street.services.iter().flat_map(|s| s.house_papers);
    let unsigned = houses.filter(|p| law.delay(p.within, Place::KINGDOM, today).is_none());
    let unsigned = unsigned.map(|p| {
        format!("the paper `{}` rests on `{}`, which the law table does not hold on {today}", p.name, p.within)
    });
    own_lack(law, today).into_iter().chain(street.catalogue().iter().flat_map(of)).chain(unsigned).collect()
}

/// Adds or changes a holiday. Every due date is counted anew; gives how many open files moved.
pub async fn set_holiday(desk: &Desk, who: &Who, holiday: Holiday) -> Result<usize> {
    national(who)?;
    change(desk, who, Place::KINGDOM, "holiday-set", &holiday.day.to_string(), move |tx| {
        laws::set_holiday(tx, &holiday)
    })
    .await
}

pub async fn remove_holiday(desk: &Desk, who: &Who, day: Date) -> Result<usize> {
    national(who)?;
    change(desk, who, Place::KINGDOM, "holiday-removed", &day.to_string(), move |tx| {
        laws::remove_holiday(tx, day).map(|_| ())
    })
    .await
}

/// Moves a holiday to another day, or says it is now announced: one change, counted once.
pub async fn move_holiday(desk: &Desk, who: &Who, from: Date, to: Holiday) -> Result<usize> {
    national(who)?;
    let detail = format!("{from} {}", to.day);
    change(desk, who, Place::KINGDOM, "holiday-moved", &detail, move |tx| {
        laws::remove_holiday(tx, from)?;
        laws::set_holiday(tx, &to)
    })
    .await
}

/// What a change of the holidays would do to the open files.
#[derive(Clone, Debug, Default)]
pub struct Foreseen {
    pub files: usize,
    pub later: usize,
    pub earlier: usize,
    /// Whose new day has already passed.
    pub newly_late: usize,
    /// Some of them: number, day as it is, day as it would be.
    pub some: Vec<(String, Date, Date)>,
}

/// How many open files a page of the foresight reads, and how many it names.
const PAGE: i64 = 500;
const NAMED_MOST: usize = 12;

/// Counts what would move if these days were no longer holidays, or became so. Nothing is written.
pub async fn foresee(desk: &Desk, who: &Who, without: Option<Date>, with: Option<Date>) -> Result<Foreseen> {
    national(who)?;
    let (counter, today) = (desk.clone(), desk.clock.today());
    desk.db
        .read(move |tx| -> Result<Foreseen> {
            let days: Vec<Date> =
                laws::holidays(tx)?.into_iter().map(|h| h.day).filter(|d| Some(*d) != without).chain(with).collect();
            let calendar = Calendar::new(days);
            let now = counter.statute();
            let mut seen = Foreseen::default();
            let mut after = (Place::KINGDOM, uuid::Uuid::nil());
            loop {
                let page = store::dossiers::open_page(tx, after, PAGE)?;
                for (commune, id) in &page {
                    let Some((dossier, _)) = store::dossiers::to_decide(tx, *commune, *id)? else { continue };
                    let Some(procedure) = counter.street.procedure(&dossier.procedure, dossier.revision) else {
                        continue;
                    };
                    let then = Context { procedure: &procedure, law: &now.law, calendar: &calendar };
                    if let (Some(was), Some(will)) = (dossier.due(now.with(&procedure)), dossier.due(then)) {
                        seen.count(&dossier.number, was, will, today);
                    }
                }
                match page.last() {
                    Some(last) if page.len() == PAGE as usize => after = *last,
                    _ => return Ok(seen),
                }
            }
        })
        .await
}

impl Foreseen {
    fn count(&mut self, number: &str, was: Date, will: Date, today: Date) {
        if was == will {
            return;
        }
        self.files += 1;
        self.later += usize::from(was < will);
        self.earlier += usize::from(will < was);
        self.newly_late += usize::from(today <= was && will < today);
        if self.some.len() < NAMED_MOST {
            self.some.push((number.to_owned(), was, will));
        }
    }
}

/// Adds a dated value that a commune may decide for itself, within the bounds of the law's own.
pub async fn set_value(
    desk: &Desk,
    who: &Who,
    commune: Place,
    name: &str,
    value: i64,
    from: Date,
    decision: &str,
) -> Result<usize> {
    // What the law itself says is a row of `law/`, changed by nobody on a screen.
    if !commune.is_commune() || !who.viewer.holds(Role::Administrator, commune) {
        return Err(Denial::NotYours.into());
    }
    let statute = desk.statute();
    let Some(law) = statute.law.value(name, Place::KINGDOM, from) else { return Err(Error::not_found()) };
    let mut mistakes = Vec::new();
    match (law.least, law.most) {
        (Some(least), _) if value < least => mistakes.push(Mistake::beyond("value", "too-small", least)),
        (_, Some(most)) if most < value => mistakes.push(Mistake::beyond("value", "too-large", most)),
        (None, None) => return Err(Denial::NotYours.into()),
        _ => {}
    }
    if decision.trim().is_empty() {
        mistakes.push(Mistake::new("decision", "required"));
    }
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    let own = Value {
        place: commune,
        value,
        from,
        to: None,
        note: decision.trim().to_owned(),
        verified: true,
        ..law.clone()
    };
    let (at, by) = (desk.clock.now(), who.account.id);
    let detail = format!("{name} = {value}");
    change(desk, who, commune, "law-value-set", &detail, move |tx| laws::set_value(tx, &own, at, by)).await
}

/// Whether somebody keeps what holds for the whole Kingdom: its holidays move the clocks of every commune.
pub fn keeps_the_calendar(who: &Who) -> bool {
    who.viewer.holds(Role::Administrator, Place::KINGDOM)
}

fn national(who: &Who) -> Result<()> {
    if keeps_the_calendar(who) { Ok(()) } else { Err(Denial::NotYours.into()) }
}

/// Writes, notes it in the journal, reads the statute again, and counts due dates anew.
async fn change(
    desk: &Desk,
    who: &Who,
    place: Place,
    what: &str,
    detail: &str,
    write: impl Fn(&mut store::Tx) -> store::Result<()> + Send + 'static,
) -> Result<usize> {
    who.administers(desk)?;
    let entry = Entry { at: desk.clock.now(), who: who.account.id, what: what.into(), detail: detail.into() };
    let id = desk.chance.id(entry.at);
    let added = desk
        .db
        .write(move |tx| -> Result<_> {
            write(tx)?;
            people::note(tx, place, id, &entry)?;
            Ok((laws::values(tx)?, laws::holidays(tx)?))
        })
        .await?;
    desk.replace_statute(Statute::of(&desk.street, added));
    crate::work::redate(desk).await
}
