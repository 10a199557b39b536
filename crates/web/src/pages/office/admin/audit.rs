//! The journal of administration: what was done to accounts, seats, the law and the calendar, and who
//! searched for whom. It only grows.

use super::{ground, maybe_day};
use crate::answer::{Answer, Oops};
use crate::pages::office::seats::{self, link};
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use civic::{Place, Role};
use i18n::format;
use jiff::civil::Date;
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::HashMap;
use store::people::{Account, Entry};
use uuid::Uuid;

const LINES_MOST: usize = 50;
/// How many lines one answer reads at most while it looks for those that fit.
const READ_MOST: usize = 4_000;
const CSV_MOST: usize = 20_000;
const BATCH: i64 = 500;
/// What is read of people, beside what is done as an administrator.
const READING: [&str; 1] = ["person-searched"];

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: String,
    kind: String,
    q: String,
    from: String,
    to: String,
    /// The last line of the page before.
    at: Option<i64>,
    id: Option<Uuid>,
}

impl Asked {
    fn kind(&self) -> &str {
        if ["administration", "reading"].contains(&self.kind.as_str()) { &self.kind } else { "all" }
    }

    fn link(&self, base: &str, kind: &str, after: Option<(i64, Uuid)>) -> String {
        let kind = if kind == "all" { "" } else { kind };
        let (at, id) = after.map(|(at, id)| (at.to_string(), id.to_string())).unwrap_or_default();
        link(
            base,
            &[
                ("place", &self.place),
                ("kind", kind),
                ("q", &self.q),
                ("from", &self.from),
                ("to", &self.to),
                ("at", &at),
                ("id", &id),
            ],
        )
    }
}

/// What the journal says a line is; the plain name of an act that has no sentence yet.
pub fn what(app: &App, visitor: &Visitor, code: &str) -> String {
    let key = format!("audit-what-{code}");
    if app.desk.words.has(visitor.lang, &key) { word(app, visitor, &key) } else { code.to_owned() }
}

/// A line with the accounts that it names.
struct Line {
    id: Uuid,
    entry: Entry,
    who: Option<Account>,
    whom: Option<Account>,
}

/// The lines that fit, the latest first, and whether there may be more after the last one read.
struct Read {
    lines: Vec<Line>,
    last: Option<(i64, Uuid)>,
    more: bool,
}

async fn read(app: &App, place: Place, asked: &Asked, most: usize, read_most: usize) -> Result<Read, Oops> {
    let (from, to) = (maybe_day("from", &asked.from).ok().flatten(), maybe_day("to", &asked.to).ok().flatten());
    let (asked, sought) = (asked.clone(), store::fold::fold(&asked.q));
    // Days are Morocco's; the last one is whole.
    let start = from.map(midnight);
    let end = to.map(|day| midnight(day.saturating_add(jiff::Span::new().days(1))));
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Read> {
            let mut after = asked.at.zip(asked.id).or(end.map(|at| (at, Uuid::nil())));
            let mut accounts: HashMap<Uuid, Option<Account>> = HashMap::new();
            let mut known = |tx: &mut store::Tx, id: Uuid| -> desk::Result<Option<Account>> {
                if let Some(account) = accounts.get(&id) {
                    return Ok(account.clone());
                }
                let account = store::people::get(tx, id)?;
                accounts.insert(id, account.clone());
                Ok(account)
            };
            let mut lines = Vec::new();
            let mut seen = 0;
            loop {
                let page = store::people::journal_page(tx, place, after, BATCH)?;
                let whole = page.len() == BATCH as usize;
                for (id, entry) in page {
                    if start.is_some_and(|start| entry.at < start) {
                        return Ok(Read { lines, last: after, more: false });
                    }
                    seen += 1;
                    after = Some((entry.at, id));
                    let fits = match asked.kind() {
                        "reading" => READING.contains(&entry.what.as_str()),
                        "administration" => !READING.contains(&entry.what.as_str()),
                        _ => true,
                    };
                    if !fits {
                        continue;
                    }
                    let who = known(tx, entry.who)?;
                    let whom = match subject(&entry.detail) {
                        Some(id) => known(tx, id)?,
                        None => None,
                    };
                    let line = Line { id, entry, who, whom };
                    if sought.is_empty() || line.text().contains(&sought) {
                        lines.push(line);
                    }
                    if lines.len() == most {
                        return Ok(Read { lines, last: after, more: true });
                    }
                }
                if !whole || read_most <= seen {
                    return Ok(Read { lines, last: after, more: whole });
                }
            }
        })
        .await?;
    Ok(found)
}

fn midnight(day: Date) -> i64 {
    format::moment_of(day.at(0, 0, 0, 0))
}

