//! The inbox of one seat: what waits for it, the first due first; what filters would show; acts on several files.

use super::bulk::{chosen, each};
use super::seats::{by_role, choose, link, place};
use super::shape::{Stands, expected, limit_of, line_clock, row_clock, texts, together};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::limits;
use crate::server::App;
use crate::view::{in_lang, short_number, word};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::calendar::{Delay, Unit};
use civic::procedure::Procedure;
use civic::{Body, Place, Role, Seat};
use desk::{Denial, Who};
use jiff::civil::Date;
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::dossiers::{self, Narrow};
use store::inbox::{self, Filter, Spread};
use uuid::Uuid;

const LINES_MOST: i64 = 30;
/// How many worked days before its day a file is said to be due soon.
const SOON_DAYS: i32 = 3;

/// What the address narrows the list to.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Asked {
    role: String,
    seat: String,
    scope: String,
    clock: String,
    q: String,
    step: String,
    procedure: String,
    commune: String,
    after: String,
}

impl Asked {
    fn seen(&self) -> bool {
        self.scope == "seen" || !self.q.trim().is_empty()
    }

    /// The address of the same list with one thing changed; the page begins again.
    fn with(&self, seat: Seat, name: &str, value: &str) -> String {
        let (role, at) = (seat.role.as_str(), seat.place.to_string());
        let mut parameters = vec![
            ("role", role),
            ("seat", at.as_str()),
            ("scope", self.scope.as_str()),
            ("clock", self.clock.as_str()),
            ("q", self.q.as_str()),
            ("step", self.step.as_str()),
            ("procedure", self.procedure.as_str()),
            ("commune", self.commune.as_str()),
        ];
        for one in &mut parameters {
            if one.0 == name {
                one.1 = value;
            }
        }
        if name == "after" {
            parameters.push((name, value));
        }
        link("/office", &parameters)
    }
}

/// A role whose holders are awaited by files.
fn awaited(role: Role) -> bool {
    role != Role::Administrator
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let who = visitor.who()?;
    let seat = match choose(&visitor, some(&asked.role), some(&asked.seat), awaited) {
        Err(_)
            if who.viewer.seats.iter().any(|s| s.role == Role::Administrator)
                && by_role(&visitor, awaited)?.is_empty() =>
        {
            return Ok(Redirect::to("/office/admin/users").into_response());
        }
        found => found?,
    };
    page(&app, &visitor, who, seat, &asked, Value::from(())).await
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|t| !t.is_empty())
}

/// Whoever reloads the page of an answer finds the list.
pub async fn back() -> Answer {
    Ok(Redirect::to("/office").into_response())
}

/// An act without a word of its own on several files.
pub async fn bulk(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, Some(posted.get("role")), Some(posted.get("seat")), awaited)?;
    let act = posted.get("act").to_owned();
    let opens = app
        .desk
        .street
        .catalogue()
        .iter()
        .any(|p| p.door(&act).is_some_and(|d| d.by.contains(&seat.role) && together(d, false)));
    if !opens {
        return Err(Denial::NotYours.into());
    }
    let outcome = each(&app, who, &chosen(&posted), seat.role, posted.get("key"), |_| (act.clone(), Body::default()))
        .await
        .sound()?;
    let shown = outcome.shown(&app, &visitor, &act, &Default::default());
    page(&app, &visitor, who, seat, &Asked::default(), shown).await
}

/// What the list of a seat is made from.
struct Found {
    rows: Vec<Value>,
    next: Option<String>,
    spread: Vec<Spread>,
    /// How many files the viewer may see here; counted only when they are shown.
    seen: Option<i64>,
    seats: Vec<(Seat, inbox::Counts)>,
}

