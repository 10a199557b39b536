//! The holidays that stop the clock. A change is shown with the files whose due dates it moves, and
//! made when it is confirmed, by the administrator of the Kingdom alone; the others read.

use super::{day, ground};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::office::said::{self, Wrong};
use crate::pages::office::seats::link;
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::calendar::Unit;
use civic::{Mistake, identity};
use desk::{Error, statute};
use jiff::civil::{Date, Weekday, date};
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::laws::Holiday;

const NAME_MOST: usize = 120;
/// The years that the calendar knows.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2079;
/// For how many days a holiday that is over can still be corrected.
const CORRECTED_DAYS: i64 = 60;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: Option<i16>,
    /// How many files the change just made has moved.
    moved: Option<usize>,
}

/// What is to change.
enum Change {
    Add(Holiday),
    Move(Holiday, Holiday),
    Remove(Holiday),
}

impl Change {
    fn name(&self) -> &'static str {
        match self {
            Change::Add(_) => "add",
            Change::Move(from, to) if from.day == to.day => "mark",
            Change::Move(..) => "move",
            Change::Remove(_) => "remove",
        }
    }

    /// The day that would no longer be a holiday, and the day that would become one.
    fn days(&self) -> (Option<Date>, Option<Date>) {
        match self {
            Change::Add(new) => (None, Some(new.day)),
            Change::Move(from, to) => (Some(from.day), Some(to.day)),
            Change::Remove(old) => (Some(old.day), None),
        }
    }

    fn holiday(&self) -> &Holiday {
        match self {
            Change::Add(one) | Change::Move(_, one) | Change::Remove(one) => one,
        }
    }
}

/// What the page shows beside the year.
#[derive(Default)]
struct Beside {
    preview: Option<Value>,
    /// The form that is shown again: `new`, or the day of the holiday it changes.
    form: String,
    values: Value,
    wrong: Wrong,
    moved: Option<usize>,
}

impl Beside {
    fn nothing() -> Beside {
        Beside { values: context! {}, ..Beside::default() }
    }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    ground(&visitor, "")?;
    let year = asked.year.unwrap_or(app.desk.clock.today().year());
    page(&app, &visitor, year, StatusCode::OK, Beside { moved: asked.moved, ..Beside::nothing() }).await
}

/// A preview opened again from the address: there is nothing to preview without its form.
pub async fn back(visitor: Visitor) -> Answer {
    ground(&visitor, "")?;
    Ok(Redirect::to("/office/admin/calendar").into_response())
}

/// Shows what a change would do. Nothing is written.
pub async fn preview(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    ground(&visitor, "")?;
    let change = match read(&app, &posted).await? {
        Ok(change) => change,
        Err(wrong) => return again(&app, &visitor, &posted, wrong).await,
    };
    let (without, with) = change.days();
    let seen = statute::foresee(&app.desk, who, without, with).await?;
    let some: Vec<Value> = seen
        .some
        .iter()
        .map(|(number, was, will)| context! { display => number, was => was.to_string(), will => will.to_string() })
        .collect();
    let one = change.holiday();
    let kept = posted.0.iter().filter(|(name, _)| !matches!(name.as_str(), "csrf" | "change"));
    let preview = context! {
        change => change.name(),
        act => posted.get("change"),
        name => if visitor.arabic() { &one.name_ar } else { &one.name_fr },
        from_day => without.map(|day| day.to_string()),
        to_day => with.map(|day| day.to_string()),
        provisional => one.provisional,
        files => seen.files,
        later => seen.later,
        earlier => seen.earlier,
        newly_late => seen.newly_late,
        sample => some,
        fields => Value::from_pairs(kept.map(|(name, value)| (name.clone(), value.clone()))),
    };
    page(&app, &visitor, one.day.year(), StatusCode::OK, Beside { preview: Some(preview), ..Beside::nothing() }).await
}

/// Makes the change, and tells how many files moved.
pub async fn change(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    ground(&visitor, "")?;
    let change = match read(&app, &posted).await? {
        Ok(change) => change,
        Err(wrong) => return again(&app, &visitor, &posted, wrong).await,
    };
    let year = change.holiday().day.year();
    let moved = match change {
        Change::Add(new) => statute::set_holiday(&app.desk, who, new).await?,
        Change::Move(from, to) => statute::move_holiday(&app.desk, who, from.day, to).await?,
        Change::Remove(old) => statute::remove_holiday(&app.desk, who, old.day).await?,
    };
    let to = link("/office/admin/calendar", &[("year", &year.to_string()), ("moved", &moved.to_string())]);
    Ok(Redirect::to(&to).into_response())
}

async fn again(app: &App, visitor: &Visitor, posted: &Posted, wrong: Vec<Mistake>) -> Answer {
    let error = Error::Mistakes(wrong);
    let Some(wrong) = said::wrong(app, visitor, &error) else { return Err(Oops(error)) };
    let form = if posted.get("change") == "add" { "new" } else { posted.get("id") };
    let year = posted
        .get("id")
        .parse()
        .or(posted.get("day").parse())
        .map_or(app.desk.clock.today().year(), |day: Date| day.year());
    let beside = Beside { form: form.into(), values: said::values(posted), wrong, ..Beside::nothing() };
    page(app, visitor, year, StatusCode::UNPROCESSABLE_ENTITY, beside).await
}

async fn holidays(app: &App) -> Result<Vec<Holiday>, Oops> {
    Ok(app.desk.db.read(|tx| -> desk::Result<_> { Ok(store::laws::holidays(tx)?) }).await?)
}

