//! Public figures: real delays and outcomes by commune and procedure, against the limit of the law.

use super::public::{FILES_LEAST, months_ago, on_time};
use crate::answer::Answer;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use civic::calendar::{Delay, Unit};
use civic::{Place, Procedure};
use desk::figures::Delays;
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::figures::Bucket;

/// How many communes the bars compare.
const BARS_MOST: usize = 12;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    procedure: String,
    commune: String,
    period: String,
}

/// What was asked, made sound, and the buckets that answer it.
struct Chosen {
    procedure: Arc<Procedure>,
    commune: Option<Place>,
    months: i32,
    buckets: Vec<Bucket>,
}

async fn choose(app: &App, asked: &Asked) -> Result<Option<Chosen>, crate::Oops> {
    let catalogue = app.desk.street.catalogue();
    let found = catalogue.iter().find(|p| p.code == asked.procedure).or(catalogue.first());
    let Some(procedure) = found.cloned() else { return Ok(None) };
    let commune = Place::parse(&asked.commune).filter(|p| p.is_commune());
    let months = match asked.period.as_str() {
        "quarter" => 3,
        "two-years" => 24,
        _ => 12,
    };
    let since = months_ago(app.desk.clock.today(), months - 1);
    let figures = desk::figures::answered(&app.desk, Place::KINGDOM, &since).await?;
    let buckets = figures.iter().filter(|b| b.procedure == procedure.code).cloned().collect();
    Ok(Some(Chosen { procedure, commune, months, buckets }))
}

/// Delays by commune, those with too few answers left out.
fn by_commune(buckets: &[Bucket]) -> BTreeMap<Place, Delays> {
    let mut groups: BTreeMap<Place, Vec<&Bucket>> = BTreeMap::new();
    for bucket in buckets {
        groups.entry(bucket.commune).or_default().push(bucket);
    }
    groups
        .into_iter()
        .map(|(place, group)| (place, Delays::of(group.into_iter())))
        .filter(|(_, d)| FILES_LEAST <= d.files)
        .collect()
}

/// The limit in working days from today: what the files are counted in.
fn limit_days(app: &App, procedure: &Procedure) -> Option<(Delay, i64)> {
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let limit = statute.law.delay(&procedure.limit, Place::KINGDOM, today)?;
    let until = statute.calendar.after(today, limit);
    Some((limit, i64::from(statute.calendar.between(today, until, Unit::WorkingDays))))
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let Some(chosen) = choose(&app, &asked).await? else { return Err(crate::Oops::not_found()) };
    let communes = by_commune(&chosen.buckets);
    let in_scope = |b: &&Bucket| chosen.commune.is_none_or(|c| b.commune == c);
    let whole = Delays::of(chosen.buckets.iter().filter(in_scope));
    let limit = limit_days(&app, &chosen.procedure);
    let enough = FILES_LEAST <= whole.files;
    let mut values = vec![context! {
        filter => context! { procedure => chosen.procedure.code.as_str(), commune => chosen.commune.map(|c| c.to_string()).unwrap_or_default(), period => period(&asked) },
        procedures => procedures(&app, &visitor),
        communes => options(&app, &visitor, &communes, chosen.commune),
        periods => ["quarter", "year", "two-years"].map(|p| context! { value => p, label => word(&app, &visitor, &format!("figures-period-{p}")) }),
        csv => format!("/figures.csv?procedure={}&period={}", chosen.procedure.code, period(&asked)),
        counted_at => app.desk.clock.now(),
        summary => enough.then(|| summary(&app, &visitor, &chosen, &whole, limit)),
        tiles => Vec::<Value>::new(),
    }];
    if enough {
        values.push(charts(&app, &visitor, &chosen, &whole, &communes, limit.map(|(_, days)| days)));
    }
    let last = values.pop().unwrap_or_default();
    let first = values.pop().unwrap_or_default();
    app.page(&visitor, "figures.html", "nav-figures", context! { ..last, ..first })
}

