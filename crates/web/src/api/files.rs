//! Files: filing one, one's own, one whole, its papers and its pieces.

use super::answers;
use super::key::Key;
use super::page;
use super::sent::{Query, Sent};
use super::table::{Operation, get, post};
use super::{Machine, shape};
use crate::answer::{Answer, Oops};
use crate::blob;
use crate::server::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use civic::{Mistake, Place};
use desk::counter::{self, Filed, NewFile, Shown};
use desk::{Denial, Error, Who};
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub fn operations() -> Vec<Operation> {
    vec![
        get("/v1/files", "listFiles", "The files you asked for or hold a mandate for, the latest first", list)
            .scope("read")
            .asks(&["after", "limit"])
            .gives_page("FileLine"),
        post("/v1/files", "file", "File an application: durable and numbered before the answer", file)
            .scope("file")
            .takes("NewFile")
            .makes("Filed"),
        get(
            "/v1/files/{number}",
            "showFile",
            "A file, whole: clock, step, holder, form, opinions, fees, history, doors",
            show,
        )
        .scope("read")
        .tells(&["ETag"])
        .gives("File"),
        get(
            "/v1/files/{number}/readings",
            "listReadings",
            "Which offices read your file, and when; the latest first",
            readings,
        )
        .scope("read")
        .gives("Readings"),
        get("/v1/files/{number}/documents/{document}", "readDocument", "A paper of the file, as PDF", paper)
            .scope("read")
            .gives_file("application/pdf"),
        get(
            "/v1/files/{number}/evidence",
            "readEvidence",
            "All that proves the file, as an ASiC-E container sealed by the commune: acts, papers, proofs, certificates",
            evidence,
        )
        .scope("read")
        .asks(&["pieces"])
        .gives_file(proof::container::MEDIA_TYPE),
        get("/v1/files/{number}/pieces/{sha256}", "readPiece", "A piece of the file, as it was sent", piece)
            .scope("read")
            .gives_file("*/*"),
    ]
}

async fn list(State(app): State<App>, Machine(who): Machine, Query(mut query): Query) -> Answer {
    let asked = page::asked::<(i64, Uuid)>(&mut query);
    query.done()?;
    let (person, after, most) = (who.account.id, asked.after, asked.most());
    let rows = app
        .desk
        .db
        .read(move |tx| -> desk::Result<_> { Ok(store::dossiers::mine_page(tx, person, after, most)?) })
        .await?;
    Ok(shape::lines(&asked, rows))
}

async fn file(State(app): State<App>, Machine(who): Machine, key: Key, Sent(mut body): Sent) -> Answer {
    let commune: Place = body.need("commune");
    let code: String = body.need("procedure");
    let given: Map<String, Value> = body.maybe("answers").unwrap_or_default();
    let uploads: Vec<Uuid> = body.maybe("pieces").unwrap_or_default();
    let owner = answers::person(&mut body, "owner");
    let mandate: String = body.maybe("mandate").unwrap_or_default();
    let consent = body.maybe("consent").unwrap_or_default();
    let declared = body.maybe("declared").unwrap_or_default();
    let procedure = app.desk.street.latest(&code);
    if procedure.is_none() && !code.is_empty() {
        body.wrong(Mistake::new("procedure", "unknown-choice"));
    }
    body.done()?;
    let Some(procedure) = procedure else { return Err(Oops::not_found()) };
    let (typed, mut wrong) = answers::typed(&procedure, &given);
    let pieces = match desk::upload::named(&app.desk, &who, uploads).await {
        Ok(pieces) => pieces,
        Err(Error::Mistakes(more)) => {
            wrong.extend(more);
            Vec::new()
        }
        Err(error) => return Err(error.into()),
    };
    if !wrong.is_empty() {
        return Err(Error::Mistakes(answers::judged(&procedure, &typed, &wrong)).into());
    }
    let new =
        NewFile { commune, procedure: code, typed, pieces, owner, mandate, consent, declared, draft: None, key: key.0 };
    let filed = counter::file(&app.desk, &who, new).await.map_err(|e| answers::placed_error(&procedure, e))?;
    Ok(told(&filed))
}

