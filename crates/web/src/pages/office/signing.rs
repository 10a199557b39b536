//! The signing folder of a president or a delegate: what is ready, read before it is signed; one or many.

use super::bulk::{Outcome, chosen, each};
use super::doors::concludes;
use super::seats::{choose, link, place};
use super::shape::{code_label, reserves, short_clock, tally};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::{in_lang, law, short_number, word};
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use civic::form::Answer as Written;
use civic::procedure::{Door, DoorKind, FieldKind, Procedure};
use civic::{Act, Body, Dossier, Mistake, Role, Seat};
use desk::Who;
use desk::counter::{NewAct, commune_of};
use desk::signing::Shown;
use minijinja::{Value, context};
use serde::Deserialize;
use std::sync::Arc;
use store::inbox::{self, Filter};
use uuid::Uuid;

/// How many papers a folder shows.
const PAPERS_MOST: i64 = 60;
/// How many choices sum a project up.
const CHOICES_MOST: usize = 2;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    seat: String,
    paper: String,
}

/// A file that waits for a signature.
struct Ready {
    dossier: Dossier,
    acts: Vec<Act>,
    title: String,
    procedure: Arc<Procedure>,
}

impl Ready {
    fn door(&self) -> Option<&Door> {
        self.procedure
            .doors_from(self.dossier.step)
            .find(|door| door.kind == DoorKind::Sign && door.by.contains(&Role::President))
    }

    fn paper(&self) -> Option<&str> {
        self.door()?.papers.first().map(String::as_str)
    }

    /// The words of the commission, which a refusal takes up.
    fn motive(&self) -> Option<String> {
        self.concluded()?.body.motive.clone()
    }

    fn concluded(&self) -> Option<&Act> {
        self.acts.iter().rev().find(|a| concludes(&self.procedure, &a.name))
    }
}

fn signs(role: Role) -> bool {
    role == Role::President
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, Some(&asked.seat).filter(|s| !s.is_empty()).map(String::as_str), signs)?;
    folder(&app, &visitor, who, seat, &asked.paper, Value::from(())).await
}

pub async fn back() -> Answer {
    Ok(Redirect::to("/office/signing").into_response())
}

/// What was ticked, once more, before it binds.
pub async fn review(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, signs)?;
    let files = chosen(&posted);
    if files.is_empty() {
        return back().await;
    }
    asked_again(&app, &visitor, who, seat, &posted, StatusCode::OK, None).await
}

pub async fn act(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let seat = choose(&visitor, None, None, signs)?;
    let returns = posted.get("act") == "send-back";
    let files = chosen(&posted);
    let ready = load(&app, who, files.iter().map(|(number, _)| number.clone()).collect()).await?;
    // A refusal whose words were changed is another paper than the one that was shown: it is shown again.
    let reworded = ready.iter().any(|r| {
        let name = format!("motive-{}", r.dossier.number);
        posted.has(&name) && posted.get(&name).trim() != posted.get(&format!("shown-{name}")).trim()
    });
    let mistake = match returns {
        true if posted.get("motive").trim().is_empty() => Some(Mistake::new("motive", "required")),
        false if reworded => Some(Mistake::new("read", "reworded")),
        false if !posted.ticked("read") => Some(Mistake::new("read", "required")),
        _ => None,
    };
    if let Some(mistake) = mistake {
        return asked_again(&app, &visitor, who, seat, &posted, StatusCode::UNPROCESSABLE_ENTITY, Some(mistake)).await;
    }
    let outcome = each(&app, who, &files, Role::President, posted.get("key"), |number| {
        let written = |name: &str| Some(posted.get(name).trim().to_owned()).filter(|text| !text.is_empty());
        let file = ready.iter().find(|r| r.dossier.number == number);
        let signed = file.and_then(Ready::door).map_or("sign", |door| door.act.as_str());
        match returns {
            true => ("send-back".to_owned(), Body { motive: written("motive"), ..Body::default() }),
            false => {
                let motive = written(&format!("motive-{number}")).or_else(|| file.and_then(Ready::motive));
                (signed.to_owned(), Body { motive, seen: written(&format!("seen-{number}")), ..Body::default() })
            }
        }
    })
    .await
    .sound()?;
    let shown = told(&app, &visitor, who, &outcome, if returns { "send-back" } else { "sign" }).await?;
    folder(&app, &visitor, who, seat, "", shown).await
}

async fn told(app: &App, visitor: &Visitor, who: &Who, outcome: &Outcome, act: &str) -> Result<Value, Oops> {
    let papers = if act == "sign" { outcome.papers(app, who).await? } else { Default::default() };
    Ok(outcome.shown(app, visitor, act, &papers))
}

