//! The board of a province or a commune: where its files stand against the law's limits, from live data.

use super::outline::Picture;
use super::seats::{choose, link, place};
use super::{sheet, sheet_line};
use crate::answer::{Answer, Oops};
use crate::server::App;
use crate::view::{if_said, unit_word, word};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use civic::calendar::{Delay, Unit};
use civic::procedure::Procedure;
use civic::{Place, Role};
use desk::figures::Delays;
use i18n::format;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::figures::{self, Bucket, Opinions, Standing};

/// The lengths of time that may be looked at, in months.
const PERIODS: [i64; 3] = [3, 6, 12];
const SOON_DAYS: i32 = 3;
/// The classes of the delays, in days: the last is open.
const CLASSES: [(i64, i64); 7] = [(0, 5), (6, 10), (11, 15), (16, 22), (23, 30), (31, 60), (61, i64::MAX)];
/// Below this share of answers in time, a commune is to be watched, in percent.
const WATCHED_BELOW: i64 = 80;
/// A commune with more people than this is named on the map.
const NAMED_ABOVE: i64 = 30_000;

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Asked {
    commune: String,
    period: String,
    procedure: String,
    sort: String,
}

fn looks(role: Role) -> bool {
    matches!(
        role,
        Role::Governor
            | Role::Province
            | Role::UrbanAgency
            | Role::CommissionChair
            | Role::President
            | Role::Administrator
    )
}

/// All that a board is counted from.
struct Board {
    seat: Place,
    within: Place,
    from: Date,
    today: Date,
    buckets: Vec<Bucket>,
    standing: Vec<Standing>,
    filed: Vec<(Place, String, String, i64)>,
    waited: Vec<(String, i64, i64)>,
    /// Files with a step or an opinion that is late by its own clock.
    behind: Vec<(Place, String, i64)>,
    opinions: Vec<Opinions>,
    catalogue: Vec<Arc<Procedure>>,
}

/// What one commune adds up to.
struct Row {
    place: Place,
    name: String,
    people: i64,
    stock: i64,
    late: i64,
    silent: i64,
    filed: i64,
    decided: i64,
    median: Option<i64>,
    within: Option<i64>,
}

async fn load(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Board, Oops> {
    let seat = choose(visitor, None, None, looks)?.place;
    let asked_place = Place::parse(&asked.commune).filter(|p| p.is_commune() && (*p == seat || p.province() == seat));
    let within = asked_place.unwrap_or(seat);
    let today = app.desk.clock.today();
    let months = asked.period.parse().ok().filter(|m| PERIODS.contains(m)).unwrap_or(PERIODS[2]);
    let from = today.first_of_month().checked_sub(Span::new().months(months - 1)).unwrap_or(today);
    let soon = app.desk.statute().calendar.after(today, Delay { count: SOON_DAYS, unit: Unit::WorkingDays });
    let month = from.to_string()[..7].to_owned();
    let since = from.to_string();
    let (mut buckets, mut standing, mut filed, waited, mut behind, mut opinions) = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            Ok((
                figures::buckets(tx, within, &month)?,
                figures::standing(tx, within, today, soon)?,
                figures::filed(tx, within, &since)?,
                figures::waited(tx, within, today)?,
                figures::behind(tx, within, today)?,
                figures::opinions(tx, within, &month)?,
            ))
        })
        .await?;
    if !asked.procedure.is_empty() {
        buckets.retain(|b| b.procedure == asked.procedure);
        standing.retain(|s| s.procedure == asked.procedure);
        filed.retain(|(_, procedure, ..)| *procedure == asked.procedure);
        behind.retain(|(_, procedure, _)| *procedure == asked.procedure);
        opinions.retain(|o| o.procedure == asked.procedure);
    }
    Ok(Board {
        seat,
        within,
        from,
        today,
        buckets,
        standing,
        filed,
        waited,
        behind,
        opinions,
        catalogue: app.desk.street.catalogue(),
    })
}

impl Board {
    fn holder(&self, s: &Standing) -> &str {
        let step = self
            .catalogue
            .iter()
            .find(|p| p.code == s.procedure)
            .and_then(|p| p.steps.iter().find(|step| step.name == s.step));
        step.map_or("nobody", |step| step.holder.as_str())
    }

    /// Whether a role gives opinions in some procedure.
    fn sits(&self, role: &str) -> bool {
        self.catalogue.iter().any(|p| p.members.iter().any(|m| m.role.as_str() == role))
    }

    fn silent(&self, s: &Standing) -> bool {
        self.holder(s) == Role::Governor.as_str()
    }

