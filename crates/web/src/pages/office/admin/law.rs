//! The law table: every value that rules a decision, its article, its days, whether it was verified;
//! and the rates that a commune may set within the law's range.

use super::{day, ground};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::office::said::{self, Wrong};
use crate::pages::office::seats::{self, link};
use crate::server::App;
use crate::view::{if_said, law, word};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::law::Value as LawValue;
use civic::{Mistake, Place, Role};
use desk::Error;
use i18n::Arg;
use jiff::civil::Date;
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: String,
    show: String,
    /// The value that was just set, and how many files it moved.
    set: String,
    moved: i64,
}

/// The form that is shown again: of which value, with what was written and what is wrong in it.
#[derive(Default)]
struct Again {
    name: String,
    values: Value,
    wrong: Wrong,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    page(&app, &visitor, &asked, StatusCode::OK, Again { values: context! {}, ..Again::default() })
}

/// Adds a dated value of the commune.
pub async fn set(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let name = posted.get("name").to_owned();
    let done = match read(&app, &posted, &name)? {
        Ok((value, from)) => {
            desk::statute::set_value(&app.desk, visitor.who()?, place, &name, value, from, posted.get("decision")).await
        }
        Err(wrong) => Err(Error::Mistakes(wrong)),
    };
    match done {
        Ok(moved) => {
            let to = link(
                "/office/admin/law",
                &[("place", posted.get("place")), ("set", &name), ("moved", &moved.to_string())],
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let Some(wrong) = said::wrong(&app, &visitor, &error) else { return Err(Oops(error)) };
            let wrong = bounds(&app, &visitor, &name, &error, wrong);
            let asked = Asked { place: posted.get("place").into(), ..Asked::default() };
            page(
                &app,
                &visitor,
                &asked,
                StatusCode::UNPROCESSABLE_ENTITY,
                Again { name, values: said::values(&posted), wrong },
            )
        }
    }
}

/// The value and its first day, as typed; every mistake at once.
fn read(app: &App, posted: &Posted, name: &str) -> Result<Result<(i64, Date), Vec<Mistake>>, Oops> {
    let statute = app.desk.statute();
    let Some(unit) =
        statute.law.values().into_iter().find(|v| v.name == name && v.place == Place::KINGDOM).map(|v| v.unit.clone())
    else {
        return Err(Oops::not_found());
    };
    let mut wrong = Vec::new();
    let text = posted.get("value");
    let value = if in_money(&unit) { civic::form::centimes(text) } else { civic::form::whole(text) };
    if value.is_none() {
        wrong.push(Mistake::new("value", if text.trim().is_empty() { "required" } else { "not-a-number" }));
    }
    let ruled = |from: Date| match statute.law.value(name, Place::KINGDOM, from) {
        Some(_) => Ok(from),
        None => Err(Mistake::new("from", "before-the-law")),
    };
    let from = day("from", posted.get("from")).and_then(ruled).map_err(|m| wrong.push(m)).ok();
    if posted.get("decision").trim().is_empty() {
        wrong.push(Mistake::new("decision", "required"));
    }
    Ok(match (value, from) {
        (Some(value), Some(from)) if wrong.is_empty() => Ok((value, from)),
        _ => Err(wrong),
    })
}

fn in_money(unit: &str) -> bool {
    unit.starts_with("centimes")
}

/// Bounds are said with their unit: what is kept in centimes was typed in dirhams.
fn bounds(app: &App, visitor: &Visitor, name: &str, error: &Error, mut wrong: Wrong) -> Wrong {
    let beyond = matches!(error, Error::Mistakes(all) if all.iter().any(|m| m.field == "value" && m.limit.is_some()));
    let statute = app.desk.statute();
    if beyond && let Some(law) = statute.law.value(name, Place::KINGDOM, app.desk.clock.today()) {
        let said = |value: Option<i64>| {
            Arg::from(value.map(|v| i18n::format::quantity(visitor.lang, v, &law.unit)).unwrap_or_default())
        };
        let args = [("least", said(law.least)), ("most", said(law.most))];
        wrong.insert("value".into(), app.desk.words.say(visitor.lang, "lawtable-between", &args));
    }
    wrong
}

/// The name of a value; its code where nothing is said.
pub(super) fn name_of(app: &App, visitor: &Visitor, name: &str) -> String {
    match if_said(app, visitor, &format!("lawvalue-{name}")) {
        said if said.is_empty() => name.to_owned(),
        said => said,
    }
}

fn page(app: &App, visitor: &Visitor, asked: &Asked, status: StatusCode, again: Again) -> Answer {
    let place = ground(visitor, &asked.place)?;
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let mut by_name: BTreeMap<&str, Vec<&LawValue>> = BTreeMap::new();
    for value in statute.law.values().into_iter().filter(|v| v.place == Place::KINGDOM || v.place == place) {
        by_name.entry(value.name.as_str()).or_default().push(value);
    }
    let unverified = |values: &[&LawValue]| values.iter().any(|v| !v.verified && v.in_force(today));
    let local = |values: &[&LawValue]| values.iter().any(|v| v.place != Place::KINGDOM);
    let fits = |values: &[&LawValue]| match asked.show.as_str() {
        "unverified" => unverified(values),
        "local" => local(values),
        _ => true,
    };
    let count = |of: &dyn Fn(&[&LawValue]) -> bool| by_name.values().filter(|values| of(values)).count();
    let filters = [("all", by_name.len()), ("unverified", count(&unverified)), ("local", count(&local))].map(|(code, count)| {
        let show = if code == "all" { "" } else { code };
        context! { code, count, url => link("/office/admin/law", &[("place", &asked.place), ("show", show)]), current => asked.show == show }
    });
    let groups: Vec<Value> = ["deadlines", "rates", "thresholds"]
        .into_iter()
        .filter_map(|code| {
            let of = by_name.iter().filter(|(_, values)| group(&values[0].unit) == code && fits(values));
            let rows: Vec<Value> = of.map(|(name, values)| row(app, visitor, place, name, values)).collect();
            (!rows.is_empty()).then(|| context! { code, rows })
        })
        .collect();
    let laws = context! {
        place => seats::place(app, visitor, place),
        asked => asked.place.as_str(),
        groups,
        filters,
        counts => context! { values => by_name.len(), unverified => count(&unverified) },
        form => context! { name => again.name, values => again.values, mistakes => again.wrong },
        done => by_name.contains_key(asked.set.as_str()).then(|| done(app, visitor, asked)),
    };
    app.page_with(visitor, status, "admin-law.html", "nav-law", context! { laws })
}

fn done(app: &App, visitor: &Visitor, asked: &Asked) -> String {
    let args = [("name", Arg::from(name_of(app, visitor, &asked.set))), ("count", Arg::from(asked.moved))];
    app.desk.words.say(visitor.lang, "lawtable-done", &args)
}

fn group(unit: &str) -> &'static str {
    match unit {
        "working-days" | "calendar-days" | "months" | "years" => "deadlines",
        unit if in_money(unit) => "rates",
        _ => "thresholds",
    }
}

