//! Pieces on their way: sent in parts, resumed after a cut, judged by their content.
//!
//! A piece belongs to a target: a draft, or a file whose completion is being answered. What a piece
//! is, is read from its first bytes, never from its name.

use crate::{Desk, Error, Result, Who};
use civic::dossier::Given;
use civic::{Mistake, Place};
use store::drafts::{self, Upload};
use uuid::Uuid;

/// The largest part of one request, in bytes.
pub const PART_BYTES_MOST: usize = 8 * 1024 * 1024;
const NAME_MOST: usize = 150;
/// How many pieces one target may hold.
const PIECES_MOST: usize = 60;

/// Announces a piece. `bytes` is how long it will be.
#[expect(
    clippy::too_many_arguments,
    reason = "an announcement has these parts, and is made in one place of each caller"
)]
pub async fn begin(
    desk: &Desk,
    who: &Who,
    commune: Place,
    procedure: &str,
    target: Uuid,
    piece: &str,
    name: &str,
    bytes: i64,
) -> Result<Upload> {
    let Some(procedure) = desk.street.latest(procedure) else { return Err(Error::not_found()) };
    let field = format!("piece-{piece}");
    let Some(listed) = procedure.piece(piece) else {
        return Err(Error::Mistakes(vec![Mistake::new(&field, "piece-not-listed")]));
    };
    let most = (listed.megabytes_most * 1024 * 1024).min(desk.options.piece_bytes_most) as i64;
    if bytes <= 0 {
        return Err(Error::Mistakes(vec![Mistake::new(&field, "piece-empty")]));
    }
    if most < bytes {
        return Err(Error::Mistakes(vec![Mistake::beyond(&field, "piece-too-large", most / 1024 / 1024)]));
    }
    let now = desk.clock.now();
    let upload = Upload {
        commune,
        id: desk.chance.id(now),
        account: who.account.id,
        target,
        piece: piece.into(),
        name: tidy_name(name),
        bytes,
        made_at: now,
        sha256: None,
        media: None,
    };
    let (row, several) = (upload.clone(), listed.several);
    desk.db
        .write(move |tx| -> Result<()> {
            let sent = drafts::uploads(tx, row.account, row.target)?;
            if PIECES_MOST <= sent.len() {
                return Err(Error::Mistakes(vec![Mistake::beyond("pieces", "too-large", PIECES_MOST as i64)]));
            }
            // A piece that is given once replaces the one before.
            for old in sent.iter().filter(|old| !several && old.piece == row.piece) {
                drafts::remove_upload(tx, row.account, old.id)?;
            }
            Ok(drafts::add_upload(tx, &row)?)
        })
        .await?;
    Ok(upload)
}

/// A file's name as it may be shown: its last part, without what could mislead.
fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !civic::identity::has_control(&c.to_string())).take(NAME_MOST).collect();
    let kept = civic::identity::tidy_line(&kept);
    if kept.is_empty() { "piece".into() } else { kept }
}

/// How many bytes have arrived.
pub async fn length(desk: &Desk, who: &Who, id: Uuid) -> Result<u64> {
    let upload = get(desk, who, id).await?;
    if upload.sha256.is_some() {
        return Ok(upload.bytes as u64);
    }
    let files = desk.files.clone();
    blocking(move || files.length(id)).await
}

pub async fn get(desk: &Desk, who: &Who, id: Uuid) -> Result<Upload> {
    let account = who.account.id;
    let found = desk.db.read(move |tx| -> Result<_> { Ok(drafts::get_upload(tx, account, id)?) }).await?;
    found.ok_or_else(Error::not_found)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> store::files::Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(e) => Err(Error::Setup(e.to_string())),
    }
}

/// Adds a part at `offset`. When it is the last, the piece is judged by its content and kept; a piece
/// of a wrong kind is dropped with the mistake. Gives the upload as it stands, and its length.
pub async fn append(desk: &Desk, who: &Who, id: Uuid, offset: u64, part: Vec<u8>) -> Result<(Upload, u64)> {
    let mut upload = get(desk, who, id).await?;
    if upload.sha256.is_some() {
        return Ok((upload.clone(), upload.bytes as u64));
    }
    let announced = upload.bytes as u64;
    let files = desk.files.clone();
    let length = blocking(move || files.append(id, offset, &part[..], announced)).await?;
    if length < announced {
        return Ok((upload, length));
    }
    let files = desk.files.clone();
    let (blob, head, tail) = blocking(move || {
        let blob = files.finish(id)?;
        let mut head = Vec::new();
        std::io::Read::read_to_end(&mut files.read_range(&blob.digest, 0, blob.size.min(4096))?, &mut head)?;
        let mut tail = Vec::new();
        std::io::Read::read_to_end(
            &mut files.read_range(&blob.digest, blob.size.saturating_sub(2048), blob.size)?,
            &mut tail,
        )?;
        Ok((blob, head, tail))
    })
    .await?;
    let media = media(&head, &tail);
    let wrong = match media {
        None => Some("piece-type"),
        Some("broken/pdf") => Some("piece-cut"),
        Some(_) => None,
    };
    let account = who.account.id;
    if let Some(code) = wrong {
        desk.db.write(move |tx| -> Result<_> { Ok(drafts::remove_upload(tx, account, id)?) }).await?;
        return Err(Error::Mistakes(vec![Mistake::new(&format!("piece-{}", upload.piece), code)]));
    }
    upload.sha256 = Some(blob.digest.to_string());
    upload.media = media.map(str::to_owned);
    let (sha256, kind) = (blob.digest.to_string(), upload.media.clone().unwrap_or_default());
    desk.db
        .write(move |tx| -> Result<_> { Ok(drafts::finish_upload(tx, account, id, &sha256, announced as i64, &kind)?) })
        .await?;
    Ok((upload, length))
}

