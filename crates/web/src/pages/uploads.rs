//! Pieces on their way from a browser: in parts that go on after a cut, or whole from a plain form.
//! Whose they are is asked before, by the callers; their way back is in `blob.rs`.

use crate::answer::{Answer, Oops};
use crate::blob;
use crate::form::believed;
use crate::server::App;
use crate::visitor::Visitor;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use civic::{Mistake, Place, Procedure};
use desk::upload as counter;
use serde::Deserialize;
use store::Digest;
use store::drafts::Upload;
use uuid::Uuid;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const TOKEN: &str = "x-csrf-token";

/// What pieces are sent for: a draft, or a file whose answer is being prepared.
pub struct Target<'a> {
    pub commune: Place,
    pub procedure: &'a Procedure,
    pub id: Uuid,
}

/// What a browser says of a piece before it sends it.
#[derive(Deserialize)]
pub struct Announced {
    piece: String,
    name: String,
    size: i64,
}

/// Announces a piece, or finds the same one where a cut left it: `{place, offset}`.
pub async fn begin(
    app: &App,
    visitor: &Visitor,
    target: &Target<'_>,
    headers: &HeaderMap,
    announced: Announced,
    base: &str,
) -> Answer {
    token(visitor, headers)?;
    let who = visitor.who()?;
    let cut = counter::of(&app.desk, who, target.id).await?.into_iter().find(|u| {
        u.sha256.is_none() && u.piece == announced.piece && u.name == announced.name && u.bytes == announced.size
    });
    let upload = match cut {
        Some(cut) => cut,
        None => {
            let begun = counter::begin(
                &app.desk,
                who,
                target.commune,
                &target.procedure.code,
                target.id,
                &announced.piece,
                &announced.name,
                announced.size,
            );
            match begun.await {
                Ok(upload) => upload,
                Err(error) => return told(app, visitor, error),
            }
        }
    };
    let offset = counter::length(&app.desk, who, upload.id).await?;
    Ok((StatusCode::CREATED, Json(serde_json::json!({ "place": format!("{base}/{}", upload.id), "offset": offset })))
        .into_response())
}

/// Adds a part. `204` and how far it is; `409` and how far it truly is; `200` when it is whole.
pub async fn part(
    app: &App,
    visitor: &Visitor,
    target: &Target<'_>,
    id: Uuid,
    headers: &HeaderMap,
    body: Bytes,
) -> Answer {
    token(visitor, headers)?;
    let who = visitor.who()?;
    let upload = counter::get(&app.desk, who, id).await?;
    if upload.target != target.id {
        return Err(Oops::not_found());
    }
    if counter::PART_BYTES_MOST < body.len() {
        return Err(Oops::too_large());
    }
    let offset = headers.get(OFFSET).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok()).unwrap_or(0);
    match counter::append(&app.desk, who, id, offset, body.to_vec()).await {
        Ok((upload, _)) if upload.sha256.is_some() => match judge(app, visitor, target, &upload).await? {
            None => Ok(Json(serde_json::json!({ "state": "done" })).into_response()),
            Some(mistake) => told(app, visitor, desk::Error::Mistakes(vec![mistake])),
        },
        Ok((_, length)) => Ok(at(StatusCode::NO_CONTENT, length)),
        Err(desk::Error::Files(store::files::Error::Offset { have })) => Ok(at(StatusCode::CONFLICT, have)),
        Err(error) => told(app, visitor, error),
    }
}

fn at(status: StatusCode, length: u64) -> Response {
    (status, [(OFFSET, length.to_string())]).into_response()
}

/// A mistake as the script shows it; anything else takes the usual way.
fn told(app: &App, visitor: &Visitor, error: desk::Error) -> Answer {
    match &error {
        desk::Error::Mistakes(mistakes) => {
            let said: Vec<String> = app.mistakes(visitor, mistakes).into_iter().map(|(_, text)| text).collect();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(serde_json::json!({ "error": said.join(" ") }))).into_response())
        }
        _ => Err(Oops(error)),
    }
}

fn token(visitor: &Visitor, headers: &HeaderMap) -> Result<(), Oops> {
    believed(visitor, headers.get(TOKEN).and_then(|v| v.to_str().ok()).unwrap_or_default())
}

/// A whole piece must be of a kind that this piece may be; one that is not is dropped at once.
async fn judge(app: &App, visitor: &Visitor, target: &Target<'_>, upload: &Upload) -> Result<Option<Mistake>, Oops> {
    let Some(piece) = target.procedure.piece(&upload.piece) else { return Ok(None) };
    let media = upload.media.as_deref().unwrap_or_default();
    let mistake = desk::counter::judge_piece(piece, upload.bytes, media, app.desk.options.piece_bytes_most);
    if mistake.is_some() {
        counter::remove(&app.desk, visitor.who()?, upload.id).await?;
    }
    Ok(mistake)
}

