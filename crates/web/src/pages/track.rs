//! For those without an account: a file by its number and the code of its receipt; a paper by the
//! number and the code of its QR. Neither page names anybody in full.

use super::files::status;
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::limits;
use crate::server::App;
use crate::view::{self, word};
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use desk::counter::Shown;
use desk::paper::About;
use desk::{Denial, Error};
use minijinja::{Value, context};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    number: String,
    code: String,
}

pub async fn ask(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    form(&app, &visitor, StatusCode::OK, &asked.number, "", "")
}

fn form(app: &App, visitor: &Visitor, status: StatusCode, number: &str, code: &str, wrong: &str) -> Answer {
    let mistakes: Vec<Value> =
        if wrong.is_empty() { Vec::new() } else { vec![context! { field => "code", text => wrong }] };
    let values = context! { form => context! { number, code }, mistakes, errors => context! { number => "", code => wrong }, found => () };
    app.page_with(visitor, status, "track.html", "track-title", values)
}

pub async fn track(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    app.limits.take(limits::TRACK, &visitor.ip.to_string(), app.desk.clock.now())?;
    let number = posted.get("number").trim().to_uppercase();
    let code = posted.get("code").trim().to_uppercase();
    match desk::counter::track(&app.desk, &number, &code).await {
        Ok(shown) => {
            app.page(&visitor, "track.html", "track-title", context! { found => found(&app, &visitor, &shown) })
        }
        Err(Error::Denied(Denial::NotFound)) => {
            let wrong = app.say(&visitor, "track-wrong");
            form(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, &number, &code, &wrong)
        }
        Err(other) => Err(Oops(other)),
    }
}

fn found(app: &App, visitor: &Visitor, shown: &Shown) -> Value {
    let d = &shown.dossier;
    let papers: Vec<Value> = shown
        .documents
        .iter()
        .map(|paper| {
            let href = format!("/papers/{}.pdf?file={}&code={}", paper.number, d.number, d.tracking);
            context! { href, ..view::paper_line(app, visitor, paper) }
        })
        .collect();
    // What was done and when; never who, never the words that were written.
    let history: Vec<Value> = view::history(app, visitor, shown)
        .into_iter()
        .map(|line| context! { who => "", motive => "", paper => (), ..line })
        .collect();
    context! {
        number => d.number.as_str(),
        title => word(app, visitor, &format!("procedure-{}", d.procedure)),
        place => app.place(visitor, d.commune),
        filed_on => d.filed.to_string(),
        status => status(app, visitor, &shown.procedure, d.step),
        stages => view::stages(app, visitor, d, &shown.procedure),
        clock => view::clock(app, visitor, d, &shown.procedure),
        history,
        papers,
    }
}

pub async fn verify(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let (number, code) = (asked.number.trim().to_uppercase(), asked.code.trim().to_uppercase());
    if !number.is_empty() && !code.is_empty() && sound(&number) && sound(&code) {
        return Ok(Redirect::to(&format!("/v/{number}/{code}")).into_response());
    }
    verdict(&app, &visitor, StatusCode::OK, &asked.number, &asked.code, Value::from(()), false)
}

/// Letters, digits and dashes: what a number or a code is made of.
fn sound(text: &str) -> bool {
    text.len() <= 60 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn verdict(
    app: &App,
    visitor: &Visitor,
    status: StatusCode,
    number: &str,
    code: &str,
    found: Value,
    unknown: bool,
) -> Answer {
    let values = context! { number_asked => number, code_asked => code, found, unknown };
    app.page_with(visitor, status, "verify.html", "nav-verify", values)
}

/// What the register says of a paper.
pub async fn public(State(app): State<App>, visitor: Visitor, Path((number, code)): Path<(String, String)>) -> Answer {
    app.limits.take(limits::TRACK, &visitor.ip.to_string(), app.desk.clock.now())?;
    match desk::paper::public(&app.desk, &number, &code).await {
        Ok(paper) => {
            let place = match desk::register::standing(&app.desk, &paper.document).await {
                Ok(standing) => super::log::standing_shown(&standing, &paper.document.number, &paper.document.code),
                // A paper of a house that is not made yet, or was before such papers had leaves.
                Err(Error::Denied(Denial::NotFound)) => Value::from(()),
                Err(other) => return Err(Oops(other)),
            };
            let found = context! { register => place, ..told(&app, &visitor, &paper) };
            verdict(&app, &visitor, StatusCode::OK, "", "", found, false)
        }
        Err(Error::Denied(Denial::NotFound)) => {
            verdict(&app, &visitor, StatusCode::NOT_FOUND, &number, &code, Value::from(()), true)
        }
        Err(other) => Err(Oops(other)),
    }
}

/// The first letter of each name, and how long it is.
fn masked(name: &str) -> String {
    let hide = |word: &str| {
        let mut letters = word.chars();
        let first: String = letters.next().into_iter().collect();
        format!("{first}{}", "•".repeat(letters.count().min(8)))
    };
    name.split_whitespace().map(hide).collect::<Vec<_>>().join(" ")
}

/// What the register says of a paper, for the public page and for whoever brings the file.
pub(super) fn told(app: &App, visitor: &Visitor, paper: &desk::paper::Public) -> Value {
    // A permit that lapsed was given, and is worth nothing any more.
    let over = matches!(&paper.about, About::File { step, .. } if paper.document.name == "permit" && step == "expired");
    let state = match &paper.superseded {
        Some(_) => "superseded",
        None if over => "cancelled",
        None => "valid",
    };
    let about = match &paper.about {
        About::File { dossier, step, title } => context! {
            place => app.place(visitor, dossier.commune),
            file => dossier.number.as_str(),
            step => word(app, visitor, &format!("step-{step}")),
            holder => masked(view::in_lang(title, visitor.lang)),
        },
        About::House(matter) => context! {
            place => app.place(visitor, paper.document.commune),
            file => matter.number.as_str(),
            step => "",
            holder => "",
        },
    };
    context! {
        state,
        kind => word(app, visitor, &format!("paper-{}", paper.document.name)),
        number => paper.document.number.as_str(),
        issued_at => paper.document.made_at,
        replaced_by => paper.superseded.as_deref(),
        digest => paper.document.sha256.as_deref().unwrap_or_default(),
        // Anybody may read this page: who signed is on the paper, why somebody did not is not for the street.
        hands => paper.hands.iter().map(|one| view::hand(app, visitor, one, false)).collect::<Vec<_>>(),
        ..about
    }
}
