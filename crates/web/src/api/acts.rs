//! Acts on a file: the doors of its procedure, each passed by whoever it belongs to.

use super::answers;
use super::files::seen;
use super::key::Key;
use super::sent::{Fields, Sent, if_match};
use super::table::{Operation, post};
use super::{Machine, shape};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use civic::dossier::{Asked, Opinion};
use civic::form::{self, Typed};
use civic::{Body, Mistake, Role};
use desk::counter::{self, NewAct, Shown};
use desk::{Error, Who};
use serde_json::{Map, Value};
use uuid::Uuid;

pub fn operations() -> Vec<Operation> {
    vec![
        post(
            "/v1/files/{number}/acts",
            "act",
            "Do an act on a file: one of the doors that showFile says are open",
            act,
        )
        .scope("act")
        .heads(&["Idempotency-Key", "If-Match"])
        .takes("NewAct")
        .tells(&["ETag"])
        .gives("Done"),
    ]
}

async fn act(
    State(app): State<App>,
    Machine(who): Machine,
    Path(number): Path<String>,
    key: Key,
    headers: HeaderMap,
    Sent(mut sent): Sent,
) -> Answer {
    let matched = if_match(&headers)?;
    let name: String = sent.need("act");
    let role: Option<Role> = sent.maybe("role");
    let expects = sent.maybe::<i64>("expects").or(matched);
    let uploads: Vec<Uuid> = sent.maybe("pieces").unwrap_or_default();
    let given: Option<Map<String, Value>> = sent.maybe("answers");
    let body = said(&mut sent);
    let version = expects.map(u32::try_from).transpose();
    if version.is_err() {
        sent.wrong(Mistake::new("expects", "not-a-number"));
    }
    sent.done()?;
    let commune = counter::commune_of(&number).ok_or_else(Oops::not_found)?;
    let mut expects = version.unwrap_or_default();
    let body = match uploads.is_empty() && given.is_none() {
        true => body,
        false => {
            let shown = seen(&app, &who, &number).await?;
            // What is amended is what was just read: a form that changed meanwhile is not written over.
            if given.is_some() {
                expects = expects.or(Some(shown.dossier.acts));
            }
            answered(&app, &who, &shown, uploads, given, body).await?
        }
    };
    let new = NewAct { commune, number, name, role, body, expects, key: key.0 };
    let done = counter::act(&app.desk, &who, new).await?;
    Ok(([(header::ETAG, format!("\"{}\"", done.version))], Json(shape::done(&done))).into_response())
}

/// What an act says in words and amounts.
fn said(sent: &mut Fields) -> Body {
    Body {
        motive: sent.maybe("motive"),
        opinion: sent.maybe::<Opinion>("opinion"),
        reserves: sent.maybe("reserves"),
        member: sent.maybe("member"),
        amount: sent.maybe("amount"),
        receipt: sent.maybe("receipt"),
        method: sent.maybe("method"),
        consent: sent.maybe("consent"),
        seen: sent.maybe("seen"),
        asked: asked(sent),
        ..Body::default()
    }
}

/// The pieces that are asked for, each with its reason.
fn asked(sent: &mut Fields) -> Vec<Asked> {
    let list: Vec<Map<String, Value>> = sent.maybe("asked").unwrap_or_default();
    let mut all = Vec::with_capacity(list.len());
    for (place, one) in list.into_iter().enumerate() {
        let mut one = Fields::new(one).under(&format!("asked.{place}."));
        all.push(Asked { piece: one.need("piece"), reason: one.need("reason") });
        sent.absorb(one);
    }
    all
}

/// What an applicant answers: the pieces as they were sent, and the form as it would read afterwards.
async fn answered(
    app: &App,
    who: &Who,
    shown: &Shown,
    uploads: Vec<Uuid>,
    given: Option<Map<String, Value>>,
    body: Body,
) -> Result<Body, Oops> {
    let pieces = desk::upload::named(&app.desk, who, uploads).await?;
    let most = app.desk.options.piece_bytes_most;
    let mut mistakes: Vec<Mistake> = pieces
        .iter()
        .filter_map(|one| counter::judge_piece(shown.procedure.piece(&one.piece)?, one.bytes, &one.media, most))
        .collect();
    let answers = match given {
        None => None,
        Some(given) => {
            let (answers, more) = amended(shown, &given);
            mistakes.extend(more);
            Some(answers)
        }
    };
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(answers::placed(&shown.procedure, mistakes)).into());
    }
    Ok(Body { pieces, answers, ..body })
}

/// The answers after an amendment: those given over those kept, judged as a whole.
fn amended(shown: &Shown, given: &Map<String, Value>) -> (civic::Answers, Vec<Mistake>) {
    let (typed, wrong) = answers::typed(&shown.procedure, given);
    let money = |name: &str| shown.procedure.field(name).is_some_and(|f| f.kind == civic::procedure::FieldKind::Money);
    let kept = shown.dossier.answers.iter().map(|(name, answer)| match answer {
        form::Answer::Number(centimes) if money(name) => {
            (name.clone(), format!("{}.{:02}", centimes / 100, centimes % 100))
        }
        answer => (name.clone(), answer.typed()),
    });
    let mut whole: Typed = kept.collect();
    whole.extend(typed);
    let (answers, mut mistakes) = form::read(&shown.procedure, &whole, None);
    mistakes.retain(|one| !wrong.iter().any(|w| w.field == format!("answers.{}", one.field)));
    mistakes.extend(wrong);
    (answers, mistakes)
}
