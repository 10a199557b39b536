//! The officers of a place: who holds which role until when, and the form that makes a new one.

use super::{day, ground, grounds, maybe_day, roles_of};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::office::said::{self, Wrong};
use crate::pages::office::seats::{self, link};
use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use civic::role::Scope;
use civic::{Mistake, Office, Place, Role};
use desk::people::{self, Appointment, Person};
use jiff::civil::Date;
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::people::Account;
use uuid::Uuid;

const ROWS_MOST: usize = 50;
/// How many days before its end a seat is announced.
const ENDING_DAYS: i64 = 30;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: String,
    q: String,
    role: String,
    state: String,
    /// How many rows the pages before have shown.
    after: usize,
}

/// An officer with the seats held or to be held here, and when they were last seen.
pub(super) struct Listed {
    pub account: Account,
    pub offices: Vec<Office>,
    pub seen: Option<i64>,
}

impl Listed {
    pub fn state(&self, now: i64, today: Date) -> &'static str {
        if self.account.closed || now < self.account.locked_until {
            "locked"
        } else if self.offices.iter().any(|o| o.holds_on(today)) {
            "active"
        } else {
            "without-role"
        }
    }
}

/// What the page shows beside the list.
#[derive(Default)]
struct Again {
    values: Value,
    wrong: Wrong,
    made: Option<Value>,
}

impl Again {
    fn nothing() -> Again {
        Again { values: context! {}, ..Again::default() }
    }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    page(&app, &visitor, &asked, StatusCode::OK, Again::nothing()).await
}

pub async fn add(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let place = ground(&visitor, posted.get("place"))?;
    let asked = Asked { place: place.to_string(), ..Asked::default() };
    let password = people::first_password(&app.desk);
    let made = match seat(&app, &posted, place) {
        Ok(seat) => people::engage(&app.desk, who, &person(&posted), &password, seat).await,
        Err(wrong) => Err(desk::Error::Mistakes([wrong, people::judge_officer(&person(&posted))].concat())),
    };
    match made {
        Ok((account, code)) => {
            let made = context! {
                name => account.name(visitor.arabic()),
                login => account.email.clone().unwrap_or_default(),
                password,
                code,
                days => desk::who::CODE_DAYS,
                url => format!("/office/admin/users/{}", account.id),
            };
            page(&app, &visitor, &asked, StatusCode::OK, Again { made: Some(made), ..Again::nothing() }).await
        }
        Err(error) => {
            let Some(wrong) = said::wrong(&app, &visitor, &error) else { return Err(Oops(error)) };
            let again = Again { values: said::values(&posted), wrong: fields(wrong), made: None };
            page(&app, &visitor, &asked, StatusCode::UNPROCESSABLE_ENTITY, again).await
        }
    }
}

/// Mistakes under the names that these forms give their fields.
pub(super) fn fields(wrong: Wrong) -> Wrong {
    let named = |field: String| match field.as_str() {
        "until" => "to".to_owned(),
        "delegated-by" => "by".to_owned(),
        field => field.replace('-', "_"),
    };
    wrong.into_iter().map(|(field, says)| (named(field), says)).collect()
}

fn person(posted: &Posted) -> Person {
    Person {
        kind: "officer".into(),
        name_ar: posted.get("name_ar").into(),
        name_fr: posted.get("name_fr").into(),
        email: posted.get("email").into(),
        ..Person::default()
    }
}

/// The seat that a form gives, its holder yet unknown.
pub(super) fn seat(app: &App, posted: &Posted, place: Place) -> Result<Appointment, Vec<Mistake>> {
    let mut wrong = Vec::new();
    let role = Role::parse(posted.get("role")).filter(|role| roles_of(app, place).contains(&role.as_str()));
    if role.is_none() {
        wrong.push(Mistake::new("role", if posted.get("role").is_empty() { "required" } else { "no-such-seat" }));
    }
    let from = day("from", posted.get("from")).map_err(|m| wrong.push(m)).ok();
    let until = maybe_day("until", posted.get("to")).map_err(|m| wrong.push(m)).ok();
    let decision = posted.get("decision").to_owned();
    if decision.trim().is_empty() {
        wrong.push(Mistake::new("decision", "required"));
    }
    match (role, from, until) {
        (Some(role), Some(from), Some(until)) if wrong.is_empty() => Ok(Appointment {
            holder: Uuid::nil(),
            role,
            place,
            from,
            until,
            decision,
            delegated_by: None,
            scope: Scope::default(),
        }),
        _ => Err(wrong),
    }
}

