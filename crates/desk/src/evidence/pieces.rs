//! The pieces of a file in its evidence: those that fit, and of each why it is or is not inside.

use crate::counter::Shown;
use crate::{Desk, Error, Result};
use civic::dossier::Given;
use proof::container::File;
use serde_json::{Value, json};
use store::{Digest, files};

/// The most that the pieces of a file weigh in a container that somebody downloads, together: with its papers it
/// stays small enough for the page where anyone drops it.
pub const BYTES_MOST: u64 = MEGABYTES_MOST << 20;
pub const MEGABYTES_MOST: u64 = 40;
/// The same for the operator, whom a court asks for all of them.
pub const OPERATOR_BYTES_MOST: u64 = 100 << 20;
/// Containers with pieces that are made at once: each may take some hundred megabytes of memory.
pub(super) static MAKING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

/// What a file's pieces became: their lines in `file.json`, and those that lie inside.
#[derive(Default)]
pub(super) struct Packed {
    pub lines: Vec<Value>,
    pub files: Vec<File>,
}

/// Every piece that was ever given, the ones in force first; the bool tells that another took its place.
pub(super) fn all(shown: &Shown) -> Vec<(&Given, bool)> {
    let mut all: Vec<(&Given, bool)> = shown.dossier.pieces.iter().map(|piece| (piece, false)).collect();
    for given in shown.acts.iter().flat_map(|act| &act.body.pieces) {
        if !all.iter().any(|(one, _)| one.sha256 == given.sha256 && one.piece == given.piece) {
            all.push((given, true));
        }
    }
    all
}

/// Packs the pieces as far as they fit into so many bytes; with nothing asked for, their digests only.
pub(super) async fn pack(desk: &Desk, shown: &Shown, bytes_most: Option<u64>) -> Result<Packed> {
    let given: Vec<(Given, bool)> = all(shown).into_iter().map(|(one, replaced)| (one.clone(), replaced)).collect();
    let files = desk.files.clone();
    tokio::task::spawn_blocking(move || packed(&files, &given, bytes_most))
        .await
        .map_err(|e| Error::Paper(e.to_string()))?
}

fn packed(store: &store::Files, given: &[(Given, bool)], bytes_most: Option<u64>) -> Result<Packed> {
    let (mut done, mut left) = (Packed::default(), bytes_most.unwrap_or_default());
    for (n, (piece, replaced)) in given.iter().enumerate() {
        let found = match bytes_most {
            None => Err("not-asked"),
            Some(_) => bytes(store, piece, left)?,
        };
        let (path, left_out) = match found {
            Ok(bytes) => {
                left = left.saturating_sub(bytes.len() as u64);
                let path = path(n, piece);
                let media_type = media_type(&piece.media);
                done.files.push(File { name: path.clone(), media_type, bytes });
                (Some(path), None)
            }
            Err(why) => (None, Some(why)),
        };
        done.lines.push(json!({
            "piece": piece.piece,
            "name": piece.name,
            "sha256": piece.sha256,
            "bytes": piece.bytes,
            "media": piece.media,
            "replaced": replaced,
            "path": path,
            "left_out": left_out,
        }));
    }
    Ok(done)
}

/// A piece's bytes, or why it is left out: a container without it is better than none.
fn bytes(store: &store::Files, piece: &Given, most: u64) -> Result<std::result::Result<Vec<u8>, &'static str>> {
    let Ok(digest) = piece.sha256.parse::<Digest>() else { return Ok(Err("missing")) };
    match store.bytes(&digest, most) {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(files::Error::TooLarge { .. }) => Ok(Err("too-large")),
        Err(files::Error::Missing | files::Error::Damaged) => Ok(Err("missing")),
        Err(why) => Err(why.into()),
    }
}

/// Where it lies: letters that mean the same in every file system, never the name that somebody typed.
fn path(n: usize, piece: &Given) -> String {
    let plain = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>();
    let kind: String = plain(&piece.piece).chars().take(60).collect();
    let end: String = plain(piece.name.rsplit_once('.').map_or("bin", |(_, end)| end)).chars().take(8).collect();
    format!("pieces/{:02}-{kind}.{}", n + 1, if end.is_empty() { "bin" } else { &end })
}

fn media_type(said: &str) -> String {
    let graphic = !said.is_empty() && said.bytes().all(|byte| byte.is_ascii_graphic());
    if graphic { said.to_owned() } else { "application/octet-stream".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(piece: &str, name: &str, bytes: &[u8]) -> (Given, bool) {
        let (piece, name, sha256) = (piece.to_owned(), name.to_owned(), Digest::of(bytes).to_string());
        (Given { piece, name, sha256, bytes: bytes.len() as i64, media: "application/pdf".into() }, false)
    }

    /// What fits is inside; of the rest it is said why not, and what comes after may fit again.
    #[test]
    fn pieces_are_packed_as_far_as_they_fit() {
        let folder = std::env::temp_dir().join(format!("diwan-pieces-{}", std::process::id()));
        let files = store::Files::open(&folder).expect("a folder");
        let (small, large, last) = (b"a plan".as_slice(), [7u8; 64].as_slice(), b"a deed".as_slice());
        for bytes in [small, large, last] {
            files.put_bytes(bytes).expect("kept");
        }
        let all = [
            given("site-plan", "../خطة.PDF", small),
            given("elevations", "e.pdf", large),
            given("title", "no end", last),
            given("lost", "l.pdf", b"lost"),
        ];
        let line = |line: &Value| {
            let text = |name: &str| line[name].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", text("piece"), text("path"), text("left_out"))
        };
        let told = |most| packed(&files, &all, most).expect("packed").lines.iter().map(line).collect::<Vec<_>>();
        assert_eq!(
            told(Some(20)),
            [
                "site-plan pieces/01-site-plan.PDF -",
                "elevations - too-large",
                "title pieces/03-title.bin -",
                "lost - missing"
            ]
        );
        assert_eq!(told(None)[0], "site-plan - not-asked");
        assert_eq!(packed(&files, &all, Some(20)).expect("packed").files[1].bytes, last);
        let _ = std::fs::remove_dir_all(&folder);
    }
}
