//! Drafts: forms saved as one types, filed when they are ready. Shared with the screens: what is begun
//! on a phone can be ended by a program, and the other way round.

use super::answers;
use super::key::{Key, Made, once};
use super::sent::{Fields, Sent, id, if_match};
use super::table::{Operation, delete, get, patch, post};
use super::{Machine, files, shape};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use civic::form;
use civic::{Mistake, Place, Procedure};
use desk::draft::{self, Draft, ForWhom};
use desk::{Error, Who, counter};
use serde_json::{Map, Value, json};

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/drafts", "listDrafts", "Your drafts, the latest first", list).scope("read").gives("Drafts"),
        post("/v1/drafts", "beginDraft", "Begin a form", begin).scope("file").takes("NewDraft").makes("Draft"),
        get("/v1/drafts/{id}", "showDraft", "A draft, with what is still wrong in it", show)
            .scope("read")
            .tells(&["ETag"])
            .gives("DraftJudged"),
        patch("/v1/drafts/{id}", "saveDraft", "Save answers into a draft; what is not named stays", save)
            .scope("file")
            .heads(&["If-Match"])
            .takes("DraftChange")
            .tells(&["ETag"])
            .gives("Draft"),
        delete("/v1/drafts/{id}", "dropDraft", "Drop a draft and what was sent for it", remove).scope("file"),
        post("/v1/drafts/{id}/file", "fileDraft", "File a draft as it stands, once", file)
            .scope("file")
            .heads(&[])
            .takes("Declaration")
            .makes("Filed"),
    ]
}

fn shown(one: &Draft) -> Value {
    let owner = &one.for_whom.owner;
    let owner = json!({
        "kind": owner.kind, "name_ar": owner.name_ar, "name_fr": owner.name_fr, "cnie": owner.cnie, "ice": owner.ice,
        "phone": owner.phone, "email": owner.email, "lang": owner.lang,
    });
    json!({
        "id": one.id,
        "version": one.version,
        "commune": one.commune.to_string(),
        "procedure": one.procedure,
        "answers": one.typed,
        "owner": if one.for_whom.other { owner } else { Value::Null },
        "mandate": one.for_whom.mandate,
        "consent": one.for_whom.consent,
        "updated_at": shape::moment(one.updated_at),
    })
}

fn answered(one: &Draft) -> Response {
    ([(header::ETAG, format!("\"{}\"", one.version))], Json(shown(one))).into_response()
}

async fn list(State(app): State<App>, Machine(who): Machine) -> Answer {
    let all = draft::mine(&app.desk, &who).await?;
    Ok(Json(json!({ "items": all.iter().map(shown).collect::<Vec<_>>() })).into_response())
}

async fn begin(State(app): State<App>, Machine(who): Machine, key: Key, Sent(mut body): Sent) -> Answer {
    let commune: Place = body.need("commune");
    let code: String = body.need("procedure");
    let given: Map<String, Value> = body.maybe("answers").unwrap_or_default();
    let for_whom = for_whom(&mut body, ForWhom::default());
    let procedure = app.desk.street.latest(&code);
    if procedure.is_none() && !code.is_empty() {
        body.wrong(Mistake::new("procedure", "unknown-choice"));
    }
    if !app.desk.street.territory.get(commune).is_some_and(|k| k.place.is_commune()) && commune != Place::default() {
        body.wrong(Mistake::new("commune", "unknown-choice"));
    }
    body.done()?;
    let Some(procedure) = procedure else { return Err(Oops::not_found()) };
    let typed = read(&procedure, &given)?;
    let print = format!("draft {commune} {code} {typed:?} {}", json!(for_whom));
    once(&app, &who, &key, &print, async {
        let begun = draft::begin(&app.desk, &who, commune, &code, typed, for_whom).await?;
        Ok(Made::new(format!("/api/v1/drafts/{}", begun.id), shown(&begun)))
    })
    .await
}

