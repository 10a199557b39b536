//! Pieces on their way out: read from the folder as the other side takes them, never whole in memory,
//! by ranges when a reader of PDF asks for them. Whoever calls has decided that the visitor may read it.

use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use http_body_util::channel::Channel;
use std::fs::File;
use std::io;
use std::ops::Range;
use store::Digest;
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};

const CHUNK: u64 = 64 * 1024;
/// What people send is never trusted to be harmless in a page.
const HARMLESS: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'self'");
/// Readers of PDF in browsers refuse a sandbox, and a PDF runs nothing on our pages.
const FRAMED: HeaderValue = HeaderValue::from_static("frame-ancestors 'self'");

/// The bytes of a blob, whole.
pub async fn answer(app: &App, sha256: &str) -> Answer {
    let (file, bytes) = open(app, sha256).await?;
    let head = [(header::CONTENT_LENGTH, HeaderValue::from(bytes)), (header::CONTENT_SECURITY_POLICY, HARMLESS)];
    Ok((head, body(file, 0..bytes)).into_response())
}

/// A blob as a browser looks at it: shown when it can be, else kept under its name; by ranges.
pub async fn show(app: &App, sha256: &str, name: &str, media: &str, asked: &HeaderMap) -> Answer {
    let (file, bytes) = open(app, sha256).await?;
    let (status, range) = match range(asked, bytes) {
        Some(range) => (StatusCode::PARTIAL_CONTENT, range),
        None => (StatusCode::OK, 0..bytes),
    };
    let is_shown = matches!(media, "application/pdf" | "image/png" | "image/jpeg" | "image/webp");
    let mut response = (status, body(file, range.clone())).into_response();
    let head = response.headers_mut();
    head.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_str(media).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    head.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    head.insert(header::CONTENT_DISPOSITION, named(if is_shown { "inline" } else { "attachment" }, name));
    head.insert(header::CONTENT_SECURITY_POLICY, if media == "application/pdf" { FRAMED } else { HARMLESS });
    head.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=600"));
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(part) = HeaderValue::from_str(&format!("bytes {}-{}/{bytes}", range.start, range.end - 1))
    {
        head.insert(header::CONTENT_RANGE, part);
    }
    Ok(response)
}

async fn open(app: &App, sha256: &str) -> Result<(File, u64), Oops> {
    let digest: Digest = sha256.parse().map_err(|_| Oops::not_found())?;
    let files = app.desk.files.clone();
    let opened = tokio::task::spawn_blocking(move || -> store::files::Result<(File, u64)> {
        Ok((files.open_blob(&digest)?, files.size(&digest)?))
    });
    Ok(opened.await.map_err(|e| Oops::setup(&e.to_string()))??)
}

/// `bytes=100-199`, one range; anything else is answered with the whole.
fn range(asked: &HeaderMap, bytes: u64) -> Option<Range<u64>> {
    let line = asked.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (from, to) = line.split_once('-')?;
    let from: u64 = from.trim().parse().ok()?;
    let to = match to.trim() {
        "" => bytes,
        to => to.parse::<u64>().ok()?.saturating_add(1).min(bytes),
    };
    (from < to).then_some(from..to)
}

fn body(file: File, range: Range<u64>) -> Body {
    let (mut sender, channel) = Channel::<Bytes, io::Error>::new(2);
    tokio::spawn(async move {
        let mut file = tokio::fs::File::from_std(file);
        let mut at = range.start;
        if let Err(error) = file.seek(SeekFrom::Start(at)).await {
            return sender.abort(error);
        }
        while at < range.end {
            let mut chunk = vec![0; CHUNK.min(range.end - at) as usize];
            match file.read(&mut chunk).await {
                Ok(0) => return sender.abort(io::ErrorKind::UnexpectedEof.into()),
                Ok(read) => {
                    chunk.truncate(read);
                    at += read as u64;
                    // The other side has gone: nothing is left to do.
                    if sender.send_data(chunk.into()).await.is_err() {
                        return;
                    }
                }
                Err(error) => return sender.abort(error),
            }
        }
    });
    Body::new(channel)
}

/// `attachment` under the name that the piece was sent with (RFC 6266).
pub fn attached(name: &str) -> HeaderValue {
    named("attachment", name)
}

fn named(how: &'static str, name: &str) -> HeaderValue {
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let value = format!("{how}; filename=\"piece\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static(how))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_given_and_nothing_beyond_the_end() {
        let of = |line: &'static str| {
            let mut asked = HeaderMap::new();
            asked.insert(header::RANGE, HeaderValue::from_static(line));
            range(&asked, 100)
        };
        assert_eq!(of("bytes=10-19"), Some(10..20));
        assert_eq!(of("bytes=90-"), Some(90..100));
        assert_eq!(of("bytes=90-500"), Some(90..100));
        assert_eq!(of("bytes=100-"), None);
        assert_eq!(of("bytes=20-10"), None);
        assert_eq!(of("bytes=1-2,5-6"), None);
        assert_eq!(of("bytes=-5"), None);
    }
}
