//! The pieces of a draft: what is asked, what was sent, what is wrong with it.

use super::{Open, PIECES, open};
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::uploads::{self, Target};
use crate::server::App;
use crate::view::{self, if_said, word};
use crate::visitor::Visitor;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use civic::procedure::Piece;
use minijinja::{Value, context};
use store::drafts::Upload;
use uuid::Uuid;

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Answer {
    let open = open(&app, &visitor, id).await?;
    page(&app, &visitor, &open, StatusCode::OK, &[])
}

/// On to the review, which says what is still missing.
pub async fn next(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, _posted: Posted) -> Answer {
    let open = open(&app, &visitor, id).await?;
    Ok(Redirect::to(&open.path(super::REVIEW)).into_response())
}

fn target(open: &Open) -> Target<'_> {
    Target { commune: open.draft.commune, procedure: &open.procedure, id: open.draft.id }
}

/// A piece sent whole by a browser without scripts.
pub async fn whole(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, sent: Multipart) -> Answer {
    let open = open(&app, &visitor, id).await?;
    match uploads::take(&app, &visitor, &target(&open), sent).await {
        Ok(piece) => Ok(Redirect::to(&format!("{}#{piece}", open.path(PIECES))).into_response()),
        Err(Oops(desk::Error::Mistakes(mistakes))) if mistakes.iter().all(|m| m.code != "csrf") => {
            let open = super::open(&app, &visitor, id).await?;
            page(&app, &visitor, &open, StatusCode::UNPROCESSABLE_ENTITY, &app.mistakes(&visitor, &mistakes))
        }
        Err(other) => Err(other),
    }
}

/// Announces a piece that will come in parts, or finds the one that a cut stopped.
pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Json(announced): Json<uploads::Announced>,
) -> Answer {
    let open = open(&app, &visitor, id).await?;
    uploads::begin(&app, &visitor, &target(&open), &headers, announced, &open.path("uploads")).await
}

pub async fn part(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, upload)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let open = super::open(&app, &visitor, id).await?;
    uploads::part(&app, &visitor, &target(&open), upload, &headers, body).await
}

pub async fn read(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, upload)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Answer {
    let found = sent(&app, &visitor, id, upload).await?;
    uploads::read(&app, &found, &headers).await
}

pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, upload)): Path<(Uuid, Uuid)>,
    _posted: Posted,
) -> Answer {
    let found = sent(&app, &visitor, id, upload).await?;
    desk::upload::remove(&app.desk, visitor.who()?, upload).await?;
    Ok(Redirect::to(&format!("/drafts/{id}/pieces#{}", found.piece)).into_response())
}

/// An upload of this draft, by this person.
async fn sent(app: &App, visitor: &Visitor, draft: Uuid, upload: Uuid) -> Result<Upload, Oops> {
    let found = desk::upload::get(&app.desk, visitor.who()?, upload).await?;
    if found.target == draft { Ok(found) } else { Err(Oops::not_found()) }
}

fn page(app: &App, visitor: &Visitor, open: &Open, status: StatusCode, wrong: &[(String, String)]) -> Answer {
    let frame = open.frame(app, visitor, PIECES);
    let base = open.path(PIECES);
    let pieces: Vec<Value> = civic::form::pieces(&open.procedure, &open.answers)
        .into_iter()
        .map(|piece| {
            let error =
                wrong.iter().find(|(f, _)| f.strip_prefix("piece-") == Some(&piece.name)).map(|(_, said)| said.clone());
            asked(app, visitor, piece, &open.uploads, &base, error.unwrap_or_default(), "")
        })
        .collect();
    let values = context! {
        section => context! { kind => "pieces", map => false, ..frame.get_attr("section").unwrap_or_default() },
        fields => Vec::<Value>::new(),
        pieces,
        upload => open.path("uploads"),
        mistakes => view::summary(app, visitor, wrong, str::to_owned),
        ..frame
    };
    app.page_with(visitor, status, "form.html", "form-pieces", values)
}

/// One piece as it is asked, with what was sent for it. `base` is where its files are read and removed.
pub fn asked(
    app: &App,
    visitor: &Visitor,
    piece: &Piece,
    uploads: &[Upload],
    base: &str,
    error: String,
    why: &str,
) -> Value {
    let files: Vec<Value> = uploads
        .iter()
        .filter(|u| u.piece == piece.name && u.sha256.is_some())
        .map(|u| {
            context! {
                id => u.id.to_string(),
                name => u.name.as_str(),
                size => view::size(visitor.lang, u.bytes),
                href => format!("{base}/{}", u.id),
                remove => format!("{base}/{}/remove", u.id),
            }
        })
        .collect();
    let state = match () {
        _ if !error.is_empty() => "error",
        _ if files.is_empty() => "missing",
        _ => "done",
    };
    let accept: Vec<&str> = piece
        .media
        .iter()
        .map(|kind| match kind.as_str() {
            "pdf" => ".pdf,application/pdf",
            "image" => "image/png,image/jpeg,image/webp",
            _ => ".dwg,.dxf",
        })
        .collect();
    context! {
        name => piece.name.as_str(),
        label => word(app, visitor, &format!("piece-{}", piece.name)),
        hint => if_said(app, visitor, &format!("piece-{}-hint", piece.name)),
        required => piece.required,
        several => piece.several,
        accept => accept.join(","),
        formats => view::formats(app, visitor, piece),
        most => (piece.megabytes_most).min(app.desk.options.piece_bytes_most / 1024 / 1024),
        state,
        error,
        why,
        files,
        law => piece.law.as_deref().map(|code| view::law(app, visitor.lang, code, piece.article.as_deref().unwrap_or_default(), true)),
    }
}