async fn page(app: &App, visitor: &Visitor, who: &Who, seat: Seat, asked: &Asked, outcome: Value) -> Answer {
    if !asked.q.trim().is_empty() {
        app.limits.take(limits::SEARCH, &who.account.id.to_string(), app.desk.clock.now())?;
    }
    let found = find(app, visitor, who, seat, asked).await?;
    let counts = Counted { app, visitor, asked, seat, spread: &found.spread };
    let offered: Vec<String> = found.rows.iter().flat_map(|row| texts(row, "bulk")).collect();
    let bulk = acts_together(app, visitor, seat.role, &offered);
    let current = |scope: &str| (scope == "seen") == asked.seen();
    let scopes = [("mine", Some(counts.total("all"))), ("seen", found.seen)].map(|(code, count)| {
        let plain = Asked { scope: if code == "mine" { String::new() } else { code.into() }, ..Asked::default() };
        context! { code, count, url => plain.with(seat, "", ""), current => current(code) }
    });
    let seats: Vec<Value> = found
        .seats
        .iter()
        .map(|(s, c)| {
            let url = Asked::default().with(*s, "", "");
            context! { role => s.role.as_str(), place => place(app, visitor, s.place), count => c.all, late => c.late, url, current => *s == seat }
        })
        .collect();
    let values = context! {
        inbox => context! {
            role => seat.role.as_str(),
            place => place(app, visitor, seat.place),
            seats,
            scopes,
            clocks => counts.clocks(),
            steps => counts.options("step"),
            procedures => counts.options("procedure"),
            communes => if seat.place.is_commune() { Vec::new() } else { counts.options("commune") },
            query => context! {
                q => asked.q.as_str(), step => asked.step.as_str(), procedure => asked.procedure.as_str(), commune => asked.commune.as_str(),
                clock => if asked.clock.is_empty() { "all" } else { asked.clock.as_str() },
                scope => if asked.seen() { "seen" } else { "mine" },
            },
            bulk,
            rows => found.rows,
            next => found.next,
            first => (!asked.after.is_empty()).then(|| asked.with(seat, "after", "")),
            outcome,
            key => app.desk.chance.id(app.desk.clock.now()).to_string(),
        },
    };
    app.page_with(visitor, StatusCode::OK, "inbox.html", "inbox-title", values)
}

/// The acts that may be done at once to several of the files that are shown.
fn acts_together(app: &App, visitor: &Visitor, role: Role, offered: &[String]) -> Vec<Value> {
    let mut acts: BTreeMap<String, Value> = BTreeMap::new();
    for procedure in app.desk.street.catalogue() {
        for (at, step) in procedure.steps.iter().enumerate() {
            for door in expected(&procedure, at as u8, role)
                .filter(|door| offered.contains(&door.act) && together(door, step.holder == "members"))
            {
                let law = door
                    .text
                    .as_deref()
                    .map(|t| crate::view::law(app, visitor.lang, t, door.article.as_deref().unwrap_or_default(), true));
                let act =
                    context! { code => door.act.as_str(), label => word(app, visitor, &format!("act-{}", door.act)) };
                acts.entry(door.act.clone()).or_insert(context! { act, law });
            }
        }
    }
    acts.into_values().collect()
}

fn soon(app: &App) -> Date {
    let today = app.desk.clock.today();
    app.desk.statute().calendar.after(today, Delay { count: SOON_DAYS, unit: Unit::WorkingDays })
}

async fn find(app: &App, visitor: &Visitor, who: &Who, seat: Seat, asked: &Asked) -> Result<Found, Oops> {
    let (today, soon) = (app.desk.clock.today(), soon(app));
    let (viewer, seats, wanted) = (who.viewer.clone(), who.viewer.seats.clone(), asked.clone());
    let own = Own { role: seat.role, today };
    let (lines, spread, seen, counted) = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let spread = inbox::spread(tx, seat, today, soon)?;
            let (mut counted, every) = (Vec::new(), Filter::default());
            for &other in seats.iter().filter(|s| awaited(s.role)) {
                let count = |tx| inbox::counts(tx, other, today, soon, &every);
                counted.push((other, if other == seat { inbox::sum(&spread) } else { count(tx)? }));
            }
            let (lines, seen) = if wanted.q.trim().is_empty() && wanted.scope != "seen" {
                (Lines::Mine(own.mine(tx, seat, &wanted, soon)?), None)
            } else {
                let narrow = narrowed(&wanted, today, soon);
                let count = dossiers::seen_count(tx, &viewer, seat.place, &Narrow::default())?;
                let lines = match wanted.q.trim() {
                    "" => dossiers::seen_page(tx, &viewer, seat.place, &narrow, moment(&wanted.after), LINES_MOST)?,
                    words => searched(tx, &viewer, words)?,
                };
                (Lines::Seen(lines), Some(count))
            };
            Ok((lines, spread, seen, counted))
        })
        .await?;
    let next = lines.next().map(|after| asked.with(seat, "after", &after));
    let far = !seat.place.is_commune();
    let rows = match lines {
        Lines::Mine(lines) => lines.iter().map(|(line, others)| mine(app, visitor, seat, far, line, others)).collect(),
        Lines::Seen(lines) => lines.iter().map(|line| seen_row(app, visitor, far, line)).collect(),
    };
    Ok(Found { rows, next, spread, seen, seats: counted })
}

type Others = Vec<(String, Option<Date>)>;

enum Lines {
    Mine(Vec<(inbox::Line, Others)>),
    Seen(Vec<dossiers::Line>),
}

impl Lines {
    /// Where the page after begins.
    fn next(&self) -> Option<String> {
        match self {
            Lines::Mine(lines) if lines.len() == LINES_MOST as usize => lines
                .last()
                .map(|(l, _)| format!("{}.{}", l.due.map_or(inbox::NO_DAY.to_owned(), |d| d.to_string()), l.dossier)),
            Lines::Seen(lines) if lines.len() == LINES_MOST as usize => {
                lines.last().map(|l| format!("{}.{}", l.filed_at, l.id))
            }
            _ => None,
        }
    }
}

