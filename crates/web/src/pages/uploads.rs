//! Pieces on their way from a browser: in parts that go on after a cut, or whole from a plain form;
//! and pieces on their way back, whole or by ranges. Whose they are is asked before, by the callers.

use crate::answer::{Answer, Oops};
use crate::form::believed;
use crate::server::App;
use crate::visitor::Visitor;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Multipart;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use civic::{Mistake, Place, Procedure};
use desk::upload as counter;
use serde::Deserialize;
use store::Digest;
use store::drafts::Upload;
use uuid::Uuid;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const TOKEN: &str = "x-csrf-token";
/// How much is read from the disk at once.
const CHUNK: u64 = 256 * 1024;

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
pub async fn begin(app: &App, visitor: &Visitor, target: &Target<'_>, headers: &HeaderMap, announced: Announced, base: &str) -> Answer {
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
    Ok((StatusCode::CREATED, Json(serde_json::json!({ "place": format!("{base}/{}", upload.id), "offset": offset }))).into_response())
}

/// Adds a part. `204` and how far it is; `409` and how far it truly is; `200` when it is whole.
pub async fn part(app: &App, visitor: &Visitor, target: &Target<'_>, id: Uuid, headers: &HeaderMap, body: Bytes) -> Answer {
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
                    return Err(Oops(desk::Error::Mistakes(vec![Mistake::new(&format!("piece-{piece}"), "piece-missing")])));
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
                                    Oops(desk::Error::Mistakes(vec![Mistake::beyond(&format!("piece-{piece}"), "piece-too-large", limit)]))
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
async fn keep(app: &App, who: &desk::Who, target: &Target<'_>, piece: &str, name: &str, staged: Uuid, length: u64) -> Result<(), Oops> {
    if length == 0 {
        return Err(Oops(desk::Error::Mistakes(vec![Mistake::new(&format!("piece-{piece}"), "piece-empty")])));
    }
    let files = app.desk.files.clone();
    let blob = blocking(move || files.finish(staged)).await?;
    let upload = counter::begin(&app.desk, who, target.commune, &target.procedure.code, target.id, piece, name, length as i64).await?;
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

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> store::files::Result<T> + Send + 'static) -> Result<T, Oops> {
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
    serve(app, sha256, &upload.name, media, headers).await
}

/// A blob as a page of its own: shown when a browser can, else kept; never able to run anything here.
pub async fn serve(app: &App, sha256: &str, name: &str, media: &str, headers: &HeaderMap) -> Answer {
    let Ok(digest) = sha256.parse::<Digest>() else { return Err(Oops::not_found()) };
    let files = app.desk.files.clone();
    let size = blocking(move || files.size(&digest)).await?;
    let (from, to, status) = match asked_range(headers, size) {
        Some((from, to)) => (from, to, StatusCode::PARTIAL_CONTENT),
        None => (0, size, StatusCode::OK),
    };
    let (sender, body) = http_body_util::channel::Channel::<Bytes, std::io::Error>::new(2);
    let files = app.desk.files.clone();
    tokio::spawn(pour(files, digest, from, to, sender));
    let shown = matches!(media, "application/pdf" | "image/png" | "image/jpeg" | "image/webp");
    let disposition = format!("{}; filename*=UTF-8''{}", if shown { "inline" } else { "attachment" }, encoded(name));
    let mut response = (status, Body::new(body)).into_response();
    let head = response.headers_mut();
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            head.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, media.to_owned());
    set(header::CONTENT_LENGTH, (to - from).to_string());
    set(header::CONTENT_DISPOSITION, disposition);
    set(header::ACCEPT_RANGES, "bytes".into());
    set(header::CACHE_CONTROL, "private, max-age=600".into());
    // The readers of PDF in browsers refuse a sandbox; a PDF runs nothing on our pages anyway.
    let policy = if media == "application/pdf" { "frame-ancestors 'self'" } else { "sandbox; default-src 'none'; frame-ancestors 'self'" };
    set(header::CONTENT_SECURITY_POLICY, policy.into());
    if status == StatusCode::PARTIAL_CONTENT {
        set(header::CONTENT_RANGE, format!("bytes {from}-{}/{size}", to - 1));
    }
    Ok(response)
}

/// `bytes=100-199`, one range; anything else is answered with the whole.
fn asked_range(headers: &HeaderMap, size: u64) -> Option<(u64, u64)> {
    let line = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (from, to) = line.split_once('-')?;
    let from: u64 = from.trim().parse().ok()?;
    let to = match to.trim() {
        "" => size,
        to => to.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    (from < to).then_some((from, to))
}

async fn pour(files: store::Files, digest: Digest, from: u64, to: u64, mut sender: http_body_util::channel::Sender<Bytes, std::io::Error>) {
    let mut at = from;
    while at < to {
        let files = files.clone();
        let until = (at + CHUNK).min(to);
        let read = tokio::task::spawn_blocking(move || range(&files, &digest, at, until)).await;
        let Ok(Ok(bytes)) = read else {
            sender.abort(std::io::Error::other("the file cannot be read"));
            return;
        };
        // The browser went away: nothing is owed to it.
        if sender.send_data(bytes.into()).await.is_err() {
            return;
        }
        at = until;
    }
}

/// A name as a header carries it (RFC 8187).
fn encoded(name: &str) -> String {
    name.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}
