//! The counter answers for a person without a device: the pieces that were asked, or the amended project,
//! brought to the clerk, sent under the clerk's own name with the person's consent recorded.

use super::assist::CONSENTS;
use super::doors::{self, Tried};
use super::file::{open, page};
use super::said::{self, Wrong};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::answering::{self, target};
use crate::pages::uploads::{self, Announced};
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use civic::form::Typed;
use civic::procedure::{Door, DoorKind};
use civic::{Body, Mistake, Refusal, Role};
use desk::counter::{self, NewAct, Shown};
use desk::{Denial, Error, Who};
use minijinja::{Value, context};
use store::drafts::Upload;
use uuid::Uuid;

/// What a refused form is known by on the file's page.
const FORM: &str = "answer";

/// The door by which this officer may answer now, and in which quality.
fn door<'s>(app: &App, who: &Who, shown: &'s Shown) -> Option<(Role, &'s Door)> {
    let d = &shown.dossier;
    doors::roles(who, d).into_iter().find_map(|role| {
        let open = counter::open_to(&app.desk, d, &shown.procedure, role);
        open.into_iter().find(|door| door.kind == DoorKind::Answer).map(|door| (role, door))
    })
}

/// A file that waits for an answer which this officer may bring.
async fn awaited(app: &App, visitor: &Visitor, number: &str) -> Result<Shown, Oops> {
    let who = visitor.who()?;
    let shown = open(app, who, number).await?;
    if door(app, who, &shown).is_some() { Ok(shown) } else { Err(Denial::NotYours.into()) }
}

/// The form beside the file; nothing where this officer has no answer to bring.
pub(super) async fn shown(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    shown: &Shown,
    tried: &Tried,
) -> Result<Value, Oops> {
    let Some((role, door)) = door(app, who, shown) else { return Ok(Value::from(())) };
    let again = tried.act == FORM;
    let none = (Vec::new(), Typed::new());
    let (wrong, typed) = if again { (&tried.mistakes, &tried.typed) } else { (&none.0, &none.1) };
    let base = format!("/office/files/{}", shown.dossier.number);
    let form = answering::form(app, visitor, shown, &base, wrong, typed).await?;
    let statute = app.desk.statute();
    let begun = form.get_attr("begun").is_ok_and(|v| v.is_true());
    Ok(context! {
        act => context! { code => door.act.as_str(), label => word(app, visitor, &format!("act-{}", door.act)) },
        role => role.as_str(),
        due => shown.dossier.step_due(statute.with(&shown.procedure)).map(|day| day.to_string()),
        consents => CONSENTS,
        values => if again { tried.said.clone() } else { context! {} },
        mistakes => if again { said::sentences(&tried.wrong) } else { context! {} },
        shown => again || begun,
        ..form
    })
}

/// Sends the answer in the person's name.
pub(super) async fn act(app: &App, visitor: &Visitor, shown: &Shown, posted: &Posted) -> Answer {
    let who = visitor.who()?;
    let Some((role, door)) = door(app, who, shown) else { return Err(Denial::NotYours.into()) };
    let read = posted.get("version").parse::<u32>().ok();
    let sent = match said(app, visitor, shown, posted).await {
        Ok(body) => {
            let new = NewAct {
                commune: shown.dossier.commune,
                number: shown.dossier.number.clone(),
                name: door.act.clone(),
                role: Some(role),
                body,
                expects: read,
                key: Some(posted.get("key").to_owned()).filter(|k| !k.is_empty()),
            };
            counter::act(&app.desk, who, new).await
        }
        Err(Oops(error)) => Err(error),
    };
    let error = match sent {
        Ok(_) => {
            desk::upload::clear(&app.desk, who, shown.dossier.id).await?;
            let back = format!("/office/files/{}", shown.dossier.number);
            return app.go(visitor, &back, "success", &format!("done-{}", door.act));
        }
        Err(error) => error,
    };
    let mistakes = match &error {
        Error::Refused(Refusal::PieceMissing { pieces }) => answering::missing(pieces),
        Error::Mistakes(mistakes) => mistakes.clone(),
        _ => Vec::new(),
    };
    let tried = |wrong| Tried {
        act: FORM.into(),
        said: said::values(posted),
        wrong,
        typed: posted.typed(),
        mistakes: mistakes.clone(),
        paper: None,
    };
    if let Error::Denied(Denial::Stale { .. }) = error {
        let now = open(app, who, &shown.dossier.number).await?;
        return page(app, visitor, who, &now, StatusCode::CONFLICT, &tried(Wrong::new()), read).await;
    }
    match said::wrong(app, visitor, &error) {
        Some(wrong) => page(app, visitor, who, shown, crate::answer::status(&error), &tried(wrong), None).await,
        None => Err(error.into()),
    }
}

