//! The PDF of a paper: to whoever may read its file, or to who holds the code of its receipt. And the
//! evidence of a whole file, to whoever may read it.

use crate::answer::{Answer, Oops};
use crate::limits;
use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct How {
    /// Kept rather than shown.
    download: Option<String>,
    /// Without an account: the file's number and its tracking code.
    file: Option<String>,
    code: Option<String>,
}

pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(how): Query<How>,
) -> Answer {
    let number = name.strip_suffix(".pdf").ok_or_else(Oops::not_found)?;
    let (document, bytes) = match (&how.file, &how.code) {
        (Some(file), Some(code)) => {
            app.limits.take(limits::TRACK, &visitor.ip.to_string(), app.desk.clock.now())?;
            desk::paper::read_tracked(&app.desk, number, file, code).await?
        }
        _ => desk::paper::read(&app.desk, &visitor.who()?.viewer, number).await?,
    };
    let place = if how.download.is_some() { "attachment" } else { "inline" };
    let mut response = bytes.into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    head.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'self'"));
    let said: [(HeaderName, String); 1] =
        [(header::CONTENT_DISPOSITION, format!("{place}; filename=\"{}.pdf\"", document.number))];
    for (name, value) in said {
        if let Ok(value) = HeaderValue::from_str(&value) {
            head.insert(name, value);
        }
    }
    Ok(response)
}

#[derive(Deserialize)]
pub struct With {
    /// The pieces themselves, too.
    pieces: Option<String>,
}

/// Everything that proves a file, as a container that is judged without us.
pub async fn evidence(
    State(app): State<App>,
    visitor: Visitor,
    Path(number): Path<String>,
    Query(with): Query<With>,
) -> Answer {
    let who = visitor.who()?;
    app.limits.take(limits::PROOF, &who.account.id.to_string(), app.desk.clock.now())?;
    let commune = desk::counter::commune_of(&number).ok_or_else(Oops::not_found)?;
    let bytes =
        desk::evidence::take(&app.desk, desk::evidence::Taker::Person(who), commune, &number, with.pieces.is_some())
            .await?;
    Ok(container(&number, bytes))
}

/// A container as a download.
pub fn container(number: &str, bytes: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{number}.asice\"");
    let head = [(header::CONTENT_TYPE, proof::container::MEDIA_TYPE), (header::CONTENT_DISPOSITION, name.as_str())];
    (head, bytes).into_response()
}