    /// One row for each commune of the place, also those without a file.
    fn rows(&self, app: &App, visitor: &Visitor) -> Vec<Row> {
        let communes: Vec<_> = match self.within.is_commune() {
            true => app.desk.street.territory.get(self.within).into_iter().collect(),
            false => app.desk.street.territory.communes(self.within).collect(),
        };
        communes
            .into_iter()
            .map(|known| {
                let here = |place: Place| place == known.place;
                let standing = || self.standing.iter().filter(|s| here(s.commune));
                let delays = Delays::of(self.buckets.iter().filter(|b| here(b.commune)));
                let silent: i64 = standing().filter(|s| self.silent(s)).map(|s| s.open).sum();
                Row {
                    place: known.place,
                    name: known.name(visitor.arabic()).to_owned(),
                    people: known.people,
                    stock: standing().map(|s| s.open).sum::<i64>() - silent,
                    late: self.behind.iter().filter(|(p, ..)| here(*p)).map(|(.., n)| n).sum(),
                    silent,
                    filed: self.filed.iter().filter(|(p, ..)| here(*p)).map(|(.., n)| n).sum(),
                    decided: delays.outcomes.values().sum(),
                    median: (0 < delays.files).then_some(delays.median),
                    within: share(delays.files - delays.late, delays.files),
                }
            })
            .collect()
    }
}

fn share(part: i64, whole: i64) -> Option<i64> {
    (0 < whole).then(|| (part * 100 + whole / 2) / whole)
}

impl Row {
    fn state(&self) -> &'static str {
        match self {
            Row { stock: 0, filed: 0, decided: 0, silent: 0, .. } => "none",
            Row { silent: 1.., .. } => "silent",
            row if 0 < row.late && row.stock <= row.late * 10 => "late",
            row if 0 < row.late || row.within.is_some_and(|w| w < WATCHED_BELOW) => "watch",
            _ => "good",
        }
    }

    fn shown(&self, single_window: i64) -> Value {
        let code = self.place.to_string();
        context! {
            code => code.as_str(),
            name => self.name.as_str(),
            url => link("/office/dashboard", &[("commune", &code)]),
            files_url => link("/office", &[("scope", "seen"), ("commune", &code)]),
            single_window => single_window < self.people,
            stock => self.stock, late => self.late, silent => self.silent, filed => self.filed, decided => self.decided,
            median => self.median, within => self.within,
            state => self.state(), level => level(self.state()),
        }
    }
}

/// The shade of a state on the map; none for a commune without files.
fn level(state: &str) -> Option<i64> {
    match state {
        "good" => Some(0),
        "watch" => Some(2),
        "late" => Some(3),
        "silent" => Some(4),
        _ => None,
    }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    // The Kingdom's own seat sees what everyone may see: it has no desk to watch.
    if choose(&visitor, None, None, looks)?.place == Place::KINGDOM {
        return Ok(Redirect::to("/figures").into_response());
    }
    let board = load(&app, &visitor, &asked).await?;
    let mut rows = board.rows(&app, &visitor);
    let states: Vec<Value> = ["good", "watch", "late", "silent", "none"]
        .map(|state| context! { code => state, level => level(state), count => rows.iter().filter(|r| r.state() == state).count() })
        .to_vec();
    let one = board.within.is_commune();
    let tiles = if one { Vec::new() } else { tiles(&app, &visitor, &rows) };
    let map = if one { Value::from(()) } else { map(&board, &rows) };
    sort(&mut rows, &asked.sort);
    let single_window = app.desk.statute().single_window(board.today)?;
    let periods = PERIODS.map(|months| {
        let current = asked.period == months.to_string() || (asked.period.is_empty() && months == PERIODS[2]);
        context! { code => months, current }
    });
    let procedures: Vec<Value> = board
        .catalogue
        .iter()
        .map(|p| context! { code => p.code.as_str(), label => word(&app, &visitor, &format!("procedure-{}", p.code)), current => p.code == asked.procedure })
        .collect();
    let dashboard = context! {
        place => place(&app, &visitor, board.seat),
        commune => (one && board.within != board.seat).then(|| place(&app, &visitor, board.within)),
        back => "/office/dashboard",
        from => board.from.to_string(),
        to => board.today.to_string(),
        at => app.desk.clock.now(),
        query => context! { procedure => asked.procedure.as_str(), sort => asked.sort.as_str(), period => asked.period.as_str() },
        periods => periods.to_vec(),
        procedures, states, tiles, map,
        figures => totals(&board, &rows),
        rows => rows.iter().map(|row| row.shown(single_window)).collect::<Vec<_>>(),
        sorts => sorts(&asked),
        speaking => super::speaking::shown(&board.opinions),
        csv => address("/office/dashboard.csv", &asked, &asked.sort),
        ..charts(&app, &visitor, &board)
    };
    app.page(&visitor, "dashboard.html", "board-title", context! { dashboard })
}

