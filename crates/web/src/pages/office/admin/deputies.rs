//! Who stands in for the president: the order of the vice-presidents, and who is absent when.

use super::{day, ground, maybe_day};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::office::said::{self, Wrong};
use crate::pages::office::seats::{self, link};
use crate::server::App;
use crate::view;
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::{Place, Role};
use desk::people;
use desk::{Denial, Error};
use minijinja::{Value, context};
use serde::Deserialize;
use store::people::Account;
use store::trust::{self, Absence, Deputy};
use uuid::Uuid;

const ABSENCES_MOST: usize = 30;
/// How many vice-presidents the form has room for.
const RANKS: i64 = 10;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: String,
}

/// A form that was refused, to be shown as it was sent.
#[derive(Default)]
struct Again {
    form: &'static str,
    said: Option<Posted>,
    wrong: Wrong,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let place = ground(&visitor, &asked.place)?;
    page(&app, &visitor, place, StatusCode::OK, Again::default()).await
}

pub async fn back() -> Answer {
    Ok(Redirect::to("/office/admin/deputies").into_response())
}

pub async fn back_from(Path(_): Path<Uuid>) -> Answer {
    back().await
}

/// The order, as the minutes of the election have it. Ranks that are left empty close up.
pub async fn order(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let chosen = posted.all("holder").into_iter().filter(|id| !id.is_empty());
    let order: Result<Vec<Uuid>, _> = chosen.map(str::parse).collect();
    let done = match order {
        Ok(order) => people::set_order(&app.desk, visitor.who()?, place, order, posted.get("decision")).await,
        Err(_) => Err(Error::not_found()),
    };
    answered(&app, &visitor, place, done, ("order", "deputies-order-kept"), posted).await
}

/// Somebody is absent from a day on.
pub async fn absent(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let holder = posted.get("holder").parse().unwrap_or_default();
    let days = day("from", posted.get("from")).and_then(|from| Ok((from, maybe_day("until", posted.get("until"))?)));
    let done = match days {
        Ok(days) => {
            people::record_absence(&app.desk, visitor.who()?, place, holder, days, posted.get("decision")).await
        }
        Err(wrong) => Err(Error::Mistakes(vec![wrong])),
    };
    answered(&app, &visitor, place, done, ("absence", "deputies-absence-kept"), posted).await
}

/// Says the last day of an absence.
pub async fn end(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let done = match day("until", posted.get("until")) {
        Ok(until) => people::end_absence(&app.desk, visitor.who()?, place, id, until).await,
        Err(wrong) => Err(Error::Mistakes(vec![wrong])),
    };
    answered(&app, &visitor, place, done, ("end", "deputies-absence-ended"), posted).await
}

async fn answered(
    app: &App,
    visitor: &Visitor,
    place: Place,
    done: desk::Result<()>,
    (form, key): (&'static str, &str),
    posted: Posted,
) -> Answer {
    match done {
        Ok(()) => app.go(visitor, &link("/office/admin/deputies", &[("place", &place.to_string())]), "success", key),
        Err(error) => {
            let Some(wrong) = said::wrong(app, visitor, &error) else { return Err(Oops(error)) };
            let again = Again { form, said: Some(posted), wrong };
            page(app, visitor, place, StatusCode::UNPROCESSABLE_ENTITY, again).await
        }
    }
}

async fn page(app: &App, visitor: &Visitor, place: Place, status: StatusCode, again: Again) -> Answer {
    if !place.is_commune() {
        return Err(Denial::NotFound.into());
    }
    let (officers, order, absences, president) = read(app, place).await?;
    let name = |id: Uuid| {
        officers.iter().find(|a| a.id == id).map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default()
    };
    let today = app.desk.clock.today();
    let typed = |form: &str, field: &str| match &again.said {
        Some(said) if again.form == form => said.get(field).to_owned(),
        _ => String::new(),
    };
    let ranked = |rank: i64| order.iter().find(|d| d.rank == rank).map(|d| d.holder.to_string()).unwrap_or_default();
    let candidates: Vec<Value> = officers
        .iter()
        .filter(|a| Some(a.id) != president && !a.closed)
        .map(|a| context! { id => a.id.to_string(), name => a.name(visitor.arabic()) })
        .collect();
    let in_line: Vec<Value> = president
        .into_iter()
        .chain(order.iter().map(|d| d.holder))
        .map(|id| context! { id => id.to_string(), name => name(id) })
        .collect();
    let shown = |a: &Absence| {
        context! {
            id => a.id.to_string(),
            name => name(a.holder),
            from => a.from.to_string(),
            until => a.until.map(|d| d.to_string()),
            decision => a.decision.as_str(),
            now => a.on(today),
            over => a.until.is_some_and(|until| until < today),
        }
    };
    let deputies = context! {
        place => seats::place(app, visitor, place),
        president => president.map(name),
        acting => acting(&order, &absences, president, today).map(name),
        ranks => (1..=RANKS).map(|rank| context! { rank, holder => ranked(rank) }).collect::<Vec<_>>(),
        decision => if again.form == "order" { typed("order", "decision") } else { order.first().map(|d| d.decision.clone()).unwrap_or_default() },
        candidates,
        in_line,
        absences => absences.iter().take(ABSENCES_MOST).map(shown).collect::<Vec<_>>(),
        absence => context! { from => typed("absence", "from"), until => typed("absence", "until"), decision => typed("absence", "decision"), holder => typed("absence", "holder") },
        form => again.form,
        mistakes => said::sentences(&again.wrong),
        today => today.to_string(),
        law => view::law(app, visitor.lang, "113-14", "109", false),
    };
    app.page_with(visitor, status, "admin-deputies.html", "deputies-title", context! { deputies })
}

/// Who exercises the president's powers today in the president's place.
fn acting(order: &[Deputy], absences: &[Absence], president: Option<Uuid>, today: jiff::civil::Date) -> Option<Uuid> {
    let away = |who: Uuid| absences.iter().any(|a| a.holder == who && a.on(today));
    president.filter(|id| away(*id))?;
    order.iter().map(|d| d.holder).find(|id| !away(*id))
}

type Read = (Vec<Account>, Vec<Deputy>, Vec<Absence>, Option<Uuid>);

async fn read(app: &App, place: Place) -> Result<Read, Oops> {
    let today = app.desk.clock.today();
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Read> {
            let own =
                |o: &&civic::Office| o.seat.role == Role::President && o.delegated_by.is_none() && o.holds_on(today);
            let president = store::people::offices_in(tx, place)?.iter().find(own).map(|o| o.holder);
            Ok((
                store::people::officers(tx, place)?,
                trust::deputies(tx, place)?,
                trust::absences(tx, place)?,
                president,
            ))
        })
        .await?;
    Ok(found)
}