async fn folder(app: &App, visitor: &Visitor, who: &Who, seat: Seat, paper: &str, outcome: Value) -> Answer {
    let today = app.desk.clock.today();
    let lines = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> {
            Ok(inbox::lines(tx, seat, today, &Filter::default(), None, PAPERS_MOST)?)
        })
        .await?;
    let all: Vec<Ready> = load(app, who, lines.into_iter().map(|l| l.number).collect())
        .await?
        .into_iter()
        .filter(|r| r.door().is_some())
        .collect();
    let mut names: Vec<&str> = all.iter().filter_map(Ready::paper).collect();
    names.sort_unstable();
    names.dedup();
    let kind = |code: &str, label: String, count: usize| {
        context! { code, label, count, url => link("/office/signing", &[("paper", if code == "all" { "" } else { code })]), current => code == paper || (code == "all" && paper.is_empty()) }
    };
    let mut kinds = vec![kind("all", word(app, visitor, "signing-kind-all"), all.len())];
    kinds.extend(names.iter().map(|name| {
        let count = all.iter().filter(|r| r.paper() == Some(name)).count();
        kind(name, word(app, visitor, &format!("paper-{name}")), count)
    }));
    let rows: Vec<Value> =
        all.iter().filter(|r| paper.is_empty() || r.paper() == Some(paper)).map(|r| row(app, visitor, r)).collect();
    page(app, visitor, who, seat, StatusCode::OK, context! { kinds, rows, outcome, confirm => Value::from(()) }).await
}

async fn asked_again(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    seat: Seat,
    posted: &Posted,
    code: StatusCode,
    wrong: Option<Mistake>,
) -> Answer {
    let files = chosen(posted);
    let ready = load(app, who, files.iter().map(|(number, _)| number.clone()).collect()).await?;
    let act = if posted.get("act") == "send-back" { "send-back" } else { "sign" };
    let motives: Vec<Option<String>> = ready
        .iter()
        .map(|r| match posted.get(&format!("motive-{}", r.dossier.number)).trim() {
            "" => r.motive(),
            written => Some(written.to_owned()),
        })
        .collect();
    let shown = match act {
        "sign" => to_be_signed(app, who, &files, &ready, &motives).await?,
        _ => Vec::new(),
    };
    let mistakes = wrong.map(|m| Value::from_pairs([(m.field.clone(), crate::answer::mistake(app, visitor.lang, &m))]));
    let confirm = context! {
        act => code_label(app, visitor, "act", act),
        rows => ready
            .iter()
            .zip(&motives)
            .map(|(r, motive)| {
                let paper = shown.iter().find(|s| s.file == r.dossier.number);
                confirmed(app, visitor, r, motive.as_deref(), paper)
            })
            .collect::<Vec<_>>(),
        mistakes => mistakes.unwrap_or_else(|| context! {}),
        motive => posted.get("motive"),
    };
    let none: Vec<Value> = Vec::new();
    page(
        app,
        visitor,
        who,
        seat,
        code,
        context! { kinds => none.clone(), rows => none, outcome => Value::from(()), confirm },
    )
    .await
}

/// The papers as they will be, with the digests that will be signed.
async fn to_be_signed(
    app: &App,
    who: &Who,
    files: &[(String, Option<u32>)],
    ready: &[Ready],
    motives: &[Option<String>],
) -> Result<Vec<Shown>, Oops> {
    let acts = ready.iter().zip(motives).filter_map(|(r, motive)| {
        let door = r.door()?;
        Some(NewAct {
            commune: r.dossier.commune,
            number: r.dossier.number.clone(),
            name: door.act.clone(),
            role: Some(Role::President),
            body: Body { motive: motive.clone(), ..Body::default() },
            expects: files.iter().find(|(number, _)| *number == r.dossier.number).and_then(|(_, version)| *version),
            key: None,
        })
    });
    Ok(desk::signing::show(&app.desk, who, acts.collect()).await?)
}

/// A file once more, with the paper that its signature makes.
fn confirmed(app: &App, visitor: &Visitor, ready: &Ready, motive: Option<&str>, paper: Option<&Shown>) -> Value {
    let shown = paper.map(told_of);
    let base = row(app, visitor, ready);
    let paper_url = match paper {
        Some(paper) => Value::from(address(paper)),
        None => base.get_attr("paper_url").unwrap_or_default(),
    };
    context! { motive => motive.unwrap_or_default(), shown, paper_url, ..base }
}

/// Where the very bytes that are to be signed are read.
pub fn address(paper: &Shown) -> String {
    format!("/office/signing/papers/{}/{}", paper.number, paper.id)
}

/// What the signer is told of a paper: its number, and the digest in parts that the eye can compare.
pub fn told_of(paper: &Shown) -> Value {
    context! { number => paper.number.as_str(), digest => parts_of(&paper.digest), seen => paper.digest.as_str(), until => paper.until }
}

/// A digest in parts that the eye can compare.
pub fn parts_of(digest: &str) -> String {
    let parts = digest.as_bytes().chunks(8).map(|part| String::from_utf8_lossy(part).into_owned());
    parts.collect::<Vec<_>>().join(" ")
}

