//! Signing from a file's own page: the paper as it will be, then the hand under it.

use super::doors::{Tried, concludes};
use super::file::{open, page};
use super::said;
use crate::answer::Answer;
use crate::form::Posted;
use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use civic::procedure::Door;
use civic::{Body, Role};
use desk::counter::{NewAct, Shown};
use desk::{Denial, Error, Who};

/// Somebody who is about to sign.
pub(super) struct Asking<'a> {
    pub app: &'a App,
    pub visitor: &'a Visitor,
    pub who: &'a Who,
    pub shown: &'a Shown,
    pub posted: &'a Posted,
    pub door: &'a Door,
}

impl Asking<'_> {
    /// Shows the paper as it will be, and what was wrong with the try before, if anything was.
    pub(super) async fn to_sign(&self, tried: Tried, before: &Error) -> Answer {
        let Asking { app, visitor, who, shown, posted, door } = *self;
        let read = posted.get("version").parse().ok();
        let motive = Some(posted.get("motive").trim().to_owned()).filter(|motive| !motive.is_empty());
        let asked = NewAct {
            commune: shown.dossier.commune,
            number: shown.dossier.number.clone(),
            name: door.act.clone(),
            role: Role::parse(posted.get("role")),
            body: Body { motive, ..Body::default() },
            expects: read,
            key: None,
        };
        let code = match before {
            Error::Mistakes(mistakes) if mistakes.is_empty() => StatusCode::OK,
            other => crate::answer::status(other),
        };
        match desk::signing::show(&app.desk, who, vec![asked]).await {
            Ok(papers) => {
                let wrong = said::wrong(app, visitor, before).unwrap_or_default();
                let tried = Tried { paper: papers.into_iter().next(), wrong, ..tried };
                page(app, visitor, who, shown, code, &tried, None).await
            }
            Err(Error::Denied(Denial::Stale { .. })) => {
                let now = open(app, who, &shown.dossier.number).await?;
                page(app, visitor, who, &now, StatusCode::CONFLICT, &tried, read).await
            }
            Err(error) => match said::wrong(app, visitor, &error) {
                Some(wrong) => {
                    let tried = Tried { wrong, ..tried };
                    page(app, visitor, who, shown, crate::answer::status(&error), &tried, None).await
                }
                None => Err(error.into()),
            },
        }
    }
}

/// The paper that a signature would make, before it is given.
pub async fn preview(State(app): State<App>, visitor: Visitor, Path((number, name)): Path<(String, String)>) -> Answer {
    let who = visitor.who()?;
    let shown = open(&app, who, &number).await?;
    let motive =
        shown.acts.iter().rev().find(|a| concludes(&shown.procedure, &a.name)).and_then(|a| a.body.motive.clone());
    let body = Body { motive: motive.or_else(|| Some("—".into())), ..Body::default() };
    let new = NewAct { commune: shown.dossier.commune, number, name, body, ..NewAct::default() };
    let pdf = desk::paper::preview(&app.desk, who, new).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, "inline")], pdf).into_response())
}
