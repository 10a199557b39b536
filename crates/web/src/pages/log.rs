//! The register as anyone may check it: its last signed head, the proof of one paper, and the tree's tiles
//! (C2SP tlog-tiles), so that whoever wants to can mirror the whole. Other institutions cosign heads here.

use crate::answer::{Answer, Oops};
use crate::limits;
use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use data_encoding::{BASE64, HEXLOWER};
use desk::register::{self, Head, Standing};
use minijinja::{Value, context};
use serde::Deserialize;
use serde_json::json;

/// Cosignatures are short: a note with a line or two.
const NOTE_BYTES_MOST: usize = 16 * 1024;

/// The register's page: what was signed last, by which key, and how to check it.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let head = register::head(&app.desk).await?;
    let keys = &app.desk.register.keys;
    let values = context! {
        head => head.as_ref().map(head_shown),
        origin => keys.origin(),
        key => keys.log.verifier.to_string(),
    };
    app.page(&visitor, "log.html", "log-title", values)
}

/// What pages say of a head.
fn head_shown(head: &Head) -> Value {
    context! {
        size => head.size,
        at => head.at,
        root => BASE64.encode(&head.root),
        note => head.note.as_str(),
        stamped => head.stamp.is_some(),
        cosigners => head.cosigners.iter().map(|(name, at)| context! { name, at }).collect::<Vec<_>>(),
    }
}

/// What the page of a paper says of its place in the register.
pub fn standing_shown(standing: &Standing, number: &str, code: &str) -> Value {
    context! {
        recorded_at => standing.at,
        place => standing.index.map(|index| index + 1),
        size => standing.head.as_ref().map(|head| head.size),
        signed_at => standing.head.as_ref().map(|head| head.at),
        stamped => standing.head.as_ref().is_some_and(|head| head.stamp.is_some()),
        cosigners => standing.head.as_ref().map_or(0, |head| head.cosigners.len()),
        proof => standing.proof.as_ref().map(|_| format!("/v/{number}/{code}/tlog-proof")),
        json => standing.proof.as_ref().map(|_| format!("/v/{number}/{code}/proof.json")),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    size: Option<u64>,
    from: Option<u64>,
}

/// The last signed head, or the one of a size.
pub async fn checkpoint(State(app): State<App>, Query(which): Query<Which>) -> Answer {
    let head = match which.size {
        Some(size) => register::by_size(&app.desk, size).await?,
        None => register::head(&app.desk).await?.ok_or_else(Oops::not_found)?,
    };
    Ok(text(head.note))
}

/// The proof that one head continues another: `?from=5&size=9`, both signed.
pub async fn consistency(State(app): State<App>, visitor: Visitor, Query(which): Query<Which>) -> Answer {
    app.limits.take(limits::ANYONE, &visitor.ip.to_string(), app.desk.clock.now())?;
    let (Some(from), Some(size)) = (which.from, which.size) else { return Err(Oops::not_found()) };
    let (before, after, proof) = register::consistency(&app.desk, from, size).await?;
    let body = json!({
        "from": before.note,
        "to": after.note,
        "proof": proof.iter().map(|hash| BASE64.encode(hash)).collect::<Vec<_>>(),
    });
    Ok(axum::Json(body).into_response())
}

/// `tile/0/x001/234.p/17`, `tile/entries/000`: as C2SP tlog-tiles names them.
pub async fn tile(State(app): State<App>, visitor: Visitor, Path(path): Path<String>) -> Answer {
    app.limits.take(limits::ANYONE, &visitor.ip.to_string(), app.desk.clock.now())?;
    let tile = Tile::parse(&path).ok_or_else(Oops::not_found)?;
    let bytes = match tile.level {
        Some(level) => register::tile(&app.desk, level, tile.index, tile.width).await?,
        None => register::bundle(&app.desk, tile.index, tile.width).await?,
    };
    // What is written in a tile of this name never changes.
    let lasting = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    Ok(([(header::CONTENT_TYPE, "application/octet-stream"), lasting], bytes).into_response())
}

/// A tile as its address names it; no level: the entries.
#[derive(Debug, PartialEq, Eq)]
struct Tile {
    level: Option<u8>,
    index: u64,
    width: usize,
}

impl Tile {
    fn parse(path: &str) -> Option<Tile> {
        let (level, rest) = path.split_once('/')?;
        let level = match level {
            "entries" => None,
            level => Some(plain(level).filter(|level| *level < 64)? as u8),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, plain(width).filter(|width| (1..256).contains(width))? as usize),
            None => (rest, 256),
        };
        let mut number = 0_u64;
        let parts: Vec<&str> = index.split('/').collect();
        let last = parts.len().checked_sub(1).filter(|last| *last < 5)?;
        for (n, part) in parts.iter().enumerate() {
            let digits = if n < last { part.strip_prefix('x')? } else { part };
            let three = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
            number = number * 1000 + digits.parse::<u64>().ok().filter(|_| three)?;
        }
        Some(Tile { level, index: number, width })
    }
}