/// The very bytes that are to be signed.
pub async fn paper(State(app): State<App>, visitor: Visitor, Path((number, id)): Path<(String, Uuid)>) -> Answer {
    let who = visitor.who()?;
    let commune = commune_of(&number).ok_or_else(Oops::not_found)?;
    let pdf = desk::signing::read(&app.desk, who, commune, id).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, "inline")], pdf).into_response())
}

async fn page(app: &App, visitor: &Visitor, who: &Who, seat: Seat, code: StatusCode, more: Value) -> Answer {
    let office = who.offices.iter().find(|o| o.seat == seat && o.delegated_by.is_some());
    let delegation = match office.and_then(|o| Some((o.clone(), o.delegated_by?))) {
        Some((office, by)) => {
            let giver = app.desk.db.read(move |tx| -> desk::Result<_> { Ok(store::people::get(tx, by)?) }).await?;
            context! {
                given_by => giver.map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default(),
                decision => office.decision,
                from => office.from.to_string(),
                until => office.until.map(|d| d.to_string()),
            }
        }
        None => Value::from(()),
    };
    let signing = context! {
        place => place(app, visitor, seat.place),
        delegation,
        law => law(app, visitor.lang, "113-14", if office.is_some() { "103" } else { "101" }, true),
        key => app.desk.chance.id(app.desk.clock.now()).to_string(),
        ..more
    };
    app.page_with(visitor, code, "signing.html", "signing-title", context! { signing })
}

/// Files with their acts, those that the viewer may see.
async fn load(app: &App, who: &Who, numbers: Vec<String>) -> Result<Vec<Ready>, Oops> {
    let (viewer, street) = (who.viewer.clone(), app.desk.street.clone());
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Vec<Ready>> {
            let mut ready = Vec::new();
            for number in &numbers {
                let Some(commune) = commune_of(number) else { continue };
                let Some(dossier) = store::dossiers::read(tx, &viewer, commune, number)? else { continue };
                let Some(procedure) = street.procedure(&dossier.procedure, dossier.revision) else { continue };
                let acts = store::dossiers::acts(tx, commune, dossier.id)?;
                let title =
                    store::people::get(tx, dossier.applicant)?.map(|a| desk::street::title(&a)).unwrap_or_default();
                ready.push(Ready { dossier, acts, title, procedure });
            }
            Ok(ready)
        })
        .await?;
    Ok(found)
}

fn row(app: &App, visitor: &Visitor, ready: &Ready) -> Value {
    let d = &ready.dossier;
    let paper = ready.paper().unwrap_or_default();
    let door = ready.door();
    let act = door.map(|door| door.act.as_str()).unwrap_or_default();
    let kept = ready.concluded().and_then(|a| a.body.reserves.as_deref());
    let due: i64 = d.fees.iter().map(|f| f.centimes).sum();
    context! {
        number => d.number.as_str(),
        display => short_number(&d.number),
        url => format!("/office/files/{}", d.number),
        version => d.acts,
        procedure => code_label(app, visitor, "procedure", &d.procedure),
        applicant => in_lang(&ready.title, visitor.lang),
        place => d.answers.get("address").map(|a| a.typed()).unwrap_or_default(),
        paper => code_label(app, visitor, "paper", paper),
        refuses => door.is_some_and(|door| door.motive),
        motive => ready.motive().unwrap_or_default(),
        paper_url => format!("/office/files/{}/preview/{act}", d.number),
        clock => short_clock(app, d, &ready.procedure),
        since => d.entered.to_string(),
        tally => tally(app, visitor, d, &ready.procedure),
        fee => (0 < due).then_some(due),
        receipt => d.paid.as_ref().map(|p| p.receipt.as_str()),
        reserves => reserves(kept).len(),
        summary => summary(app, visitor, ready),
    }
}

/// What the project is, in a few words: its first choices and its largest measure, those of the land left out.
fn summary(app: &App, visitor: &Visitor, ready: &Ready) -> String {
    let land = ready.procedure.sections.first().map(|s| s.name.as_str()).unwrap_or_default();
    let of = |kind: FieldKind| {
        let fields = ready.procedure.fields.iter().filter(move |f| f.section != land && f.kind == kind);
        fields.filter_map(|field| Some((field, ready.dossier.answers.get(&field.name)?)))
    };
    let largest = of(FieldKind::Area).max_by_key(|(_, answer)| match answer {
        Written::Number(n) => *n,
        _ => 0,
    });
    let said = of(FieldKind::Choice).take(CHOICES_MOST).chain(largest).filter_map(|(field, answer)| {
        let shown = crate::view::answer(app, visitor, &ready.procedure, &field.name, answer);
        shown.get_attr("value").ok().and_then(|v| v.as_str().map(str::to_owned))
    });
    said.collect::<Vec<_>>().join(" · ")
}
