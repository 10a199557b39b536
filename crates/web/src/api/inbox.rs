//! The offices' side: what a seat is awaited for, the register, what falls due, search, persons.

use super::page::{self, Asked};
use super::sent::{Fields, Query};
use super::table::{Operation, get};
use super::{Machine, shape};
use crate::answer::{Answer, Oops};
use crate::limits;
use crate::server::App;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use civic::role::Level;
use civic::{Mistake, Place, Role, Seat, Viewer};
use desk::{Denial, Error, Who};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::dossiers::Narrow;
use store::inbox::{self, Filter, Line, NO_DAY};
use store::search::{self, Find, Scope};
use store::{dossiers, fold, sight};
use uuid::Uuid;

/// What is due within so many days is due soon.
const SOON_DAYS: i64 = 3;
const QUERY_LETTERS_MOST: usize = 200;

pub fn operations() -> Vec<Operation> {
    vec![
        get(
            "/v1/inbox",
            "showInbox",
            "What a seat of yours is awaited for, the first due first, and its counts",
            lines,
        )
        .scope("read")
        .asks(&["role", "place", "step", "procedure", "commune", "due_before", "due_from", "paused", "after", "limit"])
        .gives("Inbox"),
        get(
            "/v1/register",
            "showRegister",
            "The files of a commune or a province that you may see, the latest first",
            register,
        )
        .scope("read")
        .asks(&["within", "step", "procedure", "commune", "paused", "after", "limit"])
        .gives_page("FileLine"),
        get(
            "/v1/due",
            "listDue",
            "Open files of a province whose clock ends between two days, the first due first",
            due,
        )
        .scope("read")
        .asks(&["province", "from", "to", "limit"])
        .gives("FileLines"),
        get(
            "/v1/search",
            "search",
            "Files by name, number, address or land title, or a person's own number whole; only what you may see",
            find,
        )
        .scope("read")
        .asks(&["q", "after", "limit"])
        .gives_page("Hit"),
        get("/v1/people", "findPeople", "Persons whom the files of a commune concern, for its clerk", people)
            .scope("read")
            .asks(&["place", "q"])
            .gives("Accounts"),
    ]
}

async fn lines(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let (role, place) = (query.maybe::<Role>("role"), query.maybe::<Place>("place"));
    let filter = Filter {
        step: query.maybe("step"),
        procedure: query.maybe("procedure"),
        commune: query.maybe("commune"),
        due_before: query.maybe("due_before"),
        due_from: query.maybe("due_from"),
        paused: query.maybe("paused").unwrap_or_default(),
    };
    let asked: Asked<(String, Uuid)> = page::asked(&mut query);
    query.done()?;
    let seat = seat(&who, role, place)?;
    let today = app.desk.clock.today();
    let soon = today.saturating_add(SOON_DAYS.days());
    let (after, most) = (asked.after.clone(), asked.most());
    let read = app.desk.db.read(move |tx| -> desk::Result<_> {
        Ok((
            inbox::lines(tx, seat, today, &filter, after.clone(), most)?,
            inbox::counts(tx, seat, today, soon, &filter)?,
        ))
    });
    let (rows, counts) = read.await?;
    let mut body = asked.shown(rows, |one| (due_key(one.due), one.dossier), line);
    body["role"] = json!(seat.role);
    body["place"] = json!(seat.place.to_string());
    body["counts"] = json!({ "all": counts.all, "late": counts.late, "soon": counts.soon });
    Ok(Json(body).into_response())
}

fn due_key(due: Option<Date>) -> String {
    due.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string())
}

/// The one seat that was meant; every seat that opens nothing to this person is refused.
fn seat(who: &Who, role: Option<Role>, place: Option<Place>) -> Result<Seat, Oops> {
    let meant: Vec<Seat> = who
        .viewer
        .seats
        .iter()
        .copied()
        .filter(|seat| role.is_none_or(|r| r == seat.role) && place.is_none_or(|p| p == seat.place))
        .collect();
    match meant.as_slice() {
        [] => Err(Denial::NotYours.into()),
        [seat] => Ok(*seat),
        _ => {
            let missing = if role.is_none() { "role" } else { "place" };
            Err(Error::Mistakes(vec![Mistake::new(missing, "seat-needed")]).into())
        }
    }
}

