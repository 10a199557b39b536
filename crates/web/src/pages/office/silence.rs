//! The governor's list: files that fell silent, those about to, and what was attested.

use super::bulk::{chosen, each};
use super::seats::{choose, link, place};
use super::shape::{Stands, code_label, limit_of, line_clock, row_clock};
use super::signing;
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::{in_lang, law, short_number};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::calendar::{Delay, Unit};
use civic::procedure::{DoorKind, Procedure, Silence};
use civic::{Body, Mistake, Place, Role, Seat};
use desk::Who;
use desk::counter::NewAct;
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::dossiers::{self, Line};

const LINES_MOST: i64 = 200;
/// How far ahead files about to fall silent are named, in worked days.
const AHEAD_DAYS: i32 = 5;
const ATTESTED_MOST: usize = 20;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    commune: String,
}

fn attests(role: Role) -> bool {
    role == Role::Governor
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, attests)?;
    page(&app, &visitor, who, seat, StatusCode::OK, Shows { commune: asked.commune, ..Shows::default() }).await
}

pub async fn back() -> Answer {
    Ok(Redirect::to("/office/silence").into_response())
}

/// What was ticked, once more: each attestation as it will be, with the digest that will be signed.
pub async fn review(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, attests)?;
    if chosen(&posted).is_empty() {
        return back().await;
    }
    asked_again(&app, &visitor, who, seat, &posted, StatusCode::OK, None).await
}

async fn asked_again(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    seat: Seat,
    posted: &Posted,
    code: StatusCode,
    wrong: Option<Mistake>,
) -> Answer {
    let files = chosen(posted);
    let all = silent(app, who, seat).await?;
    let kept: Vec<&Silent> = all.iter().filter(|l| files.iter().any(|(n, _)| *n == l.line.number)).collect();
    let catalogue = app.desk.street.catalogue();
    let acts = kept.iter().map(|l| NewAct {
        commune: l.line.commune,
        number: l.line.number.clone(),
        name: attestation(&catalogue, &l.line.number),
        role: Some(Role::Governor),
        expects: files.iter().find(|(number, _)| *number == l.line.number).and_then(|(_, version)| *version),
        ..NewAct::default()
    });
    let shown = desk::signing::show(&app.desk, who, acts.collect()).await?;
    let rows: Vec<Value> = kept
        .iter()
        .map(|l| {
            let paper = shown.iter().find(|paper| paper.file == l.line.number);
            let url = paper.map(signing::address).unwrap_or_default();
            context! { shown => paper.map(signing::told_of), paper_url => url, ..row(app, visitor, l) }
        })
        .collect();
    let mistakes = wrong.map(|m| Value::from_pairs([(m.field.clone(), crate::answer::mistake(app, visitor.lang, &m))]));
    let confirm = context! { rows, mistakes => mistakes.unwrap_or_else(|| context! {}) };
    page(app, visitor, who, seat, code, Shows { confirm, ..Shows::default() }).await
}

pub async fn act(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, attests)?;
    let files = chosen(&posted);
    if !posted.ticked("read") && !files.is_empty() {
        let wrong = Some(Mistake::new("read", "required"));
        return asked_again(&app, &visitor, who, seat, &posted, StatusCode::UNPROCESSABLE_ENTITY, wrong).await;
    }
    let catalogue = app.desk.street.catalogue();
    let attest = |number: &str| {
        let seen = Some(posted.get(&format!("seen-{number}")).to_owned()).filter(|seen| !seen.is_empty());
        (attestation(&catalogue, number), Body { seen, ..Body::default() })
    };
    let outcome = each(&app, who, &files, Role::Governor, posted.get("key"), attest).await.sound()?;
    let papers = outcome.papers(&app, who).await?;
    let outcome = outcome.shown(&app, &visitor, "attest-silence", &papers);
    page(&app, &visitor, who, seat, StatusCode::OK, Shows { outcome, ..Shows::default() }).await
}

/// Each procedure names its own act; the file's step says which is open.
fn attestation(catalogue: &[Arc<Procedure>], number: &str) -> String {
    let series = number.split('-').next().unwrap_or_default();
    let procedures = catalogue.iter().filter(|p| p.series == series);
    procedures.filter_map(|p| attesting(p)).next().unwrap_or("attest-silence").to_owned()
}

/// What the page shows beside its lists.
struct Shows {
    commune: String,
    confirm: Value,
    outcome: Value,
}

impl Default for Shows {
    fn default() -> Shows {
        Shows { commune: String::new(), confirm: Value::from(()), outcome: Value::from(()) }
    }
}

/// The act by which the governor attests, in a procedure where silence approves.
fn attesting(procedure: &Procedure) -> Option<&str> {
    let held = |step: &str| procedure.steps.iter().any(|s| s.name == step && s.holder == Role::Governor.as_str());
    let doors =
        procedure.doors.iter().filter(|door| door.by.contains(&Role::Governor) && door.kind != DoorKind::Message);
    doors.filter(|door| door.from.iter().any(|step| held(step))).map(|door| door.act.as_str()).next()
}

/// The steps at which a file is silent, and those where its attestation was given, over all procedures.
fn steps(catalogue: &[Arc<Procedure>], pick: impl Fn(&Procedure) -> Vec<String>) -> Vec<String> {
    let mut all: Vec<String> =
        catalogue.iter().filter(|p| p.silence == Silence::Approves).flat_map(|p| pick(p)).collect();
    all.sort();
    all.dedup();
    all
}

fn silent_steps(app: &App) -> Vec<String> {
    let held = |p: &Procedure| {
        p.steps.iter().filter(|s| s.holder == Role::Governor.as_str()).map(|s| s.name.clone()).collect()
    };
    steps(&app.desk.street.catalogue(), held)
}