fn period(asked: &Asked) -> &str {
    if ["quarter", "two-years"].contains(&asked.period.as_str()) { &asked.period } else { "year" }
}

fn procedures(app: &App, visitor: &Visitor) -> Vec<Value> {
    let all = app.desk.street.catalogue();
    all.iter()
        .map(|p| context! { value => p.code.as_str(), label => word(app, visitor, &format!("procedure-{}", p.code)) })
        .collect()
}

fn options(app: &App, visitor: &Visitor, communes: &BTreeMap<Place, Delays>, chosen: Option<Place>) -> Vec<Value> {
    let mut places: Vec<Place> = communes.keys().copied().chain(chosen).collect();
    places.dedup();
    let mut named: Vec<(String, Place)> = places.into_iter().map(|p| (app.place(visitor, p), p)).collect();
    named.sort();
    named.dedup();
    named.into_iter().map(|(label, place)| context! { value => place.to_string(), label }).collect()
}

fn summary(app: &App, visitor: &Visitor, chosen: &Chosen, whole: &Delays, limit: Option<(Delay, i64)>) -> Value {
    context! {
        decided => whole.files,
        median => whole.median,
        p90 => whole.p90,
        limit => limit.map_or(0, |(_, days)| days),
        law_count => limit.map_or(0, |(law, _)| law.count),
        law_unit => limit.map_or("calendar-days", |(law, _)| view::unit_word(law.unit)),
        on_time => on_time(whole),
        silent => whole.outcomes.get("approved-by-silence").copied().unwrap_or(0) + whole.outcomes.get("silent").copied().unwrap_or(0),
        unit => "working-days",
        law => view::law_of_value(app, visitor.lang, &chosen.procedure.limit, Place::KINGDOM, app.desk.clock.today()),
    }
}

/// What the charts and the table are made from.
fn charts(
    app: &App,
    visitor: &Visitor,
    chosen: &Chosen,
    whole: &Delays,
    communes: &BTreeMap<Place, Delays>,
    limit: Option<i64>,
) -> Value {
    let here = |place: Place| format!("/figures?procedure={}&commune={place}", chosen.procedure.code);
    let procedure = word(app, visitor, &format!("procedure-{}", chosen.procedure.code));
    let mut named: Vec<(String, Place, &Delays)> =
        communes.iter().map(|(p, d)| (app.place(visitor, *p), *p, d)).collect();
    named.sort_by_key(|(_, _, d)| std::cmp::Reverse(d.files));
    let most = named.iter().take(BARS_MOST).map(|(_, _, d)| d.p90).chain(limit).max().unwrap_or(1).max(1);
    let bars: Vec<Value> = named
        .iter()
        .take(BARS_MOST)
        .map(|(name, place, d)| {
            let slow = limit.is_some_and(|limit| limit < d.median);
            context! { label => name, value => d.median, far => d.p90, text => d.median.to_string(), tone => if slow { "danger" } else { "" }, href => here(*place) }
        })
        .collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    let tiles: Vec<Value> = named
        .iter()
        .map(|(name, place, d)| {
            let late = 100 - on_time(d);
            context! { name, value => format!("{late}%"), level => level(late), href => here(*place) }
        })
        .collect();
    let table: Vec<Value> = named
        .iter()
        .map(|(name, place, d)| {
            context! {
                place => name, procedure => procedure.as_str(), decided => d.files, median => d.median, p90 => d.p90, on_time => on_time(d),
                refused => d.outcomes.get("refused").copied().unwrap_or(0),
                silent => d.outcomes.get("approved-by-silence").copied().unwrap_or(0) + d.outcomes.get("silent").copied().unwrap_or(0),
                href => here(*place),
            }
        })
        .collect();
    context! {
        delays => context! { rows => bars, most, limit },
        outcomes => outcomes(app, visitor, whole),
        months => months(app, visitor, chosen, limit),
        tiles => if chosen.commune.is_none() { tiles } else { Vec::new() },
        legend => legend(app, visitor),
        table,
    }
}