/// Whose inbox is read, on which day.
#[derive(Clone, Copy)]
struct Own {
    role: Role,
    today: Date,
}

impl Own {
    fn mine(
        self,
        tx: &mut store::Tx,
        seat: Seat,
        asked: &Asked,
        soon: Date,
    ) -> desk::Result<Vec<(inbox::Line, Others)>> {
        let mut filter = Filter {
            step: some(&asked.step).map(str::to_owned),
            procedure: some(&asked.procedure).map(str::to_owned),
            commune: Place::parse(&asked.commune),
            ..Filter::default()
        };
        match asked.clock.as_str() {
            "late" => filter.due_before = Some(self.today),
            "soon" => (filter.due_from, filter.due_before) = (Some(self.today), soon.tomorrow().ok()),
            "paused" => filter.paused = true,
            _ => {}
        }
        let after = asked.after.split_once('.').and_then(|(due, id)| Some((due.to_owned(), id.parse::<Uuid>().ok()?)));
        let mut lines = Vec::new();
        for line in inbox::lines(tx, seat, self.today, &filter, after, LINES_MOST)? {
            let others = inbox::awaited_today(tx, line.commune, line.dossier, self.today)?;
            lines.push((line, others.into_iter().filter(|(role, _)| *role != self.role.as_str()).collect()));
        }
        Ok(lines)
    }
}

fn narrowed(asked: &Asked, today: Date, soon: Date) -> Narrow {
    Narrow {
        step: some(&asked.step).map(str::to_owned),
        procedure: some(&asked.procedure).map(str::to_owned),
        commune: Place::parse(&asked.commune),
        late_on: (asked.clock == "late").then_some(today),
        due_between: (asked.clock == "soon").then_some((today, soon)),
        paused: asked.clock == "paused",
    }
}

/// `moment.identifier` of the last line of the page before.
fn moment(after: &str) -> Option<(i64, Uuid)> {
    let (at, id) = after.split_once('.')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// Files that the viewer may see, by any word of theirs.
fn searched(tx: &mut store::Tx, viewer: &civic::Viewer, words: &str) -> desk::Result<Vec<dossiers::Line>> {
    let (seen, args) = store::sight::predicate(viewer, &store::sight::SEARCH, 1);
    let query = store::fold::query(words);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let find =
        store::search::Find { query: &query, scope: &[], seen: &seen, args: &args, after: None, limit: LINES_MOST - 1 };
    let mut lines = Vec::new();
    for hit in store::search::find(tx, &find)? {
        lines.extend(dossiers::seen_line(tx, viewer, Place(hit.commune), hit.id)?);
    }
    Ok(lines)
}

fn mine(app: &App, visitor: &Visitor, seat: Seat, far: bool, line: &inbox::Line, others: &Others) -> Value {
    let today = app.desk.clock.today();
    let procedure = app.desk.street.latest(&line.procedure);
    let (doors, bulk) =
        procedure.as_deref().map(|p| acts_of(app, visitor, p, &line.step, seat.role)).unwrap_or_default();
    let stands = if line.paused { Stands::Paused } else { Stands::Runs };
    let limit = limit_of(app, &line.procedure, line.commune, line.filed);
    let own =
        line.due.filter(|due| Some(*due) != line.file_due).map(|due| row_clock(app, Some(due), None, Stands::Runs));
    let awaited: Vec<Value> =
        others.iter().map(|(role, due)| context! { role, late => due.is_some_and(|d| d < today) }).collect();
    context! {
        number => line.number.as_str(),
        display => short_number(&line.number),
        url => format!("/office/files/{}", line.number),
        procedure => code(app, visitor, "procedure", &line.procedure),
        applicant => in_lang(&line.title, visitor.lang),
        summary => procedure.as_deref().map(|p| super::shape::project(app, visitor, p, &line.summary)).unwrap_or_default(),
        commune => far.then(|| place(app, visitor, line.commune)),
        step => code(app, visitor, "step", &line.step),
        clock => row_clock(app, line.file_due, limit, stands),
        own, awaited, doors, bulk,
        version => line.version,
        filed => line.filed.to_string(),
    }
}

/// The names of the acts awaited of a role at a step, and those that may be done together.
fn acts_of(app: &App, visitor: &Visitor, procedure: &Procedure, step: &str, role: Role) -> (Vec<String>, Vec<String>) {
    let Some(at) = procedure.step_at(step) else { return Default::default() };
    let members = procedure.step(at).holder == "members";
    // What a commission concludes has several doors and one name.
    let mut names: Vec<String> = Vec::new();
    let mut bulk = Vec::new();
    for door in expected(procedure, at, role) {
        let name = match door.kind {
            civic::procedure::DoorKind::Conclude => word(app, visitor, "door-conclude"),
            _ => word(app, visitor, &format!("act-{}", door.act)),
        };
        if !names.contains(&name) {
            names.push(name);
        }
        if together(door, members) {
            bulk.push(door.act.clone());
        }
    }
    names.truncate(2);
    (names, bulk)
}

fn code(app: &App, visitor: &Visitor, prefix: &str, code: &str) -> Value {
    super::code_label(app, visitor, prefix, code)
}

/// A file of the register: nothing is awaited of the viewer that the inbox does not say.
pub fn seen_row(app: &App, visitor: &Visitor, far: bool, line: &dossiers::Line) -> Value {
    let none: Vec<Value> = Vec::new();
    context! {
        number => line.number.as_str(),
        display => short_number(&line.number),
        url => format!("/office/files/{}", line.number),
        procedure => code(app, visitor, "procedure", &line.procedure),
        applicant => in_lang(&line.title, visitor.lang),
        summary => none.clone(),
        commune => far.then(|| place(app, visitor, line.commune)),
        step => code(app, visitor, "step", &line.step),
        clock => line_clock(app, line),
        own => Value::from(()),
        awaited => none.clone(),
        doors => none.clone(),
        bulk => none,
        version => 0,
        filed => line.filed.to_string(),
    }
}

/// Filters and how many files each would show, the others staying as they are.
struct Counted<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    asked: &'a Asked,
    seat: Seat,
    spread: &'a [Spread],
}