fn line(one: &Line) -> Value {
    json!({
        "number": one.number,
        "id": one.dossier,
        "commune": one.commune.to_string(),
        "procedure": one.procedure,
        "applicant": shape::names(&one.title),
        "step": one.step,
        "filed": one.filed,
        "due": one.due,
        "file_due": one.file_due,
        "paused": one.paused,
        "version": one.version,
    })
}

async fn register(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let within: Place = query.need("within");
    let narrow = Narrow {
        step: query.maybe("step"),
        procedure: query.maybe("procedure"),
        commune: query.maybe("commune"),
        paused: query.maybe("paused").unwrap_or_default(),
        ..Narrow::default()
    };
    let asked = page::asked::<(i64, Uuid)>(&mut query);
    query.done()?;
    let (viewer, after, most) = (who.viewer, asked.after, asked.most());
    let read = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(dossiers::seen_page(tx, &viewer, within, &narrow, after, most)?) });
    Ok(shape::lines(&asked, read.await?))
}

async fn due(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let province: Place = query.need("province");
    let today = app.desk.clock.today();
    let from: Date = query.maybe("from").unwrap_or(today);
    let to: Date = query.maybe("to").unwrap_or(from.saturating_add(14.days()));
    let most = limit(&mut query);
    query.done()?;
    let viewer = who.viewer;
    let read = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(dossiers::falling_due(tx, &viewer, province, from, to, most)?) });
    let items: Vec<Value> = read.await?.iter().map(shape::line).collect();
    Ok(Json(json!({ "items": items })).into_response())
}

/// How many at most, where a list is not paged.
fn limit(query: &mut Fields) -> i64 {
    page::asked::<i64>(query).most() - 1
}

async fn find(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let text = sought(&mut query);
    let asked = page::asked::<(i64, Uuid)>(&mut query);
    query.done()?;
    app.limits.take(limits::SEARCH, &who.account.id.to_string(), app.desk.clock.now())?;
    let (viewer, after, most) = (who.viewer, asked.after, asked.most());
    let read = app.desk.db.read(move |tx| -> desk::Result<_> {
        let (seen, args) = sight::predicate(&viewer, &sight::SEARCH, 1);
        let scope = scope(&viewer);
        let find = Find { query: &fold::query(&text), scope: &scope, seen: &seen, args: &args, after, limit: most };
        Ok(search::find(tx, &find)?)
    });
    let hit = |one: &search::Hit| {
        json!({
            "kind": one.kind,
            "number": one.detail,
            "id": one.id,
            "commune": Place(one.commune).to_string(),
            "title": shape::names(&one.title),
            "at": shape::moment(one.at),
        })
    };
    Ok(asked.answer(read.await?, |one| (one.at, one.id), hit))
}

fn sought(query: &mut Fields) -> String {
    let text: String = query.need("q");
    if QUERY_LETTERS_MOST < text.chars().count() {
        query.wrong(Mistake::beyond("q", "too-long", QUERY_LETTERS_MOST as i64));
    }
    text
}

/// Where a viewer's files can be: only to make the search fast.
fn scope(viewer: &Viewer) -> Vec<Scope> {
    let of = |seat: &Seat| match seat.role.level() {
        Level::Examiner if !seat.place.is_commune() => Scope::Province(seat.place.0),
        Level::Province => Scope::Province(seat.place.0),
        _ => Scope::Commune(seat.place.0),
    };
    let mut scope: Vec<Scope> = viewer.seats.iter().map(of).collect();
    scope.push(Scope::Person(viewer.person));
    scope.dedup();
    scope
}

async fn people(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let place: Place = query.need("place");
    let text = sought(&mut query);
    query.done()?;
    app.limits.take(limits::SEARCH, &who.account.id.to_string(), app.desk.clock.now())?;
    let found = desk::people::search(&app.desk, &who, place, &text).await?;
    Ok(Json(json!({ "items": found.iter().map(shape::account).collect::<Vec<_>>() })).into_response())
}
