//! Administration: officers, the seats they hold by appointment or delegation, the journal.

use super::answers;
use super::key::{Key, Made, once};
use super::page;
use super::sent::{Query, Sent, id};
use super::table::{Operation, get, post, put};
use super::{Machine, shape, underscored};
use crate::answer::Answer;
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use civic::role::Scope;
use civic::{Mistake, Place, Role};
use desk::Error;
use desk::people::{self, Appointment};
use jiff::civil::Date;
use serde_json::json;
use store::people::Entry;
use uuid::Uuid;

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/officers", "listOfficers", "Who holds or held a seat in a place", officers)
            .scope("administer")
            .asks(&["place"])
            .gives("Accounts"),
        post("/v1/officers", "addOfficer", "Make an officer's account, with a first password", add)
            .scope("administer")
            .takes("NewOfficer")
            .makes("Account"),
        put(
            "/v1/officers/{id}/closed",
            "closeOfficer",
            "Close or open an officer's account; closing signs out everywhere",
            close,
        )
        .scope("administer")
        .takes("Closing"),
        put(
            "/v1/officers/{id}/password",
            "resetPassword",
            "Give an officer a new password; signs out everywhere",
            reset,
        )
        .scope("administer")
        .takes("NewPassword"),
        get("/v1/offices", "listOffices", "The seats of a place: by appointment and by delegation", offices)
            .scope("administer")
            .asks(&["place"])
            .gives("Offices"),
        post("/v1/offices", "appoint", "Give a seat, or delegate one, by a numbered decision", appoint)
            .scope("administer")
            .takes("NewOffice")
            .makes("Office"),
        put("/v1/offices/{id}/end", "endOffice", "End a seat on a day, the last included", end)
            .scope("administer")
            .takes("OfficeEnd"),
        get("/v1/journal", "listJournal", "What administrators did in a place, the latest first", journal)
            .scope("administer")
            .asks(&["place", "after", "limit"])
            .gives_page("JournalEntry"),
    ]
}

async fn officers(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let place: Place = query.need("place");
    query.done()?;
    people::may_administer(&who, place)?;
    let all = app.desk.db.read(move |tx| -> desk::Result<_> { Ok(store::people::officers(tx, place)?) }).await?;
    Ok(Json(json!({ "items": all.iter().map(shape::account).collect::<Vec<_>>() })).into_response())
}

async fn add(State(app): State<App>, Machine(who): Machine, key: Key, Sent(mut body): Sent) -> Answer {
    let place: Place = body.need("place");
    let person = answers::person(&mut body, "person").unwrap_or_default();
    let password: String = body.need("password");
    body.done()?;
    // The password is no part of what is remembered of the request.
    let print = format!("officer {place} {}", json!(person));
    once(&app, &who, &key, &print, async {
        let added = people::add_officer(&app.desk, &who, place, &person, &password).await.map_err(of_person)?;
        Ok(Made::new("/api/v1/officers".to_owned(), shape::account(&added)))
    })
    .await
}

/// Mistakes about a person stand below `person`.
fn of_person(error: Error) -> Error {
    let at = |one: Mistake| match one.field.as_str() {
        "password" => one,
        field => Mistake { field: format!("person.{}", field.replace('-', "_")), ..one },
    };
    match error {
        Error::Mistakes(mistakes) => Error::Mistakes(mistakes.into_iter().map(at).collect()),
        other => other,
    }
}

async fn close(
    State(app): State<App>,
    Machine(who): Machine,
    Path(name): Path<String>,
    Sent(mut body): Sent,
) -> Answer {
    let (place, closed) = (body.need::<Place>("place"), body.need::<bool>("closed"));
    body.done()?;
    people::close(&app.desk, &who, place, id(&name)?, closed).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn reset(
    State(app): State<App>,
    Machine(who): Machine,
    Path(name): Path<String>,
    Sent(mut body): Sent,
) -> Answer {
    let (place, password) = (body.need::<Place>("place"), body.need::<String>("password"));
    body.done()?;
    people::reset_password(&app.desk, &who, place, id(&name)?, &password).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn offices(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let place: Place = query.need("place");
    query.done()?;
    people::may_administer(&who, place)?;
    let all = app.desk.db.read(move |tx| -> desk::Result<_> { Ok(store::people::offices_in(tx, place)?) }).await?;
    Ok(Json(json!({ "items": all.iter().map(shape::office).collect::<Vec<_>>() })).into_response())
}

async fn appoint(State(app): State<App>, Machine(who): Machine, key: Key, Sent(mut body): Sent) -> Answer {
    let holder: Uuid = body.need("holder");
    let role: Option<Role> = body.maybe("role");
    let place: Place = body.need("place");
    let from: Date = body.need("from");
    let until: Option<Date> = body.maybe("until");
    let decision: String = body.need("decision");
    let delegated_by: Option<Uuid> = body.maybe("delegated_by");
    let scope = Scope {
        procedures: body.maybe("procedures").unwrap_or_default(),
        acts: body.maybe("acts").unwrap_or_default(),
    };
    if role.is_none() {
        body.wrong(Mistake::new("role", "required"));
    }
    body.done()?;
    let role = role.unwrap_or(Role::System);
    let print =
        format!("office {holder} {} {place} {from} {until:?} {decision} {delegated_by:?} {scope}", role.as_str());
    once(&app, &who, &key, &print, async {
        let asked = Appointment { holder, role, place, from, until, decision, delegated_by, scope };
        let given = people::appoint(&app.desk, &who, asked).await.map_err(underscored)?;
        Ok(Made::new("/api/v1/offices".to_owned(), shape::office(&given)))
    })
    .await
}

async fn end(State(app): State<App>, Machine(who): Machine, Path(name): Path<String>, Sent(mut body): Sent) -> Answer {
    let (place, until) = (body.need::<Place>("place"), body.need::<Date>("until"));
    body.done()?;
    people::end_office(&app.desk, &who, place, id(&name)?, until).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn journal(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let place: Place = query.need("place");
    let asked = page::asked::<(i64, Uuid)>(&mut query);
    query.done()?;
    people::may_administer(&who, place)?;
    let (after, most) = (asked.after, asked.most());
    let rows = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(store::people::journal_page(tx, place, after, most)?) })
        .await?;
    let show = |(id, one): &(Uuid, Entry)| json!({ "id": id, "at": shape::moment(one.at), "who": one.who, "what": one.what, "detail": one.detail });
    Ok(asked.answer(rows, |(id, one)| (one.at, *id), show))
}