/// What a file is by its bytes. A PDF without its end was cut on its way.
pub fn media(head: &[u8], tail: &[u8]) -> Option<&'static str> {
    let found = infer::get(head).map(|kind| kind.mime_type());
    match found {
        Some("application/pdf") => {
            let ended = tail.windows(5).any(|w| w == b"%%EOF");
            Some(if ended { "application/pdf" } else { "broken/pdf" })
        }
        Some("image/png") => Some("image/png"),
        Some("image/jpeg") => Some("image/jpeg"),
        Some("image/webp") => Some("image/webp"),
        Some("image/vnd.dwg") => Some("image/vnd.dwg"),
        _ if head.starts_with(b"AC10") => Some("image/vnd.dwg"),
        // A drawing exchange file begins with the group code of its first section.
        _ if head.trim_ascii_start().starts_with(b"0\nSECTION")
            || head.trim_ascii_start().starts_with(b"0\r\nSECTION") =>
        {
            Some("image/vnd.dxf")
        }
        _ => None,
    }
}

pub async fn remove(desk: &Desk, who: &Who, id: Uuid) -> Result<()> {
    let account = who.account.id;
    let gone = desk.db.write(move |tx| -> Result<bool> { Ok(drafts::remove_upload(tx, account, id)?) }).await?;
    let files = desk.files.clone();
    blocking(move || files.abandon(id)).await?;
    if gone { Ok(()) } else { Err(Error::not_found()) }
}

/// Every upload of a target, whole or not.
pub async fn of(desk: &Desk, who: &Who, target: Uuid) -> Result<Vec<Upload>> {
    let account = who.account.id;
    desk.db.read(move |tx| -> Result<_> { Ok(drafts::uploads(tx, account, target)?) }).await
}

/// The whole pieces of a target, as an act gives them.
pub async fn given(desk: &Desk, who: &Who, target: Uuid) -> Result<Vec<Given>> {
    let uploads = of(desk, who, target).await?;
    Ok(uploads
        .into_iter()
        .filter_map(|u| {
            Some(Given { piece: u.piece, name: u.name, sha256: u.sha256?, bytes: u.bytes, media: u.media? })
        })
        .collect())
}

/// The whole pieces of these uploads, in the order asked: those that are not this person's own or have
/// not arrived whole are mistakes, each at its place in `pieces`.
pub async fn named(desk: &Desk, who: &Who, ids: Vec<Uuid>) -> Result<Vec<Given>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    if PIECES_MOST < ids.len() {
        return Err(Error::Mistakes(vec![Mistake::beyond("pieces", "too-large", PIECES_MOST as i64)]));
    }
    let (account, asked) = (who.account.id, ids.clone());
    let found = desk.db.glance(move |tx| -> Result<_> { Ok(drafts::uploads_named(tx, account, &asked)?) }).await?;
    let mut given = Vec::with_capacity(ids.len());
    let mut mistakes = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        match found.iter().find(|u| u.id == *id).map(|u| (u, u.sha256.clone(), u.media.clone())) {
            Some((u, Some(sha256), Some(media))) => {
                given.push(Given { piece: u.piece.clone(), name: u.name.clone(), sha256, bytes: u.bytes, media });
            }
            Some(_) => mistakes.push(Mistake::new(&format!("pieces.{place}"), "piece-pending")),
            None => mistakes.push(Mistake::new(&format!("pieces.{place}"), "no-such-upload")),
        }
    }
    if mistakes.is_empty() { Ok(given) } else { Err(Error::Mistakes(mistakes)) }
}

/// Forgets the uploads of a target whose act is recorded; the blobs stay with the file.
pub async fn clear(desk: &Desk, who: &Who, target: Uuid) -> Result<()> {
    let account = who.account.id;
    desk.db.write(move |tx| -> Result<_> { Ok(drafts::clear_uploads(tx, account, target)?) }).await.map(|_| ())
}