impl Counted<'_> {
    fn total(&self, clock: &str) -> i64 {
        self.spread.iter().map(|s| by_clock(s, clock)).sum()
    }

    /// How many lines there would be if `but` did not narrow.
    fn sum(&self, clock: &str, but: &str, of: impl Fn(&Spread) -> bool) -> i64 {
        let asked = self.asked;
        let fits = |name: &str, wanted: &str, value: &str| name == but || wanted.is_empty() || wanted == value;
        let kept = self.spread.iter().filter(|s| {
            fits("step", &asked.step, &s.step)
                && fits("procedure", &asked.procedure, &s.procedure)
                && fits("commune", &asked.commune, &s.commune.to_string())
                && of(s)
        });
        kept.map(|s| by_clock(s, clock)).sum()
    }

    fn clocks(&self) -> Vec<Value> {
        let shown = |code: &str| {
            let current = code == self.asked.clock || (code == "all" && self.asked.clock.is_empty());
            let url = self.asked.with(self.seat, "clock", if code == "all" { "" } else { code });
            let count = (!self.asked.seen()).then(|| self.sum(code, "", |_| true));
            context! { code, count, url, current }
        };
        ["all", "late", "soon", "paused"].map(shown).to_vec()
    }

    fn options(&self, name: &str) -> Vec<Value> {
        let mut values: Vec<String> = self.spread.iter().map(|s| field(s, name)).collect();
        if self.asked.seen() {
            values = self.every(name);
        }
        values.sort();
        values.dedup();
        let clock = if self.asked.clock.is_empty() { "all" } else { self.asked.clock.as_str() };
        let mut shown: Vec<(i64, Value)> = Vec::new();
        for value in values {
            let count = self.sum(clock, name, |s| field(s, name) == value);
            let label = match name {
                "commune" => Place::parse(&value).map(|p| self.app.place(self.visitor, p)).unwrap_or_default(),
                _ => word(self.app, self.visitor, &format!("{name}-{value}")),
            };
            shown.push((count, context! { code => value, count => (!self.asked.seen()).then_some(count), label }));
        }
        if name == "commune" {
            shown.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        }
        shown.into_iter().map(|(_, value)| value).collect()
    }

    /// Every value that a file of the register may have.
    fn every(&self, name: &str) -> Vec<String> {
        let catalogue: Vec<Arc<Procedure>> = self.app.desk.street.catalogue();
        match name {
            "procedure" => catalogue.iter().map(|p| p.code.clone()).collect(),
            "step" => catalogue.iter().flat_map(|p| p.steps.iter().map(|s| s.name.clone())).collect(),
            _ => self.app.desk.street.territory.communes(self.seat.place).map(|k| k.place.to_string()).collect(),
        }
    }
}

fn by_clock(s: &Spread, clock: &str) -> i64 {
    match clock {
        "late" => s.late,
        "soon" => s.soon,
        "paused" => s.paused,
        _ => s.all,
    }
}

fn field(s: &Spread, name: &str) -> String {
    match name {
        "step" => s.step.clone(),
        "procedure" => s.procedure.clone(),
        _ => s.commune.to_string(),
    }
}