/// What the form says, or every mistake at once.
async fn said(app: &App, visitor: &Visitor, shown: &Shown, posted: &Posted) -> Result<Body, Oops> {
    let mut wrong = Vec::new();
    let how = posted.get("consent_how");
    if !CONSENTS.contains(&how) {
        wrong.push(Mistake::new("consent_how", "required"));
    }
    if !posted.ticked("consent") {
        wrong.push(Mistake::new("consent", "consent-missing"));
    }
    let motive = Some(posted.get("motive").trim().to_owned()).filter(|m| !m.is_empty());
    let body = Body { motive, consent: Some(how.to_owned()), ..Body::default() };
    match answering::read(app, visitor, shown, posted, body).await {
        Ok(body) if wrong.is_empty() => Ok(body),
        Ok(_) => Err(Oops(Error::Mistakes(wrong))),
        Err(Oops(Error::Mistakes(more))) => Err(Oops(Error::Mistakes([wrong, more].concat()))),
        Err(other) => Err(other),
    }
}

pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Path(number): Path<String>,
    headers: HeaderMap,
    Json(announced): Json<Announced>,
) -> Answer {
    let shown = awaited(&app, &visitor, &number).await?;
    uploads::begin(&app, &visitor, &target(&shown), &headers, announced, &format!("/office/files/{number}/uploads"))
        .await
}

pub async fn part(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, upload)): Path<(String, Uuid)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let shown = awaited(&app, &visitor, &number).await?;
    uploads::part(&app, &visitor, &target(&shown), upload, &headers, body).await
}

pub async fn whole(State(app): State<App>, visitor: Visitor, Path(number): Path<String>, sent: Multipart) -> Answer {
    let shown = awaited(&app, &visitor, &number).await?;
    match uploads::take(&app, &visitor, &target(&shown), sent).await {
        Ok(piece) => Ok(Redirect::to(&format!("/office/files/{number}#{piece}")).into_response()),
        Err(Oops(Error::Mistakes(mistakes))) if mistakes.iter().all(|m| m.code != "csrf") => {
            let tried = Tried { act: FORM.into(), said: context! {}, mistakes, ..Tried::default() };
            page(&app, &visitor, visitor.who()?, &shown, StatusCode::UNPROCESSABLE_ENTITY, &tried, None).await
        }
        Err(other) => Err(other),
    }
}

pub async fn read_upload(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, upload)): Path<(String, Uuid)>,
    headers: HeaderMap,
) -> Answer {
    let found = sent(&app, &visitor, &number, upload).await?;
    uploads::read(&app, &found, &headers).await
}

pub async fn remove_upload(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, upload)): Path<(String, Uuid)>,
    _posted: Posted,
) -> Answer {
    let found = sent(&app, &visitor, &number, upload).await?;
    desk::upload::remove(&app.desk, visitor.who()?, upload).await?;
    Ok(Redirect::to(&format!("/office/files/{number}#{}", found.piece)).into_response())
}

/// An upload of this file by this officer.
async fn sent(app: &App, visitor: &Visitor, number: &str, upload: Uuid) -> Result<Upload, Oops> {
    let shown = awaited(app, visitor, number).await?;
    let found = desk::upload::get(&app.desk, visitor.who()?, upload).await?;
    if found.target == shown.dossier.id { Ok(found) } else { Err(Oops::not_found()) }
}
