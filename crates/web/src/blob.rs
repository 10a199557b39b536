//! Pieces on their way out: read from the folder as the other side takes them, never whole in memory.

use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use http_body_util::channel::Channel;
use std::fs::File;
use std::io;
use store::Digest;
use tokio::io::AsyncReadExt;

const CHUNK: usize = 64 * 1024;

/// The bytes of a blob. Whoever calls has decided that the visitor may read it.
pub async fn answer(app: &App, sha256: &str) -> Answer {
    let digest: Digest = sha256.parse().map_err(|_| Oops::not_found())?;
    let files = app.desk.files.clone();
    let opened = tokio::task::spawn_blocking(move || -> store::files::Result<(File, u64)> {
        let file = files.open_blob(&digest)?;
        Ok((file, files.size(&digest)?))
    });
    let (file, bytes) = opened.await.map_err(|e| Oops::setup(&e.to_string()))??;
    let head = [
        (header::CONTENT_LENGTH, HeaderValue::from(bytes)),
        // What people send is never trusted to be harmless in a page.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
    ];
    Ok((head, body(file)).into_response())
}

fn body(file: File) -> Body {
    let (mut sender, channel) = Channel::<Bytes, io::Error>::new(2);
    tokio::spawn(async move {
        let mut file = tokio::fs::File::from_std(file);
        loop {
            let mut chunk = vec![0; CHUNK];
            match file.read(&mut chunk).await {
                Ok(0) => return,
                Ok(read) => {
                    chunk.truncate(read);
                    // The other side has gone: nothing is left to do.
                    if sender.send_data(chunk.into()).await.is_err() {
                        return;
                    }
                }
                Err(error) => {
                    sender.abort(error);
                    return;
                }
            }
        }
    });
    Body::new(channel)
}

/// `attachment` under the name that the piece was sent with (RFC 6266).
pub fn attached(name: &str) -> HeaderValue {
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let value = format!("attachment; filename=\"piece\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}