/// Takes the files of a plain form, poured to the disk as they come. Gives the piece's name.
pub async fn take(app: &App, visitor: &Visitor, target: &Target<'_>, mut sent: Multipart) -> Result<String, Oops> {
    let who = visitor.who()?;
    let mut proven = false;
    let mut piece = String::new();
    let broken = |_| Oops(desk::Error::Mistakes(vec![Mistake::new("file", "piece-cut")]));
    while let Some(mut field) = sent.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "csrf" => {
                believed(visitor, &field.text().await.map_err(broken)?)?;
                proven = true;
            }
            "piece" => piece = field.text().await.map_err(broken)?,
            // The token stands before the file in our forms: nothing is written without it.
            "file" if proven => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    return Err(Oops(desk::Error::Mistakes(vec![Mistake::new(
                        &format!("piece-{piece}"),
                        "piece-missing",
                    )])));
                }
                let staged = app.desk.chance.id(app.desk.clock.now());
                let most = app.desk.options.piece_bytes_most;
                let mut length = 0u64;
                while let Some(chunk) = field.chunk().await.map_err(broken)? {
                    let files = app.desk.files.clone();
                    let poured = blocking(move || files.append(staged, length, &chunk[..], most)).await;
                    length = match poured {
                        Ok(length) => length,
                        Err(error) => {
                            let files = app.desk.files.clone();
                            blocking(move || files.abandon(staged)).await?;
                            return Err(match error {
                                Oops(desk::Error::Files(store::files::Error::TooLarge { .. })) => {
                                    let limit = (most / 1024 / 1024) as i64;
                                    Oops(desk::Error::Mistakes(vec![Mistake::beyond(
                                        &format!("piece-{piece}"),
                                        "piece-too-large",
                                        limit,
                                    )]))
                                }
                                error => error,
                            });
                        }
                    };
                }
                keep(app, who, target, &piece, &name, staged, length).await?;
            }
            _ => return Err(Oops::forged()),
        }
    }
    if proven { Ok(piece) } else { Err(Oops::forged()) }
}

/// Gives to the counter what was poured: the same way as a piece that comes in parts.
async fn keep(
    app: &App,
    who: &desk::Who,
    target: &Target<'_>,
    piece: &str,
    name: &str,
    staged: Uuid,
    length: u64,
) -> Result<(), Oops> {
    if length == 0 {
        return Err(Oops(desk::Error::Mistakes(vec![Mistake::new(&format!("piece-{piece}"), "piece-empty")])));
    }
    let files = app.desk.files.clone();
    let blob = blocking(move || files.finish(staged)).await?;
    let upload =
        counter::begin(&app.desk, who, target.commune, &target.procedure.code, target.id, piece, name, length as i64)
            .await?;
    let mut offset = 0;
    let mut last = upload;
    while offset < length {
        let files = app.desk.files.clone();
        let to = (offset + counter::PART_BYTES_MOST as u64).min(length);
        let bytes = blocking(move || range(&files, &blob.digest, offset, to)).await?;
        (last, offset) = counter::append(&app.desk, who, last.id, offset, bytes).await?;
    }
    let Some(listed) = target.procedure.piece(piece) else { return Ok(()) };
    let media = last.media.as_deref().unwrap_or_default();
    if let Some(mistake) = desk::counter::judge_piece(listed, last.bytes, media, app.desk.options.piece_bytes_most) {
        counter::remove(&app.desk, who, last.id).await?;
        return Err(Oops(desk::Error::Mistakes(vec![mistake])));
    }
    Ok(())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> store::files::Result<T> + Send + 'static,
) -> Result<T, Oops> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(e) => Err(Oops::setup(&e.to_string())),
    }
}

fn range(files: &store::Files, digest: &Digest, from: u64, to: u64) -> store::files::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity((to - from) as usize);
    std::io::Read::read_to_end(&mut files.read_range(digest, from, to)?, &mut bytes)?;
    Ok(bytes)
}

/// A piece that was sent, to the person who sent it.
pub async fn read(app: &App, upload: &Upload, headers: &HeaderMap) -> Answer {
    let (Some(sha256), Some(media)) = (&upload.sha256, &upload.media) else { return Err(Oops::not_found()) };
    blob::show(app, sha256, &upload.name, media, headers).await
}
