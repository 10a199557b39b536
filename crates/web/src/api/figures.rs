//! Figures of real delays and outcomes, for anyone: as JSON and as a table.

use super::sent::{Fields, Query};
use super::spare;
use super::table::{Operation, get};
use crate::answer::{Answer, Oops};
use crate::limits;
use crate::server::App;
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use civic::{Mistake, Place};
use desk::figures::{Delays, Figures};
use jiff::ToSpan;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::figures::{Bucket, Stock};

pub fn operations() -> Vec<Operation> {
    let asks = &["within", "since", "procedure"];
    vec![
        get("/v1/figures", "showFigures", "Delays and outcomes by commune and procedure, from live data", show)
            .asks(asks)
            .gives("Figures"),
        get("/v1/figures.csv", "showFiguresTable", "The same as a table", table).asks(asks).gives_file("text/csv"),
    ]
}

/// Strangers may ask now and then; whoever comes with a token has the rate of the token.
struct Spared;

impl FromRequestParts<App> for Spared {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Spared, Oops> {
        spare(app, parts, limits::FIGURES).map(|()| Spared)
    }
}

/// Of where, since when.
struct Of {
    within: Place,
    since: String,
}

/// One commune and one procedure.
struct Row<'f> {
    commune: Place,
    procedure: &'f str,
    delays: Delays,
    stock: Option<&'f Stock>,
}

/// The month that is twelve months back, unless another is asked for.
async fn read(app: &App, query: &mut Fields) -> Result<(Of, Figures), Oops> {
    let within: Place = query.maybe("within").unwrap_or_default();
    let since: Option<String> = query.maybe("since");
    let procedure: Option<String> = query.maybe("procedure");
    if since.as_deref().is_some_and(|month| format!("{month}-01").parse::<jiff::civil::Date>().is_err()) {
        query.wrong(Mistake::new("since", "not-a-date"));
    }
    std::mem::take(query).done()?;
    let since =
        since.unwrap_or_else(|| app.desk.clock.today().saturating_sub(12.months()).strftime("%Y-%m").to_string());
    let mut figures = desk::figures::of(&app.desk, within, &since).await?;
    if let Some(code) = procedure {
        figures.buckets.retain(|one| one.procedure == code);
        figures.stock.retain(|one| one.procedure == code);
    }
    Ok((Of { within, since }, figures))
}

fn rows(figures: &Figures) -> Vec<Row<'_>> {
    let mut buckets: BTreeMap<(Place, &str), Vec<&Bucket>> = BTreeMap::new();
    for one in &figures.buckets {
        buckets.entry((one.commune, &one.procedure)).or_default().push(one);
    }
    let mut stock: BTreeMap<(Place, &str), &Stock> = BTreeMap::new();
    for one in &figures.stock {
        stock.insert((one.commune, &one.procedure), one);
        buckets.entry((one.commune, &one.procedure)).or_default();
    }
    buckets
        .into_iter()
        .map(|(at, of)| Row {
            commune: at.0,
            procedure: at.1,
            delays: Delays::of(of.into_iter()),
            stock: stock.get(&at).copied(),
        })
        .collect()
}

fn answered(delays: &Delays) -> Value {
    json!({ "files": delays.files, "late": delays.late, "median_days": delays.median, "p90_days": delays.p90, "outcomes": delays.outcomes })
}

async fn show(State(app): State<App>, _: Spared, Query(mut query): Query) -> Answer {
    let (of, figures) = read(&app, &mut query).await?;
    let row = |one: &Row| {
        json!({
            "commune": one.commune.to_string(),
            "procedure": one.procedure,
            "answered": answered(&one.delays),
            "open": one.stock.map_or(0, |s| s.open),
            "open_late": one.stock.map_or(0, |s| s.late),
            "open_paused": one.stock.map_or(0, |s| s.paused),
        })
    };
    let sum = |of: fn(&Stock) -> i64| figures.stock.iter().map(of).sum::<i64>();
    let body = json!({
        "within": of.within.to_string(),
        "since": of.since,
        "answered": answered(&Delays::of(figures.buckets.iter())),
        "open": sum(|s| s.open),
        "open_late": sum(|s| s.late),
        "open_paused": sum(|s| s.paused),
        "items": rows(&figures).iter().map(row).collect::<Vec<_>>(),
    });
    Ok(Json(body).into_response())
}

async fn table(State(app): State<App>, _: Spared, Query(mut query): Query) -> Answer {
    let (_, figures) = read(&app, &mut query).await?;
    let rows = rows(&figures);
    let mut outcomes: Vec<&str> = rows.iter().flat_map(|one| one.delays.outcomes.keys()).map(String::as_str).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let mut csv =
        String::from("commune,name_ar,name_fr,procedure,answered,late,median_days,p90_days,open,open_late,open_paused");
    for outcome in &outcomes {
        csv.push_str(&format!(",outcome_{}", outcome.replace('-', "_")));
    }
    csv.push('\n');
    for one in &rows {
        csv.push_str(&written(&app, one, &outcomes));
    }
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], csv).into_response())
}

fn written(app: &App, one: &Row, outcomes: &[&str]) -> String {
    let known = app.desk.street.territory.get(one.commune);
    let name = |arabic: bool| known.map_or(String::new(), |k| format!("\"{}\"", k.name(arabic).replace('"', "\"\"")));
    let (d, s) = (&one.delays, one.stock);
    let counts =
        [d.files, d.late, d.median, d.p90, s.map_or(0, |s| s.open), s.map_or(0, |s| s.late), s.map_or(0, |s| s.paused)];
    let of_outcomes = outcomes.iter().map(|outcome| d.outcomes.get(*outcome).copied().unwrap_or(0));
    let numbers: Vec<String> = counts.into_iter().chain(of_outcomes).map(|n| n.to_string()).collect();
    format!("{},{},{},{},{}\n", one.commune, name(true), name(false), one.procedure, numbers.join(","))
}