fn attested_steps(app: &App) -> Vec<String> {
    let after = |p: &Procedure| attesting(p).and_then(|act| p.door(act)?.to.clone()).into_iter().collect();
    steps(&app.desk.street.catalogue(), after)
}

/// A line with the version that an act is tried against.
struct Silent {
    line: Line,
    version: i64,
    awaited: Vec<String>,
}

async fn silent(app: &App, who: &Who, seat: Seat) -> Result<Vec<Silent>, Oops> {
    let (viewer, steps) = (who.viewer.clone(), silent_steps(app));
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let names: Vec<&str> = steps.iter().map(String::as_str).collect();
            let mut silent = Vec::new();
            for line in if names.is_empty() {
                Vec::new()
            } else {
                dossiers::at_steps(tx, &viewer, seat.place, &names, LINES_MOST)?
            } {
                let Some(d) = dossiers::read(tx, &viewer, line.commune, &line.number)? else { continue };
                let late = d.sittings.iter().filter(|s| s.round == d.round && s.given.is_none());
                let awaited = late.map(|s| s.role.as_str().to_owned()).collect();
                silent.push(Silent { version: i64::from(d.acts), awaited, line });
            }
            Ok(silent)
        })
        .await?;
    Ok(found)
}

async fn page(app: &App, visitor: &Visitor, who: &Who, seat: Seat, code: StatusCode, shows: Shows) -> Answer {
    let Shows { commune, confirm, outcome } = shows;
    let silent = silent(app, who, seat).await?;
    let (today, ahead) = (app.desk.clock.today(), Delay { count: AHEAD_DAYS, unit: Unit::WorkingDays });
    let until = app.desk.statute().calendar.after(today, ahead);
    let (viewer, attested) = (who.viewer.clone(), attested_steps(app));
    let (soon, mut attested) = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let soon = dossiers::falling_due(tx, &viewer, seat.place, today, until, LINES_MOST)?;
            let names: Vec<&str> = attested.iter().map(String::as_str).collect();
            let lines = if names.is_empty() {
                Vec::new()
            } else {
                dossiers::at_steps(tx, &viewer, seat.place, &names, LINES_MOST)?
            };
            let mut attested = Vec::new();
            for line in lines {
                let paper = store::documents::of(tx, line.commune, line.id)?.pop();
                attested.push((line, paper));
            }
            Ok((soon, attested))
        })
        .await?;
    attested.sort_by_key(|(line, _)| std::cmp::Reverse(line.last_at));
    attested.truncate(ATTESTED_MOST);
    let chosen = Place::parse(&commune);
    let here = |place: Place| chosen.is_none_or(|c| c == place);
    let mut communes: BTreeMap<Place, i64> = BTreeMap::new();
    silent.iter().for_each(|s| *communes.entry(s.line.commune).or_default() += 1);
    let kept: Vec<Value> = silent.iter().filter(|s| here(s.line.commune)).map(|s| row(app, visitor, s)).collect();
    let near: Vec<Value> = soon.iter().filter(|l| here(l.commune)).map(|l| near(app, visitor, l)).collect();
    let silence = context! {
        place => place(app, visitor, seat.place),
        law => law(app, visitor.lang, "2.22.141", "6", true),
        days => AHEAD_DAYS,
        counts => context! { silent => kept.len(), soon => near.len() },
        silent => kept,
        soon => near,
        attested => attested.iter().map(|(line, paper)| done(app, visitor, line, paper.as_ref())).collect::<Vec<_>>(),
        communes => communes
            .iter()
            .map(|(p, count)| context! { code => p.to_string(), label => app.place(visitor, *p), count, url => link("/office/silence", &[("commune", &p.to_string())]) })
            .collect::<Vec<_>>(),
        query => context! { commune },
        confirm, outcome,
        key => app.desk.chance.id(app.desk.clock.now()).to_string(),
    };
    app.page_with(visitor, code, "silence.html", "silence-title", context! { silence })
}

fn line(app: &App, visitor: &Visitor, line: &Line) -> Value {
    context! {
        number => line.number.as_str(),
        display => short_number(&line.number),
        url => format!("/office/files/{}", line.number),
        procedure => code_label(app, visitor, "procedure", &line.procedure),
        applicant => in_lang(&line.title, visitor.lang),
        commune => place(app, visitor, line.commune),
        step => code_label(app, visitor, "step", &line.step),
        filed => line.filed.to_string(),
    }
}

fn row(app: &App, visitor: &Visitor, silent: &Silent) -> Value {
    let l = &silent.line;
    // The limit passed the day before silence was written down.
    let due = l.answered.and_then(|day| day.yesterday().ok()).or(l.due);
    let clock = row_clock(app, due, limit_of(app, &l.procedure, l.commune, l.filed), Stands::Runs);
    context! { version => silent.version, clock, awaited => silent.awaited.iter().map(|role| context! { role }).collect::<Vec<_>>(), ..line(app, visitor, l) }
}

fn near(app: &App, visitor: &Visitor, l: &Line) -> Value {
    let none: Vec<Value> = Vec::new();
    context! { version => 0, clock => line_clock(app, l), awaited => none, ..line(app, visitor, l) }
}

fn done(app: &App, visitor: &Visitor, l: &Line, paper: Option<&store::documents::Document>) -> Value {
    let number = paper.map(|p| p.number.as_str()).unwrap_or_default();
    let attested = context! { at => paper.map_or(l.last_at, |p| p.made_at), paper => number, paper_url => format!("/papers/{number}.pdf") };
    context! { attested, ..line(app, visitor, l) }
}