fn address(base: &str, asked: &Asked, sort: &str) -> String {
    link(
        base,
        &[("commune", &asked.commune), ("period", &asked.period), ("procedure", &asked.procedure), ("sort", sort)],
    )
}

fn sorts(asked: &Asked) -> Vec<Value> {
    let one = |code: &str| {
        let current = asked.sort == code || (asked.sort.is_empty() && code == "late");
        context! { code, count => Value::from(()), url => address("/office/dashboard", asked, code), current }
    };
    ["late", "stock", "median", "name"].map(one).to_vec()
}

fn sort(rows: &mut [Row], by: &str) {
    use std::cmp::Reverse;
    match by {
        "stock" => rows.sort_by_key(|r| (Reverse(r.stock), Reverse(r.late))),
        "median" => rows.sort_by_key(|r| Reverse(r.median.unwrap_or(-1))),
        "name" => rows.sort_by(|a, b| a.name.cmp(&b.name)),
        _ => rows.sort_by_key(|r| (Reverse(r.silent), Reverse(r.late), Reverse(r.stock))),
    }
}

fn totals(board: &Board, rows: &[Row]) -> Value {
    let delays = Delays::of(board.buckets.iter());
    let sum = |of: fn(&Row) -> i64| rows.iter().map(of).sum::<i64>();
    let silent = sum(|r| r.silent);
    let fell: i64 = delays.outcomes.get("silent").copied().unwrap_or(0);
    context! {
        stock => sum(|r| r.stock),
        late => sum(|r| r.late),
        soon => board.standing.iter().map(|s| s.soon).sum::<i64>(),
        paused => board.standing.iter().map(|s| s.paused).sum::<i64>(),
        median => (0 < delays.files).then_some(delays.median),
        within => share(delays.files - delays.late, delays.files),
        filed => sum(|r| r.filed),
        decided => sum(|r| r.decided),
        silent,
        attested => (fell - silent).max(0),
    }
}

/// The communes as tiles: the towns, then the others.
fn tiles(app: &App, visitor: &Visitor, rows: &[Row]) -> Vec<Value> {
    // The two digits before the last name the cercle; towns belong to none (01).
    let town = |row: &Row| row.place.0 / 100 % 100 == 1;
    let group = |key: &str, towns: bool| {
        let tiles: Vec<Value> = rows.iter().filter(|r| town(r) == towns).map(|r| r.shown(i64::MAX)).collect();
        context! { name => word(app, visitor, key), tiles }
    };
    vec![group("board-towns", true), group("board-country", false)]
}

/// The communes where they lie, the largest circles first so that the small stay in sight.
fn map(board: &Board, rows: &[Row]) -> Value {
    let Some(picture) = Picture::of(board.within) else { return Value::from(()) };
    let mut dots: Vec<(f64, Value)> = rows
        .iter()
        .filter_map(|row| {
            let (x, y) = picture.middle(row.place)?;
            let r = ((9.0 + 2.1 * (row.stock as f64).sqrt()) * 10.0).round() / 10.0;
            let dot = context! {
                x, y, r,
                below => y + r + 16.0,
                level => level(row.state()), state => row.state(),
                name => row.name.as_str(), stock => row.stock, late => row.late,
                url => link("/office/dashboard", &[("commune", &row.place.to_string())]),
                named => NAMED_ABOVE < row.people,
            };
            Some((r, dot))
        })
        .collect();
    if dots.is_empty() {
        return Value::from(());
    }
    dots.sort_by(|a, b| b.0.total_cmp(&a.0));
    context! { view => picture.view, outline => picture.path, dots => dots.into_iter().map(|(_, dot)| dot).collect::<Vec<_>>() }
}

fn charts(app: &App, visitor: &Visitor, board: &Board) -> Value {
    let answered = !board.buckets.is_empty();
    let none: Vec<Value> = Vec::new();
    if !answered {
        return context! { months => none.clone(), delays => none.clone(), outcomes => none.clone(), holders => none.clone(), members => none.clone(), procedure_rows => none };
    }
    context! {
        months => months(visitor, board),
        delays => delays(board),
        outcomes => outcomes(app, visitor, board),
        holders => holders(board),
        members => members(board),
        procedure_rows => procedures(app, visitor, board),
    }
}