/// A whole number without zeros before it.
fn plain(text: &str) -> Option<u64> {
    let sound = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| sound)
}

/// Another institution gives back one of our heads with its own line under it.
pub async fn cosign(State(app): State<App>, visitor: Visitor, note: String) -> Answer {
    app.limits.take(limits::TRACK, &visitor.ip.to_string(), app.desk.clock.now())?;
    if NOTE_BYTES_MOST < note.len() {
        return Err(Oops::not_found());
    }
    let names = register::cosign(&app.desk, &note).await?;
    Ok(text(names.iter().map(|name| format!("{name}\n")).collect()))
}

/// The proof of a paper's act, as C2SP tlog-proof text.
pub async fn proof_text(state: State<App>, visitor: Visitor, path: Path<(String, String)>) -> Answer {
    let (number, standing) = proven(&state.0, &visitor, &path.0).await?;
    let proof = standing.proof.ok_or_else(Oops::not_found)?.to_string();
    let name = format!("attachment; filename=\"{number}.tlog-proof\"");
    Ok(([(header::CONTENT_DISPOSITION, name)], text(proof)).into_response())
}

/// The same, with every part named.
pub async fn proof_json(state: State<App>, visitor: Visitor, path: Path<(String, String)>) -> Answer {
    let (number, standing) = proven(&state.0, &visitor, &path.0).await?;
    Ok(axum::Json(told(&state.0, &number, &standing).ok_or_else(Oops::not_found)?).into_response())
}

/// Everything that checks a paper's act, for a program.
pub fn told(app: &App, number: &str, standing: &Standing) -> Option<serde_json::Value> {
    let (proof, head) = (standing.proof.as_ref()?, standing.head.as_ref()?);
    Some(json!({
        "paper": number,
        "entry": standing.entry,
        "opened": serde_json::from_str::<serde_json::Value>(&standing.opened).ok(),
        "index": proof.index,
        "size": head.size,
        "root": BASE64.encode(&head.root),
        "proof": proof.hashes.iter().map(|hash| BASE64.encode(hash)).collect::<Vec<_>>(),
        "checkpoint": head.note,
        "key": app.desk.register.keys.log.verifier.to_string(),
        "stamp": head.stamp.as_ref().map(|token| HEXLOWER.encode(token)),
    }))
}

async fn proven(app: &App, visitor: &Visitor, (number, code): &(String, String)) -> Result<(String, Standing), Oops> {
    app.limits.take(limits::TRACK, &visitor.ip.to_string(), app.desk.clock.now())?;
    let paper = desk::paper::public(&app.desk, number, code).await?;
    let standing = register::standing(&app.desk, &paper.document).await?;
    Ok((paper.document.number, standing))
}

fn text(body: String) -> Response {
    let plain: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (plain, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::Tile;

    #[test]
    fn a_tile_is_found_by_its_published_name_only() {
        let tile = |level, index, width| Some(Tile { level, index, width });
        assert_eq!(Tile::parse("0/x001/x234/067"), tile(Some(0), 1_234_067, 256));
        assert_eq!(Tile::parse("1/017.p/17"), tile(Some(1), 17, 17));
        assert_eq!(Tile::parse("entries/000.p/255"), tile(None, 0, 255));
        for wrong in [
            "0",
            "0/",
            "0/17",
            "00/017",
            "64/000",
            "0/x001",
            "0/001/002",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/01",
            "0/x001/x001/x001/x001/x001/001",
            "entries/-01",
            "x/000",
        ] {
            assert_eq!(Tile::parse(wrong), None, "{wrong}");
        }
    }
}