async fn page(app: &App, visitor: &Visitor, asked: &Asked, status: StatusCode, again: Again) -> Answer {
    let place = ground(visitor, &asked.place)?;
    let all = listed(app, place).await?;
    let (now, today) = (app.desk.clock.now(), app.desk.clock.today());
    let sought = store::fold::fold(&asked.q);
    let fits = |one: &&Listed| {
        (asked.role.is_empty() || one.offices.iter().any(|o| o.seat.role.as_str() == asked.role))
            && (asked.state.is_empty() || one.state(now, today) == asked.state)
            && (sought.is_empty() || named(one).contains(&sought))
    };
    let found: Vec<&Listed> = all.iter().filter(fits).collect();
    let rows: Vec<Value> = found.iter().skip(asked.after).take(ROWS_MOST).map(|one| row(app, visitor, one)).collect();
    let turned = |after: usize| {
        let after = if after == 0 { String::new() } else { after.to_string() };
        link(
            "/office/admin/users",
            &[
                ("place", &asked.place),
                ("q", &asked.q),
                ("role", &asked.role),
                ("state", &asked.state),
                ("after", &after),
            ],
        )
    };
    let places: Vec<Value> = grounds(app, visitor)?.into_iter().map(|p| seats::place(app, visitor, p)).collect();
    let form = context! {
        open => !again.wrong.is_empty(),
        values => again.values,
        mistakes => again.wrong,
        roles => roles_of(app, place),
        places => [seats::place(app, visitor, place)],
        today => today.to_string(),
    };
    let users = context! {
        rows,
        place => seats::place(app, visitor, place),
        places,
        query => context! { place => asked.place.as_str(), q => asked.q.as_str(), role => asked.role.as_str(), state => asked.state.as_str() },
        roles => tally(all.iter().flat_map(roles_held)),
        states => tally(all.iter().map(|one| one.state(now, today))),
        found => found.len(),
        first => (0 < asked.after).then(|| turned(0)),
        next => (asked.after + ROWS_MOST < found.len()).then(|| turned(asked.after + ROWS_MOST)),
        made => again.made,
        form,
        ending => ending(app, visitor, &all),
    };
    app.page_with(visitor, status, "admin-users.html", "users-title", context! { users })
}

/// The officers of a place, with what is needed to show and sort them.
async fn listed(app: &App, place: Place) -> Result<Vec<Listed>, Oops> {
    let (now, today) = (app.desk.clock.now(), app.desk.clock.today());
    let all = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Vec<Listed>> {
            let offices = store::people::offices_in(tx, place)?;
            let mut all = Vec::new();
            for account in store::people::officers(tx, place)? {
                let seen = store::people::sign_ins(tx, account.id, now)?.first().map(|s| s.seen_at);
                let open = |o: &&Office| o.holder == account.id && o.until.is_none_or(|until| today <= until);
                let offices = offices.iter().filter(open).cloned().collect();
                all.push(Listed { account, offices, seen });
            }
            Ok(all)
        })
        .await?;
    Ok(all)
}

fn named(one: &Listed) -> String {
    let a = &one.account;
    store::fold::fold(&format!("{} {} {}", a.name_ar, a.name_fr, a.email.clone().unwrap_or_default()))
}

fn roles_held(one: &Listed) -> Vec<&'static str> {
    let mut roles: Vec<&str> = one.offices.iter().map(|o| o.seat.role.as_str()).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// How many of each: `{code, count}`, the most frequent first.
fn tally<'c>(codes: impl Iterator<Item = &'c str>) -> Vec<Value> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    codes.for_each(|code| *counts.entry(code).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(code, count)| context! { code, count }).collect()
}

fn row(app: &App, visitor: &Visitor, one: &Listed) -> Value {
    let roles: Vec<Value> = one.offices.iter().map(|o| office(app, visitor, o)).collect();
    context! {
        id => one.account.id.to_string(),
        name => one.account.name(visitor.arabic()),
        login => one.account.email.clone().unwrap_or_default(),
        url => format!("/office/admin/users/{}", one.account.id),
        roles,
        state => one.state(app.desk.clock.now(), app.desk.clock.today()),
        seen => one.seen,
    }
}

/// A seat as lists show it.
pub(super) fn office(app: &App, visitor: &Visitor, o: &Office) -> Value {
    let today = app.desk.clock.today();
    let state = match () {
        () if o.until.is_some_and(|until| until < today) => "ended",
        () if today < o.from => "later",
        () => "now",
    };
    context! {
        id => o.id.to_string(),
        role => o.seat.role.as_str(),
        place => seats::place(app, visitor, o.seat.place),
        from => o.from.to_string(),
        to => o.until.map(|day| day.to_string()),
        decision => o.decision.as_str(),
        delegated => o.delegated_by.is_some(),
        state,
    }
}

/// Seats that end soon, the first first.
fn ending(app: &App, visitor: &Visitor, all: &[Listed]) -> Vec<Value> {
    let today = app.desk.clock.today();
    let soon = today.saturating_add(jiff::Span::new().days(ENDING_DAYS));
    let mut ending: Vec<(Date, &Listed, &Office)> = all
        .iter()
        .flat_map(|one| one.offices.iter().filter_map(move |o| Some((o.until?, one, o))))
        .filter(|(until, _, _)| (today..=soon).contains(until))
        .collect();
    ending.sort_by_key(|(until, _, _)| *until);
    ending
        .into_iter()
        .map(|(until, one, o)| {
            context! {
                name => one.account.name(visitor.arabic()),
                url => format!("/office/admin/users/{}", one.account.id),
                role => o.seat.role.as_str(),
                to => until.to_string(),
            }
        })
        .collect()
}
