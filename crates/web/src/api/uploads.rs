//! Pieces on their way in: announced, sent in parts, resumed after a cut, judged by their content.

use super::key::{Key, Made, once};
use super::problem::Fault;
use super::sent::{Query, Sent, id};
use super::table::{Operation, delete, get, patch, post, put};
use super::{Machine, shape};
use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use civic::{Mistake, Place};
use desk::upload::{self, PART_BYTES_MOST};
use desk::{Error, Who};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use store::drafts::Upload;
use uuid::Uuid;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");

pub fn operations() -> Vec<Operation> {
    let part = "Send the part that begins at Upload-Offset; 8 MiB at most; the last part ends the upload";
    vec![
        get("/v1/uploads", "listUploads", "What was sent for a draft, a file or a target of your own", list)
            .scope("file")
            .asks(&["target"])
            .gives("Uploads"),
        post("/v1/uploads", "announceUpload", "Announce a piece: for whom, which, how long", announce)
            .scope("file")
            .takes("NewUpload")
            .makes("Upload"),
        get("/v1/uploads/{id}", "showUpload", "How much of a piece has arrived: where to go on after a cut", show)
            .scope("file")
            .tells(&["Upload-Offset"])
            .gives("Upload"),
        put("/v1/uploads/{id}", "sendPart", part, append)
            .scope("file")
            .heads(&["Upload-Offset"])
            .tells(&["Upload-Offset"])
            .takes_bytes()
            .gives("Upload"),
        patch("/v1/uploads/{id}", "sendNextPart", part, append)
            .scope("file")
            .heads(&["Upload-Offset"])
            .tells(&["Upload-Offset"])
            .takes_bytes()
            .gives("Upload"),
        delete("/v1/uploads/{id}", "dropUpload", "Forget a piece that no file uses yet", remove).scope("file"),
    ]
}

fn shown(one: &Upload, offset: u64) -> Value {
    json!({
        "id": one.id,
        "target": one.target,
        "commune": one.commune.to_string(),
        "piece": one.piece,
        "name": one.name,
        "bytes": one.bytes,
        "offset": offset,
        "complete": one.sha256.is_some(),
        "sha256": one.sha256,
        "media": one.media,
        "made_at": shape::moment(one.made_at),
    })
}

fn answered(one: &Upload, offset: u64) -> Response {
    ([(OFFSET, HeaderValue::from(offset))], Json(shown(one, offset))).into_response()
}

async fn list(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let target: Uuid = query.need("target");
    query.done()?;
    let mut items = Vec::new();
    for one in upload::of(&app.desk, &who, target).await? {
        let offset = arrived(&app, &one).await?;
        items.push(shown(&one, offset));
    }
    Ok(Json(json!({ "items": items })).into_response())
}

/// How many bytes of an upload are there.
async fn arrived(app: &App, one: &Upload) -> Result<u64, Oops> {
    if one.sha256.is_some() {
        return Ok(one.bytes as u64);
    }
    let (files, id) = (app.desk.files.clone(), one.id);
    Ok(tokio::task::spawn_blocking(move || files.length(id)).await.map_err(|e| Oops::setup(&e.to_string()))??)
}

async fn announce(State(app): State<App>, Machine(who): Machine, key: Key, Sent(mut body): Sent) -> Answer {
    let target: Uuid = body.need("target");
    let commune: Place = body.need("commune");
    let procedure: String = body.need("procedure");
    let piece: String = body.need("piece");
    let name: String = body.need("name");
    let bytes: i64 = body.need("bytes");
    if !procedure.is_empty() && app.desk.street.latest(&procedure).is_none() {
        body.wrong(Mistake::new("procedure", "unknown-choice"));
    }
    body.done()?;
    let print = format!("upload {target} {commune} {procedure} {piece} {name} {bytes}");
    once(&app, &who, &key, &print, async {
        let begun =
            upload::begin(&app.desk, &who, commune, &procedure, target, &piece, &name, bytes).await.map_err(placed)?;
        Ok(Made::new(format!("/api/v1/uploads/{}", begun.id), shown(&begun, 0)))
    })
    .await
}

/// Mistakes about the piece stand at its name.
fn placed(error: Error) -> Error {
    let at =
        |one: Mistake| if one.field.starts_with("piece-") { Mistake { field: "piece".into(), ..one } } else { one };
    match error {
        Error::Mistakes(mistakes) => Error::Mistakes(mistakes.into_iter().map(at).collect()),
        other => other,
    }
}

async fn show(State(app): State<App>, Machine(who): Machine, Path(name): Path<String>) -> Answer {
    let one = upload::get(&app.desk, &who, id(&name)?).await?;
    let offset = arrived(&app, &one).await?;
    Ok(answered(&one, offset))
}

async fn append(
    State(app): State<App>,
    Machine(who): Machine,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Response> {
    let id = id(&name).map_err(IntoResponse::into_response)?;
    let offset = begins_at(&headers).map_err(IntoResponse::into_response)?;
    let (part, whole) = part(body).await.map_err(IntoResponse::into_response)?;
    if whole {
        return keep(&app, &who, id, offset, part).await;
    }
    // The sender is gone: what arrived is kept all the same, and `showUpload` says where to go on.
    if !part.is_empty() {
        tokio::spawn(async move { keep(&app, &who, id, offset, part).await.map(drop) });
    }
    Err(Fault::Cut.into_response())
}

fn begins_at(headers: &HeaderMap) -> Result<u64, Oops> {
    let wrong = |code| Oops(Error::Mistakes(vec![Mistake::new("Upload-Offset", code)]));
    let value = headers.get(OFFSET).ok_or_else(|| wrong("required"))?;
    value.to_str().ok().and_then(|v| v.trim().parse().ok()).ok_or_else(|| wrong("not-a-number"))
}

/// The bytes of a request, and whether they are all there.
async fn part(mut body: Body) -> Result<(Vec<u8>, bool), Oops> {
    let mut part = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Ok((part, false)) };
        let Some(data) = frame.data_ref() else { continue };
        if PART_BYTES_MOST < part.len() + data.len() {
            return Err(Oops(Error::Files(store::files::Error::TooLarge { bytes_most: PART_BYTES_MOST as u64 })));
        }
        part.extend_from_slice(data);
    }
    Ok((part, true))
}

async fn keep(app: &App, who: &Who, id: Uuid, offset: u64, part: Vec<u8>) -> Result<Response, Response> {
    match upload::append(&app.desk, who, id, offset, part).await {
        Ok((one, length)) => Ok(answered(&one, length)),
        // The part before is still being written to the disk.
        Err(Error::Files(store::files::Error::Offset { have })) if have == offset => {
            Err(Oops(Error::Store(store::Error::Busy)).into_response())
        }
        // The part begins elsewhere: the answer says where the next one must.
        Err(Error::Files(store::files::Error::Offset { have })) => {
            let oops = Oops(Error::Files(store::files::Error::Offset { have }));
            Err(([(OFFSET, HeaderValue::from(have))], oops).into_response())
        }
        Err(error) => Err(Oops(placed(error)).into_response()),
    }
}

async fn remove(State(app): State<App>, Machine(who): Machine, Path(name): Path<String>) -> Answer {
    upload::remove(&app.desk, &who, id(&name)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