fn row(app: &App, visitor: &Visitor, place: Place, name: &str, values: &[&LawValue]) -> Value {
    let (statute, today) = (app.desk.statute(), app.desk.clock.today());
    let here = statute.law.value(name, place, today);
    let range = statute.law.value(name, Place::KINGDOM, today).filter(|v| v.least.is_some() || v.most.is_some());
    let administers = place.is_commune() && visitor.viewer().holds(Role::Administrator, place);
    let street = app.desk.street.catalogue();
    let used = street
        .iter()
        .filter(|p| civic::check::rests_on(p, name))
        .map(|p| word(app, visitor, &format!("procedure-{}", p.code)));
    context! {
        name,
        label => name_of(app, visitor, name),
        values => values.iter().map(|one| value(app, visitor, one, here == Some(*one))).collect::<Vec<_>>(),
        range => range.map(|v| context! { least => v.least, most => v.most, unit => v.unit.as_str() }),
        used_by => used.collect::<Vec<_>>(),
        may_set => range.is_some() && administers,
    }
}

/// One dated value; `here` when it is the one that counts in the place today.
fn value(app: &App, visitor: &Visitor, one: &LawValue, here: bool) -> Value {
    let today = app.desk.clock.today();
    let local = one.place != Place::KINGDOM;
    let state = match () {
        () if here => "now",
        () if today < one.from => "later",
        // The Kingdom's own, where the commune has decided another.
        () if one.in_force(today) && !local => "elsewhere",
        () => "past",
    };
    context! {
        value => one.value,
        unit => one.unit.as_str(),
        from => one.from.to_string(),
        to => one.to.map(|day| day.to_string()),
        law => law(app, visitor.lang, &one.text, &one.article, one.verified),
        verified => one.verified,
        state,
        local => local.then(|| seats::place(app, visitor, one.place)),
        // What a commune wrote when it decided; the notes of the shipped table are for those who keep it.
        decision => local.then_some(one.note.as_str()),
    }
}
