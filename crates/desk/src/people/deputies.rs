//! Who stands in for a president: the vice-presidents, in the order in which the council elected them,
//! for as long as the president is absent or prevented (organic law 113-14). It needs no delegation:
//! the seat of the interim follows from the order and the recorded absences, each day anew.

use super::{may_administer, note};
use crate::{Denial, Desk, Error, Result, Who};
use civic::role::Scope;
use civic::{Mistake, Office, Place, Role, Seat, identity};
use jiff::civil::Date;
use store::Tx;
use store::people;
use store::trust::{self, Absence, Deputy};
use uuid::Uuid;

const DEPUTIES_MOST: usize = 12;
const DECISION_MOST: usize = 60;

/// The seats of president that somebody holds today because whoever comes before them is absent.
pub(crate) fn interim(tx: &mut Tx, holder: Uuid, today: Date) -> Result<Vec<Office>> {
    let mut offices = Vec::new();
    for place in trust::deputy_in(tx, holder)? {
        let absences: Vec<Absence> = trust::absences(tx, place)?.into_iter().filter(|a| a.on(today)).collect();
        let away = |who: Uuid| absences.iter().find(|a| a.holder == who);
        let Some(president) = president(tx, place, today)? else { continue };
        let Some(absence) = away(president) else { continue };
        let order = trust::deputies(tx, place)?;
        if order.iter().find(|d| away(d.holder).is_none()).is_some_and(|first| first.holder == holder) {
            offices.push(office(absence, holder));
        }
    }
    Ok(offices)
}

/// The recorded absence of a president whom somebody replaces today: until it ends, the power is the interim's.
pub(crate) fn replaced(tx: &mut Tx, place: Place, holder: Uuid, today: Date) -> Result<Option<Absence>> {
    let absences: Vec<Absence> = trust::absences(tx, place)?.into_iter().filter(|a| a.on(today)).collect();
    let away = |who: Uuid| absences.iter().find(|a| a.holder == who);
    let Some(absence) = away(holder) else { return Ok(None) };
    let replaced = trust::deputies(tx, place)?.iter().any(|d| away(d.holder).is_none());
    Ok(replaced.then(|| absence.clone()))
}

/// The seat of an interim, for a paper that was signed under it.
pub(crate) fn of_absence(tx: &mut Tx, place: Place, id: Uuid, holder: Uuid) -> Result<Option<Office>> {
    Ok(trust::absences(tx, place)?.iter().find(|a| a.id == id).map(|absence| office(absence, holder)))
}

fn office(absence: &Absence, holder: Uuid) -> Office {
    Office {
        id: absence.id,
        holder,
        seat: Seat { role: Role::President, place: absence.place },
        from: absence.from,
        until: absence.until,
        delegated_by: Some(absence.holder),
        decision: absence.decision.clone(),
        scope: Scope::default(),
    }
}

fn president(tx: &mut Tx, place: Place, today: Date) -> Result<Option<Uuid>> {
    let own = |o: &&Office| o.seat.role == Role::President && o.delegated_by.is_none() && o.holds_on(today);
    Ok(people::offices_in(tx, place)?.iter().find(own).map(|o| o.holder))
}

fn judged(decision: &str) -> Vec<Mistake> {
    let tidy = identity::tidy_line(decision);
    match tidy.chars().count() {
        _ if identity::has_control(decision) => vec![Mistake::new("decision", "control-characters")],
        0 => vec![Mistake::new("decision", "required")],
        n if DECISION_MOST < n => vec![Mistake::beyond("decision", "too-long", DECISION_MOST as i64)],
        _ => Vec::new(),
    }
}

/// Writes down the order of the vice-presidents, with the minutes of their election.
pub async fn set_order(desk: &Desk, who: &Who, place: Place, order: Vec<Uuid>, decision: &str) -> Result<()> {
    may_administer(who, place)?;
    let mut mistakes = judged(decision);
    let mut distinct = order.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if order.is_empty() || distinct.len() != order.len() || DEPUTIES_MOST < order.len() {
        mistakes.push(Mistake::new("order", "unknown-choice"));
    }
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    // Nobody puts themselves into the line of those who sign.
    if order.contains(&who.account.id) {
        return Err(Denial::NotYours.into());
    }
    who.administers(desk)?;
    let decision = identity::tidy_line(decision);
    desk.db
        .write(move |tx| -> Result<()> {
            let mut all = Vec::new();
            for (at, holder) in order.iter().enumerate() {
                if people::get(tx, *holder)?.is_none_or(|a| a.kind != "officer" || a.closed) {
                    return Err(Error::Mistakes(vec![Mistake::new("order", "unknown-choice")]));
                }
                all.push(Deputy { rank: at as i64 + 1, holder: *holder, decision: decision.clone() });
            }
            Ok(trust::set_deputies(tx, place, &all)?)
        })
        .await?;
    note(desk, who, place, "deputies-ordered", "").await
}

/// Records that the president or a vice-president is absent or prevented.
pub async fn record_absence(
    desk: &Desk,
    who: &Who,
    place: Place,
    holder: Uuid,
    (from, until): (Date, Option<Date>),
    decision: &str,
) -> Result<()> {
    may_administer(who, place)?;
    let mut mistakes = judged(decision);
    if until.is_some_and(|until| until < from) {
        mistakes.push(Mistake::new("until", "before-first-day"));
    }
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    who.administers(desk)?;
    let (now, decision) = (desk.clock.now(), identity::tidy_line(decision));
    let absence = Absence {
        place,
        id: desk.chance.id(now),
        holder,
        from,
        until,
        decision,
        made_by: who.account.id,
        made_at: now,
    };
    desk.db
        .write(move |tx| -> Result<()> {
            let ordered = trust::deputies(tx, place)?.iter().any(|d| d.holder == holder);
            if !ordered && president(tx, place, absence.from)? != Some(holder) {
                return Err(Error::Mistakes(vec![Mistake::new("holder", "unknown-choice")]));
            }
            Ok(trust::add_absence(tx, &absence)?)
        })
        .await?;
    note(desk, who, place, "absence-recorded", &holder.to_string()).await
}

/// Says the last day of an absence; the day before its first when it is never to begin.
pub async fn end_absence(desk: &Desk, who: &Who, place: Place, id: Uuid, until: Date) -> Result<()> {
    may_administer(who, place)?;
    who.administers(desk)?;
    let holder = desk
        .db
        .write(move |tx| -> Result<Uuid> {
            let Some(absence) = trust::absences(tx, place)?.into_iter().find(|a| a.id == id) else {
                return Err(Error::not_found());
            };
            if until < absence.from.saturating_sub(jiff::Span::new().days(1)) {
                return Err(Error::Mistakes(vec![Mistake::new("until", "before-first-day")]));
            }
            trust::end_absence(tx, place, id, until)?;
            Ok(absence.holder)
        })
        .await?;
    note(desk, who, place, "absence-ended", &holder.to_string()).await
}
