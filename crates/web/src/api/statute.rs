//! The law table and the calendar: read by anyone; a rate is changed by its commune's administrator,
//! a holiday by the Kingdom's.

use super::sent::{Query, Sent};
use super::table::{Operation, delete, get, put};
use super::{Machine, shape};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use civic::Place;
use desk::statute;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::laws::{self, Holiday};

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/law/texts", "listTexts", "The texts of law that values and acts cite", texts).gives("Texts"),
        get(
            "/v1/law/values",
            "listValues",
            "Every dated value of the law, and what communes decided for themselves",
            values,
        )
        .asks(&["name", "commune", "day"])
        .gives("Values"),
        put(
            "/v1/law/values/{value}",
            "setValue",
            "Decide a value that the law leaves to the commune, within its bounds",
            set_value,
        )
        .scope("administer")
        .takes("NewValue")
        .gives("Moved"),
        get("/v1/calendar", "showCalendar", "The days that are not worked", calendar).asks(&["year"]).gives("Holidays"),
        put("/v1/calendar/{day}", "setHoliday", "Add or change a holiday; every due date is counted anew", set_holiday)
            .scope("administer")
            .takes("NewHoliday")
            .gives("Moved"),
        delete(
            "/v1/calendar/{day}",
            "removeHoliday",
            "Take a holiday away; every due date is counted anew",
            remove_holiday,
        )
        .scope("administer")
        .gives("Moved"),
    ]
}

async fn texts(State(app): State<App>) -> Answer {
    let statute = app.desk.statute();
    let mut all: Vec<_> = statute.law.texts().collect();
    all.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(Json(json!({ "items": all })).into_response())
}

async fn values(State(app): State<App>, Query(mut query): Query) -> Answer {
    let (name, commune, day) =
        (query.maybe::<String>("name"), query.maybe::<Place>("commune"), query.maybe::<Date>("day"));
    query.done()?;
    let statute = app.desk.statute();
    let items: Vec<Value> = statute
        .law
        .values()
        .into_iter()
        .filter(|one| name.as_ref().is_none_or(|n| *n == one.name))
        .filter(|one| commune.is_none_or(|c| one.place == c || one.place == Place::KINGDOM))
        .filter(|one| day.is_none_or(|d| one.in_force(d)))
        .map(shape::value)
        .collect();
    Ok(Json(json!({ "items": items })).into_response())
}

/// How many open files have another due date now.
fn moved(files: usize) -> Answer {
    Ok(Json(json!({ "files": files })).into_response())
}

async fn set_value(
    State(app): State<App>,
    Machine(who): Machine,
    Path(name): Path<String>,
    Sent(mut body): Sent,
) -> Answer {
    let commune: Place = body.need("commune");
    let value: i64 = body.need("value");
    let from: Date = body.need("from");
    let decision: String = body.need("decision");
    body.done()?;
    moved(statute::set_value(&app.desk, &who, commune, &name, value, from, &decision).await?)
}

async fn calendar(State(app): State<App>, Query(mut query): Query) -> Answer {
    let year: Option<i64> = query.maybe("year");
    query.done()?;
    let all = app.desk.db.read(|tx| -> desk::Result<_> { Ok(laws::holidays(tx)?) }).await?;
    let show = |one: &Holiday| json!({ "day": one.day, "names": { "ar": one.name_ar, "fr": one.name_fr }, "provisional": one.provisional });
    let of_year = |one: &&Holiday| year.is_none_or(|y| y == i64::from(one.day.year()));
    Ok(Json(json!({ "items": all.iter().filter(of_year).map(show).collect::<Vec<_>>() })).into_response())
}

fn day(text: &str) -> Result<Date, Oops> {
    text.parse().map_err(|_| Oops::not_found())
}

async fn set_holiday(
    State(app): State<App>,
    Machine(who): Machine,
    Path(on): Path<String>,
    Sent(mut body): Sent,
) -> Answer {
    let (name_ar, name_fr) = (body.need::<String>("name_ar"), body.need::<String>("name_fr"));
    let provisional = body.maybe("provisional").unwrap_or_default();
    body.done()?;
    moved(statute::set_holiday(&app.desk, &who, Holiday { day: day(&on)?, name_ar, name_fr, provisional }).await?)
}

async fn remove_holiday(State(app): State<App>, Machine(who): Machine, Path(on): Path<String>) -> Answer {
    moved(statute::remove_holiday(&app.desk, &who, day(&on)?).await?)
}
