//! Files that come with the program: read from the folder in development, embedded in release.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "static"]
struct Static;

#[derive(RustEmbed)]
#[folder = "pages"]
struct SharedPages;

#[derive(RustEmbed)]
#[folder = "components"]
struct Components;

/// The shared templates: pages by file name, components under `components/`.
pub fn templates() -> Vec<(String, String)> {
    let text = |data: std::borrow::Cow<'static, [u8]>| String::from_utf8_lossy(&data).into_owned();
    let pages = SharedPages::iter().filter_map(|name| Some((name.to_string(), text(SharedPages::get(&name)?.data))));
    let components =
        Components::iter().filter_map(|name| Some((format!("components/{name}"), text(Components::get(&name)?.data))));
    pages.chain(components).collect()
}

/// `GET /static/{path}`: with a strong tag, so that a browser asks again for nothing but a change.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Static::get(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("\"{}\"", data_encoding::HEXLOWER.encode(&file.metadata.sha256_hash()[..12]));
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let head = [
        (header::CONTENT_TYPE, kind(&path).to_owned()),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
    ];
    let mut response = (head, file.data.into_owned()).into_response();
    if path.starts_with("viewer/") {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(READER));
    }
    response
}

/// What the worker that reads PDF may do, beyond a page: run the compiled decoders of scanned images that
/// lie beside it. A page itself may not.
const READER: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
