//! A file as its applicant or agent sees it, and what they may do to it.

use super::answering;
use super::files::{status, todo};
use super::readings;
use super::uploads::{self, Announced};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use civic::dossier::Body;
use civic::form::Typed;
use civic::procedure::{Door, DoorKind};
use civic::{Mistake, Role};
use desk::counter::{NewAct, Shown, act, commune_of, open_to};
use desk::{Denial, Error};
use minijinja::{Value, context};
use store::drafts::Upload;
use uuid::Uuid;

/// A file of the visitor's own. An officer is led to the office's page of it.
async fn own(app: &App, visitor: &Visitor, number: &str) -> Result<Shown, Oops> {
    let who = visitor.who()?;
    let commune = commune_of(number).ok_or_else(Oops::not_found)?;
    let shown = desk::counter::show(&app.desk, &who.viewer, commune, number).await?;
    let id = who.account.id;
    if shown.dossier.applicant == id || shown.dossier.agent == Some(id) {
        Ok(shown)
    } else {
        Err(Denial::NotYours.into())
    }
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(number): Path<String>) -> Answer {
    match own(&app, &visitor, &number).await {
        Ok(shown) => page(&app, &visitor, &shown, StatusCode::OK, &[], &Typed::new()).await,
        Err(Oops(Error::Denied(Denial::NotYours))) if visitor.viewer().is_officer() => {
            Ok(Redirect::to(&format!("/office/files/{number}")).into_response())
        }
        Err(other) => Err(other),
    }
}

/// An act of the applicant: the answer to a request, a message, a withdrawal, the opening of works.
pub async fn acts(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, name)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let who = visitor.who()?;
    let shown = own(&app, &visitor, &number).await?;
    let Some(door) = shown.procedure.door(&name).cloned() else { return Err(Oops::not_found()) };
    let body = match read(&app, &visitor, &shown, &door, &posted).await {
        Ok(body) => body,
        Err(Oops(Error::Mistakes(mistakes))) => {
            return page(&app, &visitor, &shown, StatusCode::UNPROCESSABLE_ENTITY, &mistakes, &posted.typed()).await;
        }
        Err(other) => return Err(other),
    };
    // A message changes nothing that another act could be mistaken about.
    let expects = posted.get("version").parse().ok().filter(|_| door.kind != DoorKind::Message);
    let new = NewAct {
        commune: shown.dossier.commune,
        number: number.clone(),
        name: name.clone(),
        role: Some(Role::Applicant),
        body,
        expects,
        key: None,
    };
    match act(&app.desk, who, new).await {
        Ok(_) => {
            if door.kind == DoorKind::Answer {
                desk::upload::clear(&app.desk, who, shown.dossier.id).await?;
            }
            let back = format!("/files/{number}");
            app.go(&visitor, &back, "success", &format!("done-{name}"))
        }
        Err(Error::Refused(civic::Refusal::PieceMissing { pieces })) => {
            let mistakes = answering::missing(&pieces);
            page(&app, &visitor, &shown, StatusCode::UNPROCESSABLE_ENTITY, &mistakes, &posted.typed()).await
        }
        Err(other) => Err(Oops(other)),
    }
}

/// What the form of an act says, or what is wrong in it.
async fn read(app: &App, visitor: &Visitor, shown: &Shown, door: &Door, posted: &Posted) -> Result<Body, Oops> {
    let motive = Some(posted.get("motive").trim().to_owned()).filter(|m| !m.is_empty());
    let body = Body { motive, ..Body::default() };
    match door.kind {
        DoorKind::Message if body.motive.is_none() => {
            return Err(Oops(Error::Mistakes(vec![Mistake::new("message", "required")])));
        }
        DoorKind::Withdraw if !posted.ticked("withdraw") => {
            return Err(Oops(Error::Mistakes(vec![Mistake::new("withdraw", "required")])));
        }
        DoorKind::Answer => return answering::read(app, visitor, shown, posted, body).await,
        _ => {}
    }
    Ok(body)
}

pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Path(number): Path<String>,
    headers: HeaderMap,
    Json(announced): Json<Announced>,
) -> Answer {
    let shown = own(&app, &visitor, &number).await?;
    uploads::begin(&app, &visitor, &answering::target(&shown), &headers, announced, &format!("/files/{number}/uploads"))
        .await
}

