//! What can be asked for: each procedure as the law and the house wrote it, and what it would cost.

use super::answers;
use super::sent::Sent;
use super::shape::{fees, value_on, words};
use super::table::{Operation, get, post};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use civic::form;
use civic::procedure::{Door, DoorKind, Field, Piece, Procedure, Running, Silence, Step};
use civic::{Mistake, Place};
use serde_json::{Map, Value, json};

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/procedures", "listProcedures", "What can be asked for", list).gives("Procedures"),
        get(
            "/v1/procedures/{procedure}",
            "showProcedure",
            "A procedure: form, pieces, fees, steps, acts, law with its articles",
            show,
        )
        .gives("Procedure"),
        post(
            "/v1/procedures/{procedure}/estimate",
            "estimate",
            "What a form would cost, the pieces it calls for, what is wrong in it",
            estimate,
        )
        .heads(&[])
        .takes("Estimate")
        .gives("Estimated"),
    ]
}

pub fn silence(procedure: &Procedure) -> &'static str {
    match procedure.silence {
        Silence::Approves => "approves",
        Silence::Refuses => "refuses",
        Silence::Nothing => "nothing",
    }
}

pub fn kind(kind: DoorKind) -> &'static str {
    match kind {
        DoorKind::Pass => "pass",
        DoorKind::Request => "request",
        DoorKind::Answer => "answer",
        DoorKind::Opinion => "opinion",
        DoorKind::Invite => "invite",
        DoorKind::Conclude => "conclude",
        DoorKind::Extend => "extend",
        DoorKind::Pay => "pay",
        DoorKind::Sign => "sign",
        DoorKind::SendBack => "send-back",
        DoorKind::Silence => "silence",
        DoorKind::Lapse => "lapse",
        DoorKind::Withdraw => "withdraw",
        DoorKind::Message => "message",
    }
}

fn head(app: &App, p: &Procedure) -> Value {
    json!({
        "code": p.code,
        "revision": p.revision,
        "service": p.service,
        "label": words(app, &format!("procedure-{}", p.code)),
        "about": words(app, &format!("procedure-{}-about", p.code)),
        "applicants": p.applicants,
        "silence": silence(p),
        "limit": today(app, &p.limit),
    })
}

/// A value of the law as it stands today for the Kingdom.
fn today(app: &App, name: &str) -> Value {
    value_on(app, name, Place::KINGDOM, app.desk.clock.today())
}

async fn list(State(app): State<App>) -> Answer {
    let items: Vec<Value> = app.desk.street.catalogue().iter().map(|p| head(&app, p)).collect();
    Ok(Json(json!({ "items": items })).into_response())
}

async fn show(State(app): State<App>, Path(code): Path<String>) -> Answer {
    let p = app.desk.street.latest(&code).ok_or_else(Oops::not_found)?;
    let statute = app.desk.statute();
    let mut body = head(&app, &p);
    let label = |kind: &str, name: &str| words(&app, &format!("{kind}-{name}"));
    let labelled = |kind: &str, name: &str| json!({ "name": name, "label": label(kind, name) });
    body["series"] = json!(p.series);
    body["longest"] = today(&app, &p.longest);
    body["texts"] = p.texts.iter().map(|code| json!(statute.law.text(code))).collect();
    body["sections"] = p.sections.iter().map(|one| labelled("section", &one.name)).collect();
    body["fields"] = p.fields.iter().map(|one| field(&app, one)).collect();
    body["pieces"] = p.pieces.iter().map(|one| piece(&app, one)).collect();
    body["members"] = p
        .members
        .iter()
        .map(|one| json!({ "role": one.role, "within": today(&app, &one.within), "occasional": one.occasional, "when": one.when.as_ref().map(|w| &w.source) }))
        .collect();
    body["fees"] = p
        .fees
        .iter()
        .map(|one| json!({ "name": one.name, "label": label("fee", &one.name), "formula": one.formula.source, "when": one.when.as_ref().map(|w| &w.source), "text": one.text, "article": one.article }))
        .collect();
    body["steps"] = p.steps.iter().map(|one| step(&app, one)).collect();
    body["acts"] = p.doors.iter().map(|one| door(&app, one)).collect();
    body["papers"] = p.papers.iter().map(|one| labelled("paper", &one.name)).collect();
    Ok(Json(body).into_response())
}

fn field(app: &App, one: &Field) -> Value {
    let choices =
        one.choices.iter().map(|c| json!({ "name": c, "label": words(app, &format!("choice-{}-{c}", one.name)) }));
    json!({
        "section": one.section,
        "name": one.name,
        "kind": one.kind.as_str(),
        "label": words(app, &format!("field-{}", one.name)),
        "hint": words(app, &format!("field-{}-hint", one.name)),
        "choices": choices.collect::<Vec<_>>(),
        "required": one.required,
        "when": one.when.as_ref().map(|w| &w.source),
        "min": one.min,
        "max": one.max,
        "letters_most": one.letters_most,
        "text": one.law,
    })
}

fn piece(app: &App, one: &Piece) -> Value {
    json!({
        "name": one.name,
        "label": words(app, &format!("piece-{}", one.name)),
        "required": one.required,
        "when": one.when.as_ref().map(|w| &w.source),
        "media": one.media,
        "megabytes_most": one.megabytes_most,
        "several": one.several,
        "text": one.law,
        "article": one.article,
    })
}

fn step(app: &App, one: &Step) -> Value {
    let clock = match one.clock {
        Running::Runs => "runs",
        Running::Pauses => "pauses",
        Running::Stopped => "stopped",
    };
    json!({
        "name": one.name,
        "label": words(app, &format!("step-{}", one.name)),
        "holder": one.holder,
        "stage": one.stage,
        "clock": clock,
        "cause": one.cause,
        "within": one.within.as_deref().map(|name| today(app, name)),
        "outcome": one.end,
    })
}

fn door(app: &App, one: &Door) -> Value {
    json!({
        "act": one.act,
        "label": words(app, &format!("act-{}", one.act)),
        "kind": kind(one.kind),
        "from": one.from,
        "by": one.by,
        "to": one.to,
        "once": one.once,
        "motive": one.motive,
        "when": one.when.as_ref().map(|w| &w.source),
        "papers": one.papers,
        "text": one.text,
        "article": one.article,
    })
}

async fn estimate(State(app): State<App>, Path(code): Path<String>, Sent(mut body): Sent) -> Answer {
    let procedure = app.desk.street.latest(&code).ok_or_else(Oops::not_found)?;
    let commune: Place = body.need("commune");
    let given: Map<String, Value> = body.need("answers");
    body.done()?;
    let (typed, wrong) = answers::typed(&procedure, &given);
    let (read, _) = form::read(&procedure, &typed, None);
    let mistakes = answers::judged(&procedure, &typed, &wrong);
    // A form that is not yet whole may not be countable: it costs nothing yet.
    let lines = match mistakes.is_empty() {
        true => desk::counter::estimate(&app.desk, &procedure, commune, &read)?,
        false => Vec::new(),
    };
    let pieces = form::pieces(&procedure, &read);
    let told = |one: &Mistake| json!({ "field": one.field, "code": one.code, "limit": one.limit });
    let body = json!({
        "fees": { "lines": fees(&lines), "centimes": lines.iter().map(|f| f.centimes).sum::<i64>() },
        "pieces": pieces.iter().map(|one| json!({ "name": one.name, "required": one.required })).collect::<Vec<_>>(),
        "mistakes": mistakes.iter().map(told).collect::<Vec<_>>(),
    });
    Ok(Json(body).into_response())
}
