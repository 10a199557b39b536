//! The commission's sessions for machines: what the pages of sessions do, under `/api/v1/sessions`.

use crate::counter::{self, Attendance, Held, NewSession, Presence};
use crate::rules::SITTING;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use civic::procedure::DoorKind;
use civic::{Body, Mistake, Place, Role};
use desk::counter::{NewAct, commune_of};
use desk::{Denial, Who};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use web::answer::{Answer, Oops};
use web::api::key::{Key, Made, once};
use web::api::page;
use web::api::sent::{Fields, Query, Sent, id, if_match};
use web::api::table::{Operation, get, post, put};
use web::api::{Machine, shape};
use web::server::App;

/// The schemas that these operations name.
pub const SCHEMAS: &str = include_str!("api/schemas.json");

pub fn operations() -> Vec<Operation> {
    vec![
        get(
            "/v1/sessions",
            "listSessions",
            "List the commission's sessions that one may see, the latest day first",
            list,
        )
        .scope("read")
        .asks(&["after", "limit"])
        .gives_page("Session"),
        post("/v1/sessions", "callSession", "Call the members to a session over several files", call)
            .scope("act")
            .takes("NewSession")
            .makes("SessionHeld"),
        get("/v1/sessions/{place}/{id}", "showSession", "A session with its agenda, its members and its minutes", show)
            .scope("read")
            .gives("SessionHeld"),
        post("/v1/sessions/{place}/{id}/agenda", "lengthenAgenda", "Put files at the end of an agenda", add)
            .scope("act")
            .takes("SessionFiles")
            .makes("SessionHeld"),
        put(
            "/v1/sessions/{place}/{id}/members",
            "attendSession",
            "Write down who is present, excused, represented",
            attend,
        )
        .scope("act")
        .takes("SessionMembers")
        .gives("SessionHeld"),
        post("/v1/sessions/{place}/{id}/opening", "openSession", "Open a session that was called", open)
            .scope("act")
            .makes("SessionHeld"),
        post("/v1/sessions/{place}/{id}/conclusions", "conclude", "Conclude one file of the agenda", conclude)
            .scope("act")
            .heads(&["Idempotency-Key", "If-Match"])
            .takes("NewConclusion")
            .gives("Done"),
        post("/v1/sessions/{place}/{id}/closing", "closeSession", "Close a session: its minutes are numbered", close)
            .scope("act")
            .makes("SessionHeld"),
    ]
}

async fn list(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let asked = page::asked::<(String, Uuid)>(&mut query);
    query.done()?;
    sits(&who)?;
    let after = asked.after.clone().and_then(|(day, id)| Some((day.parse::<Date>().ok()?, id)));
    let found = counter::page(&app.desk, &who.viewer, after, asked.most()).await?;
    Ok(asked.answer(
        found,
        |s| (s.day.to_string(), s.id),
        |s| {
            json!({
                "place": s.seat.to_string(),
                "id": s.id,
                "number": s.number,
                "day": s.day,
                "hour": s.hour,
                "where": s.place,
                "state": s.status,
            })
        },
    ))
}

/// Whoever sits in no commission sees no sessions.
fn sits(who: &Who) -> Result<(), Oops> {
    match who.viewer.seats.iter().any(|seat| SITTING.contains(&seat.role)) {
        true => Ok(()),
        false => Err(Denial::NotYours.into()),
    }
}

async fn call(State(app): State<App>, Machine(who): Machine, key: Key, Sent(mut sent): Sent) -> Answer {
    let place: Option<Place> = sent.maybe("place");
    if place.is_none() {
        sent.wrong(Mistake::new("place", "required"));
    }
    let new = NewSession {
        day: sent.maybe("day"),
        hour: sent.need("hour"),
        place: sent.need("where"),
        files: sent.need("files"),
    };
    sent.done()?;
    let seat = place.ok_or_else(Oops::not_found)?;
    let print = format!("session {seat} {:?} {} {} {:?}", new.day, new.hour, new.place, new.files);
    once(&app, &who, &key, &print, async {
        let id = counter::call(&app.desk, &who, seat, new).await.map_err(renamed)?;
        made(&app, &who, seat, id).await
    })
    .await
}

/// What the counter calls the place of a session, a body calls `where`.
fn renamed(error: desk::Error) -> desk::Error {
    match error {
        desk::Error::Mistakes(all) => {
            let field = |name: String| if name == "place" { "where".to_owned() } else { name };
            desk::Error::Mistakes(all.into_iter().map(|m| Mistake { field: field(m.field.clone()), ..m }).collect())
        }
        other => other,
    }
}

/// The commission and the session that a path names.
fn at((place, session): &(String, String)) -> Result<(Place, Uuid), Oops> {
    Ok((Place::parse(place).ok_or_else(Oops::not_found)?, id(session)?))
}

async fn made(app: &App, who: &Who, seat: Place, id: Uuid) -> Result<Made, Oops> {
    let held = counter::held(&app.desk, &who.viewer, seat, id).await?;
    Ok(Made::new(format!("/api/v1/sessions/{seat}/{id}"), told(app, who, &held).await?))
}

async fn show(State(app): State<App>, Machine(who): Machine, Path(named): Path<(String, String)>) -> Answer {
    let (seat, id) = at(&named)?;
    let held = counter::held(&app.desk, &who.viewer, seat, id).await?;
    Ok(Json(told(&app, &who, &held).await?).into_response())
}

async fn add(
    State(app): State<App>,
    Machine(who): Machine,
    Path(named): Path<(String, String)>,
    key: Key,
    Sent(mut sent): Sent,
) -> Answer {
    let files: Vec<String> = sent.need("files");
    sent.done()?;
    let (seat, id) = at(&named)?;
    once(&app, &who, &key, &format!("agenda {seat} {id} {files:?}"), async {
        counter::add(&app.desk, &who, seat, id, files.clone()).await?;
        made(&app, &who, seat, id).await
    })
    .await
}