/// The account that a line is about: the identifier among its words.
fn subject(detail: &str) -> Option<Uuid> {
    detail.split(' ').find_map(|word| word.parse().ok())
}

impl Line {
    /// Who acted: a person, or whoever runs the machine.
    fn name(&self, app: &App, visitor: &Visitor) -> Option<String> {
        match &self.who {
            Some(account) => Some(account.name(visitor.arabic()).to_owned()),
            None if self.entry.who.is_nil() => Some(word(app, visitor, "audit-operator")),
            None => None,
        }
    }

    /// What a search looks into.
    fn text(&self) -> String {
        let name = |a: &Option<Account>| a.as_ref().map(|a| format!("{} {}", a.name_ar, a.name_fr)).unwrap_or_default();
        store::fold::fold(&format!("{} {} {}", name(&self.who), name(&self.whom), self.entry.detail))
    }

    /// What the line is about, where that is, and what else it says.
    fn about(&self, app: &App, visitor: &Visitor) -> (String, String, String) {
        let detail = self.entry.detail.as_str();
        let role = detail.split(' ').find(|word| Role::parse(word).is_some());
        if let Some(whom) = &self.whom {
            let url = if whom.kind == "officer" { format!("/office/admin/users/{}", whom.id) } else { String::new() };
            let role = role.map(|role| word(app, visitor, &format!("role-{role}"))).unwrap_or_default();
            return (whom.name(visitor.arabic()).to_owned(), url, role);
        }
        let days: Vec<Date> = detail.split(' ').filter_map(|word| word.parse().ok()).collect();
        if let Some(last) = days.last() {
            let said: Vec<String> = days.iter().map(|day| format::short_day(visitor.lang, *day)).collect();
            return (
                said.join(if visitor.arabic() { " ← " } else { " → " }),
                format!("/office/admin/calendar?year={}", last.year()),
                String::new(),
            );
        }
        if let Some((name, value)) = detail.split_once(" = ") {
            let unit = app
                .desk
                .statute()
                .law
                .values()
                .into_iter()
                .find(|v| v.name == name)
                .map(|v| v.unit.clone())
                .unwrap_or_default();
            let said = value.parse().map_or(value.to_owned(), |value| format::quantity(visitor.lang, value, &unit));
            return (word(app, visitor, &format!("lawvalue-{name}")), format!("/office/admin/law#{name}"), said);
        }
        (detail.to_owned(), String::new(), String::new())
    }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let place = ground(&visitor, &asked.place)?;
    let found = read(&app, place, &asked, LINES_MOST, READ_MOST).await?;
    let rows: Vec<Value> = found
        .lines
        .iter()
        .map(|line| {
            let (about, url, detail) = line.about(&app, &visitor);
            context! {
                id => line.id.to_string(),
                at => line.entry.at,
                who => line.name(&app, &visitor),
                what => what(&app, &visitor, &line.entry.what),
                about,
                url,
                detail,
            }
        })
        .collect();
    let kind = |code: &str| context! { code, count => (), url => asked.link("/office/admin/audit", code, None), current => asked.kind() == code };
    let audit = context! {
        rows,
        place => seats::place(&app, &visitor, place),
        kinds => ["all", "administration", "reading"].map(kind),
        query => context! { place => asked.place.as_str(), q => asked.q.as_str(), kind => asked.kind(), from => asked.from.as_str(), to => asked.to.as_str() },
        first => asked.at.is_some().then(|| asked.link("/office/admin/audit", asked.kind(), None)),
        next => found.last.filter(|_| found.more).map(|last| asked.link("/office/admin/audit", asked.kind(), Some(last))),
        csv => asked.link("/office/admin/audit.csv", asked.kind(), None),
    };
    app.page(&visitor, "audit.html", "audit-title", context! { audit })
}

/// The same lines as a table, for those who keep or compare it.
pub async fn csv(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let place = ground(&visitor, &asked.place)?;
    let asked = Asked { at: None, id: None, ..asked };
    let found = read(&app, place, &asked, CSV_MOST, CSV_MOST).await?;
    let mut text = String::from("at,who,what,about,detail\n");
    for line in &found.lines {
        let (about, _, detail) = line.about(&app, &visitor);
        let who = line.name(&app, &visitor).unwrap_or_default();
        let at = format::local(line.entry.at).strftime("%Y-%m-%d %H:%M:%S").to_string();
        let cells = [at, who, line.entry.what.clone(), about, detail];
        text.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        text.push('\n');
    }
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\""),
    ];
    Ok((head, text).into_response())
}

/// A cell that no program takes for a formula or for two cells. Marks of direction are for pages.
fn quoted(cell: &str) -> String {
    let plain: String = cell.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    let formula = plain.starts_with(['=', '+', '-', '@']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, plain.replace('"', "\"\""))
}
