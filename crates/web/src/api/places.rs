//! The territory: regions, provinces and communes by their codes.

use super::page::{self, Asked};
use super::sent::Query;
use super::table::{Operation, get};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use civic::territory::Known;
use civic::{Mistake, Place};
use serde_json::{Value, json};

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/places", "listPlaces", "Regions, provinces and communes, by code", list)
            .asks(&["within", "level", "after", "limit"])
            .gives_page("Place"),
        get("/v1/places/{place}", "showPlace", "A place, and who examines its large files", show).gives("Place"),
    ]
}

fn level(place: Place) -> &'static str {
    match place {
        p if p.is_commune() => "commune",
        p if p.is_province() => "province",
        _ => "region",
    }
}

fn above(place: Place) -> Option<String> {
    match place {
        p if p.is_commune() => Some(p.province().to_string()),
        p if p.is_province() => Some(p.region().to_string()),
        _ => None,
    }
}

/// A place; `threshold` is how many people it has when it examines by itself.
fn shown(app: &App, threshold: i64, one: &Known) -> Value {
    let street = &app.desk.street;
    let examiner = one.place.is_commune().then(|| street.territory.examiner(one.place, threshold).to_string());
    json!({
        "code": one.place.to_string(),
        "level": level(one.place),
        "names": { "ar": one.name_ar, "fr": one.name_fr },
        "people": one.people,
        "within": above(one.place),
        "examiner": examiner,
    })
}

async fn list(State(app): State<App>, Query(mut query): Query) -> Answer {
    let within: Place = query.maybe("within").unwrap_or_default();
    let asked_level: Option<String> = query.maybe("level");
    if asked_level.as_deref().is_some_and(|l| !["region", "province", "commune"].contains(&l)) {
        query.wrong(Mistake::new("level", "unknown-choice"));
    }
    let asked: Asked<i64> = page::asked(&mut query);
    query.done()?;
    let territory = &app.desk.street.territory;
    let provinces: Vec<&Known> = territory.provinces().collect();
    let regions = provinces.iter().map(|p| p.place.region()).collect::<std::collections::BTreeSet<_>>();
    let mut all: Vec<&Known> = territory.communes(Place::KINGDOM).chain(provinces).collect();
    all.extend(regions.into_iter().filter_map(|region| territory.get(region)));
    all.sort_by_key(|one| one.place);
    let lies = |p: Place| within == Place::KINGDOM || (p != within && [p.province(), p.region()].contains(&within));
    let rows: Vec<&Known> = all
        .into_iter()
        .filter(|one| asked.after.is_none_or(|after| after < one.place.0))
        .filter(|one| lies(one.place) && asked_level.as_deref().is_none_or(|l| l == level(one.place)))
        .take(asked.most() as usize)
        .collect();
    let threshold = app.desk.statute().single_window(app.desk.clock.today())?;
    Ok(asked.answer(rows, |one| one.place.0, |one| shown(&app, threshold, one)))
}

async fn show(State(app): State<App>, Path(code): Path<String>) -> Answer {
    let known =
        Place::parse(&code).and_then(|place| app.desk.street.territory.get(place)).ok_or_else(Oops::not_found)?;
    let threshold = app.desk.statute().single_window(app.desk.clock.today())?;
    Ok(Json(shown(&app, threshold, known)).into_response())
}