/// The change that a form asks for, or every mistake.
async fn read(app: &App, posted: &Posted) -> Result<Result<Change, Vec<Mistake>>, Oops> {
    let all = holidays(app).await?;
    let there = |day: Date| all.iter().find(|h| h.day == day);
    let old = || posted.get("id").parse().ok().and_then(there).cloned().ok_or_else(Oops::not_found);
    let sure = |one: Date| if YEARS.contains(&one.year()) { Ok(one) } else { Err(Mistake::new("day", "not-a-date")) };
    let wanted = day("day", posted.get("day")).and_then(sure);
    let free = |day: Date| if there(day).is_some() { Err(Mistake::new("day", "holiday-there")) } else { Ok(day) };
    let provisional = posted.ticked("provisional");
    match posted.get("change") {
        "add" => {
            let mut wrong: Vec<Mistake> = Vec::new();
            let day = wanted.and_then(free).map_err(|m| wrong.push(m)).ok();
            let name_ar = name("name_ar", posted, &mut wrong);
            let name_fr = name("name_fr", posted, &mut wrong);
            Ok(match day {
                Some(day) if wrong.is_empty() => Ok(Change::Add(Holiday { day, name_ar, name_fr, provisional })),
                _ => Err(wrong),
            })
        }
        "move" => {
            let old = old()?;
            let day = wanted.and_then(|day| if day == old.day { Ok(day) } else { free(day) });
            Ok(day.map(|day| Change::Move(old.clone(), Holiday { day, provisional, ..old })).map_err(|m| vec![m]))
        }
        "remove" => Ok(Ok(Change::Remove(old()?))),
        _ => Err(Oops::not_found()),
    }
}

fn name(field: &str, posted: &Posted, wrong: &mut Vec<Mistake>) -> String {
    let text = posted.get(field);
    let tidy = identity::tidy_line(text);
    if identity::has_control(text) {
        wrong.push(Mistake::new(field, "control-characters"));
    } else if NAME_MOST < tidy.chars().count() {
        wrong.push(Mistake::beyond(field, "too-long", NAME_MOST as i64));
    } else if tidy.is_empty() {
        wrong.push(Mistake::new(field, "required"));
    }
    tidy
}

async fn page(app: &App, visitor: &Visitor, year: i16, status: StatusCode, beside: Beside) -> Answer {
    let year = year.clamp(*YEARS.start(), *YEARS.end());
    let all = holidays(app).await?;
    let by_day: BTreeMap<Date, &Holiday> = all.iter().map(|h| (h.day, h)).collect();
    let today = app.desk.clock.today();
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let statute = app.desk.statute();
    let worked =
        statute.calendar.between(first, last, Unit::WorkingDays) + i32::from(statute.calendar.is_worked(first));
    let new = beside.form == "new";
    let calendar = context! {
        year,
        previous => (year - 1).max(*YEARS.start()),
        following => (year + 1).min(*YEARS.end()),
        place => context! { name => word(app, visitor, "kingdom") },
        months => (1..=12).map(|number| month(visitor, year, number, today, &by_day)).collect::<Vec<_>>(),
        holidays => by_day.range(first..=last).map(|(_, one)| shown(visitor, one, &all, today, &beside)).collect::<Vec<_>>(),
        working_days => worked,
        may_change => visitor.who.as_ref().is_some_and(statute::keeps_the_calendar),
        preview => beside.preview,
        done => beside.moved.map(|files| context! { files }),
        form => context! {
            open => new,
            values => if new { beside.values.clone() } else { context! {} },
            mistakes => if new { beside.wrong.clone() } else { Wrong::new() },
        },
    };
    app.page_with(visitor, status, "admin-calendar.html", "nav-calendar", context! { calendar })
}

/// A holiday in the list, with the form that changes it.
fn shown(visitor: &Visitor, one: &Holiday, all: &[Holiday], today: Date, beside: &Beside) -> Value {
    let same_day = |a: Date, b: Date| (a.month(), a.day()) == (b.month(), b.day());
    let recurs =
        all.iter().any(|h| h.day.year() != one.day.year() && h.name_fr == one.name_fr && same_day(h.day, one.day));
    let id = one.day.to_string();
    let here = beside.form == id;
    let theirs = visitor.who.as_ref().is_some_and(statute::keeps_the_calendar);
    context! {
        day => id.as_str(),
        name => if visitor.arabic() { &one.name_ar } else { &one.name_fr },
        kind => if recurs { "fixed" } else { "movable" },
        provisional => one.provisional,
        may_change => theirs && today <= one.day.saturating_add(jiff::Span::new().days(CORRECTED_DAYS)),
        typed => if here { beside.values.get_attr("day").ok() } else { None },
        wrong => if here { beside.wrong.get("day").cloned() } else { None },
        id,
    }
}

/// A month of the picture of the year: each day as `work`, `weekend`, `holiday` or `provisional`.
fn month(visitor: &Visitor, year: i16, number: i8, today: Date, holidays: &BTreeMap<Date, &Holiday>) -> Value {
    let first = date(year, number, 1);
    let kind = |day: i8| {
        let day = date(year, number, day);
        match holidays.get(&day) {
            Some(holiday) if holiday.provisional => "provisional",
            Some(_) => "holiday",
            None if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) => "weekend",
            None => "work",
        }
    };
    let here = (today.year(), today.month()) == (year, number);
    context! {
        label => i18n::format::month(visitor.lang, number),
        skip => first.weekday().to_monday_zero_offset(),
        today => if here { today.day() } else { 0 },
        days => (1..=first.days_in_month()).map(kind).collect::<Vec<_>>(),
    }
}
