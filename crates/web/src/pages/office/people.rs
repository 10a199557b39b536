//! Persons whom the files of a seat concern: found by number, name or phone, each with its files; and
//! the first password that a clerk gives to somebody who was filed for at the counter.

use super::said::{self, Wrong};
use super::seats::{choose, link, place};
use super::shape::line_clock;
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::limits;
use crate::server::App;
use crate::view::{short_number, word};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use civic::{Place, Role, Seat, Viewer};
use desk::{Denial, Error};
use minijinja::{Value, context};
use serde::Deserialize;
use store::dossiers::{self, Line};
use store::people::Account;
use store::{Tx, search};
use uuid::Uuid;

/// How many files are looked through for persons, and how many of each are shown.
const HITS_MOST: i64 = 120;
const FILES_MOST: usize = 12;

pub fn routes() -> Router<App> {
    Router::new().route("/office/people", get(show)).route("/office/people/{id}/access", get(back).post(give_access))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    q: String,
    kind: String,
}

/// A person and the files of theirs that the viewer may see, the latest first.
struct Found {
    account: Account,
    files: Vec<Line>,
}

/// What was just done for one of the persons shown, or is wrong in their form.
#[derive(Default)]
struct Access {
    of: Option<Uuid>,
    email: String,
    wrong: Wrong,
    made: Option<Value>,
}

fn reads(role: Role) -> bool {
    !matches!(role, Role::Administrator | Role::Applicant | Role::System)
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, reads)?;
    let words = asked.q.trim().to_owned();
    let found = match words.is_empty() {
        true => Vec::new(),
        false => {
            app.limits.take(limits::SEARCH, &who.account.id.to_string(), app.desk.clock.now())?;
            let (viewer, wanted) = (who.viewer.clone(), words.clone());
            let found = app.desk.db.read(move |tx| find(tx, &viewer, &wanted)).await?;
            desk::people::note_search(&app.desk, who, seat.place, &words).await?;
            let persons: Vec<Account> = found.iter().map(|one| one.account.clone()).collect();
            desk::readings::of_persons(&app.desk, who, seat, &persons).await?;
            found
        }
    };
    page(&app, &visitor, seat, StatusCode::OK, &Asked { q: words, ..asked }, found, Access::default())
}

/// The address of that form, opened again.
async fn back() -> Answer {
    Ok(Redirect::to("/office/people").into_response())
}

/// A clerk gives a first password, shown once on this page.
async fn give_access(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let clerk = |role| role == Role::Clerk;
    let seat = choose(&visitor, None, Some(posted.get("place")), clerk)?;
    let password = desk::people::first_password(&app.desk);
    let given = desk::people::give_access(&app.desk, who, seat.place, id, Some(posted.get("email")), &password).await;
    let (status, access) = match given {
        Ok(account) => {
            let login = account.cnie.clone().or(account.email.clone()).unwrap_or_default();
            let made = context! { name => account.name(visitor.arabic()), login, password };
            (StatusCode::OK, Access { made: Some(made), ..Access::default() })
        }
        Err(error) => {
            let Some(wrong) = said::wrong(&app, &visitor, &error) else { return Err(Oops(error)) };
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                Access { of: Some(id), email: posted.get("email").into(), wrong, made: None },
            )
        }
    };
    let viewer = who.viewer.clone();
    let found = app.desk.db.read(move |tx| one(tx, &viewer, seat.place, id)).await?;
    let asked = Asked { q: number(&found.account).map(|(_, number)| number).unwrap_or_default(), kind: String::new() };
    page(&app, &visitor, seat, status, &asked, vec![found], access)
}

fn one(tx: &mut Tx, viewer: &Viewer, commune: Place, id: Uuid) -> desk::Result<Found> {
    let Some(account) = store::people::get(tx, id)? else { return Err(Error::not_found()) };
    let files = dossiers::of_person(tx, viewer, commune, id, HITS_MOST)?;
    if files.is_empty() { Err(Denial::NotFound.into()) } else { Ok(Found { account, files }) }
}