/// A colour for a share of late answers, in percent.
fn level(late: i64) -> i64 {
    match late {
        0 => 0,
        1..=10 => 1,
        11..=25 => 2,
        26..=50 => 3,
        _ => 4,
    }
}

fn legend(app: &App, visitor: &Visitor) -> Vec<Value> {
    ["0%", "1–10%", "11–25%", "26–50%"]
        .into_iter()
        .map(str::to_owned)
        .chain([word(app, visitor, "figures-more-than-half")])
        .enumerate()
        .map(|(level, label)| context! { level, label })
        .collect()
}

fn outcomes(app: &App, visitor: &Visitor, whole: &Delays) -> Value {
    let mut rows: Vec<(&String, i64)> = whole.outcomes.iter().map(|(name, files)| (name, *files)).collect();
    rows.sort_by_key(|(_, files)| std::cmp::Reverse(*files));
    let most = rows.first().map_or(1, |(_, files)| *files).max(1);
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|(name, files)| {
            let tone = match name.as_str() {
                "refused" => "danger",
                "approved-by-silence" | "silent" => "warm",
                "withdrawn" | "lapsed" | "expired" => "calm",
                _ => "",
            };
            let key = if app.desk.words.has(visitor.lang, &format!("end-{name}")) {
                format!("end-{name}")
            } else {
                format!("step-{name}")
            };
            context! { label => word(app, visitor, &key), value => files, text => files.to_string(), tone }
        })
        .collect();
    context! { rows, most }
}

fn months(app: &App, visitor: &Visitor, chosen: &Chosen, limit: Option<i64>) -> Value {
    let today = app.desk.clock.today();
    let names: Vec<String> = (0..chosen.months).rev().map(|ago| months_ago(today, ago)).collect();
    let of_month = |name: &str| {
        Delays::of(chosen.buckets.iter().filter(|b| b.month == name && chosen.commune.is_none_or(|c| b.commune == c)))
    };
    let counted: Vec<Delays> = names.iter().map(|name| of_month(name)).collect();
    let series = |pick: fn(&Delays) -> i64| -> Vec<Option<i64>> {
        counted.iter().map(|d| (0 < d.files).then(|| pick(d))).collect()
    };
    let labels: Vec<String> = names
        .iter()
        .filter_map(|m| format!("{m}-01").parse().ok())
        .map(|day| i18n::format::month_of(visitor.lang, day))
        .collect();
    let most = counted.iter().map(|d| d.p90).chain(limit).max().unwrap_or(1).max(1);
    context! {
        labels,
        series => [
            context! { name => word(app, visitor, "figures-median-key"), values => series(|d| d.median) },
            context! { name => word(app, visitor, "figures-p90-key"), values => series(|d| d.p90) },
        ],
        most => (most + 4) / 5 * 5,
        limit,
    }
}

/// The whole table as it is, one line for each commune: for those who count by themselves.
pub async fn csv(State(app): State<App>, Query(asked): Query<Asked>) -> Answer {
    let Some(chosen) = choose(&app, &asked).await? else { return Err(crate::Oops::not_found()) };
    let mut text = String::from("commune,name_ar,name_fr,procedure,answered,median_days,p90_days,late,outcomes\n");
    for (place, d) in by_commune(&chosen.buckets) {
        let known = app.desk.street.territory.get(place);
        let (ar, fr) = known.map(|k| (k.name_ar.clone(), k.name_fr.clone())).unwrap_or_default();
        let outcomes: Vec<String> = d.outcomes.iter().map(|(name, files)| format!("{name}={files}")).collect();
        text.push_str(&format!(
            "{place},\"{ar}\",\"{fr}\",{},{},{},{},{},\"{}\"\n",
            chosen.procedure.code,
            d.files,
            d.median,
            d.p90,
            d.late,
            outcomes.join(";")
        ));
    }
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"diwan-{}.csv\"", chosen.procedure.code)),
    ];
    Ok((head, text).into_response())
}