pub async fn part(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, upload)): Path<(String, Uuid)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let shown = own(&app, &visitor, &number).await?;
    uploads::part(&app, &visitor, &answering::target(&shown), upload, &headers, body).await
}

pub async fn whole(State(app): State<App>, visitor: Visitor, Path(number): Path<String>, sent: Multipart) -> Answer {
    let shown = own(&app, &visitor, &number).await?;
    match uploads::take(&app, &visitor, &answering::target(&shown), sent).await {
        Ok(piece) => Ok(Redirect::to(&format!("/files/{number}#{piece}")).into_response()),
        Err(Oops(Error::Mistakes(mistakes))) if mistakes.iter().all(|m| m.code != "csrf") => {
            page(&app, &visitor, &shown, StatusCode::UNPROCESSABLE_ENTITY, &mistakes, &Typed::new()).await
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
    Ok(Redirect::to(&format!("/files/{number}#{}", found.piece)).into_response())
}

async fn sent(app: &App, visitor: &Visitor, number: &str, upload: Uuid) -> Result<Upload, Oops> {
    let shown = own(app, visitor, number).await?;
    let found = desk::upload::get(&app.desk, visitor.who()?, upload).await?;
    if found.target == shown.dossier.id { Ok(found) } else { Err(Oops::not_found()) }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    shown: &Shown,
    code: StatusCode,
    wrong: &[Mistake],
    said: &Typed,
) -> Answer {
    let d = &shown.dossier;
    let said_of =
        |field: &str| wrong.iter().find(|m| m.field == field).map(|m| sentence(app, visitor, m)).unwrap_or_default();
    let name = |id: Uuid| shown.people.get(&id).map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default();
    let address = d.answers.get("address").map(civic::form::Answer::typed).unwrap_or_default();
    let open = open_to(&app.desk, d, &shown.procedure, Role::Applicant);
    let withdraw = open.iter().any(|door| door.kind == DoorKind::Withdraw);
    let works = open.iter().any(|door| door.act == "open-works");
    let values = context! {
        file => context! {
            number => d.number.as_str(),
            title => word(app, visitor, &format!("procedure-{}", d.procedure)),
            place => app.place(visitor, d.commune),
            address,
            filed_at => d.filed_at,
            owner => name(d.applicant),
            mandatary => d.agent.map(name).unwrap_or_default(),
            status => status(app, visitor, &shown.procedure, d.step),
            stages => view::stages(app, visitor, d, &shown.procedure),
            version => d.acts,
            base => format!("/files/{}", d.number),
            tracking => d.tracking.as_str(),
        },
        clock => view::clock(app, visitor, d, &shown.procedure),
        todo => owed(app, visitor, shown, wrong, said).await?,
        opinions => opinions(app, visitor, shown),
        history => view::history(app, visitor, shown),
        messages => view::messages(app, visitor, shown),
        papers => view::papers(app, visitor, shown),
        parts => view::sections(app, visitor, &shown.procedure, &d.answers),
        pieces => pieces(app, visitor, shown),
        readers => readings::of_file(app, visitor, d).await?,
        withdraw,
        works,
        errors => context! { message => said_of("message"), withdraw => said_of("withdraw"), note => "" },
        mistakes => {
            let said: Vec<(String, String)> = wrong.iter().map(|m| (m.field.clone(), sentence(app, visitor, m))).collect();
            let key = |field: &str| if field.starts_with("piece-") { field.to_owned() } else { format!("field-{field}") };
            view::summary(app, visitor, &said, key)
        },
    };
    app.page_with(visitor, code, "dossier.html", &d.number, values)
}

fn sentence(app: &App, visitor: &Visitor, one: &Mistake) -> String {
    match one.field.as_str() {
        "message" => word(app, visitor, "file-message-empty"),
        "withdraw" => word(app, visitor, "file-withdraw-unsure"),
        _ => crate::answer::mistake(app, visitor.lang, one),
    }
}

/// What the person must do now: pay, complete, or amend; nothing when the file is with others.
async fn owed(app: &App, visitor: &Visitor, shown: &Shown, wrong: &[Mistake], said: &Typed) -> Result<Value, Oops> {
    let d = &shown.dossier;
    let step = shown.procedure.step(d.step);
    if step.holder != "applicant" {
        return Ok(Value::from(()));
    }
    let statute = app.desk.statute();
    let due = d.step_due(statute.with(&shown.procedure)).map(|day| day.to_string());
    let kind = todo(&shown.procedure, d.step);
    let common = context! {
        kind,
        title => word(app, visitor, &format!("todo-{kind}-title")),
        text => word(app, visitor, &format!("todo-{kind}-text")),
        due,
    };
    if kind == "pay" {
        let counted = shown.acts.iter().rev().find(|a| !a.body.fees.is_empty()).map_or(d.entered, |a| a.day);
        let place = app.desk.words.say(
            visitor.lang,
            "todo-pay-place",
            &[("place", i18n::Arg::from(app.place(visitor, d.commune)))],
        );
        return Ok(context! {
            lines => view::bill(app, visitor, &shown.procedure, &d.answers, d.commune, counted, &d.fees),
            total => d.owed(),
            office => place,
            reference => d.number.as_str(),
            ready => true,
            ..common
        });
    }
    let base = format!("/files/{}", d.number);
    let asks = answering::form(app, visitor, shown, &base, wrong, said).await?;
    Ok(context! { ..asks, ..common })
}

/// The opinions of the last round, those given and those awaited.
fn opinions(app: &App, visitor: &Visitor, shown: &Shown) -> Vec<Value> {
    let d = &shown.dossier;
    d.sittings
        .iter()
        .filter(|s| s.round == d.round)
        .map(|sitting| {
            let who = word(app, visitor, &format!("role-{}", sitting.role.as_str()));
            match &sitting.given {
                Some(said) => {
                    use civic::dossier::Opinion;
                    let tone = match said.opinion {
                        Opinion::Favourable | Opinion::FavourableWithReserves => "success",
                        Opinion::Unfavourable => "danger",
                        Opinion::Adjourned => "warning",
                    };
                    let reserves = said.reserves.as_deref().map(|r| format!("\n{r}")).unwrap_or_default();
                    context! {
                        who, tone, on => said.day.to_string(), motive => format!("{}{reserves}", said.motive),
                        label => word(app, visitor, &format!("opinion-{}", said.opinion.as_str())),
                    }
                }
                None => context! { who, tone => "neutral", on => (), motive => "", label => word(app, visitor, "opinion-awaited") },
            }
        })
        .collect()
}

/// The pieces of the file, as they were given.
fn pieces(app: &App, visitor: &Visitor, shown: &Shown) -> Vec<Value> {
    let d = &shown.dossier;
    let named: Vec<&str> = {
        let mut names: Vec<&str> = Vec::new();
        for given in &d.pieces {
            if !names.contains(&given.piece.as_str()) {
                names.push(&given.piece);
            }
        }
        names
    };
    named
        .into_iter()
        .map(|piece| {
            let files: Vec<Value> = d
                .pieces
                .iter()
                .filter(|g| g.piece == piece)
                .map(|g| context! { name => g.name.as_str(), size => view::size(visitor.lang, g.bytes), href => format!("/pieces/{}/{}", d.number, g.sha256) })
                .collect();
            context! { label => word(app, visitor, &format!("piece-{piece}")), files, state => "done" }
        })
        .collect()
}

/// A piece of a file that the visitor may see.
pub async fn piece(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, sha256)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let who = visitor.who()?;
    let commune = commune_of(&number).ok_or_else(Oops::not_found)?;
    let shown = desk::counter::show(&app.desk, &who.viewer, commune, &number).await?;
    // What was replaced since stays readable: an opinion may have been given on it.
    let given =
        shown.acts.iter().flat_map(|a| &a.body.pieces).chain(&shown.dossier.pieces).find(|g| g.sha256 == sha256);
    let Some(given) = given else { return Err(Oops::not_found()) };
    desk::readings::of_file(&app.desk, &who.viewer, &shown.dossier, "piece", &given.piece).await?;
    crate::blob::show(&app, &given.sha256, &given.name, &given.media, &headers).await
}