/// Files found by the words, gathered by the person they belong to.
fn find(tx: &mut Tx, viewer: &Viewer, words: &str) -> desk::Result<Vec<Found>> {
    let (seen, args) = store::sight::predicate(viewer, &store::sight::SEARCH, 1);
    let query = store::fold::query(words);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let find = search::Find { query: &query, scope: &[], seen: &seen, args: &args, after: None, limit: HITS_MOST };
    let mut found: Vec<Found> = Vec::new();
    for hit in search::find(tx, &find)? {
        let Some(line) = dossiers::seen_line(tx, viewer, Place(hit.commune), hit.id)? else { continue };
        let Some(dossier) = dossiers::read(tx, viewer, line.commune, &line.number)? else { continue };
        match found.iter_mut().find(|f| f.account.id == dossier.applicant) {
            Some(known) => known.files.push(line),
            None => {
                if let Some(account) = store::people::get(tx, dossier.applicant)? {
                    found.push(Found { account, files: vec![line] });
                }
            }
        }
    }
    Ok(found)
}

fn page(
    app: &App,
    visitor: &Visitor,
    seat: Seat,
    status: StatusCode,
    asked: &Asked,
    found: Vec<Found>,
    access: Access,
) -> Answer {
    let fits = |f: &&Found| asked.kind.is_empty() || f.account.kind == asked.kind;
    let people = context! {
        place => place(app, visitor, seat.place),
        asked => !asked.q.is_empty(),
        q => asked.q.as_str(),
        query => context! { kind => asked.kind.as_str() },
        kinds => kinds(&found, asked),
        rows => found.iter().filter(fits).map(|f| row(app, visitor, f, &access)).collect::<Vec<_>>(),
        made => access.made,
    };
    app.page_with(visitor, status, "people.html", "people-title", context! { people })
}

fn kinds(found: &[Found], asked: &Asked) -> Vec<Value> {
    let kind = |code: &str| {
        let count = found.iter().filter(|f| code == "all" || f.account.kind == code).count();
        let url = link("/office/people", &[("q", &asked.q), ("kind", if code == "all" { "" } else { code })]);
        context! { code, count, url, current => code == asked.kind || (code == "all" && asked.kind.is_empty()) }
    };
    ["all", "citizen", "company", "professional"].map(kind).to_vec()
}

/// The card or the number of a company, with its kind.
fn number(a: &Account) -> Option<(&'static str, String)> {
    a.cnie.clone().map(|n| ("cnie", n)).or(a.ice.clone().map(|n| ("ice", n)))
}

fn row(app: &App, visitor: &Visitor, found: &Found, access: &Access) -> Value {
    let a = &found.account;
    let open = found.files.iter().filter(|l| l.answered.is_none() && l.outcome.is_none()).count();
    let viewer = visitor.viewer();
    // The commune whose clerk the viewer is, and that knows the person.
    let clerk = found.files.iter().map(|l| l.commune).find(|commune| viewer.holds(Role::Clerk, *commune));
    let gives = clerk.filter(|_| a.password.is_none() && a.kind != "officer" && !a.closed);
    let here = access.of == Some(a.id);
    context! {
        name => a.name(visitor.arabic()),
        kind => a.kind.as_str(),
        identity => number(a).map(|(kind, number)| context! { kind, number }),
        phone => a.phone.as_deref(),
        email => a.email.as_deref(),
        account => a.password.is_some(),
        open,
        total => found.files.len(),
        files => found.files.iter().take(FILES_MOST).map(|line| file(app, visitor, line)).collect::<Vec<_>>(),
        assist => clerk.and(number(a)).map(|(_, number)| link("/office/assist", &[("number", &number)])),
        access => gives.map(|commune| context! {
            url => format!("/office/people/{}/access", a.id),
            id => a.id.to_string(),
            place => commune.to_string(),
            required => a.cnie.is_none() && a.email.is_none(),
            email => if here { access.email.as_str() } else { a.email.as_deref().unwrap_or_default() },
            wrong => if here { access.wrong.clone() } else { Wrong::new() },
            open => here,
        }),
    }
}

fn file(app: &App, visitor: &Visitor, line: &Line) -> Value {
    context! {
        display => short_number(&line.number),
        url => format!("/office/files/{}", line.number),
        procedure => word(app, visitor, &format!("procedure-{}", line.procedure)),
        step => word(app, visitor, &format!("step-{}", line.step)),
        place => app.place(visitor, line.commune),
        filed => line.filed.to_string(),
        clock => line_clock(app, line),
    }
}