async fn attend(
    State(app): State<App>,
    Machine(who): Machine,
    Path(named): Path<(String, String)>,
    Sent(mut sent): Sent,
) -> Answer {
    let list: Vec<Map<String, Value>> = sent.need("members");
    let mut attendance = Attendance::new();
    for (at, one) in list.into_iter().enumerate() {
        let mut one = Fields::new(one).under(&format!("members.{at}."));
        let role: Option<Role> = one.maybe("role");
        let by: String = one.maybe("by").unwrap_or_default();
        let presence = Presence {
            present: one.maybe("present").unwrap_or(false),
            by: civic::identity::tidy_line(&by).chars().take(120).collect(),
        };
        match role.filter(|role| SITTING.contains(role)) {
            Some(role) => {
                attendance.insert(role.as_str().to_owned(), presence);
            }
            None => one.wrong(Mistake::new("role", "unknown-choice")),
        }
        sent.absorb(one);
    }
    sent.done()?;
    let (seat, id) = at(&named)?;
    counter::attend(&app.desk, &who, seat, id, attendance).await?;
    let held = counter::held(&app.desk, &who.viewer, seat, id).await?;
    Ok(Json(told(&app, &who, &held).await?).into_response())
}

async fn open(State(app): State<App>, Machine(who): Machine, Path(named): Path<(String, String)>, key: Key) -> Answer {
    let (seat, id) = at(&named)?;
    once(&app, &who, &key, &format!("open {seat} {id}"), async {
        counter::open(&app.desk, &who, seat, id).await?;
        made(&app, &who, seat, id).await
    })
    .await
}

async fn close(State(app): State<App>, Machine(who): Machine, Path(named): Path<(String, String)>, key: Key) -> Answer {
    let (seat, id) = at(&named)?;
    once(&app, &who, &key, &format!("close {seat} {id}"), async {
        counter::close(&app.desk, &who, seat, id).await?;
        made(&app, &who, seat, id).await
    })
    .await
}

async fn conclude(
    State(app): State<App>,
    Machine(who): Machine,
    Path(named): Path<(String, String)>,
    key: Key,
    headers: HeaderMap,
    Sent(mut sent): Sent,
) -> Answer {
    let (number, name): (String, String) = (sent.need("file"), sent.need("act"));
    let body = Body { motive: sent.maybe("motive"), reserves: sent.maybe("reserves"), ..Body::default() };
    let expects = sent.maybe::<i64>("expects").or(if_match(&headers)?).and_then(|v| u32::try_from(v).ok());
    sent.done()?;
    let (seat, id) = at(&named)?;
    let held = counter::held(&app.desk, &who.viewer, seat, id).await?;
    let on = held.agenda.iter().any(|item| item.number == number);
    let commune = commune_of(&number).filter(|_| on).ok_or_else(Oops::not_found)?;
    let shown = desk::counter::show(&app.desk, &who.viewer, commune, &number).await?;
    if shown.procedure.door(&name).is_none_or(|door| door.kind != DoorKind::Conclude) {
        return Err(desk::Error::Mistakes(vec![Mistake::new("act", "unknown-choice")]).into());
    }
    let body = Body { session: Some(id), ..body };
    let role = Some(Role::CommissionChair);
    let new = NewAct { commune, number, name, role, body, expects, key: key.0 };
    Ok(Json(shape::done(&desk::counter::act(&app.desk, &who, new).await?)).into_response())
}

/// A session as machines read it: files that the viewer may not see are named by their number alone.
async fn told(app: &App, who: &Who, held: &Held) -> Result<Value, Oops> {
    let s = &held.session;
    let mut agenda = Vec::new();
    for item in &held.agenda {
        let seen = match desk::counter::show(&app.desk, &who.viewer, item.commune, &item.number).await {
            Ok(shown) => Some(shown),
            Err(desk::Error::Denied(Denial::NotFound)) => None,
            Err(other) => return Err(other.into()),
        };
        let concluded = seen.as_ref().and_then(|shown| {
            let concludes = |name: &str| shown.procedure.door(name).is_some_and(|d| d.kind == DoorKind::Conclude);
            let act = shown.acts.iter().rev().find(|a| a.body.session == Some(s.id) && concludes(&a.name))?;
            Some(json!({ "act": act.name, "motive": act.body.motive, "reserves": act.body.reserves, "at": shape::moment(act.at) }))
        });
        agenda.push(json!({
            "file": item.number,
            "rank": item.rank,
            "version": seen.as_ref().map(|shown| shown.dossier.acts),
            "concluded": concluded,
        }));
    }
    let (session, attendance) = (s.clone(), held.attendance());
    let minutes = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            let Some(paper) = counter::minutes(tx, &session)? else { return Ok(None) };
            let hands = desk::hands::told(tx, paper.commune, paper.id)?;
            Ok(Some((paper, hands)))
        })
        .await?;
    let members: Vec<Value> = SITTING
        .iter()
        .filter_map(|role| {
            let there = attendance.get(role.as_str())?;
            Some(json!({ "role": role, "present": there.present, "by": there.by }))
        })
        .collect();
    Ok(json!({
        "place": s.seat.to_string(),
        "id": s.id,
        "number": s.number,
        "day": s.day,
        "hour": s.hour,
        "where": s.place,
        "state": s.status,
        "agenda": agenda,
        "members": members,
        "minutes": minutes.map(|(paper, hands)| json!({
            "number": paper.number,
            "id": paper.id,
            "code": paper.code,
            "hands": hands.iter().map(|told| shape::hand(told, true)).collect::<Vec<_>>(),
        })),
    }))
}