/// What is told of a filing.
pub fn told(filed: &Filed) -> Response {
    let body = json!({
        "number": filed.number,
        "id": filed.id,
        "commune": filed.commune.to_string(),
        "filed_at": shape::moment(filed.filed_at),
        "due": filed.due,
        "tracking": filed.tracking,
        "receipt": filed.receipt,
    });
    (StatusCode::CREATED, [(header::LOCATION, format!("/api/v1/files/{}", filed.number))], Json(body)).into_response()
}

/// A file that this person may read; whoever may not is told that there is none.
pub async fn seen(app: &App, who: &Who, number: &str) -> Result<Shown, Oops> {
    let commune = counter::commune_of(number).ok_or_else(Oops::not_found)?;
    Ok(counter::show(&app.desk, &who.viewer, commune, number).await?)
}

async fn show(State(app): State<App>, Machine(who): Machine, Path(number): Path<String>) -> Answer {
    let shown = seen(&app, &who, &number).await?;
    let tag = format!("\"{}\"", shown.dossier.acts);
    Ok(([(header::ETAG, tag)], Json(shape::file(&app, &who, &shown))).into_response())
}

/// For the person whose file it is. Offices, never officers: those the administrator knows.
async fn readings(State(app): State<App>, Machine(who): Machine, Path(number): Path<String>) -> Answer {
    let shown = seen(&app, &who, &number).await?;
    if !shape::is_mine(&who, &shown.dossier) {
        return Err(Denial::NotYours.into());
    }
    let readings = desk::readings::list(&app.desk, &shown.dossier).await?;
    let items: Vec<Value> = readings.iter().map(shape::reading).collect();
    Ok(Json(json!({ "items": items })).into_response())
}

async fn paper(
    State(app): State<App>,
    Machine(who): Machine,
    Path((number, document)): Path<(String, String)>,
) -> Answer {
    let shown = seen(&app, &who, &number).await?;
    if !shown.documents.iter().any(|one| one.number == document) {
        return Err(Oops::not_found());
    }
    let (_, bytes) = desk::paper::read(&app.desk, &who.viewer, &document).await?;
    Ok(pdf(&document, bytes))
}

async fn evidence(
    State(app): State<App>,
    Machine(who): Machine,
    Path(number): Path<String>,
    Query(mut query): Query,
) -> Answer {
    let pieces = query.maybe("pieces").unwrap_or(false);
    query.done()?;
    let commune = counter::commune_of(&number).ok_or_else(Oops::not_found)?;
    let bytes = desk::evidence::take(&app.desk, desk::evidence::Taker::Person(&who), commune, &number, pieces).await?;
    Ok(crate::pages::papers::container(&number, bytes))
}

pub fn pdf(number: &str, bytes: Vec<u8>) -> Response {
    let name = format!("inline; filename=\"{number}.pdf\"");
    let head = [(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, name.as_str())];
    (head, bytes).into_response()
}

/// Pieces that were replaced stay readable: the act that gave them still names them.
async fn piece(
    State(app): State<App>,
    Machine(who): Machine,
    Path((number, sha256)): Path<(String, String)>,
) -> Answer {
    let shown = seen(&app, &who, &number).await?;
    let replaced = shown.acts.iter().flat_map(|act| &act.body.pieces);
    let Some(given) = shown.dossier.pieces.iter().chain(replaced).find(|one| one.sha256 == sha256).cloned() else {
        return Err(Oops::not_found());
    };
    desk::readings::of_file(&app.desk, &who.viewer, &shown.dossier, "piece", &given.piece).await?;
    let mut response = blob::answer(&app, &given.sha256).await?;
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&given.media) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CONTENT_DISPOSITION, blob::attached(&given.name));
    Ok(response)
}
