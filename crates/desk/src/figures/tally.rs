//! Counting: an answer and an opinion into the figures, in working days; and all of them anew when the rule
//! by which they are counted has changed.

use crate::{Desk, Result};
use civic::calendar::Unit;
use civic::dossier::Context;
use civic::procedure::DoorKind;
use civic::{Dossier, Place, Role};
use jiff::civil::Date;
use store::figures::{self, Answered, Opined};
use store::{Tx, dossiers};
use uuid::Uuid;

/// The rule by which figures are counted: 1, answers in working days, and the opinions of members.
const RULE: i64 = 1;
const PAGE: i64 = 500;

/// Counts an answer, in working days: those of the offices, whatever the limit is counted in.
pub(crate) fn answered(tx: &mut Tx, with: Context, d: &Dossier, day: Date) -> Result<()> {
    let unit = Unit::WorkingDays;
    let stopped: i32 = d.pauses.iter().filter_map(|p| Some(with.calendar.between(p.from, p.to?, unit))).sum();
    let days = (with.calendar.between(d.filed, day, unit) - stopped).max(0);
    let late = d.limit_day(with).is_some_and(|limit| limit < day);
    let step = with.procedure.step(d.step).name.as_str();
    let outcome = d.outcome.as_deref().unwrap_or(step);
    let one = Answered { commune: d.commune, procedure: &d.procedure, day, outcome, days: i64::from(days), late };
    Ok(figures::count(tx, &one)?)
}

/// Counts the opinion that a member has just given, in working days since it was asked.
pub(crate) fn opined(tx: &mut Tx, with: Context, d: &Dossier, role: Role) -> Result<()> {
    // The last opinion of a round moves the file on, not to another round.
    let Some(sitting) = d.sittings.iter().rev().find(|s| s.role == role && s.given.is_some()) else { return Ok(()) };
    let Some(day) = sitting.given.as_ref().map(|given| given.day) else { return Ok(()) };
    let days = with.calendar.between(sitting.asked, day, Unit::WorkingDays).max(0);
    let late = d.sitting_due(with, sitting).is_some_and(|due| due < day);
    let (procedure, role) = (d.procedure.as_str(), role.as_str());
    let one = Opined { commune: d.commune, procedure, role, day, days: i64::from(days), late };
    Ok(figures::opine(tx, &one)?)
}

/// Counts everything anew when the figures stand by an older rule, from the acts alone; gives how many files.
/// Asked when the program starts: once for each rule.
pub async fn renew(desk: &Desk) -> Result<usize> {
    if desk.db.read(|tx| -> Result<_> { Ok(figures::rule(tx)?) }).await? == RULE {
        return Ok(0);
    }
    let counter = desk.clone();
    desk.db
        .write(move |tx| -> Result<usize> {
            if figures::rule(tx)? == RULE {
                return Ok(0);
            }
            figures::begin_again(tx, RULE)?;
            let (mut after, mut files) = ((Place::KINGDOM, Uuid::nil()), 0);
            loop {
                let page = dossiers::page(tx, after, PAGE)?;
                for (commune, id) in &page {
                    file(tx, &counter, *commune, *id)?;
                }
                files += page.len();
                match page.last() {
                    Some(last) if page.len() == PAGE as usize => after = *last,
                    _ => return Ok(files),
                }
            }
        })
        .await
}

/// A file from its first act on: each opinion, and the answer, as they came.
fn file(tx: &mut Tx, desk: &Desk, commune: Place, id: Uuid) -> Result<()> {
    let acts = dossiers::acts(tx, commune, id)?;
    let Some(mut d) = acts.first().and_then(|act| Dossier::open(commune, id, act)) else { return Ok(()) };
    let Some(procedure) = desk.street.procedure(&d.procedure, d.revision) else { return Ok(()) };
    let statute = desk.statute();
    let with = statute.with(&procedure);
    for act in &acts[1..] {
        let was = d.answered;
        d.apply(&procedure, act);
        if procedure.door(&act.name).is_some_and(|door| door.kind == DoorKind::Opinion) {
            opined(tx, with, &d, act.role)?;
        }
        if let (None, Some(day)) = (was, d.answered) {
            answered(tx, with, &d, day)?;
        }
    }
    Ok(())
}