fn months(visitor: &Visitor, board: &Board) -> Vec<Value> {
    let mut months = Vec::new();
    let mut day = board.from;
    while day <= board.today {
        let month = day.to_string()[..7].to_owned();
        let filed: i64 = board.filed.iter().filter(|(_, _, m, _)| *m == month).map(|(.., n)| n).sum();
        let decided: i64 = board.buckets.iter().filter(|b| b.month == month).map(|b| b.files).sum();
        months.push(context! { label => format::month_of(visitor.lang, day), month, filed, decided });
        match day.checked_add(1.month()) {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    months
}

/// How many answers took how long, and how many of them came after their limit.
fn delays(board: &Board) -> Vec<Value> {
    let office = || board.buckets.iter().filter(|b| !matches!(b.outcome.as_str(), "withdrawn" | "lapsed"));
    CLASSES
        .iter()
        .map(|(from, to)| {
            let of = || office().filter(|b| (*from..=*to).contains(&b.days));
            let count: i64 = of().map(|b| b.files).sum();
            let late: i64 = of().filter(|b| b.late).map(|b| b.files).sum();
            context! { from, to => (*to != i64::MAX).then_some(*to), count, late }
        })
        .collect()
}

fn outcomes(app: &App, visitor: &Visitor, board: &Board) -> Vec<Value> {
    let label = |code: &str| match if_said(app, visitor, &format!("end-{code}")) {
        said if said.is_empty() => word(app, visitor, &format!("step-{code}")),
        said => said,
    };
    board
        .catalogue
        .iter()
        .filter_map(|p| {
            let delays = Delays::of(board.buckets.iter().filter(|b| b.procedure == p.code));
            let total: i64 = delays.outcomes.values().sum();
            let parts: Vec<Value> =
                delays.outcomes.iter().map(|(code, count)| context! { code, label => label(code), count }).collect();
            (0 < total)
                .then(|| context! { label => word(app, visitor, &format!("procedure-{}", p.code)), total, parts })
        })
        .collect()
}

/// Who holds the open files, and how many of theirs are late by their own clock.
fn holders(board: &Board) -> Vec<Value> {
    let mut held: BTreeMap<&str, i64> = BTreeMap::new();
    for s in &board.standing {
        *held.entry(board.holder(s)).or_default() += s.open;
    }
    let sits = |role: &str| board.sits(role);
    let late = |holder: &str| -> i64 {
        let whose =
            board.waited.iter().filter(|(role, ..)| if holder == "members" { sits(role) } else { role == holder });
        whose.map(|(.., late)| late).sum()
    };
    let mut held: Vec<_> = held.into_iter().filter(|(role, _)| *role != "nobody").collect();
    held.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    held.into_iter().map(|(role, count)| context! { role, count, late => late(role).min(count) }).collect()
}

/// The opinions that are awaited, member by member.
fn members(board: &Board) -> Vec<Value> {
    board
        .waited
        .iter()
        .filter(|(role, ..)| board.sits(role))
        .map(|(role, count, late)| context! { role, count, late })
        .collect()
}

fn procedures(app: &App, visitor: &Visitor, board: &Board) -> Vec<Value> {
    let statute = app.desk.statute();
    board
        .catalogue
        .iter()
        .map(|p| {
            let delays = Delays::of(board.buckets.iter().filter(|b| b.procedure == p.code));
            let standing = || board.standing.iter().filter(|s| s.procedure == p.code && !board.silent(s));
            let limit = statute.law.delay(&p.limit, board.within, board.today);
            context! {
                label => word(app, visitor, &format!("procedure-{}", p.code)),
                url => link("/office/dashboard", &[("procedure", &p.code)]),
                stock => standing().map(|s| s.open).sum::<i64>(),
                late => board.behind.iter().filter(|(_, code, _)| *code == p.code).map(|(.., n)| n).sum::<i64>(),
                median => (0 < delays.files).then_some(delays.median),
                limit => limit.map(|l| context! { value => l.count, unit => unit_word(l.unit) }),
                within => share(delays.files - delays.late, delays.files),
            }
        })
        .collect()
}

/// The table of the communes as a sheet.
pub async fn csv(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let board = load(&app, &visitor, &asked).await?;
    let mut rows = board.rows(&app, &visitor);
    sort(&mut rows, &asked.sort);
    let head = [
        "board-code",
        "inbox-commune",
        "board-state",
        "board-stock",
        "board-late",
        "board-filed",
        "board-decided",
        "board-median-head",
        "board-within-head",
        "board-silent-head",
    ];
    let mut text = sheet(&app, &visitor, &head);
    let known = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    for row in &rows {
        let numbers = [row.stock, row.late, row.filed, row.decided].map(|n| n.to_string());
        let mut cells = vec![
            row.place.to_string(),
            row.name.clone(),
            app.desk.words.plain(visitor.lang, &format!("board-state-{}", row.state()), &[]),
        ];
        cells.extend(numbers);
        cells.extend([known(row.median), known(row.within), row.silent.to_string()]);
        sheet_line(&mut text, &cells);
    }
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"communes.csv\""),
    ];
    Ok((head, text).into_response())
}
