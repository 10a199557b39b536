//! What an administrator answers for (law 09-08): requests about data, files past their time, holds, erasure, and who
//! read a file, with names.

use super::{day, ground, maybe_day};
use crate::answer::{Answer, Oops, sentence};
use crate::form::Posted;
use crate::pages::office::said::{self, Wrong};
use crate::pages::office::seats::{self, link};
use crate::pages::privacy::shown;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::Place;
use desk::erasure::{self, Grounds};
use desk::privacy::{self, Due, Hold};
use desk::{Denial, Error};
use minijinja::{Value, context};
use serde::Deserialize;
use uuid::Uuid;

const PAGE: &str = "/office/admin/privacy";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: String,
    /// The file whose readers are asked for.
    number: String,
}

/// A form that was refused, to be shown as it was sent.
#[derive(Default)]
struct Again {
    form: &'static str,
    of: String,
    said: Option<Posted>,
    wrong: Wrong,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let place = ground(&visitor, &asked.place)?;
    page(&app, &visitor, place, &asked.number, StatusCode::OK, Again::default()).await
}

pub async fn back() -> Answer {
    Ok(Redirect::to(PAGE).into_response())
}

pub async fn back_from(Path(_): Path<Uuid>) -> Answer {
    back().await
}

pub async fn answer(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let accepted = posted.get("answer") == "accept";
    let done = match posted.get("answer") {
        "accept" | "refuse" => {
            privacy::answer(&app.desk, visitor.who()?, place, id, accepted, posted.get("motive")).await
        }
        _ => Err(Error::Mistakes(vec![civic::Mistake::new("answer", "required")])),
    };
    answered(&app, &visitor, place, done, ("answer", id.to_string(), "privacy-answered"), posted).await
}

pub async fn hold(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let days = day("from", posted.get("from")).and_then(|from| Ok((from, maybe_day("until", posted.get("until"))?)));
    let done = match days {
        Ok((from, until)) => {
            let number = posted.get("number").trim();
            privacy::hold(&app.desk, visitor.who()?, number, posted.get("basis"), from, until).await
        }
        Err(wrong) => Err(Error::Mistakes(vec![wrong])),
    };
    let done = match done {
        Err(Error::Denied(Denial::NotFound | Denial::NotYours)) => {
            Err(Error::Mistakes(vec![civic::Mistake::new("number", "unknown-choice")]))
        }
        done => done,
    };
    answered(&app, &visitor, place, done, ("hold", String::new(), "privacy-hold-made"), posted).await
}

pub async fn lift(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let done = privacy::lift(&app.desk, visitor.who()?, place, id).await;
    answered(&app, &visitor, place, done, ("lift", id.to_string(), "privacy-hold-lifted"), posted).await
}

pub async fn erase(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let grounds = Grounds { why: posted.get("why").into(), decision: posted.get("decision").into() };
    let number = posted.get("number").trim();
    let done = match posted.ticked("sure") {
        true => erasure::erase_file(&app.desk, visitor.who()?, number, grounds).await,
        false => Err(Error::Mistakes(vec![civic::Mistake::new("sure", "required")])),
    };
    answered(&app, &visitor, place, done, ("erase", String::new(), "privacy-file-erased"), posted).await
}

pub async fn erase_person(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    let done = erasure::erase_person(&app.desk, visitor.who()?, place, id, posted.get("decision")).await;
    answered(&app, &visitor, place, done, ("person", id.to_string(), "privacy-person-erased"), posted).await
}

async fn answered(
    app: &App,
    visitor: &Visitor,
    place: Place,
    done: desk::Result<()>,
    (form, of, key): (&'static str, String, &str),
    posted: Posted,
) -> Answer {
    let error = match done {
        Ok(()) => return app.go(visitor, &link(PAGE, &[("place", &place.to_string())]), "success", key),
        Err(error) => error,
    };
    // What keeps a file is said beside the form that would erase it.
    let (status, wrong) = match (&error, said::wrong(app, visitor, &error)) {
        (_, Some(wrong)) => (StatusCode::UNPROCESSABLE_ENTITY, wrong),
        (Error::Denied(Denial::Held { .. } | Denial::NotDue { .. } | Denial::StillOpen | Denial::Erased { .. }), _) => {
            (StatusCode::CONFLICT, Wrong::from([("door".to_owned(), sentence(app, visitor.lang, &error))]))
        }
        _ => return Err(Oops(error)),
    };
    page(app, visitor, place, "", status, Again { form, of, said: Some(posted), wrong }).await
}

async fn page(app: &App, visitor: &Visitor, place: Place, number: &str, status: StatusCode, again: Again) -> Answer {
    let who = visitor.who()?;
    let today = app.desk.clock.today();
    let requests: Vec<Value> = privacy::waiting(&app.desk, who, place)
        .await?
        .iter()
        .map(|(request, account)| {
            let name = account.as_ref().map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default();
            let gone = account.as_ref().is_none_or(|a| a.name_fr.is_empty());
            context! { name, gone, account => request.account.to_string(), ..shown(app, visitor, request) }
        })
        .collect();
    let (due, holds) = privacy::due(&app.desk, who, place).await?;
    let due: Vec<Value> = due.iter().map(|one| due_line(app, visitor, one)).collect();
    let holds: Vec<Value> = holds.iter().map(|hold| hold_line(hold, hold.on(today))).collect();
    let statute = app.desk.statute();
    let kept = statute.law.value("file-retention", place, today);
    let values = context! {
        place => seats::place(app, visitor, place),
        requests, due, holds,
        law => kept.map(|v| view::law(app, visitor.lang, &v.text, &v.article, v.verified)),
        years => kept.map(|v| v.value),
        number,
        readers => if number.is_empty() { Vec::new() } else { readers(app, visitor, number).await? },
        form => again.form,
        of => again.of.as_str(),
        said => again.said.as_ref().map(said::values).unwrap_or_default(),
        mistakes => said::sentences(&again.wrong),
        today => today.to_string(),
    };
    app.page_with(visitor, status, "admin-privacy.html", "privacy-office", context! { privacy => values })
}

fn due_line(app: &App, visitor: &Visitor, one: &Due) -> Value {
    context! {
        number => one.number.as_str(),
        title => word(app, visitor, &format!("procedure-{}", one.procedure)),
        ended => one.ended.to_string(),
        until => one.until.to_string(),
        basis => one.hold.as_ref().map(|hold| hold.basis.clone()),
    }
}

fn hold_line(hold: &Hold, now: bool) -> Value {
    context! {
        id => hold.id.to_string(),
        number => hold.number.as_str(),
        basis => hold.basis.as_str(),
        from => hold.from.to_string(),
        until => hold.until.map(|day| day.to_string()),
        now,
    }
}

/// Who read a file, by name.
async fn readers(app: &App, visitor: &Visitor, number: &str) -> Result<Vec<Value>, Oops> {
    let found = match desk::readings::named(&app.desk, visitor.who()?, number.trim()).await {
        Ok(found) => found,
        Err(Error::Denied(Denial::NotFound | Denial::NotYours)) => Vec::new(),
        Err(other) => return Err(Oops(other)),
    };
    let line = |(one, account): &(desk::readings::Reading, Option<store::people::Account>)| {
        let operator = account.is_none();
        context! {
            name => account.as_ref().map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default(),
            office => word(app, visitor, &if operator { "reading-operator".into() } else { format!("role-{}", one.look.seat.role.as_str()) }),
            what => word(app, visitor, &format!("reading-{}", one.look.what)),
            at => one.last_at,
            times => one.times,
        }
    };
    Ok(found.iter().map(line).collect())
}