/// What was typed; only types are judged in a draft.
fn read(procedure: &Procedure, given: &Map<String, Value>) -> Result<form::Typed, Oops> {
    match answers::typed(procedure, given) {
        (typed, wrong) if wrong.is_empty() => Ok(typed),
        (_, wrong) => Err(Error::Mistakes(wrong).into()),
    }
}

/// For whom a draft is after these values, over what it was for before.
fn for_whom(body: &mut Fields, before: ForWhom) -> ForWhom {
    let named = body.has("owner");
    let owner = answers::person(body, "owner");
    ForWhom {
        other: if named { owner.is_some() } else { before.other },
        owner: owner.unwrap_or(if named { Default::default() } else { before.owner }),
        mandate: body.maybe("mandate").unwrap_or(before.mandate),
        consent: body.maybe("consent").unwrap_or(before.consent),
    }
}

async fn show(State(app): State<App>, Machine(who): Machine, Path(name): Path<String>) -> Answer {
    let one = draft::get(&app.desk, &who, id(&name)?).await?;
    let mut body = shown(&one);
    body["mistakes"] = judged(&app, &who, &one).await?.into();
    Ok(([(header::ETAG, format!("\"{}\"", one.version))], Json(body)).into_response())
}

/// What would be refused if it were filed now, as far as the form and the pieces go.
async fn judged(app: &App, who: &Who, one: &Draft) -> Result<Vec<Value>, Oops> {
    let Some(procedure) = app.desk.street.latest(&one.procedure) else { return Ok(Vec::new()) };
    let given = desk::upload::given(&app.desk, who, one.id).await?;
    let (answers, mut mistakes) = form::read(&procedure, &one.typed, None);
    mistakes.extend(counter::judge_pieces(&procedure, &answers, &given, app.desk.options.piece_bytes_most));
    let told = |one: Mistake| json!({ "field": one.field, "code": one.code, "limit": one.limit });
    Ok(answers::placed(&procedure, mistakes).into_iter().map(told).collect())
}

async fn save(
    State(app): State<App>,
    Machine(who): Machine,
    Path(name): Path<String>,
    headers: HeaderMap,
    Sent(mut body): Sent,
) -> Answer {
    let id = id(&name)?;
    let matched = if_match(&headers)?;
    let version = body.maybe::<i64>("version").or(matched);
    let given: Map<String, Value> = body.maybe("answers").unwrap_or_default();
    let kept = draft::get(&app.desk, &who, id).await?;
    let changes = ["owner", "mandate", "consent"].iter().any(|name| body.has(name));
    let for_whom = for_whom(&mut body, kept.for_whom);
    body.done()?;
    let procedure = app.desk.street.latest(&kept.procedure).ok_or_else(Oops::not_found)?;
    let typed = read(&procedure, &given)?;
    let saved = draft::save(&app.desk, &who, id, typed, changes.then_some(for_whom), version).await?;
    Ok(answered(&saved))
}

async fn remove(State(app): State<App>, Machine(who): Machine, Path(name): Path<String>) -> Answer {
    draft::remove(&app.desk, &who, id(&name)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The draft itself is the key: sent twice, it is filed once.
async fn file(State(app): State<App>, Machine(who): Machine, Path(name): Path<String>, Sent(mut body): Sent) -> Answer {
    let declared = body.maybe("declared").unwrap_or_default();
    body.done()?;
    let id = id(&name)?;
    let procedure = match draft::get(&app.desk, &who, id).await {
        Ok(kept) => app.desk.street.latest(&kept.procedure),
        // Filed before: the counter answers as it did.
        Err(_) => None,
    };
    match (draft::file(&app.desk, &who, id, declared).await, procedure) {
        (Ok(filed), _) => Ok(files::told(&filed)),
        (Err(error), Some(procedure)) => Err(answers::placed_error(&procedure, error).into()),
        (Err(error), None) => Err(error.into()),
    }
}
